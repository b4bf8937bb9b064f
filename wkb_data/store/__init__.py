"""Deliveries kept for ever: originals, typed snapshots, facts; knows no workbook and no screen."""
