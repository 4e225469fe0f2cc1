"""The sheet of a participant: lines to write on for every step, so that the work form goes on when the laptop is shut."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable

from ef_desktop.domain.workpaper import PaperSheet, SheetPart
from ef_desktop.report import fonts
from ef_desktop.report.blocks import Gap, Row, Text, draw_rule
from ef_desktop.report.document import INSIDE, NewChapter, Progress, ReportDocument
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import MEASURE, UNIT, Style, palette
from ef_desktop.report.tagging import TaggedCanvas
from ef_desktop.report.words import Words

_WRITING = 5 * UNIT
_TITLE = Style(size=21, leading=5 * UNIT, font=fonts.BOLD, ink="primary", after=UNIT, hyphenate=False)
_INTRO = Style(size=10.875, ink="ink2", after=UNIT)
_HEADING = Style(size=12.75, leading=4 * UNIT, font=fonts.BOLD, ink="primary", before=UNIT, hyphenate=False)
_TEXT = Style(size=10.5, ink="ink2")
_BEFORE = Style(size=10.5, hyphenate=False)
_SMALL = Style(size=9.375, leading=2.5 * UNIT)
_SMALL_HEAD = Style(size=9.375, leading=2.5 * UNIT, font=fonts.SEMIBOLD, hyphenate=False)
_LABEL = 76.0
_FOOT = 1.0  # of the words before a line, above the foot of the line


class _Sheet(ReportDocument):
    """A document without a cover."""

    def __init__(self, words: Words, **texts: str):
        super().__init__(words, progress=Progress(1, None, None), **texts)
        self.pageTemplates = [template for template in self.pageTemplates if template.id == INSIDE]


class _Line(Flowable):
    """A line to write on, with what stands before it."""

    def __init__(self, before: Text | None):
        super().__init__()
        self._before = before

    def wrap(self, aW, aH):
        self.width = aW
        self.height = _WRITING if self._before is None else _WRITING + self._before.wrap(aW, aH)[1] - self._before.style.leading
        return self.width, self.height

    def draw(self):
        canvas: TaggedCanvas = self.canv
        left = 0.0
        if self._before is not None:
            self._before.draw_at(canvas, 0, _FOOT)
            left = self._before.lines[-1].width + UNIT
        with canvas.artifact():
            draw_rule(canvas, left, _FOOT + UNIT / 2, max(0.0, self.width - left), palette()["lineStrong"], 0.6)


def write_sheet(sheet: PaperSheet, out: BinaryIO | Path, *, now: datetime) -> None:
    """Write the sheet as an accessible PDF that may be kept: PDF/UA-1 and PDF/A-2a. Equal input gives equal bytes.

    Parameters:
        sheet: everything that stands on it.
        out: where to write; a path is opened only when the whole document is ready.
        now: date of the file, with time zone.
    """
    words = Words(sheet.language)
    root = Node("Document")
    document = _Sheet(words, title=sheet.title, author=sheet.author, subject=sheet.programme_name)
    document.typeset(_story(sheet, root, words), root, now, out)


def _story(sheet: PaperSheet, root: Node, words: Words) -> Iterator[Flowable]:
    sect = root.add("Sect")
    yield NewChapter(sheet.title)
    yield Text(sheet.title, _TITLE, sect.add("H1"), words.language, key="sheet", outline=sheet.title)
    yield Text(sheet.intro, _INTRO, sect.add("P"), words.language)
    for part in sheet.parts:
        yield from _part(part, sect, words)
    yield Gap(3 * UNIT)
    yield from _lists(sheet, sect, words)


def _part(part: SheetPart, sect: Node, words: Words) -> Iterator[Flowable]:
    yield Text(part.title, _HEADING, sect.add("H2"), words.language)
    if part.text:
        yield Text(part.text, _TEXT, sect.add("P"), words.language)
    for before in part.lines:
        yield _Line(Text(before, _BEFORE, sect.add("P"), words.language) if before else None)


def _lists(sheet: PaperSheet, sect: Node, words: Words) -> Iterator[Flowable]:
    """The names to choose from, small at the foot: a table of clusters and roles."""
    _ = words.gettext
    table = sect.add("Table")
    columns = [(0, _LABEL), (_LABEL, MEASURE - _LABEL)]
    row = table.add("TR")
    head = Row(
        [
            Text(_("Choose from"), _SMALL_HEAD, row.head_cell("Column"), words.language),
            Text(_("Names"), _SMALL_HEAD, row.head_cell("Column"), words.language),
        ],
        columns,
        rule="primary",
        rule_width=1.0,
        padding=UNIT / 3,
    )
    for place, (name, members) in enumerate((*sheet.clusters, (_("Roles"), sheet.roles))):
        row = table.add("TR")
        yield Row(
            [
                Text(name, _SMALL_HEAD, row.head_cell("Row"), words.language),
                Text(", ".join(members), _SMALL, row.add("TD", keep=True), words.language),
            ],
            columns,
            head=head,
            leading_head=place == 0,
            padding=UNIT / 3,
        )
