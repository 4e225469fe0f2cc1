"""Filling pages: what does not fit goes on to the next place, and what fits nowhere goes on in parts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: A part never begins or ends with fewer lines than this, where it has more.
_FEW = 2


@dataclass(frozen=True)
class Part:
    """Some lines of an item.

    Attributes:
        item: number of the item.
        first: its first line.
        count: number of lines, None for all the rest.
        ends: False when it goes on elsewhere.
    """

    item: int
    first: int = 0
    count: int | None = None
    ends: bool = True

    @property
    def begins(self) -> bool:
        """True for the first part of an item."""
        return self.first == 0


@dataclass(frozen=True)
class Measure:
    """Sizes in pixels: height of a line, room around the lines of an item, and room between two items."""

    line: int
    padding: int
    gap: int
    least: int = 0

    def height(self, lines: int) -> int:
        """Return the height of an item or part with so many lines."""
        return max(self.least, lines * self.line + self.padding)


def fill(
    waiting: Sequence[Part], places: int, height: int, measure: Measure, lines_of: Callable[[int], int]
) -> tuple[list[list[Part]], list[Part]]:
    """Put items into places below each other.

    Parameters:
        waiting: items in order, or what is left of them.
        places: number of places, each of the same height.
        height: of a place in pixels.
        measure: sizes of items.
        lines_of: number of lines of an item.

    Returns:
        The parts per place, and what did not fit.
    """
    # Walked by number: what waits can be thousands of items, and a page takes only a few of them.
    at, part = 0, waiting[0] if waiting else None
    filled: list[list[Part]] = []
    while len(filled) < places and part is not None:
        column: list[Part] = []
        used = 0
        while part is not None:
            lines = lines_of(part.item) - part.first
            tall = measure.height(lines)
            if used + tall <= height:
                column.append(Part(part.item, part.first, lines))
                used += tall + measure.gap
                at += 1
                part = waiting[at] if at < len(waiting) else None
                continue
            room = (height - used - measure.padding) // measure.line
            if tall <= height or room < _FEW:
                if column or tall <= height:
                    break
                room = max(room, 1)
            taken = min(room, lines - _FEW) if lines - room < _FEW and lines > 2 * _FEW else room
            column.append(Part(part.item, part.first, taken, ends=False))
            part = Part(part.item, part.first + taken)
            break
        filled.append(column)
    return filled, [] if part is None else [part, *waiting[at + 1 :]]
