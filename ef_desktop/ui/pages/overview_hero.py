"""The next meeting, large: when, what, where, what is ready, and the two buttons."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.pages.meetings_words import numbered_title, place_line, when_words
from ef_desktop.ui.widgets.buttons import AccentButton, SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import ElidedLabel
from ef_desktop.ui.widgets.tile import DateTile

READY, WARNING, OPEN = "ready", "warning", "open"
MARKS = {READY: ("circle-check", "primary"), WARNING: ("alert-triangle", "accent_ink"), OPEN: ("circle-dashed", "ink2")}


@dataclass(frozen=True)
class Check:
    """One thing that must be ready before the meeting: state is ready, warning or open."""

    state: str
    text: str


def checks(row: MeetingRow, screens: int) -> tuple[Check, ...]:
    """Return what is ready for a meeting and what is not yet.

    Parameters:
        screens: number of screens connected now; a second one is taken for the beamer.
    """
    return (_agenda(row), _time(row), _people(row), _beamer(screens))


def _agenda(row: MeetingRow) -> Check:
    if row.progress >= 1:
        return Check(READY, _("Rundown ready"))
    if row.item_count:
        return Check(WARNING, _("Rundown has no closing yet"))
    return Check(OPEN, _("Rundown is still empty"))


def _time(row: MeetingRow) -> Check:
    if row.starts_at is None or row.ends_at is None:
        return Check(OPEN, _("No times yet"))
    over = row.planned_minutes - (row.ends_at - row.starts_at)
    if over > 0:
        return Check(WARNING, ngettext("{count} minute too long", "{count} minutes too long", over).format(count=over))
    if not row.item_count:
        return Check(OPEN, _("Everything is still free"))
    return Check(READY, _("Fits the time"))


def _people(row: MeetingRow) -> Check:
    if not row.invited:
        return Check(OPEN, _("Nobody invited yet"))
    words = ngettext("{coming} of {count} person comes", "{coming} of {count} people come", row.invited)
    return Check(READY, words.format(coming=row.attending, count=row.invited))


def _beamer(screens: int) -> Check:
    return Check(READY, _("Projector found")) if screens > 1 else Check(OPEN, _("No projector found"))


class Hero(Panel):
    """The card of the next meeting.

    Signals:
        prepare_asked, start_asked: a button was pressed.
    """

    prepare_asked = Signal()
    start_asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, variant="active", padding=20, spacing=20, horizontal=True)
        self._tile = DateTile()
        self.body.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self._when = ElidedLabel(role="label", tone="primary")
        self._title = ElidedLabel(role="h1")
        self._place = ElidedLabel(tone="ink2")
        for label, gap in ((self._when, 2), (self._title, 2), (self._place, 14)):
            words.addWidget(label)
            words.addSpacing(gap)
        grid = self._grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        self._checks = [self._check_row(grid, place) for place in range(4)]
        # The columns are as wide as their words; what is left stays empty.
        grid.setColumnStretch(2, 1)
        words.addLayout(grid)
        words.addStretch(1)
        self.body.addLayout(words, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        self.prepare_button = SecondaryButton(_("Prepare"), icon="list-details")
        self.start_button = AccentButton(_("Start"), icon="player-play", key="F5")
        self.prepare_button.clicked.connect(self.prepare_asked)
        self.start_button.clicked.connect(self.start_asked)
        for button in (self.prepare_button, self.start_button):
            button.setMinimumWidth(172)
            buttons.addWidget(button)
        self.body.addLayout(buttons)

    def _check_row(self, grid: QGridLayout, place: int) -> tuple[IconMark, ElidedLabel]:
        line = QHBoxLayout()
        line.setSpacing(8)
        mark = IconMark("circle-check", size=18)
        label = ElidedLabel(role="sub", tone="ink2")
        line.addWidget(mark)
        line.addWidget(label, 1)
        # Down first, then across, as the eye reads short lists.
        grid.addLayout(line, place % 2, place // 2)
        return mark, label

    def set_room(self, wide: bool, tall: bool, small: bool) -> None:
        """Take the normal margins, or less in a low or narrow window; a small one has no tile, for the words tell the day too."""
        self._tile.setVisible(not small)
        self._grid.setHorizontalSpacing(12 if small else 20)
        margin = 20 if wide else 16
        self.body.setContentsMargins(margin, 20 if tall else 16, margin, 20 if tall else 16)
        self.body.setSpacing(margin)
        for button in (self.prepare_button, self.start_button):
            button.setMinimumWidth(172 if wide else 132 if small else 164)

    def show_meeting(self, row: MeetingRow, now: datetime, screens: int) -> None:
        """Show a meeting.

        Parameters:
            now: the present moment in local time.
            screens: number of screens connected now.
        """
        self._tile.set_date(row.held_on)
        self._when.set_text(when_words(row, now))
        self._title.set_text(numbered_title(row)[:400])
        self._place.set_text(place_line(row)[:400] or _("No time and place yet"))
        self.start_button.setText(_("Go on") if row.state == "running" else _("Start"))
        for (mark, label), check in zip(self._checks, checks(row, screens), strict=True):
            icon, tone = MARKS[check.state]
            mark.set_icon(icon, tone)
            label.set_text(check.text)
            label.set_tone("accent_ink" if check.state == WARNING else "ink2")
