"""Fonts of the page, and what to do with characters that they lack.

Nothing a user typed may vanish: a character that Source Sans 3 lacks is drawn in DejaVu Sans, and what that lacks too is
named in brackets before its lines are broken (``report/characters.py``).
"""

import re
import unicodedata
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ef_desktop.paths import resource

REGULAR = "SourceSans3-Regular"
SEMIBOLD = "SourceSans3-SemiBold"
BOLD = "SourceSans3-Bold"
FALLBACK = "DejaVuSans"

_LAST_BASIC = 0xFFFF  # the map back to text that ReportLab writes has four digits per character
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u1680\u2000-\u200a\u205f\u3000]")
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)


@cache
def font(name: str) -> TTFont:
    """Return a shipped font, registered with ReportLab the first time. The name is that of its file without suffix."""
    made = TTFont(name, str(resource("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(made)
    return made


def clean(text: str) -> str:
    """Return the text fit for a page: composed characters, only plain line ends and spaces, no control characters."""
    if text.isascii() and text.isprintable():
        return text
    text = _BROKEN.sub("\ufffd", text)
    text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
    return _INVISIBLE.sub("", text)


def one_line(text: str) -> str:
    """Return the text clean and on one line, for titles outside the page."""
    return " ".join(clean(text).split())


@lru_cache(maxsize=8192)
def has(char: str) -> bool:
    """Return whether the page can show a character: as a glyph, or as a space or a line end."""
    return char in " \n\u00a0" or _drawable(char, REGULAR)[1] == char


@lru_cache(maxsize=8192)
def _drawable(char: str, name: str) -> tuple[str, str]:
    """Return the font that draws a character and what is drawn."""
    code = ord(char)
    if code <= _LAST_BASIC and unicodedata.category(char) != "Co":
        for candidate in (name, FALLBACK):
            if code in font(candidate).face.charToGlyph:
                return candidate, char
    return name, f"[U+{code:04X}]"


@lru_cache(maxsize=65536)
def pieces(word: str, name: str) -> tuple[tuple[str, str], ...]:
    """Split a word into parts that one font can draw.

    Parameters:
        word: clean text.
        name: the font wanted.
    Returns:
        pairs of font and text, in the order of the word.
    """
    if word.isascii():
        return ((name, word),)
    parts: list[tuple[str, str]] = []
    for char in word:
        with_font, drawn = _drawable(char, name)
        if parts and parts[-1][0] == with_font:
            parts[-1] = (with_font, parts[-1][1] + drawn)
        else:
            parts.append((with_font, drawn))
    return tuple(parts)


@lru_cache(maxsize=65536)
def width(text: str, name: str) -> float:
    """Return the width of a text in one font, in units of the font size."""
    return font(name).stringWidth(text, 1)
