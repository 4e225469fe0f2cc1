"""The groups in which turns are taken: a mixed proposal with its reason, and what was chosen."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.tables import Person, WorkFormRound
from ef_desktop.domain import suggesting, workform
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.suggesting import Member
from ef_desktop.domain.words import first_name, told_apart
from ef_desktop.domain.workform import GROWTH
from ef_desktop.domain.workviews import CircleView
from ef_desktop.i18n import N_, _, content_text, ngettext
from ef_desktop.services import workform_rows
from ef_desktop.services.core import Core, get


class Circles:
    """Divides the people of a meeting over groups. A proposal is never taken over by itself."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, round_id: bytes) -> tuple[CircleView, ...]:
        """Return the groups that were chosen; empty before that, and for people who left."""
        with self._core.store.read() as session:
            row = get(session, WorkFormRound, round_id)
            kept = workform_rows.read_setting(session, row.id, "circles", [])
            known = {person.id: person for person in workform_rows.people_of(session, row.meeting_id)}
            groups = [[known[id] for id in map(bytes.fromhex, group) if id in known] for group in kept]
            return self._views(session, row, groups)

    def proposal(self, round_id: bytes) -> tuple[CircleView, ...]:
        """Return mixed groups of the right size, each with the reason in words; nothing is kept until ``choose``."""
        with self._core.store.read() as session:
            row = get(session, WorkFormRound, round_id)
            people = workform_rows.people_of(session, row.meeting_id)
            if not people:
                return ()
            clusters = self._clusters(session, row)
            members = [Member(person.id, person.name, _traits(person, clusters)) for person in people]
            known = {person.id: person for person in people}
            groups = suggesting.mixed(members, workform.group_sizes(len(people)))
            return self._views(session, row, [[known[member.id] for member in group] for group in groups])

    def choose(self, round_id: bytes, groups: Sequence[Sequence[bytes]], *, origin: object = None) -> None:
        """Keep groups: the ids of their people, in the order of their turns.

        Raises:
            InvalidValueError: somebody is in two groups.
        """
        everybody = [person for group in groups for person in group]
        if len(everybody) != len(set(everybody)):
            raise InvalidValueError(_("Somebody is in two groups. Everybody has one group."))
        with self._core.store.unit(N_("Make groups"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            for person_id in everybody:
                get(session, Person, person_id)
            kept = [[person.hex() for person in group] for group in groups if group]
            workform_rows.write_setting(session, row.id, "circles", kept)

    def move(self, round_id: bytes, person_id: bytes, number: int, *, origin: object = None) -> None:
        """Put a person at the end of another group (number from 1; one above the last makes a new group)."""
        with self._core.store.unit(N_("Move to another group"), origin):
            groups = [[id for id in circle.person_ids if id != person_id] for circle in self.of(round_id)]
            if not 1 <= number <= len(groups) + 1:
                raise InvalidValueError(_("This group does not exist. Choose another number."))
            groups = groups if number <= len(groups) else [*groups, []]
            groups[number - 1].append(person_id)
            self.choose(round_id, groups)

    def _clusters(self, session: Session, row: WorkFormRound) -> dict[bytes, str]:
        """Return the cluster in which a person has most talents, of those who said yes in some round."""
        counted: dict[bytes, Counter[str]] = {}
        of_talent = {talent.id: talent.cluster for talent in workform_rows.talents(session, hidden=True)}
        for other in workform_rows.round_rows(session):
            agreed = workform_rows.named(session, other)
            for award in workform_rows.once(workform_rows.awards(session, [other.id])):
                if award.person_id in agreed and award.part != GROWTH:
                    counted.setdefault(award.person_id, Counter())[of_talent.get(award.talent_id, "")] += award.amount
        return {person: max(sorted(found), key=found.__getitem__) for person, found in counted.items()}

    def _views(self, session: Session, row: WorkFormRound, groups: Iterable[Sequence[Person]]) -> tuple[CircleView, ...]:
        clusters = self._clusters(session, row)
        everybody = workform_rows.people_of(session, row.meeting_id)
        names = dict(zip((person.id for person in everybody), told_apart([person.name for person in everybody]), strict=True))
        return tuple(
            CircleView(
                number=number,
                person_ids=tuple(person.id for person in group),
                names=tuple(names[person.id] for person in group),
                first_names=tuple(first_name(person.name) for person in group),
                reason=_reason(group, clusters),
            )
            for number, group in enumerate((group for group in groups if group), 1)
        )


def _traits(person: Person, clusters: dict[bytes, str]) -> tuple[str, ...]:
    return ("outside" if person.outside else "inside", person.department or person.organisation, clusters.get(person.id, ""))


def _reason(group: Sequence[Person], clusters: dict[bytes, str]) -> str:
    outside = sum(person.outside for person in group)
    departments = {place for person in group if (place := person.department or person.organisation)}
    parts = []
    if outside:
        parts.append(ngettext("{count} from outside", "{count} from outside", outside).format(count=outside))
    if departments:
        said = ngettext("{count} department or organisation", "{count} departments or organisations", len(departments))
        parts.append(said.format(count=len(departments)))
    names = {entry["id"]: content_text(entry, "name") for entry in read_content("talents")["clusters"]}
    found = {clusters[person.id] for person in group if person.id in clusters}
    if found:
        parts.append(_("talents in {clusters}").format(clusters=", ".join(name for id, name in names.items() if id in found)))
    return " · ".join(parts) or _("Nothing is known yet that tells people apart.")
