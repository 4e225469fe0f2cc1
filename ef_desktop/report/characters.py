"""Names for characters that no shipped font has, so that nothing a user typed vanishes: ``[duim omhoog]``.

Emoji have a Dutch name from the list that is shipped, in English the name of the character database. Flags get the name of
their country, colours of skin stand behind the emoji they colour. Signs of a script that the fonts lack get their numbers.
"""

import json
import unicodedata
from functools import cache, lru_cache

from babel import Locale

from ef_desktop.i18n import catalogue
from ef_desktop.paths import resource
from ef_desktop.report import fonts

_SKINS = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_FIRST_FLAG, _LAST_FLAG = 0x1F1E6, 0x1F1FF
_SYMBOLS = frozenset(("So", "Sk", "Sm", "Sc"))
_KEYCAP = "\u20e3"


@cache
def _list() -> dict[str, str]:
    return json.loads(resource("fonts", "names_nl.json").read_text("utf-8"))


def named(text: str, language: str) -> str:
    """Return a text in which every character can be drawn; the others are replaced by their name in brackets.

    Parameters:
        text: clean text.
        language: ``nl`` or ``en``, of the names.
    """
    if text.isascii() or all(map(fonts.has, set(text))):
        return text
    told: list[str] = []
    numbers: list[str] = []
    place = 0
    while place < len(text):
        char = text[place]
        place += 1
        if fonts.has(char):
            _close(numbers, told, language)
            told.append(char)
            continue
        name = ""
        if _is_flag(char) and _is_flag(text[place : place + 1]):
            name = _country(char + text[place], language)
            place += 1 if name else 0
        name = name or _name(char, language)
        if not name:
            numbers.append(f"U+{ord(char):04X}")
            continue
        _close(numbers, told, language)
        if place < len(text) and text[place] in _SKINS:
            name = f"{name}, {_name(text[place], language)}"
            place += 1
        told.append(f"[{name}]")
    _close(numbers, told, language)
    return "".join(told)


def _close(numbers: list[str], told: list[str], language: str) -> None:
    """Put signs without a name, that stood together, in one pair of brackets."""
    if numbers:
        _ = catalogue(language).gettext
        words = _("sign {numbers}") if len(numbers) == 1 else _("signs {numbers}")
        told.append(f"[{words.format(numbers=' '.join(numbers))}]")
        numbers.clear()


def _is_flag(char: str) -> bool:
    return bool(char) and _FIRST_FLAG <= ord(char) <= _LAST_FLAG


def _country(pair: str, language: str) -> str:
    code = "".join(chr(ord(char) - _FIRST_FLAG + ord("A")) for char in pair)
    country = Locale(language).territories.get(code)
    _ = catalogue(language).gettext
    return _("flag of {country}").format(country=country) if country else ""


@lru_cache(maxsize=4096)
def _name(char: str, language: str) -> str:
    """Return the name of an emoji or a symbol; empty for letters and for what has no name."""
    _ = catalogue(language).gettext
    if char == _KEYCAP:
        return _("key")
    if unicodedata.category(char) not in _SYMBOLS:
        return ""
    if language == "nl" and (name := _list().get(char)):
        return name
    return unicodedata.name(char, "").lower().replace("emoji modifier fitzpatrick type", "skin")
