"""The work file: SQLite through SQLAlchemy, with the journal of every change."""
