"""The chapter with the 17 Global Goals in tiles, each with the number of cases that touch it."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from ef_desktop.domain.book_parts import BookGoal
from ef_desktop.report import fonts, styles
from ef_desktop.report.blocks import Row, Stack, Text
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import MEASURE, UNIT, colour, palette
from ef_desktop.report.words import Words

_ACROSS = 3
_WIDE = MEASURE / _ACROSS
_TILE = 8 * UNIT
_BESIDE = _TILE + 2 * UNIT
_NAME = styles.Style(font=fonts.SEMIBOLD, hyphenate=True)


def goals_chapter(goals: Sequence[BookGoal], title: str, key: str, left_out: str, root: Node, words: Words) -> Iterator[Flowable]:
    """Return the chapter.

    Parameters:
        goals: all of them, by number.
        title: of the chapter; ``key``: its bookmark.
        left_out: what is not in it, "" for nothing.
        root: the node ``Document``.
        words: the language.
    """
    _ = words.gettext
    section = Section(root, words)
    yield from section.opening(title, key, left_out)
    touched = sum(bool(goal.cases) for goal in goals)
    said = _("The cases touch {count} of the {all} goals. The number of cases stands with each goal.")
    yield section.text(said.format(count=words.number(touched), all=words.number(len(goals))), styles.LEAD)
    items = section.node.list_of("None")
    for start in range(0, len(goals), _ACROSS):
        row = goals[start : start + _ACROSS]
        cells = [_cell(goal, items.add("LI").add("LBody"), words) for goal in row]
        columns = [(place * _WIDE + _BESIDE, _WIDE - _BESIDE - 2 * UNIT) for place in range(len(row))]
        yield Row(cells, columns, rule=None, padding=2 * UNIT, paint=_painter(row))


def _cell(goal: BookGoal, node: Node, words: Words) -> Stack:
    _ = words.gettext
    count = words.ngettext("{count} case", "{count} cases", len(goal.cases)) if goal.cases else _("no case")
    style = styles.ITEM_NOTE if goal.cases else styles.Style(size=10.125, ink="ink3", hyphenate=False)
    name = Text(f"{words.number(goal.number)}. {goal.name}", _NAME, node.add("P"), words.language)
    return Stack(name, Text(count, style, node.add("P"), words.language))


def _painter(row: Sequence[BookGoal]):
    """Return what draws the tiles of a row: in the colour of the goal where a case touches it, else only its outline."""

    def paint(canvas, x, y):
        for place, goal in enumerate(row):
            left, foot = x + place * _WIDE, y + UNIT - _TILE + 3
            ink = colour(goal.colour)
            if goal.cases:
                canvas.setFillColor(ink)
                canvas.roundRect(left, foot, _TILE, _TILE, 3, stroke=0, fill=1)
            else:
                canvas.setStrokeColor(palette()["line"])
                canvas.setLineWidth(1)
                canvas.roundRect(left + 0.5, foot + 0.5, _TILE - 1, _TILE - 1, 3, stroke=1, fill=0)
            number = str(len(goal.cases)) if goal.cases else "–"
            drawn = canvas.beginText(left + _TILE / 2 - 18 * fonts.width(number, fonts.BOLD) / 2, foot + _TILE / 2 - 6)
            drawn.setFont(fonts.BOLD, 18)
            drawn.setFillColor(colour(goal.text_colour) if goal.cases else palette()["ink3"])
            drawn.textOut(number)
            canvas.drawText(drawn)

    return paint
