"""What is still open, what is planned, which goals were touched, and the appendices of the logbook."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.tables import AgendaItem, Block, Goal, Measurement, Statement
from ef_desktop.domain.board import AGREEMENT, COMMITMENTS
from ef_desktop.domain.book import BookMeeting
from ef_desktop.domain.book_parts import (
    BookAhead,
    BookAppendix,
    BookComing,
    BookGoal,
    BookOpen,
    BookWorkForm,
)
from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.i18n import N_, _, language
from ef_desktop.services.book_cover import Covering, Withheld
from ef_desktop.services.book_meetings import left_out
from ef_desktop.services.reading import meeting_case_ids, spoken

_QUESTION = "vraag"
_OPEN = ("open", "busy")
_PARTS = {
    "statements": N_("Attitude and behaviour"),
    "extra": N_("Besides"),
    "pulse": N_("After each meeting"),
    "pulse_open": N_("In own words after each meeting"),
    "followup_open": N_("In own words, weeks later"),
}
#: So many of the rules about figures tell how they are shown; the others are for whoever measures.
_RULES = 6


def ahead(session: Session, covering: Covering, meetings: Sequence[BookMeeting], planned: Sequence[MeetingRow]) -> BookAhead:
    """Return what is still open after these meetings.

    Parameters:
        covering: for the titles and places of the meetings to come.
        meetings: as they stand in the book.
        planned: the meetings that are still to come.
    """
    agreements, promises, questions, hidden = [], [], [], 0
    for meeting in meetings:
        for card in meeting.outcomes:
            if card.carried:
                continue
            if card.kind in COMMITMENTS and card.status in _OPEN:
                hidden += card.owner_hidden
                found = BookOpen(card.text, meeting.number, card.owner or "", card.due_on, card.status, card.new)
                (agreements if card.kind == AGREEMENT else promises).append(found)
            elif card.kind == _QUESTION and not card.answer:
                questions.append(BookOpen(card.text, meeting.number, new=card.new))
    for commitments in (agreements, promises):
        commitments.sort(key=lambda found: (found.due_on or date.max, found.meeting))
    coming = []
    for row in planned:
        on_agenda = meeting_case_ids(session, row.id)
        cover = covering.cover(*on_agenda)
        coming.append(BookComing(cover.text(row.title, *on_agenda), row.held_on, cover.text(row.place, *on_agenda)))
    return BookAhead(tuple(agreements), tuple(questions), tuple(coming), left_out(Withheld(), hidden), tuple(promises))


def goals(session: Session, cases: Mapping[int, tuple[int, ...]]) -> tuple[BookGoal, ...]:
    """Return the 17 goals, each with the numbers of the cases that touch it."""
    rows = session.scalars(select(Goal).order_by(Goal.number))
    return tuple(BookGoal(row.number, spoken(row, "name"), row.color, row.text_color, cases.get(row.number, ())) for row in rows)


def appendix(session: Session, meeting_ids: Sequence[bytes]) -> BookAppendix:
    """Return the work forms that these meetings used, the statements where anything was measured, and how the figures were made."""
    known = frozenset(meeting_ids)
    used: dict[bytes, list[int]] = {}
    for meeting_id, block_id, minutes in session.execute(
        select(AgendaItem.meeting_id, AgendaItem.block_id, AgendaItem.minutes).where(AgendaItem.block_id.is_not(None))
    ):
        if meeting_id in known:
            used.setdefault(block_id, []).append(minutes)
    blocks = [
        row for row in session.scalars(select(Block).order_by(Block.place, Block.id)) if row.id in used and not row.is_break
    ]
    forms = tuple(
        BookWorkForm(spoken(row, "title"), spoken(row, "purpose"), len(used[row.id]), sum(used[row.id])) for row in blocks
    )
    # What was never asked needs no explanation.
    measured = session.scalar(select(Measurement.id).limit(1)) is not None
    groups: dict[str, list[str]] = {}
    asked = select(Statement).where(Statement.hidden.is_(False)).order_by(Statement.place, Statement.id)
    for row in session.scalars(asked) if measured else ():
        groups.setdefault(row.part, []).append(spoken(row, "text"))
    statements = tuple((_(_PARTS[part]) if part in _PARTS else part, tuple(texts)) for part, texts in groups.items())
    return BookAppendix(forms, statements, _account(measured) if forms else ())


def _account(measured: bool) -> tuple[str, ...]:
    """Return how the figures of the book were made, sentence by sentence; those of measurements only where there were any."""
    return (
        _("Meetings, people, cases and outcomes are counted by the program out of what was noted. Private cards and cards that the group never saw do not count."),
        _("A card that looks back on an agreement of an earlier meeting counts once, where it was made."),
        _("People count once over all meetings. Of a meeting everybody counts who was present."),
        _("Minutes are those of the clock of the meeting, rounded to whole minutes."),
        *(_account_of_measurements() if measured else ()),
    )


def _account_of_measurements() -> tuple[str, ...]:
    rules = read_content("monitoring")["anonymity"][f"rules_{language()}"]
    return *rules[:_RULES], _("The statements are our own words. See them as a thermometer, not as proof.")
