"""Rules of planning, criteria, ordering, ids and words."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.domain import criteria, ids, ordering, planning, words
from ef_desktop.domain.planning import PlannedBlock

WELCOME = PlannedBlock(10)
CLOSING = PlannedBlock(12, closes=True)


def codes(blocks, available=None, has_date=True):
    return [remark.code for remark in planning.remarks(blocks, available, has_date)]


def test_running_starts_and_total_leave_the_walk_in_out():
    blocks = [PlannedBlock(15, counts=False), WELCOME, CLOSING]
    assert planning.running_starts(blocks, 13 * 60) == [765, 780, 790]
    assert planning.total_minutes(blocks) == 22
    assert planning.running_starts(blocks, None) == [None, None, None]


def test_remarks_on_a_plan():
    assert codes([], has_date=False) == ["no_date", "empty"]
    assert codes([WELCOME]) == ["no_outcomes"]
    assert codes([WELCOME, CLOSING], 22) == ["spare"]
    assert codes([WELCOME, CLOSING], 20) == ["too_long"]
    assert codes([CLOSING, PlannedBlock(45)]) == ["outcomes_not_last"]
    assert codes([CLOSING, PlannedBlock(6), PlannedBlock(6)]) == []
    assert codes([PlannedBlock(60), PlannedBlock(60), CLOSING]) == ["no_break"]
    assert codes([PlannedBlock(60), PlannedBlock(15, is_break=True), PlannedBlock(60), CLOSING]) == []
    assert codes([PlannedBlock(5, min_minutes=12), CLOSING]) == ["below_minimum"]


def test_how_much_too_long():
    found = planning.remarks([PlannedBlock(90), CLOSING], 100, True)
    assert (found[0].code, found[0].minutes, found[0].warning) == ("too_long", 2, True)


GOOD = criteria.Check(criteria.MEETS, "Deze vraag komt uit de stad, want een bewoner belde.")


@pytest.mark.parametrize(
    ("checks", "goals", "exception", "not_now", "expected"),
    [
        (dict.fromkeys(criteria.CRITERIA, GOOD), 1, False, False, criteria.FITS),
        (dict.fromkeys(criteria.CRITERIA, GOOD), 0, False, False, criteria.INCOMPLETE),
        (dict.fromkeys(criteria.CRITERIA[:3], GOOD), 1, False, False, criteria.INCOMPLETE),
        ({c: criteria.Check(criteria.MEETS, "kort") for c in criteria.CRITERIA}, 1, False, False, criteria.INCOMPLETE),
        ({}, 0, True, False, criteria.WITH_REASON),
        (dict.fromkeys(criteria.CRITERIA, GOOD), 1, True, False, criteria.FITS),
        (dict.fromkeys(criteria.CRITERIA, GOOD), 1, False, True, criteria.NOT_NOW),
    ],
)
def test_verdicts(checks, goals, exception, not_now, expected):
    found = criteria.verdict(checks, goals_with_sentence=goals, exception_complete=exception, not_now=not_now)
    assert found == expected


def test_an_exception_needs_reason_person_and_date():
    reason = "De vraag komt van een collega, maar speelt bij veel initiatiefnemers."
    assert criteria.exception_complete(reason, "Noor", date(2026, 3, 12))
    assert not criteria.exception_complete("te kort", "Noor", date(2026, 3, 12))
    assert not criteria.exception_complete(reason, " ", date(2026, 3, 12))
    assert not criteria.exception_complete(reason, "Noor", None)


@given(st.lists(st.integers(0, 60), max_size=80))
def test_any_order_of_inserts_keeps_its_order(positions):
    keys: list[str] = []
    for position in positions:
        position = min(position, len(keys))
        before = keys[position - 1] if position else None
        after = keys[position] if position < len(keys) else None
        keys.insert(position, ordering.between(before, after))
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@given(st.integers(0, 3000))
def test_spread_keys_rise_and_leave_room(count):
    keys = ordering.spread(count)
    assert keys == sorted(set(keys)) and len(keys) == count
    if keys:
        assert ordering.between(None, keys[0]) < keys[0] and keys[-1] < ordering.between(keys[-1], None)


def test_keys_out_of_order_are_refused():
    with pytest.raises(ValueError, match="order"):
        ordering.between("b", "a")


def test_ids_are_uuid7_and_members_are_alike_everywhere():
    made = uuid.UUID(bytes=ids.new_id(1_700_000_000_000))
    assert made.version == 7 and made.variant == uuid.RFC_4122
    assert made.int >> 80 == 1_700_000_000_000
    assert ids.member_id("vote", b"\x01", "hands") == ids.member_id("vote", b"\x01", "hands")
    assert ids.member_id("vote", b"\x01") != ids.member_id("attendance", b"\x01")


@given(st.text(max_size=300))
def test_cleaning_takes_out_control_characters_only(value):
    cleaned = words.clean(value, lines=True)
    assert not any(ord(c) < 32 and c != "\n" or 0x7F <= ord(c) < 0xA0 for c in cleaned)
    assert words.clean(cleaned, lines=True) == cleaned
    letters = [c for c in value if c.isalnum()]
    assert [c for c in cleaned if c.isalnum()] == letters


def test_cleaning_keeps_emoji_and_arabic():
    value = "👩‍🚒 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f مرحبا é"
    assert words.clean(value) == value
    assert len(words.clean("x" * 10_000)) == 10_000


def test_pasted_lines():
    assert words.split_lines("• een\r\n- twee\n\n  drie \t\n*vier") == ["een", "twee", "drie", "vier"]
    assert words.split_lines(" \n ") == []


def test_initials_and_first_names():
    assert [words.initials(n) for n in ("Noor Visser", "Noor", "Jan-Willem de Groot", "", "'s")] == ["NV", "NO", "JG", "?", "?"]
    assert words.first_name("Noor Visser") == "Noor"
