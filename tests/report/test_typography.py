"""The page as a typographer looks at it: the grid of lines, paragraphs and headings over pages, words that were broken."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain, pairwise

import pikepdf
import pytest
from reportlab.platypus import CondPageBreak, NextPageTemplate

from ef_desktop.report import styles
from ef_desktop.report.blocks import Gap, Row, Text
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.document import INSIDE, NewChapter, Progress, ReportDocument
from ef_desktop.report.logbook import write_logbook
from ef_desktop.report.selfcheck import check_pdf
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import LINE, MARGIN_BOTTOM, UNIT
from ef_desktop.report.tables import Column, Table
from ef_desktop.report.words import Words

from . import books
from .reading import read

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
SENTENCE = "Een gemeentesecretaris verdeelt verantwoordelijkheden onder initiatiefnemers en wijkregisseurs. "


def typeset(make_story) -> BytesIO:
    root = Node("Document")
    out = BytesIO()
    document = ReportDocument(Words("nl"), title="Proef", author="Wij", subject="Proef", progress=Progress(1, None, None))
    heading = Text("Kop", styles.CHAPTER, root.add("H1"), "nl")
    document.typeset(chain([heading], make_story(root)), root, NOW, out)
    out.seek(0)
    return out


def baselines(source: BytesIO) -> list[list[float]]:
    """Return per page the height of every line of running content above the foot of the page, in points: not of what is in a figure."""
    found = []
    with pikepdf.open(source) as pdf:
        for page in pdf.pages:
            heights, stack, matrix, text, silent = [], [], pikepdf.Matrix(), pikepdf.Matrix(), 0
            marks = []
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name == "q":
                    stack.append(matrix)
                elif name == "Q":
                    matrix = stack.pop()
                elif name == "cm":
                    matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
                elif name == "Tm":
                    text = pikepdf.Matrix(*map(float, operands))
                elif name in ("BDC", "BMC"):
                    marks.append(operands[0] in (pikepdf.Name.Artifact, pikepdf.Name.Figure))
                    silent += marks[-1]
                elif name == "EMC":
                    silent -= marks.pop()
                elif name == "Tj" and not silent:
                    heights.append(round((text @ matrix).f, 3))
            found.append(list(dict.fromkeys(heights)))
    return found


def off_grid(heights: list[float]) -> list[float]:
    body = Text("x", styles.BODY, Node("P"), "nl")
    body.wrap(100, 100)
    steps = [(height - MARGIN_BOTTOM - body.first_baseline()) / (UNIT / 2) for height in heights]
    return [height for height, step in zip(heights, steps, strict=True) if abs(step - round(step)) > 0.02]


class TestGrid:
    def test_every_line_inside_the_book_stands_on_the_grid(self):
        out = BytesIO()
        write_logbook(books.book(), out, now=books.NOW)
        pages = baselines(out)[1:]
        assert sum(map(len, pages)) > 300
        # the number in the tile of a meeting stands in the middle of its drawing
        assert all(len(off_grid(heights)) <= 1 for heights in pages)

    def test_texts_of_different_sizes_side_by_side_share_their_line(self):
        def story(root):
            row = root.add("Table").add("TR")
            looks = (styles.CELL, styles.SMALL, styles.KIND, styles.COLUMN_HEAD)
            cells = [Text("woord", style, row.add("TD"), "nl") for style in looks]
            yield Row(cells, [(100.0 * place, 90.0) for place in range(4)])

        assert len(baselines(typeset(story))[0]) == 2  # the heading and the row

    def test_a_line_off_the_grid_would_be_seen(self):
        shifted = typeset(lambda root: [Gap(3.1), Text("woord", styles.BODY, root.add("P"), "nl")])
        assert off_grid(baselines(shifted)[0]) != []


class TestPages:
    @pytest.mark.parametrize("lines", [2, 3, 4, 5, 9])
    def test_no_line_of_a_paragraph_stands_alone(self, lines):
        """A paragraph that slides over the foot of a page, one line at a time, never leaves one line behind or before."""
        text = "\n".join(f"regel {number}" for number in range(lines))
        for above in range(38, 48):
            many = "\n".join(f"vulling {number}" for number in range(above))
            out = typeset(
                lambda root, many=many: [
                    Text(many, styles.BODY, root.add("P"), "nl"),
                    Text(text, styles.BODY, root.add("P"), "nl"),
                ]
            )
            pages = list(_marked_lines(out, "regel"))
            assert sum(pages) == lines
            assert all(count != 1 for count in pages), (above, pages)

    def test_no_word_is_broken_over_two_pages(self):
        out = typeset(lambda root: [Text(SENTENCE * 120, replace(styles.BODY, size=14), root.add("P"), "nl")])
        reading = read(out)
        assert reading.pages > 3
        assert reading.texts("P") == [SENTENCE.strip() + (" " + SENTENCE.strip()) * 119]
        with pikepdf.open(out) as pdf:
            for page in pdf.pages:
                last = [bytes(operands[0]) for operands, _ in pikepdf.parse_content_stream(page, "Tj")]
                assert not any(piece.endswith(b"\xad") for piece in last[-1:])

    def test_what_a_broken_word_reads_is_written_in_unicode(self):
        """In the other encoding of PDF strings there is no soft hyphen: its number 255 (octal) means nothing there."""
        out = typeset(lambda root: [Text(f"שלום {'w' * 900} een", styles.BODY, root.add("P"), "nl")])
        with pikepdf.open(out) as pdf:
            content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
        spans = re.findall(rb"/ActualText \((.*?)\)>> BDC", content, re.DOTALL)
        broken = [span for span in spans if rb"\255" in span or b"\xad" in span]
        assert broken
        assert all(span.startswith((rb"\376\377", b"\xfe\xff")) for span in broken), broken[:3]

    @pytest.mark.parametrize("between", ["nothing", "a note", "a break", "a chapter"])
    def test_a_heading_goes_where_its_first_lines_go(self, between):
        for above in range(36, 48):

            def story(root, above=above):
                yield Text("\n".join(map(str, range(above))), styles.BODY, root.add("P"), "nl")
                yield Text("Tussenkop", styles.SECTION, root.add("H2"), "nl")
                if between == "a note":
                    yield Gap(UNIT)
                    yield Text("Kleinere kop", styles.SECTION, root.add("H3"), "nl")
                elif between == "a break":
                    yield CondPageBreak(8 * LINE)
                elif between == "a chapter":
                    yield NewChapter("Hoofdstuk")
                yield Text("eerste\ntweede\nderde\nvierde", styles.BODY, root.add("P"), "nl")

            reading = read(typeset(story))
            heads = [element.pages[0] for element in reading.root.walk() if element.type in ("H2", "H3")]
            after = [element.pages[0] for element in reading.root.walk() if element.text.startswith("eerste")]
            assert {*heads} == {after[0]}, above

    def test_a_heading_goes_with_the_first_row_of_a_table(self):
        words = Words("nl")
        for above in range(36, 48):

            def story(root, above=above):
                yield Text("\n".join(map(str, range(above))), styles.BODY, root.add("P"), "nl")
                yield Text("Tabel", styles.SECTION, root.add("H2"), "nl")
                table = Table(root, words, [Column("Wat", names=True), Column("Aantal", 60, right=True)])
                for number in range(4):
                    yield table.row([f"rij {number}", str(number)])

            reading = read(typeset(story))
            page = {element.text: element.pages[0] for element in reading.root.walk() if element.pages}
            assert page["Tabel"] == page["Wat"] == page["rij 0"]

    def test_a_heading_at_the_end_of_everything_stays(self):
        reading = read(typeset(lambda root: [Text("Slot", styles.SECTION, root.add("H2"), "nl")]))
        assert reading.texts("H2") == ["Slot"]
        assert reading.pages == 1

    def test_a_heading_before_what_fits_nowhere_whole_does_not_turn_pages_for_ever(self):
        endless = "w" * 9000
        out = typeset(
            lambda root: [
                Text("Kop", styles.SECTION, root.add("H2"), "nl"),
                Row([Text(endless, styles.CELL, root.add("P"), "nl")], [(0, 60)]),
            ]
        )
        assert read(out).texts("P") == [endless]

    def test_a_short_chapter_is_followed_on_its_page_and_a_long_one_is_not(self):
        words = Words("nl")

        def story(root):
            yield NextPageTemplate(INSIDE)
            for number, lines in ((1, 30), (2, 3), (3, 42), (4, 30), (5, 2)):
                section = Section(root, words)
                yield from section.opening(f"Hoofdstuk {number}", f"h{number}")
                yield section.text("\n".join(f"{number}.{line}" for line in range(lines)))

        out = typeset(story)
        assert check_pdf(out) == []
        reading = read(out)
        pages = [element.pages[0] for element in reading.root.walk() if element.type == "H2"]
        assert pages == [1, 2, 2, 3, 4]
        # The head tells of what goes on at the top of the page, not of what begins below it.
        heads = [text for text in reading.artifacts if text.startswith("Hoofdstuk")]
        assert heads == ["Hoofdstuk 3"] and all(not off_grid(heights) for heights in baselines(out)[1:])

    def test_the_last_row_of_a_table_does_not_go_to_the_next_page_alone(self):
        words, alone = Words("nl"), []
        for above in range(30, 44):

            def story(root, above=above):
                yield Text("\n".join(map(str, range(above))), styles.BODY, root.add("P"), "nl")
                table = Table(root, words, [Column("Wat", names=True), Column("Aantal", 60, right=True)])
                for number in range(6):
                    yield table.row([f"rij {number}", str(number)])
                yield Text("Slot", styles.BODY, root.add("P"), "nl")

            page = {element.text: element.pages[0] for element in read(typeset(story)).root.walk() if element.pages}
            alone.append(page["rij 4"] < page["rij 5"])
            assert page["rij 0"] <= page["rij 3"] <= page["rij 4"]
        assert not any(alone)


def _marked_lines(source: BytesIO, beginning: str) -> list[int]:
    """Return how many lines on each page begin with a word, of the pages that have any."""
    with pikepdf.open(source) as pdf:
        counts = []
        for page in pdf.pages:
            shown = [bytes(operands[0]) for operands, _ in pikepdf.parse_content_stream(page, "Tj")]
            counts.append(sum(piece.startswith(beginning.encode()) for piece in shown))
    return [count for count in counts if count]


class TestTables:
    def test_heads_are_repeated_and_have_a_scope(self):
        words = Words("nl")

        def story(root):
            table = Table(root, words, [Column("Wat", names=True), Column("Wie", 90), Column("Aantal", 60, right=True)])
            for number in range(120):
                yield table.row([(f"rij {number}", "met een notitie" if number % 2 else ""), "Noor", str(number)])

        out = typeset(story)
        assert check_pdf(out) == []
        reading = read(out)
        assert reading.pages > 2
        assert reading.artifacts.count("Wat Wie Aantal") == reading.pages - 1
        assert reading.texts("TH")[:4] == ["Wat", "Wie", "Aantal", "rij 0"]
        with pikepdf.open(out) as pdf:
            heads = [
                thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.TH
            ]
            assert [str(head.A[0].Scope) for head in heads] == ["/Column"] * 3 + ["/Row"] * 120

    def test_columns_that_do_not_fit_are_refused(self):
        with pytest.raises(ValueError, match="columns"):
            Table(Node("Sect"), Words("nl"), [Column("a", 400), Column("b", 200)])
        with pytest.raises(ValueError, match="columns"):
            Table(Node("Sect"), Words("nl"), [Column("a", 470), Column("b")])

    def test_columns_share_what_is_left(self):
        table = Table(Node("Sect"), Words("nl"), [Column("a"), Column("b"), Column("", 100, drawn=True)], width=424)
        assert table.places == [(0.0, 150.0), (162.0, 150.0), (324.0, 100)]
        for (left, width), (after, _) in pairwise(table.places):
            assert left + width < after


def test_a_word_of_four_hundred_letters_is_broken_and_read_whole():
    long = "verantwoordelijkheid" * 20
    out = typeset(lambda root: [Text(f"Dit is {long} en klaar.", styles.BODY, root.add("P"), "nl")])
    assert read(out).texts("P") == [f"Dit is {long} en klaar."]
    assert len(baselines(out)[0]) > 4


def test_the_pages_of_the_tests_have_their_running_heads():
    document = ReportDocument(Words("nl"), title="a 😀", author="b", subject="c", progress=Progress(1, None, None))
    assert document._foot == "a [lachend gezicht]"
    assert INSIDE in [template.id for template in document.pageTemplates]
