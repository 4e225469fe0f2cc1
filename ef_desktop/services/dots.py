"""Keeps the dots of a vote and counts them against the people who are there."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import Attendance, Meeting, Outcome, Vote
from ef_desktop.domain.board import Budget
from ef_desktop.domain.ids import member_id
from ef_desktop.i18n import _, ngettext
from ef_desktop.services.cards import votes_of
from ef_desktop.services.core import Core, executor, for_ids, get, seek
from ef_desktop.services.grouping import ordered


def set_votes(session: Session, outcome_id: bytes, total: Callable[[int], int]) -> None:
    """Set the votes that a card got by a show of hands.

    Parameters:
        total: given the votes that it has, returns those that it is to have; below 0 is 0.
    """
    seek(session, Outcome, outcome_id)
    now = votes_of(session, {outcome_id}).get(outcome_id, 0)
    row_id = member_id("vote", outcome_id, "hands")
    row = session.get(Vote, row_id)
    own = row.amount if row is not None and not row.dead else 0
    # Votes that came from elsewhere stay as they are: only those of the show of hands are set.
    amount = max(0, total(now)) - (now - own)
    if amount != own:
        undelete_or_add(session, Vote, row_id, outcome_id=outcome_id, voter="hands", amount=amount)


def votes_for(session: Session, vote_ids: Iterable[bytes]) -> list[bytes]:
    """Return the ids of the cards that these votes are for; also of votes that were taken back."""
    return [row[0] for row in for_ids(executor(session), "SELECT outcome_id FROM vote WHERE id IN ({ids})", vote_ids)]


def dots_budget(core: Core, meeting_id: bytes, dots: int) -> Budget:
    """Return how the dots that were given stand to those there can be. It warns, and never blocks.

    Parameters:
        dots: dots per person.
    """
    with core.store.read() as session:
        get(session, Meeting, meeting_id)
        statuses = list(session.scalars(select(Attendance.status).where(Attendance.meeting_id == meeting_id)))
        given = sum(votes_of(session, {card.id for card in ordered(session, meeting_id)}).values())
    # Before anybody was checked in, those who are expected count.
    people = statuses.count("present") or len(statuses) - statuses.count("absent")
    return Budget(people, dots, given, _words(people, dots, given), bool(people) and given > people * dots)


def _words(people: int, dots: int, given: int) -> str:
    if not people:
        return _("Nobody is on the list yet: the dots cannot be counted.")
    allowed = people * dots
    if given > allowed:
        sentence = ngettext(
            "{given} dots were given; with {count} person and {dots} each there are {allowed}.",
            "{given} dots were given; with {count} people and {dots} each there are {allowed}.",
            people,
        )
        return sentence.format(given=given, count=people, dots=dots, allowed=allowed)
    left = allowed - given
    if not left:
        return _("All dots were given.")
    return ngettext("{count} dot is left.", "{count} dots are left.", left).format(count=left)
