"""The revisions of the schema. None of them imports the tables of today."""
