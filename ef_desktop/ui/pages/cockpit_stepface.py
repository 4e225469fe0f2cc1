"""What one step of a case discussion says, painted in one go; before the first step all steps with their minutes."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.domain.discussion import DiscussionView, StepView
from ef_desktop.domain.timer import FINISHED, WAITING
from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, line_of_text, text_width
from ef_desktop.ui.widgets.text import layout_text


class StepFace(QWidget):
    """Who speaks, the questions to ask, and what to guard; what does not fit stands in the tooltip."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._view: DiscussionView | None = None
        self._size, self._line = 17, 24
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self._size, self._line = ((17, 25), (16, 21), (16, 19))[density]
        self.update()

    def show_view(self, view: DiscussionView) -> None:
        """Show a discussion."""
        self._view = view
        words = "\n".join(self._words())
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def paintEvent(self, event) -> None:
        if self._view is None:
            return
        step = self._step()
        with begin(self) as painter:
            if step is None:
                self._paint_steps(painter)
            else:
                self._paint_step(painter, step)

    def _step(self) -> StepView | None:
        index = self._view.clock.index
        return self._view.steps[index] if index >= 0 else None

    def _words(self) -> list[str]:
        step = self._step()
        if step is not None:
            return [step.speaks, *step.prompts, step.guard]
        if self._view.clock.phase == FINISHED:
            return [_("The case has been discussed.")]
        rows = [f"{entry.title}: {_('{minutes} min').format(minutes=entry.minutes)}" for entry in self._view.steps]
        return [text for text in (self._view.variant.change, *rows, self._view.advice) if text]

    def _paint_step(self, painter, step: StepView) -> None:
        color, face = theme().color, make_font(self._size)
        top = self._row(painter, "messages", step.speaks, 0.0, color.primary, make_font(self._size, 600), color.ink)
        for text in step.prompts:
            top = self._row(painter, "question-mark", text, top, color.ink3, face, color.ink)
            if top > self.height():
                return
        self._row(painter, "hand-stop", step.guard, top, color.accent, face, color.accent_ink)

    def _row(self, painter, icon: str, text: str, top: float, tone, face, ink) -> float:
        """Paint a row with an icon when all of it fits; return where the next one begins."""
        block = layout_text(text, face, self.width() - 28, self._line)
        if not text or top + block.height > self.height() + 2:
            return top if not text else self.height() + 1.0
        paint_icon(painter, icon, QRectF(1, top + (self._line - 16) / 2, 16, 16), tone)
        block.draw(painter, 26, top, ink)
        return top + block.height + (4 if self._size == 17 else 0)

    def _paint_steps(self, painter) -> None:
        color, view = theme().color, self._view
        if view.clock.phase == FINISHED:
            self._row(painter, "circle-check", _("The case has been discussed."), 0.0, color.primary, make_font(self._size), color.ink)
            return
        # In two columns: all steps at one glance, also in a low window.
        top, column = 0.0, self.width() / 2
        if view.variant.change and self.height() >= 8 * self._line:
            top = self._row(painter, "info-circle", view.variant.change, top, color.primary, make_font(self._size), color.ink2)
        half = -(-len(view.steps) // 2)
        for number, step in enumerate(view.steps):
            left = column * (number // half)
            rect = QRectF(left, top + (number % half) * self._line, column - 14, self._line)
            length = _("{minutes} min").format(minutes=step.minutes)
            width = text_width(length, font("small")) + 2
            line_of_text(painter, QRectF(left, rect.top(), 20, rect.height()), str(number + 1), font("label"), color.primary)
            words = QRectF(left + 22, rect.top(), rect.width() - 22 - width - 6, rect.height())
            line_of_text(painter, words, step.title, make_font(min(self._size, 16)), color.ink)
            line_of_text(painter, QRectF(rect.right() - width, rect.top(), width, rect.height()), length, font("small"), color.ink2)
        under = top + half * self._line + 6
        if view.clock.phase == WAITING and view.advice:
            self._row(painter, "users-group", view.advice, under, color.primary, make_font(15), color.ink2)
