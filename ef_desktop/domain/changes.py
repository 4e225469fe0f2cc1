"""What a finished change touched: the message that services put on the bus; and what is typed in one go."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_EDITING: ContextVar[object | None] = ContextVar("editing", default=None)


@contextmanager
def editing(session: object) -> Iterator[None]:
    """Say that what is saved inside belongs to one editing session: somebody types, and it is saved meanwhile.

    Steps of one session that change the same fields of the same rows become one step to undo, as long as nothing else is done
    between them and no more than a minute lies between two.

    Parameters:
        session: tells sessions apart; one for each time that a field is typed in.
    """
    token = _EDITING.set(session)
    try:
        yield
    finally:
        _EDITING.reset(token)


def editing_session() -> object | None:
    """Return the editing session that goes on, or None."""
    return _EDITING.get()


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
