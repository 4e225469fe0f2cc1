"""The journal is written by one trigger for each table, no longer by one for each field: a file opens sooner."""

from pathlib import Path

from alembic import op

from ef_desktop.db.migrate import split

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Replace the triggers from the frozen text."""
    connection = op.get_bind()
    for statement in split((Path(__file__).parent.parent / "0003.sql").read_text("utf-8")):
        connection.exec_driver_sql(statement)
