"""What a finished change touched: the message that services put on the bus."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChangeSet:
    """The rows that one unit of work touched.

    Attributes:
        rows: pairs of table name and id.
        label: English msgid of the undo step, or "" where the step cannot be undone.
        origin: whatever the caller named as its origin (a page), so that it is not reloaded under its own cursor.
    """

    rows: frozenset[tuple[str, bytes]]
    label: str = ""
    origin: object = None

    @property
    def kinds(self) -> frozenset[str]:
        """Names of the tables touched."""
        return frozenset(kind for kind, _ in self.rows)

    def ids(self, kind: str) -> frozenset[bytes]:
        """Ids touched in one table."""
        return frozenset(row for name, row in self.rows if name == kind)

    def __bool__(self) -> bool:
        return bool(self.rows)
