"""Dates and whole numbers in words, against Babel."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date as by_babel
from babel.numbers import format_decimal

from ef_desktop.i18n import LANGUAGES, format_date, format_number, set_language

PATTERNS = {"long": "d MMMM y", "weekday": "EEEE d MMMM", "short": "d MMM", "numeric": "dd-MM-y", "month": "MMMM"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", PATTERNS)
def test_every_day_reads_as_babel_has_it(language, style):
    set_language(language)
    for number in range(2 * 366):
        day = date(2027, 12, 25) + timedelta(days=number)
        assert format_date(day, style) == by_babel(day, PATTERNS[style], locale=language).replace(".", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 7, 999, 1_000, 12_345, 1_234_567, -1_000])
def test_whole_numbers_read_as_babel_has_them(language, number):
    set_language(language)
    assert format_number(number) == format_decimal(number, locale=language)
