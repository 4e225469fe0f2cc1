"""The life of a case: stages, the line, the next step, and the dated notes of what the initiator noticed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.domain import caselife
from ef_desktop.domain.caselife import Noticed

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("status", "on_agenda", "ran", "followed", "wanted"),
    [
        ("", False, False, False, "proposed"),
        ("proposed", False, False, False, "proposed"),
        ("intake", False, False, False, "intake"),
        ("admitted", False, False, False, "admitted"),
        ("intake", True, False, False, "planned"),
        ("admitted", True, True, False, "discussed"),
        ("admitted", False, True, True, "followed_up"),
        ("proposed", False, False, True, "followed_up"),
        ("closed", True, True, True, "closed"),
        ("not_now", True, False, False, "not_now"),
        ("discussed", False, False, False, "discussed"),
        ("something of a later version", True, False, False, "planned"),
    ],
)
def test_the_furthest_of_what_was_set_and_what_follows_counts(status, on_agenda, ran, followed, wanted):
    assert caselife.stage(status, on_agenda=on_agenda, ran=ran, followed=followed) == wanted


def test_a_meeting_was_held_when_it_is_closed_or_was_begun_on_an_earlier_day():
    assert caselife.ran(True, False, None, TODAY)
    assert caselife.ran(False, True, date(2026, 3, 11), TODAY)
    assert not caselife.ran(False, True, TODAY, TODAY)
    assert not caselife.ran(False, False, date(2026, 3, 11), TODAY)
    assert not caselife.ran(False, True, None, TODAY)


def test_the_line_tells_what_was_skipped():
    steps = dict(caselife.line("planned", ["planned"]))
    assert steps == {
        "proposed": "done",
        "intake": "skipped",
        "admitted": "skipped",
        "planned": "now",
        "discussed": "ahead",
        "followed_up": "ahead",
        "closed": "ahead",
    }
    assert dict(caselife.line("not_now", ["intake"]))["intake"] == "done"
    assert set(dict(caselife.line("not_now", [])).values()) == {"done", "ahead"}


def test_every_stage_has_a_next_step():
    steps = [caselife.next_step(stage, may_enter=False) for stage in caselife.STAGES]
    assert steps == ["intake", "criteria", "plan", "meeting", "notice", "close", "reopen", "again"]
    assert caselife.next_step("intake", may_enter=True) == "admit"


def test_notes_of_before_without_days_are_one_note():
    assert caselife.noticed("Het hek is open.\nEn de tuin ook.") == (Noticed(None, "Het hek is open.\nEn de tuin ook."),)
    assert caselife.noticed("") == ()


def test_notes_are_kept_by_day():
    late, early = Noticed(date(2026, 5, 1), "Later"), Noticed(date(2026, 4, 1), "Eerder\nmet meer")
    assert caselife.noticed(caselife.write_noticed([late, Noticed(None, "Ooit"), early])) == (Noticed(None, "Ooit"), early, late)
    assert caselife.write_noticed([early]) == "2026-04-01 Eerder\nmet meer"


def test_a_line_that_looks_like_a_day_does_not_cut_a_note_in_two():
    note = Noticed(date(2026, 4, 1), "Dit zei ze:\n2026-03-01 kwam de brief")
    (kept,) = caselife.noticed(caselife.write_noticed([note]))
    assert kept.on == note.on
    assert [row.strip() for row in kept.text.split("\n")] == note.text.split("\n")
    assert caselife.noticed("2026-13-40 is geen dag") == (Noticed(None, "2026-13-40 is geen dag"),)


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30).filter(str.strip)


@given(st.lists(st.tuples(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)), st.lists(WORDS, min_size=1, max_size=3)), max_size=4))
def test_no_note_is_lost(notes):
    wanted = [Noticed(day, "\n".join(rows).strip()) for day, rows in notes]
    kept = caselife.noticed(caselife.write_noticed(wanted))
    ordered = sorted(wanted, key=lambda note: note.on)
    assert [note.on for note in kept] == [note.on for note in ordered]
    assert [note.text.split() for note in kept] == [note.text.split() for note in ordered]
