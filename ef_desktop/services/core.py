"""What every service needs: the open store, the clock, and the one way to look up and change a row."""

from collections.abc import Callable, Mapping
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
        raise NotFoundError(_("This is no longer there. It was removed. Undo brings it back."))
    return row


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
    """Return the way in for plain SQL over a session."""
    connection = session.connection()

    def execute(sql: str, parameters: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(sql, tuple(parameters))]

    return execute
