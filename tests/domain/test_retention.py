"""Terms: when something is over, and when it is time to look again."""

from datetime import date

import pytest

from ef_desktop.domain.retention import (
    ANONYMISE,
    ERASE,
    MADE,
    REMEMBER,
    REPORT,
    Dates,
    Item,
    Term,
    add_months,
    over_since,
    propose,
    reminder_due,
)

END = Dates(date(2026, 8, 31), None)


def term(id="contact", months=6, start="end") -> Term:
    return Term(id, "", "", "", 6, months, start)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_later(day, months, later):
    assert add_months(day, months) == later


def test_a_term_counts_to_the_end_of_its_last_day():
    item = Item(b"a", "a")
    assert over_since(term(), END, item) == date(2027, 3, 1)
    assert propose(term(), END, [item], date(2027, 2, 28)) is None
    found = propose(term(), END, [item], date(2027, 3, 1))
    assert (found.deed, found.items, found.since) == (ERASE, (item,), date(2027, 3, 1))


def test_nothing_is_proposed_while_the_day_to_count_from_is_not_known():
    assert propose(term(), Dates(None, None), [Item(b"a", "a")], date(2040, 1, 1)) is None
    assert propose(term("answers", 0, REPORT), END, [Item(b"a", "a")], date(2040, 1, 1)) is None
    assert propose(term("media", 24, MADE), END, [Item(b"a", "a")], date(2040, 1, 1)) is None


def test_each_item_has_its_own_day_and_a_withdrawal_does_not_wait():
    old, young = Item(b"a", "oud", date(2024, 1, 1)), Item(b"b", "jong", date(2026, 1, 1))
    withdrawn = Item(b"c", "weg", date(2026, 3, 1), at_once=True)
    found = propose(term("media", 24, MADE), END, [young, withdrawn, old], date(2026, 3, 12))
    assert found.items == (old, withdrawn)
    assert found.since == date(2026, 1, 2)


def test_what_has_no_months_is_only_remembered():
    found = propose(term("archive", None), END, [Item(b"", "Logboek")], date(2026, 9, 1))
    assert (found.deed, found.since) == (REMEMBER, date(2026, 8, 31))
    assert propose(term("archive", None), END, [Item(b"", "Logboek")], date(2026, 8, 31)) is None
    assert propose(term("talents", 0), END, [Item(b"a", "a")], date(2026, 9, 1)).deed == ANONYMISE


def test_the_reminder_comes_at_most_once_a_year():
    today = date(2026, 3, 12)
    assert not reminder_due(today, date(2025, 3, 13), date(2020, 1, 1), date(2020, 1, 1))
    assert reminder_due(today, date(2025, 3, 12), None, None)
    assert not reminder_due(today, None, None, None)
    assert not reminder_due(today, None, date(2025, 3, 13), None)
    assert reminder_due(today, None, date(2025, 3, 12), None)
    assert reminder_due(today, None, date(2026, 1, 1), date(2025, 9, 12))
    assert not reminder_due(today, None, date(2026, 1, 1), date(2025, 9, 13))
