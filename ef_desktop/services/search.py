"""Finding meetings, cases and people by a few letters, for the command palette."""

from sqlalchemy import select

from ef_desktop.db.tables import CaseFile, Person
from ef_desktop.domain.matching import folded
from ef_desktop.domain.overviews import Found
from ef_desktop.i18n import format_date
from ef_desktop.services import listing
from ef_desktop.services.core import Core, executor

#: So many hits of one kind are enough to choose from.
MOST = 20


def matches(query: str, value: str) -> bool:
    """Return whether every word of the query occurs in the value."""
    target = folded(value)
    return all(word in target for word in folded(query).split())


class Search:
    """Looks through titles and names."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def find(self, query: str) -> tuple[Found, ...]:
        """Return meetings, cases and people that match; the first ones of each when nothing is asked."""
        with self._core.store.read() as session:
            meetings = [
                Found(
                    "meeting",
                    row.id,
                    f"{row.number}. {row.title}",
                    " · ".join(part for part in (format_date(row.held_on) if row.held_on else "", row.place) if part),
                )
                for row in listing.meeting_rows(executor(session))
                if matches(query, f"{row.number} {row.title} {row.place}")
            ][:MOST]
            cases = [
                Found("case", row_id, title, district)
                for row_id, title, district in session.execute(
                    select(CaseFile.id, CaseFile.title, CaseFile.district).order_by(CaseFile.title)
                )
                if matches(query, f"{title} {district}")
            ][:MOST]
            people = [
                Found("person", row_id, name, " · ".join(part for part in (department, organisation) if part))
                for row_id, name, department, organisation in session.execute(
                    select(Person.id, Person.name, Person.department, Person.organisation).order_by(Person.name)
                )
                if matches(query, f"{name} {department} {organisation}")
            ][:MOST]
        return (*meetings, *cases, *people)
