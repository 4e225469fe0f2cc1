"""Breaking text into lines: Dutch and English hyphenation, other scripts, and words that are longer than a line."""

import re
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import pyphen

from ef_desktop.report import bidi, fonts
from ef_desktop.report.characters import named
from ef_desktop.report.styles import Style

SOFT_HYPHEN = "\u00ad"
_DICTIONARIES = {"nl": "nl_NL", "en": "en_GB"}
_SHORTEST = 7  # letters of the shortest word that is broken
_LETTERS = re.compile(r"[^\W\d_]+")
_OPEN_TO_BREAK = re.compile(r"[-/\u2010\u2013](?=\w)")
_ROW = 2  # most lines in a row that may end in a hyphen
_PROBE = 320  # letters of an endless word that are looked at for one line: more never fit
_LEAST_ROOM = 3.0  # do not break a word for less room than this, in units of the font size


class Line(NamedTuple):
    """A line ready to be drawn.

    Attributes:
        parts: pairs of font and text in the order in which they are drawn.
        width: in points.
        logical: the text in reading order where that differs from the drawing order, else None.
        rightward: whether the line begins at the right edge (Arabic, Hebrew).
        carried: how many characters at its beginning go on with a word that was broken on the line before.
        cut: how many characters at its end begin a word that goes on in the next line.
        word: that word, whole.
    """

    parts: tuple[tuple[str, str], ...]
    width: float
    logical: str | None = None
    rightward: bool = False
    carried: int = 0
    cut: int = 0
    word: str = ""

    def goes_on(self) -> bool:
        """Return whether the last word of this line goes on in the next."""
        return bool(self.cut) or (bool(self.carried) and self.carried == sum(len(part) for _, part in self.parts))


@cache
def _dictionary(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=_DICTIONARIES[language])


@lru_cache(maxsize=65536)
def _break_places(word: str, language: str) -> tuple[tuple[int, str], ...]:
    """Return where a word may be broken, with what is then added at the end of the line; rightmost first."""
    places = [(found.end(), "") for found in _OPEN_TO_BREAK.finditer(word)]
    for letters in _LETTERS.finditer(word):
        if len(letters[0]) >= _SHORTEST:
            # places where the spelling would change ('autootje': 'auto-tje') carry data, and are left alone
            places += [
                (letters.start() + place, SOFT_HYPHEN)
                for place in _dictionary(language).positions(letters[0])
                if not getattr(place, "data", None)
            ]
    return tuple(sorted(places, reverse=True))


@lru_cache(maxsize=65536)
def _units(word: str, font: str) -> float:
    """Return the width of a word in units of the font size."""
    return sum(fonts.width(text, with_font) for with_font, text in fonts.pieces(bidi.shape(word), font))


def text_width(text: str, style: Style) -> float:
    """Return the width in points of clean text on one line."""
    return style.size * _units(text, style.font)


class _Breaker:
    def __init__(self, style: Style, width: float, language: str):
        self.style = style
        self.room = width
        self.language = language
        self.space = style.size * fonts.width(" ", style.font)
        self.lines: list[Line] = []
        self.hyphens = 0

    def paragraph(self, text: str) -> None:
        """Break one paragraph, that is text without line ends."""
        rightward = bidi.is_rightward(text)
        words = [word for word in text.split(" ") if word]
        words.reverse()
        line: list[str] = []
        used = 0.0
        carried = 0
        while words:
            word = words.pop()
            gap = self.space if line else 0.0
            wide = text_width(word[:_PROBE], self.style)
            if wide <= self.room and len(word) > _PROBE:
                wide = text_width(word, self.style)
            if used + gap + wide <= self.room:
                line.append(word)
                used += gap + wide
                continue
            head, rest = self._broken(word, self.room - used - gap)
            if line and not head:
                self._close(line, " ", rightward, carried)
                words.append(word)
                carried = 0
            else:
                if not head:
                    head, rest = self._chopped(word)
                if not rest:  # a single letter that is wider than the line
                    self._close([head], " ", rightward, carried)
                elif line or not carried:
                    self._close([*line, head], "", rightward, carried, len(head), word)
                else:
                    self._close([head], "", rightward, len(head))
                words += [rest] if rest else []
                carried = len(rest)
            line, used = [], 0.0
        if line or not text.strip():
            self._close(line, " ", rightward, carried)

    def _broken(self, word: str, room: float) -> tuple[str, str]:
        if not self.style.hyphenate or room < _LEAST_ROOM * self.style.size:
            return "", word
        for place, added in _break_places(word[:_PROBE], self.language):
            if added and self.hyphens >= _ROW:
                continue
            head = word[:place] + added
            if text_width(head, self.style) <= room:
                return head, word[place:]
        return "", word

    def _chopped(self, word: str) -> tuple[str, str]:
        used = 0.0
        for place, char in enumerate(word):
            used += text_width(char, self.style)
            if used > self.room and place:
                return word[:place], word[place:]
        return word, ""

    def _close(self, words: list[str], end: str, rightward: bool, carried: int = 0, cut: int = 0, word: str = "") -> None:
        text = " ".join(words)
        self.hyphens = self.hyphens + 1 if text.endswith(SOFT_HYPHEN) else 0
        drawn = bidi.visual(text, rightward)
        font = self.style.font
        pairs = [pair for word in drawn.split(" ") for pair in ((font, " "), *fonts.pieces(word, font))][1:] if text else []
        wide = self.style.size * sum(fonts.width(piece, with_font) for with_font, piece in pairs)
        if end and text:  # a reader needs the space at the end of a line, the page does not
            pairs.append((font, end))
        parts = tuple((with_font, "".join(pair[1] for pair in run)) for with_font, run in groupby(pairs, key=itemgetter(0)))
        if drawn != text:  # read as a whole: what was broken keeps its hyphens
            self.lines.append(Line(parts, wide, text + end, rightward))
        else:
            self.lines.append(Line(parts, wide, None, rightward, carried, cut, word))


def break_lines(text: str, style: Style, width: float, language: str) -> list[Line]:
    """Break text into lines.

    Parameters:
        text: clean text; line ends in it are kept.
        style: how it is set.
        width: length of a line in points.
        language: ``nl`` or ``en``, for hyphenation.
    """
    breaker = _Breaker(style, width, language)
    for paragraph in named(text, language).split("\n"):
        breaker.paragraph(paragraph)
    return breaker.lines
