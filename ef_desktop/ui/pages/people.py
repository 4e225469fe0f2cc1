"""The page Deelnemers: everybody who takes part, and what they allow."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from ef_desktop.domain.peopleviews import AGREED, WITHDRAWN, PersonLine
from ef_desktop.i18n import N_, _, format_number, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.listing import ListPage, ListWords
from ef_desktop.ui.pages.listing_filter import Filter, Order
from ef_desktop.ui.pages.listing_model import ListRow
from ef_desktop.ui.pages.listing_two import TwoDeeds, people_words
from ef_desktop.ui.pages.people_deeds import PersonDeeds
from ef_desktop.ui.pages.people_filters import people_filters, people_orders
from ef_desktop.ui.pages.people_form import PersonForm
from ef_desktop.ui.pages.people_several import SeveralPanel
from ef_desktop.ui.pages.people_words import state_words
from ef_desktop.ui.widgets.buttons import SecondaryButton

#: Files that hold people.
_FILES = (".csv", ".xlsx", ".vcf")
_STATE_TONES = {AGREED: "blue", WITHDRAWN: "warn"}


class PeoplePage(ListPage):
    """Everybody in one list, the chosen one in full at the right."""

    page_id = "people"
    kinds = frozenset({"person", "consent", "attendance", "meeting", "case_file", "outcome", "workform_round", "setting"})
    takes_several = True

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        words = ListWords(
            title=_("Participants"),
            add=_("Person"),
            new=_("New person"),
            search=_("Search a name, function or department"),
            nothing=_("Nobody fits this choice."),
            quick=_("Type a name and press Enter"),
            quick_name=_("Name of a new person"),
            remove=_("Remove person"),
            empty=("users-group", _("No people yet"), _("Add names. A first name is enough.")),
        )
        super().__init__(ctx, words, parent)
        self._halves.setStretch(0, 1)
        bring = SecondaryButton(_("Import"), icon="folder-open")
        bring.setAccessibleName(_("Import people"))
        bring.clicked.connect(lambda: self.import_people())
        self.head.actions.insertWidget(0, bring)
        QWidget.setTabOrder(self._add_button, bring)
        self.form.remove_asked.connect(self._remove)
        self.form.erase_asked.connect(self.erase)
        self.list.add_menu(_("Erase this person for good…"), "eraser", self.erase)
        self.two = TwoDeeds(self, lambda: ctx.workspace.two_people, people_words())
        self.two.add_to(self.several)
        self.setAcceptDrops(True)
        for keys, text in (
            ("Return", N_("change the person that is chosen")),
            ("Shift+Down, Ctrl+A", N_("choose more people, to do something with all of them")),
            ("Delete", N_("take who is chosen off the list")),
            ("Escape", N_("show everybody again")),
        ):
            ctx.actions.describe(self.page_id, keys, text)

    def page_actions(self) -> list[Action]:
        return [
            Action("people.new", N_("New person"), self.start_adding, shortcut="Ctrl+N", menu="meeting", icon="plus"),
            Action("people.search", N_("Search a person"), self.search.setFocus, shortcut="Ctrl+F", menu="meeting", icon="search"),
            Action("people.import", N_("Import people…"), lambda: self.import_people(), shortcut="Ctrl+I", menu="file", section=1, icon="folder-open"),
            Action("people.paste", N_("Paste people…"), self.paste_people, shortcut="Ctrl+V", menu="edit", section=2, icon="copy"),
            self.two.action(),
            *self.list_actions(),
        ]

    def reload(self) -> None:
        super().reload()
        self.two.look_soon()

    def show_with(self, person_id: bytes | None = None, **_others) -> None:
        self._wanted = person_id

    # The list

    def make_form(self, parent: QWidget) -> PersonForm:
        return PersonForm(PersonDeeds(self.ctx, self.done), parent)

    def make_several(self) -> SeveralPanel:
        panel = SeveralPanel(PersonDeeds(self.ctx, self.done))
        panel.remove_asked.connect(lambda: self._remove(self.list.current_id()))
        return panel

    def make_filters(self) -> tuple[Filter, ...]:
        return people_filters(self.ctx, lambda: self._rows)

    def make_orders(self) -> tuple[Order, ...]:
        return people_orders()

    def read(self) -> tuple[PersonLine, ...]:
        self.several.show_meetings(self.ctx.workspace.meetings.rows())
        return self.ctx.workspace.people.lines()

    def list_row(self, row: PersonLine) -> ListRow:
        chips = []
        if row.facilitator:
            chips.append((_("Facilitator"), "blue"))
        if row.outside:
            chips.append((_("From outside"), "neutral"))
        if row.state in _STATE_TONES:
            chips.append((state_words(row.state), _STATE_TONES[row.state]))
        detail = " · ".join(part for part in (row.function, row.place) if part)
        return ListRow(id=row.id, title=row.name, detail=detail, letters=row.initials[:3], chips=tuple(chips))

    def row_words(self, row: PersonLine) -> str:
        return f"{row[1]} {row[2]} {row[3]} {row[4]}"

    def count_words(self, rows: tuple[PersonLine, ...]) -> str:
        count = ngettext("{count} person", "{count} people", len(rows)).format(count=format_number(len(rows)))
        guests = sum(row.outside for row in rows)
        outside = ngettext("{count} from outside", "{count} from outside", guests).format(count=format_number(guests))
        return f"{count} · {outside}" if guests else count

    def show_row(self, row: PersonLine) -> None:
        known = self.ctx.run(lambda: self.ctx.workspace.people.details(row.id))
        if known is not None:
            self.form.show_person(known)

    def add(self, text: str) -> bytes:
        return self.ctx.workspace.people.add(text)

    def take_many(self, text: str) -> bool:
        self.import_people(pasted=text)
        return True

    def remove(self, row: PersonLine) -> str:
        self.ctx.workspace.people.remove([row.id])
        return _("Off the list: {name}").format(name=row.name[:60])

    def remove_many(self, rows: Sequence[PersonLine]) -> str:
        self.ctx.workspace.people.remove([row.id for row in rows])
        return ngettext("{count} person off the list", "{count} people off the list", len(rows)).format(count=format_number(len(rows)))

    def share_width(self, wide: bool) -> None:
        for panel in (self.form, self.several):
            panel.setFixedWidth(440 if wide else 400)

    # Importing and erasing

    def import_people(self, path: Path | None = None, pasted: str | None = None) -> None:
        """Open the import, of a file or of what was pasted."""
        from ef_desktop.ui.dialogs.people_import import open_import

        open_import(self.ctx, self.window(), path=path, pasted=pasted)

    def paste_people(self) -> None:
        """Open the import of what is on the clipboard."""
        text = QApplication.clipboard().text()
        if text.strip():
            self.import_people(pasted=text)
        else:
            self.ctx.toast(_("There is no text on the clipboard. Copy rows from Excel or addresses from Outlook first."))

    def erase(self, person_id: bytes) -> None:
        """Open what erases a person everywhere."""
        from ef_desktop.ui.dialogs.erase import open_erase

        self.form.flush()
        open_erase(self.ctx, self.window(), person_id)

    def dragEnterEvent(self, event) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.import_people(path)


def _dropped(event) -> Path | None:
    """Return the one file of people that is dragged, or None."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in _FILES else None
