"""The interim report (tussenrapportage): everything on paper, decided and frozen. A report only draws it."""

from dataclasses import dataclass
from datetime import date, datetime

from ef_desktop.domain.book_parts import BookMeasurement

#: For whom a report is made.
GEMEENTE, AENO = "gemeente", "aeno"
AUDIENCES = (GEMEENTE, AENO)


@dataclass(frozen=True, slots=True)
class Rule:
    """What an audience may read.

    Attributes:
        names: people by name, as far as they said yes to reports.
        signals: signals to the organisation, in words; without it they are only counted.
        districts: the district of a case and the name of the initiative.
        shared_in: a case that may be in one of these stands in it by its title.
    """

    names: bool
    signals: bool
    districts: bool
    shared_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterimTable:
    """A table of texts.

    Attributes:
        title: above it.
        head: the titles of its columns.
        rows: the texts of each row; the first of a row is its head.
        shares: how wide each column is, as a part of the whole; together 1.
        figures: places of the columns with numbers.
        note: below it, "" for none.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    figures: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class InterimList:
    """A list of texts under a title.

    Attributes:
        numbered: whether the order says something.
        running: whether the texts are a few words each, and stand in one paragraph.
        note: below it, "" for none.
    """

    title: str
    items: tuple[str, ...]
    numbered: bool = False
    running: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class InterimChapter:
    """A chapter.

    Attributes:
        id: as in the content.
        text: its running text, paragraph by paragraph: what the facilitator wrote, or the proposal made from the figures.
        parts: what the program counted and collected.
        left_out: what is not in it, in a sentence, or "".
    """

    id: str
    title: str
    text: tuple[str, ...]
    parts: tuple[InterimTable | InterimList | BookMeasurement, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class InterimText:
    """The text of a chapter as the facilitator sees it.

    Attributes:
        chapter: id in the content; ``title`` and ``content`` say what it is about.
        own: what the facilitator wrote, "" for nothing.
        proposal: what stands in the report without own text.
        written_from, written_to: the period that the own text was written for, None where there is none.
    """

    chapter: str
    title: str
    content: str
    own: str
    proposal: str
    written_from: date | None = None
    written_to: date | None = None

    @property
    def text(self) -> str:
        """What stands in the report."""
        return self.own or self.proposal


@dataclass(frozen=True, slots=True)
class Interim:
    """An interim report.

    Attributes:
        title: for instance ``Tussenrapportage``.
        audience: one of ``AUDIENCES``; ``audience_name`` and ``readers`` are it in words.
        facilitators: names that may be shown.
        period_from, period_to: first and last day that count.
        edition: the moment of making, local time.
        counted: how much there was in this period, phrase by phrase.
        left_out: what is not in it and why, sentence by sentence.
    """

    title: str
    audience: str
    audience_name: str
    readers: str
    programme_name: str
    municipality: str
    facilitators: tuple[str, ...]
    period_from: date
    period_to: date
    edition: datetime
    language: str
    counted: tuple[str, ...]
    chapters: tuple[InterimChapter, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterimContents:
    """A report, and the text of each of its chapters as the facilitator sees it."""

    report: Interim
    texts: tuple[InterimText, ...]
