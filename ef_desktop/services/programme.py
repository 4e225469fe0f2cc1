"""The programme itself, and the page Leerroute."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import Programme
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.overviews import OverviewView, ProgrammeView
from ef_desktop.i18n import N_, _
from ef_desktop.services import listing
from ef_desktop.services.core import Core, assign, executor, line, required, same

_FIELDS = {"name": line, "municipality": line, "facilitator": line, "starts_on": same, "ends_on": same}


class ProgrammeService:
    """The learning path that the work file is about."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def view(self) -> ProgrammeView:
        """Return the programme."""
        with self._core.store.read() as session:
            return listing.programme_view(executor(session))

    def overview(self) -> OverviewView:
        """Return the page Leerroute."""
        with self._core.store.read() as session:
            return listing.overview(executor(session), self._core.local_now())

    def update(self, *, origin: object = None, **fields: Any) -> None:
        """Change the programme: name, municipality, facilitator, starts_on, ends_on.

        Raises:
            InvalidValueError: an empty name, or an end before the start.
        """
        if "name" in fields:
            fields["name"] = required(fields["name"], _("The programme needs a name. Type one."))
        with self._core.store.unit(N_("Change programme"), origin) as session:
            programme = current(session)
            assign(programme, fields, _FIELDS)
            if programme.starts_on and programme.ends_on and programme.ends_on < programme.starts_on:
                raise InvalidValueError(_("The end is before the start. Choose a later end."))


def current(session: Session) -> Programme:
    """Return the one programme of the file."""
    return session.scalars(select(Programme)).one()
