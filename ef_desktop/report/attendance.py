"""The list of a meeting to sign: who is expected, with room for a signature and for who walks in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable

from ef_desktop.report import fonts, styles
from ef_desktop.report.blocks import Gap, Row, Text
from ef_desktop.report.document import INSIDE, Progress, ReportDocument
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import MEASURE, UNIT
from ef_desktop.report.words import Words

#: Empty rows at the end for people who were not invited.
_WALK_INS = 6
_NUMBER = 26.0
_GAP = 12.0
_PADDING = 1.75 * UNIT
_CONTACT = replace(styles.CELL, hyphenate=False)


@dataclass(frozen=True)
class SheetPerson:
    """One row: name, organisation, and e-mail and phone where that was asked for."""

    name: str
    organisation: str
    contact: str = ""


@dataclass(frozen=True)
class AttendanceSheet:
    """Everything on the list.

    Attributes:
        title: of the meeting; ``programme``: of the learning path.
        starts_at, ends_at: minutes since midnight, or None.
        with_contact: True has a column for it.
        edition: the moment of making, with time zone.
    """

    title: str
    programme: str
    held_on: date | None
    starts_at: int | None
    ends_at: int | None
    place: str
    people: tuple[SheetPerson, ...]
    with_contact: bool
    language: str
    edition: datetime


class _Sheet(ReportDocument):
    """A document without a cover."""

    def __init__(self, words: Words, **texts: str):
        super().__init__(words, progress=Progress(1, None, None), **texts)
        self.pageTemplates = [template for template in self.pageTemplates if template.id == INSIDE]


def write_attendance(sheet: AttendanceSheet, out: BinaryIO | Path) -> None:
    """Write the list as an accessible PDF that may be kept: PDF/UA-1 and PDF/A-2a. Equal input gives equal bytes.

    Parameters:
        sheet: what stands on it.
        out: where to write.
    """
    words = Words(sheet.language)
    root = Node("Document")
    _ = words.gettext
    title = _("Attendance list: {title}").format(title=sheet.title)
    document = _Sheet(words, title=title, author=sheet.programme, subject=sheet.programme)
    document.typeset(_story(sheet, root, words), root, sheet.edition, out)


def _story(sheet: AttendanceSheet, root: Node, words: Words) -> Iterator[Flowable]:
    _ = words.gettext
    title = Text(sheet.title, styles.CHAPTER, root.add("H1"), words.language, key="list", outline=fonts.one_line(sheet.title)[:160])
    yield title
    for line, style in ((_when(sheet, words), styles.LEAD), (sheet.place, styles.BODY), (_account(sheet, words), styles.SMALL)):
        if line:
            yield Text(line, style, root.add("P"), words.language)
    yield Gap(UNIT)
    yield from _table(sheet, root, words)
    yield Gap(2 * UNIT)
    yield Text(_("This list is about people. Keep it safe, and destroy it when it is no longer needed."), styles.SMALL, root.add("P"), words.language)


def _when(sheet: AttendanceSheet, words: Words) -> str:
    _ = words.gettext
    if sheet.held_on is None:
        return _("no date yet")
    day = words.weekday(sheet.held_on)
    if sheet.starts_at is None:
        return day
    start = words.time(sheet.starts_at)
    if sheet.ends_at is None:
        return _("{day}, {start}").format(day=day, start=start)
    return _("{day}, {start} to {end}").format(day=day, start=start, end=words.time(sheet.ends_at))


def _account(sheet: AttendanceSheet, words: Words) -> str:
    count = words.ngettext("{count} person on the list", "{count} people on the list", len(sheet.people))
    return f"{sheet.programme} · {count}"


def _columns(with_contact: bool) -> list[tuple[float, float]]:
    shares = (0.25, 0.22, 0.31, 0.22) if with_contact else (0.34, 0.30, 0.36)
    columns, left = [(0.0, _NUMBER)], _NUMBER
    for share in shares:
        width = (MEASURE - _NUMBER) * share
        columns.append((left, width - _GAP))
        left += width
    return columns


def _table(sheet: AttendanceSheet, root: Node, words: Words) -> Iterator[Flowable]:
    _ = words.gettext
    titles = [_("No."), _("Name"), _("Organisation"), *([_("Contact")] if sheet.with_contact else []), _("Signature")]
    columns = _columns(sheet.with_contact)
    table = root.add("Table")
    row = table.add("TR")
    cells = [Text(title, styles.COLUMN_HEAD, row.head_cell("Column"), words.language) for title in titles]
    head = Row(cells, columns, rule="primary", rule_width=1.5)
    people = [*sheet.people, *([None] * _WALK_INS)]
    for place, person in enumerate(people, 1):
        row = table.add("TR")
        texts = [person.name, person.organisation, *([person.contact] if sheet.with_contact else []), ""] if person else [""] * (len(titles) - 1)
        number = Text(words.number(place), styles.CELL_QUIET, row.head_cell("Row"), words.language)
        looks = [styles.CELL_STRONG, styles.CELL, *([_CONTACT] if sheet.with_contact else []), styles.CELL]
        others = [Text(text, look, row.add("TD", keep=True), words.language) for text, look in zip(texts, looks, strict=True)]
        yield Row([number, *others], columns, head=head, leading_head=place == 1, padding=_PADDING)
