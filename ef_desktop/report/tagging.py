"""A canvas that draws tagged PDF, conforming to PDF/UA-1 and PDF/A-2a at once.

Nothing of ReportLab is replaced. Everything drawn must stand either in a leaf of the structure tree or in an artifact
(decoration, running heads); anything else raises ``UntaggedContent`` at once.
"""

import re
from codecs import BOM_UTF16_BE
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from ef_desktop.report import fonts
from ef_desktop.report.metadata import xmp_packet
from ef_desktop.report.structure import Content, Mark, Node, write_tree

_PAINTING = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"))
_PRINTED = 4  # annotation flag that PDF/A asks for
_PLACEHOLDER = re.compile("\x01([0-9]+)\x01")  # inside a string of a page, control characters are always escaped


class UntaggedContent(Exception):
    """Something was drawn outside the structure tree and outside every artifact: a mistake in the report."""


class _TaggedLink(pdfdoc.LinkAnnotation):
    permitted = pdfdoc.LinkAnnotation.permitted + ("StructParent",)


class _Moment:
    """A moment in the form that ReportLab wants for its dates."""

    def __init__(self, moment: datetime):
        offset = moment.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        self.YMDhms = moment.timetuple()[:6]
        self.dhh, self.dmm = divmod(abs(minutes), 60)
        if minutes < 0:
            self.dhh = -self.dhh
        self.t = moment.timestamp()


class TaggedCanvas(Canvas):
    """Canvas whose pages are tagged.

    Parameters:
        filename: path, or a binary file to write to.
        root: the node ``Document``.
        colour_profile: ICC profile of the colours, sRGB.
        moment: date of the document, with time zone.
        checkpoint: called now and then while the file is put together; may raise to stop.
    """

    def __init__(
        self, filename, *, root: Node, colour_profile: bytes, moment: datetime, checkpoint: Callable[[], None], **options
    ):
        self._root = root
        self._colour_profile = colour_profile
        self._moment = moment
        self._checkpoint = checkpoint
        self._content = Content({}, [], [])
        self._owners: list[Node] = []
        self._open: Node | str | None = None
        self._next_key = 0
        self._late: list[tuple[int, Callable[[], str], float, float, str, float, tuple]] = []
        self.key_pages: dict[str, int] = {}
        super().__init__(filename, **(options | {"pdfVersion": (1, 7), "invariant": 1}))
        self._doc._timeStamp = _Moment(moment)

    # marks

    def _mark(self, node: Node, reads: str | None) -> str:
        number = len(self._owners)
        self._owners.append(node)
        self._content.marks.setdefault(node, []).append(Mark(self._pageNumber, number))
        if reads is None:
            return f"/{node.tag} <</MCID {number}>> BDC"
        # In Unicode where it is more than ASCII: what the other encoding of PDF does with a soft hyphen depends on which
        # library was imported first.
        text = reads if reads.isascii() else BOM_UTF16_BE + reads.encode("utf-16-be")
        written = PDFString(text, enc="auto" if reads.isascii() else "raw").format(self._doc).decode("latin-1")
        return f"/Span <</MCID {number} /ActualText {written}>> BDC"

    @contextmanager
    def leaf(self, node: Node, reads: str | None = None) -> Iterator[None]:
        """What is drawn meanwhile is the content of the node; inside an artifact or another leaf it belongs to that.

        Parameters:
            node: gets the content.
            reads: what it says to a reader, where that is not what the glyphs are, or are in another order.
        """
        if self._open is not None:
            yield
            return
        self._code.append(self._mark(node, reads))
        self._open = node
        yield
        self._code.append("EMC")
        self._open = None

    @contextmanager
    def artifact(self, properties: str = "") -> Iterator[None]:
        """What is drawn meanwhile is no content, but decoration or a running head. Takes no effect inside a leaf.

        Parameters:
            properties: raw PDF text of the property list, for instance ``/Type /Pagination``.
        """
        if self._open is not None:
            yield
            return
        self._code.append(f"/Artifact <<{properties}>> BDC" if properties else "/Artifact BMC")
        self._open = "artifact"
        yield
        self._code.append("EMC")
        self._open = None

    @contextmanager
    def figure(self, node: Node, box: tuple[float, float, float, float]) -> Iterator[None]:
        """What is drawn meanwhile is a figure.

        Parameters:
            node: the node ``Figure``, with its description.
            box: left, foot, right, top of what it covers, in points in the present coordinates.
        """
        left, foot = self.absolutePosition(*box[:2])
        right, top = self.absolutePosition(*box[2:])
        place = f"/BBox [{left:.2f} {foot:.2f} {right:.2f} {top:.2f}]"
        node.attributes = f"<</O /Layout /Placement /Block {place}>>"
        with self.leaf(node):
            yield

    @property
    def in_artifact(self) -> bool:
        """Whether what is drawn now is no content."""
        return self._open == "artifact"

    # what is drawn

    def drawText(self, aTextObject):
        if self._open is None:
            raise UntaggedContent(f"page {self._pageNumber}: text outside every tag: {aTextObject.getCode()[:120]!r}")
        super().drawText(aTextObject)

    def drawImage(self, *args, **options):
        if self._open is None:
            raise UntaggedContent(f"page {self._pageNumber}: image outside every tag")
        return super().drawImage(*args, **options)

    def doForm(self, name):
        if self._open is None:
            raise UntaggedContent(f"page {self._pageNumber}: form outside every tag")
        return super().doForm(name)

    def stamp(self, name: str, box: tuple[float, float, float, float], paint: Callable[[], None]) -> None:
        """Draw a drawing that recurs: it stands once in the file.

        Parameters:
            name: of the drawing; equal names mean equal drawings.
            box: left, foot, right, top of what it covers, in points.
            paint: draws it, the first time.
        """
        form = name.encode().hex()  # a name in PDF must not hold spaces or brackets
        if not self.hasForm(form):
            self.beginForm(form, *box)
            paint()
            self.endForm()
        self.doForm(form)

    def _addAnnotation(self, annotation, name=None, addtopage=1):
        if not isinstance(annotation, _TaggedLink):
            raise UntaggedContent(f"page {self._pageNumber}: annotation outside every tag")
        return super()._addAnnotation(annotation, name, addtopage)

    def link_to(self, node: Node, key: str, rectangle: tuple[float, float, float, float], description: str) -> None:
        """Make a rectangle a link to a place in the document.

        Parameters:
            node: the node ``Link`` whose text stands in the rectangle.
            key: bookmark of the place.
            rectangle: left, bottom, right, top in points, in the present coordinates.
            description: what a reader hears.
        """
        struct_key = self._new_key()
        annotation = _TaggedLink(
            Rect=self._absRect(rectangle, 1),
            Contents=fonts.one_line(description),
            Destination=self._bookmarkReference(key),
            Border="[0 0 0]",
            F=_PRINTED,
            StructParent=struct_key,
        )
        self._addAnnotation(annotation)
        reference = self._doc.refAnnotation(f"NUMBER{self._annotationCount}")
        self._content.annotations.append((struct_key, node))
        self._content.marks.setdefault(node, []).append(Mark(self._pageNumber, annotation=reference))

    def draw_late(
        self, text: Callable[[], str], x_right: float, y: float, font: str, size: float, colour: tuple[float, float, float]
    ) -> None:
        """Draw a text that is known only when all pages are, such as a page number, right-aligned.

        Parameters:
            text: called when the document is saved.
            x_right: right edge in points.
            y: baseline in points.
            font: name of a registered font.
            size: size in points.
            colour: red, green and blue from 0 to 1.
        """
        if self._open is None:
            raise UntaggedContent(f"page {self._pageNumber}: late text outside every tag")
        self._code.append(f"\x01{len(self._late)}\x01")
        self._late.append((self._pageNumber, text, x_right, y, font, size, colour))

    def page_total(self) -> int:
        """Return the number of pages that are finished; all of them while late texts are drawn."""
        return len(self._doc.Pages.pages)

    def _late_code(self, found: re.Match) -> str:
        _, text, x_right, y, font, size, colour = self._late[int(found[1])]
        words = text()
        drawn = PDFTextObject(self, x_right - self.stringWidth(words, font, size), y)
        drawn.setFont(font, size)
        drawn.setFillColor(colour)
        drawn.textOut(words)
        return drawn.getCode()

    # pages

    def showPage(self):
        if self._open is not None:
            raise UntaggedContent(f"page {self._pageNumber} ends inside a tag")
        self._refuse_stray_painting()
        super().showPage()

    def _refuse_stray_painting(self) -> None:
        depth = 0
        for item in self._code:
            if item == "EMC":
                depth -= 1
            elif item.endswith((" BDC", " BMC")):
                depth += 1
            elif depth == 0 and item.rpartition(" ")[2].strip() in _PAINTING:
                raise UntaggedContent(f"page {self._pageNumber}: painting outside every tag: {item[:120]!r}")

    def _setAnnotations(self, page):
        super()._setAnnotations(page)
        if not isinstance(page, pdfdoc.PDFPage):
            return
        page.__NoDefault__ = pdfdoc.PDFPage.__NoDefault__ + ["StructParents", "Tabs"]
        page.Tabs = PDFName("S")
        page.StructParents = None
        if self._owners:
            page.StructParents = self._new_key()
            self._content.pages.append((page.StructParents, self._owners))
        self._owners = []

    def _new_key(self) -> int:
        self._next_key += 1
        return self._next_key - 1

    # the end

    def save(self):
        if self._code:
            self.showPage()
        document = self._doc
        for page in document.Pages.pages:
            page.stream = _PLACEHOLDER.sub(self._late_code, page.stream)
        self._checkpoint()
        catalogue = document.Catalog
        catalogue.__NoDefault__ = pdfdoc.PDFCatalog.__NoDefault__ + ["OutputIntents"]
        catalogue.MarkInfo = PDFDictionary({"Marked": "true"})
        self.setViewerPreference("DisplayDocTitle", "true")
        catalogue.StructTreeRoot = write_tree(document, self._root, self._content, self._next_key, self._checkpoint)
        catalogue.OutputIntents = PDFArray([document.Reference(self._output_intent())])
        packet = self._packet()
        catalogue.Metadata = pdfdoc.XMP(creator=lambda _: packet)
        super().save()

    def _output_intent(self) -> PDFDictionary:
        profile = PDFStream(PDFDictionary({"N": 3}), self._colour_profile, [pdfdoc.PDFZCompress])
        space = PDFString("sRGB IEC61966-2.1")
        return PDFDictionary(
            {
                "Type": PDFName("OutputIntent"),
                "S": PDFName("GTS_PDFA1"),
                "OutputConditionIdentifier": space,
                "Info": space,
                "DestOutputProfile": self._doc.Reference(profile),
            }
        )

    def _packet(self) -> bytes:
        info = self._doc.info
        return xmp_packet(
            title=info.title,
            author=info.author,
            subject=info.subject,
            language=str(self._doc.Catalog.Lang.s),
            creator=info.creator,
            producer=info.producer,
            keywords=info.keywords,
            moment=self._moment,
        )
