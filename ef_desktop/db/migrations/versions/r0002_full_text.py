"""Full-text search in outcomes: an FTS5 index with its triggers, filled from the rows that are there."""

from pathlib import Path

from alembic import op

from ef_desktop.db.migrate import split

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index from the frozen text."""
    connection = op.get_bind()
    for statement in split((Path(__file__).parent.parent / "0002.sql").read_text("utf-8")):
        connection.exec_driver_sql(statement)
