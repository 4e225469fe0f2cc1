"""How long what is kept, and what is over its term. It only proposes: nothing here does anything."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

#: From what a term counts: the end of the learning path, the final report, when something was made, the end of its use.
END, REPORT, MADE, USE = "end", "report", "made", "use"

#: What can be done: erase, take off what leads to a person, or only remember.
ERASE, ANONYMISE, REMEMBER = "erase", "anonymise", "remember"

#: Least and most months of a term.
LEAST, MOST = 0, 240

#: The terms, in the order of the content, with what is done when one is over.
DEEDS = {
    "contact": ERASE,
    "talents": ANONYMISE,
    "counts": ERASE,
    "answers": ERASE,
    "cases": ANONYMISE,
    "media": ERASE,
    "consent": ERASE,
    "archive": REMEMBER,
}


@dataclass(frozen=True)
class Term:
    """How long something is kept.

    Attributes:
        id: one of DEEDS.
        title: translated: what is kept.
        why: translated.
        usual: translated: the proposal in words.
        proposed: months in the proposal, or None where there is no term in months.
        months: as chosen.
        start: END, REPORT, MADE or USE.
    """

    id: str
    title: str
    why: str
    usual: str
    proposed: int | None
    months: int | None
    start: str

    @property
    def changed(self) -> bool:
        """True when another term than the proposal was chosen."""
        return self.months != self.proposed


@dataclass(frozen=True)
class Dates:
    """The days from which terms count, None where they are not known yet.

    Attributes:
        end: last day of the learning path.
        report: day of the final report.
    """

    end: date | None
    report: date | None


@dataclass(frozen=True)
class Item:
    """Something that is kept.

    Attributes:
        row: id.
        words: what it is, for the list.
        day: from which its own term counts, with MADE and USE; else None.
        at_once: True when it has to go now whatever the term, because consent was withdrawn.
    """

    row: bytes
    words: str
    day: date | None = None
    at_once: bool = False


@dataclass(frozen=True)
class Proposal:
    """What is over its term, of one kind.

    Attributes:
        term: the term.
        deed: ERASE, ANONYMISE or REMEMBER.
        items: what it is about.
        since: the day on which the first of them came over its term.
    """

    term: Term
    deed: str
    items: tuple[Item, ...]
    since: date


def add_months(day: date, months: int) -> date:
    """Return the day so many months later; the last day of a shorter month where the day does not exist there."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def over_since(term: Term, dates: Dates, item: Item) -> date | None:
    """Return the day from which something is over its term; None while that cannot be told.

    A term counts to the end of its last day: what may be kept until 31 January is over on 1 February.
    """
    if item.at_once:
        return item.day
    start = {END: dates.end, REPORT: dates.report}.get(term.start, item.day)
    if start is None or term.months is None:
        return None
    return date.fromordinal(add_months(start, term.months).toordinal() + 1)


def propose(term: Term, dates: Dates, items: Sequence[Item], today: date) -> Proposal | None:
    """Return what of one kind is over its term today, the longest over first; None when nothing is."""
    if term.months is None:
        # Only a reminder, from the end on.
        over = dates.end is not None and dates.end < today and bool(items)
        return Proposal(term, REMEMBER, tuple(items), dates.end) if over else None
    found = [(since, item) for item in items if (since := over_since(term, dates, item)) is not None and since <= today]
    if not found:
        return None
    found.sort(key=lambda pair: (pair[0], pair[1].words))
    return Proposal(term, DEEDS[term.id], tuple(item for _since, item in found), found[0][0])


def reminder_due(today: date, looked_on: date | None, starts_on: date | None, ends_on: date | None) -> bool:
    """Tell whether it is time to look again: a year after the last look, and so at most once a year.

    Whoever never looked is told a year after the start, or half a year after the end when that is earlier.

    Parameters:
        today: local date.
        looked_on: when somebody looked last, or None.
        starts_on, ends_on: first and last day of the learning path, or None.
    """
    if looked_on is not None:
        return add_months(looked_on, 12) <= today
    candidates = [add_months(day, months) for day, months in ((starts_on, 12), (ends_on, 6)) if day is not None]
    return bool(candidates) and min(candidates) <= today


@dataclass(frozen=True)
class CleanUpView:
    """The page of the yearly clean-up.

    Attributes:
        terms: all terms.
        proposals: what is over its term.
        dates: from which terms count.
        looked_on: when somebody looked last, or None.
        reminder: True when it is time to look.
        removed_people: people who were taken off the list but can still be brought back, as (id, name).
        saved: True when a backup of the file is there.
    """

    terms: tuple[Term, ...]
    proposals: tuple[Proposal, ...]
    dates: Dates
    looked_on: date | None
    reminder: bool
    removed_people: tuple[tuple[bytes, str], ...]
    saved: bool
