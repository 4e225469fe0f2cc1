"""Hebrew and Arabic on a page that is drawn from left to right: joined letters, and lines in visual order."""

import re
import unicodedata
from functools import cache

_RIGHTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_FORMS = ("isolated", "final", "initial", "medial")


def is_rightward(text: str) -> bool:
    """Return whether the first letter of the text belongs to a script that runs from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


@cache
def _joined_forms() -> dict[str, dict[str, str]]:
    """Return per Arabic letter its presentation forms by name, from the character database."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)):
        form, _, base = unicodedata.decomposition(chr(code)).partition(" ")
        if form[1:-1] in _FORMS and len(base) == 4:
            forms.setdefault(chr(int(base, 16)), {}).setdefault(form[1:-1], chr(code))
    return forms


def shape(word: str) -> str:
    """Return a word with its Arabic letters in the form that joins them to their neighbours."""
    if not _RIGHTWARD.search(word):
        return word
    forms = _joined_forms()
    letters = list(word)
    solid = [place for place, char in enumerate(letters) if not unicodedata.combining(char)]
    shaped = list(letters)
    for turn, place in enumerate(solid):
        own = forms.get(letters[place])
        if not own:
            continue
        before = forms.get(letters[solid[turn - 1]], {}) if turn else {}
        after = forms.get(letters[solid[turn + 1]], {}) if turn + 1 < len(solid) else {}
        joins_before = "initial" in before and "final" in own
        joins_after = "initial" in own and "final" in after
        form = {(0, 0): "isolated", (1, 0): "final", (0, 1): "initial", (1, 1): "medial"}[joins_before, joins_after]
        shaped[place] = own.get(form, letters[place])
    return "".join(shaped)


def visual(text: str, rightward: bool) -> str:
    """Return a line in the order in which it is drawn, with joined letters.

    Parameters:
        text: the line in reading order.
        rightward: whether the paragraph begins at the right edge.
    """
    if not rightward and not _RIGHTWARD.search(text):
        return text
    text = " ".join(shape(word) for word in text.split(" "))
    levels = _levels(text, 1 if rightward else 0)
    order = list(range(len(text)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    drawn = (text[place].translate(_MIRRORED) if levels[place] % 2 else text[place] for place in order)
    return _marks_after_letters("".join(drawn))


def _levels(text: str, base: int) -> list[int]:
    """Return the embedding level of each character: even runs to the right, odd to the left."""
    directions = []
    strong = "R" if base else "L"
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            strong = "R"
        elif direction == "L":
            strong = "L"
        if direction in ("R", "AL"):
            directions.append("R")
        elif direction == "L":
            directions.append("L")
        elif direction in ("EN", "AN"):
            directions.append("N" if strong == "R" else "L")
        elif direction == "NSM":
            directions.append(directions[-1] if directions else "R" if base else "L")
        else:
            directions.append(" ")
    default = "R" if base else "L"
    place = 0
    while place < len(directions):
        end = place
        while end < len(directions) and directions[end] == " ":
            end += 1
        if end > place:
            before = directions[place - 1] if place else default
            after = directions[end] if end < len(directions) else default
            sides = {"R" if side == "N" else side for side in (before, after)}
            directions[place:end] = [sides.pop() if len(sides) == 1 else default] * (end - place)
        place = max(end, place + 1)
    level = {"L": 2 if base else 0, "R": 1, "N": 2}
    return [level[direction] for direction in directions]


def _marks_after_letters(drawn: str) -> str:
    """Combining marks came before their letter by turning the line round; put them after it again."""
    turned: list[str] = []
    waiting: list[str] = []
    for char in drawn:
        if unicodedata.combining(char) and unicodedata.bidirectional(char) == "NSM" and _RIGHTWARD.match(char):
            waiting.append(char)
        else:
            turned.append(char)
            turned += reversed(waiting)
            waiting.clear()
    return "".join(turned + waiting)
