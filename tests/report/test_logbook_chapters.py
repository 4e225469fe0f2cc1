"""All chapters of the logbook: whole, in order, with pages that are right, whatever stands in them."""

import random
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from ef_desktop.domain.book import BookOutcome
from ef_desktop.domain.book_parts import BookChapter
from ef_desktop.report.logbook import write_logbook
from ef_desktop.report.selfcheck import check_pdf
from ef_desktop.services.written_book import Heading
from ef_desktop.services.written_chapters import written as as_text

from . import books
from .reading import plain, read


def written(book, **options):
    out = BytesIO()
    write_logbook(book, out, now=books.NOW, **options)
    out.seek(0)
    return out


@pytest.fixture(scope="module")
def whole():
    book = books.whole_book()
    out = written(book)
    assert check_pdf(out) == []
    out.seek(0)
    return book, read(out)


def test_the_chapters_stand_in_the_chosen_order_and_in_the_contents(whole):
    book, reading = whole
    titles = [chapter.title for chapter in book.chapters[1:]]
    heads = [element for element in reading.root.walk() if element.type == "H2"]
    assert [head.text for head in heads if head.text in titles] == titles
    pages = {head.text: head.pages[0] for head in heads}
    lines = [line for line in reading.texts("Link") if re.sub(r" \d+$", "", line) in titles]
    assert lines == [f"{title} {pages[title]}" for title in titles]


def test_another_order_and_choice_is_followed(whole):
    book, _reading = whole
    chosen = (book.chapters[0], book.chapters[-1], book.chapters[3])
    text = read(written(replace(book, chapters=chosen))).texts("H2")
    assert text[:3] == ["Inhoud", "Bijlagen", "De bijeenkomsten"] and "Alle opbrengsten" not in text


def test_a_chosen_chapter_with_nothing_to_tell_is_told_of_and_left_out():
    chosen = tuple(BookChapter(id, title) for id, title in (("titelblad", "Titel"), ("rollen", "Rollen"), ("leeswijzer", "Gemaakt")))
    book = replace(books.empty_book(), chapters=chosen)
    out = written(book)
    assert check_pdf(out) == []
    out.seek(0)
    reading = read(out)
    assert reading.texts("H2") == ["Inhoud", "Gemaakt"]
    assert "Over ‘Rollen’ is nog niets te vertellen." in reading.everything()
    headings = [block.text for block in as_text(book).blocks if isinstance(block, Heading)]
    assert headings[1:] == ["Gemaakt"]


def test_all_outcomes_stand_by_kind_and_those_of_a_case_once_more(whole):
    book, reading = whole
    found = Counter(reading.texts())
    every = [card for meeting in book.meetings for card in meeting.outcomes]
    wanted = Counter(plain(card.text) for card in every)
    wanted += Counter(plain(card.text) for card in every)
    wanted += Counter(plain(card.text) for card in every if card.case)
    wanted += Counter(plain(card.text) for meeting in book.meetings for card in meeting.top)
    assert {text: found[text] for text in wanted} == dict(wanted)


def test_a_card_that_looks_back_stands_at_its_meeting_only(whole):
    book, _reading = whole
    first = book.meetings[0]
    card = BookOutcome("afspraak", "Alleen hier", status="done", carried=True)
    again = replace(book, meetings=(replace(first, outcomes=(*first.outcomes, card)),))
    reading = read(written(again))
    assert " ".join(reading.texts()).count("Alleen hier") == 1
    assert "teruggekeken" in reading.everything()


def test_the_index_names_the_pages_on_which_a_case_stands(whole):
    _book, reading = whole
    heads = {element.text: element.pages[0] for element in reading.root.walk() if element.type in ("H2", "H3", "H4") and element.pages}
    case, outcomes = heads["Casus 1: Stadstuin Voorhof"], reading.texts("H4").index("Casus 1: Stadstuin Voorhof")
    assert outcomes >= 0
    meetings = [page for title, page in heads.items() if re.match(r"[12] [A-Z]", title)]
    line = next(line for line in reading.texts("Link") if line.startswith("Stadstuin Voorhof (casus 1)"))
    pages = [int(page) for page in re.findall(r"\d+", line.partition(")")[2])]
    assert pages == sorted(set(pages)) and set(meetings) <= set(pages) and len(pages) == 4
    goal = next(line for line in reading.texts("Link") if line.startswith("11. Doel 11"))
    assert int(goal.rpartition(" ")[2]) in pages and case in pages


def test_figures_signals_stories_and_what_is_open_are_read(whole):
    _book, reading = whole
    text = reading.everything()
    for part in (
        "Casus op tafel 2 1 – –",
        "Casus op tafel Aanpassen Korter. Bijeenkomst 1",
        "Drie loketten. Bijeenkomst 1 · 12 maart 2026 · nieuw directie Wij kijken ernaar. 12 maart 2026",
        "Geen tarief. Bijeenkomst 2 – nog geen antwoord",
        "1 verhaal staat hier niet.",
        "Ilse. Met toestemming, 12 maart 2026.",
        "Ik bel eerst. gedrag · nooit: 2, vaak: 10 12 3,4 van 5",
        "1 stelling heeft te weinig antwoorden voor een cijfer.",
        "Te weinig antwoorden voor cijfers.",
        "‘Nu begin ik met de mens.’",
        "De casussen raken 2 van de 17 doelen.",
        "Brief schrijven bijeenkomst 1 · nieuw Noor 12 maart loopt nog",
        "Van wie is het plein? (bijeenkomst 1)",
        "De volgende 12 maart 2026 Buurthuis",
        "Check-in Iedereen praat. 2 keer 20 min",
        "Zo is geteld.",
    ):
        assert part in text, part


def test_what_is_new_is_marked_and_a_new_meeting_only_once(whole):
    book, _reading = whole
    first, second = book.meetings
    newer = tuple(replace(card, new=True) for card in second.outcomes)
    mark = (replace(first.outcomes[0], new=True), *first.outcomes[1:])
    both = (replace(first, outcomes=mark), replace(second, new=True, outcomes=newer, top=()))
    chapters = tuple(chapter for chapter in book.chapters if chapter.id != "opbrengsten")
    text = read(written(replace(book, meetings=both, since=date(2026, 2, 1), chapters=chapters, signals=(), number=2))).everything()
    assert text.count("Nieuw sinds de uitgave van 1 februari 2026") == 1
    assert "uitgave 2, 12 juni 2026" in text
    start = text.index("Wat het opleverde")
    assert text[start : text.index("Nieuw sinds")].count("nieuw") == 1


@pytest.mark.parametrize("text", books.HARD_TEXTS)
def test_whatever_stands_in_the_chapters_they_pass_their_check(text):
    assert check_pdf(written(books.whole_book(meetings=1, cards=9, text=" " + text))) == []


def test_equal_books_give_equal_bytes_in_all_chapters():
    assert written(books.whole_book()).getvalue() == written(books.whole_book()).getvalue()


def test_progress_counts_every_outcome_in_every_chapter():
    calls = []
    written(books.whole_book(), progress=lambda done, total: calls.append((done, total)))
    assert calls[-1][0] == calls[-1][1] == len(calls)


def test_three_thousand_outcomes_in_one_meeting_by_kind_and_by_case():
    chance = random.Random(5)
    book = books.whole_book(meetings=1, cards=3000)
    cards = tuple(replace(card, case=chance.choice((0, 1, 2))) for card in book.meetings[0].outcomes)
    out = written(replace(book, meetings=(replace(book.meetings[0], outcomes=cards),)))
    assert check_pdf(out) == []
