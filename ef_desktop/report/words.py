"""The words, dates and numbers of a book in its own language, which need not be that of the screen."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from ef_desktop.domain.board import AGREEMENT
from ef_desktop.domain.book import BookMeeting
from ef_desktop.i18n import N_, catalogue


@lru_cache(maxsize=1024)
def _number(value: int, language: str) -> str:
    return format_decimal(value, locale=language)


class Words:
    """Everything that a book says by itself, in one language.

    Parameters:
        language: ``nl`` or ``en``.
    """

    def __init__(self, language: str):
        self.language = language
        translations = catalogue(language)
        self.gettext = translations.gettext
        self._plural = translations.ngettext

    def ngettext(self, singular: str, plural: str, number: int, **values: str) -> str:
        """Return a counted phrase with its number filled in: both msgids hold ``{count}``, and the other values by name."""
        return self._plural(singular, plural, number).format(count=self.number(number), **values)

    def day(self, value: date) -> str:
        """Return a date such as 12 maart 2026."""
        return format_date(value, "d MMMM y", locale=self.language)

    def weekday(self, value: date) -> str:
        """Return a date such as donderdag 12 maart 2026."""
        return format_date(value, "EEEE d MMMM y", locale=self.language)

    def short_day(self, value: date, edition: datetime) -> str:
        """Return a date such as 12 maart, with its year where that is not the year of the edition."""
        return format_date(value, "d MMMM" if value.year == edition.year else "d MMM y", locale=self.language)

    def period(self, first: date, last: date) -> str:
        """Return a period from its first to its last day; one day is said once."""
        _ = self.gettext
        start, end = self.day(first), self.day(last)
        return start if start == end else _("{start} to {end}").format(start=start, end=end)

    def number(self, value: int) -> str:
        """Return a number with the separators of the language."""
        return _number(value, self.language)

    def together(self, values: tuple[str, ...]) -> str:
        """Return values as part of a sentence: a, b en c."""
        return format_list(values, locale=self.language)

    def time(self, minutes: int) -> str:
        """Return minutes since midnight as a time such as 09:30."""
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def agreements_done(meeting: BookMeeting, words: Words) -> str:
    """Return in words how many of the agreements that were made at a meeting are done."""
    made = [card for card in meeting.outcomes if card.kind == AGREEMENT and not card.carried]
    if not made:
        return "–"
    done = sum(card.status == "done" for card in made)
    return words.gettext(N_("{done} of {made}")).format(done=words.number(done), made=words.number(len(made)))
