"""The terms of the programme and the yearly clean-up: it proposes, the facilitator decides."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db import backup, tracing
from ef_desktop.db.erasure import Redaction, Request
from ef_desktop.db.tables import Meeting, Person, Programme, ReportEdition, Setting
from ef_desktop.domain import retention as rules
from ef_desktop.domain.erasing import EraseReport, Names
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.privacy import covered
from ef_desktop.domain.retention import CleanUpView, Dates, Proposal, Term
from ef_desktop.i18n import N_, _, content_text
from ef_desktop.services import exports, retention_items
from ef_desktop.services.core import Core
from ef_desktop.services.listing import LOOKED
from ef_desktop.services.setting_rows import read_setting, write_setting

#: Reports that are not the last one.
_NOT_FINAL = ("logbook", "interim")


class Retention:
    """How long what is kept in this programme, and what is over its term."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def view(self) -> CleanUpView:
        """Return the terms and what is over them today. Nothing is changed."""
        today = self._core.local_now().date()
        with self._core.store.read() as session:
            dates, terms = _dates(session), _terms(session)
            looked_on = _looked_on(session)
            proposals = tuple(_proposals(session, terms, dates, today))
            removed = session.execute(
                select(Person.id, Person.name).where(Person.dead == 1).order_by(Person.name).execution_options(include_dead=True)
            )
            people = tuple((row_id, name) for row_id, name in removed)
            reminder = self._reminder(session)
        saved = bool(backup.backups(self._core.store.path))
        return CleanUpView(terms, proposals, dates, looked_on, reminder, people, saved)

    def reminder(self) -> bool:
        """Tell whether it is time to look, without looking at everything."""
        with self._core.store.read() as session:
            return self._reminder(session)

    def _reminder(self, session: Session) -> bool:
        programme = session.scalars(select(Programme)).first()
        if programme is None or programme.sample:
            return False
        today = self._core.local_now().date()
        return rules.reminder_due(today, _looked_on(session), programme.starts_on, programme.ends_on)

    def set_term(self, term_id: str, months: int, *, origin: object = None) -> None:
        """Choose another term.

        Parameters:
            term_id: one of ``rules.DEEDS``.
            months: 0 to 240.

        Raises:
            InvalidValueError: there is no such term, or the number is out of range.
        """
        with self._core.store.unit(N_("Change term"), origin) as session:
            if not rules.LEAST <= months <= rules.MOST or _term(session, term_id).proposed is None:
                raise InvalidValueError(_("A term is 0 to 240 months. Choose another number."))
            write_setting(session, _key(term_id), months)

    def reset_term(self, term_id: str, *, origin: object = None) -> None:
        """Go back to the proposal."""
        with self._core.store.unit(N_("Change term"), origin) as session:
            row = session.get(Setting, member_id("setting", _key(term_id)))
            if row is not None:
                row.dead = 1

    def looked(self, *, origin: object = None) -> None:
        """Keep that somebody looked today; the reminder comes back in a year."""
        with self._core.store.unit(N_("Look at what may go"), origin) as session:
            write_setting(session, LOOKED, self._core.local_now().date().isoformat())

    def clean(self, term_ids: Iterable[str], *, cause: object = None) -> EraseReport:
        """Erase or make anonymous what is over these terms today. It cannot be undone.

        Parameters:
            term_ids: the chosen ones of the proposals.
            cause: who asks, passed on with the change.

        Raises:
            WorkFileError: it could not be written; nothing is changed.
        """
        today = self._core.local_now().date()
        chosen = set(term_ids)
        with self._core.store.read() as session:
            proposals = [
                proposal for proposal in _proposals(session, _terms(session), _dates(session), today) if proposal.term.id in chosen
            ]
            request = self._request(session, proposals)
        copies = exports.made(self._core)
        cleaned = self._core.store.erase(request, N_("Clean up"), cause)
        self.looked()
        return EraseReport(cleaned.rewritten, cleaned.removed, cleaned.finished, 0, copies)

    def _request(self, session: Session, proposals: Iterable[Proposal]) -> Request:
        rows: list[bytes] = []
        redactions: dict[tuple[bytes, int], dict[str, object]] = {}
        for proposal in proposals:
            ids = [item.row for item in proposal.items]
            if proposal.term.id == "contact":
                people = set(session.scalars(select(Person.id).execution_options(include_dead=True)))
                rows += [row for row in ids if row not in people]
                for row in ids:
                    if row in people:
                        redactions[row, retention_items.EMAIL] = {"email": ""}
                        redactions[row, retention_items.PHONE] = {"phone": ""}
            elif proposal.term.id == "talents":
                redactions.update(self._nameless(ids))
            elif proposal.term.id == "cases":
                for row in ids:
                    self._make_anonymous(row, redactions)
            elif proposal.deed == rules.ERASE:
                rows += ids
        return Request(tuple(rows), tuple(Redaction(*place, values) for place, values in redactions.items()))

    def _nameless(self, rows: Iterable[bytes]) -> dict[tuple[bytes, int], dict[str, object]]:
        wanted = {}
        with self._core.store.connection() as connection:
            for row in rows:
                if connection.execute("SELECT 1 FROM talent_award WHERE id = ?", (row,)).fetchone():
                    wanted[row, retention_items.PERSON_OF_TALENT] = {"person_id": None}
                    wanted[row, retention_items.GIVER] = {"giver_id": None}
                    wanted[row, retention_items.EXAMPLE] = {"example": ""}
                else:
                    wanted[row, retention_items.PERSON_OF_ROLE] = {"person_id": None}
        return wanted

    def _make_anonymous(self, case_id: bytes, wanted: dict[tuple[bytes, int], dict[str, object]]) -> None:
        """Take the name of an initiative out of a case and out of all texts, and the title out of what belongs to the case.

        Parameters:
            case_id: the case.
            wanted: what is redacted already; more is added to it.
        """
        title = retention_items.anonymous_title(case_id)
        with self._core.store.connection() as connection:
            old, name = connection.execute("SELECT title, initiator_name FROM case_file WHERE id = ?", (case_id,)).fetchone()
            inside = {case_id}.union(*(link.rows for link in tracing.links(connection, "case_file", case_id)))
            names = Names(name)
            words = (old,) if old and old != title else ()
            for text in tracing.texts(connection, lambda value: names.find(value) or covered(value, words) != value, frozenset()):
                values = wanted.get((text.row, text.cid), {})
                value = values.get(text.column, text.value)
                shorter = covered(value, words) if text.row in inside else value
                shorter = covered(shorter, {shorter[match.start : match.end] for match in names.find(shorter) if match.whole})
                if shorter != value or (text.past and text.row in inside):
                    wanted[text.row, text.cid] = values | ({} if text.past else {text.column: shorter})
        wanted[case_id, retention_items.CASE_TITLE] = {"title": title}
        wanted[case_id, retention_items.INITIATOR] = {"initiator_name": ""}
        wanted[case_id, retention_items.KNOWS] = {"initiator_knows": ""}
        wanted[case_id, retention_items.MAEX] = {"maex": "", "maex_link": "", "maex_on": None}


def _key(term_id: str) -> str:
    return f"retention.{term_id}"


def _terms(session: Session) -> tuple[Term, ...]:
    return tuple(
        Term(
            id=entry["id"],
            title=content_text(entry, "item"),
            why=content_text(entry, "why"),
            usual=content_text(entry, "default"),
            proposed=entry["months"],
            months=entry["months"] if entry["months"] is None else read_setting(session, _key(entry["id"]), entry["months"]),
            start=entry["start"],
        )
        for entry in read_content("privacy")["retention"]
    )


def _term(session: Session, term_id: str) -> Term:
    for term in _terms(session):
        if term.id == term_id:
            return term
    raise InvalidValueError(_("There is no such term."))


def _dates(session: Session) -> Dates:
    """Return from when terms count; without a last day it is the day of the last meeting."""
    programme = session.scalars(select(Programme)).first()
    end = programme.ends_on if programme is not None else None
    if end is None:
        end = session.scalars(select(Meeting.held_on).where(Meeting.held_on.is_not(None)).order_by(Meeting.held_on.desc())).first()
    report = session.scalars(
        select(ReportEdition.published_on)
        .where(ReportEdition.published_on.is_not(None), ReportEdition.report.not_in(_NOT_FINAL))
        .order_by(ReportEdition.published_on.desc())
    ).first()
    return Dates(end, report)


def _looked_on(session: Session) -> date | None:
    try:
        return date.fromisoformat(read_setting(session, LOOKED, ""))
    except ValueError:
        return None


def _proposals(session: Session, terms: Iterable[Term], dates: Dates, today: date) -> Iterable[Proposal]:
    for term in terms:
        proposal = rules.propose(term, dates, retention_items.FINDERS[term.id](session, dates), today)
        if proposal is not None:
            yield proposal
