"""Writes the frozen text of the newest revision, as long as it has not been released: ``python -m ef_desktop.db.freeze``."""

import json
import sqlite3

from ef_desktop.db import ddl, migrate


def main() -> None:
    """Write ``0001.sql`` from the tables of today and the fingerprint of the schema that the revisions then make."""
    (migrate.FOLDER / "0001.sql").write_text("".join(f"{text};\n" for text in ddl.statements()), "utf-8", newline="\n")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate.upgrade(connection)
    marks = {migrate.SCHEMA: migrate.fingerprint(connection)}
    (migrate.FOLDER / "fingerprints.json").write_text(json.dumps(marks, indent=1) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
