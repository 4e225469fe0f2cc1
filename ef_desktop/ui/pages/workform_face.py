"""What one step of the work form says, painted in one go; before the first step all steps with their minutes."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.domain.timer import FINISHED
from ef_desktop.domain.workviews import RoundView, WorkStepView
from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, line_of_text, text_width
from ef_desktop.ui.widgets.text import layout_text

#: Letter and line of all but what is said aloud, in pixels, where it does not fit otherwise.
_SMALL, _SMALL_LINE = 14, 17


class WorkFace(QWidget):
    """What to say, how people sit, what is recorded, what to mind and what is on the wall; what does not fit stands in the tooltip."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._view: RoundView | None = None
        self._size, self._line = 16, 22
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self._size, self._line = ((16, 22), (15, 20), (15, 19))[density]
        self.update()

    def show_view(self, view: RoundView | None) -> None:
        """Show a round; None before it is made."""
        self._view = view
        words = "\n".join(text for _icon, _tone, text in self._rows())
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            top = self._paint_steps(painter) if self._step() is None and self._waiting() else 0.0
            rows = self._rows() if not self._waiting() else self._advice()
            small = top + sum(self._laid(*row).height + self._gap() for row in rows) - self._gap() > self.height() + 2
            for icon, tone, text in rows:
                top = self._row(painter, icon, tone, text, top, small)
                if top > self.height():
                    return

    def _step(self) -> WorkStepView | None:
        return self._view.steps[self._view.index] if self._view is not None and self._view.index >= 0 else None

    def _waiting(self) -> bool:
        return self._view is not None and self._view.index < 0 and self._view.phase != FINISHED

    def _rows(self) -> list[tuple[str, str, str]]:
        """Return icon, tone and words of what is said of this moment."""
        step = self._step()
        if self._view is None:
            return [("info-circle", "primary", _("Look at each other's roles and talents, and then at the case. You choose the script and the group first."))]
        if step is not None:
            rows = [
                ("messages", "primary", step.say),
                ("info-circle", "primary", step.note),
                ("users-group", "ink2", step.grouping),
                ("pencil", "ink2", step.recorded),
                ("hand-stop", "accent", step.facilitator),
                ("device-projector", "ink2", step.wall),
            ]
            return [row for row in rows if row[2]]
        if not self._waiting():
            return [("circle-check", "primary", _("The work form is done."))]
        steps = [("list-check", "ink2", f"{step.title}: {_('{minutes} min').format(minutes=step.minutes)}") for step in self._view.steps]
        return [*steps, *self._advice()]

    def _advice(self) -> list[tuple[str, str, str]]:
        return [("info-circle", "accent", text) for text in self._view.advice[1:]]

    def _gap(self) -> int:
        return 6 if self._size == 16 else 3

    def _laid(self, icon: str, _tone: str, text: str, small: bool = False, most: int | None = None):
        """Lay out the words of a row; what is said aloud stays as large as it is."""
        loud = icon == "messages"
        size, line = (_SMALL, _SMALL_LINE) if small and not loud else (self._size, self._line)
        return layout_text(text, make_font(size, 600 if loud else 400), self.width() - 28, line, most)

    def _row(self, painter, icon: str, tone: str, text: str, top: float, small: bool) -> float:
        """Paint a row with an icon when all of it fits; return where the next one begins."""
        line = _SMALL_LINE if small and icon != "messages" else self._line
        block = self._laid(icon, tone, text, small)
        if top + block.height > self.height() + 2:
            room = int((self.height() - top + 2) // line)
            if room < 1:
                return self.height() + 1.0
            block = self._laid(icon, tone, text, small, room)
        color = theme().color
        paint_icon(painter, icon, QRectF(1, top + (line - 16) / 2, 16, 16), getattr(color, tone))
        block.draw(painter, 26, top, color.ink if icon == "messages" else color.ink2)
        return top + block.height + self._gap()

    def _paint_steps(self, painter) -> float:
        # In two columns: all steps at one glance, also in a low window.
        color, steps = theme().color, self._view.steps
        half = -(-len(steps) // 2)
        for number, step in enumerate(steps):
            left = self.width() / 2 * (number // half)
            rect = QRectF(left, (number % half) * self._line, self.width() / 2 - 14, self._line)
            length = _("{minutes} min").format(minutes=step.minutes)
            width = text_width(length, font("small")) + 2
            line_of_text(painter, QRectF(left, rect.top(), 20, rect.height()), str(number + 1), font("label"), color.primary)
            words = QRectF(left + 24, rect.top(), rect.width() - 24 - width - 6, rect.height())
            line_of_text(painter, words, step.title, make_font(self._size), color.ink)
            line_of_text(painter, QRectF(rect.right() - width, rect.top(), width, rect.height()), length, font("small"), color.ink2)
        return half * self._line + 6
