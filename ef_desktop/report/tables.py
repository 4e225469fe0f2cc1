"""Tables of texts: heads with their scope, repeated on each page; columns that know their width.

How a chapter uses it: ``table = Table(sect, words, [Column("Wat"), Column("Wie", 80)])``, then ``yield table.row([...])``
for each row as it comes. Nothing is kept, so a table may have any number of rows. Put a heading before it and let the page
see to it that the heading stays with the first row (``document.ReportDocument`` does so).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ef_desktop.report import styles
from ef_desktop.report.blocks import Paint, Row, Stack, Text
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import MEASURE, UNIT
from ef_desktop.report.words import Words

_GAP = 12.0
_NARROWEST = 60.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: its head.
        width: in points; 0 takes an equal part of what the others leave.
        right: whether its texts stand at the right edge, as numbers do.
        names: whether its texts are the heads of their rows.
        drawn: whether it is only room for decoration: it has no head and no texts.
        style: how its texts are set; the plain cell where None.
    """

    title: str
    width: float = 0
    right: bool = False
    names: bool = False
    drawn: bool = False
    style: styles.Style | None = None


class Table:
    """A table that is made row by row.

    Parameters:
        parent: the node that gets the table.
        words: the language.
        columns: its columns; together with the spaces between them they take the whole measure.
        width: of the table in points.
        padding: space above and below the texts of a row in points.
        head_paint: draws decoration in the head.
    Attributes:
        node: the table in the structure tree.
        places: left edge and width of every column in points.
    Raises:
        ValueError: the columns do not fit.
    """

    def __init__(
        self,
        parent: Node,
        words: Words,
        columns: Sequence[Column],
        *,
        width: float = MEASURE,
        padding: float = UNIT / 2,
        head_paint: Paint | None = None,
    ):
        self._words = words
        self._padding = padding
        self.places = _places(columns, width)
        self._columns = [column for column in columns if not column.drawn]
        self._cell_places = [place for place, column in zip(self.places, columns, strict=True) if not column.drawn]
        self.node = parent.add("Table")
        row = self.node.add("TR")
        cells = [self._head_text(column, row) for column in self._columns]
        self._head = Row(cells, self._cell_places, rule="primary", rule_width=1.5, paint=head_paint)
        self._first = True

    def _head_text(self, column: Column, row: Node) -> Text:
        style = styles.COLUMN_HEAD_RIGHT if column.right else styles.COLUMN_HEAD
        return Text(column.title, style, row.head_cell("Column"), self._words.language)

    def row(self, texts: Sequence[str | tuple[str, str]], *, strong: bool = False, paint: Paint | None = None) -> Row:
        """Return the next row.

        Parameters:
            texts: one per column that is not drawn; a pair is a text with a note below it.
            strong: set in semibold, for a row of totals.
            paint: draws decoration in the row, given the left edge and the middle of the first line.
        """
        node = self.node.add("TR")
        cells = [self._cell(text, column, node, strong) for text, column in zip(texts, self._columns, strict=True)]
        first, self._first = self._first, False
        return Row(cells, self._cell_places, head=self._head, leading_head=first, padding=self._padding, paint=paint)

    def _cell(self, text: str | tuple[str, str], column: Column, row: Node, strong: bool) -> Text | Stack:
        node = row.head_cell("Row") if column.names else row.add("TD", keep=True)
        style = column.style or (styles.CELL_STRONG if column.names else styles.CELL_RIGHT if column.right else styles.CELL)
        if strong:
            style = styles.CELL_STRONG_RIGHT if column.right else styles.CELL_STRONG
        style = replace(style, right=column.right)
        if isinstance(text, str):
            return Text(text, style, node, self._words.language)
        said, note = text
        if not note:
            return Text(said, style, node, self._words.language)
        # In this order: the note is read after the text.
        above = Text(said, style, node.add("P"), self._words.language)
        return Stack(above, Text(note, styles.ITEM_NOTE, node.add("P"), self._words.language))


def _places(columns: Sequence[Column], width: float) -> list[tuple[float, float]]:
    """Return left edge and width of each column in points."""
    open_ones = sum(not column.width for column in columns)
    left_over = width - sum(column.width for column in columns) - _GAP * (len(columns) - 1)
    share = left_over / open_ones if open_ones else 0.0
    if left_over < -0.01 or (open_ones and share < _NARROWEST):
        raise ValueError(f"columns of {width - left_over:.0f} points in a table of {width:.0f}")
    places, left = [], 0.0
    for column in columns:
        places.append((left, column.width or share))
        left += places[-1][1] + _GAP
    return places
