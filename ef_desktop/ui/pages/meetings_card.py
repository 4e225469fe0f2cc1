"""The chosen meeting in short: when, where, what is ready, and what can be done with it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.pages.meetings_words import day_words, time_words, when_words
from ef_desktop.ui.pages.overview_hero import MARKS, WARNING, checks
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Panel, Separator
from ef_desktop.ui.widgets.text import ElidedLabel, Label
from ef_desktop.ui.widgets.tile import DateTile

_TITLE = 200


class MeetingCard(Panel):
    """A meeting in short.

    Signals:
        open_asked, prepare_asked, duplicate_asked, remove_asked, invite_asked, list_asked, page_asked: id of the meeting.
    """

    open_asked = Signal(bytes)
    prepare_asked = Signal(bytes)
    duplicate_asked = Signal(bytes)
    remove_asked = Signal(bytes)
    invite_asked = Signal(bytes)
    list_asked = Signal(bytes)
    page_asked = Signal(bytes)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=20, spacing=8)
        self._id: bytes | None = None
        self._tall = True
        # What is known scrolls where it is more than fits; what can be done stays in sight.
        self._area = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setMinimumHeight(40)
        known = QWidget(objectName="scrolled")
        self._known = QVBoxLayout(known)
        self._known.setContentsMargins(0, 0, 0, 0)
        self._known.setSpacing(8)
        self._area.setWidget(known)
        self.body.addWidget(self._area, 1)
        self._tile = DateTile()
        self._known.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignHCenter)
        self._when = Label("", role="label", tone="primary")
        self._title = Label("", role="h2", wrap=True)
        self._hours = ElidedLabel(tone="ink2")
        self._place = ElidedLabel(tone="ink2")
        for label in (self._when, self._title, self._hours, self._place):
            self._known.addWidget(label)
        self._known.addWidget(Separator())
        self._checks = [self._check_row() for _place in range(4)]
        self._result = Label("", tone="ink2", wrap=True)
        self._known.addWidget(self._result)
        self._known.addStretch(1)
        self._open = PrimaryButton("", icon="arrow-right")
        self._open.clicked.connect(lambda: self.open_asked.emit(self._id))
        self._prepare = SecondaryButton(_("Look at the rundown"), icon="list-details")
        self._prepare.clicked.connect(lambda: self.prepare_asked.emit(self._id))
        self.body.addWidget(self._open)
        self.body.addWidget(self._prepare)
        self.body.addLayout(self._papers())
        line = QHBoxLayout()
        copy = QuietButton(_("Duplicate"), icon="copy", small=True)
        copy.clicked.connect(lambda: self.duplicate_asked.emit(self._id))
        remove = QuietButton(_("Remove"), icon="trash", small=True)
        remove.clicked.connect(lambda: self.remove_asked.emit(self._id))
        line.addWidget(copy)
        line.addStretch(1)
        line.addWidget(remove)
        self.body.addLayout(line)

    def _papers(self) -> QGridLayout:
        """What goes out about the meeting, in words: an icon alone was not understood."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        for place, (icon, words, name, asked) in enumerate(
            (
                ("calendar-plus", _("Invitation"), _("Invitation for the calendar…"), self.invite_asked),
                ("file-description", _("On one page"), _("Meeting on one page…"), self.page_asked),
                ("list-check", _("Attendance list"), _("Attendance list…"), self.list_asked),
            )
        ):
            button = QuietButton(words, icon=icon, small=True, name=name)
            button.setToolTip(name)
            button.clicked.connect(lambda _on=False, asked=asked: asked.emit(self._id))
            # The longest words have a line of their own: side by side they do not fit in a small window.
            grid.addWidget(button, place // 2, place % 2, 1, 1 + place // 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)
        return grid

    def _check_row(self) -> tuple[IconMark, ElidedLabel, QWidget]:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        mark = IconMark("circle-check", size=18)
        label = ElidedLabel(role="sub", tone="ink2")
        line.addWidget(mark)
        line.addWidget(label, 1)
        self._known.addWidget(row)
        return mark, label, row

    def set_tall(self, tall: bool) -> None:
        """Show the tile of the date, or leave it out on a low screen."""
        self._tall = tall
        self._fit_tile()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit_tile()

    def _fit_tile(self) -> None:
        """Leave the tile out where it would push the words from sight: they tell the day too."""
        self.body.activate()
        room = self._area.height()
        self._tile.setVisible(False)
        self._known.activate()
        # As narrow as beside a scroll bar: what fits there surely fits without one.
        width = self._area.width() - self._area.verticalScrollBar().sizeHint().width()
        wanted = self._known.heightForWidth(width) + self._known.spacing() + self._tile.sizeHint().height()
        self._tile.setVisible(self._tall and wanted <= room)

    def show_meeting(self, row: MeetingRow, now: datetime, screens: int) -> None:
        """Show a meeting.

        Parameters:
            now: the present moment in local time.
            screens: number of screens connected now.
        """
        self._id = row.id
        self._tile.set_date(row.held_on)
        self._when.setText(when_words(row, now))
        self._title.setText(row.title[:_TITLE] + ("…" if len(row.title) > _TITLE else ""))
        hours = time_words(row.starts_at, row.ends_at)
        self._hours.set_text(" · ".join(part for part in (day_words(row.held_on, now.date()), hours) if part))
        self._place.set_text(row.place[:300])
        self._place.setVisible(bool(row.place))
        done = row.state == "closed"
        for (mark, label, line), check in zip(self._checks, checks(row, screens), strict=True):
            icon, tone = MARKS[check.state]
            mark.set_icon(icon, tone)
            label.set_text(check.text)
            label.set_tone("accent_ink" if check.state == WARNING else "ink2")
            line.setVisible(not done)
        captured = ngettext("{count} outcome captured", "{count} outcomes captured", row.outcome_count)
        self._result.setText(captured.format(count=row.outcome_count))
        self._result.setVisible(bool(row.outcome_count))
        self._open.setText({"closed": _("Look back"), "running": _("Go on")}.get(row.state, _("Prepare")))
        self._prepare.setVisible(row.state != "planned")
        self._fit_tile()
