"""The logbook as a reader finds it: every text once, in order, with the right numbers; progress, cancelling, sameness."""

import itertools
import re
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from ef_desktop.domain.book import Book, BookAgendaItem, BookMeeting, BookOutcome
from ef_desktop.domain.errors import Cancelled
from ef_desktop.report.logbook import write_logbook
from ef_desktop.report.selfcheck import check_pdf

from . import books
from .reading import Reading, plain, read


def written(book: Book, **options) -> BytesIO:
    out = BytesIO()
    write_logbook(book, out, now=books.NOW, **options)
    out.seek(0)
    return out


@pytest.fixture(scope="module")
def lively() -> tuple[Book, Reading]:
    book = books.book()
    return book, read(written(book))


def counted(book: Book) -> tuple[BytesIO, int]:
    """Write a book and count the calls of functions that this takes: work, without a clock."""
    count = 0

    def counting(frame, event, argument):
        nonlocal count
        count += 1

    sys.setprofile(counting)
    try:
        out = written(book)
    finally:
        sys.setprofile(None)
    return out, count


def said(book: Book) -> list[str]:
    return [outcome.text for meeting in book.meetings for outcome in (*meeting.top, *meeting.outcomes)]


class TestEveryText:
    def test_each_outcome_is_read_as_often_as_it_is_in_the_book(self, lively):
        book, reading = lively
        found = Counter(reading.texts())
        wanted = Counter(map(plain, said(book)))
        assert {text: found[text] for text in wanted} == dict(wanted)

    def test_titles_goals_summaries_and_rundowns_are_read_in_the_order_of_the_book(self, lively):
        book, reading = lively
        text = reading.everything()
        at = text.index("Namen staan hier alleen met toestemming.")
        for meeting in book.meetings:
            rundown = [item.title for item in meeting.agenda]
            for part in (
                f"{meeting.number} {meeting.title}",
                meeting.place,
                meeting.goal,
                *rundown,
                "Het belangrijkste",
                meeting.summary,
            ):
                at = text.index(plain(part), at)

    def test_no_outcome_is_an_artifact(self, lively):
        book, reading = lively
        assert not set(map(plain, said(book))) & set(reading.artifacts)

    def test_hard_texts_are_there_whole(self):
        reading = read(written(books.hard_book()))
        text = reading.everything()
        assert text.count("w" * 400) == 14
        assert text.count(plain(books.HARD_TEXTS[1])) == 6
        assert "Vrolijk [lachend gezicht] en pijl → en vink ✓ en [tekens U+4E2D U+6587] en [vrouw][computer]" in text
        assert "فاطمة الزهراء zei: goed zo" in text
        assert "שלום לכולם (1) ולהתראות" in text
        assert "Naam met Ł ő Ş ğ ı Ж λ en é" in text
        assert "regel met taben bel[31m" in text
        assert "<b>geen opmaak</b> & <a href='x'>geen link</a> %%later0%% (haakjes) \\ backslash" in text
        assert "eerste regel tweede regel derde regel vijfde regel" in text
        assert plain("Eindeloos " * 900) in text

    def test_a_long_note_and_long_names_do_not_stop_the_book(self):
        long = "lang " * 2000
        card = BookOutcome("inzicht", "kort", case_title=long, group_title=long)
        agreed = BookOutcome("afspraak", long, case_title=long, owner=long, due_on=date(2027, 1, 1), status=long)
        meeting = BookMeeting(
            1,
            "Bijeenkomst",
            outcomes=(card, agreed),
            top=(card,),
            place=long,
            facilitators=(long,),
            agenda=(BookAgendaItem(long, led_by=long),),
        )
        out = written(books.of_meetings((meeting,), facilitators=(long, long), programme_name=long, municipality=long))
        assert check_pdf(out) == []

    def test_three_thousand_outcomes_in_one_meeting_are_there_and_take_ten_times_the_work_of_three_hundred(self):
        written(books.book(meetings=1, cards=9))  # fonts and word lists are read once
        _out, few = counted(books.book(meetings=1, cards=300))
        book = books.book(meetings=1, cards=3000)
        out, many = counted(book)
        assert many < 10.5 * few
        assert check_pdf(out) == []
        found = Counter(read(out).texts())
        assert all(found[text] == count for text, count in Counter(map(plain, said(book))).items())


class TestNumbers:
    def test_pages_are_numbered(self, lively):
        _, reading = lively
        feet = [text for text in reading.artifacts if text.startswith("pagina") or "pagina" in text]
        assert len(feet) == reading.pages - 1
        assert feet[-1].endswith(f"pagina {reading.pages} van {reading.pages}")

    def test_contents_name_the_page_of_each_chapter(self, lively):
        book, reading = lively
        heads = [element for element in reading.root.walk() if element.type == "H2"]
        pages = {head.text: head.pages[0] for head in heads}
        lines = reading.texts("Link")
        for place, title in enumerate(("In het kort", "Zo is dit logboek gemaakt", "De bijeenkomsten")):
            assert lines[place] == f"{title} {pages[title]}"
        for meeting, line in zip(book.meetings, lines[3:], strict=True):
            title = f"{meeting.number} {meeting.title}"
            assert line.startswith(title)
            assert line.endswith(f" {pages[title]}")

    def test_planned_and_real_minutes_are_added_up(self):
        items = (BookAgendaItem("Welkom", 540, 10, 12), BookAgendaItem("Werken", 550, 20, 24))
        reading = read(written(books.of_meetings((BookMeeting(1, "Kort", agenda=items),))))
        cells = reading.texts("TD")
        assert cells[-3:] == ["Samen", "30 min", "36 min"]
        assert "We liepen 6 minuten uit." in reading.everything()

    def test_a_rundown_that_was_not_measured_has_no_column_for_it(self):
        reading = read(written(books.of_meetings((BookMeeting(1, "Plan", agenda=(BookAgendaItem("Welkom", 540, 10),)),))))
        assert reading.texts("TH")[-3:] == ["Tijd", "Onderdeel", "Gepland"]

    def test_dates_are_dutch(self, lively):
        _, reading = lively
        assert "donderdag 15 januari 2026, 13:30 tot 16:01" in reading.everything()
        assert "stand 12 juni 2026" in reading.everything()


class TestHeads:
    def test_the_head_of_a_table_is_repeated_on_each_page_but_read_once(self):
        many = tuple(BookOutcome("afspraak", f"Afspraak {number}", owner="Noor", status="open") for number in range(120))
        reading = read(written(books.of_meetings((BookMeeting(1, "Veel", outcomes=many),))))
        assert reading.artifacts.count("Wat Wie Stand") >= 2
        assert reading.texts("TH").count("Stand") == 1

    def test_no_heading_stands_alone_at_the_foot_of_a_page(self):
        for cards in range(1, 40, 3):
            reading = read(written(books.book(meetings=1, cards=cards)))
            elements = [element for element in reading.root.walk() if element.pages]
            for element, after in itertools.pairwise(elements):
                if element.type in ("H2", "H3", "H4"):
                    assert element.pages[-1] == after.pages[0], element.text

    def test_only_the_title_is_of_the_first_level(self, lively):
        _, reading = lively
        assert reading.texts("H1") == ["Logboek Excellent Faciliteren"]


class TestOtherBooks:
    def test_an_empty_programme_says_so(self):
        out = written(books.empty_book())
        assert check_pdf(out) == []
        text = read(out).everything()
        assert "Er zijn nog geen bijeenkomsten." in text
        assert " 0 " not in text

    def test_a_meeting_without_cards_says_so(self):
        reading = read(written(books.of_meetings((BookMeeting(1, "Leeg", closed=False),))))
        assert "Nog geen opbrengsten." in reading.everything()
        assert "Deze bijeenkomst is nog niet afgerond." in reading.everything()
        assert "nog geen datum" in reading.everything()

    def test_the_language_of_the_book_is_not_that_of_the_screen(self):
        text = read(written(books.book(meetings=1, language="en"))).everything()
        assert "What we did" in text
        assert "Thursday 15 January 2026, 13:30 to 16:01" in text
        assert "begint nog" not in text

    def test_what_is_not_there_is_told_at_the_chapter_and_at_the_meeting(self):
        meeting = replace(books.meeting(1), left_out="1 privékaart staat hier niet.")
        book = replace(books.of_meetings((meeting,)), left_out=(("sessies", "3 namen staan hier niet."),))
        text = read(written(book)).everything()
        assert text.index("De bijeenkomsten 3 namen staan hier niet.") < text.index("1 privékaart staat hier niet.")

    def test_open_agreements_are_never_called_late(self):
        late = BookOutcome("afspraak", "Bellen", owner="Noor", due_on=date(2020, 1, 1), status="busy")
        text = read(written(books.of_meetings((BookMeeting(1, "Eén", outcomes=(late,)),)))).everything()
        assert "Bellen Noor 1 jan 2020 loopt nog" in text

    def test_a_table_of_promises_has_no_empty_columns(self):
        promise = BookOutcome("belofte", "Ik bel eerst", owner="Noor")
        reading = read(written(books.of_meetings((BookMeeting(1, "Eén", outcomes=(promise,)),))))
        assert reading.texts("TH")[-2:] == ["Wat", "Wie"]

    def test_promises_of_nobody_stand_in_a_list(self):
        reading = read(written(books.of_meetings((BookMeeting(1, "Eén", outcomes=(BookOutcome("belofte", "Ik bel eerst"),)),))))
        assert reading.texts("LBody") == ["Ik bel eerst"]


class TestWork:
    def test_equal_books_give_equal_bytes(self):
        assert written(books.book(meetings=2)).getvalue() == written(books.book(meetings=2)).getvalue()

    def test_progress_runs_up_to_the_end(self):
        calls = []
        book = books.book(meetings=2)
        written(book, progress=lambda done, total: calls.append((done, total)))
        assert [done for done, _ in calls] == list(range(1, calls[-1][1] + 1))
        assert len({total for _, total in calls}) == 1

    @pytest.mark.parametrize("patience", [1, 50, 150])
    def test_cancelling_leaves_no_file(self, tmp_path, patience):
        asked = iter(range(10**6))
        target = tmp_path / "logboek.pdf"
        with pytest.raises(Cancelled):
            write_logbook(books.book(), target, now=books.NOW, cancelled=lambda: next(asked) >= patience)
        assert list(tmp_path.glob("*.pdf")) == []

    def test_the_file_is_not_swollen_by_its_tags(self):
        out = written(books.book(meetings=20))
        assert len(out.getvalue()) / read(out).pages < 8_000

    def test_nothing_of_the_machine_is_in_the_file(self):
        raw = written(books.book(meetings=1)).getvalue()
        assert not re.search(rb"ReportLab|/home/|/tmp/", raw)
