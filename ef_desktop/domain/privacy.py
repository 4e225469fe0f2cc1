"""Rules about names, stated once for the wall, the board, the logbook, the exports and the search.

A case is anonymous unless the initiator said yes: 'no' and 'not asked yet' are the same. Of an anonymous case nobody but the
facilitator sees its title, and the words that could lead to it are covered wherever others read along.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable
from functools import lru_cache

#: Kinds of outcome that never carry a name (content: 'Bij Wat werkt niet en Signaal staat nooit een naam').
NAMELESS = frozenset({"werkt_niet", "signaal"})

#: Answers with which a case may be named: the initiator takes part, or knows of it.
KNOWING = ("doet_mee", "weet")

#: What stands in the place of words that are covered.
COVER = "[…]"

#: Letters and figures that are not taken for one another.
_CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

#: Districts that lead to nobody.
_EVERYWHERE = frozenset({"hele stad", "whole city"})

#: A shorter word says nothing by itself, and would cover half of a text.
_SHORTEST = 3


def is_anonymous(initiator_knows: str | None) -> bool:
    """Return whether a case is anonymous: the initiator does not know that it is discussed, or nobody asked yet."""
    return initiator_knows not in KNOWING


def case_code(case_id: bytes) -> str:
    """Return two signs that tell anonymous cases apart, the same on every device."""
    number = zlib.crc32(case_id)
    return _CODE[number % len(_CODE)] + _CODE[number // len(_CODE) % len(_CODE)]


def traceable(title: str, initiator_name: str, district: str) -> tuple[str, ...]:
    """Return the words of an anonymous case that could lead to its initiator, the longest first."""
    words = {" ".join(value.split()) for value in (title, initiator_name, *district.split(","))}
    kept = (word for word in words if len(word) >= _SHORTEST and word.casefold() not in _EVERYWHERE)
    return tuple(sorted(kept, key=lambda word: (-len(word), word)))


def covered(text: str, words: Iterable[str]) -> str:
    """Return a text with these words covered, in whatever capitals and over however many blanks or lines they stand."""
    wanted = tuple(words)
    # An accent may be a letter of its own, depending on where a text was pasted from.
    read = unicodedata.normalize("NFC", text)
    folded = read.casefold()
    # Most texts have none of the words: that is told quickly, for every card on the wall at every change.
    if not any(begin in folded for begin in _beginnings(wanted)):
        return text
    return _pattern(wanted).sub(COVER, read)


@lru_cache(maxsize=256)
def _beginnings(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({unicodedata.normalize("NFC", word.split()[0]).casefold() for word in words})


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((unicodedata.normalize("NFC", word) for word in words), key=lambda word: (-len(word), word))
    return re.compile("|".join(r"\s+".join(map(re.escape, word.split())) for word in longest_first), re.IGNORECASE)
