"""The first schema: the tables of the whole domain and the journal."""

from pathlib import Path

from alembic import op

from ef_desktop.db.migrate import split

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, index and trigger from the frozen text."""
    connection = op.get_bind()
    for statement in split((Path(__file__).parent.parent / "0001.sql").read_text("utf-8")):
        connection.exec_driver_sql(statement)
