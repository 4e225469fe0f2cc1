"""How wide the columns of a written table are: by what stands in them, so that no word is broken where there is room for it."""

from collections.abc import Sequence

from ef_desktop.services.written_book import Table

#: Room for a letter, for one of a heading (which is strong), and for the sides of a cell, in twentieths of a point.
_LETTER, _HEAD_LETTER, _SIDES = 122, 142, 190

#: A longer word is broken; a line that is not longer than the second, such as a date, stays whole; a longer text asks for no more room.
_LONGEST_WORD, _WHOLE_LINE, _LONGEST_LINE = 16, 18, 90


def column_widths(table: Table, width: int) -> tuple[int, ...]:
    """Return the widths of the columns of a table, which fill its whole width.

    Parameters:
        width: of the table, in twentieths of a point.
    """
    least, wanted = [], []
    for place, head in enumerate(table.head):
        strong = table.first_is_head and place == 0
        low, want = _room([row[place] for row in table.rows], _HEAD_LETTER if strong else _LETTER)
        head_low, _want = _room([head], _HEAD_LETTER)
        least.append(max(low, head_low))
        wanted.append(max(want, least[-1]))
    if sum(wanted) <= width:
        # What is left goes to the texts; figures stay beside what they belong to.
        widths = _shared(wanted, [0 if place in table.numbers else want for place, want in enumerate(wanted)], width)
    elif sum(least) < width:
        widths = _shared(least, [want - low for want, low in zip(wanted, least, strict=True)], width)
    else:
        widths = _shared([0] * len(least), least, width)
    return tuple(widths)


def _room(texts: Sequence[str], letter: int) -> tuple[int, int]:
    """Return the least room for these texts, in which words stay whole, and the room in which each stands in one line."""
    word = max((len(word) for text in texts for word in text.split()), default=0)
    line = max(map(len, texts), default=0)
    least = line if line <= _WHOLE_LINE else min(word, _LONGEST_WORD)
    return least * letter + _SIDES, min(line, _LONGEST_LINE) * letter + _SIDES


def _shared(begin: list[int], shares: list[int], width: int) -> list[int]:
    """Return these widths with what is left of the whole width shared out; the first column gets what cannot be parted."""
    left, total = width - sum(begin), sum(shares)
    widths = [start + (left * share // total if total else 0) for start, share in zip(begin, shares, strict=True)]
    widths[0] += width - sum(widths)
    return widths
