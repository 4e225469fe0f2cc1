"""Joining two people or two cases that are one: both beside each other, and where they differ a choice."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ef_desktop.domain.errors import ReadOnlyError
from ef_desktop.domain.two_into_one import (
    BOTH,
    FIRST,
    SECOND,
    JoinPreview,
    Question,
    Side,
)
from ef_desktop.i18n import _, format_date, format_list
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.listing_two import JoinWords
from ef_desktop.ui.pages.sharing_parts import Notice, SideButton
from ef_desktop.ui.pages.sharing_words import differing
from ef_desktop.ui.theme import theme
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.dialog import Dialog
from ef_desktop.ui.widgets.panel import IconMark, Panel, SectionTitle
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_WIDEST, _HIGHEST = 880, 920
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
#: Right of the choices, where there may be a scroll bar beside them.
_RIGHT = 14
#: So many letters of a value are shown, and of a name in a sentence.
_LONGEST, _NAME = 500, 60


def open_two_into_one(
    ctx: AppContext, parent: QWidget, service: Any, words: JoinWords, pair: tuple[bytes, bytes], done: Callable[[bytes], object]
) -> "TwoIntoOneDialog | None":
    """Open the dialog for two records.

    Parameters:
        service: ``two_people`` or ``two_cases`` of the work file.
        pair: their ids.
        done: called with the id of the one that stayed.

    Returns:
        The dialog, already open, or None where it cannot be; the user has then been told.
    """
    if ctx.workspace.read_only:
        ctx.toast(str(ReadOnlyError(_("You are only looking at this work file. Open it for editing to change something."))), failure=True)
        return None
    preview = ctx.run(lambda: service.preview(*pair))
    if preview is None:
        return None
    dialog = TwoIntoOneDialog(ctx, parent, service, words, preview, done)
    dialog.open()
    return dialog


class TwoIntoOneDialog(Dialog):
    """Nothing changes before its button is pressed; that is one step to undo.

    Parameters:
        preview: what joining the two would do; the others as for ``open_two_into_one``.
    """

    def __init__(
        self, ctx: AppContext, parent: QWidget | None, service: Any, words: JoinWords, preview: JoinPreview, done: Callable[[bytes], object]
    ):
        super().__init__(parent, words.title, words.text, icon="git-merge")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._service, self._words, self._preview, self._done = ctx, service, words, preview, done
        self.rows: list[QuestionRow] = []
        self._add_sides()
        self._area = _Area(widgetResizable=True, frameShape=QFrame.Shape.NoFrame, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._area.resized.connect(self._align)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._build_middle())
        self.body.addWidget(self._area, 1)
        self.apart = self.add_button(QuietButton(words.apart), self._keep_apart, left=True)
        self.cancel = self.add_button(SecondaryButton(_("Cancel")), self.reject)
        self.go = self.add_button(PrimaryButton(_("Merge now"), icon="git-merge"), self._join, default=True)
        self.go.setEnabled(not preview.problem)
        self._fit()
        ctx.workspaceClosed.connect(self.reject)
        self.finished.connect(lambda _how: ctx.workspaceClosed.disconnect(self.reject))
        (self.rows[0].chosen_button() if self.rows and not preview.problem else self.go if not preview.problem else self.cancel).setFocus()

    # How it looks

    def _add_sides(self) -> None:
        line = self._sides = QHBoxLayout()
        line.setSpacing(14)
        for side, words, tone in ((self._preview.first, _("stays"), "blue"), (self._preview.second, _("goes into it"), "neutral")):
            line.addWidget(_SidePanel(side, words, tone, self._words.icon), 1)
        self.body.addLayout(line)

    def _build_middle(self) -> QWidget:
        preview = self._preview
        inner = QWidget(objectName="scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, _RIGHT, 4)
        column.setSpacing(14)
        if preview.problem:
            notice = Notice()
            notice.tell(_("These two cannot be joined yet"), preview.problem, trouble=True)
            column.addWidget(notice)
        for question in () if preview.problem else preview.questions:
            row = QuestionRow(question, preview)
            row.moved.connect(self._area.ensureWidgetVisible)
            self.rows.append(row)
            column.addWidget(row)
        if not preview.problem:
            column.addWidget(self._build_facts())
        column.addStretch(1)
        return inner

    def _build_facts(self) -> Panel:
        preview = self._preview
        panel = Panel(variant="sunk", padding=(16, 12, 16, 14), spacing=8)
        panel.body.addWidget(SectionTitle(_("Goes along by itself"), icon="check", role="h3"))
        if preview.second.holds:
            told = _("Moves: {things}.").format(things=format_list(list(preview.second.holds)))
            panel.body.addWidget(_Fact("arrow-right", told))
        if preview.filled:
            told = _("Is filled in: {fields}.").format(fields=format_list(list(preview.filled)))
            panel.body.addWidget(_Fact("plus", told))
        for told in preview.told:
            panel.body.addWidget(_Fact("shield-check", told))
        if preview.questions:
            panel.body.addWidget(_Fact("history", _("What you do not choose stays in the history. You can undo this.")))
        else:
            panel.body.addWidget(_Fact("list-check", _("There is nothing to choose. You can undo this.")))
        return panel

    def _fit(self) -> None:
        window = self.parentWidget().window().size() if self.parentWidget() is not None else QGuiApplication.primaryScreen().availableSize()
        width = min(_WIDEST, window.width() - 48)
        self.setFixedWidth(width)
        wanted = self._area.widget().layout().heightForWidth(width - 48) + self.sizeHint().height() - self._area.sizeHint().height() + 40
        self.resize(width, min(_HIGHEST, window.height() - 32, max(wanted, 300)))

    def _align(self) -> None:
        """Let each of the two stand above its own values, also where there is a scroll bar."""
        self._sides.setContentsMargins(2, 0, self._area.width() - self._area.viewport().width() + _RIGHT, 0)

    # What it does

    def choices(self) -> dict[str, str]:
        """Return what is chosen, by the name of the field."""
        return {row.question.name: row.choice() for row in self.rows}

    def _join(self) -> None:
        preview = self._preview
        choices = self.choices()
        kept = self._ctx.run(lambda: self._service.join(preview.first.id, preview.second.id, choices))
        if kept is None:
            return
        self.accept()
        self._done(kept)
        named = preview.second if SECOND in (choices.get("name"), choices.get("title")) else preview.first
        self._ctx.toast(self._words.joined.format(name=named.title[:_NAME]), undo=True)

    def _keep_apart(self) -> None:
        preview = self._preview

        def keep() -> bool:
            self._service.keep_apart(preview.first.id, preview.second.id)
            return True

        if self._ctx.run(keep):
            self.accept()
            self._ctx.toast(self._words.kept, undo=True)


class _Value(SideButton):
    """A value to choose, that goes on to the others of its field with the arrows.

    Signals:
        stepped: 1 or -1.
    """

    stepped = Signal(int)

    def __init__(self, text: str, spans: tuple[tuple[int, int], ...], name: str):
        super().__init__(text, spans, name)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        # How high it is depends on the width that it gets, not on the one that it had.
        return QSize(160, theme().tokens.size.hit_min)

    def nextCheckState(self) -> None:
        # The group puts the former one off this way.
        QAbstractButton.nextCheckState(self)

    def keyPressEvent(self, event) -> None:
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class QuestionRow(QWidget):
    """A field in which the two differ: a value at each side, one of which is on, and for texts both.

    Signals:
        moved: button that was chosen, to bring it into sight.
    """

    moved = Signal(QWidget)

    def __init__(self, question: Question, preview: JoinPreview, parent: QWidget | None = None):
        super().__init__(parent)
        self.question = question
        self.buttons: dict[str, _Value] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.addWidget(Label(question.label, role="label", tone="ink2", wrap=True), 0, 0, 1, 2)
        self._group = QButtonGroup(self)
        values = {FIRST: (question.first, question.second, preview.first), SECOND: (question.second, question.first, preview.second)}
        for place, (choice, (text, other, side)) in enumerate(values.items()):
            shown = _short(text) or _("empty")
            whose = _("{field}, of {name}").format(field=question.label, name=side.title[:_NAME])
            self._add(choice, _Value(shown, differing(shown, _short(other)), whose))
            grid.addWidget(self.buttons[choice], 1, place)
            grid.setColumnStretch(place, 1)
        if BOTH in question.options:
            self._add(BOTH, _Value(_("Keep both"), (), _("{field}, keep both").format(field=question.label)))
            grid.addWidget(self.buttons[BOTH], 2, 0, 1, 2)
        self.buttons[question.choice].setChecked(True)

    def choice(self) -> str:
        """Return what is chosen: FIRST, SECOND or BOTH."""
        return next(choice for choice, button in self.buttons.items() if button.isChecked())

    def chosen_button(self) -> _Value:
        """Return the button that is on."""
        return self.buttons[self.choice()]

    def _go(self, button: _Value, step: int) -> None:
        """Choose the next or the former value of this field."""
        buttons = list(self.buttons.values())
        other = buttons[min(max(buttons.index(button) + step, 0), len(buttons) - 1)]
        other.setChecked(True)
        other.setFocus(Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason)

    def _add(self, choice: str, button: _Value) -> None:
        self.buttons[choice] = button
        self._group.addButton(button)
        button.stepped.connect(lambda step, button=button: self._go(button, step))
        button.toggled.connect(lambda on, button=button: self.moved.emit(button) if on else None)


class _Area(QScrollArea):
    """A scroll area that tells how much room there is.

    Signals:
        resized: the room for what is in it changed.
    """

    resized = Signal()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class _SidePanel(Panel):
    """One of the two, with what belongs to it."""

    def __init__(self, side: Side, words: str, tone: str, icon: str):
        super().__init__(variant="active" if tone == "blue" else "plain", padding=(16, 12, 16, 12), spacing=2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconMark(icon, tone="primary" if tone == "blue" else "ink2"))
        head.addWidget(ElidedLabel(side.title[:300].replace("\n", " "), role="h3"), 1)
        head.addWidget(Chip(words, tone=tone))
        self.body.addLayout(head)
        if side.detail:
            self.body.addWidget(ElidedLabel(side.detail[:200], role="small", tone="ink2"))
        added = _("added on {date}").format(date=format_date(side.added_on, "short"))
        self.body.addWidget(Label(" · ".join((added, *(words.replace(" ", "\u00a0") for words in side.holds))), role="small", tone="ink2", wrap=True))
        self.body.addStretch(1)


class _Fact(QWidget):
    """A sentence with an icon before it."""

    def __init__(self, icon: str, words: str):
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(IconMark(icon, size=18), 0, Qt.AlignmentFlag.AlignTop)
        label: QLabel = Label(words, wrap=True)
        line.addWidget(label, 1)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
