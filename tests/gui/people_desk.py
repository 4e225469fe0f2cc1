"""The page Deelnemers, who is in its list, and who they are."""

from ef_desktop.ui.pages.people import PeoplePage
from tests.gui.page_alone import shown_page


def open_people(ctx, qtbot):
    """Return the page with whoever is in the work file."""
    return shown_page(PeoplePage(ctx), qtbot)


def names(page) -> list[str]:
    """Names in the list."""
    model = page.list.rows()
    return [model.index(row).data() for row in range(model.rowCount())]


def row(ctx, name: str):
    """A person by name, as the work file has it."""
    return next(row for row in ctx.workspace.people.rows() if row.name == name)


def details(ctx, name: str):
    """Everything about a person by name."""
    return ctx.workspace.people.details(row(ctx, name).id)
