"""What goes past the steps of a user in an open work file: merging the copies of colleagues, taking that back, and erasing.

See ``design/sharing.md``. A copy is never opened in its own place.
"""

import json
import sqlite3
import threading
from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from ef_desktop.db import clashes, cleaning, connect, erasure, ledger, merging, opening, undo, unmerge
from ef_desktop.db.copies import Merged, arrived, in_force, lengthen, merges, undecided, untrue
from ef_desktop.db.fields import table_name
from ef_desktop.db.history import Op, history_of
from ef_desktop.db.hlc import HybridClock
from ef_desktop.db.lease import Lease
from ef_desktop.db.looking import Look
from ef_desktop.db.session import Identity, Purpose
from ef_desktop.db.whole import WholeFile
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.errors import Cancelled, ReadOnlyError, UserError
from ef_desktop.i18n import N_, _

#: Label of a merge in the line of undo.
MERGE = N_("Merge")
REJECT = N_("Reject a merge")

Told = TypeVar("Told")


class BuiltUponError(UserError):
    """A merge cannot be taken back without a trace any more, because later work stands on it."""


class Joining(WholeFile):
    """The part of an open work file that merges and erases."""

    _held: Lease | Look
    _write_lock: "threading.RLock"
    _hlc: HybridClock
    _identity: Identity
    _stamp: opening.Stamp | None
    _typed: undo.Typed | None
    #: Counts the times that the file was perhaps written from here; and the labels of undo and redo at such a time.
    _turn: int
    _labels: tuple[int, tuple[str | None, str | None]]
    saved_at: datetime | None
    #: Fields with more than one value that nobody chose between, as (row, number of the field).
    _open: frozenset[tuple[bytes, int]]

    @abstractmethod
    def _begin(self) -> None:
        """Refuse to write where the file was replaced or the clock cannot be right."""

    @abstractmethod
    def _tell(self, change: ChangeSet) -> None:
        """Report a change."""

    @abstractmethod
    def _transaction(self, label: str, origin: object, purpose: Purpose) -> Any:
        """Give the unit of a transaction."""

    def _refuse_reader(self) -> None:
        """Refuse to write where the file is only looked at, or was taken over."""
        if isinstance(self._held, Look):
            raise ReadOnlyError(_("You are only looking at this work file. Open it for editing to change something."))
        self._held.check()

    def _look_after(self) -> None:
        """Refuse to write where the place of the file was taken by another one, or is empty."""
        if not opening.is_same(opening.stamp(self._file), self._stamp):
            raise opening.replaced(self._file)

    def preview(
        self,
        source: Path,
        tell: Callable[[sqlite3.Connection, merging.Merge, dict[int, int]], Told],
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Told:
        """Return what a merge with a copy would do. Nothing is changed.

        Parameters:
            source: the copy; it is not touched.
            tell: called with a connection to the merged state, what was done, and what was known before.
            cancelled: asked all the time.

        Raises:
            WorkFileError: one of its kinds; see ``arrived``.
            Cancelled: as asked.
        """
        before = self.vector()
        with arrived(source, self.family(), cancelled) as copy, self._joined(copy, cancelled) as connection:
            try:
                return tell(connection, _merge(connection), before)
            finally:
                connection.execute("ROLLBACK")

    def merge(
        self,
        source: Path,
        choose: Callable[[clashes.Conflict], Any] = lambda conflict: clashes.OPEN,
        *,
        name: str = "",
        cancelled: Callable[[], bool] = lambda: False,
    ) -> merging.Merge:
        """Bring everything that a copy of the same programme holds into this file: one transaction, one step.

        Parameters:
            source: the copy; it is not touched.
            choose: returns the journalled value for a field with more than one, or ``clashes.OPEN``.
            name: what the copy is called in the list of merges; its own name when left out.
            cancelled: asked all the time, until it is done.

        Raises:
            Cancelled: nothing is changed.
            ReadOnlyError, ReplacedFileError, StorageError, LockedFileError, CorruptFileError, ForeignFileError,
            NewerFileError: as named; nothing is changed.
        """
        self._refuse_reader()
        with arrived(source, self.family(), cancelled) as copy, self._joined(copy, cancelled) as connection:
            try:
                result = _merge(connection)
                if result.ops or result.erasures:
                    self._choose(connection, result, choose)
                    self._write_down(connection, name or source.name, result)
                self._refuse_reader()
                if cancelled():
                    raise Cancelled
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        if result.erasures:
            self._clean()
        self._after(result)
        return result

    def along_with_merge(self, work: Callable[[], None]) -> None:
        """Do what has to follow the merge that was just done: taking that back takes this along, as far as it is no erasure."""
        with self._write_lock:
            before = self._hlc.last
            work()
            # As a rule there is nothing to do, and another connection would have to read the whole schema for that.
            if self._hlc.last == before:
                return
            with self._exclusive() as connection:
                lengthen(connection, self._identity.actor, before)

    def history(self, row_id: bytes) -> list[Op]:
        """Return what happened to a row, oldest first."""
        with self.connection() as connection:
            return history_of(connection, row_id)

    def merges(self) -> tuple[Merged, ...]:
        """Return the merges that were done in this file, the last one first."""
        with self.connection() as connection:
            return merges(connection)

    def conflicts(self) -> list[clashes.Conflict]:
        """Return the fields of rows that are alive with more than one value, between which nobody chose."""
        with self.connection() as connection:
            found = []
            for row, cid in sorted(self._open):
                several = [conflict for conflict in clashes.heads_of(connection, row) if conflict.cid == cid]
                again = None if several else clashes.reopened(connection, row, cid)
                found += several if again is None else [again]
            return [conflict for conflict in found if clashes.lives(connection, conflict.row, conflict.cid)]

    def resolve(self, row: bytes, cid: int, value: Any) -> None:
        """Choose the value of a field with more than one; one step to undo.

        Parameters:
            row: id.
            cid: number of the field.
            value: as journalled.
        """
        with self._transaction(N_("Choose between versions"), None, Purpose("do")) as unit:
            clashes.settle(unit.raw, self._identity.actor, self._hlc.tick, row, cid, value)
        self._open -= {(row, cid)}
        self._tell(unit.change)

    def take_back_merge(self) -> ChangeSet:
        """Take the last merge back as if it had not been; nothing of that travels. A later merge brings it again.

        Raises:
            BuiltUponError: later work stands on it; nothing is changed.
        """
        self._refuse_reader()
        last = self._last()
        with self._exclusive() as connection, connect.unwatched(connection):
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = unmerge.take_back(connection, last.before, last.after)
                _end(connection, last.number)
                self._refuse_reader()
                connection.execute("COMMIT")
            except unmerge.BuiltUpon as error:
                connection.execute("ROLLBACK")
                message = _(
                    "This merge cannot be taken back any more: you have worked on with what it brought. Choose 'Reject' to"
                    " change it back with steps of your own; nothing was changed now."
                )
                raise BuiltUponError(message) from error
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        self._after(result)
        return ChangeSet(frozenset(result.touched), MERGE)

    def reject_merge(self) -> ChangeSet:
        """Change back what the last merge brought, with steps that travel to the others; later work is kept."""
        last = self._last()
        with self._transaction(REJECT, None, Purpose("do")) as unit:
            unmerge.reject(unit.raw, last.before, last.after)
            _end(unit.raw, last.number)
        self._tell(unit.change)
        return unit.change

    def undo_labels(self) -> tuple[str | None, str | None]:
        """Return the labels (English msgids) of the next undo and the next redo, None where there is none."""
        if self.read_only:
            return None, None
        # Menus, buttons and the palette ask for it after every change.
        turn, labels = self._labels
        if turn != self._turn:
            turn = self._turn
            with self.connection() as connection:
                back, again = undo.next_undo(connection), undo.next_redo(connection)
            labels = MERGE if self.merge_is_last() else back and back.label, again and again.label
            self._labels = turn, labels
        return labels

    def merge_is_last(self) -> bool:
        """Tell whether a merge is the last step that is in force."""
        with self.connection() as connection:
            last, step = in_force(connection), undo.next_undo(connection)
        return last is not None and (step is None or step.first < last.hlc)

    def erase(self, request: erasure.Request, label: str, origin: object = None) -> cleaning.Cleaned:
        """Erase for good, in the tables, the journal, the index and the backups. It cannot be undone.

        Parameters:
            request: what goes.
            label: English msgid of the step, which keeps when it was done and by whom.
            origin: who changes, passed on to ``on_change``.

        Raises:
            ReadOnlyError, ReplacedFileError, StorageError, LockedFileError, CorruptFileError: as named; nothing is changed.
        """
        if self._current() is not None:
            raise RuntimeError("an erasure is a unit of its own")
        with self._transaction(label, origin, Purpose("seed")) as unit:
            cleaning.announce(unit.raw)
            touched = erasure.erase(unit.raw, self._identity, self._hlc.tick, request)
        cleaned = self._clean()
        if request.writers and isinstance(self._held, Lease):
            self._held.forget_names()
        self._tell(ChangeSet(unit.change.rows | touched, label, origin))
        return cleaned

    def _clean(self) -> cleaning.Cleaned:
        """Take what was erased out of the free pages and the backups; what cannot be done now, the next opening does."""
        with self._write_lock:
            try:
                return cleaning.finish(self._file)
            finally:
                self._written()

    def _last(self) -> Merged:
        with self.connection() as connection:
            last = in_force(connection)
        if last is None:
            raise BuiltUponError(_("There is no merge to take back."))
        return last

    def family(self) -> bytes:
        """Return what all copies of this programme share."""
        with self.connection() as connection:
            return ledger.family(connection)

    def vector(self) -> dict[int, int]:
        """Return the last moment of every writer."""
        with self.connection() as connection:
            return dict(connection.execute(merging.vector("main")).fetchall())

    def erasures(self) -> frozenset[ledger.Key]:
        """Return what was erased."""
        with self.connection() as connection:
            return ledger.keys(connection)

    @property
    def facilitator(self) -> str:
        """Name of who works in this file now."""
        return self._identity.person

    def _written(self) -> None:
        self._stamp = opening.stamp_again(self._file, self._stamp)
        self._turn += 1

    @contextmanager
    def _exclusive(self) -> Iterator[connect.WatchedConnection]:
        with self._write_lock:
            self._begin()
            with closing(connect.connect(self._file)) as connection:
                connect.prepare(connection, lambda: self._identity.actor, self._hlc.tick)
                try:
                    yield connection
                except sqlite3.Error as error:
                    raise connect.explain(error) or error from error
                finally:
                    self._written()

    @contextmanager
    def _joined(self, copy: Path, cancelled: Callable[[], bool] = lambda: False) -> Iterator[connect.WatchedConnection]:
        with self._exclusive() as connection:
            connection.execute("ATTACH ? AS theirs", (str(copy),))
            connection.execute("BEGIN IMMEDIATE")
            try:
                with connect.unwatched(connection), connect.stoppable(connection, cancelled):
                    yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _choose(
        self, connection: connect.WatchedConnection, result: merging.Merge, choose: Callable[[clashes.Conflict], Any]
    ) -> None:
        """Write the choices as operations of the merge itself, so that taking it back takes them back."""
        connection.watched = True
        self._hlc.last = before = max(self._hlc.last, *result.after.values(), 0)
        actor = self._identity.actor
        first = self._hlc.last + 1
        for conflict in result.conflicts:
            value = choose(conflict)
            if value is not clashes.OPEN and clashes.lives(connection, conflict.row, conflict.cid):
                clashes.settle(connection, actor, self._hlc.tick, conflict.row, conflict.cid, value)
                result.touched.add((table_name(conflict.cid), conflict.row))
        connection.watched = False
        written = connection.execute(
            "SELECT min(hlc), max(hlc) FROM sync_op WHERE actor = ? AND hlc >= ?", (actor, first)
        ).fetchone()
        if written[0] is not None:
            connection.execute(
                "INSERT OR IGNORE INTO sync_actor VALUES (?, ?, ?, ?)",
                (actor, self._identity.person, self._identity.machine, written[0]),
            )
            connection.execute(
                "INSERT INTO sync_step (actor, first_hlc, last_hlc, label, at, kind) VALUES (?, ?, ?, ?, ?, 'seed')",
                (actor, *written, MERGE, self._clock.milliseconds()),
            )
            result.before[actor] = before
            result.after[actor] = written[1]

    def _write_down(self, connection: sqlite3.Connection, source: str, result: merging.Merge) -> None:
        self._hlc.last = max(self._hlc.last, *result.after.values(), 0)
        vectors = {
            "before": {str(actor): hlc for actor, hlc in result.before.items()},
            "after": {str(actor): hlc for actor, hlc in result.after.items()},
            "hlc": self._hlc.tick(),
        }
        counts = {"conflicts": [[conflict.row.hex(), conflict.cid] for conflict in result.conflicts], "ended": False}
        connection.execute(
            "INSERT INTO sync_merge (at, source, before, counts) VALUES (?, ?, ?, ?)",
            (self._clock.milliseconds(), source, json.dumps(vectors), json.dumps(counts)),
        )

    def _after(self, result: merging.Merge) -> None:
        with self.connection() as connection:
            self._hlc.last = max(self._hlc.last, opening.last_moment(connection))
            self._open = undecided(connection)
        # What is typed next is a step of its own: the merge lies in between.
        self._typed = None
        self.saved_at = self._clock.now()
        self._tell(ChangeSet(frozenset(result.touched), MERGE))


def _merge(connection: sqlite3.Connection) -> merging.Merge:
    try:
        return merging.merge(connection)
    except merging.Unmergeable as error:
        raise untrue() from error


def _end(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("UPDATE sync_merge SET counts = json_set(counts, '$.ended', json('true')) WHERE number = ?", (number,))
