"""Sessions that hide dead rows, and what a thread knows of the transaction that it is in."""

import secrets
import sqlite3
from dataclasses import dataclass, field

from sqlalchemy import event
from sqlalchemy.orm import Session, with_loader_criteria

from ef_desktop.db.base import Row
from ef_desktop.db.undo import Typed
from ef_desktop.domain.changes import ChangeSet


class StoreSession(Session):
    """A session that does not see dead rows, unless the execution option ``include_dead=True`` is given."""


_ALIVE = with_loader_criteria(Row, lambda model: model.dead == 0, include_aliases=True)


@event.listens_for(StoreSession, "do_orm_execute")
def _hide_dead(state) -> None:
    wanted = (state.is_select or state.is_update) and not state.is_column_load
    if wanted and not state.execution_options.get("include_dead"):
        state.statement = state.statement.options(_ALIVE)


@dataclass
class Unit:
    """The transaction that a thread is in.

    Attributes:
        session: its session.
        writes: False while only reading.
        failed: the first error of a unit inside it, also when the caller caught that.
        change: what it changed, after the commit.
        typed: what it typed, where it did.
    """

    session: Session
    writes: bool
    failed: BaseException | None = None
    change: ChangeSet = field(default_factory=lambda: ChangeSet(frozenset()))
    typed: Typed | None = None

    @property
    def raw(self) -> sqlite3.Connection:
        """The plain connection below the session."""
        return self.session.connection().connection.dbapi_connection


@dataclass
class Identity:
    """Who writes in this file from here. The number is random for every opening and never read from the file."""

    person: str
    machine: str
    actor: int = field(default_factory=lambda: secrets.randbits(62))


@dataclass(frozen=True)
class Purpose:
    """What a transaction is in the line of undo: ``do``, ``seed``, or ``undo`` and ``redo`` of another step."""

    kind: str
    actor: int | None = None
    hlc: int | None = None
