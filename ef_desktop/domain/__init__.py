"""Rules, calculations and frozen read models: plain Python, no database, no windows, no files."""
