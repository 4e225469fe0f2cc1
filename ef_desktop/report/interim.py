"""The interim report (tussenrapportage): a title page with what it is about, then the chapters one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from ef_desktop.domain.interim import Interim, InterimChapter, InterimList, InterimTable
from ef_desktop.report import fonts, styles
from ef_desktop.report.badges import draw_wall_tile
from ef_desktop.report.blocks import Decoration, Gap, Row, Text
from ef_desktop.report.chapter_parts import Section, chapter_key
from ef_desktop.report.document import INSIDE, NewChapter, Progress, ReportDocument
from ef_desktop.report.stories_chapter import measurement
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import LINE, MEASURE, UNIT
from ef_desktop.report.tables import Column, Table
from ef_desktop.report.words import Words

#: Two rows of tiles above the title: a report is a smaller thing than the book.
_WALL = (
    ("building-bridge", "", "bulb", "plant-2", "", "bike", "messages", ""),
    ("", "windmill", "", "flag", "heart-handshake", "", "puzzle", "microphone-2"),
)
_TILE = MEASURE / len(_WALL[0])
_GAP = 12.0
_NUMBER = 22.0
_LONGEST = 300  # characters of a title in the properties of the file

_TITLE = styles.Style(size=39, leading=9 * UNIT, font=fonts.BOLD, ink="primary", hyphenate=False)
_CHAPTER = replace(styles.CHAPTER, size=21, leading=5 * UNIT, before=6 * UNIT)


class _Report(ReportDocument):
    """A document without a cover."""

    def __init__(self, words: Words, **options):
        super().__init__(words, **options)
        self.pageTemplates = [template for template in self.pageTemplates if template.id == INSIDE]


def write_interim(
    report: Interim,
    out: BinaryIO | Path,
    *,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the report as an accessible PDF that may be kept: PDF/UA-1 and PDF/A-2a. Equal input gives equal bytes.

    Parameters:
        report: everything that stands in it.
        out: where to write; a path is opened only when the whole document is ready.
        now: date of the file, with time zone.
        progress: called with the steps done and the steps in all; the last call has both equal.
        cancelled: asked often; True stops the work.

    Raises:
        Cancelled: the work was stopped; nothing was written.
    """
    words = Words(report.language)
    following = Progress(1 + len(report.chapters), progress, cancelled)
    root = Node("Document")
    title = f"{report.title} {report.programme_name}"[:_LONGEST]
    author = report.municipality or report.programme_name
    document = _Report(words, title=title, author=author, subject=report.programme_name, progress=following)
    document.typeset(_story(report, root, words, following), root, now, out)
    following.step()


def _story(report: Interim, root: Node, words: Words, progress: Progress) -> Iterator[Flowable]:
    yield from _front(report, root, words)
    yield PageBreak()
    for number, chapter in enumerate(report.chapters, 1):
        yield from _chapter(number, chapter, root, words)
        progress.step()


def _front(report: Interim, root: Node, words: Words) -> Iterator[Flowable]:
    """The first page: title, for whom, over which period, the contents, and what was left out."""
    _ = words.gettext
    section = Section(root, words)
    yield NewChapter(report.title)
    yield Decoration(MEASURE, _TILE * len(_WALL), lambda canvas, _x, _y: _draw_wall(canvas))
    yield Gap(4 * UNIT)
    yield Text(report.title, _TITLE, section.node.add("H1"), words.language, key="report", outline=report.title)
    yield section.text(report.programme_name, replace(styles.COVER_LINE, after=UNIT))
    yield section.text(words.period(report.period_from, report.period_to), styles.COVER_SUBTITLE)
    yield Gap(2 * UNIT)
    made = [_("For: {readers}").format(readers=report.readers), report.municipality]
    if report.facilitators:
        made.append(_("Facilitated by {names}").format(names=words.together(report.facilitators)))
    made.append(_("Made on {date}").format(date=words.day(report.edition)))
    yield section.text(" · ".join(part for part in made if part.strip()), styles.COVER_NOTE)
    if report.counted:
        yield section.text(" · ".join(report.counted), replace(styles.COVER_NOTE, font=fonts.SEMIBOLD, ink="ink"))
    yield Text(_("Contents"), styles.SECTION, section.node.add("H2"), words.language)
    toc = section.node.add("TOC")
    for number, chapter in enumerate(report.chapters, 1):
        yield _Entry(number, chapter, toc, words)
    if report.left_out:
        yield Text(_("What is not in this report"), styles.SECTION, section.node.add("H2"), words.language)
        yield from section.bullets(report.left_out)


def _draw_wall(canvas) -> None:
    for down, row in enumerate(_WALL):
        for across, icon in enumerate(row):
            draw_wall_tile(canvas, across * _TILE, (len(_WALL) - 1 - down) * _TILE, _TILE, icon)


class _Entry(Row):
    """A line of the contents: number and title of a chapter, a link to it with its page at the right."""

    def __init__(self, number: int, chapter: InterimChapter, toc: Node, words: Words):
        self._link = toc.add("TOCI").add("Reference").add("Link")
        self._key, self._title = chapter_key(chapter.id), chapter.title
        said = Text(f"{words.number(number)}.  {chapter.title}", styles.CELL, self._link, words.language)
        super().__init__([said], [(0.0, MEASURE - 2 * _NUMBER)])

    def split(self, aW, aH):
        return []

    def draw_at(self, canvas, x, y):
        super().draw_at(canvas, x, y)
        style = styles.CELL_STRONG
        baseline = y + self.height - UNIT / 2 - self._cells[0].height + self._cells[0].first_baseline()
        with canvas.leaf(self._link):
            ink = styles.palette()["primary"]
            canvas.draw_late(lambda: str(canvas.key_pages[self._key]), x + self.width, baseline, style.font, style.size, ink)
        canvas.link_to(self._link, self._key, (x, y, x + self.width, y + self.height), self._title)


def _chapter(number: int, chapter: InterimChapter, root: Node, words: Words) -> Iterator[Flowable]:
    section = Section(root, words)
    title = f"{words.number(number)}  {chapter.title}"
    yield CondPageBreak(_CHAPTER.before + _CHAPTER.leading + 6 * LINE)
    yield NewChapter(title)
    key = chapter_key(chapter.id)
    yield Text(title, _CHAPTER, section.node.add("H2"), words.language, key=key, outline=fonts.one_line(title))
    yield from section.paragraphs(chapter.text)
    for part in chapter.parts:
        if isinstance(part, InterimTable):
            yield from _table(part, section)
        elif isinstance(part, InterimList):
            yield from _list(part, section)
        else:
            yield from measurement(part, section)
    yield from section.notes(chapter.left_out)


def _table(part: InterimTable, section: Section) -> Iterator[Flowable]:
    yield from section.heading(part.title)
    room = MEASURE - _GAP * (len(part.head) - 1)
    columns = [
        Column(title, room * share, right=place in part.figures, names=place == 0, style=styles.CELL if place == 0 else None)
        for place, (title, share) in enumerate(zip(part.head, part.shares, strict=True))
    ]
    table = Table(section.node, section.words, columns)
    for row in part.rows:
        yield table.row(row)
    yield Gap(UNIT)
    yield from section.notes(part.note)


def _list(part: InterimList, section: Section) -> Iterator[Flowable]:
    yield from section.heading(part.title)
    if part.numbered:
        yield from section.numbered(part.items)
    elif part.running:
        yield section.text(" · ".join(part.items))
    else:
        yield from section.bullets(part.items)
    yield from section.notes(part.note)
