"""What every service needs: the open store, the clock, and the one way to look up and change a row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from ef_desktop.db.base import Row
from ef_desktop.db.lists import Execute
from ef_desktop.db.store import Store
from ef_desktop.domain.clock import Clock
from ef_desktop.domain.errors import InvalidValueError, NotFoundError
from ef_desktop.domain.ids import new_id
from ef_desktop.domain.words import clean
from ef_desktop.i18n import _

Model = TypeVar("Model", bound=Row)
Cleaner = Callable[[Any], Any]

#: At most this many ids go into one query (SQLite's own limit on variables is higher).
_CHUNK = 500


@dataclass(frozen=True)
class Core:
    """The open work file as services see it."""

    store: Store
    clock: Clock

    def new_id(self) -> bytes:
        """Return an id for a new row."""
        return new_id(self.clock.milliseconds())

    def local_now(self) -> datetime:
        """Return the present moment in the time zone of the device."""
        return self.clock.now().astimezone()


def get(session: Session, model: type[Model], row_id: bytes) -> Model:
    """Return a row that is alive.

    Raises:
        NotFoundError: there is none; it may have been removed in another window.
    """
    row = session.get(model, row_id)
    if row is None or row.dead:
        raise _gone()
    return row


def seek(session: Session, model: type[Row], row_id: bytes, *names: str) -> tuple[Any, ...]:
    """Return fields of a row that is alive, as they are in the file: a day is text. What every key asks makes no object of a row.

    Parameters:
        names: of the fields; without any only that the row is alive is asked.

    Raises:
        NotFoundError: as ``get``.
    """
    found = executor(session)(f"SELECT {', '.join(names or ('id',))} FROM {model.__tablename__} WHERE id = ? AND dead = 0", (row_id,))
    if not found:
        raise _gone()
    return found[0]


def _gone() -> NotFoundError:
    return NotFoundError(_("This is no longer there. It was removed. Undo brings it back."))


def line(value: Any) -> str:
    """Clean a text of one line."""
    return clean(str(value))


def lines(value: Any) -> str:
    """Clean a text of more lines, or join a sequence of lines."""
    return clean("\n".join(value) if isinstance(value, (list, tuple)) else str(value), lines=True)


def same(value: Any) -> Any:
    """Take a value as it is."""
    return value


def assign(row: Row, fields: Mapping[str, Any], cleaners: Mapping[str, Cleaner]) -> None:
    """Set fields of a row, each cleaned; a field that keeps its value makes no change.

    Raises:
        TypeError: a field that may not be set this way.
    """
    for name, value in fields.items():
        if name not in cleaners:
            raise TypeError(f"no such field: {name}")
        cleaned = value if value is None else cleaners[name](value)
        if getattr(row, name) != cleaned:
            setattr(row, name, cleaned)


def required(value: str, sentence: str) -> str:
    """Return the cleaned text, or raise InvalidValueError with the sentence when it is empty."""
    cleaned = line(value)
    if not cleaned:
        raise InvalidValueError(sentence)
    return cleaned


def executor(session: Session) -> Execute:
    """Return the way in for plain SQL over a session, after writing what that still holds."""
    session.flush()
    # SQLAlchemy in between would take three times as long as a short query itself.
    connection = session.connection().connection.dbapi_connection
    return lambda sql, parameters: connection.execute(sql, parameters).fetchall()


def for_ids(execute: Execute, sql: str, ids: Iterable[bytes], before: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return what a query finds for ids, of which there may be many; there is no order among the rows.

    Parameters:
        sql: query with ``{ids}`` for the list of ids, its last parameter.
        before: its parameters before that.
    """
    wanted, found = sorted(ids), []
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        found += execute(sql.format(ids=", ".join("?" * len(part))), (*before, *part))
    return found
