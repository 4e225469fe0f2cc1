"""Joining two records of the same person or the same case: what both kinds share."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from ef_desktop.db.base import Row
from ef_desktop.db.tables import Setting
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.two_into_one import (
    SECOND,
    Field,
    JoinPreview,
    Question,
    Side,
    Values,
    chosen,
    doubles,
    propose,
)
from ef_desktop.i18n import _
from ef_desktop.services import joined
from ef_desktop.services.core import Core, assign, get, same

Choices = Mapping[str, str]

#: Two records that may be the same, each as id and name.
Double = tuple[tuple[bytes, str], tuple[bytes, str]]


@dataclass(frozen=True)
class Asked:
    """A field of the two records as it is asked.

    Attributes:
        field, label: which, and what it is called, translated.
        first, second: the values of both sides.
        words: returns values as a reader sees them.
        part: True for a field of a row that belongs to the record.
    """

    field: Field
    label: str
    first: Values
    second: Values
    words: Callable[[Values], str]
    part: bool = False


class TwoIntoOne:
    """Joins two records. The older one stays, whoever does it: laptops that do the same apart get the same.

    Attributes:
        model: class of the table.
        label, apart_label: msgids of the steps to undo: joining, and saying that they are two.
    """

    model: type[Row]
    label: str
    apart_label: str

    def __init__(self, core: Core) -> None:
        self._core = core
        self._doubles: tuple[Double, ...] | None = None
        self._turn = 0

    # Filled in by the kinds

    @abstractmethod
    def _order(self, session: Session, one: Row, other: Row) -> tuple[Row, Row]:
        """Return the record that stays and the one that goes into it."""

    @abstractmethod
    def _asked(self, session: Session, kept: Row, gone: Row) -> list[Asked]:
        """Return the fields in the order of the form."""

    @abstractmethod
    def _ruled(self, kept: Row, gone: Row) -> dict[str, object]:
        """Return the values of columns that follow by rule."""

    @abstractmethod
    def _told(self, session: Session, kept: Row, gone: Row) -> list[str]:
        """Return in sentences what follows by rule."""

    @abstractmethod
    def _problem(self, session: Session, kept: Row, gone: Row) -> str:
        """Return why the two cannot be joined, or ""."""

    @abstractmethod
    def _side(self, session: Session, row: Row) -> tuple[str, str, list[str]]:
        """Return title, detail and what belongs to a record."""

    @abstractmethod
    def _keep_parts(self, session: Session, kept: Row, gone: Row, choices: Choices) -> None:
        """Write what was chosen in rows that belong to the records."""

    @abstractmethod
    def _move(self, session: Session, kept: bytes, gone: bytes) -> None:
        """Let everything that points to the one point to the other."""

    @abstractmethod
    def _found(self, session: Session) -> tuple[list[tuple[Any, ...]], Callable[[str], str]]:
        """Return all records as ``doubles`` takes them, and how their names are compared."""

    # Looking

    def preview(self, first_id: bytes, second_id: bytes) -> JoinPreview:
        """Return what joining two records would do. Nothing is changed.

        Raises:
            NotFoundError: one was removed.
            InvalidValueError: they are one and the same.
        """
        with self._core.store.read() as session:
            kept, gone = self._pair(session, first_id, second_id)
            questions, filled = [], []
            for asked in self._asked(session, kept, gone):
                proposal = propose(asked.field.kind, asked.first, asked.second)
                if proposal.options:
                    words = asked.words(asked.first), asked.words(asked.second)
                    questions.append(Question(asked.field.name, asked.label, *words, proposal.options, proposal.choice))
                elif proposal.choice == SECOND:
                    filled.append(asked.label[:1].lower() + asked.label[1:])
            sides = [self._seen(session, row) for row in (kept, gone)]
            told, problem = self._told(session, kept, gone), self._problem(session, kept, gone)
            return JoinPreview(*sides, tuple(questions), tuple(filled), tuple(told), problem)

    def _seen(self, session: Session, row: Row) -> Side:
        title, detail, holds = self._side(session, row)
        return Side(row.id, title, detail, _made_on(row.id), tuple(holds))

    def forget(self, change: ChangeSet) -> None:
        """Look for doubles anew after this change, at the next asking; the workspace tells."""
        if change.kinds & {self.model.__tablename__, Setting.__tablename__}:
            self._turn += 1
            self._doubles = None

    def doubles(self) -> tuple[Double, ...]:
        """Return pairs that may be the same; nobody is ever joined by itself."""
        known, turn = self._doubles, self._turn
        if known is not None:
            return known
        with self._core.store.read() as session:
            rows, key = self._found(session)
            pairs = doubles(rows, key, joined.kept_apart(session))
        told = {row_id for pair in pairs for row_id in pair}
        names = {row_id: name for row_id, name, _mark in rows if row_id in told}
        known = tuple(((one, names[one]), (other, names[other])) for one, other in pairs)
        if turn == self._turn:
            self._doubles = known
        return known

    # Doing

    def join(
        self, first_id: bytes, second_id: bytes, choices: Choices | None = None, *, origin: object = None
    ) -> bytes:
        """Join two records in one step and return the id of the one that stayed.

        Parameters:
            choices: FIRST, SECOND or BOTH by the name of a question of the preview; what is left out goes as proposed there.

        Raises:
            InvalidValueError: they are one and the same, or cannot be joined; nothing is changed.
        """
        with self._core.store.unit(self.label, origin) as session:
            kept, gone = self._pair(session, first_id, second_id)
            if problem := self._problem(session, kept, gone):
                raise InvalidValueError(problem)
            self._join(session, kept, gone, choices or {})
        # A step of its own, that undo leaves alone.
        with self._core.store.unit("", origin) as session:
            joined.assure(session, self.model, kept.id)
        return kept.id

    def _join(self, session: Session, kept: Row, gone: Row, choices: Choices) -> None:
        fields: dict[str, object] = {}
        for asked in self._asked(session, kept, gone):
            if not asked.part:
                values = chosen(asked.field.kind, choice_of(choices, asked), asked.first, asked.second)
                fields |= dict(zip(asked.field.columns, values, strict=True))
        self._keep_parts(session, kept, gone, choices)
        fields |= self._ruled(kept, gone)
        assign(kept, fields, dict.fromkeys(fields, same))
        session.flush()
        self._move(session, kept.id, gone.id)
        joined.write_joined(session, gone.id, kept.id)
        session.flush()
        gone.dead = 1
        session.flush()

    def keep_apart(self, first_id: bytes, second_id: bytes, *, origin: object = None) -> None:
        """Say that two records are not the same: they are not offered any more."""
        with self._core.store.unit(self.apart_label, origin) as session:
            self._pair(session, first_id, second_id)
            joined.write_apart(session, first_id, second_id)

    def follow(self) -> None:
        """Let what came for a record that went into another one go there too. Done after a merge and when a file is opened."""
        with self._core.store.read() as session:
            late = [(gone, kept) for gone, kept in joined.went_into(session).items() if self._is_late(session, gone, kept)]
        if late:
            with self._core.store.unit("") as session:
                for gone, kept in late:
                    self._move(session, kept, gone)

    def _is_late(self, session: Session, gone: bytes, kept: bytes) -> bool:
        alive = [session.scalar(select(self.model.dead).where(self.model.id == row).execution_options(include_dead=True)) for row in (gone, kept)]
        return alive == [1, 0] and self._points(session, gone)

    @abstractmethod
    def _points(self, session: Session, row_id: bytes) -> bool:
        """Tell whether something alive points to a record."""

    def _pair(self, session: Session, first_id: bytes, second_id: bytes) -> tuple[Row, Row]:
        if first_id == second_id:
            raise InvalidValueError(_("This is one and the same. Choose two different ones."))
        one, other = (get(session, self.model, row_id) for row_id in sorted((first_id, second_id)))
        return self._order(session, one, other)


def choice_of(choices: Choices, asked: Asked) -> str:
    """Return the choice for a field: what was chosen where that can be, else what is proposed.

    Parameters:
        choices: what was chosen, by the name of the field.
    """
    proposal = propose(asked.field.kind, asked.first, asked.second)
    wanted = choices.get(asked.field.name)
    return wanted if wanted in proposal.options else proposal.choice


def ask(row: Row, other: Row, field: Field, label: str, words: Callable[[Values], str]) -> Asked:
    """Return a field of the table itself as it is asked."""
    first, second = (tuple(getattr(side, name) for name in field.columns) for side in (row, other))
    return Asked(field, label, first, second, words)


def move_links(session: Session, columns: Iterable[InstrumentedAttribute[Any]], kept: bytes, gone: bytes) -> None:
    """Let links to the one record point to the other."""
    for column in columns:
        session.execute(update(column.class_).where(column == gone).values({column: kept}))


def count_links(session: Session, column: InstrumentedAttribute[Any], row_id: bytes, *where: Any) -> int:
    """Return how many live rows point to a record."""
    return session.scalar(select(func.count()).select_from(column.class_).where(column == row_id, *where)) or 0


def _made_on(row_id: bytes) -> date:
    """Return the local day on which a row was made: an id begins with that moment."""
    return datetime.fromtimestamp(int.from_bytes(row_id[:6]) / 1000, UTC).astimezone().date()


