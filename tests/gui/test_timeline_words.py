"""The words on a stretch of the time line: whole ones, and a pasted text of ten thousand letters holds nothing up."""

import pytest

from ef_desktop.ui.theme import font
from ef_desktop.ui.widgets import timeline
from ef_desktop.ui.widgets.draw import text_width
from tests.gui.hard_text import long_text


@pytest.mark.parametrize(
    ("text", "as_wide_as", "shown"),
    [
        ("Welkom en kennismaken", "Welkom en kennismaken", "Welkom en kennismaken"),
        ("Welkom en kennismaken", "Welkom en kennis", "Welkom"),
        ("Casus: de stadstuin", "Casus: de stads", "Casus"),
        ("De stadstuin", "De stads", ""),
        ("Welkom", "Wel", ""),
        ("", "Welkom", ""),
    ],
)
def test_whole_words_that_end_well(dressed, text, as_wide_as, shown):
    assert timeline.fitting(text, text_width(as_wide_as, font("small")) + 1, "small") == shown


def test_of_a_very_long_text_only_the_beginning_is_measured(dressed, monkeypatch):
    measured = []

    def width(text, face):
        measured.append(text)
        return text_width(text, face)

    monkeypatch.setattr(timeline, "text_width", width)
    shown = timeline.fitting(long_text(1), 300, "small")
    assert shown and long_text(1).startswith(shown)
    assert sum(map(len, measured)) < 5_000
