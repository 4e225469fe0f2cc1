"""Days in plain words, as they are typed into the capture bar."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ef_desktop.domain.prefixes import Known, Parsed, unknown_signs
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.i18n import _, language


def hint_words(found: Parsed, known: Known, kind: str, typed: str) -> str:
    """Return what was understood of the signs in a line: 'Agreement · Noor Visser · do 26 mrt', or "".

    What begins with a sign and means nothing is told too: it would stay on the card, and on the wall.

    Parameters:
        found, known: the line taken apart, and what signs can mean.
        kind: of the card where the line names none.
        typed: the line itself.
    """
    nameless = (found.kind or kind) in NAMELESS and found.person is not None
    parts = [
        dict(known.kinds).get(found.kind, ""),
        _("without a name") if nameless else dict(known.people + known.others).get(found.person, ""),
        dict(known.cases).get(found.case, ""),
        show_day(found.due_on, known.today) if found.due_on is not None else "",
        _("{number}. {title}").format(number=found.goal, title=dict(known.goals).get(found.goal, "")) if found.goal is not None else "",
        dict(known.talents).get(found.talent, ""),
    ]
    if unknown := unknown_signs(typed, found.marks):
        parts.append(_("not understood: {signs}").format(signs=" ".join(unknown)))
    return " · ".join(part for part in parts if part)


def find_person(name: str, *groups: Sequence[tuple[bytes, str]]) -> bytes | None:
    """Return the id of who is meant, or None: the whole name, else its only beginning.

    Parameters:
        name: as typed.
        groups: ids and names; those of the first group come first.
    """
    wanted = name.casefold()
    if not wanted:
        return None
    for people in groups:
        exact = [row for row, known in people if known.casefold() == wanted]
        begins = [row for row, known in people if known.casefold().startswith(wanted)]
        if exact or len(begins) == 1:
            return (exact or begins)[0]
    return None


def parse_day(text: str, today: date) -> date | None:
    """Return the day that is meant, or None when it is no day.

    Understood: 26-3, 26-3-2027, 26 mrt, 26 maart 2027, a weekday (the next one), vandaag, morgen, over 2 weken, and the same in
    the language of the screen. A day without a year is the next one to come.

    Parameters:
        text: as typed.
        today: the day on which it is typed.
    """
    words = text.strip().lower().rstrip(".")
    if not words:
        return None
    fixed = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2, "volgende week": 7, "next week": 7}
    if words in fixed:
        return today + timedelta(days=fixed[words])
    if found := re.fullmatch(r"(?:over|in) (\d{1,3}) (dag|dagen|day|days|week|weken|weeks)", words):
        step = 7 if found[2].startswith("we") else 1
        return today + timedelta(days=int(found[1]) * step)
    if (weekday := _place(words, "days")) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    # 'do 26 maart' is how a day is shown, so it is understood when it comes back.
    words = re.sub(r"^[a-z]+ (?=\d)", "", words)
    if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{2}|\d{4}))?", words):
        return _date(int(found[1]), int(found[2]), found[3], today)
    if found := re.fullmatch(r"(\d{1,2}) ([^\W\d]{3,})\.?(?: (\d{4}))?", words):
        month = _place(found[2], "months")
        return None if month is None else _date(int(found[1]), month, found[3], today)
    return None


def show_day(day: date, today: date) -> str:
    """Return a day as the fields show it, such as 'do 26 mrt'; with its year where the reader would guess another one."""
    from babel.dates import format_date

    short = format_date(day, "EEE d MMM", locale=language()).replace(".", "")
    return short if parse_day(short, today) == day else f"{short} {day.year}"


def _date(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if year is not None:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        this = date(today.year, month, day)
        return this if this >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _place(word: str, what: str) -> int | None:
    """Return the weekday (Monday is 0) or month (January is 1) that begins with, or is short for, a word."""
    from babel.dates import get_day_names, get_month_names

    names = get_day_names if what == "days" else get_month_names
    least = 2 if what == "days" else 3
    if len(word) < least:
        return None
    for code in {language(), "nl", "en"}:
        for width in ("wide", "abbreviated"):
            for place, name in names(width, locale=code).items():
                plain = name.lower().rstrip(".")
                if plain == word or (width == "wide" and plain.startswith(word)):
                    return int(place)
    return None
