"""The page Deelnemers: everybody who takes part, and what they allow."""

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ef_desktop.domain.views import PersonRow
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms import SearchField
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.meetings_rows import ListRow, QuickField, RowsView
from ef_desktop.ui.pages.overview_head import PageHead, is_tall, is_wide
from ef_desktop.ui.pages.people_form import PersonForm
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.panel import Panel


def list_row(row: PersonRow) -> ListRow:
    """Return how a person stands in the list."""
    chips = []
    if row.facilitator:
        chips.append((_("Facilitator"), "blue"))
    if row.outside:
        chips.append((_("From outside"), "neutral"))
    place = row.department or row.organisation
    return ListRow(
        id=row.id,
        title=row.name,
        detail=" · ".join(part for part in (row.function, place) if part),
        letters=row.initials[:3],
        chips=tuple(chips),
        words=f"{row.organisation} {row.department} {row.email}",
    )


class PeoplePage(Page):
    """Everybody in one list, the chosen one in full at the right."""

    page_id = "people"
    kinds = frozenset({"person", "consent", "attendance"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._rows: tuple[PersonRow, ...] = ()
        self._wanted: bytes | None = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self.head = PageHead(_("Participants"))
        add = SecondaryButton(_("Person"), icon="plus", key="Ctrl N")
        add.setAccessibleName(_("New person"))
        add.clicked.connect(self.start_adding)
        self.head.actions.addWidget(add)
        self._column.addWidget(self.head)
        self._stack = QStackedLayout()
        self._column.addLayout(self._stack, 1)
        self._stack.addWidget(self._build_full())
        self.empty = EmptyState(
            "users-group",
            _("No people yet"),
            _("Add names. A first name is enough."),
            _("Add people"),
        )
        self.empty.triggered.connect(self.start_adding)
        self._empty_card = Panel(padding=0)
        self._empty_card.body.addWidget(self.empty)
        self._stack.addWidget(self._empty_card)

    def _build_full(self) -> QWidget:
        self._full = QWidget()
        self._halves = QHBoxLayout(self._full)
        self._halves.setContentsMargins(0, 0, 0, 0)
        card = Panel(padding=(14, 14, 6, 8), spacing=8)
        self.search = SearchField(_("Search a name, function or department"), dense=True)
        self.quick = QuickField(_("Type a name and press Enter"), _("Name of a new person"), advised=60)
        self.quick.added.connect(self._add)
        self.list = RowsView(_("Participants"))
        self.list.chosen.connect(self._show)
        self.list.remove_asked.connect(self._remove)
        self.list.opened.connect(lambda _id: self.form.name.setFocus())
        self.list.add_menu(_("Remove person"), "trash", self._remove)
        self.search.searched.connect(self.list.search)
        self._nothing = EmptyState(
            "search", _("Nothing found"), _("Nobody fits these words."), _("Clear the search"), primary=False
        )
        self._nothing.triggered.connect(self.search.clear)
        fields = QVBoxLayout()
        fields.setContentsMargins(0, 0, 8, 0)
        fields.setSpacing(8)
        fields.addWidget(self.search)
        fields.addWidget(self.quick)
        card.body.addLayout(fields)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self._nothing, 1)
        self._halves.addWidget(card, 1)
        self.form = PersonForm(self._save)
        self.form.remove_asked.connect(self._remove)
        self._halves.addWidget(self.form)
        return self._full

    def title(self) -> str:
        return _("Participants")

    def default_focus(self) -> QWidget | None:
        return self.list if self._rows else self.empty.button

    def page_actions(self) -> list[Action]:
        return [
            Action("people.new", N_("New person"), self.start_adding, shortcut="Ctrl+N", menu="meeting", icon="plus"),
            Action("people.search", N_("Search a person"), self.search.setFocus, shortcut="Ctrl+F", menu="meeting", icon="search"),
        ]

    def show_with(self, person_id: bytes | None = None, **_others) -> None:
        self._wanted = person_id

    def hideEvent(self, event) -> None:
        # Whatever hides the page, the window closing included: what was typed is kept.
        if self.ctx.workspace is not None:
            self.form.saver.flush()
        super().hideEvent(event)

    def reload(self) -> None:
        self.show_people(self.ctx.workspace.people.rows())
        if self._wanted is not None:
            self.search.clear()
            self.list.search("")
            self.list.choose(self._wanted)
            self._wanted = None

    def show_people(self, rows: tuple[PersonRow, ...]) -> None:
        """Show everybody."""
        self._rows = rows
        count = ngettext("{count} person", "{count} people", len(rows)).format(count=len(rows))
        guests = sum(row.outside for row in rows)
        outside = ngettext("{count} from outside", "{count} from outside", guests).format(count=guests)
        self.head.set_texts(_("Participants"), f"{count} · {outside}" if guests else count)
        if not rows and not self.quick.hasFocus():
            self._stack.setCurrentWidget(self._empty_card)
        else:
            self._stack.setCurrentWidget(self._full)
        self.list.show_rows(tuple(list_row(row) for row in rows))
        self._show(self.list.current_id())

    def _show(self, person_id: bytes | None) -> None:
        row = next((row for row in self._rows if row.id == person_id), None)
        self.form.setVisible(row is not None)
        nothing = self.list.rows().rowCount() == 0 and bool(self._rows)
        self.list.setVisible(not nothing)
        self._nothing.setVisible(nothing)
        if row is not None:
            self.form.show_person(row)

    def start_adding(self) -> None:
        """Put the keyboard where a new name is typed."""
        self._stack.setCurrentWidget(self._full)
        self.search.clear()
        self.quick.setFocus()

    def _add(self, name: str) -> None:
        added = self.ctx.run(lambda: self.ctx.workspace.people.add(name))
        if added is not None:
            self.quick.clear()
            self.list.choose(added)

    def _save(self, person_id: bytes, field: str, value: object) -> bool:
        def change() -> bool:
            self.ctx.workspace.people.update(person_id, **{field: value})
            return True

        return bool(self.ctx.run(change))

    def _remove(self, person_id: bytes) -> None:
        row = next(row for row in self._rows if row.id == person_id)
        self.ctx.run(lambda: self.ctx.workspace.people.remove([person_id]))
        self.ctx.toast(_("Off the list: {name}").format(name=row.name[:60]), undo=True)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide, tall = is_wide(self), is_tall(self)
        self._column.setContentsMargins(24, 0, 24, 20 if tall else 14)
        self._halves.setSpacing(20 if wide else 16)
        self.head.set_tall(tall)
        self.form.setFixedWidth(440 if wide else 400)
