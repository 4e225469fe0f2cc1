"""Nothing reaches a page outside the tags, and the places of ReportLab that this leans on are still there."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import chain

import pytest
from PIL import Image as Picture
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfdoc
from reportlab.platypus import Flowable, HRFlowable, Image, ListFlowable, Paragraph, Table

from ef_desktop.paths import resource
from ef_desktop.report import fonts, styles
from ef_desktop.report.badges import _icon_paths
from ef_desktop.report.blocks import Text
from ef_desktop.report.document import INSIDE, Progress, ReportDocument
from ef_desktop.report.selfcheck import check_pdf
from ef_desktop.report.structure import Node
from ef_desktop.report.tagging import TaggedCanvas, UntaggedContent
from ef_desktop.report.words import Words

from .reading import read

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
PLAIN = ParagraphStyle("plain", fontName=fonts.REGULAR)


def typeset(make_story) -> BytesIO:
    root = Node("Document")
    out = BytesIO()
    document = ReportDocument(Words("nl"), title="Proef", author="Wij", subject="Proef", progress=Progress(1, None, None))
    heading = Text("Kop", styles.CHAPTER, root.add("H1"), "nl", key="kop", outline="Kop")
    document.typeset(chain([heading], make_story(root)), root, NOW, out)
    out.seek(0)
    return out


def picture() -> BytesIO:
    made = BytesIO()
    Picture.new("RGB", (8, 8), "#1B3F8B").save(made, "PNG")
    made.seek(0)
    return made


class _Scribble(Flowable):
    """Draws something by itself, without a tag."""

    def __init__(self, scribble):
        super().__init__()
        self.width = self.height = 20
        self._scribble = scribble

    def wrap(self, aW, aH):
        return 20, 20

    def draw(self):
        self._scribble(self.canv)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(lambda: Paragraph("los", PLAIN), id="paragraph"),
        pytest.param(lambda: Image(picture(), 20, 20), id="image"),
        pytest.param(lambda: ListFlowable([Paragraph("los", PLAIN)], bulletFontName=fonts.REGULAR), id="list"),
        pytest.param(lambda: Table([["los"]], style=[("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR)]), id="table"),
        pytest.param(lambda: HRFlowable(width="100%"), id="rule"),
        pytest.param(lambda: _drawing(), id="drawing"),
        pytest.param(lambda: _Scribble(lambda canvas: canvas.drawString(0, 0, "los")), id="string"),
        pytest.param(lambda: _Scribble(lambda canvas: canvas.rect(0, 0, 5, 5)), id="rectangle"),
        pytest.param(lambda: _Scribble(_path), id="path"),
        pytest.param(lambda: _Scribble(lambda canvas: canvas.linkURL("https://example.org", (0, 0, 5, 5))), id="link"),
        pytest.param(lambda: _Scribble(lambda canvas: canvas.textAnnotation("los")), id="note"),
        pytest.param(lambda: _Scribble(lambda canvas: canvas.draw_late(str, 0, 0, fonts.REGULAR, 9, (0, 0, 0))), id="late"),
    ],
)
def test_what_has_no_tag_is_refused(block):
    with pytest.raises(UntaggedContent):
        typeset(lambda root: [block()])


def _drawing() -> Drawing:
    drawing = Drawing(20, 20)
    drawing.add(Rect(0, 0, 10, 10))
    return drawing


def _path(canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(0, 0)
    path.lineTo(5, 5)
    canvas.drawPath(path)


def test_a_tag_that_stays_open_over_a_page_is_refused():
    def scribble(canvas):
        canvas.leaf(Node("P")).__enter__()

    with pytest.raises(UntaggedContent):
        typeset(lambda root: [_Scribble(scribble)])


def test_a_paragraph_over_two_pages_is_one_element():
    text = "Een zin van enige lengte die telkens terugkomt. " * 250
    out = typeset(lambda root: [Text(text, styles.BODY, root.add("P"), "nl")])
    reading = read(out)
    assert check_pdf(out) == []
    assert reading.pages > 2
    assert reading.texts("P") == [text.strip()]


def test_an_empty_branch_is_not_written():
    out = typeset(lambda root: [Text("", styles.BODY, root.add("Sect").add("P"), "nl")])
    assert [element.type for element in read(out).root.walk()] == ["Document", "H1"]


class TestLeanings:
    """A canary per place of ReportLab that the tagging leans on: when one dies, look at ``report/tagging.py``."""

    def test_catalogue_and_page_have_lists_of_optional_keys(self):
        assert "StructTreeRoot" in pdfdoc.PDFCatalog.__NoDefault__
        assert "MarkInfo" in pdfdoc.PDFCatalog.__NoDefault__
        assert "Metadata" in pdfdoc.PDFCatalog.__NoDefault__
        assert "OutputIntents" not in pdfdoc.PDFCatalog.__NoDefault__
        assert not {"StructParents", "Tabs"} & set(pdfdoc.PDFPage.__NoDefault__)

    def test_links_permit_a_fixed_set_of_keys(self):
        assert {"Contents", "F", "Rect"} <= set(pdfdoc.LinkAnnotation.permitted)
        assert "StructParent" not in pdfdoc.LinkAnnotation.permitted

    def test_metadata_can_be_made_at_the_end(self):
        assert pdfdoc.XMP(creator=lambda document: b"packet").makeContent(None) == b"packet"

    def test_the_stream_of_a_page_is_text_until_the_end(self):
        canvas = TaggedCanvas(
            BytesIO(),
            root=Node("Document"),
            colour_profile=b"",
            moment=NOW,
            checkpoint=lambda: None,
            initialFontName=fonts.REGULAR,
        )
        with canvas.artifact():
            canvas.drawString(0, 0, "tekst \x01 en \x02")
        canvas.showPage()
        (page,) = canvas._doc.Pages.pages
        assert isinstance(page.stream, str)
        assert "\x01" not in page.stream
        assert page.StructParents is None

    def test_dates_come_from_one_place(self):
        canvas = TaggedCanvas(BytesIO(), root=Node("Document"), colour_profile=b"", moment=NOW, checkpoint=lambda: None)
        date = pdfdoc.PDFDate(ts=canvas._doc._timeStamp).format(canvas._doc)
        assert b"D:20260312093000+00'00'" in date

    def test_frames_tell_blocks_that_they_come_first(self):
        seen = []

        class Asking(Text):
            def wrap(self, aW, aH):
                seen.append(bool(self._frame._atTop))
                return super().wrap(aW, aH)

        typeset(lambda root: [Asking("b", styles.BODY, root.add("P"), "nl")])
        assert seen == [False]

    def test_the_story_is_asked_for_bit_by_bit(self):
        made = []

        class Asking(Text):
            def draw(self):
                asked.append(len(made))
                super().draw()

        def many(root):
            for number in range(500):
                made.append(number)
                yield Asking(str(number), styles.BODY, root.add("P"), "nl")

        asked = []
        reading = read(typeset(many))
        assert asked[0] < 200
        assert reading.texts("P") == [str(number) for number in range(500)]

    def test_the_colour_profile_is_there(self):
        assert resource("color", "srgb.icc").read_bytes()[36:40] == b"acsp"

    def test_the_page_templates_are_known(self):
        document = ReportDocument(Words("nl"), title="a", author="b", subject="c", progress=Progress(1, None, None))
        assert [template.id for template in document.pageTemplates] == ["cover", INSIDE]


def test_every_shipped_icon_can_be_drawn():
    drawn = []
    for path in sorted(resource("icons", "outline").glob("*.svg")):
        for commands in _icon_paths(path.stem):
            assert commands[0][0] == "M"
            drawn += [abs(number) for _, *numbers in commands for number in numbers]
    assert len(drawn) > 2000
    assert max(drawn) <= 24
