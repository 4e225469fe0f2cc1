"""The front of a logbook: cover, contents, the summary that counts by itself, and how the book was made."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak

from ef_desktop.domain.book import Book, BookMeeting
from ef_desktop.domain.book_parts import MEETINGS, TITLE_PAGE
from ef_desktop.report import fonts, styles
from ef_desktop.report.badges import draw_badge, draw_wall_tile
from ef_desktop.report.blocks import Decoration, Gap, Row, Text, draw_rule
from ef_desktop.report.chapter_parts import Section, chapter_key
from ef_desktop.report.document import INSIDE, NewChapter
from ef_desktop.report.lines import text_width
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import COVER_HEIGHT, LINE, MEASURE, UNIT, colour
from ef_desktop.report.words import Words

_WALL = (
    ("building-bridge", "", "bulb", "plant-2"),
    ("", "bike", "messages", ""),
    ("flag", "", "windmill", "heart-handshake"),
    ("puzzle", "building-community", "", "microphone-2"),
)
_TILE = MEASURE / len(_WALL)
_LONGEST_ENTRY = 160  # characters of a title in the contents; the full title stands at its chapter
_SMALLEST_TITLE = 24.0
_BAR = 168.0


def meeting_key(meeting: BookMeeting) -> str:
    """Return the bookmark of a meeting's chapter."""
    return f"meeting-{meeting.number}"


def _shortened(text: str) -> str:
    text = fonts.one_line(text)
    return text if len(text) <= _LONGEST_ENTRY else text[:_LONGEST_ENTRY].rstrip() + "…"


def cover(book: Book, root: Node, words: Words) -> Iterator[Flowable]:
    """Return the title page: the wall of tiles, the titles, and a line of counts at the foot."""
    _ = words.gettext
    sect = root.add("Sect")
    heading = sect.add("H1")
    first, _space, rest = fonts.one_line(book.title).partition(" ")
    large = styles.Style(size=57, leading=12 * UNIT, font=fonts.BOLD, ink="primary", hyphenate=False)
    large = replace(
        large, size=max(_SMALLEST_TITLE, min(large.size, large.size * MEASURE / max(1.0, text_width(first, large))))
    )
    texts = [Text(first, large, heading, words.language)]
    if rest:
        texts.append(Text(rest, styles.COVER_SUBTITLE, heading, words.language))
    texts.append(Text(book.programme_name, styles.COVER_LINE, sect.add("P"), words.language))
    notes = [" · ".join(part for part in (book.municipality, _period(book, words)) if part)]
    if book.facilitators:
        notes.append(_("Facilitated by {names}").format(names=words.together(book.facilitators)))
    notes = [note for note in notes if note]
    texts += [Text(note, styles.COVER_NOTE, sect.add("P"), words.language) for note in notes]
    counts = " · ".join(_counts(book, words)) or _("No outcomes yet.")
    edition = _("edition of {date}").format(date=words.day(book.edition))
    if book.number:
        edition = _("edition {number}, {date}").format(number=words.number(book.number), date=words.day(book.edition))
    foot = Row(
        [
            Text(counts, styles.COVER_NOTE, sect.add("P"), words.language),
            Text(edition, replace(styles.COVER_NOTE, right=True), sect.add("P"), words.language),
        ],
        [(0, MEASURE * 0.68), (MEASURE * 0.68, MEASURE * 0.32)],
        rule=None,
        padding=2 * UNIT,
    )
    taken = 6 * UNIT + 2 * UNIT + foot.wrap(MEASURE, COVER_HEIGHT)[1] + sum(text.wrap(MEASURE, 0)[1] for text in texts)
    rows = _WALL[: max(0, min(len(_WALL), int((COVER_HEIGHT - taken) / _TILE)))]
    if rows:
        yield Decoration(MEASURE, _TILE * len(rows), lambda canvas, x, y: _draw_wall(canvas, rows))
    yield Gap(6 * UNIT)
    for place, text in enumerate(texts):
        if place == len(texts) - len(notes):
            yield Gap(2 * UNIT)
        yield text
    yield Gap(max(0.0, COVER_HEIGHT - taken - _TILE * len(rows) - (2 * UNIT if not notes else 0)))
    yield Decoration(MEASURE, 0, lambda canvas, x, y: draw_rule(canvas, x, y, MEASURE, styles.palette()["primary"], 1.5))
    yield foot
    yield NextPageTemplate(INSIDE)
    yield PageBreak()


def _counts(book: Book, words: Words) -> tuple[str, ...]:
    """Return what there is in the book, counted; nothing of what there is not."""
    counted = (
        (book.counts.meetings, words.ngettext("{count} meeting", "{count} meetings", book.counts.meetings)),
        (book.counts.people, words.ngettext("{count} person", "{count} people", book.counts.people)),
        (book.counts.cases, words.ngettext("{count} case", "{count} cases", book.counts.cases)),
        (book.counts.outcomes, words.ngettext("{count} outcome", "{count} outcomes", book.counts.outcomes)),
    )
    return tuple(phrase for count, phrase in counted if count)


def _draw_wall(canvas, rows) -> None:
    for down, row in enumerate(rows):
        for across, icon in enumerate(row):
            draw_wall_tile(canvas, across * _TILE, (len(rows) - 1 - down) * _TILE, _TILE, icon)


def _period(book: Book, words: Words) -> str:
    _ = words.gettext
    if book.period_from and book.period_to:
        return words.period(book.period_from, book.period_to)
    if book.period_from:
        return _("from {start}").format(start=words.day(book.period_from))
    return ""


class _ContentsLine(Row):
    """A line of the contents: a link to its chapter, with the page number at the right."""

    def __init__(self, cells: list[Text], columns: list[tuple[float, float]], link: Node, key: str, description: str):
        super().__init__(cells, columns)
        self._link = link
        self._key = key
        self._description = description

    def split(self, aW, aH):
        return []

    def draw_at(self, canvas, x, y):
        super().draw_at(canvas, x, y)
        last = self._cells[-1]
        style = styles.CELL_STRONG
        baseline = y + self.height - UNIT / 2 - last.height + last.first_baseline()
        with canvas.leaf(self._link):
            canvas.draw_late(
                lambda: str(canvas.key_pages[self._key]),
                x + self.width,
                baseline,
                style.font,
                style.size,
                styles.palette()["primary"],
            )
        canvas.link_to(self._link, self._key, (x, y, x + self.width, y + self.height), self._description)


def contents(book: Book, root: Node, words: Words) -> Iterator[Flowable]:
    """Return the contents, with the page numbers of the chapters and of the meetings in theirs."""
    _ = words.gettext
    sect = root.add("Sect")
    title = _("Contents")
    yield NewChapter(title)
    yield Text(title, styles.CHAPTER, sect.add("H2"), words.language, key="contents", outline=title)
    toc = sect.add("TOC")
    columns = [(0, 36), (36, MEASURE - 216), (MEASURE - 172, 128)]
    wide = [(0, MEASURE - 44)]
    for chapter in book.chapters:
        if chapter.id == TITLE_PAGE:
            continue
        link = toc.add("TOCI").add("Reference").add("Link")
        cell = Text(chapter.title, styles.CELL_STRONG, link, words.language)
        yield _ContentsLine([cell], wide, link, chapter_key(chapter.id), chapter.title)
        if chapter.id == MEETINGS:
            for meeting in book.meetings:
                link = toc.add("TOCI").add("Reference").add("Link")
                number, name = str(meeting.number), _shortened(meeting.title)
                held = words.day(meeting.held_on) if meeting.held_on else ""
                cells = [
                    Text(number, styles.CELL_QUIET, link, words.language),
                    Text(name, styles.CELL, link, words.language),
                    Text(held, styles.CELL_QUIET, link, words.language),
                ]
                yield _ContentsLine(cells, columns, link, meeting_key(meeting), " ".join(part for part in (number, name) if part))
    yield PageBreak()


def summary(book: Book, title: str, key: str, root: Node, words: Words) -> Iterator[Flowable]:
    """Return the chapter 'In short': own words or the sentences that count by themselves, and a table of the kinds."""
    section = Section(root, words)
    yield from section.opening(title, key)
    if book.own_summary.strip():
        yield section.text(book.own_summary, styles.LEAD)
    else:
        yield from section.paragraphs(book.sentences[:1], styles.LEAD)
        yield from section.paragraphs(book.sentences[1:])
    counted = Counter(card.kind for meeting in book.meetings for card in meeting.outcomes if not card.carried)
    if counted:
        yield from _kinds_table(book, counted, section.node, words)


def guide(book: Book, title: str, key: str, root: Node, words: Words) -> Iterator[Flowable]:
    """Return the chapter on how the book was made and what is not in it."""
    section = Section(root, words)
    yield from section.opening(title, key)
    yield from section.paragraphs(book.guide)


def _kinds_table(book: Book, counted: Counter, sect: Node, words: Words) -> Iterator[Flowable]:
    _ = words.gettext
    title = _("The outcomes by kind")
    yield CondPageBreak(styles.SECTION.before + styles.SECTION.leading + 4 * LINE)
    yield Text(title, styles.SECTION, sect.add("H3"), words.language)
    table = sect.add("Table")
    columns = [(30, MEASURE - 30 - _BAR - 60), (MEASURE - 52, 52)]
    row = table.add("TR")
    head = Row(
        [
            Text(_("Kind"), styles.COLUMN_HEAD, row.head_cell("Column"), words.language),
            Text(_("Number"), styles.COLUMN_HEAD_RIGHT, row.head_cell("Column"), words.language),
        ],
        columns,
        rule="primary",
        rule_width=1.5,
    )
    most = max(counted.values())
    for place, kind in enumerate(book.kinds):
        row = table.add("TR")
        count = counted[kind.id]

        def paint(canvas, x, y, kind=kind, count=count):
            draw_badge(canvas, kind, x, y - 10, 20)
            canvas.setFillColor(colour(kind.colour))
            if count:
                canvas.roundRect(MEASURE - 60 - _BAR, y - 4, max(3.0, _BAR * count / most), 8, 1.5, stroke=0, fill=1)

        yield Row(
            [
                Text(kind.name, styles.CELL_STRONG, row.head_cell("Row"), words.language),
                Text(words.number(count), styles.CELL_STRONG_RIGHT, row.add("TD", keep=True), words.language),
            ],
            columns,
            head=head,
            leading_head=place == 0,
            padding=UNIT,
            paint=paint,
        )
