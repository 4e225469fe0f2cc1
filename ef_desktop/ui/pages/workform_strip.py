"""The steps of a round side by side: which are done, which goes on, which were left for later."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ef_desktop.domain.workviews import WorkStepView
from ef_desktop.i18n import _
from ef_desktop.ui.theme import make_font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.text import layout_text

_STATES = {"done": "check", "skipped": "player-track-next", "later": "clock"}


class StepStrip(QWidget):
    """The steps. The arrows and a click choose one, Enter or a click begins it: ``asked`` tells its id."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._steps: tuple[WorkStepView, ...] = ()
        self._cursor = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("focus_radius", theme().tokens.radius.panel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(52)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._renew()

    def set_steps(self, steps: Sequence[WorkStepView]) -> None:
        """Show steps; the cursor stands at the one that goes on."""
        self._steps = tuple(steps)
        current = [place for place, step in enumerate(self._steps) if step.state == "current"]
        self._cursor = current[0] if current else min(self._cursor, max(len(self._steps) - 1, 0))
        self._renew()

    def sizeHint(self) -> QSize:
        return QSize(900, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(400, self.height())

    def rect_of(self, place: int) -> QRectF:
        """Return where a step is drawn, by place from 0."""
        width = self.width() / max(len(self._steps), 1)
        return QRectF(place * width, 0, width, self.height())

    def paintEvent(self, event) -> None:
        color, tokens = theme().color, theme().tokens
        with begin(self) as painter:
            box(painter, QRectF(self.rect()), tokens.radius.panel, color.surface)
            for place, step in enumerate(self._steps):
                self._paint(painter, place, step)
            box(painter, QRectF(self.rect()), tokens.radius.panel, None, color.line_strong, tokens.border.hair)

    def mousePressEvent(self, event) -> None:
        for place, step in enumerate(self._steps):
            if self.rect_of(place).contains(event.position()):
                self._cursor = place
                self.asked.emit(step.id)
                return

    def keyPressEvent(self, event) -> None:
        moves = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in moves and self._steps:
            self._cursor = min(max(self._cursor + moves[event.key()], 0), len(self._steps) - 1)
            self._renew()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._steps:
            self.asked.emit(self._steps[self._cursor].id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event) -> None:
        self.update()
        super().focusOutEvent(event)

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            found = [step for place, step in enumerate(self._steps) if self.rect_of(place).contains(event.pos().toPointF())]
            QToolTip.showText(event.globalPos(), self._words(found[0]) if found else "", self)
            return True
        return super().event(event)

    def _paint(self, painter, place: int, step: WorkStepView) -> None:
        color = theme().color
        rect = self.rect_of(place)
        on = step.state == "current"
        if on:
            box(painter, rect.adjusted(3, 3, -3, -3), 9, color.primary_tint)
        if place:
            painter.fillRect(QRectF(rect.left(), 8, 1, rect.height() - 16), color.line)
        if self.hasFocus() and place == self._cursor and not on:
            box(painter, rect.adjusted(4, 4, -4, -4), 8, None, color.focus, 2)
        mark = QRectF(rect.left() + 9, rect.center().y() - 12, 24, 24)
        filled = color.primary if on else color.primary_tint if step.state == "done" else color.surface
        box(painter, mark, 6, filled, color.primary if on else color.line_strong, theme().tokens.border.control)
        if step.state in _STATES:
            paint_icon(painter, _STATES[step.state], mark.adjusted(4, 4, -4, -4), color.primary, 2)
        else:
            tone = color.on_primary if on else color.ink
            line_of_text(painter, mark, str(place + 1), make_font(14, 700), tone, Qt.AlignmentFlag.AlignHCenter)
        words = layout_text(step.title, make_font(14, 600 if on else 400), rect.width() - 46, 18, 2)
        tone = color.primary if on else color.ink3 if step.state == "skipped" else color.ink2 if step.state == "done" else color.ink
        words.draw(painter, rect.left() + 40, rect.center().y() - words.height / 2, tone)

    def _words(self, step: WorkStepView) -> str:
        state = {
            "todo": _("still to come"),
            "current": _("goes on now"),
            "done": _("done"),
            "skipped": _("left out"),
            "later": _("left for later"),
        }[step.state]
        return _("{title}, {minutes} min, {state}").format(title=step.title, minutes=step.minutes, state=state)

    def _renew(self) -> None:
        self.setAccessibleName(self._words(self._steps[self._cursor]) if self._steps else _("Steps"))
        self.update()
