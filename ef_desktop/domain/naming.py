"""Keeps names of people out of texts that somebody typed, where those people may not be named there."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import pairwise

from ef_desktop.domain.peopleviews import FIRST_NAME, FULL_NAME
from ef_desktop.domain.privacy import COVER

_WORD = re.compile(r"\w+")

#: Between the words of a name: blanks, the point of an initial, hyphens and apostrophes.
_BETWEEN = frozenset(" \t\n\u00a0.-'’")

#: Words that stand in many names and say nothing by themselves.
_PARTICLES = frozenset(
    ("aan", "al", "de", "den", "der", "des", "du", "een", "el", "het", "in", "la", "le", "op", "te", "ten", "ter", "uit", "van", "von")
)

#: A shorter word is no name by itself: an initial, a letter in a list.
_SHORTEST = 2


class NameVeil:
    """Covers the names of people who may not be named: the whole name, the first name as a word, the family name.

    Of who may be named by first name the rest of the name is taken away. A first name or family name that somebody shares who may be
    named stays: nobody can tell whose it is. Capitals count where a name could be a word: 'Roos' is covered and 'roos' is not, but 'noor' is.

    Parameters:
        people: name of each person, and in which form it may be read: ``full``, ``first``, or "" for not at all.
        plain: words in small letters that may be names and mostly are none.
    """

    def __init__(self, people: Iterable[tuple[str, str]], plain: Collection[str] = frozenset()) -> None:
        self._plain = plain
        known = [(_words(first), _words(rest), first, form) for (first, rest), form in ((_parted(name), form) for name, form in people)]
        known = [entry for entry in known if entry[0]]
        self._spared = {word for first, _rest, _name, form in known if form in (FIRST_NAME, FULL_NAME) for word in first}
        self._spared |= {word for _first, rest, _name, form in known if form == FULL_NAME for word in rest}
        self._found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for first, rest, name, form in known:
            if rest and form != FULL_NAME:
                self._add((*first, *rest), name if form == FIRST_NAME else COVER)
                self._alone(rest)
            if form not in (FIRST_NAME, FULL_NAME):
                self._alone(first)
        for found in self._found.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def _alone(self, words: tuple[str, ...]) -> None:
        telling = [word for word in words if word.casefold() not in _PARTICLES and len(word) >= _SHORTEST]
        if not telling or all(word in self._spared for word in telling):
            return
        self._add(words, COVER)
        while words[0].casefold() in _PARTICLES:
            words = words[1:]
            self._add(words, COVER)

    def _add(self, words: tuple[str, ...], instead: str) -> None:
        found = self._found.setdefault(words[0].casefold(), [])
        if (words, instead) not in found:
            found.append((words, instead))

    def text(self, value: str) -> str:
        """Return a text as others may read it."""
        if not self._found or not value:
            return value
        read = unicodedata.normalize("NFC", value)
        places = list(_WORD.finditer(read))
        parts, end, at = [], 0, 0
        while at < len(places):
            match = self._match(read, places, at)
            if match is None:
                at += 1
                continue
            length, instead = match
            parts += [read[end : places[at].start()], instead]
            end = places[at + length - 1].end()
            at += length
        return "".join([*parts, read[end:]]) if parts else value

    def _match(self, read: str, places: list[re.Match[str]], at: int) -> tuple[int, str] | None:
        for words, instead in self._found.get(places[at].group().casefold(), ()):
            here = places[at : at + len(words)]
            if len(here) != len(words) or not all(_between(read, *pair) for pair in pairwise(here)):
                continue
            typed = [place.group() for place in here]
            if not all(one.casefold() == word.casefold() for one, word in zip(typed, words, strict=True)):
                continue
            if len(words) > 1 or not self._is_plain(typed[0], words[0]):
                return len(words), instead
        return None

    def _is_plain(self, typed: str, name: str) -> bool:
        """Tell whether who typed a name of one word in small letters may mean the word: with one hand nobody types capitals."""
        if not typed.islower() or name.islower():
            return False
        return len(typed) <= _SHORTEST or typed in self._plain


def _parted(name: str) -> tuple[str, str]:
    """Return the first name and the rest of a name."""
    first, _blank, rest = " ".join(name.split()).partition(" ")
    return first, rest


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text)))


def _between(read: str, one: re.Match[str], next_one: re.Match[str]) -> bool:
    """Return whether two words could be parts of one name: nothing stands between them that ends a name."""
    return set(read[one.end() : next_one.start()]) <= _BETWEEN
