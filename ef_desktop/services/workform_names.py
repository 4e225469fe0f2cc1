"""Whether names are kept with talents and roles: a round keeps totals until it is said otherwise, and then asks each person."""

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ef_desktop.db.erasure import Redaction, Request
from ef_desktop.db.fields import number_of
from ef_desktop.db.history import values_of
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import (
    Consent,
    Outcome,
    Person,
    RoleAssignment,
    TalentAward,
    WorkFormRound,
)
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.i18n import N_, _
from ef_desktop.services import workform_rows
from ef_desktop.services.core import Core, executor, get
from ef_desktop.services.workform_standing import GIVER, PERSON, Goes, Standing


class WorkNames:
    """Keeps and removes names of people with talents and roles. Removing is for good: it reaches the journal and the backups, and cannot be undone."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def keep(self, round_id: bytes, *, origin: object = None) -> None:
        """Let a round keep names, of whoever says yes with ``agree``."""
        with self._core.store.unit(N_("Keep names of whoever says yes"), origin) as session:
            get(session, WorkFormRound, round_id).names = True

    def totals_only(self, round_id: bytes, *, origin: object = None) -> None:
        """Let a round keep totals only: every name goes, from the tables, the journal and the backups. Counts stay.

        It holds against everything that colleagues did without knowing of it: see ``workform_rows.consent_id``.
        """
        self._keep_counts(round_id, origin)
        with self._core.store.read() as session:
            row = get(session, WorkFormRound, round_id)
            found = _of_round(session, row, lambda _row, _person, _place: True) + self._of_yeses(session, round_id)
            # Also where keeping names was undone: a colleague may do it again.
            kept = values_of(executor(session), row.id, workform_rows.NAMES)
            if row.names or any(names for (names,) in kept):
                found.append(_redaction(WorkFormRound.names, row.id, False))
        self._erase(found, origin)

    def agree(self, round_id: bytes, person_id: bytes, yes: bool, *, origin: object = None) -> None:
        """Keep that a person says yes to being named in this round; no takes the yes back and removes the name for good.

        Raises:
            InvalidValueError: the round keeps totals only.
        """
        if not yes:
            self._keep_counts(round_id, origin, person_id)
            with self._core.store.read() as session:
                row = get(session, WorkFormRound, round_id)
                found = _of_round(session, row, lambda _row, person, _place: person == person_id)
                found += self._of_yeses(session, round_id, person_id)
            self._erase(found, origin)
            return
        with self._core.store.unit(N_("Say yes to being named"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            get(session, Person, person_id)
            if not row.names:
                raise InvalidValueError(_("This round keeps totals only. Choose first that names are kept."))
            undelete_or_add(
                session,
                Consent,
                workform_rows.Yeses(session).id(round_id, person_id),
                person_id=person_id,
                channel=workform_rows.CHANNEL,
                granted=True,
                given_on=self._core.local_now().date(),
                name_form="first",
                what="name",
                withdrawn_on=None,
            )

    def agreed(self, round_id: bytes) -> frozenset[bytes]:
        """Return the ids of the people who may be named in a round, on the facilitator's own screen."""
        with self._core.store.read() as session:
            return workform_rows.named(session, get(session, WorkFormRound, round_id))

    def sweep(self, *, origin: object = None) -> None:
        """Remove names that stand in rounds without a yes: of a colleague who did not know yet that it was taken back, or
        where the yes was taken back elsewhere. Done after a merge and when a work file is opened.
        """
        found: list[Redaction] = []
        with self._core.store.read() as session:
            named, said = _rounds_with_names(session), _Said(session)
            # Also of what was removed: undo brings that back.
            for row in session.scalars(select(WorkFormRound).order_by(WorkFormRound.id).execution_options(include_dead=True)):
                if row.id in named:
                    standing = Standing(session, row)
                    found += _of_round(session, row, lambda *name, by=standing: not by.holds(*name))
                found += [_redaction(Consent.granted, id, False) for id, _person in said.over(row.id)]
        self._erase(found, origin, follows=True)

    def _keep_counts(self, round_id: bytes, origin: object, person_id: bytes | None = None) -> None:
        """Remove what one person chose on two laptops, up to once: without a name nobody sees any more that it is the same."""
        with self._core.store.unit("", origin) as session:
            for recorded in (workform_rows.awards(session, [round_id]), workform_rows.assignments(session, [round_id])):
                counted = {row.id for row in workform_rows.once(recorded)}
                for row in recorded:
                    if row.id not in counted and person_id in (None, row.person_id):
                        row.dead = 1

    def _of_yeses(self, session: Session, round_id: bytes, person_id: bytes | None = None) -> list[Redaction]:
        """Return what takes back the yes of a person, or of all, in such a way that no undo or redo says it again."""
        found = []
        for id, person in _Said(session).now(round_id):
            if person_id in (None, person):
                # Every no is written down with the first id too, so that all of them are counted in one place.
                for place in {id, workform_rows.consent_id(round_id, person)}:
                    found.append(_redaction(Consent.granted, place, False))
                found.append(_redaction(Consent.withdrawn_on, id, self._core.local_now().date().isoformat()))
        return found

    def _erase(self, redactions: list[Redaction], origin: object, *, follows: bool = False) -> None:
        if redactions:
            request = Request(redactions=tuple(redactions), follows=follows)
            self._core.store.erase(request, N_("Remove names from the work form"), origin)


def _rounds_with_names(session: Session) -> set[bytes]:
    """Return the rounds in which names stand, also in what was removed."""
    queries = (
        select(TalentAward.round_id).where(_NAMED),
        select(RoleAssignment.round_id).where(RoleAssignment.person_id.is_not(None)),
    )
    return {id for query in queries for id in session.scalars(query.distinct().execution_options(include_dead=True))}


_NAMED = or_(TalentAward.person_id.is_not(None), TalentAward.giver_id.is_not(None))


def _of_round(session: Session, row: WorkFormRound, goes: Goes) -> list[Redaction]:
    """Return what takes names out of everything that a round recorded, also of what was removed from it."""
    found: list[Redaction] = []
    columns = (TalentAward.id, TalentAward.person_id, TalentAward.giver_id, TalentAward.example)
    query = select(*columns).where(TalentAward.round_id == row.id, _NAMED)
    for id, person, giver, example in session.execute(query.execution_options(include_dead=True)):
        received = person is not None and goes(id, person, PERSON)
        gave = giver is not None and goes(id, giver, GIVER)
        if received:
            found.append(_redaction(TalentAward.person_id, id, None))
        if giver is not None and (received or gave):
            found.append(_redaction(TalentAward.giver_id, id, None))
        # An example tells of who received, and often names who gave.
        if example and (received or gave):
            found.append(_redaction(TalentAward.example, id, ""))
    columns = (RoleAssignment.id, RoleAssignment.person_id, RoleAssignment.outcome_id)
    query = select(*columns).where(RoleAssignment.round_id == row.id, RoleAssignment.person_id.is_not(None))
    for id, person, card_id in session.execute(query.execution_options(include_dead=True)):
        if goes(id, person, PERSON):
            found.append(_redaction(RoleAssignment.person_id, id, None))
            found += _of_owner(session, card_id, person)
    return found


def _of_owner(session: Session, card_id: bytes | None, person: bytes) -> list[Redaction]:
    """Return what takes a person off the agreement that belongs to a role; also where it has another owner since."""
    card = session.get(Outcome, card_id, execution_options={"include_dead": True}) if card_id is not None else None
    if card is None:
        return []
    if card.owner_id != person and (person,) not in values_of(executor(session), card.id, number_of(Outcome.owner_id)):
        return []
    return [_redaction(Outcome.owner_id, card.id, card.owner_id if card.owner_id != person else None)]


class _Said:
    """Every yes that stands in some round or stood there once, also where it was undone."""

    def __init__(self, session: Session) -> None:
        self._execute, self._yeses = executor(session), workform_rows.Yeses(session)
        query = select(Consent.id, Consent.person_id, Consent.granted).where(Consent.channel == workform_rows.CHANNEL)
        rows = session.execute(query.order_by(Consent.id).execution_options(include_dead=True))
        self._known = {id: (person, granted) for id, person, granted in rows}
        self._people = dict.fromkeys(person for person, _granted in self._known.values())

    def now(self, round_id: bytes) -> list[tuple[bytes, bytes]]:
        """Return the yeses of a round as it is now, each with the person."""
        return [(id, person) for person in self._people if self._was_yes(id := self._yeses.id(round_id, person))]

    def over(self, round_id: bytes) -> list[tuple[bytes, bytes]]:
        """Return the yeses of a round that are over, each with the person."""
        former = ((id, person) for person in self._people for id in self._yeses.former_ids(round_id, person))
        return sorted((id, person) for id, person in former if self._was_yes(id))

    def _was_yes(self, id: bytes) -> bool:
        if id not in self._known:
            return False
        _person, granted = self._known[id]
        return granted or any(yes for yes, *_rest in values_of(self._execute, id, workform_rows.GRANTED))


def _redaction(column: InstrumentedAttribute, row_id: bytes, value: object) -> Redaction:
    """Return the redaction of a field that has this value afterwards, as it stands in the table."""
    return Redaction(row_id, number_of(column), {column.key: value})
