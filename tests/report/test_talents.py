"""Cards, the sheet of a participant, and the chapter of roles and talents: read back as a screen reader does."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO

import pikepdf
import pytest

from ef_desktop.domain.book import BookTalent, BookTalents
from ef_desktop.domain.book_parts import BookChapter
from ef_desktop.domain.errors import Cancelled
from ef_desktop.domain.workpaper import (
    CardSide,
    PaperCard,
    PaperDeck,
    PaperSheet,
    SheetPart,
)
from ef_desktop.report.logbook import write_logbook
from ef_desktop.report.selfcheck import check_pdf
from ef_desktop.report.talent_cards import write_cards
from ef_desktop.report.talent_sheet import write_sheet
from tests.report.books import empty_book
from tests.report.reading import plain, read

NOW = datetime(2026, 6, 12, 16, 30, tzinfo=timezone(timedelta(hours=2)))


def card(number=1, text="Je hoort wat iemand zegt.", parts=(("Te veel?", "Er gebeurt niets."),)):
    first = CardSide("nl", "Talent · Hart", f"Luisteren {number}", text, parts)
    return PaperCard(first, replace(first, language="en", name=f"Listening {number}", text="You hear."), "#A82154", "heart")


def deck(*cards):
    return PaperDeck("nl", "Kaarten", "Leerroute Delft", "Gemeente Delft", ("Knip.",), ("Passen mag.",), ("pen",), cards)


def made(write, thing, **values):
    out = BytesIO()
    write(thing, out, now=NOW, **values)
    out.seek(0)
    assert check_pdf(out) == []
    out.seek(0)
    return out


@pytest.mark.parametrize(("cards", "pages"), [(1, 2), (4, 2), (5, 3), (32, 9)])
def test_four_cards_on_a_page_after_a_page_of_words(cards, pages):
    found = read(made(write_cards, deck(*(card(number) for number in range(cards)))))
    assert found.pages == pages
    assert len([text for text in found.texts("H2") if text.startswith("Luisteren")]) == cards


def test_a_card_is_read_in_order_in_both_languages():
    found = read(made(write_cards, deck(card())))
    texts = [plain(text) for text in found.texts()]
    start = texts.index("Luisteren 1")
    assert texts[start:] == [
        "Luisteren 1", "Talent · Hart", "Je hoort wat iemand zegt.", "Te veel?", "Er gebeurt niets.", "Listening 1",
        "You hear. Te veel? Er gebeurt niets.",
    ]  # fmt: skip


def test_the_other_language_is_marked_as_such():
    with pikepdf.open(made(write_cards, deck(card()))) as pdf:
        stream = pdf.pages[1].Contents.read_bytes()
    assert stream.count(b"/Lang (en-GB)") == 2
    assert stream.count(b"/Lang (nl-NL)") == 5


def test_own_words_stand_on_a_card_once():
    found = read(made(write_cards, deck(replace(card(), second=None))))
    assert "Listening 1" not in found.everything()


@pytest.mark.parametrize(
    "side",
    [
        CardSide("nl", "Talent · Lef", "Hottentottententententoonstellingsmakersgilde " * 3, "woord " * 150, (("Te veel?", "veel " * 150),)),
        CardSide("nl", "Talent · Lef", "x" * 120, "y" * 500),
        CardSide("nl", "Rol", "علي", "שלום \U0001f600 " * 80, (("Vraagt", ""),)),
        CardSide("nl", "Rol", "A", "", ()),
    ],
)
def test_whatever_stands_on_a_card_stays_on_it(side):
    first = card()
    found = read(made(write_cards, deck(replace(first, first=side, second=replace(side, language="en")), first)))
    assert found.pages == 2
    assert "Luisteren 1" in found.everything()


def test_equal_cards_give_equal_bytes_and_cancelling_stops():
    assert made(write_cards, deck(card())).read() == made(write_cards, deck(card())).read()
    seen = []
    made(write_cards, deck(card()), progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2, 2)
    out = BytesIO()
    with pytest.raises(Cancelled):
        write_cards(deck(card()), out, now=NOW, cancelled=lambda: True)
    assert out.getvalue() == b""


def sheet(**values):
    fields = {
        "language": "nl", "title": "Mijn rollen en talenten", "programme_name": "Leerroute Delft", "author": "Delft", "intro": "Van jou.",
        "parts": (SheetPart("Eigen keuze", "Kies in stilte.", ("Ik gebruik vaak", "", "")), SheetPart("Spiegel", "", ("Wat herken je?",))),
        "clusters": (("Hart", ("Luisteren", "Inleven")),), "roles": ("Aanjager",),
    }  # fmt: skip
    return PaperSheet(**(fields | values))


def test_the_sheet_is_one_page_with_lines_to_write_on():
    found = read(made(write_sheet, sheet()))
    assert found.pages == 1
    assert found.texts("H1", "H2") == ["Mijn rollen en talenten", "Eigen keuze", "Spiegel"]
    assert found.texts("TH", "TD") == ["Kies uit", "Namen", "Hart", "Luisteren, Inleven", "Rollen", "Aanjager"]
    assert "Ik gebruik vaak" in found.texts("P")


def test_a_long_sheet_goes_on_on_a_next_page():
    parts = tuple(SheetPart(f"Stap {number}", "Doe iets. " * 20, ("Ik " * 60,) * 3) for number in range(12))
    assert read(made(write_sheet, sheet(parts=parts))).pages > 1


CHAPTER = BookTalents(
    rounds=("12 maart 2026 · Lang · 8 mensen",),
    clusters=(("Hart", "#A82154", (BookTalent("Luisteren", 3, 1, 0), BookTalent("Inleven", 0, 0, 2))),),
    roles=(("Aanjager", 2, "Noor"), ("Verbinder", 1, "")),
    plenty=("Luisteren",),
    missing=("Beslissen: ontbreekt; van buiten: de corporatie",),
    noticed=("Veel hart",),
)


def test_the_chapter_tells_totals_plenty_missing_and_what_was_done():
    out = made(write_logbook, replace(empty_book(), chapters=(BookChapter("rollen", "Rollen en talenten"),), talents=CHAPTER))
    found = read(out)
    headings = found.texts("H2", "H3")
    start = headings.index("Rollen en talenten")
    assert headings[start:] == [
        "Rollen en talenten", "Hart", "Waar we veel van hebben", "Wat er ontbrak", "Wat we ermee deden", "Wat de groep opviel",
    ]  # fmt: skip
    cells = found.texts("TH", "TD")
    place = cells.index("Luisteren")
    assert cells[place : place + 8] == ["Luisteren", "3", "1", "0", "Inleven", "0", "0", "2"]
    assert cells[-9:] == ["Rol", "Wil hem graag", "Wie pakt hem", "Aanjager", "2", "Noor", "Verbinder", "1", "–"]
    assert any("Rollen en talenten" in text for text in found.texts("Link"))


def test_without_a_round_there_is_no_chapter():
    assert "Rollen en talenten" not in read(made(write_logbook, empty_book())).everything()


def test_a_chapter_with_nothing_but_growth_or_nothing_at_all_can_be_written():
    only = replace(CHAPTER, clusters=(("Hart", "#A82154", (BookTalent("Inleven", 0, 0, 2),)),), roles=(), plenty=(), missing=(), noticed=())
    assert "Inleven" in read(made(write_logbook, replace(empty_book(), chapters=(BookChapter("rollen", "Rollen en talenten"),), talents=only))).everything()
    bare = BookTalents((), (), (), (), (), ())
    assert read(made(write_logbook, replace(empty_book(), chapters=(BookChapter("rollen", "Rollen en talenten"),), talents=bare))).pages > 2
