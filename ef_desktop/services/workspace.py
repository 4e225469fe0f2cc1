"""The open work file: where the services are put together."""

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ef_desktop.db import parcel
from ef_desktop.db.store import Store
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.clock import Clock
from ef_desktop.domain.errors import StorageError, WorkFileError
from ef_desktop.domain.overviews import SaveState
from ef_desktop.domain.words import clean
from ef_desktop.i18n import _
from ef_desktop.services.archive import Archive
from ef_desktop.services.attendance_list import AttendanceList
from ef_desktop.services.backups import Backups
from ef_desktop.services.bus import Bus
from ef_desktop.services.case_life import CaseLife
from ef_desktop.services.case_list import CaseList
from ef_desktop.services.case_page import CasePages
from ef_desktop.services.cases import Cases
from ef_desktop.services.core import Core
from ef_desktop.services.erasure import Erasure
from ef_desktop.services.formats import Formats
from ef_desktop.services.interim import InterimReports
from ef_desktop.services.invitations import Invitations
from ef_desktop.services.library import Library
from ef_desktop.services.logbook import Logbook
from ef_desktop.services.meeting_page import MeetingPages
from ef_desktop.services.meetings import Meetings
from ef_desktop.services.outcomes import Outcomes
from ef_desktop.services.people import People
from ef_desktop.services.people_import import PeopleImport
from ef_desktop.services.placing import Placing
from ef_desktop.services.programme import ProgrammeService
from ef_desktop.services.projection import Projection
from ef_desktop.services.retention import Retention
from ef_desktop.services.room import Room
from ef_desktop.services.search import Search
from ef_desktop.services.setup import complete, prepare
from ef_desktop.services.sharing import Sharing
from ef_desktop.services.two_cases import TwoCases
from ef_desktop.services.two_people import TwoPeople
from ef_desktop.services.undoing import Undo
from ef_desktop.services.workform import WorkForm
from ef_desktop.settings import DeviceSettings


class Workspace:
    """A work file that a facilitator has open, with everything that can be done in it.

    Use ``Workspace.open`` or ``Workspace.create``.

    Attributes:
        clock: source of time.
        bus: tells of every finished change.
        programme, library, meetings, room, outcomes, placing, people, people_import, invitations, attendance_list, cases, case_list, case_life, case_page, two_people, two_cases, meeting_pages, interim, undo, projection, logbook, formats, archive, backups, erasure, retention, search, workform: the services.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        # As the file was found: the first change brings its moment up to the clock.
        self._drift = store.clock_drift
        self.clock = clock
        self.bus = Bus()
        core = Core(store, clock)
        self.programme = ProgrammeService(core)
        self.library = Library(core)
        self.meetings = Meetings(core)
        self.room = Room(core, self.meetings)
        self.outcomes = Outcomes(core)
        self.workform = WorkForm(core, self.outcomes)
        self.projection = Projection(core, self.room, self.workform)
        self.placing = Placing(core)
        self.people = People(core)
        self.people_import = PeopleImport(core)
        self.invitations = Invitations(core, self.meetings)
        self.attendance_list = AttendanceList(core, self.meetings)
        self.cases = Cases(core)
        self.case_list = CaseList(core)
        self.case_life = CaseLife(core)
        self.case_page = CasePages(core)
        self.two_people = TwoPeople(core)
        self.two_cases = TwoCases(core)
        self.meeting_pages = MeetingPages(core)
        self.interim = InterimReports(core, self.room)
        self.undo = Undo(core)
        self.logbook = Logbook(core, self.room)
        self.formats = Formats(core, self.logbook)
        self.archive = Archive(core, self.meetings, self.logbook, self.formats, self.case_page, self.meeting_pages, self.interim)
        self.backups = Backups(core)
        self.erasure = Erasure(core)
        self.retention = Retention(core)
        self.search = Search(core)
        self.sharing = Sharing(core)
        store.on_change = self._changed

    def _changed(self, change: ChangeSet) -> None:
        # The clock forgets first, so that whoever hears of the change asks it anew.
        self.room.forget(change)
        self.people.forget(change)
        self.projection.names.forget(change)
        self.case_list.forget(change)
        self.two_people.forget(change)
        self.two_cases.forget(change)
        self.bus.publish(change)

    @classmethod
    def open(
        cls, path: Path, *, clock: Clock, settings: DeviceSettings, read_only: bool = False, take_over: bool = False
    ) -> "Workspace":
        """Open a work file, bring in a newer base package, and make a backup when the last one is out of date.

        Parameters:
            path: the file.
            clock: source of time.
            settings: of this device; the name in it goes into the journal.
            read_only: True only looks at a copy.
            take_over: True takes it from who works in it; ask first.

        Raises:
            WorkFileError: one of its kinds, with a finished sentence and a way out.
        """
        store = Store.open(
            path, clock=clock, facilitator=settings.facilitator, machine=platform.node(), read_only=read_only, take_over=take_over
        )
        try:
            workspace = cls(store, clock)
            if not read_only:
                parcel.clean_up()
                complete(store, clock, settings.facilitator)
                workspace.two_people.follow()
                workspace.two_cases.follow()
                workspace.workform.names.sweep()
                workspace.backups.make_when_needed()
                # Of thousands that takes a while: now, in the worker that opens, not when their page is asked for.
                workspace.people.lines()
                workspace.case_list.entries()
                workspace.case_list.changed()
                workspace.two_people.doubles()
                workspace.two_cases.doubles()
            elif workspace.programme.view() is None:
                message = _("This work file is still empty. Open it to work in it; there is nothing to look at yet.")
                raise StorageError(message, "other")
        except BaseException:
            store.close()
            raise
        return workspace

    @classmethod
    def create(
        cls, path: Path, *, clock: Clock, settings: DeviceSettings, programme_name: str, facilitator: str
    ) -> "Workspace":
        """Make a work file with the base package and open it.

        Parameters:
            path: the file; it must not exist.
            clock: source of time.
            settings: of this device.
            programme_name: name of the learning path.
            facilitator: name of the facilitator.
        """
        store = Store.create(
            path,
            clock=clock,
            facilitator=facilitator,
            machine=platform.node(),
            fill=lambda store: prepare(store, clock, programme_name, facilitator),
        )
        return cls(store, clock)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let everything that is asked inside see one moment of the file, in one reading. Nothing is changed inside."""
        with self._store.read():
            yield

    @property
    def path(self) -> Path:
        """Place of the work file."""
        return self._store.path

    @property
    def read_only(self) -> bool:
        """True when the file is only looked at."""
        return self._store.read_only

    def save_state(self) -> SaveState:
        """Return when the last change reached the disk, or why the last one did not."""
        saved_at = self._store.saved_at
        return SaveState(saved_at.astimezone() if saved_at is not None else None, self._store.failed)

    @property
    def read_whole(self) -> bool:
        """True when the opening read all of the file; a large one is read by ``check``, after the opening."""
        return self._store.read_whole

    def check(self) -> None:
        """Read the whole file, which may take a second: for a worker, while the window is already used.

        Raises:
            CorruptFileError: something in it is damaged.
        """
        self._store.check_later()

    def clock_warning(self) -> str:
        """Return a sentence when the clock of the device cannot be right, going by the file; else ""."""
        # The sample tells of a whole day, also of the part that is still to come.
        if self.read_only or not self._drift or self.programme.view().sample:
            return ""
        if self._drift == "behind":
            return _("The clock of this laptop is behind the work file. Check the date and the time of the laptop.")
        return _("This work file was last used more than two years ago. Check whether the date of the laptop is right.")

    def when_in_trouble(self, tell: Callable[[WorkFileError], None]) -> None:
        """Have somebody told when the file was taken over, replaced, moved or changed by something else.

        Parameters:
            tell: called from any thread, once for each kind of trouble.
        """
        self._store.on_trouble = tell

    def sign_as(self, name: str) -> None:
        """Keep another name with the changes from here on.

        Parameters:
            name: of who works here.
        """
        self._store.sign_as(clean(name))

    def close(self) -> None:
        """Close the work file. Everything is already on the disk."""
        self._store.close()
