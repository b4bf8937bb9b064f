"""The papers of a meeting, from the same facts and sentences as the pages."""
