"""The columns of a list in the import: what each is, with what stands in it; only what is needed is taken."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.importing import FIELDS, Table
from ef_desktop.domain.importing_columns import Mapping, columns_with, heading_place
from ef_desktop.domain.importing_people import column_title, not_taken
from ef_desktop.i18n import _
from ef_desktop.ui.dialogs.people_import_words import left_out_words
from ef_desktop.ui.forms.fields import ComboField
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_SAMPLES = 3
_COMBO = 184


class ColumnsPanel(Panel):
    """What the columns are, one under the other.

    Signals:
        changed: the mapping that was chosen.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 14, 8, 12), spacing=10)
        self._table: Table | None = None
        self._mapping = Mapping(None, ())
        self.fields: list[ComboField] = []
        self.body.addWidget(SectionTitle(_("Columns"), icon="list-details", role="h3"))
        self.heading = CheckBox("")
        self.heading.toggled.connect(self._toggle_heading)
        self.body.addWidget(self.heading)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._area, 1)
        self.left_out = Label("", role="small", tone="ink2", wrap=True)
        self.body.addWidget(self.left_out)

    def mapping(self) -> Mapping:
        """Return what was chosen."""
        return self._mapping

    def show_table(self, table: Table, mapping: Mapping) -> None:
        """Show the columns of another list."""
        self._table, self._mapping = table, mapping
        blocked = self.heading.blockSignals(True)
        self.heading.setVisible(not table.fixed)
        self.heading.setChecked(mapping.heading is not None)
        self.heading.blockSignals(blocked)
        self._name_heading()
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 12, 4)
        column.setSpacing(12)
        self.fields = [self._add_row(column, place) for place in range(len(mapping.columns))]
        column.addStretch(1)
        self._area.setWidget(inner)
        self._tell_left_out()

    def _add_row(self, column: QVBoxLayout, place: int) -> ComboField:
        title = column_title(self._table, self._mapping, place)
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(ElidedLabel(title[:200], role="body_strong"))
        words.addWidget(ElidedLabel(self._samples(place), role="small", tone="ink2"))
        words.addStretch(1)
        row.addLayout(words, 1)
        options = [("", _("Do not take")), *((id, _(label)) for id, label in FIELDS)]
        field = ComboField(options, self._mapping.columns[place], dense=True)
        field.setFixedWidth(_COMBO)
        field.setAccessibleName(_("What is in the column {title}").format(title=title[:200]))
        field.setAccessibleDescription(self._samples(place))
        field.changed.connect(lambda value, place=place: self._choose(place, value))
        row.addWidget(field)
        column.addLayout(row)
        return field

    def _samples(self, place: int) -> str:
        found: dict[str, None] = {}
        start = 0 if self._mapping.heading is None else self._mapping.heading + 1
        for line in self._table.lines[start : start + 200]:
            if place < len(line.cells) and line.cells[place]:
                found[line.cells[place][:60]] = None
            if len(found) == _SAMPLES:
                break
        return " · ".join(found) or _("empty")

    def _choose(self, place: int, value: str) -> None:
        columns = list(self._mapping.columns)
        for other, field in enumerate(columns):
            # Each field comes from one column: the other lets go of it.
            if other != place and value and field == value:
                columns[other] = ""
                self.fields[other].set_value("")
        columns[place] = value
        self._mapping = Mapping(self._mapping.heading, tuple(columns))
        self._tell_left_out()
        self.changed.emit(self._mapping)

    def _toggle_heading(self, on: bool) -> None:
        heading = heading_place(self._table) if on else None
        self.show_table(self._table, Mapping(heading, columns_with(self._table, heading)))
        self.changed.emit(self._mapping)

    def _name_heading(self) -> None:
        place = heading_place(self._table) if self._mapping.heading is None else self._mapping.heading
        number = self._table.lines[place].number if self._table.lines else 1
        words = _("The first line has the headings") if place == 0 else _("Line {number} has the headings").format(number=number)
        self.heading.setText(words)

    def _tell_left_out(self) -> None:
        words = left_out_words(not_taken(self._table, self._mapping))
        self.left_out.setText(words)
        self.left_out.setVisible(bool(words))
