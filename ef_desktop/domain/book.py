"""The book that a report is made from: everything on paper, decided and frozen.

Whoever gathers a book has already left out what may not be read: private cards, names without consent. A report only
draws. All texts are as the user wrote them, in any script and of any length.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ef_desktop.domain.book_parts import (
    TALENTS,
    BookAhead,
    BookAppendix,
    BookChapter,
    BookEffect,
    BookGoal,
    BookSignal,
    BookStory,
    BookWorks,
    ChapterChoice,
    SummaryText,
)


@dataclass(frozen=True, slots=True)
class BookKind:
    """A kind of outcome, as it looks in the book.

    Attributes:
        id: the id that outcomes refer to, for instance ``inzicht``.
        name: the name in the language of the book.
        colour: ``#RRGGBB``, dark enough for white on it (4.5:1).
        icon: name of a shipped outline icon, for instance ``bulb``.
        shape: form of the badge: one of ``ef_desktop.report.badges.SHAPES``.
        commitment: whether outcomes of this kind have an owner, a date and a state (agreements, promises).
    """

    id: str
    name: str
    colour: str
    icon: str
    shape: str
    commitment: bool = False


@dataclass(frozen=True, slots=True)
class BookOutcome:
    """One outcome of a meeting.

    Attributes:
        kind: id of its ``BookKind``.
        text: what was said.
        case_title: the case it belongs to.
        owner: who does it, only where that name may be shown.
        due_on: by when.
        status: id of the state (``open``, ``bezig``, ``klaar``, ``vervallen``), or a text to show as it is.
        votes: number of votes.
        group_title: the heading under which the group put it together with others.
        case: number of that case in the book, 0 for none.
        new: whether it came after the previous edition.
        carried: whether it only looks back on an agreement of an earlier meeting, and is counted there.
        looked_back: numbers of the later meetings that looked back on it.
        answer: what became of it, in words.
        owner_hidden: whether somebody does it whose name may not be shown.
    """

    kind: str
    text: str
    case_title: str | None = None
    owner: str | None = None
    due_on: date | None = None
    status: str | None = None
    votes: int = 0
    group_title: str | None = None
    case: int = 0
    new: bool = False
    carried: bool = False
    looked_back: tuple[int, ...] = ()
    answer: str = ""
    owner_hidden: bool = False


@dataclass(frozen=True, slots=True)
class BookAgendaItem:
    """One item of the rundown of a meeting.

    Attributes:
        title: what was done.
        planned_start: minutes since midnight, None where the meeting has no start time.
        planned_minutes: minutes that were planned.
        real_minutes: minutes that it took, None where that was not measured.
        led_by: who led it, only where that name may be shown.
        real_start: minutes since midnight at which it began, None where that was not measured.
    """

    title: str
    planned_start: int | None = None
    planned_minutes: int = 0
    real_minutes: int | None = None
    led_by: str | None = None
    real_start: int | None = None

    def begun(self, measured: bool) -> int | None:
        """Return the time of day that stands with it, in minutes since midnight: when it began, else when that was planned.

        Parameters:
            measured: True in a meeting that was measured; what was not held there has no time.
        """
        if measured and self.real_minutes is None:
            return None
        return self.planned_start if self.real_start is None else self.real_start


@dataclass(frozen=True, slots=True)
class BookMeeting:
    """One meeting.

    Attributes:
        number: stable number in the programme, from 1: once it was published it stays.
        title: its title.
        held_on: the day, None where it is not planned yet.
        starts_at: minutes since midnight.
        ends_at: minutes since midnight.
        place: where it was.
        goal: what it was for.
        inside: people of the own organisation who came.
        outside: people from outside who came.
        facilitators: names that may be shown.
        agenda: the rundown, in order.
        outcomes: all outcomes that may be shown, in order.
        top: the most important ones, in order, at most a handful.
        summary: what the facilitators wrote down at the end.
        closed: whether the meeting is finished.
        new: whether it came after the previous edition.
        cases: numbers of the cases on its agenda.
        left_out: how many cards and names are not there, in a sentence.
    """

    number: int
    title: str
    held_on: date | None = None
    starts_at: int | None = None
    ends_at: int | None = None
    place: str = ""
    goal: str = ""
    inside: int = 0
    outside: int = 0
    facilitators: tuple[str, ...] = ()
    agenda: tuple[BookAgendaItem, ...] = ()
    outcomes: tuple[BookOutcome, ...] = ()
    top: tuple[BookOutcome, ...] = ()
    summary: str = ""
    closed: bool = True
    new: bool = False
    cases: tuple[int, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class BookCounts:
    """How much there is in the book."""

    meetings: int = 0
    people: int = 0
    cases: int = 0
    outcomes: int = 0


@dataclass(frozen=True, slots=True)
class BookTalent:
    """How often a talent was chosen, given, and wished to grow in, over all rounds of the work form."""

    name: str
    own: int
    given: int
    growth: int


@dataclass(frozen=True, slots=True)
class BookTalents:
    """The chapter on roles and talents: totals, and names only of roles that somebody took and may be named with.

    Attributes:
        rounds: each round in a line.
        clusters: name and colour (``#RRGGBB``) of each cluster, with the talents that were recorded, the most first.
        roles: name of each role that was liked or taken, how many liked it, and who took it, in words.
        plenty: names of talents there is plenty of.
        missing: names of what a case needed and was thin or missing, with who outside could bring it, in words.
        noticed: what groups noticed.
        left_out: how many names are not there, in a sentence.
    """

    rounds: tuple[str, ...]
    clusters: tuple[tuple[str, str, tuple[BookTalent, ...]], ...]
    roles: tuple[tuple[str, int, str], ...]
    plenty: tuple[str, ...]
    missing: tuple[str, ...]
    noticed: tuple[str, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class BookCriterion:
    """One of the four criteria for a case: its text, what was found in a word, and why, where that may stand in the book."""

    text: str
    state: str
    motivation: str = ""


@dataclass(frozen=True, slots=True)
class BookCase:
    """A case.

    Attributes:
        title: as it may stand in the book; a code where the case may not be named.
        verdict: in words.
        goals: number and name of the Global Goals, the main one first.
        criteria: what was found of the four.
        reason: why it was admitted as an exception, or "".
        decided_by: who decided that, only where that name may be shown; ``decided_on``: when.
        number: stable number in the book, from 1; 0 where cases are not numbered.
        named: whether its title stands there; a case that may not be named has a code.
        question: the question from the city, "" where that may not stand in the book; so are the next three.
        learning_question: what the group wanted to learn.
        example_for: what others can do with it.
        learned: what the group learned: insights, those with the most votes first.
        more_learned: how many insights there are besides.
        meetings: numbers of the meetings that had it on the agenda.
        new: whether it came after the previous edition.
    """

    title: str
    verdict: str
    goals: tuple[str, ...] = ()
    criteria: tuple[BookCriterion, ...] = ()
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    number: int = 0
    named: bool = True
    question: str = ""
    learning_question: str = ""
    example_for: str = ""
    learned: tuple[str, ...] = ()
    more_learned: int = 0
    meetings: tuple[int, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A logbook.

    Attributes:
        title: for instance ``Logboek Excellent Faciliteren``.
        programme_name: for instance ``Leerroute Delft, voorjaar 2026``.
        edition: the moment of this edition, local time.
        kinds: the kinds of outcome, in the order in which they are shown.
        language: ``nl`` or ``en``.
        municipality: name of the municipality, may be empty.
        facilitators: names that may be shown.
        period_from: first day of the period.
        period_to: last day of the period.
        counts: totals for the summary.
        meetings: the meetings, in order.
        talents: the chapter on roles and talents, None where no round was held.
        cases: the cases of these meetings, with their criteria and exceptions, by number.
        number: of this edition, from 1; 0 for a draft that is not kept as an edition.
        since: day of the previous edition, None for the first.
        chapters: what stands in the book, in order; the title page comes first.
        sentences: the chapter 'In short', counted; ``own_summary``: what the facilitator wrote instead, "" for nothing.
        guide: how the book was made and what was left out, in sentences.
        left_out: per chapter id, what is not in it, in a sentence.
        works, signals, stories, effect, goals, ahead, appendix: the other chapters; empty where there is nothing to tell.
    """

    title: str
    programme_name: str
    edition: datetime
    kinds: tuple[BookKind, ...]
    language: str = "nl"
    municipality: str = ""
    facilitators: tuple[str, ...] = ()
    period_from: date | None = None
    period_to: date | None = None
    counts: BookCounts = BookCounts()
    meetings: tuple[BookMeeting, ...] = ()
    talents: BookTalents | None = None
    cases: tuple[BookCase, ...] = ()
    number: int = 0
    since: date | None = None
    chapters: tuple[BookChapter, ...] = ()
    sentences: tuple[str, ...] = ()
    own_summary: str = ""
    guide: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    works: BookWorks = field(default_factory=BookWorks)
    signals: tuple[BookSignal, ...] = ()
    stories: tuple[BookStory, ...] = ()
    effect: BookEffect = field(default_factory=BookEffect)
    goals: tuple[BookGoal, ...] = ()
    ahead: BookAhead = field(default_factory=BookAhead)
    appendix: BookAppendix = field(default_factory=BookAppendix)


def tellable(book: Book, gettext: Callable[[str], str]) -> Book:
    """Return a book as it can be set: a chapter that was chosen but has nothing to stand in it is not there, and the chapter
    on how the book was made says so.

    Parameters:
        gettext: speaks the language of the book.
    """
    empty = [chapter for chapter in book.chapters if chapter.id == TALENTS and book.talents is None]
    if not empty:
        return book
    titles = ", ".join(f"‘{chapter.title}’" for chapter in empty)
    said = gettext("There is nothing to tell yet about: {chapters}. These chapters are not in the book.").format(chapters=titles)
    kept = tuple(chapter for chapter in book.chapters if chapter not in empty)
    return replace(book, chapters=kept, guide=(*book.guide, said))


@dataclass(frozen=True, slots=True)
class LogbookContents:
    """A logbook together with what the facilitator chooses in it, gathered at one moment.

    Attributes:
        book: what would be drawn now.
        outline: all chapters in the chosen order.
        summary: the chapter 'In short'.
    """

    book: Book
    outline: tuple[ChapterChoice, ...]
    summary: SummaryText
