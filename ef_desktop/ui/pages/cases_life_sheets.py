"""Choosing for a case: a meeting to plan it in, a case that is related to it, a removed one to put back; and noting."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ef_desktop.domain.caselife import Noticed
from ef_desktop.domain.caseviews import CaseEntry, RemovedCase
from ef_desktop.domain.matching import folded
from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.i18n import _, format_date
from ef_desktop.ui.dialogs.pick import PickRow, PickSheet
from ef_desktop.ui.forms import DateField, Form, TextArea
from ef_desktop.ui.pages.cases_life_words import short, stage_words
from ef_desktop.ui.pages.meetings_words import numbered_title
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.dialog import Dialog
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label

_MOST = 60


def fits(text: str, *words: str) -> bool:
    """Return whether all words that were typed occur."""
    found = folded(" ".join(words))
    return all(part in found for part in folded(text).split())


class PlanSheet(PickSheet):
    """Chooses a meeting for a case.

    Parameters:
        rows: all meetings.
        planned: ids of those it is already on the agenda of.
        done: called with the id of the chosen one.
    """

    def __init__(self, window: QWidget, rows: tuple[MeetingRow, ...], planned: frozenset[bytes], done: Callable[[bytes], object]):
        super().__init__(
            window,
            _("Plan the case in a meeting"),
            _("The case comes on its agenda. A meeting that is closed is not offered."),
            _("Search a meeting"),
            [("Enter", _("plan")), ("Esc", _("close"))],
        )
        self._rows = [row for row in rows if row.state != "closed" and row.id not in planned]
        self._done = done
        self.refresh()

    def find(self, text: str) -> list[PickRow]:
        return [
            PickRow(row.id, numbered_title(row), format_date(row.held_on) if row.held_on else _("no date yet"), icon="calendar")
            for row in self._rows
            if fits(text, numbered_title(row), row.place, format_date(row.held_on) if row.held_on else "")
        ]

    def take(self, row: PickRow, modifiers: Qt.KeyboardModifier) -> None:
        self.close_sheet()
        self._done(row.value)


class RelateSheet(PickSheet):
    """Chooses a related case and which of the two is the example.

    Parameters:
        entries: all cases but the one it is about.
        done: called with the id of the chosen one, and whether the case at hand is the example.
    """

    def __init__(self, window: QWidget, title: str, entries: list[CaseEntry], done: Callable[[bytes, bool], object]):
        super().__init__(
            window,
            _("Relate to another case"),
            short(title),
            _("Search a case"),
            [("Enter", _("relate")), ("Tab", _("turn round")), ("Esc", _("close"))],
        )
        self._entries = entries
        self._done = done
        self.turn = SegmentedControl(
            [("example", _("This case is an example for …")), ("learns", _("… is an example for this case"))],
            name=_("Which case is the example?"),
            stretch=True,
        )
        self.body.insertWidget(1, self.turn)
        self.refresh()

    def find(self, text: str) -> list[PickRow]:
        found = (entry for entry in self._entries if fits(text, entry.title, entry.question, entry.district))
        return [
            PickRow(entry.id, entry.title[:200], stage_words(entry.stage), icon="folder-question")
            for entry, _place in zip(found, range(_MOST), strict=False)
        ]

    def _key(self, event) -> bool:
        if event.key() == Qt.Key.Key_Tab:
            other = "learns" if self.turn.current() == "example" else "example"
            self.turn.set_current(other)
            return True
        return super()._key(event)

    def take(self, row: PickRow, modifiers: Qt.KeyboardModifier) -> None:
        example = self.turn.current() == "example"
        self.close_sheet()
        self._done(row.value, example)


class RemovedSheet(PickSheet):
    """Chooses a removed case to put back.

    Parameters:
        cases: the removed ones.
        done: called with the id of the chosen one.
    """

    def __init__(self, window: QWidget, cases: tuple[RemovedCase, ...], done: Callable[[bytes], object]):
        text = _("Choose one to put it back, with its criteria and goals.") if cases else _("There are no removed cases.")
        super().__init__(window, _("Removed cases"), text, _("Search a case"), [("Enter", _("put back")), ("Esc", _("close"))])
        self._cases = cases
        self._done = done
        self.refresh()

    def find(self, text: str) -> list[PickRow]:
        rows = [case for case in self._cases if fits(text, case.title)]
        return [PickRow(case.id, case.title[:200], self._when(case), icon="arrow-back-up") for case in rows[:_MOST]]

    @staticmethod
    def _when(case: RemovedCase) -> str:
        return format_date(case.removed_at.astimezone().date()) if case.removed_at else ""

    def take(self, row: PickRow, modifiers: Qt.KeyboardModifier) -> None:
        self.close_sheet()
        self._done(row.value)


class NoticeDialog(Dialog):
    """Asks what the initiator noticed, and when that was told.

    Parameters:
        note: the one to change, or None for a new one.
        today: for a new one.
        done: called with the words and the day.
    """

    def __init__(self, parent: QWidget, note: Noticed | None, today: date, done: Callable[[str, date | None], object]):
        super().__init__(
            parent,
            _("What did the initiator notice?"),
            _("In the words of the initiator. Without names of people."),
            icon="message-2-question",
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form = Form()
        self.words = TextArea(note.text if note else "", rows=(3, 10), placeholder=_("For example: the permit came within two weeks."))
        self.day = DateField(note.on if note else today, optional=True, today=today)
        form.add(self.words, _("What is different now?"))
        form.add(self.day, _("Told on"))
        self.body.addWidget(form)
        self.keep = self.add_standard_buttons(_("Keep"))
        self.accepted.connect(lambda: done(self.words.value(), self.day.value()))
        self.words.changed.connect(lambda _text: self._allow())
        self._allow()
        self.words.setFocus()

    def _allow(self) -> None:
        self.keep.setEnabled(bool(self.words.value().strip()))


class SheetDialog(Dialog):
    """Asks how the sheet of a case is made.

    Parameters:
        forced: True when it must be anonymous.
        done: called with whether it is anonymous, and whether to open it afterwards.
    """

    def __init__(self, parent: QWidget, forced: bool, done: Callable[[bool, bool], object]):
        super().__init__(
            parent,
            _("Case sheet as PDF"),
            _("One page for the meeting: the question, the criteria and the goals. What is for the facilitators only stays out."),
            icon="printer",
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.anonymous = CheckBox(_("Anonymous: without title, name of the initiative, names and district"))
        self.anonymous.setChecked(forced)
        self.anonymous.setEnabled(not forced)
        self.body.addWidget(self.anonymous)
        if forced:
            why = _("The initiator does not know that you discuss this, or nobody asked yet. Therefore the sheet is always anonymous.")
            self.body.addWidget(Label(why, role="small", tone="ink2", wrap=True))
        self.after = CheckBox(_("Open it afterwards"))
        self.after.setChecked(True)
        self.body.addWidget(self.after)
        self.go = self.add_standard_buttons(_("Choose a place…"))
        self.accepted.connect(lambda: done(self.anonymous.isChecked(), self.after.isChecked()))
        self.go.setFocus()
