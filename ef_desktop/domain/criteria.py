"""The four criteria for a case, in the programme's words, and what follows from them.

Source: programme text, 'Casuistiek; de criteria': the four are cumulative, and 'in principe' allows an exception with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass

CRITERIA = ("c1", "c2", "c3", "c4")
MEETS, PARTLY, NOT, OPEN = "voldoet", "deels", "voldoet_niet", "nog_niet_bekeken"
STATES = (MEETS, PARTLY, NOT, OPEN)

FITS, INCOMPLETE, WITH_REASON, NOT_NOW = "past", "aanvullen", "met_reden", "niet_nu"

MOTIVATION_MINIMUM = 20
EXCEPTION_MINIMUM = 40


@dataclass(frozen=True)
class Check:
    """What was found of one criterion."""

    state: str = OPEN
    motivation: str = ""


def motivated(check: Check) -> bool:
    """Return whether the finding carries the motivation that it needs (at least 20 characters)."""
    return check.state == OPEN or len(check.motivation.strip()) >= MOTIVATION_MINIMUM


def verdict(
    checks: Mapping[str, Check],
    *,
    goals_with_sentence: int,
    exception_complete: bool = False,
    not_now: bool = False,
) -> str:
    """Return past, aanvullen, met_reden or niet_nu.

    Parameters:
        checks: finding per criterion, keys c1 to c4; a missing one is not yet looked at.
        goals_with_sentence: number of Global Goals that carry a sentence; the fourth criterion needs one.
        exception_complete: True when reason, who decided and the date of an exception are filled in.
        not_now: True when the facilitator decided against it, with a reason.
    """
    if not_now:
        return NOT_NOW
    found = [checks.get(criterion, Check()) for criterion in CRITERIA]
    if exception_complete and any(check.state != MEETS for check in found):
        return WITH_REASON
    if all(check.state == MEETS and motivated(check) for check in found) and goals_with_sentence > 0:
        return FITS
    return INCOMPLETE


def exception_complete(reason: str, decided_by: str, has_date: bool) -> bool:
    """Return whether an exception is complete: a reason of at least 40 characters, who decided, and the date."""
    return len(reason.strip()) >= EXCEPTION_MINIMUM and bool(decided_by.strip()) and has_date


def criteria_met(checks: Mapping[str, Check]) -> int:
    """Return how many of the four criteria are met."""
    return sum(checks.get(criterion, Check()).state == MEETS for criterion in CRITERIA)
