"""The head of the cockpit: where you are, plan against real in words, the time, and the way out."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, make_font, theme
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.draw import begin, line_of_text, text_width
from ef_desktop.ui.widgets.text import Label


class EndTimes(QWidget):
    """The expected end beside the planned one; the expected one stands out when the meeting is late."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._parts: tuple[str, str, str] = ("", "", "")
        self._late = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_times(self, expected: str, planned: str, late: bool) -> None:
        """Show two times of day."""
        before, _mark, after = _("expected end {expected}, planned {planned}").partition("{expected}")
        self._parts = (before, expected, after.format(planned=planned))
        self._late = late
        self.setAccessibleName("".join(self._parts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(text_width(part, face) for part, face in self._runs()) + 2), 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event) -> None:
        color, left = theme().color, 0.0
        with begin(self) as painter:
            for place, (part, face) in enumerate(self._runs()):
                width = text_width(part, face)
                tone = color.accent if place == 1 and self._late else color.ink2
                line_of_text(painter, QRectF(left, 0, width + 1, self.height()), part, face, tone)
                left += width

    def _runs(self):
        return zip(self._parts, (font("sub"), font("control"), font("sub")), strict=True)


class CockpitHead(QWidget):
    """Back, title, drift, end, what to do about an overrun, clock, and Round off. Hides the end first when there is no room."""

    fixAsked = Signal()
    driftAsked = Signal()
    backAsked = Signal()
    finishAsked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.back = QuietButton("", icon="arrow-left", name=_("Back to preparing"))
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title_text = ""
        self._seen: tuple = ()
        self.title = Label()
        self.title.setFont(make_font(20, 700))
        self.late = Chip("", tone="warn", icon="alert-triangle")
        self.drift = Chip("", tone="blue")
        self.late.hide()
        self.seen = QuietButton("", icon="device-projector", small=True)
        self.seen.setCheckable(True)
        self.seen.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.ends = EndTimes()
        self.fix = SecondaryButton("", icon="wand", small=True)
        self.fix.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.fix.hide()
        self._fixes = ("", "")
        self.clock = Label(role="clock")
        self.finish = SecondaryButton(_("Round off"), icon="flag-check")
        self.finish.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for widget in (self.back, self.title, self.late, self.drift, self.seen, self.ends, self.fix):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.clock)
        row.addWidget(self.finish)
        self.back.clicked.connect(self.backAsked)
        self.finish.clicked.connect(self.finishAsked)
        self.fix.clicked.connect(self.fixAsked)
        self.seen.clicked.connect(self.driftAsked)

    def set_title(self, text: str) -> None:
        """Show the title of the meeting."""
        self._title_text = text
        self._fit()

    def show_drift(self, words: str, late: bool, expected: str, planned: str) -> None:
        """Show plan against real.

        Parameters:
            words: behind, ahead or on schedule.
            late: True colours it as a warning.
            expected, planned: end as time of day.
        """
        seen = (words, late, expected, planned)
        if seen == self._seen:
            return
        self._seen = seen
        for chip, shown in ((self.late, late), (self.drift, not late)):
            chip.set_text(words)
            chip.setVisible(shown)
        self.ends.show_times(expected, planned, late)
        self._fit()

    def show_seen(self, seen: bool) -> None:
        """Tell beside plan against real whether the room sees it too."""
        self.seen.setChecked(seen)
        words = _("The room sees this too: hide it") if seen else _("Only you see this: show it on the wall")
        self.seen.setAccessibleName(words)
        self.seen.setToolTip(words)

    def show_fix(self, words: str, short: str, key: str) -> None:
        """Offer what to do about an overrun.

        Parameters:
            words: what it does; "" offers nothing.
            short: the same where there is little room.
            key: the key that asks for it, for the tooltip.
        """
        if (words, short) == self._fixes:
            return
        self._fixes = (words, short)
        self.fix.setToolTip(f"{words} ({key})" if key else words)
        self.fix.setAccessibleName(words)
        self.fix.setVisible(bool(words))
        self._fit()

    def resizeEvent(self, event) -> None:
        self._fit()

    def _fit(self) -> None:
        chip = self.drift if self.late.isHidden() else self.late
        fixed = 40 + chip.sizeHint().width() + self.finish.sizeHint().width() + self.seen.sizeHint().width() + 110 + 7 * 12
        room = self.width() - fixed
        wanted = text_width(self._title_text, self.title.font()) + 4
        ends = self.ends.sizeHint().width()
        room -= self._fit_fix(room - min(wanted, 300))
        self.ends.setVisible(wanted + ends <= room)
        metrics = self.title.fontMetrics()
        shown = metrics.elidedText(self._title_text, Qt.TextElideMode.ElideRight, max(room, 120))
        self.title.setText(shown)
        self.title.setToolTip(self._title_text if shown != self._title_text else "")

    def _fit_fix(self, room: float) -> int:
        """Say what it does where that fits, else in fewer words; return the width it takes."""
        words, short = self._fixes
        if not words:
            return 0
        for text in (words, short):
            self.fix.setText(text)
            if self.fix.sizeHint().width() <= room:
                break
        return self.fix.sizeHint().width() + 12
