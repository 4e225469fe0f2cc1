"""The pages of the program by name. A page is imported at its first visit."""

from dataclasses import dataclass
from importlib import import_module

from ef_desktop.i18n import N_


@dataclass(frozen=True)
class PageEntry:
    """Where a page is made, and how the rail shows it.

    Attributes:
        module, name: of the class, in this package.
        label: msgid of the entry in the rail, or "" where the rail has none.
        icon: of the entry in the rail.
        apart: True stands at the foot of the rail.
    """

    module: str
    name: str
    label: str = ""
    icon: str = ""
    apart: bool = False


PAGES: dict[str, PageEntry] = {
    "overview": PageEntry("overview", "OverviewPage", N_("Learning path"), "route"),
    "meetings": PageEntry("meetings", "MeetingsPage", N_("Meetings"), "calendar"),
    "cases": PageEntry("cases", "CasesPage", N_("Cases"), "folder-question"),
    "people": PageEntry("people", "PeoplePage", N_("Participants"), "users-group"),
    "board": PageEntry("board", "BoardPage", N_("Outcomes"), "layout-kanban"),
    "logbook": PageEntry("logbook", "LogbookPage", N_("Logbook"), "book-2"),
    "sharing": PageEntry("sharing", "SharingPage", N_("Sharing"), "share-3"),
    "prepare": PageEntry("prepare", "PreparePage"),
    "cockpit": PageEntry("cockpit", "CockpitPage"),
    "workform": PageEntry("workform", "WorkFormPage"),
    "wrapup": PageEntry("wrapup", "WrapupPage"),
    "actions": PageEntry("actions", "ActionsPage"),
    "cleanup": PageEntry("cleanup", "CleanUpPage"),
    "sets": PageEntry("sets", "SetsPage"),
    "settings": PageEntry("settings", "SettingsPage", N_("Settings"), "settings", apart=True),
}


def page_class(page_id: str) -> type:
    """Import a page.

    Raises:
        KeyError: there is no page of this name.
    """
    entry = PAGES[page_id]
    return getattr(import_module(f"{__name__}.{entry.module}"), entry.name)


def rail_entries() -> tuple[tuple[str, PageEntry], ...]:
    """Return the entries of the rail, from top to bottom."""
    return tuple((page_id, entry) for page_id, entry in PAGES.items() if entry.label)
