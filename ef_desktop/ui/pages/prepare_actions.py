"""What the page Voorbereiden does with a meeting: every method is one call of a service, thus one undo step."""

from collections.abc import Callable
from datetime import datetime

from ef_desktop.domain.planning import DAY
from ef_desktop.domain.views import AgendaItemView, AttendeeView
from ef_desktop.i18n import _, format_minutes_of_day, ngettext
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.prepare_library import OWN_MINUTES
from ef_desktop.ui.pages.prepare_minutes import MAX_MINUTES
from ef_desktop.ui.pages.prepare_pick import Choice, PickDialog
from ef_desktop.ui.pages.prepare_sketch import Agreed


class Planner:
    """Changes to the rundown, people and cases of one meeting.

    Attributes:
        meeting_id: the meeting, or None before one is shown.
    """

    def __init__(self, ctx: AppContext):
        self._ctx = ctx
        self.meeting_id: bytes | None = None

    @property
    def _meetings(self):
        return self._ctx.workspace.meetings

    def _run(self, call: Callable[[], object]):
        return self._ctx.run(call)

    def add_block(self, block_id: bytes, index: int | None = None) -> bytes | None:
        """Add a block of the library; returns the new item."""
        return self._run(lambda: self._meetings.add_block(self.meeting_id, block_id, index))

    def add_own(self, title: str) -> bytes | None:
        """Add an item of one's own; returns it."""
        words = title or _("Own item")
        return self._run(lambda: self._meetings.add_text_item(self.meeting_id, words, OWN_MINUTES))

    def move(self, item_id: bytes, index: int) -> None:
        """Put an item at another place."""
        self._run(lambda: self._meetings.move_item(item_id, index))

    def refuse_minutes(self, typed: str) -> None:
        """Tell that what was typed is no length of a block, and what is."""
        words = _("‘{typed}’ was not kept. Type a number of minutes from 1 to {most}.")
        self._ctx.toast(words.format(typed=typed[:40], most=MAX_MINUTES))

    def set_minutes(self, item_id: bytes, minutes: int) -> None:
        """Change the length of an item."""
        self._run(lambda: self._meetings.set_minutes(item_id, minutes))

    def update(self, item_id: bytes, field: str, value: object) -> None:
        """Change one field of an item."""
        if field == "fixed_end":
            self._run(lambda: self._meetings.agree_end(item_id, value))
        else:
            self._ctx.keep((item_id, field), lambda: self._meetings.update_item(item_id, **{field: value}))

    def agreed(self) -> Agreed:
        """Return what was agreed of the times of the meeting."""
        meetings, id = self._meetings, self.meeting_id
        return Agreed(meetings.fixed_starts(id), meetings.agreed_ends(id), meetings.end_stays(id))

    def began(self) -> datetime | None:
        """Return the local moment at which the meeting began, or None."""
        began = self._ctx.workspace.room.timer(self.meeting_id).started_at
        return None if began is None else began.astimezone()

    def lock_start(self, item: AgendaItemView) -> None:
        """Agree that a block begins when it begins now, or let that go."""
        if item.starts_at is None:
            self._ctx.toast(_("Choose at what time the meeting begins first."))
            return
        fixed = item.id in self._meetings.fixed_starts(self.meeting_id)
        self._run(lambda: self._meetings.update_item(item.id, fixed_start=None if fixed else item.starts_at % DAY))
        words = _("{title} moves along again") if fixed else _("{title} begins at {time}")
        self._ctx.toast(words.format(title=item.title[:60], time=format_minutes_of_day(item.starts_at)), undo=True)

    def lock_end(self) -> None:
        """Agree that the end of the meeting may not move, or let that go."""
        stays = self._meetings.end_stays(self.meeting_id)
        self._run(lambda: self._meetings.keep_end(self.meeting_id, not stays))
        self._ctx.toast(_("The end may move again") if stays else _("The end may not move"), undo=True)

    def rename(self, title: str) -> None:
        """Give the meeting another title."""
        self._run(lambda: self._meetings.update(self.meeting_id, title=title))

    def remove(self, item_ids: list[bytes], titles: list[str]) -> None:
        """Take items out and offer to bring them back."""
        self._run(lambda: self._meetings.remove_items(item_ids))
        if len(titles) == 1:
            words = _("Taken out: {title}").format(title=titles[0][:60])
        else:
            words = ngettext("{count} block taken out", "{count} blocks taken out", len(titles)).format(count=len(titles))
        self._ctx.toast(words, undo=True)

    def pick_people(self, parent, attendees: Callable[[], tuple[AttendeeView, ...]]) -> PickDialog:
        """Choose who is invited, and who cannot come. Does not wait."""

        def read() -> tuple[Choice, ...]:
            invited = {view.person.id: view.status for view in attendees()}
            return tuple(
                Choice(
                    row.id,
                    row.name,
                    " · ".join(part for part in (row.function, row.department or row.organisation) if part),
                    {None: "out", "absent": "away"}.get(invited.get(row.id), "in"),
                    can_be_away=True,
                )
                for row in self._ctx.workspace.people.offered(invited)
            )

        def role(person_id: bytes) -> str:
            return next((view.role for view in attendees() if view.person.id == person_id), "participant")

        def put(choice: Choice, status: str | None) -> None:
            self._run(lambda: self._meetings.set_attendance(self.meeting_id, choice.id, status, role(choice.id)))

        dialog = PickDialog(
            parent,
            _("Who do you invite?"),
            _("Space ticks. N notes who does not come."),
            _("Search a name"),
            read,
            lambda choice: put(choice, "expected" if choice.state == "out" else None),
            lambda choice: put(choice, "expected" if choice.state == "away" else "absent"),
            _("Nobody is on the list yet. Add people on the page People first."),
        )
        dialog.open()
        return dialog

    def pick_cases(self, parent, chosen: Callable[[], frozenset[bytes]]) -> PickDialog:
        """Choose which cases are on the agenda. Does not wait."""

        def read() -> tuple[Choice, ...]:
            on = chosen()
            return tuple(
                Choice(
                    row.id,
                    row.title,
                    _("{count} of 4 criteria").format(count=row.criteria_met),
                    "in" if row.id in on else "out",
                )
                for row in self._ctx.workspace.cases.rows()
            )

        def toggle(choice: Choice) -> None:
            change = self._meetings.add_case if choice.state == "out" else self._meetings.remove_case
            self._run(lambda: change(self.meeting_id, choice.id))

        dialog = PickDialog(
            parent,
            _("Which cases do you discuss?"),
            _("Space ticks."),
            _("Search a case"),
            read,
            toggle,
            empty=_("There are no cases yet. Add one on the page Cases first."),
        )
        dialog.open()
        return dialog
