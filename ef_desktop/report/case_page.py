"""The sheet of a case: one page for the table of a meeting. What does not fit is left out by whole texts, and said so."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable

from ef_desktop.domain.caseviews import CaseSheet, SheetCriterion, SheetGoal
from ef_desktop.report import fonts
from ef_desktop.report.badges import draw_icon
from ef_desktop.report.blocks import Gap, Row, Stack, Text
from ef_desktop.report.document import INSIDE, Progress, ReportDocument
from ef_desktop.report.lines import Line, break_lines
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import BODY_HEIGHT, MEASURE, UNIT, Colour, Style, colour, palette
from ef_desktop.report.tagging import TaggedCanvas
from ef_desktop.report.words import Words

_LABEL = 112.0
_TILE = 19.0
_BESIDE = _TILE + 9
_NAME = 150.0
_SLACK = 2.0
_TITLE_LINES = 2
#: Characters of a text that cannot stand on the page, whatever else does: it is not even tried.
_LONGEST = 5000

#: Closer than the running text of a book: a sheet is read at the table, and more of the case fits on it.
_LEADING = 13.5
_TITLE = Style(size=21, leading=5 * UNIT, font=fonts.BOLD, ink="primary", after=UNIT, hyphenate=False)
_LINE = Style(size=11.25, ink="ink2", after=UNIT / 2)
_VERDICT = Style(size=11.25, font=fonts.SEMIBOLD, ink="primary", hyphenate=False)
_BODY = Style(size=10.5, leading=_LEADING)
_NAMED = Style(size=10.5, leading=_LEADING, font=fonts.SEMIBOLD, hyphenate=False)
_QUIET = Style(size=10.125, leading=_LEADING, ink="ink2")
_LABELLED = Style(size=10.125, leading=_LEADING, font=fonts.SEMIBOLD, ink="ink2")
_HEADING = Style(size=12.75, leading=4 * UNIT, font=fonts.BOLD, ink="primary", before=2 * UNIT, after=UNIT / 2, hyphenate=False)


@lru_cache(maxsize=128)
def _broken(text: str, style: Style, width: float, language: str) -> tuple[Line, ...]:
    return tuple(break_lines(text, style, width, language))


class _Text(Text):
    """A text that is laid out once, however often it is tried."""

    def wrap(self, aW, aH):
        if self._broken_for != aW:
            self.lines = list(_broken(self.text, self.style, aW, self.language))
            self._broken_for = aW
        return super().wrap(aW, aH)


class _Sheet(ReportDocument):
    """A document without a cover."""

    def __init__(self, words: Words, **texts: str):
        super().__init__(words, progress=Progress(1, None, None), **texts)
        self.pageTemplates = [template for template in self.pageTemplates if template.id == INSIDE]


class _Tile(Flowable):
    """A number on its colour, as a cell of a row."""

    def __init__(self, number: int, fill: Colour, ink: Colour, node: Node):
        super().__init__()
        self._number = str(number)
        self._fill = fill
        self._ink = ink
        self._node = node

    def wrap(self, aW, aH):
        self.width, self.height = _TILE, _TILE
        return self.width, self.height

    def draw_at(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw this with its left foot at x and y (points)."""
        size = 10.125
        with canvas.artifact():
            canvas.setFillColor(self._fill)
            canvas.roundRect(x, y, _TILE, _TILE, 3, stroke=0, fill=1)
        with canvas.leaf(self._node):
            wide = size * fonts.width(self._number, fonts.BOLD)
            text = canvas.beginText(x + (_TILE - wide) / 2, y + _TILE / 2 - 0.34 * size)
            text.setFont(fonts.BOLD, size)
            text.setFillColor(self._ink)
            text.textOut(self._number + " ")
            canvas.drawText(text)


class CasePage:
    """Makes the story of the sheet, and chooses what stands in it as a whole.

    Parameters:
        sheet: what may be read.
        words: the language.
    """

    def __init__(self, sheet: CaseSheet, words: Words):
        self._sheet = sheet
        self._words = words

    def choose(self) -> frozenset[str]:
        """Return the texts that stand on the page as a whole, by their names: the weightiest first, as far as there is room."""
        whole: frozenset[str] = frozenset()
        for name, _label, text in self._texts():
            if len(text) <= _LONGEST and height(self.story(Node("Document"), whole | {name})) <= BODY_HEIGHT - _SLACK:
                whole |= {name}
        return whole

    def left_out(self, whole: frozenset[str]) -> tuple[str, ...]:
        """Return the labels of the texts that are not on the page."""
        return tuple(dict.fromkeys(label for name, label, _text in self._texts() if name not in whole))

    def _texts(self) -> list[tuple[str, str, str]]:
        """Return name, label and words of every text that may be left out, the weightiest first."""
        _ = self._words.gettext
        fields = sorted(enumerate(self._sheet.fields), key=lambda pair: (pair[1].weight, pair[0]))
        first = [(f"field {place}", field.label, field.text) for place, field in fields]
        said, explained = _("The sentences with the goals"), _("Why the criteria are met")
        goals = [(f"goal {goal.number}", said, goal.sentence) for goal in self._sheet.goals if goal.sentence]
        why = [(f"criterion {found.number}", explained, found.motivation) for found in self._sheet.criteria if found.motivation]
        # The question and what one wants to learn come first, then the main goal, then everything else.
        return [*first[:2], *goals[:1], *first[2:], *goals[1:], *why]

    def story(self, root: Node, whole: frozenset[str]) -> list[Flowable]:
        """Return the blocks of the page.

        Parameters:
            root: the node ``Document``.
            whole: names of the texts that are printed; of the others it says that they are in the app.
        """
        blocks = [*self._head(root), *self._fields(root, whole), *self._goals(root, whole), *self._criteria(root, whole)]
        return [*blocks, *self._in_app(root, whole)]

    def _text(self, text: str, style: Style, node: Node) -> Text:
        return _Text(text, style, node, self._words.language)

    def _in_app(self, root: Node, whole: frozenset[str]) -> Iterator[Flowable]:
        """The line that says what did not fit."""
        missing = self.left_out(whole)
        if missing:
            yield Gap(UNIT)
            _ = self._words.gettext
            said = _("See the app for: {things}.").format(things=self._words.together(missing))
            yield self._marked(said, _QUIET, "info-circle", root.add("P"))

    def _head(self, root: Node) -> Iterator[Flowable]:
        _, sheet = self._words.gettext, self._sheet
        title = shortened(sheet.title, _TITLE, _TITLE_LINES, self._words.language)
        yield Text(title, _TITLE, root.add("H1"), self._words.language, key="case", outline=title[:160])
        if sheet.line:
            yield self._text(shortened(sheet.line, _LINE, 2, self._words.language), _LINE, root.add("P"))
        if sheet.anonymous:
            words = _("Anonymous. Do not tell who this is about, also not when you know.")
            yield self._marked(words, _VERDICT, "shield-lock", root.add("P"))
        yield self._marked(sheet.verdict, _VERDICT, "shield-check", root.add("P"))

    def _marked(self, text: str, style: Style, icon: str, node: Node) -> Row:
        def paint(canvas, x, y):
            draw_icon(canvas, icon, x, y - 7.5, 15, palette()["primary"], 1.9)

        return Row([self._text(text, style, node)], [(22, MEASURE - 22)], rule=None, padding=1, paint=paint)

    def _fields(self, root: Node, whole: frozenset[str]) -> Iterator[Flowable]:
        if not any(f"field {place}" in whole for place in range(len(self._sheet.fields))):
            return
        yield Gap(UNIT)
        table = root.add("Table")
        columns = [(0, _LABEL - 12), (_LABEL, MEASURE - _LABEL)]
        for place, field in enumerate(self._sheet.fields):
            if f"field {place}" in whole:
                row = table.add("TR")
                label = self._text(field.label, _LABELLED, row.head_cell("Row"))
                yield Row([label, self._text(field.text, _BODY, row.add("TD", keep=True))], columns)

    def _goals(self, root: Node, whole: frozenset[str]) -> Iterator[Flowable]:
        if not self._sheet.goals:
            return
        _ = self._words.gettext
        yield self._text(_("Global Goals"), _HEADING, root.add("H2"))
        table = root.add("Table")
        columns = [(0, _TILE), (_BESIDE, _NAME), (_BESIDE + _NAME + 12, MEASURE - _BESIDE - _NAME - 12)]
        for goal in self._sheet.goals:
            row = table.add("TR")
            tile = _Tile(goal.number, colour(goal.color), colour(goal.text_color), row.head_cell("Row"))
            name = self._text(self._goal_name(goal), _NAMED, row.add("TD", keep=True))
            said = goal.sentence if f"goal {goal.number}" in whole else ""
            yield Row([tile, name, self._text(said, _BODY, row.add("TD", keep=True))], columns, rule=None, padding=1.5)

    def _goal_name(self, goal: SheetGoal) -> str:
        _ = self._words.gettext
        return _("{goal} (main goal)").format(goal=goal.name) if goal.main else goal.name

    def _criteria(self, root: Node, whole: frozenset[str]) -> Iterator[Flowable]:
        _ = self._words.gettext
        yield self._text(_("The four criteria"), _HEADING, root.add("H2"))
        table = root.add("Table")
        state = 108.0
        columns = [(0, _TILE), (_BESIDE, MEASURE - _BESIDE - state - 12), (MEASURE - state, state)]
        for found in self._sheet.criteria:
            row = table.add("TR")
            fill, ink = ("primary", "onPrimary") if found.met else ("sunk", "ink2")
            tile = _Tile(found.number, palette()[fill], palette()[ink], row.head_cell("Row"))
            what = self._criterion(found, whole, row.add("TD", keep=True))
            yield Row([tile, what, self._text(found.state, _NAMED, row.add("TD", keep=True))], columns, padding=2)

    def _criterion(self, found: SheetCriterion, whole: frozenset[str], node: Node) -> Text | Stack:
        if f"criterion {found.number}" not in whole:
            return self._text(found.text, _QUIET, node)
        return Stack(self._text(found.text, _QUIET, node.add("P")), self._text(found.motivation, _BODY, node.add("P")))


def shortened(text: str, style: Style, most: int, language: str) -> str:
    """Return a text that takes this many lines at most, with an ellipsis where it was longer."""
    clean = fonts.one_line(text)
    if len(break_lines(clean, style, MEASURE, language)) <= most:
        return clean
    low, high = 0, min(len(clean), 1000)
    while low < high:
        middle = (low + high + 1) // 2
        if len(break_lines(clean[:middle].rstrip() + "…", style, MEASURE, language)) <= most:
            low = middle
        else:
            high = middle - 1
    return clean[:low].rstrip() + "…"


def height(story: list[Flowable]) -> float:
    """Return how high blocks stand under each other, in points."""
    total = after = 0.0
    for place, block in enumerate(story):
        before = block.getSpaceBefore() if place else 0.0
        total += max(before - after, 0.0) + block.wrap(MEASURE, BODY_HEIGHT)[1]
        after = block.getSpaceAfter()
        total += after
    return total - after


def write_case_page(sheet: CaseSheet, out: BinaryIO | Path, *, now: datetime) -> tuple[str, ...]:
    """Write the sheet as an accessible PDF of one page that may be kept: PDF/UA-1 and PDF/A-2a. Equal input gives equal bytes.

    Parameters:
        sheet: everything that may stand in it.
        out: where to write; a path is opened only when the whole document is ready.
        now: date of the file, with time zone.

    Returns:
        The labels of the texts that did not fit, which the page says are in the app.
    """
    words = Words(sheet.language)
    page = CasePage(sheet, words)
    whole = page.choose()
    root = Node("Document")
    document = _Sheet(
        words,
        title=sheet.title[:300],
        author=sheet.municipality or sheet.programme_name,
        subject=sheet.programme_name,
    )
    document.typeset(page.story(root, whole), root, now, out)
    return page.left_out(whole)
