"""Recording what people choose and give in the work form: by name where they said yes, else as totals only."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ef_desktop.db.tables import (
    Person,
    Role,
    RoleAssignment,
    Talent,
    TalentAward,
    WorkFormRound,
)
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.words import first_name, initials
from ef_desktop.domain.workform import (
    CHOICES,
    GIVEN,
    GROWTH,
    OWN,
    PREFERRED,
    TALENT_PARTS,
)
from ef_desktop.domain.workviews import (
    GiftView,
    PersonChoice,
    RecordingView,
    TableTotals,
)
from ef_desktop.i18n import N_, _
from ef_desktop.services import reading, workform_rows
from ef_desktop.services.core import Core, get, lines
from ef_desktop.services.workform_counts import (
    MOST,
    Place,
    add,
    add_sheet,
    counter,
    let_be,
    sheets,
)
from ef_desktop.services.workform_standing import Standing


class Recording:
    """Writes choices down. One person, or one talent given, is one undo step."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._counter = counter(core)

    # Reading

    def view(self, round_id: bytes) -> RecordingView:
        """Return who takes part, what can be chosen, and how far it is."""
        with self._core.store.read() as session:
            row = get(session, WorkFormRound, round_id)
            agreed = workform_rows.named(session, row)
            awards = workform_rows.once(workform_rows.awards(session, [row.id]))
            assigned = workform_rows.once(workform_rows.assignments(session, [row.id]))
            people = tuple(
                self._person(person, person.id in agreed, awards, assigned)
                for person in workform_rows.people_of(session, row.meeting_id)
            )
            amounts = dict.fromkeys(TALENT_PARTS, 0)
            for award in awards:
                amounts[workform_rows.split_part(award.part)[0]] += award.amount
            expected = CHOICES * row.group_size
            chosen = min(amounts[OWN], expected) if expected else amounts[OWN]
            preferred = sum(r.amount for r in assigned if workform_rows.split_part(r.part)[0] == PREFERRED)
            return RecordingView(
                names=row.names,
                people=people,
                talents=workform_rows.options(workform_rows.talents(session)),
                roles=workform_rows.options(workform_rows.roles(session)),
                choices=amounts[OWN],
                expected=expected,
                growths=amounts[GROWTH],
                gifts=amounts[GIVEN],
                roles_chosen=preferred,
                counted=sheets(session, row.id, awards, assigned),
                words=_("{count} of {total} talents chosen").format(count=chosen, total=expected),
            )

    def _person(
        self, person: Person, agreed: bool, awards: Sequence[TalentAward], assigned: Sequence[RoleAssignment]
    ) -> PersonChoice:
        own = {part: [a.talent_id for a in awards if agreed and a.person_id == person.id and a.part == part] for part in TALENT_PARTS}
        roles = [r.role_id for r in assigned if agreed and r.person_id == person.id and r.part == PREFERRED]
        return PersonChoice(
            id=person.id,
            name=person.name,
            initials=initials(person.name),
            agreed=agreed,
            own=tuple(own[OWN]),
            growth=next(iter(own[GROWTH]), None),
            role=next(iter(roles), None),
            given=tuple(own[GIVEN]),
            recorded=bool(own[OWN] or own[GROWTH] or roles),
        )

    def gifts(self, round_id: bytes, person_id: bytes) -> tuple[GiftView, ...]:
        """Return the talents that a person got by name, with giver and example; empty where no name is kept."""
        with self._core.store.read() as session:
            row = get(session, WorkFormRound, round_id)
            agreed = workform_rows.named(session, row)
            if person_id not in agreed:
                return ()
            found = [a for a in workform_rows.awards(session, [row.id]) if a.person_id == person_id and a.part == GIVEN]
            views = []
            for award in found:
                giver = session.get(Person, award.giver_id) if award.giver_id in agreed else None
                talent = session.get(Talent, award.talent_id)
                name = first_name(giver.name) if giver is not None else ""
                views.append(GiftView(award.id, talent.id, reading.spoken(talent, "name"), name, award.example))
            return tuple(views)

    def totals(self, round_id: bytes, table: int = 0) -> TableTotals:
        """Return what was counted without names at a table (number from 1), or for the whole group (0)."""
        with self._core.store.read() as session:
            row = get(session, WorkFormRound, round_id)
            talents: dict[tuple[bytes, str], int] = {}
            roles: dict[bytes, int] = {}
            for award in workform_rows.awards(session, [row.id]):
                part, at = workform_rows.split_part(award.part)
                if award.person_id is None and at == table:
                    talents[award.talent_id, part] = talents.get((award.talent_id, part), 0) + award.amount
            for assigned in workform_rows.assignments(session, [row.id]):
                part, at = workform_rows.split_part(assigned.part)
                if assigned.person_id is None and at == table and part == PREFERRED:
                    roles[assigned.role_id] = roles.get(assigned.role_id, 0) + assigned.amount
            return TableTotals(table, talents, roles)

    # One person

    def choose(
        self,
        round_id: bytes,
        own: Sequence[bytes],
        growth: bytes | None = None,
        role: bytes | None = None,
        *,
        person_id: bytes | None = None,
        origin: object = None,
    ) -> bool:
        """Record the choice of one person; everything may be left out, for whoever passes.

        Parameters:
            own: ids of the talents that somebody often uses, at most three.
            growth: the talent to use more.
            role: the role that somebody would like to take.
            person_id: whose choice it is; written down only when that person said yes in this round, and then it replaces
                what the person chose before.

        Returns:
            True when it was kept by name, False when it was only counted.

        Raises:
            InvalidValueError: more than three talents.
        """
        chosen = tuple(dict.fromkeys(own))
        if len(chosen) > CHOICES:
            raise InvalidValueError(_("Three talents is the most. Take one out first."))
        with self._core.store.unit(N_("Record choice"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            for talent in (*chosen, *([growth] if growth is not None else [])):
                get(session, Talent, talent)
            if role is not None:
                get(session, Role, role)
            standing = Standing(session, row)
            by_name = person_id is not None and person_id in standing.agreed
            person = person_id if by_name else None
            if by_name:
                self._drop(session, row, person_id)
            else:
                add_sheet(session, self._counter, row.id)
            for talent in chosen:
                self._add(session, standing, OWN, talent, person)
            if growth is not None:
                self._add(session, standing, GROWTH, growth, person)
            if role is not None:
                self._prefer(session, standing, role, person)
            return by_name

    def give(
        self,
        round_id: bytes,
        talent_id: bytes,
        *,
        person_id: bytes | None = None,
        giver_id: bytes | None = None,
        example: str = "",
        origin: object = None,
    ) -> bool:
        """Record a talent that somebody got from another.

        Parameters:
            person_id: who got it, giver_id: who gave it; each is written down only after a yes in this round.
            example: 'ik zag jou … toen …'; kept only beside the name of who got it, for that person and the facilitator.

        Returns:
            True when it was kept by name, False when it was only counted.
        """
        with self._core.store.unit(N_("Record talent given"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            get(session, Talent, talent_id)
            standing = Standing(session, row)
            by_name = person_id is not None and person_id in standing.agreed
            giver = giver_id if by_name and giver_id in standing.agreed else None
            self._add(session, standing, GIVEN, talent_id, person_id if by_name else None, giver, lines(example) if by_name else "")
            return by_name

    def take_back(self, gift_id: bytes, *, origin: object = None) -> None:
        """Remove a talent that was given by name."""
        with self._core.store.unit(N_("Take back talent given"), origin) as session:
            get(session, TalentAward, gift_id).dead = 1

    def _drop(self, session: Session, row: WorkFormRound, person_id: bytes) -> None:
        for award in workform_rows.awards(session, [row.id]):
            if award.person_id == person_id and award.part in (OWN, GROWTH):
                award.dead = 1
        for assigned in workform_rows.assignments(session, [row.id]):
            if assigned.person_id == person_id and assigned.part == PREFERRED:
                assigned.dead = 1
        session.flush()

    # Counts

    def set_total(
        self, round_id: bytes, part: str, talent_id: bytes, amount: int, *, table: int = 0, origin: object = None
    ) -> None:
        """Set how often a talent was counted without names, at a table or in the whole group; names are left alone.

        Parameters:
            part: own, growth or given.
            amount: 0 to 999.
            table: number from 1, or 0 for the whole group.
        """
        if part not in TALENT_PARTS:
            raise InvalidValueError(_("This cannot be counted. Choose own, growth or given."))
        _check(amount, table)
        with self._core.store.unit(N_("Count talents"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            get(session, Talent, talent_id)
            let_be(session, self._counter, Place(TalentAward, talent_id, row.id, part, table), amount)

    def set_role_total(
        self, round_id: bytes, role_id: bytes, amount: int, *, table: int = 0, origin: object = None
    ) -> None:
        """Set how many people without a name would like to take a role, at a table or in the whole group."""
        _check(amount, table)
        with self._core.store.unit(N_("Count roles"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            get(session, Role, role_id)
            let_be(session, self._counter, Place(RoleAssignment, role_id, row.id, PREFERRED, table), amount)

    def _add(
        self,
        session: Session,
        standing: Standing,
        part: str,
        talent_id: bytes,
        person_id: bytes | None,
        giver_id: bytes | None = None,
        example: str = "",
    ) -> None:
        """Write down a talent by name, or count one more of it."""
        if person_id is None:
            add(session, self._counter, Place(TalentAward, talent_id, standing.round_id, part))
            return
        values = {"person_id": person_id, "giver_id": giver_id, "example": example, "part": part}
        row_id = standing.new_id(self._core, person_id, giver_id)
        session.add(TalentAward(id=row_id, round_id=standing.round_id, talent_id=talent_id, **values))
        session.flush()

    def _prefer(self, session: Session, standing: Standing, role_id: bytes, person_id: bytes | None) -> None:
        if person_id is None:
            add(session, self._counter, Place(RoleAssignment, role_id, standing.round_id, PREFERRED))
            return
        row_id = standing.new_id(self._core, person_id)
        session.add(RoleAssignment(id=row_id, round_id=standing.round_id, role_id=role_id, person_id=person_id, part=PREFERRED))
        session.flush()


def _check(amount: int, table: int) -> None:
    if not 0 <= amount <= MOST:
        raise InvalidValueError(_("A count is a number from 0 to 999. Type another number."))
    if not 0 <= table <= MOST:
        raise InvalidValueError(_("A table is a number from 1 to 999, or 0 for the whole group. Type another number."))
