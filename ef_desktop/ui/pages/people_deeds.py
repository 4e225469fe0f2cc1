"""What the page of people does with the work file, for its form and its panels."""

from collections.abc import Callable, Sequence
from datetime import date

from ef_desktop.i18n import _, format_number, ngettext
from ef_desktop.ui.context import AppContext

#: With more people than this the work is done beside the window.
MANY = 200


class PersonDeeds:
    """Calls the services, and tells what went wrong where somebody looks.

    Parameters:
        ctx: of the application.
        done: calls a service and tells whether it was kept.
    """

    def __init__(self, ctx: AppContext, done: Callable[[Callable[[], object]], bool]):
        self._ctx = ctx
        self._done = done

    @property
    def who(self) -> str:
        """Name of the facilitator who works here."""
        return self._ctx.settings.facilitator

    def today(self) -> date:
        """Return the present day."""
        return self._ctx.clock.now().astimezone().date()

    def save(self, person_id: bytes, field: str, value: object) -> bool:
        """Keep a field of a person."""
        return self._ctx.keep((person_id, field), lambda: self._ctx.workspace.people.update(person_id, **{field: value}))

    def consent(self, person_id: bytes, channel: str, form: str, asked_by: str, given_on: date | None) -> bool:
        """Keep what a person says about being named."""
        people = self._ctx.workspace.people
        return self._ctx.keep(
            (person_id, channel), lambda: people.set_consent(person_id, channel, form, asked_by=asked_by, given_on=given_on)
        )

    def take_back(self, round_id: bytes, person_id: bytes) -> None:
        """Take the name of a person out of a round of the work form, for good."""
        self._done(lambda: self._ctx.workspace.workform.names.agree(round_id, person_id, False))

    def state(self, person_ids: Sequence[bytes], state: str, agreed_by: str = "") -> bool:
        """Keep how participation stands."""
        people = self._ctx.workspace.people
        if len(person_ids) > MANY:
            self._beside(_("Change participation"), lambda: people.set_state(person_ids, state, agreed_by=agreed_by))
            return True
        return self._done(lambda: people.set_state(person_ids, state, agreed_by=agreed_by))

    def _beside(self, title: str, deed: Callable[[], object], done: Callable[[object], object] | None = None) -> None:
        """Do something with many people in a worker: the window goes on."""
        self._ctx.start_work(title, lambda _progress, _cancelled: deed(), done, quiet=True)

    def attend(self, meeting_id: bytes, person_id: bytes, status: str, role: str) -> bool:
        """Keep how a person is at a meeting; "" takes the person off its list."""
        meetings = self._ctx.workspace.meetings
        return self._done(lambda: meetings.set_attendance(meeting_id, person_id, status or None, role))

    def invite(self, meeting_id: bytes, person_ids: Sequence[bytes]) -> None:
        """Put people on the list of a meeting and tell how many were added."""
        people = self._ctx.workspace.people
        if len(person_ids) > MANY:
            self._beside(_("Invite people"), lambda: people.invite(meeting_id, person_ids), self._tell_invited)
        else:
            self._tell_invited(self._ctx.run(lambda: people.invite(meeting_id, person_ids)))

    def _tell_invited(self, added: int | None) -> None:
        if added:
            words = ngettext("{count} person put on the list", "{count} people put on the list", added)
            self._ctx.toast(words.format(count=format_number(added)), undo=True)
        elif added is not None:
            self._ctx.toast(_("They were all on the list already, or are signed off."))

    def go(self, page: str, **args: bytes) -> None:
        """Go to another page."""
        self._ctx.navigate(page, **args)
