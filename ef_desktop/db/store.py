"""The open work file: short transactions, each written to the journal, each one step to undo."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from ef_desktop.db import (
    backup,
    clashes,
    cleaning,
    connect,
    lease,
    making,
    migrate,
    opening,
    removal,
    undo,
)
from ef_desktop.db.base import Row
from ef_desktop.db.copies import undecided
from ef_desktop.db.engine import make_engine
from ef_desktop.db.fields import table_name
from ef_desktop.db.hlc import HybridClock
from ef_desktop.db.joining import Joining
from ef_desktop.db.looking import Look, sweep
from ef_desktop.db.session import Identity, Purpose, StoreSession, Unit
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.clock import Clock
from ef_desktop.domain.errors import StorageError, WorkFileError
from ef_desktop.i18n import _


class Store(Joining):
    """An open work file.

    Use ``Store.create`` or ``Store.open``. Every method may be called from any thread; a thread has its own connection
    while it reads or writes, and only one writes at a time.

    Attributes:
        path: the file.
        read_only: True for a copy that is only looked at.
        read_whole: True when the opening read all of the file; a large one waits for ``check_later``.
        on_change: called after each commit with what changed, in the thread that made the change.
        on_trouble: called, from any thread, when the file was taken over, replaced, moved or changed by something else.
        saved_at: moment of the last commit, UTC, or None for a file that was never written.
        failed: why the last change could not be written, as a sentence; "" when it was.
    """

    def __init__(
        self, path: Path, file: Path, connection: sqlite3.Connection, clock: Clock, identity: Identity, held: lease.Lease | Look
    ) -> None:
        self.path = path
        self.on_change: Callable[[ChangeSet], None] = lambda change: None
        self.on_trouble: Callable[[WorkFileError], None] = lambda error: None
        self._file = file
        self._clock = clock
        self._held = held
        self._identity = identity
        # Reading the schema takes longest at the start: the connection that looked the file over goes on as the first.
        self._spare = [connection]
        self._write_lock = threading.RLock()
        self._local = threading.local()
        self._typed: undo.Typed | None = None
        self._turn = 0
        self._labels: tuple[int, tuple[str | None, str | None]] = (-1, (None, None))
        self._engine = make_engine(self._connect)
        self._reading = sessionmaker(self._engine, class_=StoreSession, expire_on_commit=False)
        writing = self._engine.execution_options(begin="BEGIN IMMEDIATE")
        self._writing = sessionmaker(writing, class_=StoreSession, expire_on_commit=False)
        with self.connection() as connection:
            last = opening.last_moment(connection)
            at = connection.execute("SELECT max(at) FROM sync_step").fetchone()[0]
            self._open = undecided(connection)
        self._hlc = HybridClock(clock, last)
        self.saved_at = None if at is None else datetime.fromtimestamp(at / 1000, UTC)
        self.failed = ""
        self._stamp = opening.stamp(file)
        self.read_whole = opening.is_small(file)
        if isinstance(held, lease.Lease):
            held.watch(self._look_after, lambda error: self.on_trouble(error))

    # Opening and closing

    @classmethod
    def create(
        cls, path: Path, *, clock: Clock, facilitator: str = "", machine: str = "", fill: Callable[["Store"], None] | None = None
    ) -> "Store":
        """Make a work file and open it. It gets its name when it is finished: there is a whole file, or none.

        Parameters:
            path: place of the new file; its folder is made when it is missing.
            clock, facilitator, machine: as for ``open``.
            fill: puts in it what a new file begins with; whatever it raises leaves no file.

        Raises:
            StorageError: there is a file already, or the place cannot be written to.
        """
        who = {"clock": clock, "facilitator": facilitator, "machine": machine}

        def begin(partial: Path) -> None:
            if fill is not None:
                with closing(cls.open(partial, **who)) as store:
                    fill(store)

        making.make(Path(path), begin)
        return cls.open(path, **who)

    @classmethod
    def open(
        cls, path: Path, *, clock: Clock, facilitator: str = "", machine: str = "", read_only: bool = False, take_over: bool = False
    ) -> "Store":
        """Open a work file after looking it over; an older one is migrated, after a backup.

        Parameters:
            path: the file.
            clock: source of time.
            facilitator: name that the journal keeps with every change.
            machine: label of the device, kept likewise.
            read_only: True looks at a temporary copy; the file itself is not touched, nor locked.
            take_over: True takes the file from who works in it, after a question; see ``lease``.

        Raises:
            MissingFileError, ForeignFileError, NewerFileError, CorruptFileError, LockedFileError, StorageError: as named.
        """
        opening.check_header(path := Path(path))
        sweep()
        held = Look(path) if read_only else lease.Lease(path.resolve(), clock, facilitator, machine, take_over=take_over)
        try:
            file = held.file if isinstance(held, Look) else path
            connection, schema = opening.inspect(file)
            if take_over:
                # What the former program is writing now is finished first; it commits nothing after that.
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
            if schema < migrate.SCHEMA:
                backup.migrate_after(connection, None if read_only else path, clock)
            cleaning.settle(connection, None if read_only else path)
            return cls(path, file, connection, clock, Identity(facilitator, machine), held)
        except BaseException as error:
            held.release()
            if explained := connect.explain(error):
                raise explained from error
            raise

    def sign_as(self, facilitator: str) -> None:
        """Keep another name with the changes from here on."""
        with self._write_lock:
            if facilitator != self._identity.person:
                self._identity = Identity(facilitator, self._identity.machine)
                if isinstance(self._held, lease.Lease):
                    self._held.sign_as(facilitator)

    def close(self) -> None:
        """Close the file and let others use it. Closing twice does no harm."""
        try:
            # The journal beside a file that took the place of this one is not ours.
            if not self.read_only and opening.leaves_journal(self._file) and opening.stamp(self._file) == self._stamp:
                self._close_tidily()
        finally:
            self._engine.dispose()
            self._held.release()

    def _close_tidily(self) -> None:
        """Let the last connection take the journal away; another one would have to read the whole schema for it."""
        last = self._engine.raw_connection()
        last.detach()
        self._engine.dispose()
        with closing(last.dbapi_connection) as connection:
            opening.tidy(connection)

    @property
    def read_only(self) -> bool:
        """True for a copy that is only looked at, and for a file that somebody else took over."""
        return isinstance(self._held, Look) or self._held.lost is not None

    @property
    def clock_drift(self) -> str:
        """How the clock of the device stands to the file: ``behind``, ``ahead`` or ""; see ``HybridClock.drift``."""
        return self._hlc.drift

    # Reading and writing

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one moment of the file. Inside a unit it is the session of that unit."""
        current = self._current()
        if current is not None:
            yield current.session
            return
        session = self._reading()
        self._local.unit = Unit(session, writes=False)
        try:
            yield session
        except (DBAPIError, sqlite3.Error) as error:
            if explained := connect.explain(error):
                raise explained from error
            raise
        finally:
            self._local.unit = None
            session.close()

    @contextmanager
    def unit(self, label: str, origin: object = None) -> Iterator[Session]:
        """Give a session whose changes become one transaction and one step to undo.

        A unit inside a unit joins it; the label of the outer one counts. Any error takes back the whole.

        Parameters:
            label: English msgid of the step; "" for what is not undone, such as loading content.
            origin: who changes, passed on to ``on_change``.

        Raises:
            ReadOnlyError, ReplacedFileError, StorageError, LockedFileError, CorruptFileError: as named; nothing is changed.
        """
        current = self._current()
        if current is None:
            with self._transaction(label, origin, Purpose("do" if label else "seed")) as unit:
                yield unit.session
            self._tell(unit.change)
            return
        if not current.writes:
            raise RuntimeError("a unit cannot start while the same thread is reading")
        try:
            yield current.session
        except BaseException as error:
            current.failed = current.failed or error
            raise

    @contextmanager
    def _transaction(self, label: str, origin: object, purpose: Purpose) -> Iterator[Unit]:
        self._refuse_reader()
        with self._write_lock:
            self._begin()
            session = self._writing()
            self._local.unit = unit = Unit(session, writes=True)
            try:
                session.connection()
                before = self._hlc.last
                yield unit
                if unit.failed is not None:
                    raise unit.failed
                session.flush()
                unit.change = self._write_step(unit, before, label, origin, purpose)
                self._look_after()
                self._refuse_reader()
                session.commit()
            except BaseException as error:
                session.rollback()
                if explained := connect.explain(error):
                    self.failed = str(explained)
                    raise explained from error
                raise
            finally:
                self._local.unit = None
                session.close()
                self._written()
            self.failed = ""
            if unit.change:
                self.saved_at = self._clock.now()
                self._typed = unit.typed

    def _tell(self, change: ChangeSet) -> None:
        if change:
            self.on_change(change)

    def _begin(self) -> None:
        if opening.stamp(self._file) != self._stamp:
            error = opening.replaced(self._file)
            self.failed = str(error)
            self._held.tell(error)
            raise error
        try:
            self._hlc.begin()
        except OverflowError as error:
            message = _("The clock of this computer is wrong: it is past the year 2100. Set the date right and try again.")
            raise StorageError(message) from error

    def _write_step(self, unit: Unit, before: int, label: str, origin: object, purpose: Purpose) -> ChangeSet:
        """Write down the step in the open transaction and return what it touched."""
        raw = unit.raw
        if self._hlc.last == before:
            return ChangeSet(frozenset(), label, origin)
        actor = self._identity.actor
        removal.take_along(raw, actor, before)
        self._open = clashes.decided(raw, actor, self._hlc.tick, before, self._open)
        touched: set[tuple[str, bytes]] = set()
        typed = undo.Typed.now(self._clock.milliseconds(), purpose.kind)
        first = last = None
        for hlc, row, cid in raw.execute("SELECT hlc, row, cid FROM sync_op WHERE actor = ? AND hlc > ?", (actor, before)):
            first, last = first or hlc, hlc
            touched.add((table_name(cid), row))
            typed.add(row, cid)
        if first is None:
            return ChangeSet(frozenset(), label, origin)
        raw.execute(
            "INSERT OR IGNORE INTO sync_actor VALUES (?, ?, ?, ?)",
            (actor, self._identity.person, self._identity.machine, first),
        )
        step = undo.Step(actor, first, last, label, typed.at, purpose.kind, purpose.actor, purpose.hlc)
        if not (typed.goes_on(self._typed) and undo.join_step(raw, step)):
            undo.write_step(raw, step)
        unit.typed = typed
        if saved := removal.keep_parents(raw, actor, self._hlc.tick, before):
            undo.write_step(raw, undo.Step(actor, *saved, label, typed.at, "seed"))
        return ChangeSet(frozenset(touched), label, origin)

    # Undo and history

    def undo(self) -> ChangeSet:
        """Take back the last step and return what changed; an empty change where there is none.

        Raises:
            BuiltUponError: the last step is a merge on which later work stands.
        """
        if self.merge_is_last():
            return self.take_back_merge()
        return self._revert(undo.next_undo, undo.revert_done, "undo")

    def redo(self) -> ChangeSet:
        """Do again the step that was taken back last; an empty change where there is none."""
        return self._revert(undo.next_redo, undo.revert_undone, "redo")

    def _revert(self, find, revert, kind: str) -> ChangeSet:
        if self._current() is not None:
            raise RuntimeError("undo and redo are units of their own")
        # Held from the choice of the step on: a worker must not finish another one in between.
        with self._write_lock:
            with self.connection() as connection:
                step = find(connection)
            if step is None:
                return ChangeSet(frozenset())
            with self._transaction(step.label, None, Purpose(kind, step.actor, step.first)) as unit:
                before = self._hlc.last
                revert(unit.raw, step)
                if self._hlc.last == before:
                    undo.drop(unit.raw, step)
            with self.connection() as connection:
                # A choice between two versions that is undone is a question again.
                self._open = undecided(connection)
        self._tell(unit.change)
        return unit.change

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """Give a plain connection for reading outside the ORM; inside a unit it is the connection of that unit."""
        current = self._current()
        if current is not None:
            yield current.raw
            return
        with self._pooled() as connection:
            yield connection

    @contextmanager
    def _pooled(self) -> Iterator[sqlite3.Connection]:
        pooled = self._engine.raw_connection()
        try:
            yield pooled.dbapi_connection
        finally:
            pooled.close()

    def _current(self) -> Unit | None:
        return getattr(self._local, "unit", None)

    def _connect(self) -> sqlite3.Connection:
        try:
            connection = self._spare.pop()
        except IndexError:
            connection = connect.connect(self._file)
        connect.prepare(connection, lambda: self._identity.actor, lambda: self._hlc.tick())
        if self.read_only:
            connection.execute("PRAGMA query_only=ON")
        return connection


def undelete_or_add(session: Session, model: type[Row], row_id: bytes, **values: Any) -> Row:
    """Return a live row with the id and the values: a dead one is brought back, a missing one is added.

    Parameters:
        session: session of a unit.
        model: class of the table.
        row_id: id, as a rule from ``ids.member_id``.
        values: fields to set.
    """
    row = session.get(model, row_id, execution_options={"include_dead": True})
    if row is None:
        row = model(id=row_id, **values)
        session.add(row)
        return row
    row.dead = 0
    for name, value in values.items():
        setattr(row, name, value)
    return row
