"""The page of a meeting, to hand out at the door: exactly one page, whatever was said. What does not fit is counted on it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

from reportlab.platypus import Flowable

from ef_desktop.domain.meeting_sheet import (
    MeetingSheet,
    SheetAgreement,
    SheetOutcome,
    SheetPart,
    SheetRest,
)
from ef_desktop.report import fonts
from ef_desktop.report.badges import draw_badge, draw_icon
from ef_desktop.report.blocks import Gap, Row, Text
from ef_desktop.report.document import INSIDE, Progress, ReportDocument
from ef_desktop.report.lines import break_lines
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import BODY_HEIGHT, MEASURE, UNIT, Style, palette
from ef_desktop.report.words import Words

#: Closer than the running text of a book: a page is read in one look.
_LEADING = 13.5
_TITLE = Style(size=21, leading=5 * UNIT, font=fonts.BOLD, ink="primary", after=UNIT, hyphenate=False)
_LINE = Style(size=11.25, ink="ink2", after=UNIT / 2)
_HEADING = Style(size=12.75, leading=4 * UNIT, font=fonts.BOLD, ink="primary", before=2 * UNIT, after=UNIT / 2, hyphenate=False)
_TOP = Style(size=11.625, leading=3 * UNIT, font=fonts.SEMIBOLD)
_BODY = Style(size=10.5, leading=_LEADING)
_QUIET = Style(size=10.125, leading=_LEADING, ink="ink2")
_COLUMN = Style(size=9.75, leading=_LEADING, font=fonts.SEMIBOLD, ink="ink2", hyphenate=False)
_NUMBER = Style(size=11.625, leading=3 * UNIT, font=fonts.BOLD, ink="primary", hyphenate=False)

_SLACK = 2.0
_PADDING = 2.0
_KIND = 96.0
_BADGE = 14.0
_WHO, _DAY = 96.0, 92.0
#: A title, a text, a text in the top and the rundown take this many lines at most.
_TITLE_LINES, _TEXT_LINES, _TOP_LINES, _PARTS_LINES = 2, 3, 4, 5
#: So many agreements come first on a full page, and the rest of them when everything else is on it.
_FIRST_AGREEMENTS = 6
#: Nothing is lower than this: with less room there is nothing more to try.
_LOWEST = _LEADING + 2 * _PADDING
#: After so many that do not fit no smaller one is looked for.
_TRIED = 40
#: Characters that cannot stand in so few lines, whatever they are.
_LONGEST = 2000


class _Page(ReportDocument):
    """A document without a cover."""

    def __init__(self, words: Words, **texts: str):
        super().__init__(words, progress=Progress(1, None, None), **texts)
        self.pageTemplates = [template for template in self.pageTemplates if template.id == INSIDE]


class _Chosen(NamedTuple):
    """What stands on the page, by place in the sheet."""

    top: tuple[int, ...]
    agreements: tuple[int, ...]
    outcomes: tuple[int, ...]


@lru_cache(maxsize=4096)
def shortened(text: str, style: Style, width: float, most: int, language: str) -> str:
    """Return a text that takes this many lines at most, with an ellipsis where it was longer.

    Parameters:
        width: of its column in points.
        most: number of lines.
    """
    clean = fonts.one_line(text)
    if len(clean) < _LONGEST and len(break_lines(clean, style, width, language)) <= most:
        return clean
    low, high = 0, min(len(clean), 1000)
    while low < high:
        middle = (low + high + 1) // 2
        if len(break_lines(clean[:middle].rstrip() + "…", style, width, language)) <= most:
            low = middle
        else:
            high = middle - 1
    return clean[:low].rstrip() + "…"


class MeetingPage:
    """Makes the story of the page, and chooses what stands on it.

    Parameters:
        sheet: what may be read.
        words: the language.
    """

    def __init__(self, sheet: MeetingSheet, words: Words):
        self._sheet = sheet
        self._words = words
        self._kinds = {kind.id: kind for kind in sheet.kinds}

    def choose(self) -> _Chosen:
        """Return what there is room for: the top, the first agreements, the outcomes with the most votes, the other agreements."""
        sheet = self._sheet
        root = Node("Document")
        room = BODY_HEIGHT - _SLACK - height([*self._head(root), *self._parts(root), *self._foot(root, sheet_rest(sheet))])
        votes = sorted(range(len(sheet.outcomes)), key=lambda place: (-sheet.outcomes[place].votes, place))
        agreements = range(len(sheet.agreements))
        order = [
            ("top", range(len(sheet.top)), self._top),
            ("agreements", agreements[:_FIRST_AGREEMENTS], self._agreements),
            ("outcomes", votes, self._outcomes),
            ("agreements", agreements[_FIRST_AGREEMENTS:], self._agreements),
        ]
        found: dict[str, list[int]] = {"top": [], "agreements": [], "outcomes": []}
        for name, places, draw in order:
            failed = 0
            for place in places:
                if room < _LOWEST or failed == _TRIED:
                    break
                taken = height(draw(Node("Document"), (place,)))
                if found[name]:
                    taken -= height(draw(Node("Document"), ()))
                if taken <= room:
                    found[name].append(place)
                    room -= taken
                    failed = 0
                else:
                    failed += 1
        return _Chosen(**{name: tuple(sorted(places)) for name, places in found.items()})

    def rest(self, chosen: _Chosen) -> SheetRest:
        """Return how much is not on the page."""
        sheet = self._sheet
        missing = len(sheet.outcomes) - len(chosen.outcomes) + len(sheet.top) - len(chosen.top)
        return SheetRest(len(sheet.parts) - self._fitting_parts(), missing, len(sheet.agreements) - len(chosen.agreements))

    def story(self, root: Node, chosen: _Chosen) -> list[Flowable]:
        """Return the blocks of the page."""
        return [
            *self._head(root),
            *(self._top(root, chosen.top) if chosen.top else ()),
            *(self._agreements(root, chosen.agreements) if chosen.agreements else ()),
            *(self._outcomes(root, chosen.outcomes) if chosen.outcomes else ()),
            *self._parts(root),
            *self._foot(root, self.rest(chosen)),
        ]

    def _text(self, text: str, style: Style, node: Node, width: float = MEASURE, most: int = _TEXT_LINES) -> Text:
        return Text(shortened(text, style, width, most, self._words.language), style, node, self._words.language)

    def _heading(self, title: str, root: Node) -> Text:
        return Text(title, _HEADING, root.add("H2"), self._words.language)

    def _head(self, root: Node) -> Iterator[Flowable]:
        _, sheet, words = self._words.gettext, self._sheet, self._words
        title = shortened(sheet.title, _TITLE, MEASURE, _TITLE_LINES, words.language) or _("Meeting")
        yield Text(title, _TITLE, root.add("H1"), words.language, key="meeting", outline=title[:160])
        line = " · ".join(part for part in (self._when(sheet.held_on, sheet.starts_at, sheet.ends_at), sheet.place) if part.strip())
        yield self._text(line, _LINE, root.add("P"), most=2)
        of = _("Meeting {number} of {programme}").format(number=words.number(sheet.number), programme=sheet.programme_name)
        yield self._text(of, _LINE, root.add("P"), most=2)
        if not sheet.top and not sheet.outcomes and not sheet.agreements:
            yield Gap(UNIT)
            yield self._text(_("No outcomes yet."), _BODY, root.add("P"))

    def _when(self, day, starts_at: int | None, ends_at: int | None) -> str:
        _, words = self._words.gettext, self._words
        if day is None:
            return _("no date yet")
        if starts_at is None:
            return words.weekday(day)
        start = words.time(starts_at)
        if ends_at is None:
            return _("{day}, {start}").format(day=words.weekday(day), start=start)
        return _("{day}, {start} to {end}").format(day=words.weekday(day), start=start, end=words.time(ends_at))

    def _top(self, root: Node, places: Sequence[int]) -> Iterator[Flowable]:
        _ = self._words.gettext
        yield self._heading(_("What matters most"), root)
        items = root.list_of("Decimal")
        for number, place in enumerate(places, 1):
            item = items.add("LI")
            label = Text(f"{number}.", _NUMBER, item.add("Lbl"), self._words.language)
            said = self._text(self._sheet.top[place].text, _TOP, item.add("LBody"), MEASURE - 22, _TOP_LINES)
            yield Row([label, said], [(0, 18), (22, MEASURE - 22)], rule=None, padding=_PADDING)

    def _agreements(self, root: Node, places: Sequence[int]) -> Iterator[Flowable]:
        _, words = self._words.gettext, self._words
        yield self._heading(_("What we agreed"), root)
        columns = [(0.0, MEASURE - _WHO - _DAY - 24), (MEASURE - _WHO - _DAY - 12, _WHO), (MEASURE - _DAY, _DAY)]
        table = root.add("Table")
        row = table.add("TR")
        titles = (_("What"), _("Who"), _("By"))
        heads = [Text(title, _COLUMN, row.head_cell("Column"), words.language) for title in titles]
        yield Row(heads, columns, rule="primary", rule_width=1.2, padding=1)
        for place in places:
            said: SheetAgreement = self._sheet.agreements[place]
            day = words.short_day(said.due_on, self._sheet.edition) if said.due_on else ""
            row = table.add("TR")
            texts = zip((said.text, said.owner, day), columns, strict=True)
            cells = [self._text(text, _BODY, row.add("TD", keep=True), width) for text, (_left, width) in texts]
            yield Row(cells, columns, padding=_PADDING)

    def _outcomes(self, root: Node, places: Sequence[int]) -> Iterator[Flowable]:
        _ = self._words.gettext
        yield self._heading(_("What it gave"), root)
        table = root.add("Table")
        columns = [(_BADGE + 6, _KIND), (_BADGE + _KIND + 12, MEASURE - _BADGE - _KIND - 12)]
        order = {kind: place for place, kind in enumerate(self._kinds)}
        for place in sorted(places, key=lambda place: (order[self._sheet.outcomes[place].kind], place)):
            said: SheetOutcome = self._sheet.outcomes[place]
            row = table.add("TR")
            kind = self._text(self._kinds[said.kind].name, _QUIET, row.head_cell("Row"), _KIND)
            text = self._text(said.text, _BODY, row.add("TD", keep=True), columns[1][1])
            yield Row([kind, text], columns, padding=_PADDING, paint=self._badge(said.kind))

    def _badge(self, kind: str) -> Callable:
        return lambda canvas, x, y: draw_badge(canvas, self._kinds[kind], x, y - _BADGE / 2, _BADGE)

    def _parts(self, root: Node) -> Iterator[Flowable]:
        count = self._fitting_parts()
        if count:
            _ = self._words.gettext
            yield self._heading(_("What we did") if self._sheet.held else _("What we are going to do"), root)
            yield self._text(self._told(count), _BODY, root.add("P"), most=_PARTS_LINES)

    def _fitting_parts(self) -> int:
        """Return how many parts of the rundown stand on the page; the first one always does."""
        parts, language = self._sheet.parts, self._words.language
        for count in range(len(parts), 1, -1):
            told = self._told(count)
            if len(told) < _LONGEST and len(break_lines(fonts.one_line(told), _BODY, MEASURE, language)) <= _PARTS_LINES:
                return count
        return min(len(parts), 1)

    def _told(self, count: int) -> str:
        return " · ".join(self._part(part) for part in self._sheet.parts[:count])

    def _part(self, part: SheetPart) -> str:
        return part.title if part.starts_at is None else f"{self._words.time(part.starts_at)} {part.title}"

    def _foot(self, root: Node, rest: SheetRest) -> Iterator[Flowable]:
        """The next meeting, what is not on the page, and why names are missing."""
        _, words, sheet = self._words.gettext, self._words, self._sheet
        if sheet.following is not None:
            yield self._heading(_("Next time"), root)
            when = self._when(sheet.following.held_on, sheet.following.starts_at, None)
            line = " · ".join(part for part in (when, sheet.following.title, sheet.following.place) if part.strip())
            yield self._marked(line, "calendar", root.add("P"), _BODY)
        notes = [self._not_here(rest)] if rest.total else []
        if sheet.withheld:
            notes.append(
                words.ngettext("{count} card is not meant for this page.", "{count} cards are not meant for this page.", sheet.withheld)
            )
        if sheet.nameless:
            notes.append(
                words.ngettext(
                    "With {count} agreement no name stands, because there is no permission for it.",
                    "With {count} agreements no name stands, because there is no permission for it.",
                    sheet.nameless,
                )
            )
        if notes:
            yield Gap(2 * UNIT)
            yield self._marked(" ".join(notes), "info-circle", root.add("P"), _QUIET)

    def _not_here(self, rest: SheetRest) -> str:
        _, words = self._words.gettext, self._words
        counted = (
            (rest.outcomes, words.ngettext("{count} outcome", "{count} outcomes", rest.outcomes)),
            (rest.agreements, words.ngettext("{count} agreement", "{count} agreements", rest.agreements)),
            (rest.parts, words.ngettext("{count} part of the agenda", "{count} parts of the agenda", rest.parts)),
        )
        things = words.together(tuple(phrase for count, phrase in counted if count))
        return _("Not on this page: {things}. All of it comes into the logbook.").format(things=things)

    def _marked(self, text: str, icon: str, node: Node, style: Style) -> Row:
        def paint(canvas, x, y):
            draw_icon(canvas, icon, x, y - 7, 14, palette()["primary"], 1.75)

        return Row([self._text(text, style, node, MEASURE - 22)], [(22, MEASURE - 22)], rule=None, padding=1, paint=paint)


def sheet_rest(sheet: MeetingSheet) -> SheetRest:
    """Return everything as what does not fit: the longest that the page may have to say of it."""
    return SheetRest(len(sheet.parts), len(sheet.outcomes) + len(sheet.top), len(sheet.agreements))


def height(story: Iterator[Flowable] | list[Flowable]) -> float:
    """Return how high blocks stand under each other, in points, with the space above the first."""
    total = after = 0.0
    for block in story:
        total += max(block.getSpaceBefore() - after, 0.0) + block.wrap(MEASURE, BODY_HEIGHT)[1]
        after = block.getSpaceAfter()
        total += after
    return total


def write_meeting_page(sheet: MeetingSheet, out: BinaryIO | Path, *, now: datetime) -> SheetRest:
    """Write the page as an accessible PDF that may be kept: PDF/UA-1 and PDF/A-2a. Equal input gives equal bytes.

    Parameters:
        sheet: everything that may stand on it.
        out: where to write; a path is opened only when the whole document is ready.
        now: date of the file, with time zone.

    Returns:
        How much did not fit, which the page says as well.
    """
    words = Words(sheet.language)
    page = MeetingPage(sheet, words)
    chosen = page.choose()
    root = Node("Document")
    title = sheet.title[:300] or words.gettext("Meeting")
    document = _Page(words, title=title, author=sheet.municipality or sheet.programme_name, subject=sheet.programme_name)
    document.typeset(page.story(root, chosen), root, now, out)
    return page.rest(chosen)
