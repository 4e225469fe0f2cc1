"""Who works in a work file: a lock for this laptop, and a note beside the file for others, with signs of life.

The system drops the lock when a program ends in any way, so that on the same laptop nobody needs to be asked. A file system
that others share may know no locks: there the note tells. Whoever takes a file over puts a note of their own in the place
of it; the former one looks before every commit, and stops.
"""

import json
import os
import platform
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ef_desktop.db import locks
from ef_desktop.domain.clock import Clock
from ef_desktop.domain.errors import LeasedFileError, LockedFileError, TakenOverError, WorkFileError
from ef_desktop.i18n import _, format_date, format_time
from ef_desktop.logs import logger

SUFFIX = ".lease"
#: Seconds between two looks at the note, and looks between two signs of life.
WATCH_SECONDS = 2.0
BEATS = 10
#: Without a sign of life for so long, the program on the other laptop is taken for ended.
SILENT_MS = 120_000
#: Seconds that the former program is given to let go of the lock.
PATIENCE = 8.0


@dataclass(frozen=True)
class Note:
    """What stands beside a work file about who works in it.

    Attributes:
        token: random, of one opening.
        person, machine: who, on which laptop.
        since: moment of the opening, in milliseconds since 1970, UTC.
        seen: last sign of life, likewise.
    """

    token: str
    person: str
    machine: str
    since: int
    seen: int


def read(file: Path) -> Note | None:
    """Return the note of a file, or None where there is none that can be read."""
    try:
        told = json.loads(file.read_text("utf-8"))
        seen = os.stat(file).st_mtime_ns // 1_000_000
        return Note(str(told["token"]), str(told["person"]), str(told["machine"]), int(told["since"]), seen)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):
        logger.warning("a note of who works in a file could not be read")
        return None


class Lease:
    """The right to write in a work file, from here until ``release``.

    Parameters:
        path: the work file, without links in it.
        clock: source of time.
        person: who works here.
        machine: name of this laptop; that of the system when left out.
        take_over: True takes it from who has it.

    Attributes:
        lost: why nothing may be written any more, or None.

    Raises:
        LeasedFileError: somebody else works in it, and ``take_over`` is False.
        LockedFileError: another program holds the lock and left no note.
        StorageError: the folder cannot be written to.
    """

    def __init__(self, path: Path, clock: Clock, person: str = "", machine: str = "", *, take_over: bool = False) -> None:
        self._work = path
        self._clock = clock
        self._file = path.with_name(path.name + SUFFIX)
        now = clock.milliseconds()
        self._note = Note(secrets.token_hex(8), person, machine or platform.node(), now, now)
        self._known: tuple[int, int, int] | None = None
        self._ended = threading.Event()
        self._turn = threading.Lock()
        self._told: WorkFileError | None = None
        self._tell: Callable[[WorkFileError], None] = lambda error: None
        self._nameless = False
        self.lost: WorkFileError | None = None
        self._lock = self._claim(take_over)

    def _claim(self, take_over: bool) -> locks.Lock | None:
        try:
            lock = locks.lock(self._work)
        except LockedFileError as error:
            other = read(self._file)
            if other is None:
                raise
            if not take_over:
                raise _in_use(other, self._note.machine) from error
            self._write()
            return self._wait_for_lock()
        other = read(self._file)
        speaks = other is not None and self._clock.milliseconds() - other.seen < SILENT_MS
        # On this laptop whoever wrote the note would still hold the lock.
        if speaks and other.machine != self._note.machine and not take_over:
            lock.release()
            raise _in_use(other, self._note.machine)
        self._write()
        return lock

    def _wait_for_lock(self) -> locks.Lock | None:
        """Give the former program time to let go; one that does not answer any more is not waited for."""
        waited, pause = 0.0, threading.Event()
        while waited < PATIENCE:
            with suppress(LockedFileError):
                return locks.lock(self._work)
            pause.wait(0.1)
            waited += 0.1
        return None

    def _write(self) -> None:
        partial = self._file.with_name(f"{self._file.name}.{self._note.token}")
        told = {name: getattr(self._note, name) for name in ("token", "person", "machine", "since")}
        if self._nameless:
            told |= {"person": "", "machine": ""}
        try:
            partial.write_text(json.dumps(told), "utf-8")
            self._sign(partial)
            os.replace(partial, self._file)
        except OSError:
            # The lock was taken in the same folder: without the note others are told less, no more than that.
            logger.warning("the note of who works in a file could not be written")
            with suppress(OSError):
                partial.unlink(missing_ok=True)
        self._known = self._look()

    def _sign(self, file: Path) -> None:
        moment = self._clock.milliseconds() * 1_000_000
        os.utime(file, ns=(moment, moment))

    def _look(self) -> tuple[int, int, int] | None:
        try:
            found = os.stat(self._file)
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def forget_names(self) -> None:
        """Take the names out of the note: who works here was erased."""
        with self._turn:
            self._nameless = True
            self._write_again()

    def check(self) -> None:
        """Make sure that the file is still ours; asked before every commit.

        Raises:
            TakenOverError: somebody took it over. What was committed is in the file.
        """
        if self.lost is None:
            with self._turn:
                found = self._look()
                # A note that is gone was not put there by a taker: they replace it.
                if found is not None and found != self._known:
                    other = read(self._file)
                    if other is not None and other.token != self._note.token:
                        self._lose(other)
                    else:
                        self._known = found
        if self.lost is not None:
            self.tell(self.lost)
            raise self.lost

    def _lose(self, other: Note) -> None:
        self.lost = _taken(other, self._note.machine)
        if self._lock is not None:
            self._lock.release()

    def watch(self, look: Callable[[], None], tell: Callable[[WorkFileError], None]) -> None:
        """Keep an eye on the file in a thread of its own, and give signs of life.

        Parameters:
            look: raises WorkFileError when there is something the matter with the file itself.
            tell: called once for each kind of trouble, from that thread or the one that met it.
        """
        self._tell = tell
        threading.Thread(target=self._keep_watch, args=(look,), name="lease", daemon=True).start()

    def _keep_watch(self, look: Callable[[], None]) -> None:
        beats = 0
        while not self._ended.wait(WATCH_SECONDS) and self.lost is None:
            beats += 1
            try:
                self.check()
                if self._lock is None:
                    with suppress(LockedFileError):
                        self._lock = locks.lock(self._work)
                if beats % BEATS == 0:
                    self._beat()
                look()
            except WorkFileError as error:
                self.tell(error)

    def _beat(self) -> None:
        try:
            self._sign(self._file)
        except FileNotFoundError:
            if self._work.exists():
                self._write()
        except OSError:
            logger.warning("a sign of life could not be given")

    def tell(self, error: WorkFileError) -> None:
        """Tell of trouble, once for each kind."""
        if type(error) is not type(self._told) and not self._ended.is_set():
            self._told = error
            self._tell(error)

    def sign_as(self, person: str) -> None:
        """Let the note tell another name from here on, or none."""
        with self._turn:
            self._note = replace(self._note, person=person)
            self._write_again()

    def _write_again(self) -> None:
        note = read(self._file)
        # That of a taker stays.
        if note is not None and note.token == self._note.token:
            self._write()

    def release(self) -> None:
        """Let go, and take the note away unless it is that of another. Twice does no harm."""
        if self._ended.is_set():
            return
        self._ended.set()
        with self._turn:
            note = read(self._file)
            if note is not None and note.token == self._note.token:
                with suppress(OSError):
                    self._file.unlink(missing_ok=True)
            if self._lock is not None:
                self._lock.release()


def _in_use(note: Note, machine: str) -> LeasedFileError:
    who = note.person or _("Somebody")
    since, seen = _moment(note.since), _moment(note.seen)
    if note.machine == machine:
        message = _(
            "{who} has this file open in another window on this laptop, since {since}. Go on there, only look at it here, or take it over."
        ).format(who=who, since=since)
    elif not note.machine:
        # Whoever it is was erased from this file while working in it.
        message = _("{who} is working in this file, since {since}. Last sign of life: {seen}. Only look, or take it over.").format(
            who=who, since=since, seen=seen
        )
    else:
        message = _(
            "{who} is working in this file on the laptop {machine}, since {since}. Last sign of life: {seen}. Only look, or take it over."
        ).format(who=who, machine=note.machine, since=since, seen=seen)
    return LeasedFileError(message, "take_over", note.person)


def _taken(note: Note, machine: str) -> TakenOverError:
    who = note.person or _("Somebody")
    if note.machine == machine:
        where = _("in another window on this laptop")
    else:
        where = _("on the laptop {machine}").format(machine=note.machine) if note.machine else _("in another window")
    message = _(
        "{who} took this file over, {where}. Nothing more is written here; what you saved is in it. You can go on looking."
    ).format(who=who, where=where)
    return TakenOverError(message, "take_over")


def _moment(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone()
    return _("{date}, {time}").format(date=format_date(moment.date(), "weekday"), time=format_time(moment))
