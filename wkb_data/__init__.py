"""Reads, stores and measures what the groups deliver; knows no screen."""
