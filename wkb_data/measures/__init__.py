"""From typed snapshots to monthly facts. Pure functions: no SQL, no screen."""
