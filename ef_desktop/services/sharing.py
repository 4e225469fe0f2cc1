"""Sharing with colleagues: hand out a copy, look at theirs, merge, choose, and take it back. See ``design/sharing.md``."""

import hashlib
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from ef_desktop import paths
from ef_desktop.content import sharing_words
from ef_desktop.db import arrivals, clashes, parcel
from ef_desktop.db.backup import MERGE
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.errors import Cancelled, InvalidValueError
from ef_desktop.domain.sharing import (
    BOTH,
    CLASH,
    MINE,
    NEWEST,
    ORDER,
    PREFERENCES,
    SHORTEST_PASSPHRASE,
    THEIRS,
    FoundCopy,
    Key,
    MergeDone,
    MergePreview,
    SharingState,
)
from ef_desktop.i18n import _
from ef_desktop.services import exports
from ef_desktop.services.core import Core
from ef_desktop.services.merge_words import Teller
from ef_desktop.services.two_cases import TwoCases
from ef_desktop.services.two_people import TwoPeople
from ef_desktop.services.workform_names import WorkNames

#: A choice for a field: the mark of a side, BOTH, or a text of one's own.
Choice = tuple[int, int] | str

Progress = Callable[[float], None]


class Sharing:
    """Copies of the work file: to colleagues and from them."""

    def __init__(self, core: Core) -> None:
        self._core = core

    # To colleagues

    def suggested_name(self, *, closed: bool = False) -> str:
        """Return a telling name for a copy: programme, date and time, by whom."""
        with self._core.store.connection() as connection:
            programme = Teller(connection).programme()
        moment = self._core.local_now().strftime("%Y-%m-%d %H.%M")
        parts = [programme, moment, self._core.store.facilitator]
        name = " ".join(part for part in parts if part)
        safe = "".join(letter for letter in name if letter.isalnum() or letter in " .-_")[:120].strip(" .")
        return safe + paths.FILE_SUFFIX + (parcel.CLOSED_SUFFIX if closed else "")

    def share(
        self,
        target: Path,
        *,
        passphrase: str = "",
        without_sensitive: bool = False,
        progress: Progress = lambda part: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Path:
        """Write a whole, checked copy for a colleague and return its place.

        Parameters:
            target: folder, or place and name; a name that is taken gets a number.
            passphrase: closes the copy in the age format; "" leaves it open.
            without_sensitive: True keeps private notes, contact data and private cards at home.

        Raises:
            InvalidValueError: the passphrase is too short.
            StorageError: it cannot be written there.
            Cancelled: nothing was written.
        """
        if passphrase and len(passphrase) < SHORTEST_PASSPHRASE:
            raise InvalidValueError(_("Take a passphrase of at least {count} characters, such as four words.").format(count=SHORTEST_PASSPHRASE))
        if os.path.isdir(target):
            target = target / self.suggested_name(closed=bool(passphrase))
        target = _telling(target, closed=bool(passphrase))
        progress(0.1)
        place = parcel.send(
            self._core.store.snapshot,
            target,
            passphrase=passphrase,
            without_sensitive=without_sensitive,
            progress=lambda part: progress(0.5 + part / 2),
            cancelled=cancelled,
        )
        # From here on there is nothing left to stop.
        exports.note(self._core, place, "shared")
        return place

    # From colleagues

    def is_closed(self, source: Path) -> bool:
        """Tell whether a copy is closed with a passphrase."""
        return parcel.is_closed(source)

    def preview(
        self,
        source: Path,
        *,
        passphrase: str = "",
        progress: Progress = lambda part: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> MergePreview:
        """Return what a merge with a copy would do. Nothing is changed.

        Raises:
            WorkFileError: one of its kinds; both files stay as they are.
            Cancelled: as asked.
        """
        progress(0.1)
        with parcel.received(source, passphrase) as file:
            told = self._core.store.preview(
                file, lambda connection, result, before: Teller(connection).preview(source, result, before), cancelled
            )
        if cancelled():
            raise Cancelled
        progress(1.0)
        return told

    def merge(
        self,
        source: Path,
        choices: Mapping[Key, Choice] | None = None,
        *,
        prefer: str = NEWEST,
        passphrase: str = "",
        progress: Progress = lambda part: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> MergeDone:
        """Bring in everything that a copy holds, after a backup. Undo takes the whole back.

        Parameters:
            source: the copy; it is not touched.
            choices: what was chosen for fields that both sides changed.
            prefer: the rule for all others: MINE, THEIRS or NEWEST. With NEWEST they stay listed as open.

        Raises:
            WorkFileError: one of its kinds; both files stay as they are.
            Cancelled: nothing was changed.
        """
        if prefer not in PREFERENCES:
            raise InvalidValueError(_("Choose mine, theirs or newest."))
        with parcel.received(source, passphrase) as file:
            progress(0.1)
            self._core.store.make_backup(MERGE)
            if cancelled():
                raise Cancelled
            progress(0.3)
            known = self._core.store.vector()
            result = self._core.store.merge(
                file,
                lambda conflict: _chosen(conflict, choices or {}, prefer, known),
                name=source.name,
                cancelled=cancelled,
            )
        # From here on there is nothing left to stop.
        # What a colleague noted with somebody who went into another one, and by name before hearing that it was taken back.
        for follow in (TwoPeople(self._core).follow, TwoCases(self._core).follow, WorkNames(self._core).sweep):
            self._core.store.along_with_merge(follow)
        with self._core.store.connection() as connection:
            counts = dict.fromkeys(ORDER, 0) | Teller(connection).counts(result)
        left = {(conflict.row, conflict.cid) for conflict in self._core.store.conflicts()}
        met = {(conflict.row, conflict.cid) for conflict in result.conflicts}
        return MergeDone(counts | {CLASH: len(met & left)}, len(left), len(met - left))

    def found(self, *folders: Path) -> tuple[FoundCopy, ...]:
        """Return the copies of this programme in folders that hold something new, the newest first.

        Closed copies are among them, except those that were made or fetched here.

        They are known by their contents, not by their names: also the conflict copies of OneDrive and the like.

        Parameters:
            folders: where to look; beside the work file when none is given.
        """
        store = self._core.store
        # Read before looking: a folder on the network may answer after the file was closed.
        family, vector = store.family(), store.vector()
        places = dict.fromkeys(folder.resolve() for folder in folders or (store.path.parent,))
        fetched = {merge.source for merge in store.merges()}
        own = exports.places(self._core, "shared")
        seen = [
            entry
            for place in places
            for entry in arrivals.look(place, store.path, family, vector)
            if entry.new is not None or not (entry.path.name in fetched or str(entry.path) in own)
        ]
        return tuple(
            FoundCopy(entry.path, datetime.fromtimestamp(entry.modified, UTC).astimezone(), entry.new)
            for entry in sorted(seen, key=lambda entry: entry.modified, reverse=True)
        )

    # Afterwards

    def state(self) -> SharingState:
        """Return how this file stands to those of colleagues."""
        store = self._core.store
        last = next(iter(store.merges()), None)
        with store.connection() as connection:
            undecided = Teller(connection).undecided(store.conflicts())
        shared = exports.last(self._core, "shared")
        return SharingState(
            shared_at=shared,
            merged_at=last.at.astimezone() if last else None,
            words=four_words(store.vector(), store.erasures()),
            can_take_back=last is not None and not last.ended,
            merged_with=last.source if last else "",
            undecided=undecided,
        )

    def open_choices(self) -> int:
        """Return in how many fields nobody chose between two values; quick, for a number beside the name of a page."""
        return len(self._core.store.conflicts())

    def choose(self, key: Key, choice: Choice) -> None:
        """Choose between the values of a field that both sides changed; one step to undo."""
        for conflict in self._core.store.conflicts():
            if (conflict.row, conflict.cid) == key:
                value = _chosen(conflict, {key: choice}, NEWEST, {})
                if value is not clashes.OPEN:
                    self._core.store.resolve(*key, value)

    def take_back(self) -> ChangeSet:
        """Take the last merge back as if it had not been ('Nu niet').

        Raises:
            BuiltUponError: later work stands on it.
        """
        return self._core.store.take_back_merge()

    def reject(self) -> ChangeSet:
        """Change back what the last merge brought with steps that travel to the others ('Afwijzen')."""
        return self._core.store.reject_merge()


def _telling(target: Path, *, closed: bool) -> Path:
    """Return a place whose name tells what the file is: a closed copy must not look like an open one."""
    name = target.name.removesuffix(parcel.CLOSED_SUFFIX).removesuffix(paths.FILE_SUFFIX)
    return target.with_name(name + paths.FILE_SUFFIX + (parcel.CLOSED_SUFFIX if closed else ""))


def _chosen(conflict: clashes.Conflict, choices: Mapping[Key, Choice], prefer: str, known: Mapping[int, int]):
    """Return the journalled value for a field with more than one, or OPEN."""
    heads = conflict.heads
    choice = choices.get((conflict.row, conflict.cid))
    if choice == BOTH:
        return "\n".join(str(head.value) for head in sorted(heads, key=lambda head: (head.hlc, head.actor)))
    if isinstance(choice, str):
        return choice
    for head in heads:
        if choice == (head.actor, head.hlc):
            return head.value
    if prefer in (MINE, THEIRS):
        for head in heads:
            if (head.hlc <= known.get(head.actor, -1)) == (prefer == MINE):
                return head.value
    return clashes.OPEN


def four_words(vector: Mapping[int, int], erasures: frozenset) -> tuple[str, ...]:
    """Return four words for what a file holds: two copies with the same words hold the same.

    Parameters:
        vector: last moment of every writer.
        erasures: what was erased.
    """
    mark = hashlib.sha256(repr((sorted(vector.items()), sorted(erasures))).encode()).digest()
    words = sharing_words()
    return tuple(words[byte % len(words)] for byte in mark[:4])
