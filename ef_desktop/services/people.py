"""The people of the programme, with as little about them as is needed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import Consent, Person
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.views import PersonRow
from ef_desktop.i18n import N_, _
from ef_desktop.services.core import Core, assign, get, line, lines, required, same
from ef_desktop.services.reading import LOGBOOK_CHANNEL, WALL_CHANNEL, person_rows

_FIELDS = {
    "name": line,
    "organisation": line,
    "department": line,
    "outside": same,
    "function": line,
    "email": line,
    "phone": line,
    "facilitator": same,
    "notes": lines,
}
_CHANNELS = {"on_wall": WALL_CHANNEL, "in_logbook": LOGBOOK_CHANNEL}


class People:
    """Participants from inside and outside, and facilitators."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def rows(self) -> tuple[PersonRow, ...]:
        """Return all people by name."""
        with self._core.store.read() as session:
            return person_rows(session)

    def add(self, name: str, *, origin: object = None, **fields: Any) -> bytes:
        """Add a person and return the id. Other fields as in ``update``."""
        with self._core.store.unit(N_("Add person"), origin) as session:
            person = Person(id=self._core.new_id(), name=required(name, _("A person needs a name. A first name is enough.")))
            session.add(person)
            self._set(session, person, fields)
            return person.id

    def update(self, person_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change a person: name, organisation, department, outside, function, email, phone, facilitator, notes, and
        whether the name may stand on the wall (``on_wall``) or in the logbook (``in_logbook``); both are no until said.
        """
        if "name" in fields:
            fields["name"] = required(fields["name"], _("A person needs a name. A first name is enough."))
        with self._core.store.unit(N_("Change person"), origin) as session:
            self._set(session, get(session, Person, person_id), fields)

    def _set(self, session: Session, person: Person, fields: dict[str, Any]) -> None:
        assign(person, {name: value for name, value in fields.items() if name not in _CHANNELS}, _FIELDS)
        for name, channel in _CHANNELS.items():
            if name in fields:
                self._consent(session, person, channel, bool(fields[name]))

    def _consent(self, session: Session, person: Person, channel: str, granted: bool) -> None:
        row_id = member_id("consent", person.id, channel)
        known = session.get(Consent, row_id)
        if known is None and not granted:
            return
        today = self._core.local_now().date()
        session.flush()
        undelete_or_add(
            session,
            Consent,
            row_id,
            person_id=person.id,
            channel=channel,
            granted=granted,
            given_on=today,
            name_form="first",
            what="name",
            withdrawn_on=None if granted else today,
        )

    def remove(self, person_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Take people off the list. Undo brings them back; erasing for good is another thing."""
        with self._core.store.unit(N_("Remove person"), origin) as session:
            for person_id in person_ids:
                get(session, Person, person_id).dead = 1
