"""The logbook as Markdown and DOCX, its outcomes and agreements as tables: the same book in every form."""

import csv
import io
import itertools
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from functools import cache

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ef_desktop.content import read_content
from ef_desktop.domain import book_parts
from ef_desktop.domain.book import BookCase, BookCriterion, BookTalent, BookTalents
from ef_desktop.domain.errors import Cancelled, InvalidValueError, StorageError
from ef_desktop.services.book_markdown import escaped
from ef_desktop.services.formats import AGREEMENTS_CSV, DOCX, KINDS, MARKDOWN, OUTCOMES_CSV, OUTCOMES_XLSX, made, pictures_of
from ef_desktop.services.written_book import Table
from ef_desktop.services.written_widths import column_widths
from tests.report import books

CHAPTERS = tuple(
    book_parts.BookChapter(entry["id"], entry["title_nl"]) for entry in read_content("report_outlines")["logbook"]["chapters"]
)


def _picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (900, 600), "#3060C0").save(data, "PNG")
    return data.getvalue()


PICTURES = (
    book_parts.BookPicture(_picture(), "Noor belt [in] de\nkas"),
    book_parts.BookPicture(b"geen foto", "Een hek."),
    book_parts.BookPicture(_picture(), " "),
)


def full_book():
    """A book with something in every chapter."""
    day = date(2026, 3, 12)
    return replace(
        books.book(meetings=2, cards=18),
        chapters=CHAPTERS,
        sentences=("Dit logboek gaat over twee sessies.",),
        guide=("Namen staan hier alleen met toestemming.",),
        left_out=((book_parts.SIGNALS, "Eén signaal staat hier niet."),),
        cases=(
            BookCase(
                "Stadstuin", "Past", ("11. Duurzame steden",), (BookCriterion("Maatschappelijk", "Voldoet", "Ja, want"),), "Toch wel",
                "Noor", day, number=1, question="Mag dat?", learning_question="Hoe dan?", example_for="Voor elk plein", learned=("Bel eerst.",),
                more_learned=2,
            ),
            BookCase("Anonieme casus K7", "Past", number=2),
        ),
        talents=BookTalents(
            ("Ronde 1, tien mensen.",), (("Verbinden", "#0C327C", (BookTalent("Luisteren", 4, 3, 1),)),), (("Aanjager", 2, "Noor"),),
            ("Luisteren",), ("Dwarskijker: dun",), ("Wij luisteren veel.",),
        ),
        works=book_parts.BookWorks(
            (book_parts.BookElement("Check-in", (1, 0, 2, 0), (book_parts.BookReason("laten_vallen", "Laten vallen", "Duurde lang", 1),)),),
            (book_parts.BookTool("Belkaart", "Wie belt er?", ("Kies", "Bel"), 15, "Kort houden"),),
        ),
        signals=(book_parts.BookSignal("Het zaaksysteem sluit meldingen.", 1, day, "Directie", "We kijken ernaar", day),),
        stories=(book_parts.BookStory("Bellen helpt", "Ik belde.", "‘Eén telefoontje’", "Noor", day, PICTURES),),
        effect=book_parts.BookEffect(
            (book_parts.BookMeasurement("Eerste sessie", "T0", day, 12, (book_parts.BookFigure("Ik bel eerst", "houding", 12, 3.25, (("1", 2), ("5", 10))),), 1),),
            ("Wij bellen nu eerst.",), (("Wat nam je mee?", "Rust"),),
        ),
        goals=(book_parts.BookGoal(11, "Duurzame steden", "#F99D26", "#000000", (1, 2)),),
        ahead=book_parts.BookAhead(
            (book_parts.BookOpen("Brief schrijven", 1, "Noor", day, "open"),), (book_parts.BookOpen("Wie beslist?", 2),),
            (book_parts.BookComing("Terugkijken", day, "Stadskantoor"),),
        ),
        appendix=book_parts.BookAppendix(
            (book_parts.BookWorkForm("Kring", "Luisteren", 2, 40),), (("Houding", ("Ik bel eerst",)),), ("Geteld per sessie.",)
        ),
    )  # fmt: skip


def hard_book():
    return replace(books.hard_book(), chapters=CHAPTERS)


@cache
def full_document() -> bytes:
    """The full book as DOCX, made once."""
    return made(DOCX, full_book())


@cache
def hard_document() -> bytes:
    """The hard book as DOCX, made once."""
    return made(DOCX, hard_book())


def texts(document):
    """All text of a document in order, also in its tables."""
    return [node.text or "" for node in document.element.body.iter(qn("w:t"))]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("book", [full_book(), hard_book(), replace(books.empty_book(), chapters=CHAPTERS[:3])], ids=["full", "hard", "empty"])
def test_equal_books_give_equal_bytes(kind, book):
    assert made(kind, book) == made(kind, book)


def test_every_chapter_is_in_both_texts_in_the_order_of_the_book():
    book = replace(full_book(), chapters=(*CHAPTERS[:2], *reversed(CHAPTERS[2:])))
    titles = [chapter.title for chapter in book.chapters[1:]]
    marked = re.findall(r"^## (.+)$", made(MARKDOWN, book).decode("utf-8"), re.M)
    document = docx.Document(io.BytesIO(made(DOCX, book)))
    headed = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert [title.replace("\\", "") for title in marked] == headed
    # Each meeting is a chapter of its own, behind that of the meetings.
    assert [title for title in headed if not title[0].isdigit()] == titles
    assert headed[headed.index("De bijeenkomsten") + 1 :][:2] == ["1 Kennismaken en verbinden", "2 De veranderende gemeente"]
    said = "\n".join(texts(document))
    for part in (
        "Mag dat?", "Voor elk plein", "Ja, want", "Toch wel", "Luisteren", "Dwarskijker: dun", "Duurde lang", "Belkaart", "Directie",
        "We kijken ernaar", "Ik belde.", "3,25 van 5", "Wij bellen nu eerst.", "Rust", "11. Duurzame steden", "Brief schrijven",
        "Wie beslist?", "Terugkijken", "Kring", "Geteld per sessie.", "Eén signaal staat hier niet.",
    ):  # fmt: skip
        assert part in said
        assert part.replace(".", "") in made(MARKDOWN, book).decode("utf-8").replace("\\", "").replace(".", "")
    done = sum(card.kind == "afspraak" and card.status == "done" for card in book.meetings[0].outcomes)
    assert f"{done} van {sum(card.kind == 'afspraak' for card in book.meetings[0].outcomes)}" in said and "Afspraken klaar" in said
    # What is not there is told once a chapter.
    once = "Twee namen staan hier niet."
    book = replace(book, ahead=replace(book.ahead, left_out=once), left_out=((book_parts.AHEAD, once),))
    assert made(MARKDOWN, book).decode("utf-8").count(once) == 1


def test_a_chapter_that_was_not_chosen_is_in_no_text():
    book = replace(full_book(), chapters=tuple(chapter for chapter in CHAPTERS if chapter.id != book_parts.SIGNALS))
    assert "zaaksysteem sluit meldingen" not in made(MARKDOWN, book).decode("utf-8")
    assert "zaaksysteem sluit meldingen" not in "\n".join(texts(docx.Document(io.BytesIO(made(DOCX, book)))))


# Markdown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a *b* _c_ [d](e) <f> # g | h `i` ~j~ & k \\", "a \\*b\\* \\_c\\_ \\[d\\](e) \\<f\\> \\# g \\| h \\`i\\` \\~j\\~ \\& k \\\\"),
        ("- geen lijst", "\\- geen lijst"),
        ("1. geen lijst", "1\\. geen lijst"),
        ("12) ook niet", "12\\) ook niet"),
        ("-5 graden, 3.5 keer", "-5 graden, 3.5 keer"),
        ("===", "\\==="),
        ("    geen code\tblok", "geen code blok"),
        ("---", "\\---"),
    ],
)
def test_no_sign_becomes_a_form(text, written):
    assert escaped(text) == written


@given(st.text(max_size=80))
def test_whoever_takes_the_marks_away_reads_the_text(text):
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped(text)) == " ".join(text.split())


def test_a_table_has_one_line_per_row_and_equal_columns():
    text = made(MARKDOWN, hard_book()).decode("utf-8")
    tables = re.findall(r"(?:^\|.*\|$\n?)+", text, re.M)
    assert tables
    for table in tables:
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in table.strip().split("\n")}
        assert len(counts) == 1


def test_lines_and_paragraphs_of_a_summary_stay():
    meeting = replace(books.meeting(1, cards=0), summary="Een\ntwee\n\n- drie")
    text = made(MARKDOWN, replace(books.of_meetings((meeting,)), chapters=CHAPTERS)).decode("utf-8")
    assert "\n\nEen\\\ntwee\n\n\\- drie\n\n" in text


def test_pictures_are_linked_where_they_lie_beside_the_text_and_told_of_where_not():
    book = full_book()
    assert [name for name, _data in pictures_of(book)] == ["afbeeldingen/1-1.png"]
    beside = made(MARKDOWN, book, {2: ["borden/02 a.png", "borden/02 b.png"]}).decode("utf-8")
    assert "\n\n![Noor belt \\[in\\] de kas](afbeeldingen/1-1.png)\n\n" in beside
    assert "](borden/02%20a.png)\n\n![Bord van bijeenkomst 2, afbeelding 2 van 2: wat erop staat, staat hierboven](borden/02%20b.png)" in beside
    alone = made(MARKDOWN, book).decode("utf-8")
    assert "\n\n\\[Noor belt \\[in\\] de kas\\]\n\n" in alone and "1-1" not in alone
    for text in (beside, alone):
        assert "Hier hoort een afbeelding: Een hek. Dit bestand is niet te lezen als afbeelding." in text
        assert "Bij deze afbeelding staat geen beschrijving" in text


# DOCX


def test_the_document_shows_the_pictures_with_their_description():
    document = docx.Document(io.BytesIO(full_document()))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) == 2 and told[0].startswith("Tegels in Delfts blauw") and told[1] == "Noor belt [in] de kas"
    for shape in document.inline_shapes:
        assert shape.width <= Pt(9072 / 20) and shape.height <= Pt(324)
        assert 1.4 < shape.width / shape.height < 2.1
    assert len(docx.Document(io.BytesIO(hard_document())).inline_shapes) == 1


cells = st.text(alphabet="ab ", max_size=60)


@given(st.integers(1, 7).flatmap(lambda count: st.lists(st.tuples(*[cells] * count), min_size=1, max_size=5)), st.sets(st.integers(0, 6)))
def test_columns_fill_the_table(rows, numbers):
    widths = column_widths(Table("t", rows[0], tuple(rows[1:]), frozenset(numbers)), 9072)
    assert sum(widths) == 9072 and min(widths) > 0


def test_dates_stay_in_one_line_and_long_texts_get_the_room():
    long = "Een zin van meer dan één regel, die ruimte nodig heeft. " * 3
    what, who, day = column_widths(Table("t", ("Wat", "Wie", "Dag"), ((long, "Noor", "22 september 2026"),)), 9072)
    assert what > 2 * day and day >= 17 * 122 and who < day


def test_the_document_has_headings_a_language_a_font_and_no_name_of_a_person():
    document = docx.Document(io.BytesIO(full_document()))
    levels = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style.name.startswith(("Title", "Heading"))]
    assert levels[0] == "Title" and levels.count("Title") == 1
    depth = [0 if name == "Title" else int(name[-1]) for name in levels]
    assert all(after <= before + 1 for before, after in itertools.pairwise(depth))
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "nl-NL"
    for name in ("Normal", "Title", "Heading 1", "Heading 4"):
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {"Source Sans 3"}
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == ("Logboek Excellent Faciliteren", "Gemeente Delft", "nl-NL")
    assert properties.last_modified_by == "Gemeente Delft" and properties.comments == ""
    assert properties.created == properties.modified == books.NOW


def test_every_table_repeats_its_head_and_says_what_it_is():
    document = docx.Document(io.BytesIO(full_document()))
    assert len(document.tables) > 5
    for table in document.tables:
        heads = [bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_the_contents_lead_to_the_headings():
    body = docx.Document(io.BytesIO(full_document())).element.body
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in body.iter(qn("w:bookmarkStart"))}
    links = list(body.iter(qn("w:hyperlink")))
    assert links and len(links) == len(marks)
    for link in links:
        said = ["".join(node.text or "" for node in part.iter(qn("w:t"))) for part in (link, marks[link.get(qn("w:anchor"))])]
        assert said[0] == said[1]


def test_the_numbers_of_each_list_begin_at_one():
    body = docx.Document(io.BytesIO(full_document())).element.body
    styles = {paragraph.pPr.numPr.numId.val for paragraph in body.iter(qn("w:p")) if paragraph.pPr is not None and paragraph.pPr.numPr is not None}
    assert len(styles) == 3  # the top of two meetings, and the steps of a tool


def test_every_part_of_the_document_is_whole_xml_with_one_moment():
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(hard_document())) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
        assert not [name for name in package.namelist() if "thumbnail" in name]


# Outcomes and agreements


def said(cell):
    """What a cell of a sheet reads in CSV."""
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell or "")


def rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_all_outcomes_once_in_csv_and_xlsx():
    book = full_book()
    again = replace(book.meetings[1].outcomes[0], carried=True, text="Alleen teruggekeken")
    book = replace(book, meetings=(book.meetings[0], replace(book.meetings[1], outcomes=(*book.meetings[1].outcomes, again))))
    found = rows(made(OUTCOMES_CSV, book))
    assert found[0][:6] == ["Nr.", "Bijeenkomst", "Dag", "Soort", "Tekst", "Wie"]
    assert [row[4] for row in found[1:]] == [outcome.text for meeting in book.meetings for outcome in meeting.outcomes if not outcome.carried]
    sheet = openpyxl.load_workbook(io.BytesIO(made(OUTCOMES_XLSX, book))).active
    values = list(sheet.iter_rows(values_only=True))
    assert [[said(cell) for cell in row] for row in values] == found
    # Numbers and days can be sorted and counted.
    assert {type(row[0]) for row in values[1:]} == {int} and {type(row[2]) for row in values[1:]} == {datetime}
    assert sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
    long = next(number for number, row in enumerate(values, 1) if len(row[4]) > 100)
    assert sheet.row_dimensions[long].height >= 45


def test_each_of_the_most_important_is_told_once_also_of_twins():
    meeting = books.meeting(1, cards=9)
    twins = replace(meeting, outcomes=(meeting.outcomes[0], *meeting.outcomes), top=meeting.outcomes[:2])
    found = rows(made(OUTCOMES_CSV, replace(books.of_meetings((twins,)), chapters=CHAPTERS)))
    assert [row[found[0].index("Top 3")] for row in found[1:]] == ["1", "", "2", *[""] * 7]


def test_agreements_are_what_was_agreed_and_promised():
    book = full_book()
    found = rows(made(AGREEMENTS_CSV, book))
    said = [outcome for meeting in book.meetings for outcome in meeting.outcomes if outcome.kind in ("afspraak", "belofte")]
    assert [row[:3] for row in found[1:]] == [[one.text, one.owner, one.due_on.isoformat()] for one in said]


def test_no_cell_is_a_formula():
    meeting = replace(books.meeting(1, cards=9), title="=1+1")
    for kind in (OUTCOMES_CSV, AGREEMENTS_CSV):
        found = rows(made(kind, replace(books.of_meetings((meeting,)), chapters=CHAPTERS)))
        assert all("'=1+1" in row and "=1+1" not in row for row in found[1:])


# From a work file


@pytest.fixture
def held(workspace):
    meeting = workspace.meetings.create("Eerste dag", held_on=date(2026, 3, 12), starts_at=570)
    workspace.meetings.add_text_item(meeting, "Gesprek", 20)
    workspace.room.start(meeting)
    noor = workspace.people.add("Noor Visser", in_logbook=True)
    samir = workspace.people.add("Samir Bakker", on_wall=True)
    workspace.outcomes.add(meeting, "afspraak", "Bel de school", owner_id=noor)
    workspace.outcomes.add(meeting, "afspraak", "Bel de wijk", owner_id=samir)
    workspace.outcomes.add(meeting, "inzicht", "Geheim", private=True)
    return workspace


@pytest.mark.parametrize("kind", KINDS)
def test_written_from_a_work_file_and_noted(held, kind, tmp_path):
    path = tmp_path / held.formats.suggested_name(kind)
    steps = []
    held.formats.write(kind, path, progress=lambda done, total: steps.append((done, total)))
    assert path.suffix == KINDS[kind][0] and "Leerroute-Delft-2026-03-12" in path.name
    assert steps == [(1, 3), (2, 3), (3, 3)]
    said = path.read_bytes() if path.suffix in (".md", ".csv") else b"".join(zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist())
    assert b"Bel de school" in said and b"Noor" in said
    assert b"Samir" not in said and b"Visser" not in said and b"Geheim" not in said
    assert str(path) in [copy.path for copy in held.erasure.preview(held.people.rows()[0].id).copies]


def test_a_cancelled_file_leaves_the_older_one(held, tmp_path):
    path = tmp_path / "logboek.md"
    path.write_text("ouder")
    with pytest.raises(Cancelled):
        held.formats.write(MARKDOWN, path, cancelled=lambda: True)
    assert path.read_text() == "ouder" and [file.name for file in tmp_path.glob("*.md")] == ["logboek.md"]


def test_what_cannot_be_saved_is_said(held, tmp_path):
    with pytest.raises(StorageError, match="logboek.md"):
        held.formats.write(MARKDOWN, tmp_path / "weg" / "logboek.md")
    with pytest.raises(StorageError, match="werkbestand"):
        held.formats.write(DOCX, held.path)
    with pytest.raises(InvalidValueError, match="docx"):
        held.formats.write("odt", tmp_path / "logboek.odt")
