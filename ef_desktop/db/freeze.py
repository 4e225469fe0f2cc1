"""Writes the frozen text of the revisions, as long as they have not been released: ``python -m ef_desktop.db.freeze``."""

import json
import re
import sqlite3

from ef_desktop.db import ddl, migrate


def _renewed_triggers() -> list[str]:
    first = (migrate.FOLDER / "0001.sql").read_text("utf-8")
    return [f"DROP TRIGGER {name}" for name in re.findall(r"CREATE TRIGGER (\w+)", first)] + ddl.triggers()


#: The statements of each revision that has not been released.
UNRELEASED = {3: _renewed_triggers}


def main() -> None:
    """Write the SQL of the revisions from the code of today, and the fingerprints of the schemas that they make."""
    marks = dict(migrate.known_fingerprints())
    for schema, statements in UNRELEASED.items():
        text = "".join(f"{statement};\n" for statement in statements())
        (migrate.FOLDER / f"{schema:04d}.sql").write_text(text, "utf-8", newline="\n")
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate.upgrade(connection, schema)
        marks[schema] = migrate.fingerprint(connection)
        connection.close()
    (migrate.FOLDER / "fingerprints.json").write_text(json.dumps(marks, indent=1) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
