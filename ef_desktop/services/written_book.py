"""The logbook as running text: headings, paragraphs, lists and tables, in the order and the words of the PDF.

It is made from the frozen book only: what may not be read was left out there, and no form of the text decides anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is the title of the book, 2 a chapter. ``new_page`` where paper has pages."""

    level: int
    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text, whose empty lines part paragraphs; ``small`` for a note, ``strong`` for what is said first."""

    text: str
    small: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of texts, each with a note that may be empty; ``numbered`` where the order counts."""

    items: tuple[tuple[str, str], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        title: what it is about, for who cannot see it.
        head: the headings of its columns.
        rows: as many cells each.
        numbers: columns that hold numbers, from 0.
        first_is_head: whether the first cell of a row is its heading.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    first_is_head: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture fit for a page.

    Attributes:
        name: of its file, with its folder, where it lies beside the text; no other picture of the book has it.
        description: what can be seen on it, in one line.
        data: of that file, JPEG or PNG; empty for one that only lies there, and is in no document.
        width, height: in pixels.
    """

    name: str
    description: str
    data: bytes = b""
    width: int = 0
    height: int = 0


Block = Heading | Paragraph | Listing | Table | Picture


@dataclass(frozen=True, slots=True)
class Written:
    """A book as text.

    Attributes:
        title, subject, author: for the properties of a file; the author is a municipality or a programme, never a person.
        language: ``nl`` or ``en``.
        edition: its moment, local time.
        contents: the word for the list of chapters.
        cover: the picture at its front.
        blocks: the text.
    """

    title: str
    subject: str
    author: str
    language: str
    edition: datetime
    contents: str
    cover: Picture
    blocks: tuple[Block, ...]


def told(*texts: str, small: bool = False, strong: bool = False) -> Iterator[Paragraph]:
    """Return those of these texts that say something, a paragraph each."""
    for text in texts:
        if text.strip():
            yield Paragraph(text, small, strong)


def listed(texts: tuple[str, ...]) -> Iterator[Listing]:
    """Return texts as a list without notes; nothing where there are none."""
    if texts:
        yield Listing(tuple((text, "") for text in texts))


def headed(title: str, texts: tuple[str, ...]) -> Iterator[Heading | Listing]:
    """Return texts as a list under a heading; nothing where there are none."""
    if texts:
        yield Heading(3, title)
        yield from listed(texts)


def joined(*parts: str) -> str:
    """Return those of these parts that say something, in one line."""
    return " · ".join(part for part in parts if part)


def used_columns(head: tuple[str, ...], rows: list[tuple[str, ...]], title: str, numbers: frozenset[int] = frozenset(), **options: bool) -> Table:
    """Return a table without the columns that say nothing in any row; the first always stays."""
    kept = [column for column in range(len(head)) if column == 0 or any(row[column] for row in rows)]
    return Table(
        title,
        tuple(head[column] for column in kept),
        tuple(tuple(row[column] for column in kept) for row in rows),
        frozenset(place for place, column in enumerate(kept) if column in numbers),
        **options,
    )
