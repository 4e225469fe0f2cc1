"""Whether names are kept with talents and roles: a round keeps totals until it is said otherwise, and then asks each person."""

from collections.abc import Iterable

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
    """Keeps and removes names. Removing is for good: it reaches the journal and the backups, and cannot be undone."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def keep(self, round_id: bytes, *, origin: object = None) -> None:
        """Let a round keep names, of whoever says yes with ``agree``."""
        with self._core.store.unit(N_("Keep names of whoever says yes"), origin) as session:
            get(session, WorkFormRound, round_id).names = True

    def totals_only(self, round_id: bytes, *, origin: object = None) -> None:
        """Let a round keep totals only: every name goes, from the tables, the journal and the backups. Counts stay."""
        with self._core.store.read() as session:
            get(session, WorkFormRound, round_id)
            people = set(session.scalars(select(Person.id).execution_options(include_dead=True)))
        self._forget(round_id, people, origin)
        with self._core.store.unit("", origin) as session:
            row = get(session, WorkFormRound, round_id)
            row.names = False
            self._withdraw(session, row, people)

    def agree(self, round_id: bytes, person_id: bytes, yes: bool, *, origin: object = None) -> None:
        """Keep that a person says yes to being named in this round; no takes the yes back and removes the name for good.

        Raises:
            InvalidValueError: the round keeps totals only.
        """
        if not yes:
            with self._core.store.read() as session:
                get(session, WorkFormRound, round_id)
            self._forget(round_id, {person_id}, origin)
            with self._core.store.unit("", origin) as session:
                self._withdraw(session, get(session, WorkFormRound, round_id), {person_id})
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

    def _withdraw(self, session: Session, row: WorkFormRound, people: Iterable[bytes]) -> None:
        for person_id in people:
            consent = session.get(Consent, workform_rows.consent_id(row.id, person_id))
            if consent is not None and not consent.dead and consent.granted:
                consent.granted = False
                consent.withdrawn_on = self._core.local_now().date()

    def _forget(self, round_id: bytes, people: set[bytes], origin: object) -> None:
        """Take people out of everything that a round recorded, also of what was removed from it."""
        redactions: list[Redaction] = []
        with self._core.store.read() as session:
            query = select(TalentAward).where(
                TalentAward.round_id == round_id, or_(TalentAward.person_id.is_not(None), TalentAward.giver_id.is_not(None))
            )
            for award in session.scalars(query.execution_options(include_dead=True)):
                received = award.person_id in people
                if received:
                    redactions.append(_redaction(award, "person_id", None))
                if award.giver_id is not None and (received or award.giver_id in people):
                    redactions.append(_redaction(award, "giver_id", None))
                # An example tells of who received, and often names who gave.
                if award.example and (received or award.giver_id in people):
                    redactions.append(_redaction(award, "example", ""))
            query = select(RoleAssignment).where(RoleAssignment.round_id == round_id, RoleAssignment.person_id.in_(people))
            for assignment in session.scalars(query.execution_options(include_dead=True)):
                redactions.append(_redaction(assignment, "person_id", None))
                card = None
                if assignment.outcome_id is not None:
                    card = session.get(Outcome, assignment.outcome_id, execution_options={"include_dead": True})
                if card is not None and card.owner_id == assignment.person_id:
                    redactions.append(_redaction(card, "owner_id", None))
        if redactions:
            self._core.store.erase(Request(redactions=tuple(redactions)), N_("Remove names from the work form"), origin)


def _redaction(row: Row, field: str, value: object) -> Redaction:
    number = row.__table__.c[field].info["number"]
    return Redaction(row.id, row.base_number + number, {field: value})
