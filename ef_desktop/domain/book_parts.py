"""What stands in the chapters of a logbook beside meetings and cases: everything on paper, decided and frozen.

A sentence called ``left_out`` tells, in the language of the book, what is not there and why; "" where nothing was left out.
"""

from dataclasses import dataclass
from datetime import date

#: Chapters that stand in every book, whatever is chosen: who looks into it must see what it is and what was left out.
TITLE_PAGE, SUMMARY, GUIDE = "titelblad", "samenvatting", "leeswijzer"
MEETINGS, CASES, TALENTS, OUTCOMES = "sessies", "casussen", "rollen", "opbrengsten"
WORKS, SIGNALS, STORIES, EFFECT = "werkt", "signalen", "verhalen", "effect"
GOALS, AHEAD, APPENDIX = "goals", "vooruit", "bijlagen"
FIXED = (TITLE_PAGE, GUIDE)

#: With fewer answers than this no figure is shown; with fewer than the second only a mean, in half points.
FEWEST_FOR_MEAN, FEWEST_FOR_SPREAD = 5, 10

#: What a group may find of an element of the base package.
KEEP, ADAPT, DROP, EARLY = "houden", "aanpassen", "laten_vallen", "te_vroeg"
CHOICES = (KEEP, ADAPT, DROP, EARLY)


@dataclass(frozen=True, slots=True)
class BookChapter:
    """A chapter that stands in the book: its id in the content, and its title in the language of the book."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ChapterChoice:
    """A chapter as the facilitator chooses it.

    Attributes:
        id: as in the content.
        title: in the language of the screen.
        content: what stands in it, in a sentence.
        chosen: whether it is in the book; a fixed one always is.
        filled: whether there is anything to tell in it; an empty chapter is left out and the guide says so.
        count: how much: meetings, cases, outcomes, ...; 0 where nothing is counted.
        fixed: True for what cannot be left out.
    """

    id: str
    title: str
    content: str
    chosen: bool
    filled: bool
    count: int = 0
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class SummaryText:
    """The chapter 'In short': what the facilitator wrote, "" for nothing, and the sentences that count by themselves.

    Own text stands in the book instead of the sentences.
    """

    own: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition that was published.

    Attributes:
        id: of its row.
        number: place among the editions of this report, from 1.
        report: ``logbook``, ``interim``, or another report.
        published_on: the day.
        file_name: name of the file without its folder.
        checksum: SHA-256 of the file in hexadecimal figures.
        note: what the facilitator said of it.
        chapters: ids of the chapters that stood in it.
    """

    id: bytes
    number: int
    report: str
    published_on: date | None
    file_name: str
    checksum: str
    note: str
    chapters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookReason:
    """Why an element was kept, adapted or dropped: id and name of the choice, the reason, and the number of the meeting."""

    choice: str
    name: str
    text: str
    meeting: int


@dataclass(frozen=True, slots=True)
class BookElement:
    """An element of the base package, how often each of ``CHOICES`` was made, and why."""

    title: str
    counts: tuple[int, ...]
    reasons: tuple[BookReason, ...] = ()


@dataclass(frozen=True, slots=True)
class BookTool:
    """A tailor-made tool; ``minutes`` is 0 where nobody said how long it takes."""

    name: str
    situation: str = ""
    steps: tuple[str, ...] = ()
    minutes: int = 0
    tip: str = ""


@dataclass(frozen=True, slots=True)
class BookWorks:
    """The chapter 'What works and what does not'."""

    elements: tuple[BookElement, ...] = ()
    tools: tuple[BookTool, ...] = ()


@dataclass(frozen=True, slots=True)
class BookSignal:
    """A signal to the organisation.

    Attributes:
        text: what was reported.
        meeting: number of the meeting; ``held_on``: its day.
        to_whom: to whom it went, a function or a department.
        answer: what they said, "" for no answer yet; ``answered_on``: when.
    """

    text: str
    meeting: int
    held_on: date | None = None
    to_whom: str = ""
    answer: str = ""
    answered_on: date | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class BookPicture:
    """A picture.

    Attributes:
        data: of its file, as somebody brought it.
        description: what can be seen on it.
    """

    data: bytes
    description: str


@dataclass(frozen=True, slots=True)
class BookStory:
    """A portrait with a yes to the logbook.

    Attributes:
        name: as its bearer allows, "" for no name.
        approved_on: day of the yes.
        pictures: those of the portrait, in order.
    """

    title: str
    body: str
    quote: str = ""
    name: str = ""
    approved_on: date | None = None
    pictures: tuple[BookPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class BookFigure:
    """What was answered to a statement.

    Attributes:
        text: the statement.
        theme: in a word or two, may be empty.
        answers: how many gave a value.
        mean: None with fewer than ``FEWEST_FOR_MEAN`` answers; in half points below ``FEWEST_FOR_SPREAD``.
        spread: label and number of each value, lowest first; empty below ``FEWEST_FOR_SPREAD``.
        highest: the highest value of the scale; ``lowest``: the lowest.
        part: id of the group of statements, or ``now`` and ``then`` where one measurement asked for both.
    """

    text: str
    theme: str
    answers: int
    mean: float | None
    spread: tuple[tuple[str, int], ...] = ()
    lowest: int = 1
    highest: int = 5
    part: str = ""


@dataclass(frozen=True, slots=True)
class BookMeasurement:
    """A moment of measuring.

    Attributes:
        name: in words, for instance ``First session``.
        moment: id, such as ``T0``.
        held_on: the day, or None.
        respondents: how many answered.
        figures: statement by statement; those with too few answers are only counted in ``withheld``.
    """

    name: str
    moment: str
    held_on: date | None
    respondents: int
    figures: tuple[BookFigure, ...] = ()
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class BookEffect:
    """The chapter 'What changed?': measurements in order of time, and the answers and stories that the group chose."""

    measurements: tuple[BookMeasurement, ...] = ()
    stories: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class BookGoal:
    """One of the 17 Global Goals, its colour and the colour of text on it (``#RRGGBB``), and how many cases touch it.

    Attributes:
        cases: numbers of those cases in the book.
    """

    number: int
    name: str
    colour: str
    text_colour: str
    cases: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BookOpen:
    """Something that is still open.

    Attributes:
        text: what.
        meeting: number of the meeting in which it came up.
        owner: who does it, only where that name may be shown.
        due_on: by when.
        status: ``open`` or ``busy``; "" for a question.
    """

    text: str
    meeting: int
    owner: str = ""
    due_on: date | None = None
    status: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class BookComing:
    """A meeting that is planned: title, day and place."""

    title: str
    held_on: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class BookAhead:
    """The chapter 'What next?'."""

    agreements: tuple[BookOpen, ...] = ()
    questions: tuple[BookOpen, ...] = ()
    coming: tuple[BookComing, ...] = ()
    left_out: str = ""
    promises: tuple[BookOpen, ...] = ()


@dataclass(frozen=True, slots=True)
class BookWorkForm:
    """A work form that was used: its title, what it is for, how often, and the minutes it took together."""

    title: str
    purpose: str
    times: int
    minutes: int


@dataclass(frozen=True, slots=True)
class BookAppendix:
    """The appendices: work forms, statements (title of a group and its statements), and how the figures were made."""

    forms: tuple[BookWorkForm, ...] = ()
    statements: tuple[tuple[str, tuple[str, ...]], ...] = ()
    account: tuple[str, ...] = ()
