"""Breaking text into lines, other scripts, and characters that no font has."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ef_desktop.paths import resource
from ef_desktop.report import bidi, fonts
from ef_desktop.report.characters import named
from ef_desktop.report.lines import SOFT_HYPHEN, break_lines, text_width
from ef_desktop.report.styles import Style

STYLE = Style()
UNBROKEN = Style(hyphenate=False)


def drawn(line) -> str:
    return "".join(text for _, text in line.parts)


class TestBreaking:
    def test_a_text_that_fits_stays_on_one_line(self):
        assert [drawn(line) for line in break_lines("Bel eerst, mail later.", STYLE, 400, "nl")] == ["Bel eerst, mail later. "]

    def test_dutch_words_are_broken_as_dutch(self):
        lines = break_lines("De gemeentesecretaris belt", STYLE, 85, "nl")
        assert drawn(lines[0]) in ("De gemeentesecre" + SOFT_HYPHEN, "De gemeentese" + SOFT_HYPHEN)

    def test_english_words_are_broken_as_english(self):
        dutch = break_lines("my photographer", STYLE, 70, "nl")
        english = break_lines("my photographer", STYLE, 70, "en")
        assert [drawn(line) for line in dutch] != [drawn(line) for line in english]

    def test_a_break_that_changes_the_spelling_is_not_made(self):
        for width in range(20, 60, 2):
            joined = "".join(drawn(line) for line in break_lines("autootje", STYLE, width, "nl"))
            assert joined.replace(SOFT_HYPHEN, "").strip() == "autootje"

    def test_headings_are_not_hyphenated(self):
        lines = break_lines("Verantwoordelijkheidsverdeling", UNBROKEN, 300, "nl")
        assert SOFT_HYPHEN not in drawn(lines[0])

    def test_a_word_with_a_hyphen_breaks_there_without_another(self):
        lines = break_lines("ja-mits-brieven", STYLE, 45, "nl")
        assert drawn(lines[0]) == "ja-mits-"

    def test_at_most_two_lines_in_a_row_end_in_a_hyphen(self):
        text = "verantwoordelijkheidsverdeling " * 40
        ends = [drawn(line).endswith(SOFT_HYPHEN) for line in break_lines(text, STYLE, 190, "nl")]
        assert any(ends)
        assert not any(all(ends[at : at + 3]) for at in range(len(ends) - 2))

    def test_a_word_longer_than_the_line_is_cut_without_loss(self):
        lines = break_lines("x1" * 200, STYLE, 100, "nl")
        assert len(lines) > 10
        assert "".join(drawn(line) for line in lines) == "x1" * 200 + " "

    def test_line_ends_of_the_user_are_kept(self):
        lines = break_lines("een\n\ntwee", STYLE, 100, "nl")
        assert [drawn(line) for line in lines] == ["een ", "", "twee "]

    def test_a_line_ends_in_a_space_that_takes_no_room(self):
        line, _ = break_lines("aaaa aaaa", UNBROKEN, text_width("aaaa", STYLE) + 1, "nl")
        assert drawn(line) == "aaaa "
        assert line.width == pytest.approx(text_width("aaaa", STYLE))

    @settings(max_examples=150, deadline=None)
    @given(st.text(max_size=200), st.floats(30, 400))
    def test_nothing_is_lost_and_nothing_sticks_out(self, text, width):
        text = named(fonts.clean(text), "nl")
        lines = break_lines(text, STYLE, width, "nl")
        # lines in another order carry what was typed, the others what is drawn
        kept = "".join(line.logical or drawn(line) for line in lines).replace(SOFT_HYPHEN, "")
        assert "".join(kept.split()) == "".join(text.split())
        for line in lines:
            assert line.width <= width + 0.01 or len((line.logical or drawn(line)).strip()) <= 1 or line.logical

    @settings(max_examples=100, deadline=None)
    @given(st.text(st.sampled_from("verantwoordelijk  -/é"), max_size=200), st.floats(20, 200))
    def test_a_broken_word_is_known_whole(self, text, width):
        """The pieces that lines say they hold of a word are that word, up to the space behind it."""
        pieces, whole = "", ""
        for line in break_lines(text, STYLE, width, "nl"):
            said = drawn(line)
            assert bool(line.carried) == bool(whole)
            if whole:
                pieces += said[: line.carried]
                if line.carried < len(said):
                    assert said[line.carried] == " "
                    assert pieces.replace(SOFT_HYPHEN, "") == whole
                    pieces, whole = "", ""
            if line.cut:
                pieces, whole = said[-line.cut :], line.word
            assert line.goes_on() == bool(whole)
        assert whole == ""


class TestFonts:
    def test_a_character_of_another_script_comes_from_the_second_font(self):
        assert fonts.pieces("aא", fonts.REGULAR) == ((fonts.REGULAR, "a"), (fonts.FALLBACK, "א"))

    def test_turkish_polish_and_greek_come_from_the_first(self):
        assert fonts.pieces("Şğıłőλж", fonts.REGULAR) == ((fonts.REGULAR, "Şğıłőλж"),)

    def test_every_character_gets_a_font_that_has_it(self):
        for code in range(0x20, 0x3000):
            text = fonts.clean(chr(code))
            for font, part in fonts.pieces(text.strip(" \n"), fonts.REGULAR) if text.strip(" \n") else ():
                assert all(ord(char) in fonts.font(font).face.charToGlyph for char in part), hex(code)

    def test_control_characters_are_cleaned_and_accents_composed(self):
        assert fonts.clean("a\tb\x00c\r\nd\u2028e\x1b\u00adf\u200d e\u0301") == "a bc\nd\nef é"

    def test_half_characters_become_the_sign_for_it(self):
        assert fonts.clean("a\ud83d") == "a\ufffd"


class TestNames:
    @pytest.mark.parametrize(
        ("text", "dutch", "english"),
        [
            ("goed 😀", "goed [lachend gezicht]", "goed [grinning face]"),
            ("👍🏽", "[duim omhoog, getinte huid]", "[thumbs up sign, skin-4]"),
            ("👩\u200d💻", "[vrouw][computer]", "[woman][personal computer]"),
            ("中文 中", "[tekens U+4E2D U+6587] [teken U+4E2D]", "[signs U+4E2D U+6587] [sign U+4E2D]"),
            ("🇳🇱🇦", "[vlag van Nederland][regional indicator symbol letter a]", None),
            ("🧿", "[nazar amulet]", "[nazar amulet]"),
            ("1\ufe0f\u20e3", "1[toets]", "1[key]"),
            ("\ue000a\u0378", "[teken U+E000]a[teken U+0378]", "[sign U+E000]a[sign U+0378]"),
            ("→ ✓ ❤\ufe0f é\u00a0", "→ ✓ ❤ é\u00a0", "→ ✓ ❤ é\u00a0"),
        ],
    )
    def test_a_character_that_no_font_has_is_named(self, text, dutch, english):
        assert named(fonts.clean(text), "nl") == dutch
        assert english is None or named(fonts.clean(text), "en") == english

    def test_only_what_no_font_has_is_in_the_list(self):
        names = json.loads(resource("fonts", "names_nl.json").read_text("utf-8"))
        assert len(names) > 400
        assert [char for char in names if fonts.has(char)] == []
        assert [name for name in names.values() if fonts.clean(name) != name or not all(map(fonts.has, name))] == []

    @given(st.text(max_size=60))
    def test_what_is_named_can_be_drawn_in_every_weight(self, text):
        for word in named(fonts.clean(text), "nl").split():
            for weight in (fonts.REGULAR, fonts.SEMIBOLD, fonts.BOLD):
                assert "".join(part for _, part in fonts.pieces(word, weight)) == word


class TestRightToLeft:
    def test_arabic_letters_join(self):
        names = [unicodedata.name(char) for char in bidi.shape("فاطمة")]
        assert [name.split()[-2] if "FORM" in name else name for name in names] == [
            "INITIAL",
            "FINAL",
            "INITIAL",
            "MEDIAL",
            "FINAL",
        ]

    def test_letters_of_other_scripts_stay(self):
        assert bidi.shape("Fatma שלום") == "Fatma שלום"

    def test_a_line_stands_in_visual_order(self):
        assert bidi.visual("אבג 12 (דה)", rightward=True) == "(הד) 12 גבא"

    def test_latin_inside_keeps_its_order(self):
        assert bidi.visual("אב Delft גד", rightward=True) == "דג Delft בא"

    def test_hebrew_inside_a_dutch_line_is_turned_alone(self):
        assert bidi.visual("zij zei שלום לכולם en ging", rightward=False) == "zij zei םלוכל םולש en ging"

    def test_marks_stay_after_their_letter(self):
        assert bidi.visual("בּג", rightward=True) == "גבּ"

    def test_the_reading_order_is_kept_beside_it(self):
        (line,) = break_lines("שלום", STYLE, 200, "nl")
        assert line.logical == "שלום "
        assert line.rightward
