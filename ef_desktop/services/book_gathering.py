"""Gathers the logbook. What may not be read is left out here, before anything is laid out."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import kind_styles, outcome_kinds, read_content
from ef_desktop.db.tables import Attendance, Person, Programme
from ef_desktop.domain import book_parts
from ef_desktop.domain.book import (
    Book,
    BookCase,
    BookCounts,
    BookKind,
    BookMeeting,
    BookTalents,
)
from ef_desktop.i18n import content_text, language
from ef_desktop.services import (
    book_ahead,
    book_effect,
    book_guide,
    book_numbers,
    book_outline,
    book_stories,
    book_summary,
    book_works,
    editions,
    listing,
    logbook_cases,
    reading,
    talents_book,
)
from ef_desktop.services.book_cover import Covering, Withheld, summed
from ef_desktop.services.book_meetings import Gathered, MeetingReader, Setting, left_out
from ef_desktop.services.core import Core, executor
from ef_desktop.services.people_reading import name_forms
from ef_desktop.services.room import Room
from ef_desktop.services.setting_rows import read_setting

#: Setting: what the facilitator wrote instead of the sentences of the chapter 'In short'.
SUMMARY_SETTING = "logbook.summary"

_LEARNED = "inzicht"
_MOST_LEARNED = 5


@dataclass(frozen=True)
class Whole:
    """A book, the chapters to choose from, the summary as it was typed, the numbers that its meetings and cases have,
    and how far into the history it looked."""

    book: Book
    choices: tuple[book_parts.ChapterChoice, ...]
    own_summary: str
    meetings: dict[bytes, int]
    cases: dict[bytes, int]
    seen: dict[int, int]


def gather(core: Core, room: Room, session: Session, number: int = 0) -> Whole:
    """Return the logbook: held and closed meetings, without private and hidden cards, with names only of people who said yes to it.

    Parameters:
        core: of the open work file.
        room: knows how long blocks took.
        session: to read with.
        number: of the edition that is made, 0 for a draft.
    """
    programme = session.scalars(select(Programme)).one()
    today = core.local_now().date()
    named = name_forms(session, reading.LOGBOOK_CHANNEL, today)
    covering = Covering(session, named, (logbook_cases.SHARED,))
    every = listing.meeting_rows(executor(session))
    rows = [row for row in every if row.state != "planned"]
    ids = [row.id for row in rows]
    kept_meetings, kept_cases = book_numbers.published(session)
    on_agenda = {row.id: reading.meeting_case_ids(session, row.id) for row in rows}
    cases = logbook_cases.cases(session, covering, [case for row in rows for case in on_agenda[row.id]], frozenset(named))
    case_numbers = book_numbers.of_cases(cases, kept_cases)
    meeting_numbers = book_numbers.of_meetings(rows, kept_meetings)
    own = read_setting(session, SUMMARY_SETTING, "")
    last = editions.previous(session, editions.LOGBOOK)
    setting = Setting(
        named=named,
        covering=covering,
        meetings=meeting_numbers,
        cases=case_numbers,
        today=today,
        known=frozenset(kept_meetings),
        since=last[1] if last is not None else None,
        arrived=book_numbers.arrived(session) if last is not None else frozenset(),
    )
    reader = MeetingReader(session, room, setting)
    gathered = [reader.read(row) for row in rows]
    meetings = tuple(found.meeting for found in gathered)
    numbered = _numbered(cases, case_numbers, meetings, frozenset(kept_cases) if last is not None else None)
    told_stories, missed = book_stories.stories(session, covering, reading.LOGBOOK_CHANNEL, today)
    people = session.scalars(select(Attendance.person_id).where(Attendance.status == "present").distinct()).all()
    leaders = session.execute(select(Person.id, Person.name).where(Person.facilitator.is_(True)).order_by(Person.name)).all()
    days = [row.held_on for row in rows if row.held_on]
    book = Book(
        title=content_text(read_content("report_outlines")["logbook"], "title"),
        programme_name=programme.name,
        edition=core.local_now(),
        kinds=kinds(),
        language=language(),
        municipality=programme.municipality,
        facilitators=tuple(setting.name(person_id, name) for person_id, name in leaders if person_id in named),
        period_from=min(days, default=programme.starts_on),
        period_to=max(days, default=programme.ends_on),
        counts=BookCounts(
            meetings=len(rows),
            people=len(people),
            cases=len({case for found in on_agenda.values() for case in found}),
            outcomes=sum(not card.carried for meeting in meetings for card in meeting.outcomes),
        ),
        meetings=meetings,
        talents=_talents(session, covering, set(ids), named),
        cases=numbered,
        number=number,
        since=last[0].published_on if last is not None else None,
        own_summary=covering.cover_all().text(own),
        works=book_works.works(session, setting, ids),
        signals=_dated(book_works.signals(session, setting, ids), meetings),
        stories=told_stories,
        effect=book_effect.effect(session, covering.cover_all()),
        goals=book_ahead.goals(session, logbook_cases.goal_cases(session, case_numbers)),
        ahead=book_ahead.ahead(session, covering, meetings, [row for row in every if row.state == "planned"]),
        appendix=book_ahead.appendix(session, ids),
    )
    return _finished(session, book, own, gathered, missed, meeting_numbers, case_numbers)


def _finished(
    session: Session,
    book: Book,
    own: str,
    gathered: list[Gathered],
    missed: int,
    meetings: dict[bytes, int],
    cases: dict[bytes, int],
) -> Whole:
    """Add what follows from the rest: sentences, chapters, and what was left out of each."""
    counts, filled = chapter_counts(book), filled_chapters(book)
    choices = book_outline.choices(session, counts, filled)
    unnamed = frozenset[bytes | str]().union(*(found.unnamed for found in gathered))
    withheld = summed([Withheld(), *(found.withheld for found in gathered)])
    codes = sum(not case.named for case in book.cases)
    of_chapter = {
        book_parts.MEETINGS: left_out(withheld, len(unnamed)),
        # No name stands in these lists: a card and the meeting that it came from.
        book_parts.OUTCOMES: left_out(withheld, 0),
        book_parts.CASES: book_guide.codes_left_out(codes),
        book_parts.TALENTS: book.talents.left_out if book.talents is not None else "",
        book_parts.STORIES: book_guide.stories_left_out(missed),
        book_parts.EFFECT: book.effect.left_out,
        book_parts.AHEAD: book.ahead.left_out,
    }
    missing = book_guide.Missing(
        withheld=withheld,
        unnamed=len(unnamed),
        stories=missed,
        codes=codes,
        empty=[choice.title for choice in choices if choice.chosen and not choice.filled],
        unchosen=[choice.title for choice in choices if not choice.chosen and choice.filled],
    )
    book = replace(
        book,
        chapters=book_outline.chapters(session, filled),
        sentences=book_summary.sentences(book),
        left_out=tuple((id, said) for id, said in of_chapter.items() if said),
    )
    return Whole(replace(book, guide=book_guide.guide(book, missing)), choices, own, meetings, cases, book_numbers.seen(session))


def chapter_counts(book: Book) -> dict[str, int]:
    """Return how much there is in each chapter; what is not counted is not there."""
    return {
        book_parts.SUMMARY: len(book.sentences),
        book_parts.MEETINGS: len(book.meetings),
        book_parts.CASES: len(book.cases),
        book_parts.TALENTS: len(book.talents.rounds) if book.talents is not None else 0,
        book_parts.OUTCOMES: book.counts.outcomes,
        book_parts.WORKS: len(book.works.elements) + len(book.works.tools),
        book_parts.SIGNALS: len(book.signals),
        book_parts.STORIES: len(book.stories),
        book_parts.EFFECT: len(book.effect.measurements) + len(book.effect.stories) + len(book.effect.answers),
        book_parts.GOALS: sum(bool(goal.cases) for goal in book.goals),
        book_parts.AHEAD: sum(map(len, (book.ahead.agreements, book.ahead.promises, book.ahead.questions, book.ahead.coming))),
        book_parts.APPENDIX: len(book.appendix.forms),
    }


def filled_chapters(book: Book) -> frozenset[str]:
    """Return the ids of the chapters that have something to tell."""
    always = {*book_parts.FIXED, book_parts.SUMMARY}
    return frozenset(always | {id for id, count in chapter_counts(book).items() if count})


def kinds() -> tuple[BookKind, ...]:
    """Return the kinds of outcome as they look on paper."""
    styles = kind_styles()
    return tuple(
        BookKind(
            id=kind.id,
            name=kind.name,
            colour=styles[kind.id]["solid"],
            icon=styles[kind.id]["icon"],
            shape=styles[kind.id]["shape"],
            commitment=kind.id in ("afspraak", "belofte"),
        )
        for kind in outcome_kinds()
    )


def _numbered(
    cases: dict[bytes, BookCase], numbers: dict[bytes, int], meetings: tuple[BookMeeting, ...], known: frozenset[bytes] | None
) -> tuple[BookCase, ...]:
    """Return the cases by number, with where they were discussed and what was learned.

    Parameters:
        known: cases that stood in the previous edition, None where there is none.
    """
    learned: dict[int, list[tuple[int, str]]] = {}
    held: dict[int, list[int]] = {}
    for meeting in meetings:
        for number in meeting.cases:
            held.setdefault(number, []).append(meeting.number)
        for card in meeting.outcomes:
            if card.case and card.kind == _LEARNED and not card.carried:
                learned.setdefault(card.case, []).append((-card.votes, card.text))
    found = []
    for case_id, case in cases.items():
        number = numbers[case_id]
        texts = [text for _votes, text in sorted(learned.get(number, ()), key=lambda pair: pair[0])]
        found.append(
            replace(
                case,
                number=number,
                meetings=tuple(held.get(number, ())),
                learned=tuple(texts[:_MOST_LEARNED]) if case.named else (),
                more_learned=max(0, len(texts) - _MOST_LEARNED) if case.named else 0,
                new=known is not None and case_id not in known,
            )
        )
    return tuple(sorted(found, key=lambda case: case.number))


def _dated(
    signals: tuple[book_parts.BookSignal, ...], meetings: tuple[BookMeeting, ...]
) -> tuple[book_parts.BookSignal, ...]:
    days = {meeting.number: meeting.held_on for meeting in meetings}
    return tuple(replace(signal, held_on=days[signal.meeting]) for signal in signals)


def _talents(session: Session, covering: Covering, meeting_ids: set[bytes], named: Collection[bytes]) -> BookTalents | None:
    """Return the chapter on roles and talents, its typed texts covered."""
    told, cover = talents_book.talents(session, meeting_ids, named), covering.cover_all()
    if told is None:
        return None
    texts = {name: tuple(map(cover.text, getattr(told, name))) for name in ("rounds", "missing", "noticed")}
    return replace(told, **texts)
