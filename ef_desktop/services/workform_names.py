"""Whether names are kept with talents and roles: a round keeps totals until it is said otherwise, and then asks each person."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ef_desktop.db.base import Row
from ef_desktop.db.erasure import Redaction, Request
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
from ef_desktop.services.core import Core, get


class WorkNames:
    """Keeps and removes names of people with talents and roles. Removing is for good: it reaches the journal and the backups, and cannot be undone."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def keep(self, round_id: bytes, *, origin: object = None) -> None:
        """Let a round keep names, of whoever says yes with ``agree``."""
        with self._core.store.unit(N_("Keep names of whoever says yes"), origin) as session:
            get(session, WorkFormRound, round_id).names = True

    def totals_only(self, round_id: bytes, *, origin: object = None) -> None:
        """Let a round keep totals only: every name goes, from the tables, the journal and the backups. Counts stay."""
        with self._core.store.read() as session:
            row = get(session, WorkFormRound, round_id)
            people = set(session.scalars(select(Person.id).execution_options(include_dead=True)))
            redactions = self._of_people(session, row, people)
            if row.names:
                redactions.append(_redaction(row, names=False))
        self._erase(redactions, origin)

    def agree(self, round_id: bytes, person_id: bytes, yes: bool, *, origin: object = None) -> None:
        """Keep that a person says yes to being named in this round; no takes the yes back and removes the name for good.

        Raises:
            InvalidValueError: the round keeps totals only.
        """
        if not yes:
            with self._core.store.read() as session:
                redactions = self._of_people(session, get(session, WorkFormRound, round_id), {person_id})
            self._erase(redactions, origin)
            return
        with self._core.store.unit(N_("Say yes to being named"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            get(session, Person, person_id)
            if not row.names:
                raise InvalidValueError(_("This round keeps totals only. Choose first that names are kept."))
            undelete_or_add(
                session,
                Consent,
                workform_rows.consent_id(round_id, person_id),
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
        redactions: list[Redaction] = []
        with self._core.store.read() as session:
            for row in workform_rows.round_rows(session):
                people = _named(session, row.id) - workform_rows.named(session, row)
                if people:
                    redactions += self._of_people(session, row, people)
        self._erase(redactions, origin)

    def _of_people(self, session: Session, row: WorkFormRound, people: set[bytes]) -> list[Redaction]:
        """Return what takes people out of everything that a round recorded, also of what was removed from it."""
        found: list[Redaction] = []
        query = select(TalentAward).where(
            TalentAward.round_id == row.id, or_(TalentAward.person_id.is_not(None), TalentAward.giver_id.is_not(None))
        )
        for award in session.scalars(query.execution_options(include_dead=True)):
            received, gave = award.person_id in people, award.giver_id in people
            if received:
                found.append(_redaction(award, person_id=None))
            if award.giver_id is not None and (received or gave):
                found.append(_redaction(award, giver_id=None))
            # An example tells of who received, and often names who gave.
            if award.example and (received or gave):
                found.append(_redaction(award, example=""))
        query = select(RoleAssignment).where(RoleAssignment.round_id == row.id, RoleAssignment.person_id.in_(people))
        for assigned in session.scalars(query.execution_options(include_dead=True)):
            found.append(_redaction(assigned, person_id=None))
            card = None
            if assigned.outcome_id is not None:
                card = session.get(Outcome, assigned.outcome_id, execution_options={"include_dead": True})
            if card is not None and card.owner_id == assigned.person_id:
                found.append(_redaction(card, owner_id=None))
        return found + self._of_consents(session, row, people)

    def _of_consents(self, session: Session, row: WorkFormRound, people: set[bytes]) -> list[Redaction]:
        """Return what takes back a yes, in such a way that no undo or redo says it again."""
        found = []
        for person_id in people:
            consent = session.get(
                Consent, workform_rows.consent_id(row.id, person_id), execution_options={"include_dead": True}
            )
            if consent is not None and consent.granted:
                found.append(_redaction(consent, granted=False))
                found.append(_redaction(consent, withdrawn_on=self._core.local_now().date().isoformat()))
        return found

    def _erase(self, redactions: list[Redaction], origin: object) -> None:
        if redactions:
            self._core.store.erase(Request(redactions=tuple(redactions)), N_("Remove names from the work form"), origin)


def _named(session: Session, round_id: bytes) -> set[bytes]:
    """Return the people whose names stand in what a round recorded."""
    columns = ((TalentAward, TalentAward.person_id), (TalentAward, TalentAward.giver_id), (RoleAssignment, RoleAssignment.person_id))
    found: set[bytes] = set()
    for model, column in columns:
        query = select(column).where(model.round_id == round_id, column.is_not(None)).distinct()
        found.update(session.scalars(query.execution_options(include_dead=True)))
    return found


def _redaction(row: Row, **values: object) -> Redaction:
    """Return the redaction of a field that has this value afterwards, as it stands in the table."""
    (field,) = values
    return Redaction(row.id, row.base_number + row.__table__.c[field].info["number"], values)
