"""Counting by table: for a group of twenty-four every table tells its own totals, and nobody is named."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ef_desktop.domain.completing import Option
from ef_desktop.domain.workform import GIVEN, GROWTH, OWN, group_sizes
from ef_desktop.i18n import _
from ef_desktop.ui.pages.workform_grid import CountGrid
from ef_desktop.ui.pages.workform_line import CompleteLine
from ef_desktop.ui.pages.workform_section import Section, side_panel
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.stepper import MinuteStepper
from ef_desktop.ui.widgets.text import Label

_MOST_TABLES = 60
_ROLE = "role"


class TablesSection(Section):
    """The part 'Count by table'. Letters, a number and Enter set a count; without a number one is added."""

    section_id = "tables"

    def __init__(self, page):
        super().__init__(page)
        self._last: bytes | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = Panel(padding=(14, 10, 14, 10), spacing=6)
        self.grid = CountGrid()
        self.grid.clicked.connect(self._step)
        left.body.addWidget(self.grid, 1)
        row.addWidget(left, 1)
        side, self.title, self.note = side_panel()
        self.part = SegmentedControl(
            ((OWN, _("Own")), (GROWTH, _("Grow in")), (GIVEN, _("Given")), (_ROLE, _("Role"))), name=_("What is counted"), stretch=True
        )
        self.part.changed.connect(lambda _part: self._again())
        self.table = MinuteStepper(1, minimum=0, maximum=_MOST_TABLES, step=1, name=_("Table"))
        self.table.changed.connect(lambda _table: self._again())
        line = QHBoxLayout()
        line.addWidget(Label(_("Table"), role="label"))
        line.addStretch(1)
        line.addWidget(self.table)
        self.line = CompleteLine(_("Letters, and a number"), numbers=True)
        self.line.chosen.connect(self._count)
        self.line.moved.connect(lambda by: self.table.step_by(by))
        side.body.addWidget(self.part)
        side.body.addLayout(line)
        side.body.addWidget(self.line)
        side.body.addStretch(1)
        side.body.addWidget(KeyHintRow([("Ctrl ↓", _("next table")), (_("Enter"), _("counts"))]))
        row.addWidget(side)

    def default_focus(self) -> QWidget:
        return self.line.edit

    def forget(self) -> None:
        self._last = None
        self.table.set_value(1)

    def show_round(self) -> None:
        known, table = self.work.sets.view(), self.table.value()
        totals = self.work.recording.totals(self.round, table)
        role = self.part.current() == _ROLE
        if role:
            half = -(-len(known.roles) // 2)
            columns = [(_("Roles"), [(one.id, one.name) for one in known.roles[:half]]), ("", [(one.id, one.name) for one in known.roles[half:]])]
            counts = dict(totals.roles)
        else:
            columns = [(group.name, [(one.id, one.name) for one in known.talents if one.cluster == group.id]) for group in known.clusters]
            counts = {talent: amount for (talent, part), amount in totals.talents.items() if part == self.part.current()}
        self.grid.show_counts(columns, counts, self._last)
        tables = len(group_sizes(self.view.row.people))
        self.title.setText(_("Table {number}").format(number=table) if table else _("The whole group"))
        self.note.setText(_("{tables} tables of about four. Table 0 is the whole group together.").format(tables=tables))
        options = known.roles if role else known.talents
        self.line.set_options([Option(one.id, one.name, one.names) for one in options], _("Letters, and a number"))
        self.line.set_hint(_("“le 3” sets three; “le” adds one."))

    def _again(self) -> None:
        self._last = None
        if self.view is not None:
            self.show_round()

    def _count(self, option: Option) -> None:
        amount = self.line.amount()
        self._set(option.id, self.grid.counts().get(option.id, 0) + 1 if amount is None else amount)

    def _step(self, id: bytes, by: int) -> None:
        self._set(id, max(self.grid.counts().get(id, 0) + by, 0))

    def _set(self, id: bytes, amount: int) -> None:
        self._last = id
        part, table, recording = self.part.current(), self.table.value(), self.work.recording
        # The page is told here what changed: reading all of it at every count would make typing slow.
        if part == _ROLE:
            self.ctx.run(lambda: recording.set_role_total(self.round, id, amount, table=table), origin=self.page)
        else:
            self.ctx.run(lambda: recording.set_total(self.round, part, id, amount, table=table), origin=self.page)
        self.show_round()
