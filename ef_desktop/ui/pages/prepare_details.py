"""The chosen block in full: who leads it, its case, what the wall shows, instruction, materials and private notes."""

from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.discussion import CASE_BLOCK
from ef_desktop.domain.roomviews import Experience
from ef_desktop.domain.views import AgendaItemView, CaseRow
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.forms import ComboField, Form, TextArea, TextField, TimeField
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.pages.prepare_rundown import SCENES, scene_name
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_LINES = ("instruction", "materials")


class AgreedTimeField(QWidget):
    """Whether a block begins, or must be over, at an agreed time, and at which.

    Signals ``changed``, ``committed`` and ``unread`` as the field of a time; the value is in minutes since midnight, or None.

    Parameters:
        name: what the time is, for who cannot see it.
    """

    changed = Signal(object)
    committed = Signal(object)
    unread = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._proposal = 9 * 60
        self.agreed = CheckBox(_("At an agreed time"))
        self.time = TimeField(dense=True)
        self.time.setAccessibleName(name)
        self.time.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.agreed)
        row.addWidget(self.time, 1)
        self.setFocusProxy(self.agreed)
        self.agreed.clicked.connect(self._ticked)
        self.time.changed.connect(lambda _value: self.changed.emit(self.value()))
        self.time.committed.connect(lambda _value: self.committed.emit(self.value()))
        self.time.unread.connect(self.unread)

    def set_proposal(self, minutes: int | None) -> None:
        """Set the time that is shown first, when the block gets an agreed time."""
        self._proposal = minutes % (24 * 60) if minutes is not None else 9 * 60
        if not self.agreed.isChecked():
            self.set_value(None)

    def problem(self) -> str:
        """Return what is wrong with what was typed, translated, or "" when nothing is."""
        return self.time.problem()

    def value(self) -> int | None:
        """Return minutes since midnight, or None where no time was agreed."""
        at = self.time.value()
        return at.hour * 60 + at.minute if self.agreed.isChecked() else None

    def set_value(self, value: int | None) -> None:
        """Show a value without emitting signals."""
        self.agreed.setChecked(value is not None)
        self.time.setEnabled(value is not None)
        hours, minutes = divmod(self._proposal if value is None else value, 60)
        self.time.set_value(time(hours, minutes))

    def _ticked(self) -> None:
        self.set_value(self._proposal if self.agreed.isChecked() else None)
        self.committed.emit(self.value())


class DetailsPanel(Panel):
    """The form of one agenda item.

    Signals:
        edited: id of the item, name of the field and its value.
        minutes_asked: the minutes of the steps of a case discussion are to be changed.
        close_asked: the cross or Escape.
    """

    minutes_asked = Signal()
    edited = Signal(bytes, str, object)
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 10, 8, 8), spacing=8)
        self.item_id: bytes | None = None
        self._suggested: int | None = None
        head = QHBoxLayout()
        head.setSpacing(8)
        self._icon = IconMark("layout-kanban", tone="primary")
        self._head = ElidedLabel(role="h2")
        close = QuietButton(icon="x", name=_("Close details"), small=True)
        close.clicked.connect(self.close_asked)
        head.addWidget(self._icon)
        head.addWidget(self._head, 1)
        head.addWidget(close)
        self.body.addLayout(head)
        self.saver = AutoSave(self._edited, self)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(area, 1)
        # In its place before it is filled: with every move Qt dresses all that is in it again.
        inner = QWidget()
        inner.setObjectName("scrolled")
        area.setWidget(inner)
        self._build(inner)

    def _build(self, inner: QWidget) -> None:
        column = QVBoxLayout(inner)
        # Room for the focus ring, which lies outside the fields.
        column.setContentsMargins(5, 2, 10, 6)
        column.setSpacing(12)
        self._purpose = Label("", role="sub", tone="ink2", wrap=True)
        column.addWidget(self._purpose)
        self.experience = Label("", role="small", tone="ink2", wrap=True)
        column.addWidget(self.experience)
        self.take_minutes = SecondaryButton("", icon="history", small=True)
        self.take_minutes.clicked.connect(lambda: self.edited.emit(self.item_id, "minutes", self._suggested))
        column.addWidget(self.take_minutes, 0, Qt.AlignmentFlag.AlignLeft)
        form = Form(spacing=10)
        self.title_field = TextField(advised=80, dense=True)
        self.leader = TextField(advised=60, dense=True, placeholder=_("First name is enough"))
        self.fixed = AgreedTimeField(_("Agreed beginning"))
        self.fixed_end = AgreedTimeField(_("Agreed end"))
        self.case = ComboField(dense=True)
        self.scene = ComboField(dense=True)
        self.instruction = TextArea(rows=(2, 8), placeholder=_("One step on each line"))
        self.materials = TextArea(rows=(1, 5), placeholder=_("One thing on each line"))
        for name, field, label in (
            ("title", self.title_field, _("Title")),
            ("leader", self.leader, _("Who leads this?")),
            ("fixed_start", self.fixed, _("Beginning")),
            ("fixed_end", self.fixed_end, _("Must be over")),
            ("case_id", self.case, _("Case")),
            ("scene", self.scene, _("On the wall")),
            ("instruction", self.instruction, _("This is how")),
            ("materials", self.materials, _("Needed")),
        ):
            form.add(field, label)
            self.saver.bind(name, field)
        column.addWidget(form)
        self.minutes = SecondaryButton(_("Minutes of each step…"), icon="clock", small=True)
        self.minutes.clicked.connect(self.minutes_asked)
        column.addWidget(self.minutes, 0, Qt.AlignmentFlag.AlignLeft)
        private = Panel(variant="private", padding=(10, 8, 10, 10), spacing=6)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(IconMark("lock", size=16))
        line.addWidget(Label(_("Notes, only for you"), role="label", tone="ink2"), 1)
        private.body.addLayout(line)
        self.notes = TextArea(rows=(2, 8), placeholder=_("The room never sees this."))
        self.notes.setAccessibleName(_("Notes, only for you"))
        private.body.addWidget(self.notes)
        self.saver.bind("notes", self.notes)
        column.addWidget(private)
        column.addStretch(1)

    def show_item(
        self,
        item: AgendaItemView,
        cases: tuple[CaseRow, ...],
        fixed: int | None = None,
        ends: int | None = None,
        experience: Experience | None = None,
    ) -> None:
        """Show an agenda item.

        Parameters:
            cases: all cases of the programme, to choose from.
            fixed, ends: agreed beginning and end in minutes since midnight, or None.
            experience: how long it took at earlier meetings, or None.
        """
        other = item.id != self.item_id
        if other:
            self.saver.flush()
        self.item_id = item.id
        self._icon.set_icon(item.icon)
        self._head.set_text(item.title[:300].replace("\n", " "))
        self._purpose.setText(item.purpose[:2000])
        self._purpose.setVisible(bool(item.purpose))
        self.case.set_options([(None, _("No case")), *((row.id, row.title[:80]) for row in cases)], item.case_id)
        scenes = [(scene, scene_name(scene)) for scene in SCENES]
        if item.scene not in SCENES:
            scenes.append((item.scene, item.scene))
        self.scene.set_options(scenes, item.scene)
        self.fixed.set_proposal(item.starts_at)
        self.fixed_end.set_proposal(None if item.starts_at is None else item.starts_at + item.minutes)
        self.minutes.setVisible(item.block_key == CASE_BLOCK)
        self._show_experience(item, experience)
        values = {
            "fixed_start": fixed,
            "fixed_end": ends,
            "title": item.title,
            "leader": item.leader,
            "case_id": item.case_id,
            "scene": item.scene,
            "instruction": "\n".join(item.instruction),
            "materials": "\n".join(item.materials),
            "notes": item.notes,
        }
        self.saver.load(values, other=other)

    def _show_experience(self, item: AgendaItemView, experience: Experience | None) -> None:
        """Say how long the block took before, and offer to plan as much."""
        words = experience.words if experience is not None else ""
        self._suggested = experience.suggested if experience is not None else None
        self.experience.setText(words)
        self.experience.setVisible(bool(words))
        offered = self._suggested is not None and self._suggested != item.minutes
        self.take_minutes.setVisible(offered)
        if offered:
            self.take_minutes.setText(ngettext("Plan {count} minute", "Plan {count} minutes", self._suggested).format(count=self._suggested))

    def _edited(self, name: str, value: object) -> None:
        if self.item_id is not None:
            shown = tuple(line for line in value.split("\n") if line.strip()) if name in _LINES else value
            self.edited.emit(self.item_id, name, shown)

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
        else:
            super().keyPressEvent(event)
