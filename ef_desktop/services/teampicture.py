"""The team picture of a round: what is in the house, what the case needs, who takes which role, and proposals."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from ef_desktop.db.tables import (
    CaseNeed,
    Outcome,
    Person,
    Role,
    RoleAssignment,
    Talent,
    TalentAward,
    WorkFormRound,
)
from ef_desktop.domain import suggesting
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.suggesting import Candidate, Holder
from ef_desktop.domain.words import first_name, told_apart
from ef_desktop.domain.workform import GIVEN, NEEDED_ROLES, NEEDED_TALENTS, OWN, TAKEN
from ef_desktop.domain.workviews import GrowthRow, PictureView, Proposal, TakerView
from ef_desktop.i18n import N_, _, format_list, ngettext
from ef_desktop.services import picture_reading, workform_rows
from ef_desktop.services.core import Core, get, lines
from ef_desktop.services.outcomes import Outcomes
from ef_desktop.services.reading import spoken
from ef_desktop.services.workform_rows import WANTED
from ef_desktop.services.workform_standing import Standing


class TeamPicture:
    """Which roles and talents there are, against what a case needs. Every change is one undo step."""

    def __init__(self, core: Core, outcomes: Outcomes) -> None:
        self._core = core
        self._outcomes = outcomes

    # Reading

    def view(self, round_id: bytes, *, with_growth: bool = False) -> PictureView:
        """Return the team picture.

        Parameters:
            with_growth: True also counts what people want to grow in.
        """
        with self._core.store.read() as session:
            return picture_reading.picture(session, get(session, WorkFormRound, round_id), with_growth)

    def growth(self) -> tuple[GrowthRow, ...]:
        """Return how the picture grew, one row per round in the order of the programme."""
        with self._core.store.read() as session:
            return picture_reading.growth(session)

    def takers(self, round_id: bytes) -> tuple[TakerView, ...]:
        """Return who takes which role and which role is looked for, with the agreement that belongs to it."""
        with self._core.store.read() as session:
            row = get(session, WorkFormRound, round_id)
            agreed = workform_rows.named(session, row)
            found = []
            for assigned in workform_rows.assignments(session, [row.id]):
                if assigned.part in (TAKEN, WANTED):
                    card = session.get(Outcome, assigned.outcome_id) if assigned.outcome_id is not None else None
                    card = None if card is None or card.dead else card
                    person = session.get(Person, assigned.person_id) if assigned.person_id in agreed else None
                    found.append(
                        TakerView(
                            id=assigned.id,
                            role_id=assigned.role_id,
                            role=spoken(session.get(Role, assigned.role_id), "name"),
                            wanted=assigned.part == WANTED,
                            person_id=person.id if person is not None else None,
                            name=first_name(person.name) if person is not None else "",
                            outcome_id=card.id if card is not None else None,
                            due_on=card.due_on if card is not None else None,
                        )
                    )
            return tuple(found)

    # What the case needs

    def set_needs(
        self, round_id: bytes, role_ids: Sequence[bytes], talent_ids: Sequence[bytes], *, origin: object = None
    ) -> None:
        """Choose what the case needs, in order: at most three roles and five talents. Notes of who is left stay.

        Raises:
            InvalidValueError: there are more.
        """
        roles, talents = tuple(dict.fromkeys(role_ids)), tuple(dict.fromkeys(talent_ids))
        if len(roles) > NEEDED_ROLES or len(talents) > NEEDED_TALENTS:
            raise InvalidValueError(_("A case asks for three roles and five talents at most. Take one out first."))
        with self._core.store.unit(N_("Choose what the case needs"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            known = {need.role_id or need.talent_id: need for need in picture_reading.needs(session, row.id)}
            for need in picture_reading.all_needs(session, row.id):
                if need is not known[need.role_id or need.talent_id]:
                    need.dead = 1
            wanted = [("role_id", Role, id) for id in roles] + [("talent_id", Talent, id) for id in talents]
            for place, (field, model, id) in enumerate(wanted, 1):
                get(session, model, id)
                need = known.pop(id, None)
                if need is None:
                    session.add(CaseNeed(id=self._core.new_id(), round_id=row.id, weight=place, **{field: id}))
                elif need.weight != place:
                    need.weight = place
            for need in known.values():
                need.dead = 1

    def set_outside(self, need_id: bytes, text: str, *, origin: object = None) -> None:
        """Note who from outside the room could bring what is needed."""
        with self._core.store.unit(N_("Note who could bring it"), origin) as session:
            need = get(session, CaseNeed, need_id)
            if need.note != lines(text):
                need.note = lines(text)

    # Who takes which role

    def take_role(
        self,
        round_id: bytes,
        role_id: bytes,
        *,
        person_id: bytes | None = None,
        due_on: date | None = None,
        origin: object = None,
    ) -> bytes:
        """Let somebody who offers it take a role, and make the agreement that belongs to it; return the id of the taking.

        Parameters:
            person_id: who; written down, also as owner of the agreement, only after a yes in this round.
            due_on: day of the agreement.
        """
        with self._core.store.unit(N_("Take role"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            person = person_id if person_id in workform_rows.named(session, row) else None
            for assigned in workform_rows.assignments(session, [row.id]):
                if assigned.role_id == role_id and assigned.part == WANTED:
                    assigned.dead = 1
            text = _("Take the role of {role} for this case")
            return self._assign(session, row, role_id, TAKEN, text, person, person, due_on)

    def want_role(
        self,
        round_id: bytes,
        role_id: bytes,
        *,
        seeker_id: bytes | None = None,
        due_on: date | None = None,
        origin: object = None,
    ) -> bytes:
        """Say that a role is looked for, and make the agreement of who looks; return the id.

        Parameters:
            seeker_id: who looks: the owner of the agreement, as of any agreement. It says nothing about a talent.
            due_on: day of the agreement.
        """
        with self._core.store.unit(N_("Look for role"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            if seeker_id is not None:
                get(session, Person, seeker_id)
            text = _("Find somebody for the role of {role}")
            return self._assign(session, row, role_id, WANTED, text, None, seeker_id, due_on)

    def _assign(
        self,
        session: Session,
        row: WorkFormRound,
        role_id: bytes,
        part: str,
        text: str,
        person_id: bytes | None,
        owner_id: bytes | None,
        due_on: date | None,
    ) -> bytes:
        role = spoken(get(session, Role, role_id), "name")
        card = self._outcomes.add(
            row.meeting_id,
            "afspraak",
            text.format(role=role),
            case_id=row.case_id,
            item_id=row.item_id,
            owner_id=owner_id,
            due_on=due_on,
        )
        session.flush()
        row_id = self._core.new_id() if person_id is None else Standing(session, row).new_id(self._core, person_id)
        assigned = RoleAssignment(
            id=row_id, round_id=row.id, role_id=role_id, person_id=person_id, outcome_id=card, part=part
        )
        session.add(assigned)
        return assigned.id

    def release(self, taking_id: bytes, *, origin: object = None) -> None:
        """Take back that a role was taken or looked for, with its agreement. Undo brings both back."""
        with self._core.store.unit(N_("Release role"), origin) as session:
            assigned = get(session, RoleAssignment, taking_id)
            card = session.get(Outcome, assigned.outcome_id) if assigned.outcome_id is not None else None
            assigned.dead = 1
            if card is not None and not card.dead:
                self._outcomes.remove([card.id])

    # Proposals

    def proposals(self, round_id: bytes, role_id: bytes) -> tuple[Proposal, ...]:
        """Return who could take a role, going by talents of people who said yes to being named with them, and why.

        People who take part in this meeting count, with what they chose and got in any round of the programme in which
        they said yes. A proposal is for the facilitator to raise; nobody is appointed by it.
        """
        with self._core.store.read() as session:
            return self._proposed(session, round_id, picture_reading.typical(session, get(session, Role, role_id)))

    def owners(self, round_id: bytes, talent_ids: Sequence[bytes]) -> tuple[Proposal, ...]:
        """Return who could own an agreement that asks for talents, and why; by the same rule as ``proposals``."""
        with self._core.store.read() as session:
            return self._proposed(session, round_id, tuple(get(session, Talent, talent).id for talent in dict.fromkeys(talent_ids)))

    def _proposed(self, session: Session, round_id: bytes, wanted: Sequence[bytes]) -> tuple[Proposal, ...]:
        row = get(session, WorkFormRound, round_id)
        names = {talent.id: spoken(talent, "name") for talent in workform_rows.talents(session, hidden=True)}
        holders = self._holders(session, row)
        called = dict(zip((one.id for one in holders), told_apart([one.name for one in holders]), strict=True))
        return tuple(Proposal(one.id, called[one.id], _reason(one, names)) for one in suggesting.candidates(wanted, holders))

    def _holders(self, session: Session, row: WorkFormRound) -> list[Holder]:
        own: dict[bytes, set[bytes]] = {}
        given: dict[bytes, dict[bytes, int]] = {}
        roles: dict[bytes, int] = {}
        for other in workform_rows.round_rows(session):
            agreed = workform_rows.named(session, other)
            for award in workform_rows.once(workform_rows.awards(session, [other.id])):
                _count(award, agreed, own, given)
            for assigned in workform_rows.once(workform_rows.assignments(session, [other.id])):
                if assigned.part == TAKEN and assigned.person_id in agreed:
                    roles[assigned.person_id] = roles.get(assigned.person_id, 0) + 1
        return [
            Holder(person.id, person.name, frozenset(own.get(person.id, ())), given.get(person.id, {}), roles.get(person.id, 0))
            for person in workform_rows.people_of(session, row.meeting_id)
        ]


def _count(
    award: TalentAward, agreed: frozenset[bytes], own: dict[bytes, set[bytes]], given: dict[bytes, dict[bytes, int]]
) -> None:
    if award.person_id not in agreed:
        return
    if award.part == OWN:
        own.setdefault(award.person_id, set()).add(award.talent_id)
    elif award.part == GIVEN:
        counts = given.setdefault(award.person_id, {})
        counts[award.talent_id] = counts.get(award.talent_id, 0) + award.amount


def _reason(one: Candidate, names: dict[bytes, str]) -> str:
    parts = []
    if one.own:
        parts.append(_("chose {talents}").format(talents=format_list([names[talent] for talent in one.own])))
    for talent, times in one.given:
        said = ngettext("got {talent} {count} time", "got {talent} {count} times", times)
        parts.append(said.format(talent=names[talent], count=times))
    if one.roles:
        parts.append(ngettext("has {count} role already", "has {count} roles already", one.roles).format(count=one.roles))
    return " · ".join(parts)
