"""Where a case is in its life: a line of steps, the next sensible one as a button, and the others in a menu."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolTip, QWidget

from ef_desktop.domain import caselife
from ef_desktop.domain.caseviews import CaseStory, LifeStep
from ef_desktop.i18n import _, format_list
from ef_desktop.ui.pages.cases_life_words import next_words, stage_words, step_words
from ef_desktop.ui.theme import font, icon, paint_icon, theme
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.panel import Panel

_DOT, _HEIGHT, _DETAIL = 22, 46, 16


class LifeLine(QWidget):
    """The steps of a case from left to right: a tick for what was gone through, a ring for where it is, a dash for what was
    skipped, an empty ring for what is still to come; the words and the day stand below."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._steps: tuple[LifeStep, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: tuple[LifeStep, ...]) -> None:
        """Show a line."""
        self._steps = steps
        name = _("How far is the case?")
        self.setAccessibleName(f"{name} {format_list([step_words(step) for step in steps])}")
        self.updateGeometry()
        self.update()

    def steps(self) -> tuple[LifeStep, ...]:
        """Return what is shown."""
        return self._steps

    def sizeHint(self) -> QSize:
        return QSize(560, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self._height())

    def _height(self) -> int:
        return _HEIGHT + (_DETAIL if any(step.detail for step in self._steps) else 0)

    def paintEvent(self, event) -> None:
        color = theme().color
        if not self._steps:
            return
        width = self.width() / len(self._steps)
        centres = [width * (place + 0.5) for place in range(len(self._steps))]
        with begin(self) as painter:
            for before, after, step in zip(centres, centres[1:], self._steps[1:], strict=False):
                gone = step.state != caselife.AHEAD
                bar = QRectF(before + _DOT / 2 + 3, _DOT / 2 - (1 if gone else 0.5) + 1, after - before - _DOT - 6, 2 if gone else 1)
                painter.fillRect(bar, color.primary if gone else color.line_strong)
            for centre, step in zip(centres, self._steps, strict=True):
                self._paint_step(painter, centre, width, step)

    def _paint_step(self, painter, centre: float, width: float, step: LifeStep) -> None:
        color = theme().color
        dot = QRectF(centre - _DOT / 2, 1, _DOT, _DOT)
        now = step.state == caselife.NOW
        if step.state == caselife.DONE:
            box(painter, dot, _DOT / 2, color.primary)
            paint_icon(painter, "check", dot.adjusted(4, 4, -4, -4), color.on_primary, 3)
        elif now:
            box(painter, dot, _DOT / 2, color.surface, color.primary, 3)
            box(painter, dot.adjusted(6.5, 6.5, -6.5, -6.5), 5, color.primary)
        elif step.state == caselife.SKIPPED:
            box(painter, dot, _DOT / 2, color.surface, color.line_strong, 1.5, dashed=True)
            paint_icon(painter, "minus", dot.adjusted(4, 4, -4, -4), color.ink2, 2.5)
        else:
            box(painter, dot, _DOT / 2, color.surface, color.line_strong, 1.5)
        centred = Qt.AlignmentFlag.AlignHCenter
        words = QRectF(centre - width / 2 + 2, _DOT + 3, width - 4, 19)
        ink = color.primary if now else color.ink if step.state == caselife.DONE else color.ink2
        line_of_text(painter, words, stage_words(step.stage), font("small_strong" if now else "small"), ink, centred)
        if step.detail:
            below = QRectF(words.left(), words.bottom() - 2, words.width(), 18)
            line_of_text(painter, below, step.detail, font("small"), color.ink2, centred)

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._steps:
            place = int(event.pos().x() * len(self._steps) / max(1, self.width()))
            QToolTip.showText(event.globalPos(), step_words(self._steps[min(place, len(self._steps) - 1)]), self)
            return True
        return super().event(event)


class LifePanel(Panel):
    """The line; and ``deeds``: the next step and what else can be done with a case, to stand beside its title.

    Signals:
        next_asked: name of the next step, see ``domain.caselife.next_step``.
        stage_asked: a stage to set by hand.
        deed_asked: plan, relate, notice, sheet or remove.
    """

    next_asked = Signal(str)
    stage_asked = Signal(str)
    deed_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(14, 10, 14, 8), spacing=0)
        self.story: CaseStory | None = None
        self.line = LifeLine()
        self.body.addWidget(self.line)
        # The page puts them beside the title of the case: the fields need the height.
        self.deeds = QWidget(self)
        row = QHBoxLayout(self.deeds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._aside = Chip("", tone="neutral", icon="clock")
        self.next = PrimaryButton("", small=True)
        self.next.clicked.connect(lambda: self.next_asked.emit(self.story.next))
        self.more = QuietButton(icon="dots", small=True, name=_("More with this case"))
        self.more.clicked.connect(self.open_menu)
        for widget in (self._aside, self.next, self.more):
            row.addWidget(widget)

    def show_story(self, story: CaseStory) -> None:
        """Show where a case is."""
        self.story = story
        self.line.show_steps(story.steps)
        words, mark, why = next_words(story.next)
        self.next.setText(words)
        self.next.set_icon(mark)
        self.next.setToolTip(why)
        self.next.setAccessibleDescription(why)
        self._aside.set_text(stage_words(story.stage))
        self._aside.setVisible(story.stage == caselife.NOT_NOW)

    def open_menu(self) -> None:
        """Show everything that can be done, under the button."""
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(self.more.width() - menu.sizeHint().width(), self.more.height() + 4)))

    def make_menu(self) -> QMenu:
        """Return the menu as it is now."""
        menu = QMenu(self)
        ink = theme().color.ink2
        stages = menu.addMenu(icon("route", ink), _("Set the step"))
        for stage in caselife.BY_HAND:
            action = stages.addAction(stage_words(stage))
            action.setCheckable(True)
            action.setChecked(stage == self.story.stage)
            action.triggered.connect(lambda _on, stage=stage: self.stage_asked.emit(stage))
        menu.addSeparator()
        for deed, words, mark in (
            ("plan", _("Plan in a meeting…"), "calendar-plus"),
            ("notice", _("What did the initiator notice?…"), "message-2-question"),
            ("relate", _("Relate to another case…"), "link"),
            ("sheet", _("Case sheet as PDF…"), "printer"),
        ):
            action = menu.addAction(icon(mark, ink), words)
            action.triggered.connect(lambda _on, deed=deed: self.deed_asked.emit(deed))
        menu.addSeparator()
        remove = menu.addAction(icon("trash", ink), _("Remove case…"))
        remove.triggered.connect(lambda _on: self.deed_asked.emit("remove"))
        return menu
