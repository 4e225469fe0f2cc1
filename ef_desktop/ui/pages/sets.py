"""The page with the roles and talents of the programme: add, rename, hide, order, and as a file or on paper."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ef_desktop.domain.workviews import RoleView, TalentView, WorkSet
from ef_desktop.i18n import N_, _, format_number, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.overview_head import PageHead, is_tall
from ef_desktop.ui.pages.sets_form import MeaningDialog, SetForm
from ef_desktop.ui.pages.sets_list import SetList
from ef_desktop.ui.pages.sets_paper import CARDS, SHEET, ask_paper
from ef_desktop.ui.places import documents
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.choices import ToggleSwitch
from ef_desktop.ui.widgets.dialog import ask
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label

TALENTS, ROLES = "talents", "roles"
_KEYS = (("Alt+Up", N_("earlier")), ("Alt+Down", N_("later")), ("Delete", N_("out of the set")))
_SUFFIX = ".rollen.json"


class SetsPage(Page):
    """The set at the left, what is chosen of it at the right. Everything counts at once and can be undone."""

    page_id = "sets"
    rail_item = "settings"
    kinds = frozenset({"role", "talent", "talent_award", "role_assignment", "case_need"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        for keys, text in _KEYS:
            ctx.actions.describe(self.page_id, keys, text)
        self._set: WorkSet | None = None
        self._chosen: dict[str, bytes | None] = {TALENTS: None, ROLES: None}
        self.head = PageHead(_("Roles and talents"), _("The set that the work form is held with. Every change can be undone."))
        self.settings = self._button(QuietButton, _("Settings"), "settings", lambda: ctx.navigate("settings"))
        self.cards = self._button(SecondaryButton, _("Cards as PDF…"), "printer", lambda: ask_paper(ctx, self.window(), CARDS))
        self.sheet = self._button(SecondaryButton, _("Sheet as PDF…"), "printer", lambda: ask_paper(ctx, self.window(), SHEET))
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 20)
        row.setSpacing(20)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(24, 0, 24, 0)
        top.addWidget(self.head)
        column.addLayout(top)
        column.addLayout(row, 1)
        row.addWidget(self._left(), 1)
        row.addWidget(self._right(), 1)

    def _button(self, kind: type, words: str, icon: str, call: Callable[[], object]):
        button = kind(words, icon=icon)
        button.clicked.connect(lambda: call())
        self.head.actions.addWidget(button)
        return button

    def _left(self) -> Panel:
        panel = Panel(padding=(18, 16, 18, 16), spacing=12)
        self.kind = SegmentedControl(((TALENTS, _("Talents")), (ROLES, _("Roles"))), TALENTS, name=_("What is shown"), stretch=True)
        self.kind.changed.connect(lambda _kind: self._show())
        panel.body.addWidget(self.kind)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.new = TextField(placeholder=_("Name of a new one"), advised=30, dense=True)
        self.new.setAccessibleName(_("Name of a new one"))
        self.new.returnPressed.connect(self.add)
        self.plus = SecondaryButton(_("Add"), icon="plus", small=True)
        self.plus.clicked.connect(self.add)
        line.addWidget(self.new, 1)
        line.addWidget(self.plus)
        panel.body.addLayout(line)
        self.list = SetList()
        self.list.chosen.connect(self._show_chosen)
        self.list.moved.connect(self.move)
        self.list.hiding.connect(self.hide_or_show)
        panel.body.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.hidden = ToggleSwitch(_("Also what is out of the set"))
        self.hidden.toggled.connect(lambda _on: self.reload())
        foot.addWidget(self.hidden)
        self.count = Label("", role="small", tone="ink2")
        foot.addStretch(1)
        foot.addWidget(self.count)
        panel.body.addLayout(foot)
        return panel

    def _right(self) -> Panel:
        panel = Panel(padding=(18, 16, 18, 16), spacing=12)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        self.up = QuietButton(_("Earlier"), icon="arrow-up", small=True)
        self.up.clicked.connect(lambda: self.move(-1))
        self.down = QuietButton(_("Later"), icon="arrow-down", small=True)
        self.down.clicked.connect(lambda: self.move(1))
        self.out = QuietButton(_("Take out of the set"), icon="eye", small=True)
        self.out.clicked.connect(self.hide_or_show)
        for button in (self.up, self.down, self.out):
            deeds.addWidget(button)
        deeds.addStretch(1)
        panel.body.addLayout(deeds)
        self.form = SetForm()
        self.form.renamed.connect(self.rename)
        self.form.said.connect(self.say)
        area = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        panel.body.addWidget(area, 1)
        inner = QWidget(objectName="scrolled")
        area.setWidget(inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 0, 12, 0)
        column.addWidget(self.form)
        self.empty = Label(_("Nothing is in the set. Add something, or bring in a set from a file."), tone="ink2", wrap=True)
        panel.body.addWidget(self.empty)
        files = QHBoxLayout()
        files.setSpacing(8)
        self.export = SecondaryButton(_("Save the set as a file…"), icon="share-3", small=True)
        self.export.clicked.connect(self.ask_export)
        self.bring = SecondaryButton(_("Bring in a set…"), icon="folder-open", small=True)
        self.bring.clicked.connect(self.ask_bring_in)
        files.addWidget(self.export)
        files.addWidget(self.bring)
        files.addStretch(1)
        panel.body.addLayout(files)
        return panel

    # The page

    def title(self) -> str:
        return _("Roles and talents")

    def default_focus(self) -> QWidget:
        return self.list

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return tuple((keys, _(text)) for keys, text in _KEYS)

    def page_actions(self) -> list[Action]:
        return [
            Action("sets.new", N_("Add to the set"), self.new.setFocus, "Ctrl+N", icon="plus", enabled=self._writable),
            Action("sets.export", N_("Save the set as a file…"), self.ask_export, icon="share-3"),
            Action("sets.bring", N_("Bring in a set…"), self.ask_bring_in, icon="folder-open", enabled=self._writable),
        ]

    def _writable(self) -> bool:
        return self.ctx.workspace is not None and not self.ctx.workspace.read_only

    def resizeEvent(self, event) -> None:
        self.head.set_tall(is_tall(self))
        super().resizeEvent(event)

    def left(self) -> None:
        self.form.flush()

    @property
    def _sets(self):
        return self.ctx.workspace.workform.sets

    def reload(self) -> None:
        self._set = self._sets.view(hidden=self.hidden.isChecked())
        writable = self._writable()
        for widget in (self.new, self.plus, self.bring):
            widget.setEnabled(writable)
        self._show()

    def _show(self) -> None:
        kind = self.kind.current()
        views = self._set.talents if kind == TALENTS else self._set.roles
        self.list.setAccessibleName(_("Talents") if kind == TALENTS else _("Roles"))
        shown = sum(not view.hidden for view in views)
        words = ngettext("{count} in the set", "{count} in the set", shown)
        self.count.setText(words.format(count=format_number(shown)))
        self.list.show_rows(views, {cluster.id: cluster.name for cluster in self._set.clusters}, self._chosen[kind])

    def _show_chosen(self) -> None:
        view = self.list.current()
        writable = self._writable() and view is not None
        for button in (self.up, self.down, self.out):
            button.setEnabled(writable)
        self.form.setVisible(view is not None)
        self.empty.setVisible(view is None)
        if view is None:
            return
        self._chosen[self.kind.current()] = view.id
        self.out.setText(_("Put back in the set") if view.hidden else _("Take out of the set"))
        self.form.show_view(view, self._set, writable)

    # What can be done

    def add(self) -> None:
        """Add a talent or role with the name that was typed; a talent comes in the cluster of the one that is chosen."""
        name, kind = self.new.value(), self.kind.current()
        current = self.list.current()
        cluster = current.cluster if isinstance(current, TalentView) else self._set.clusters[0].id
        call = (lambda: self._sets.add_talent(name, cluster)) if kind == TALENTS else (lambda: self._sets.add_role(name))
        added = self.ctx.run(call)
        if added is not None:
            self.new.set_value("")
            self._choose(added)

    def _choose(self, id: bytes) -> None:
        self._chosen[self.kind.current()] = id
        self._show()

    def rename(self, name: str) -> None:
        """Give what is chosen another name; where it was recorded, first ask what that means."""
        view = self.list.current()
        if view is None or name == view.name:
            return
        if not view.recorded or not name:
            self._rename(view, name, typo=False)
            return
        MeaningDialog(
            self.window(), view.name, name, lambda typo: self._rename(view, name, typo=typo), lambda: self.form.name.set_value(view.name)
        ).open()

    def _rename(self, view: TalentView | RoleView, name: str, *, typo: bool) -> None:
        call = self._sets.rename_talent if isinstance(view, TalentView) else self._sets.rename_role
        renamed = self.ctx.run(lambda: call(view.id, name, typo=typo))
        if renamed is not None:
            self._choose(renamed)
        self.form.name.set_value(self.list.current().name)

    def say(self, id: bytes, field: str, value: object) -> None:
        """Keep what is said about a talent or role."""
        view = next((view for view in (*self._set.talents, *self._set.roles) if view.id == id), None)
        call = self._sets.update_talent if isinstance(view, TalentView) else self._sets.update_role
        if view is not None and getattr(view, "talents" if field == "talent_ids" else field) != value:
            self.ctx.keep((id, field), lambda: call(id, **{field: value}))

    def hide_or_show(self) -> None:
        """Take what is chosen out of the set, or put it back."""
        view = self.list.current()
        if view is None or not self._writable():
            return
        call = self._sets.hide_talent if isinstance(view, TalentView) else self._sets.hide_role
        done = self.ctx.run(lambda: (call(view.id, not view.hidden), True))
        if done is not None and not view.hidden:
            self.ctx.toast(_("‘{name}’ is out of the set. Earlier rounds keep it.").format(name=view.name), undo=True)

    def move(self, by: int) -> None:
        """Move what is chosen past its neighbour in the list: -1 earlier, 1 later."""
        view = self.list.current()
        if view is None or not self._writable():
            return
        talent = isinstance(view, TalentView)
        shown = [one.id for one in (self._set.talents if talent else self._set.roles)]
        place = shown.index(view.id) + by
        if not 0 <= place < len(shown):
            return
        known = self._sets.view(hidden=True)
        others = [one.id for one in (known.talents if talent else known.roles) if one.id != view.id]
        index = others.index(shown[place]) + (1 if by > 0 else 0)
        call = self._sets.move_talent if talent else self._sets.move_role
        self.ctx.run(lambda: call(view.id, index))

    # Files

    def ask_export(self) -> None:
        """Ask where the set goes as a file."""
        title = _("Save the set as a file")
        suggested = documents() / (_("Our roles and talents").replace(" ", "-") + _SUFFIX)
        name, _kind = QFileDialog.getSaveFileName(self.window(), title, str(suggested), _files())
        if name:
            self.write(Path(name) if name.lower().endswith(".json") else Path(name + _SUFFIX))

    def write(self, path: Path) -> None:
        """Save the set as a file."""
        if self.ctx.run(lambda: (self._sets.export(path), True)) is not None:
            self.ctx.toast(_("Saved: {name}").format(name=path.name))

    def ask_bring_in(self) -> None:
        """Ask for a file with a set."""
        name, _kind = QFileDialog.getOpenFileName(self.window(), _("Bring in a set"), str(documents()), _files())
        if name:
            self.bring_in(Path(name))

    def bring_in(self, path: Path) -> None:
        """Tell what a file would change, and make the set that of the file after a yes."""
        preview = self.ctx.run(lambda: self._sets.preview(path))
        if preview is None:
            return
        title = _("Bring in the set of ‘{title}’?").format(title=preview.title) if preview.title else _("Bring in this set?")
        text = preview.words + " " + _("What was recorded stays as it is. You can undo this.")
        ask(self.window(), title, text, _("Bring in"), lambda: self._bring_in(path), icon="folder-open")

    def _bring_in(self, path: Path) -> None:
        done = self.ctx.run(lambda: self._sets.bring_in(path))
        if done is not None:
            self.ctx.toast(done.words, undo=True)


def _files() -> str:
    return _("Sets of roles and talents (*.json)")
