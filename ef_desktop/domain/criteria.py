"""The four criteria for a case, in the programme's words, and what follows from them.

Source: programme text, 'Casuistiek; de criteria': the four are cumulative, and 'in principe' allows an exception with a reason.
The list itself joins only its first line to the rest with 'en', so a programme may choose to read it more freely:

- ``ALL`` (as shipped): all four are met.
- ``FIRST_AND_ONE``: the question comes from the city, and at least one of the other three is met.
- ``ONE``: at least one of the four is met.

Whatever the rule, what was found is explained: a finding without its motivation keeps a case from fitting. Under the two
freer rules a criterion that nobody looked at yet is no obstacle.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

CRITERIA = ("c1", "c2", "c3", "c4")
MEETS, PARTLY, NOT, OPEN = "voldoet", "deels", "voldoet_niet", "nog_niet_bekeken"
STATES = (MEETS, PARTLY, NOT, OPEN)

FITS, INCOMPLETE, WITH_REASON, NOT_NOW = "past", "aanvullen", "met_reden", "niet_nu"

ALL, FIRST_AND_ONE, ONE = "alle", "eerste_en_een", "een"
RULES = (ALL, FIRST_AND_ONE, ONE)

#: Why a criterion does not count yet.
NOT_LOOKED_AT, UNEXPLAINED, PARTLY_MET, NOT_MET, WITHOUT_GOAL = "open", "motivation", "partly", "not", "goal"

#: Letters that a motivation has of its own, without the given beginning of the sentence.
MOTIVATION_MINIMUM = 20
EXCEPTION_MINIMUM = 40


@dataclass(frozen=True)
class Check:
    """What was found of one criterion.

    Attributes:
        state: one of ``STATES``.
        motivation: why, as it was written.
        starts: beginnings of the sentence that were given, in every language; they do not count as motivation.
    """

    state: str = OPEN
    motivation: str = ""
    starts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """What a criterion still lacks: ``why`` is open, motivation, partly, not or goal."""

    criterion: str
    why: str


@lru_cache(maxsize=64)
def _pieces(start: str) -> tuple[str, ...]:
    """Return the fixed words of a beginning: what stands between its gaps."""
    return tuple(piece.strip() for piece in re.split(r"…|\.\.\.", start) if piece.strip())


def own_words(text: str, starts: Sequence[str]) -> str:
    """Return what somebody wrote without the given beginning of the sentence.

    Parameters:
        text: for instance 'Deze vraag komt uit de stad, want een inwoner vroeg het'.
        starts: beginnings with gaps ('…'), for instance 'Deze vraag komt uit de stad, want …'.
    """
    written = " ".join(text.split())
    shortest = written
    for start in starts:
        first, *others = _pieces(start) or ("",)
        if not first or not written.casefold().startswith(first.casefold()):
            continue
        rest = written[len(first) :]
        for piece in others:
            before, found, after = rest.partition(piece)
            rest = before + after if found else rest
        shortest = min(shortest, rest, key=len)
    return " ".join(shortest.replace("…", " ").replace("...", " ").split())


def said(text: str, starts: Sequence[str]) -> bool:
    """Return whether there is more than the given beginning of the sentence."""
    return len(text) > sum(map(len, starts)) or bool(own_words(text, starts))


def opening(start: str) -> tuple[str, int, int]:
    """Return the words to begin a sentence with, and the first gap in it that is to be filled: its place and length.

    A gap at the end is left out, so that the cursor stands behind the words and one writes on.
    """
    words = re.sub(r"\s*(…|\.\.\.)\s*$", " ", start)
    gap = re.search(r"…|\.\.\.", words)
    return (words, gap.start(), gap.end() - gap.start()) if gap else (words, len(words), 0)


def motivated(check: Check) -> bool:
    """Return whether the finding carries the motivation that it needs: at least 20 characters of its own."""
    if check.state == OPEN:
        return True
    # Most are long enough whatever the beginning was; this is asked of every case in the list.
    if len(check.motivation) >= 2 * MOTIVATION_MINIMUM + sum(map(len, check.starts)):
        return True
    return len(own_words(check.motivation, check.starts)) >= MOTIVATION_MINIMUM


def gaps(checks: Mapping[str, Check], goals_with_sentence: int) -> tuple[Gap, ...]:
    """Return what keeps each criterion from counting, in their order; a criterion that counts is not in it."""
    found = []
    for criterion in CRITERIA:
        check = checks.get(criterion, Check())
        if check.state == OPEN:
            found.append(Gap(criterion, NOT_LOOKED_AT))
        elif not motivated(check):
            found.append(Gap(criterion, UNEXPLAINED))
        elif check.state != MEETS:
            found.append(Gap(criterion, PARTLY_MET if check.state == PARTLY else NOT_MET))
        elif criterion == "c4" and goals_with_sentence < 1:
            found.append(Gap(criterion, WITHOUT_GOAL))
    return tuple(found)


def enough(met: frozenset[str], rule: str) -> bool:
    """Return whether these criteria together are enough under a rule of the programme."""
    if rule == FIRST_AND_ONE:
        return "c1" in met and len(met) > 1
    if rule == ONE:
        return bool(met)
    return len(met) == len(CRITERIA)


@lru_cache(maxsize=64)
def enough_bits(met: int, rule: str) -> bool:
    """Return whether criteria as bits (1 for c1, 2 for c2, 4 for c3, 8 for c4) are enough under a rule of the programme."""
    return enough(frozenset(name for place, name in enumerate(CRITERIA) if met >> place & 1), rule)


def verdict(
    checks: Mapping[str, Check],
    *,
    goals_with_sentence: int,
    exception_complete: bool = False,
    not_now: bool = False,
    rule: str = ALL,
) -> str:
    """Return past, aanvullen, met_reden or niet_nu.

    Parameters:
        checks: finding per criterion, keys c1 to c4; a missing one is not yet looked at.
        goals_with_sentence: number of Global Goals that carry a sentence; the fourth criterion needs one.
        exception_complete: True when reason, who decided and the date of an exception are filled in.
        not_now: True when the facilitator decided against it, with a reason.
        rule: how the four count together; see the top of this module.
    """
    if not_now:
        return NOT_NOW
    lacking = gaps(checks, goals_with_sentence)
    met = frozenset(CRITERIA) - {gap.criterion for gap in lacking}
    if enough(met, rule) and all(gap.why != UNEXPLAINED for gap in lacking):
        return FITS
    # An exception is for a criterion that is not met, not for one that nobody explained.
    unmet = any(checks.get(gap.criterion, Check()).state != MEETS or gap.why == WITHOUT_GOAL for gap in lacking)
    return WITH_REASON if exception_complete and unmet else INCOMPLETE


def exception_gaps(reason: str, decided_by: str, decided_on: date | None) -> tuple[str, ...]:
    """Return what an exception still lacks: ``reason`` (at least 40 characters), ``by`` (who decided), ``on`` (the date)."""
    lacking = {
        "reason": len(" ".join(reason.split())) < EXCEPTION_MINIMUM,
        "by": not decided_by.strip(),
        "on": decided_on is None,
    }
    return tuple(name for name, missing in lacking.items() if missing)


def exception_complete(reason: str, decided_by: str, decided_on: date | None) -> bool:
    """Return whether an exception has its reason, who decided, and the date."""
    return not exception_gaps(reason, decided_by, decided_on)


def criteria_met(checks: Mapping[str, Check], goals_with_sentence: int) -> int:
    """Return how many of the four criteria count: met and explained, the fourth with a goal and its sentence."""
    return len(CRITERIA) - len(gaps(checks, goals_with_sentence))
