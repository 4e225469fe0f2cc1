"""Short signs in the capture bar: kind, person, case, date, goal and talent without leaving the keyboard.

========= ============================================ =====================================
sign      means                                        examples
========= ============================================ =====================================
``/``     kind; only at the very beginning             ``/a`` ``/afspraak`` ``/werkt niet``
``/``     for the facilitator only; at the beginning   ``/privé`` ``/prive`` ``/private``
``!``     an agreement; at the beginning, with a blank ``! Noor belt de wijk``
``?``     a question; at the beginning, with a blank   ``? Wie kent de buurt``
``@``     person                                       ``@noor`` ``@"Noor Visser"``
``#``     case                                         ``#stadstuin`` ``#"Stadstuin Voorhof"``
``^``     date                                         ``^vr`` ``^26-3`` ``^26mrt`` ``^morgen`` ``^+14`` ``^2w``
``%``     Global Goal, by number or name               ``%11`` ``%klimaatactie``
``+``     talent                                       ``+luisteren``
========= ============================================ =====================================

Every sign but ``!`` and ``?`` stands at the beginning of a word and ends at the next blank. Only what is known and means
one thing is taken out of the text: an unknown name, a mail address, '100%' and a '#' that is no case stay as they were
typed. A backslash before a sign keeps it as text. The last one of a kind counts; an earlier one is taken out too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ef_desktop.domain.matching import Key, folded

KIND, PERSON, CASE, DATE, GOAL, TALENT = "kind", "person", "case", "date", "goal", "talent"

_SIGNS = {"@": PERSON, "#": CASE, "^": DATE, "%": GOAL, "+": TALENT}
_STARTS = {"!": "afspraak", "?": "vraag"}

#: A sign with its word: in quotes, or up to the next blank.
_MARK = re.compile(r'(?<!\S)(\\?)([@#^%+])("[^"\n]+"|[^\s"]+)')
_KIND_MARK = re.compile(r"\s*/(\S+)")
#: What may stand before a kind: nothing, or that it is private; and the other way round.
_FIRST_WORDS = re.compile(r"\s*(/\S+\s+)?")
_ESCAPED = re.compile(r"\\(?=[/!?@#^%+])")

#: A talent or goal, and that a card is private, is known by at least so many letters of its name.
_LEAST = 3

#: Names, in both languages, of what makes a card one for the facilitator only.
_PRIVATE = ("prive", "private")

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WEEKDAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2}


@dataclass(frozen=True)
class Known:
    """What signs can mean.

    Attributes:
        kinds: id and name of each kind of outcome.
        people, cases: id and name; the people are those of the meeting.
        today: the date that dates are counted from.
        goals: number and name of each Global Goal.
        talents: id and name.
        others: id and name of people of the programme who are not of the meeting; they come second.
        private: the word that makes a card private, as it is offered, in the language of the screen.
    """

    kinds: tuple[tuple[str, str], ...]
    people: tuple[tuple[bytes, str], ...]
    cases: tuple[tuple[bytes, str], ...]
    today: date
    goals: tuple[tuple[int, str], ...] = ()
    talents: tuple[tuple[bytes, str], ...] = ()
    others: tuple[tuple[bytes, str], ...] = ()
    private: str = ""


@dataclass(frozen=True)
class Mark:
    """A sign that was understood: its kind and where it stands in what was typed (end exclusive)."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Parsed:
    """What was typed, taken apart.

    Attributes:
        text: what is left: the text of the card.
        kind: id of the kind, or None.
        person, case: ids, or None.
        due_on: date, or None.
        goal: number, or None.
        talent: id, or None.
        private: True where it was said to be for the facilitator only.
        marks: the signs that were understood, in order; for showing them in colour.
    """

    text: str
    kind: str | None = None
    person: bytes | None = None
    case: bytes | None = None
    due_on: date | None = None
    goal: int | None = None
    talent: bytes | None = None
    private: bool = False
    marks: tuple[Mark, ...] = ()


_NOT_UNDERSTOOD = re.compile(r"(?<!\S)[@#^%+][^\W\d_][^\s]*")


def unknown_signs(typed: str, marks: Sequence[Mark]) -> tuple[str, ...]:
    """Return the words that begin with a sign and a letter and mean nothing: they stay in the text of the card.

    Parameters:
        typed: what was typed.
        marks: what was understood in it.
    """
    known = [range(mark.start, mark.end) for mark in marks]
    found = _NOT_UNDERSTOOD.finditer(typed)
    return tuple(match.group().rstrip(".,;:!?") for match in found if not any(match.start() in span for span in known))


@dataclass(frozen=True)
class Candidate:
    """A way to complete a sign: what to show and what to put in its place."""

    label: str
    text: str


@dataclass(frozen=True)
class Completion:
    """Candidates for the sign at the cursor, and the part of the text that one of them replaces (end exclusive)."""

    kind: str
    start: int
    end: int
    candidates: tuple[Candidate, ...]


def parse(typed: str, known: Known) -> Parsed:
    """Take a typed line apart. Text that is no known sign is never taken out."""
    begun = _private_mark(typed, 0)
    kind, marks = _kind_of(typed, known, begun.end if begun else 0)
    private = begun or (_private_mark(typed, marks[0].end) if marks else None)
    if private is not None:
        marks.append(private)
    values: dict[str, object] = {}
    for found in _MARK.finditer(typed):
        escape, sign, word = found.groups()
        value = None if escape else _meaning(_SIGNS[sign], word.strip('"'), known)
        if value is not None:
            values[_SIGNS[sign]] = value
            marks.append(Mark(_SIGNS[sign], found.start(), found.end()))
    return Parsed(
        text=_without(typed, marks),
        kind=kind,
        person=values.get(PERSON),
        case=values.get(CASE),
        due_on=values.get(DATE),
        goal=values.get(GOAL),
        talent=values.get(TALENT),
        private=private is not None,
        marks=tuple(marks),
    )


def _private_mark(typed: str, begin: int) -> Mark | None:
    """The word at a place that makes the card one for the facilitator only; it may stand before the kind or after it."""
    found = _KIND_MARK.match(typed, begin)
    asked = folded(found.group(1)).rstrip(".,;:!?") if found else ""
    meant = len(asked) >= _LEAST and any(name.startswith(asked) for name in _PRIVATE)
    return Mark(KIND, found.start(1) - 1, found.end()) if meant else None


def _kind_of(typed: str, known: Known, begin: int) -> tuple[str | None, list[Mark]]:
    ids = {kind for kind, _name in known.kinds}
    start = len(typed) - len(typed[begin:].lstrip())
    if typed[start : start + 2].strip() in _STARTS and typed[start + 1 : start + 2].isspace():
        kind = _STARTS[typed[start]]
        return (kind, [Mark(KIND, start, start + 1)]) if kind in ids else (None, [])
    # A name of more words first: '/werkt niet' is not '/werkt' with the text 'niet'.
    for kind, name in sorted(known.kinds, key=lambda entry: -len(entry[1])):
        whole = f"/{folded(name)}"
        ended = typed[start + len(whole) : start + len(whole) + 1]
        if folded(typed[start : start + len(whole)]) == whole and (not ended or ended.isspace()):
            return kind, [Mark(KIND, start, start + len(whole))]
    found = _KIND_MARK.match(typed, begin)
    kind = _kind(found.group(1), known) if found else None
    return (None, []) if kind is None else (kind, [Mark(KIND, found.start(1) - 1, found.end())])


def _kind(word: str, known: Known) -> str | None:
    """The first kind, in the order of the board, whose id or name begins with the word."""
    asked = folded(word)
    return next((k for k, name in known.kinds if k.startswith(asked) or folded(name).replace(" ", "_").startswith(asked)), None)


def _meaning(kind: str, word: str, known: Known) -> object | None:
    if kind == PERSON:
        return _named(word, known.people) or _named(word, known.others)
    if kind == CASE:
        return _named(word, known.cases)
    if kind == DATE:
        return read_date(word, known.today)
    if kind == GOAL and word.isascii() and word.isdigit():
        return int(word) if 1 <= int(word) <= 17 else None
    # '+' and '%' stand before many things: a letter or two behind them is no name yet.
    return _named(word, known.talents if kind == TALENT else known.goals) if len(word) >= _LEAST else None


def _named(word: str, entries: Iterable[tuple[Key, str]]) -> Key | None:
    """The one entry that is meant: the whole name, else the first word of it, else its beginning."""
    asked = " ".join(folded(word).replace("_", " ").split()).rstrip(".,;:!?")
    if not asked:
        return None
    names = [(row, " ".join(folded(name).split())) for row, name in entries]
    for fits in (
        lambda name: name == asked,
        lambda name: name.split(" ")[0] == asked,
        lambda name: name.startswith(asked),
    ):
        found = [row for row, name in names if fits(name)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def read_date(word: str, today: date) -> date | None:
    """Return the date that is meant, or None.

    Known are vandaag, morgen, overmorgen, days of the week (at least two letters: the next one, never today), ``+14``
    (days), ``2w`` (weeks), ``26-3``, ``26/3``, ``26-3-2027``, ``2027-03-26`` and ``26mrt``. A day without a year is the
    next one, today included.
    """
    asked = folded(word).rstrip(".,;:")
    if asked in _NEAR:
        return today + timedelta(days=_NEAR[asked])
    if len(asked) >= 2:
        for names in (_WEEKDAYS, _WEEKDAYS_EN):
            for number, name in enumerate(names):
                if name.startswith(asked):
                    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if found := re.fullmatch(r"\+(\d{1,3})|(\d{1,2})w", asked, re.ASCII):
        return today + timedelta(days=int(found[1]) if found[1] else 7 * int(found[2]))
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", asked, re.ASCII):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}|\d{2}))?", asked, re.ASCII):
        year = int(found[3]) if found[3] else None
        return _coming(int(found[1]), int(found[2]), year if year is None or year > 99 else 2000 + year, today)
    if found := re.fullmatch(r"(\d{1,2})-?([a-z]{3})[a-z]*", asked, re.ASCII):
        month = next((names.index(found[2]) + 1 for names in (_MONTHS, _MONTHS_EN) if found[2] in names), 0)
        return _coming(int(found[1]), month, None, today)
    return None


def _coming(day: int, month: int, year: int | None, today: date) -> date | None:
    if year is not None:
        return _day(year, month, day)
    # 29 February may be years away.
    found = (_day(today.year + later, month, day) for later in range(9))
    return next((value for value in found if value is not None and value >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without(typed: str, marks: list[Mark]) -> str:
    """The text without the marks; each takes one blank along, so that no double ones are left where it stood."""
    parts, position = [], 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        parts.append(typed[position : mark.start])
        position = mark.end
        if position < len(typed) and typed[position] == " ":
            position += 1
    parts.append(typed[position:])
    return _ESCAPED.sub("", "".join(parts)).strip()


def complete(typed: str, cursor: int, known: Known, most: int = 8) -> Completion | None:
    """Return how the sign that the cursor is in, or right behind, can be completed; None where there is no sign.

    Parameters:
        typed: the line.
        cursor: place of the cursor, in characters.
        most: at most so many candidates.
    """
    start = max(typed.rfind(blank, 0, cursor) for blank in (" ", "\n", "\t")) + 1
    quoted = typed.rfind('"', 0, cursor)
    if quoted > 0 and typed[quoted - 1] in "@#%+" and typed[:cursor].count('"') % 2:
        start = quoted - 1
    word = typed[start:cursor]
    if word[:1] == "/" and _FIRST_WORDS.fullmatch(typed[:start]):
        names = [(name, f"/{kind}") for kind, name in known.kinds]
        names += [(known.private, f"/{known.private.lower()}")] if known.private else []
        most = max(most, len(names))
        return _completion(KIND, start, cursor, word[1:], names, most)
    kind = _SIGNS.get(word[:1])
    if kind in (PERSON, CASE, TALENT):
        entries = {PERSON: known.people + known.others, CASE: known.cases, TALENT: known.talents}[kind]
        names = [(name, word[0] + _written(name)) for _row, name in entries]
        return _completion(kind, start, cursor, word[1:].strip('"'), names, most)
    if kind == DATE:
        days = [*_NEAR, *_WEEKDAYS]
        names = [(name, f"^{name}") for name in days if name not in ("today", "tomorrow")]
        return _completion(kind, start, cursor, word[1:], names, most)
    if kind == GOAL:
        names = [(f"{number}. {name}", f"%{number}") for number, name in known.goals]
        return _completion(GOAL, start, cursor, word[1:].strip('"'), names, 17)
    return None


def _written(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _completion(
    kind: str, start: int, end: int, begun: str, names: list[tuple[str, str]], most: int
) -> Completion | None:
    asked = folded(begun)
    first = [entry for entry in names if folded(entry[0]).startswith(asked)]
    inside = [
        entry for entry in names if entry not in first and any(part.startswith(asked) for part in folded(entry[0]).split())
    ]
    candidates = tuple(Candidate(label, f"{text} ") for label, text in [*first, *inside][:most])
    return Completion(kind, start, end, candidates) if candidates else None
