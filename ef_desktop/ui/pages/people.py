"""The page Deelnemers: everybody who takes part, and what they allow."""

from PySide6.QtWidgets import QWidget

from ef_desktop.domain.views import PersonRow
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.listing import ListPage, ListWords
from ef_desktop.ui.pages.meetings_rows import ListRow
from ef_desktop.ui.pages.people_form import PersonForm


class PeoplePage(ListPage):
    """Everybody in one list, the chosen one in full at the right."""

    page_id = "people"
    kinds = frozenset({"person", "consent", "attendance"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        words = ListWords(
            title=_("Participants"),
            add=_("Person"),
            new=_("New person"),
            search=_("Search a name, function or department"),
            nothing=_("Nobody fits these words."),
            quick=_("Type a name and press Enter"),
            quick_name=_("Name of a new person"),
            remove=_("Remove person"),
            empty=("users-group", _("No people yet"), _("Add names. A first name is enough."), _("Add people")),
        )
        super().__init__(ctx, words, parent)
        self._halves.setStretch(0, 1)

    def page_actions(self) -> list[Action]:
        return [
            Action("people.new", N_("New person"), self.start_adding, shortcut="Ctrl+N", menu="meeting", icon="plus"),
            Action("people.search", N_("Search a person"), self.search.setFocus, shortcut="Ctrl+F", menu="meeting", icon="search"),
        ]

    def show_with(self, person_id: bytes | None = None, **_others) -> None:
        self._wanted = person_id

    def make_form(self) -> PersonForm:
        return PersonForm(self._save)

    def read(self) -> tuple[PersonRow, ...]:
        return self.ctx.workspace.people.rows()

    def list_row(self, row: PersonRow) -> ListRow:
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

    def count_words(self, rows: tuple[PersonRow, ...]) -> str:
        count = ngettext("{count} person", "{count} people", len(rows)).format(count=len(rows))
        guests = sum(row.outside for row in rows)
        outside = ngettext("{count} from outside", "{count} from outside", guests).format(count=guests)
        return f"{count} · {outside}" if guests else count

    def show_row(self, row: PersonRow) -> None:
        self.form.show_person(row)

    def add(self, text: str) -> bytes:
        return self.ctx.workspace.people.add(text)

    def remove(self, row: PersonRow) -> str:
        self.ctx.workspace.people.remove([row.id])
        return _("Off the list: {name}").format(name=row.name[:60])

    def share_width(self, wide: bool) -> None:
        self.form.setFixedWidth(440 if wide else 400)

    def _save(self, person_id: bytes, field: str, value: object) -> bool:
        return self.done(lambda: self.ctx.workspace.people.update(person_id, **{field: value}))
