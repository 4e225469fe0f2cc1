"""A person's name in texts: where it stands, and the text without it. And what is told before and after an erasure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

#: Words inside a name that are no name by themselves.
_PARTICLES = frozenset(
    "van de den der het ter ten te op in la le von zu el al bin ben da do dos du di aan bij onder over uit voor 't 'd".split()
)
_LETTER = r"[^\W\d_]"
_OWN = r"(?P<own>['\u2019]?s)?"

#: What to do with a text.
REPLACE, LEAVE, ADAPT = "replace", "leave", "adapt"


@dataclass(frozen=True)
class Match:
    """A place in a text.

    Attributes:
        start, end: of the characters.
        whole: True for the whole name, an e-mail address or a telephone number; False for a part of the name.
        named: False for an address or a number.
        owning: True with an s of possession behind it.
    """

    start: int
    end: int
    whole: bool
    named: bool = True
    owning: bool = False


class Names:
    """Finds a person in texts, whatever the capitals and accents.

    Parameters:
        name: the name as it stands in the list.
        email, phone: "" when there is none.
        others: names of other people; a part of the name that stands in the whole name of one of them is not found.
    """

    def __init__(self, name: str, email: str = "", phone: str = "", others: Iterable[str] = ()) -> None:
        words = _words_of(name)
        self.parts = parts_of(name)
        #: Pattern, whether it is the whole, whether it is a name, and whether it yields to the names of others.
        self._patterns: list[tuple[re.Pattern[str], bool, bool, bool]] = []
        if email.strip():
            self._add(_apart(re.escape(_folded(email.strip())[0])), True, False)
        if number := _telephone(phone):
            self._add(number, True, False)
        if words:
            self._add(_whole_name(words), True, True)
        if len(words) > 1:
            self._add(_whole_name([*words[1:], words[0]]), True, True, yields=True)
        if len(words) > 1 and self.parts:
            self._add(_apart(f"(?:{'|'.join(map(re.escape, self.parts))}){_OWN}"), False, True, yields=True)
        # Most texts have none of these: that is seen at once.
        self._marks = (*(self.parts or words), *filter(None, (_folded(email.strip())[0], re.sub(r"\D", "", phone)[-1:])))
        namesakes = {" ".join(_words_of(other)): other for other in others if set(parts_of(other)) & set(self.parts)}
        different = [_words_of(other) for folded, other in namesakes.items() if folded != " ".join(words)]
        orders = (different, [[*other[1:], other[0]] for other in different if len(other) > 1])
        self._others = [re.compile(_whole_name(order).replace("?P<own>", "?:")) for several in orders for order in several]

    def _add(self, pattern: str, whole: bool, named: bool, yields: bool = False) -> None:
        self._patterns.append((re.compile(pattern), whole, named, yields))

    def find(self, text: str) -> tuple[Match, ...]:
        """Return the places where the person stands in a text, from the beginning; they do not overlap."""
        folded, places = _folded(text)
        found: list[Match] = []
        if not any(mark in folded for mark in self._marks):
            return ()
        taken: list[tuple[int, int]] = []
        for pattern, whole, named, yields in self._patterns:
            hits = list(pattern.finditer(folded))
            if hits and yields:
                for other in self._others:
                    spans = [hit.span() for hit in other.finditer(folded)]
                    taken += [span for span in spans if _is_free(span, taken)]
            for hit in hits:
                start, end = hit.span()
                if _is_free((start, end), taken):
                    taken.append((start, end))
                    owning = named and hit["own"] is not None
                    if places:
                        start, end = places[start], places[end - 1] + 1
                    found.append(Match(start, end, whole, named, owning))
        return tuple(sorted(found, key=lambda match: match.start))


def _is_free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= start or span[0] >= end for start, end in taken)


def parts_of(name: str) -> tuple[str, ...]:
    """Return the words of a name that may stand for the person, without capitals and accents, the longest first."""
    parts = {part for word in _words_of(name) for part in (word, *word.split("-")) if part.strip("-.'()")}
    return tuple(sorted((part for part in parts if len(part) > 1 and part not in _PARTICLES), key=lambda part: (-len(part), part)))


def _words_of(name: str) -> list[str]:
    return [word for word in re.split(r"[\s,]+", _folded(name)[0]) if word.strip("-.'()")]


def _whole_name(words: list[str]) -> str:
    """Return the pattern of a name, also as it is written in an address."""
    return _apart(r"[\s._,-]*".join(map(re.escape, words)) + _OWN)


def without(text: str, matches: Iterable[Match], somebody: str, somebodys: str, gone: str) -> str:
    """Return a text with other words in these places.

    Parameters:
        text: the text.
        matches: from ``Names.find``, in order.
        somebody: for a name, such as ``iemand``; it gets a capital where a sentence begins.
        somebodys: the same where something belongs to the person, such as ``iemands``.
        gone: for an address or a number.
    """
    result, last = [], 0
    for match in matches:
        result.append(text[last : match.start])
        word = (somebodys if match.owning else somebody) if match.named else gone
        before = text[: match.start].rstrip()
        if match.named and (not before or before[-1] in ".?!:" or "\n" in text[len(before) : match.start]):
            word = word[:1].upper() + word[1:]
        result.append(word)
        last = match.end
    return "".join([*result, text[last:]])


def _apart(pattern: str) -> str:
    return f"(?<!{_LETTER})(?:{pattern})(?!{_LETTER})"


def _telephone(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    if len(digits) < 6:
        return ""
    for start in ("00", "31", "0"):
        digits = digits.removeprefix(start)
    between = r"[\s().-]*"
    return rf"(?<![\d+])(?:(?:(?:\+|00)?31|0){between}(?:\(0\){between})?)?{between.join(digits)}(?!\d)"


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without capitals and accents, and for each of its characters the place in the text; [] when equal."""
    if text.isascii():
        return text.lower(), []
    kept, places = [], []
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKD", character):
            if not unicodedata.combining(plain):
                folded = plain.casefold()
                kept.append(folded)
                places.extend([place] * len(folded))
    return "".join(kept), places


@dataclass(frozen=True)
class Trace:
    """One kind of rows that point to a person.

    Attributes:
        icon: name of an icon.
        title: translated: what it is, with the number.
        detail: where, in a line.
        result: translated: what happens to it.
    """

    icon: str
    title: str
    detail: str
    result: str


@dataclass(frozen=True)
class TextHit:
    """A text in which the person stands.

    Attributes:
        key: names the text from one preview to the next.
        place: translated: what kind of text, and of what.
        text: the text as it is now; "" where only earlier versions have the name.
        matches: where the person stands in it.
        proposal: the text without the person.
        whole: True when it is the whole name or contact data everywhere, or only earlier versions have the name.
        certain: True when it is, or nobody else here has that part of the name.
        removed: True in something that was removed and can still be brought back.
        past: True when only earlier versions have the name.
    """

    key: str
    place: str
    text: str
    matches: tuple[Match, ...]
    proposal: str
    whole: bool
    certain: bool
    removed: bool = False
    past: bool = False


@dataclass(frozen=True)
class Decision:
    """What to do with a text.

    Attributes:
        choice: REPLACE, LEAVE or ADAPT.
        text: with ADAPT, what stands there afterwards.
    """

    choice: str
    text: str = ""


@dataclass(frozen=True)
class CopyElsewhere:
    """A file outside the reach of the program that may still have the name.

    Attributes:
        path: place.
        made_at: local time, or None where that is not known.
        what: translated: what kind of file.
    """

    path: str
    made_at: datetime | None
    what: str


@dataclass(frozen=True)
class ErasePreview:
    """Where a person occurs.

    Attributes:
        person_id, name: who.
        traces: rows that point to the person.
        hits: texts, to be decided one by one.
        copies: files that only the user can destroy.
        backups: number of backups of this work file that are rewritten.
        writes: True when changes in this file were written under this name.
        namesakes: others whose name has a part in common.
    """

    person_id: bytes
    name: str
    traces: tuple[Trace, ...]
    hits: tuple[TextHit, ...]
    copies: tuple[CopyElsewhere, ...]
    backups: int
    writes: bool
    namesakes: tuple[str, ...]


@dataclass(frozen=True)
class EraseReport:
    """How an erasure went.

    Attributes:
        rewritten: number of backups that were rewritten.
        removed: number of backups that could not be read and were removed.
        finished: False when backups have to wait for the next opening.
        left: number of texts that were left as they are.
        copies: files that only the user can destroy.
    """

    rewritten: int
    removed: int
    finished: bool
    left: int
    copies: tuple[CopyElsewhere, ...]
