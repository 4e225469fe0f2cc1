"""Reads the meetings of the logbook: without private and hidden cards, with names only of people who said yes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from ef_desktop.db.tables import Meeting, Outcome
from ef_desktop.domain import timer
from ef_desktop.domain.board import COMMITMENTS
from ef_desktop.domain.book import BookAgendaItem, BookMeeting, BookOutcome
from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.domain.peopleviews import name_as
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.domain.views import AgendaItemView, AttendeeView, CardView
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import format_number, ngettext
from ef_desktop.services import cards, logbook_cases, reading
from ef_desktop.services.book_cover import BookCover, Covering, Withheld, readable, refused
from ef_desktop.services.room import Room


@dataclass(frozen=True)
class Setting:
    """What holds for the whole book.

    Attributes:
        named: in which form people may be named.
        covering: makes the covers of typed texts.
        meetings, cases: their numbers in the book.
        known: meetings that stood in the previous edition.
        since: moment of that edition, UTC; None for the first one.
        today: a permission that ended before this day counts for nothing.
        arrived: cards that came into this file after that edition, whenever they were made.
    """

    named: Mapping[bytes, str]
    covering: Covering
    meetings: Mapping[bytes, int]
    cases: Mapping[bytes, int]
    today: date
    known: frozenset[bytes] = frozenset()
    since: datetime | None = None
    arrived: frozenset[bytes] = frozenset()

    def name(self, person_id: bytes | None, name: str) -> str | None:
        """Return a name in the form that its bearer allows, None where that is not at all."""
        return name_as(name, self.named[person_id]) if person_id in self.named else None

    def is_new(self, meeting_id: bytes) -> bool:
        """Return whether a meeting was not in the previous edition; there is nothing new in a first one."""
        return self.since is not None and meeting_id not in self.known

    def is_new_card(self, card_id: bytes, captured_at: datetime) -> bool:
        """Return whether a card was not in the previous edition."""
        return self.since is not None and (captured_at > self.since or card_id in self.arrived)


@dataclass(frozen=True)
class Gathered:
    """A meeting as it stands in the book, and what was left out of it.

    Attributes:
        withheld: number of cards.
        unnamed: the people whose names were left out: ids, and names of who is not on the list of people.
    """

    meeting: BookMeeting
    withheld: Withheld
    unnamed: frozenset[bytes | str]


def left_out(withheld: Withheld, unnamed: int) -> str:
    """Return in a sentence or two what is not in a part of the book; "" where everything is."""
    said = cards_left_out(withheld)
    if unnamed:
        words = ngettext(
            "{count} name is not here, because there is no permission for it.",
            "{count} names are not here, because there is no permission for them.",
            unnamed,
        )
        said.append(words.format(count=format_number(unnamed)))
    return " ".join(said)


def cards_left_out(withheld: Withheld) -> list[str]:
    """Return in sentences which cards are not in a part of a report."""
    said = []
    if count := withheld.private:
        words = ngettext("{count} private card is not here.", "{count} private cards are not here.", count)
        said.append(words.format(count=format_number(count)))
    if count := withheld.hidden:
        words = ngettext(
            "{count} card is not here, because it was never shown to the group.",
            "{count} cards are not here, because they were never shown to the group.",
            count,
        )
        said.append(words.format(count=format_number(count)))
    if count := withheld.quotes:
        words = ngettext(
            "{count} quote is not here, because its speaker gave no permission.",
            "{count} quotes are not here, because their speakers gave no permission.",
            count,
        )
        said.append(words.format(count=format_number(count)))
    return said


def looked_back(session: Session, numbers: Mapping[bytes, int]) -> dict[bytes, tuple[int, ...]]:
    """Return per card the numbers of the later meetings that looked back on it."""
    source = aliased(Outcome)
    query = select(Outcome.carried_from, Outcome.meeting_id).join(source, source.id == Outcome.carried_from)
    found: dict[bytes, set[int]] = {}
    query = query.where(Outcome.private.is_(False), Outcome.revealed.is_(True), source.private.is_(False), source.revealed.is_(True))
    for card_id, meeting_id in session.execute(query):
        if meeting_id in numbers:
            found.setdefault(card_id, set()).add(numbers[meeting_id])
    return {card_id: tuple(sorted(meetings)) for card_id, meetings in found.items()}


class MeetingReader:
    """Reads one meeting after the other.

    Parameters:
        session: to read with.
        room: knows how long blocks took.
        setting: what holds for the whole book.
    """

    def __init__(self, session: Session, room: Room, setting: Setting) -> None:
        self._session = session
        self._room = room
        self._setting = setting
        self._looked_back = looked_back(session, setting.meetings)
        self._answers = dict(session.execute(select(Outcome.id, Outcome.answer).where(Outcome.answer != "")).all())
        self._refused = refused(session, reading.LOGBOOK_CHANNEL, setting.today)

    def read(self, row: MeetingRow) -> Gathered:
        """Return a meeting."""
        setting, session = self._setting, self._session
        meeting = session.get(Meeting, row.id)
        items, _minimums = reading.agenda(session, row.id, meeting.starts_at)
        spent = {item.id: item for item in self._room.timer(row.id).items}
        attendees = reading.attendees(session, row.id)
        present = [view for view in attendees if view.status == "present"]
        shown, withheld = readable(cards.board_cards(session, row.id), self._refused)
        on_agenda = reading.meeting_case_ids(session, row.id)
        cover = setting.covering.cover(*on_agenda, *(card.case_id for card in shown))
        covers = (cover, setting.covering.nameless(*on_agenda, *(card.case_id for card in shown)))
        titles = logbook_cases.titles(session, setting.covering, {card.case_id for card in shown if card.case_id is not None})
        shown = [replace(card, case_title=titles.get(card.case_id, "")) for card in shown]
        leaders = _leaders(attendees, setting.named)
        new = setting.is_new(row.id)
        unnamed = _unnamed(attendees, items, shown, leaders, setting.named)
        gathered = BookMeeting(
            number=setting.meetings[row.id],
            title=cover.text(row.title, *on_agenda),
            held_on=row.held_on,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=cover.text(row.place, *on_agenda),
            goal=cover.text(meeting.goal, *on_agenda),
            inside=sum(not view.person.outside for view in present),
            outside=sum(view.person.outside for view in present),
            facilitators=tuple(
                setting.name(view.person.id, view.person.name)
                for view in attendees
                if view.role == "facilitator" and view.person.id in setting.named
            ),
            agenda=tuple(
                BookAgendaItem(
                    title=cover.text(item.title, *on_agenda),
                    planned_start=item.starts_at,
                    planned_minutes=item.minutes,
                    real_minutes=_real_minutes(spent.get(item.id)),
                    real_start=_real_start(spent.get(item.id)),
                    led_by=item.leader if item.leader in leaders else None,
                )
                for item in items
            ),
            outcomes=tuple(self._outcome(card, covers, on_agenda, new) for card in shown),
            top=tuple(self._outcome(card, covers, on_agenda, new) for card in sorted((c for c in shown if c.top), key=lambda c: c.top)),
            summary=cover.text(meeting.summary, *on_agenda),
            closed=row.state == "closed",
            new=new,
            cases=tuple(setting.cases[case_id] for case_id in on_agenda if case_id in setting.cases),
            left_out=left_out(withheld, len(unnamed)),
        )
        return Gathered(gathered, withheld, unnamed)

    def _outcome(
        self, card: CardView, covers: tuple[BookCover, BookCover], on_agenda: Collection[bytes], new_meeting: bool
    ) -> BookOutcome:
        setting = self._setting
        new = new_meeting or setting.is_new_card(card.id, card.captured_at)
        nameless = card.kind in NAMELESS
        # What was said of a case need not hang on it: whatever is on the agenda counts.
        text = covers[nameless].text
        about = (card.case_id, *on_agenda)
        return BookOutcome(
            kind=card.kind,
            text=text(card.text, *about),
            case_title=card.case_title or None,
            owner=None if nameless else setting.name(card.owner_id, card.owner),
            owner_hidden=not nameless and card.owner_id is not None and card.owner_id not in setting.named,
            due_on=card.due_on,
            status=card.status if card.kind in COMMITMENTS else None,
            votes=card.votes,
            group_title=text(card.group_title, *about) or None,
            case=setting.cases.get(card.case_id, 0),
            new=new,
            carried=card.carried,
            looked_back=() if card.carried else self._looked_back.get(card.id, ()),
            answer=text(self._answers.get(card.id, ""), *about),
        )


def _leaders(attendees: tuple[AttendeeView, ...], named: Mapping[bytes, str]) -> frozenset[str]:
    """Return the first names that may stand beside a block: of nobody there who shares one and said no."""
    yes = {first_name(view.person.name) for view in attendees if view.person.id in named}
    return frozenset(yes - {first_name(view.person.name) for view in attendees if view.person.id not in named})


def _unnamed(
    attendees: tuple[AttendeeView, ...],
    items: tuple[AgendaItemView, ...],
    shown: list[CardView],
    leaders: frozenset[str],
    named: Mapping[bytes, str],
) -> frozenset[bytes | str]:
    """Return whose name would have stood in the chapter, had they said yes."""
    found: set[bytes | str] = {view.person.id for view in attendees if view.role == "facilitator"}
    found |= {card.owner_id for card in shown if card.owner_id is not None and card.kind not in NAMELESS}
    by_name = {first_name(view.person.name): view.person.id for view in attendees}
    found |= {by_name.get(item.leader, item.leader) for item in items if item.leader and item.leader not in leaders}
    return frozenset(person for person in found if person not in named)


def _real_start(known: timer.ItemTime | None) -> int | None:
    """Return when a block began, in minutes since midnight local time; None where it was not held."""
    if known is None or known.held_from is None:
        return None
    begun = known.held_from.astimezone()
    return begun.hour * 60 + begun.minute


def _real_minutes(known: timer.ItemTime | None) -> int | None:
    return None if known is None or known.started_at is None else round(known.spent_seconds / 60)
