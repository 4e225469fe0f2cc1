"""Reads what happened in a period, counted and collected for an interim report, as its readers may have it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.tables import (
    AgendaItem,
    Attendance,
    Block,
    CaseFile,
    CaseGoal,
    CommunicationItem,
    Goal,
    Measurement,
    Outcome,
    Person,
    Portrait,
)
from ef_desktop.domain.board import AGREEMENT, COMMITMENTS
from ef_desktop.domain.book_parts import BookEffect, BookStory, BookWorks
from ef_desktop.domain.interim import Rule
from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.domain.peopleviews import REPORT
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.domain.views import CardView
from ef_desktop.i18n import content_text
from ef_desktop.services import book_effect, book_stories, book_works, listing, reading
from ef_desktop.services.book_cover import Withheld, readable, refused, summed
from ef_desktop.services.book_meetings import Setting
from ef_desktop.services.cards import cards_by_id
from ef_desktop.services.core import executor
from ef_desktop.services.interim_rule import Veil
from ef_desktop.services.room import Room

SIGNAL, QUESTION = "signaal", "vraag"
WORKS, NOT_WORKS, BETTER = "werkt", "werkt_niet", "verbetering"
_OPINIONS = (WORKS, NOT_WORKS, BETTER)

#: States of portraits and messages as the report counts them.
PLANNED, MADE, PUBLISHED, WITHDRAWN = "planned", "made", "published", "withdrawn"
_STATES = {
    "idee": PLANNED, "gevraagd": PLANNED, "gesprek": PLANNED,
    "gemaakt": MADE, "gelezen": MADE, "akkoord": MADE,
    "geplaatst": PUBLISHED, "ingetrokken": WITHDRAWN, "verwijderd": WITHDRAWN,
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    """A meeting that was held: people of the house and from outside, the texts of its top, and signals left out of that."""

    number: int
    title: str
    held_on: date
    inside: int
    outside: int
    top: tuple[str, ...]
    untold: int


@dataclass(frozen=True)
class Element:
    """An element of the base package that was used: how often, planned minutes, and real ones where all were measured."""

    title: str
    times: int
    planned: int
    real: int | None
    materials: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A card: what, who where that may be told, by when, in which state, to whom, the answer, and its votes."""

    text: str
    meeting: int
    owner: str = ""
    due_on: date | None = None
    status: str = ""
    to_whom: str = ""
    answer: str = ""
    votes: int = 0


@dataclass(frozen=True)
class Discussed:
    """A case that was on an agenda: its title here, goals, verdict, and what others can do with it."""

    title: str
    goals: tuple[str, ...]
    verdict: str
    example_for: str


@dataclass(frozen=True)
class Response:
    """A measurement: its moment (id), how many answered, and of how many who were there; 0 where that is not known."""

    moment: str
    held_on: date | None
    answered: int
    there: int
    note: str


@dataclass(frozen=True)
class Facts:
    """Everything that happened in a period.

    Attributes:
        people, employees, guests: how many came, each once; ``visits`` counts everybody at every meeting.
        agreements: of every state, promises not among them; ``signals`` is empty where these may not be told.
        coming: title, day and place of the meetings after the period.
        sent: per kind of message how many are planned, made, published and withdrawn.
        withheld, nameless, coded: cards, owners and cases that are not in it, or not by name.
        undated: meetings without a date, that belong to no period.
    """

    rule: Rule
    meetings: tuple[Held, ...]
    people: int
    employees: int
    guests: int
    visits: int
    departments: tuple[str, ...]
    elements: tuple[Element, ...]
    cases: tuple[Discussed, ...]
    outcomes: int
    agreements: tuple[Said, ...]
    signals: tuple[Said, ...]
    signal_count: int
    questions: tuple[Said, ...]
    opinions: Mapping[str, tuple[Said, ...]]
    effect: BookEffect
    responses: tuple[Response, ...]
    works: BookWorks
    stories: tuple[BookStory, ...]
    untold_stories: int
    sent: tuple[tuple[str, Mapping[str, int]], ...]
    coming: tuple[tuple[str, date | None, str], ...]
    facilitators: tuple[str, ...]
    withheld: Withheld
    nameless: int
    coded: int
    undated: int


class Gathering:
    """Reads a period.

    Parameters:
        session: to read with.
        room: knows how long blocks took.
        rule: what the readers may have.
        since, until: first and last day that count.
        today: a permission that ended before it counts for nothing.
    """

    def __init__(self, session: Session, room: Room, rule: Rule, since: date, until: date, today: date) -> None:
        self._session = session
        self._room = room
        self._rule = rule
        self._since, self._until, self._today = since, until, today
        every = listing.meeting_rows(executor(session))
        self._rows = [row for row in every if row.state != "planned" and row.held_on and since <= row.held_on <= until]
        # Also what is still to come within the period, such as later today.
        self._later = [row for row in every if row.state == "planned" and row.held_on and (row.held_on > until or row.held_on >= today)]
        self._undated = sum(row.held_on is None and row.state != "planned" for row in every)
        self._cases = {row.id: reading.meeting_case_ids(session, row.id) for row in (*self._rows, *self._later)}
        self._refused = refused(session, REPORT, today)
        self._answers = dict(session.execute(select(Outcome.id, Outcome.answer).where(Outcome.answer != "")).all())
        cards = session.scalars(select(Outcome.case_id).where(Outcome.case_id.is_not(None)).distinct())
        self._veil = Veil(session, rule, today, {*cards, *(case for cases in self._cases.values() for case in cases)})

    def facts(self) -> Facts:
        """Return what happened."""
        session, veil = self._session, self._veil
        present = self._present()
        inside = {person for people in present.values() for person, outside in people if not outside}
        guests = {person for people in present.values() for person, outside in people if outside}
        cards = self._cards()
        sifted = {id: readable(found, self._refused) for id, found in cards.items()}
        shown = {id: found for id, (found, _withheld) in sifted.items()}
        every = [(row, card) for row in self._rows for card in shown[row.id] if not card.carried]
        signals = [pair for pair in every if pair[1].kind == SIGNAL]
        agreements = tuple(self._said(row, card) for row, card in every if card.kind == AGREEMENT)
        cases = tuple(dict.fromkeys(case for row in self._rows for case in self._cases[row.id]))
        stories, untold = book_stories.stories(session, veil.covering, REPORT, self._today)
        owners = {card.owner_id for _row, card in every if card.kind in COMMITMENTS and card.owner_id is not None}
        return Facts(
            rule=self._rule,
            meetings=tuple(self._held(row, present.get(row.id, ()), shown[row.id]) for row in self._rows),
            people=len(inside | guests),
            employees=len(inside),
            guests=len(guests - inside),
            visits=sum(map(len, present.values())),
            departments=self._departments(inside),
            elements=self._elements(),
            cases=self._discussed(cases),
            outcomes=len(every),
            agreements=agreements,
            signals=tuple(self._said(row, card) for row, card in signals) if self._rule.signals else (),
            signal_count=len(signals),
            questions=tuple(self._said(row, card) for row, card in every if card.kind == QUESTION),
            opinions={
                kind: tuple(sorted((self._said(row, card) for row, card in every if card.kind == kind), key=lambda said: -said.votes))
                for kind in _OPINIONS
            },
            effect=self._effect(),
            responses=self._responses(present),
            works=self._works(),
            stories=tuple(replace(story, quote=veil.text(story.quote)) for story in stories) if self._rule.names else (),
            untold_stories=untold if self._rule.names else untold + len(stories),
            sent=self._sent(),
            coming=tuple((veil.text(row.title, *self._cases[row.id]), row.held_on, veil.text(row.place, *self._cases[row.id])) for row in self._later),
            facilitators=self._facilitators(),
            withheld=summed([Withheld(), *(withheld for _found, withheld in sifted.values())]),
            nameless=sum(owner not in veil.named for owner in owners),
            coded=sum(case not in veil.open for case in cases),
            undated=self._undated,
        )

    def text(self, value: str) -> str:
        """Return a text that the facilitator wrote, as the readers may have it."""
        return self._veil.any_text(value)

    def _cards(self) -> dict[bytes, list[CardView]]:
        """Return the cards of every meeting in order, read together: a period may have hundreds of meetings."""
        wanted: dict[bytes, list[CardView]] = {row.id: [] for row in self._rows}
        query = select(Outcome.id, Outcome.meeting_id).order_by(Outcome.place, Outcome.id)
        order = [(card_id, meeting_id) for card_id, meeting_id in self._session.execute(query) if meeting_id in wanted]
        found = cards_by_id(self._session, [card_id for card_id, _meeting_id in order])
        for card_id, meeting_id in order:
            wanted[meeting_id].append(found[card_id])
        return wanted

    def _present(self) -> dict[bytes, list[tuple[bytes, bool]]]:
        query = select(Attendance.meeting_id, Person.id, Person.outside).join(Person, Person.id == Attendance.person_id)
        wanted, found = {row.id for row in self._rows}, {}
        for meeting_id, person_id, outside in self._session.execute(query.where(Attendance.status == "present")):
            if meeting_id in wanted:
                found.setdefault(meeting_id, []).append((person_id, outside))
        return found

    def _departments(self, people: set[bytes]) -> tuple[str, ...]:
        rows = self._session.execute(select(Person.id, Person.department).where(Person.department != ""))
        return tuple(sorted({self._veil.text(" ".join(department.split())) for person_id, department in rows if person_id in people}, key=str.casefold))

    def _facilitators(self) -> tuple[str, ...]:
        rows = self._session.execute(select(Person.id, Person.name).where(Person.facilitator.is_(True)).order_by(Person.name))
        return tuple(name for person_id, whole in rows if (name := self._veil.name(person_id, whole)))

    def _held(self, row: MeetingRow, present: Sequence[tuple[bytes, bool]], cards: list[CardView]) -> Held:
        on_agenda = self._cases[row.id]
        top = sorted((card for card in cards if card.top), key=lambda card: card.top)
        told = [card for card in top if self._rule.signals or card.kind != SIGNAL]
        return Held(
            number=row.number,
            title=self._veil.text(row.title, *on_agenda),
            held_on=row.held_on,
            inside=sum(not outside for _person, outside in present),
            outside=sum(outside for _person, outside in present),
            top=tuple(self._veil.text(card.text, card.case_id, *on_agenda) for card in told),
            untold=len(top) - len(told),
        )

    def _said(self, row: MeetingRow, card: CardView) -> Said:
        def text(value: str) -> str:
            cover = self._veil.nameless_text if card.kind in NAMELESS else self._veil.text
            return cover(value, card.case_id, *self._cases[row.id])

        owner, answer = self._veil.name(card.owner_id, card.owner), text(self._answers.get(card.id, ""))
        return Said(text(card.text), row.number, owner, card.due_on, card.status, text(card.to_whom), answer, card.votes)

    def _elements(self) -> tuple[Element, ...]:
        blocks = {row.id: row for row in self._session.scalars(select(Block).order_by(Block.place, Block.id)) if row.base_package}
        wanted = {row.id for row in self._rows}
        spent = {id: item for row in self._rows for id, item in ((item.id, item) for item in self._room.timer(row.id).items)}
        used: dict[bytes, list[tuple[int, int | None]]] = {}
        query = select(AgendaItem.id, AgendaItem.meeting_id, AgendaItem.block_id, AgendaItem.minutes)
        for item_id, meeting_id, block_id, minutes in self._session.execute(query):
            if meeting_id in wanted and block_id in blocks:
                known = spent.get(item_id)
                real = None if known is None or known.started_at is None else round(known.spent_seconds / 60)
                used.setdefault(block_id, []).append((minutes, real))
        found = []
        for block_id, block in blocks.items():
            if times := used.get(block_id):
                real = None if any(minutes is None for _planned, minutes in times) else sum(minutes for _planned, minutes in times)
                materials = reading.text_lines(reading.spoken(block, "materials"))
                found.append(Element(reading.spoken(block, "title"), len(times), sum(planned for planned, _real in times), real, materials))
        return tuple(found)

    def _discussed(self, case_ids: Sequence[bytes]) -> tuple[Discussed, ...]:
        session, rule = self._session, reading.criteria_rule(self._session)
        checks = reading.criterion_checks(session, list(case_ids))
        goals: dict[bytes, list[tuple[bool, int, str, str]]] = {}
        query = select(CaseGoal, Goal).join(Goal, Goal.id == CaseGoal.goal_id).where(CaseGoal.case_id.in_(case_ids))
        for row, goal in session.execute(query):
            goals.setdefault(row.case_id, []).append((not row.main, goal.number, reading.spoken(goal, "name"), row.sentence))
        cases = {row.id: row for row in session.scalars(select(CaseFile).where(CaseFile.id.in_(case_ids)))}
        names = {entry["id"]: content_text(entry, "label") for entry in read_content("case_intake")["criteria_logic"]["verdicts"]}
        found = []
        for case_id in case_ids:
            case, linked = cases[case_id], sorted(goals.get(case_id, []))
            sentences = reading.with_sentence((other, number, said) for other, number, _name, said in linked)
            verdict = reading.case_verdict(case, checks.get(case_id, {}), sentences, rule)
            told = self._veil.text(case.example_for, case_id) if case_id in self._veil.open else ""
            named = tuple(f"{number}. {name}" for _other, number, name, _said in linked)
            found.append(Discussed(self._veil.titles[case_id], named, names.get(verdict, ""), told))
        return tuple(found)

    def _effect(self) -> BookEffect:
        found = book_effect.effect(self._session, self._veil.covering.cover_all(), since=self._since, until=self._until)
        return replace(found, stories=tuple(map(self._veil.text, found.stories)))

    def _works(self) -> BookWorks:
        veil, text = self._veil, self._veil.any_text
        setting = Setting(veil.named, veil.covering, {row.id: row.number for row in self._rows}, {}, self._today)
        found = book_works.works(self._session, setting, [row.id for row in self._rows])
        elements = (replace(one, reasons=tuple(replace(why, text=text(why.text)) for why in one.reasons)) for one in found.elements)
        tools = (replace(one, name=text(one.name), situation=text(one.situation), tip=text(one.tip)) for one in found.tools)
        return BookWorks(tuple(elements), tuple(tools))

    def _responses(self, present: Mapping[bytes, Sequence[object]]) -> tuple[Response, ...]:
        rows = self._session.scalars(select(Measurement).order_by(Measurement.held_on, Measurement.id))
        return tuple(
            Response(row.moment, row.held_on, row.respondents or 0, len(present.get(row.meeting_id, ())), self._veil.text(row.note.strip()))
            for row in rows
            if row.held_on is None or self._since <= row.held_on <= self._until
        )

    def _sent(self) -> tuple[tuple[str, Mapping[str, int]], ...]:
        """Return portraits by their form and messages of the plan by their medium, as they stand now."""
        counted: dict[str, Counter[str]] = {}
        rows = [*self._session.execute(select(Portrait.form, Portrait.status)), *self._session.execute(select(CommunicationItem.medium, CommunicationItem.status))]
        for name, status in rows:
            if status in _STATES:
                counted.setdefault(self._veil.text(" ".join(name.split())), Counter())[_STATES[status]] += 1
        return tuple(sorted(counted.items()))
