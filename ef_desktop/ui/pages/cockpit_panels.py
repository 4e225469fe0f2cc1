"""The panels of the cockpit around the painted parts: steps, private notes, what comes next, who is there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from ef_desktop.domain.roomviews import AttendanceView
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import _, format_list, ngettext
from ef_desktop.ui.pages.cockpit_next import NextList
from ef_desktop.ui.pages.cockpit_parts import AttendanceStrip, StepList
from ef_desktop.ui.theme import make_font
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_SAVE_MS = 900
#: Width from which the notes have room to tell for whom they are, in logical pixels.
_WORDS = 232


def _head(panel: Panel, icon: str, text: str, tone: str, note: QWidget) -> None:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(IconMark(icon, tone=tone))
    row.addWidget(Label(text, role="h3"))
    row.addStretch(1)
    row.addWidget(note)
    panel.body.addLayout(row)


class StepsPanel(Panel):
    """How you do it: the instruction of the block, step by step."""

    stepChanged = Signal(int)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 12, 16, 12), spacing=8)
        self.note = Label(role="small", tone="ink2")
        _head(self, "list-check", _("How you do it"), "primary", self.note)
        self.steps = StepList()
        self.steps.stepChanged.connect(self._tell)
        self.steps.stepChanged.connect(self.stepChanged)
        self.body.addWidget(self.steps, 1)
        self.needs = ElidedLabel(role="body", tone="ink2")
        self.body.addWidget(self.needs)
        self._density = 0
        self._needed = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self._density = density
        self.body.setContentsMargins(*((16, 12, 16, 12) if density == 0 else (12, 8, 12, 8)))
        self.body.setSpacing(8 if density == 0 else 3)
        self.steps.set_density(density)
        self._show_needs()

    def show_block(self, texts: Sequence[str], materials: Sequence[str], step: int) -> None:
        """Show the instruction and materials of a block, and the step that goes on from 0."""
        self.steps.set_steps(texts, step)
        self._needed = format_list(list(materials)) if materials else ""
        self._show_needs()
        self._tell()

    def _show_needs(self) -> None:
        self.needs.set_text(_("You need: {things}").format(things=self._needed) if self._needed else "")
        self.needs.setVisible(bool(self._needed) and self._density == 0)

    def _tell(self) -> None:
        count = self.steps.count()
        self.note.setText(_("step {place} of {count}").format(place=self.steps.current() + 1, count=count) if count > 1 else "")


class NotesPanel(Panel):
    """My notes: dashed, for nobody else, saved while they are typed. In a case discussion each step has a note too."""

    notesChanged = Signal(bytes, str)
    stepNoteChanged = Signal(bytes, str, str)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, variant="private", padding=(16, 12, 16, 12), spacing=8)
        self.only = Label(_("for you only"), role="small", tone="ink2")
        self.which = QuietButton("", small=True, icon="selector", name=_("Which notes"))
        self.which.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.which.setFixedHeight(24)
        self.which.clicked.connect(self.turn)
        self.which.hide()
        _head(self, "lock", _("My notes"), "ink2", self.only)
        self.body.itemAt(0).layout().addWidget(self.which)
        self.edit = QPlainTextEdit()
        self.edit.setProperty("bare", "true")
        self.edit.setProperty("own_focus", True)
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(_("My notes"))
        self.edit.setPlaceholderText(_("Only you read this."))
        self.edit.document().setDocumentMargin(0)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.edit, 1)
        self._item: bytes | None = None
        self._step = ""
        self._saved = ""
        self._of_step = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self.flush)
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.set_density(0)

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self.body.setContentsMargins(*((16, 12, 16, 12) if density == 0 else (12, 8, 12, 8)))
        self.body.setSpacing(8 if density == 0 else 3)
        self.edit.setFont(make_font(17 if density == 0 else 16))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        # The lock and the words of the empty field say it too.
        self._tell_whose()

    def _tell_whose(self) -> None:
        self.only.setVisible(not self._step and self.width() >= _WORDS)

    def show_notes(self, item: bytes | None, text: str, step: str = "", step_text: str = "") -> None:
        """Show the notes of a block; what is being typed for the same block stays.

        Parameters:
            item: the block, or None.
            text: its notes.
            step: the step of a case discussion that goes on, or "".
            step_text: the note with that step.
        """
        self.which.setVisible(bool(step))
        self._tell_whose()
        target = step if self._of_step else ""
        self._show(item, target, step_text if target else text)

    def turn(self) -> None:
        """In a case discussion: from the notes of the block to the note with the step, and back."""
        if self.which.isHidden():
            return
        self.flush()
        self._of_step = not self._of_step
        self.turned.emit()

    def _show(self, item: bytes | None, step: str, text: str) -> None:
        self.which.setText(_("with this step") if step else _("with this block"))
        if (item, step) == (self._item, self._step) and (text == self._saved or self._timer.isActive()):
            return
        self.flush()
        self._item, self._step, self._saved = item, step, text
        self.edit.setReadOnly(item is None)
        if text != self.edit.toPlainText():
            self.edit.setPlainText(text)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        return False

    def flush(self) -> None:
        """Save now what was typed."""
        self._timer.stop()
        text = self.edit.toPlainText()
        if self._item is not None and text != self._saved:
            self._saved = text
            if self._step:
                self.stepNoteChanged.emit(self._item, self._step, text)
            else:
                self.notesChanged.emit(self._item, text)

    def _typed(self) -> None:
        # Started once, not anew by every key: while somebody types on and on, it is still saved.
        if self._item is not None and self.edit.toPlainText() != self._saved and not self._timer.isActive():
            self._timer.start()


class NextPanel(Panel):
    """Up next."""

    insertAsked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 10, 16, 6), spacing=0)
        self.rows = NextList()
        self.body.addWidget(self.rows, 1)
        self.insert = QuietButton(icon="plus", name=_("Put a block in between"), small=True, parent=self)
        self.insert.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.insert.clicked.connect(self.insertAsked)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self.body.setContentsMargins(*((16, 10, 16, 6), (14, 8, 14, 4), (14, 5, 14, 4))[density])
        self.rows.set_density(density)
        # In the tight form there is one row and no title to put it beside; the key and the menu of the row stay.
        self.insert.setVisible(density < 2)
        least = self.rows.minimumSizeHint().height() + (16, 12, 9)[density]
        self.setMinimumHeight(least)
        self.setMaximumHeight(least if density == 2 else 16_777_215)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.insert.move(self.width() - self.insert.width() - 8, 5)

    def showEvent(self, event) -> None:
        self.insert.adjustSize()
        self.insert.raise_()
        super().showEvent(event)


class AttendancePanel(Panel):
    """Who is there."""

    toggled = Signal(object)
    checkInAsked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 10, 16, 12), spacing=8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconMark("users-group", tone="primary"))
        self.count = Label(role="h3")
        row.addWidget(self.count)
        self.missing = ElidedLabel(role="small", tone="ink2")
        row.addStretch(1)
        row.addWidget(self.missing)
        self.check_in = QuietButton(_("Check in"), key="Alt A", small=True)
        self.check_in.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.check_in.clicked.connect(self.checkInAsked)
        row.addWidget(self.check_in)
        self.body.addLayout(row)
        self.strip = AttendanceStrip()
        self.strip.toggled.connect(self.toggled)
        self.body.addWidget(self.strip)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self.body.setContentsMargins(*((16, 10, 16, 12), (14, 8, 14, 10), (10, 8, 10, 10))[density])
        self.body.setSpacing(8 if density == 0 else 6)
        self.body.itemAt(0).layout().setSpacing(8 if density < 2 else 5)
        self.strip.set_density(density)

    def show_people(self, people: Sequence[AttendanceView], *, led: bool = False) -> None:
        """Show the people of the meeting.

        Parameters:
            people: who takes part.
            led: True when somebody leads it, who is not among them.
        """
        here = sum(view.attendee.status == "present" for view in people)
        if people:
            self.count.setText(_("{here} of {count} present").format(here=here, count=len(people)))
        else:
            self.count.setText(_("Only facilitators so far") if led else _("Nobody invited yet"))
        self.missing.set_text(_missing(people))
        self.strip.set_people([view.attendee for view in people])
        self.strip.setVisible(bool(people))


def _missing(people: Sequence[AttendanceView]) -> str:
    """Who is still to come, by name where they are few."""
    waiting = [view for view in people if view.attendee.status == "expected"]
    later = [first_name(view.attendee.person.name) for view in waiting if view.late]
    others = [first_name(view.attendee.person.name) for view in waiting if not view.late]
    if 0 < len(others) <= 2:
        return ngettext("{names} is not here yet", "{names} are not here yet", len(others)).format(names=format_list(others))
    if 0 < len(later) <= 2 and not others:
        return ngettext("{names} comes later", "{names} come later", len(later)).format(names=format_list(later))
    return ""
