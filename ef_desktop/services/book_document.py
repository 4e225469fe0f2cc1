"""A written book as DOCX, for who must edit it: real headings, tables with repeating heads, a language. Equal books give
equal bytes."""

import io
import re
import zipfile
from datetime import UTC

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ef_desktop.domain.words import clean
from ef_desktop.services.written_book import Block, Heading, Listing, Paragraph, Picture, Table, Written
from ef_desktop.services.written_widths import column_widths

#: The font of the program, and what is read in its place where it is not installed.
_FONT, _OTHER_FONT = "Source Sans 3", "Calibri"
_FONTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f'<w:font w:name="{_FONT}"><w:altName w:val="{_OTHER_FONT}"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    "</w:fonts>"
)

#: The blue of headings and rules, and the grey of notes, as in the PDF.
_BLUE, _GREY = "0C327C", "5A5A5A"

#: Size of notes and of the cells of a table, in points.
_SMALL_SIZE, _CELL_SIZE = 9, 10

_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}

#: Size in points and space before of the headings, the title of the book first.
_HEADINGS = (("Title", 30, 30), ("Heading 1", 20, 24), ("Heading 2", 15, 16), ("Heading 3", 12, 10), ("Heading 4", 11, 8))

#: Every part of the file has this moment, so that equal books give equal bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)

#: Width of the text on the page, in twentieths of a point.
_TEXT_WIDTH = 9072

#: Headings of this level stand in the contents, as in the PDF.
_CONTENTS = 2

#: Letters of a title in the contents and in the foot of the page; the whole title stands in the text.
_LONGEST_ENTRY, _LONGEST_IN_FOOT = 160, 60

#: Most of a picture on the page, in points: the width of the text, and somewhat under half its height.
_WIDEST, _TALLEST = _TEXT_WIDTH / 20, 324.0

#: Points of a pixel of a picture that need not be made smaller.
_PIXEL = 0.75


def document(book: Written) -> bytes:
    """Return a book as DOCX. Its properties hold no name of a person."""
    made = _Document(book)
    made.add(book.cover)
    for block in book.blocks:
        made.add(block)
    return made.saved()


class _Document:
    def __init__(self, book: Written) -> None:
        self._book = book
        self._document = Document()
        self._end = self._document.element.body[-1]
        self._marks = 0
        self._headings = [block for block in book.blocks if isinstance(block, Heading) and block.level == _CONTENTS]
        self._told = False
        self._properties()
        self._styles()
        self._page()

    def _properties(self) -> None:
        properties = self._document.core_properties
        moment = self._book.edition.astimezone(UTC).replace(tzinfo=None)
        properties.title = clean(self._book.title)[:255]
        properties.subject = clean(self._book.subject)[:255]
        properties.author = properties.last_modified_by = clean(self._book.author)[:255]
        properties.comments = properties.keywords = ""
        properties.language = _LANGUAGES[self._book.language]
        properties.created = properties.modified = moment
        settings = self._document.settings.element
        settings.find(qn("w:defaultTabStop")).addnext(_element("w:autoHyphenation"))
        package = self._document.part.package
        # The picture of an empty page that the template brings along.
        for key, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):
                del package.rels[key]

    def _styles(self) -> None:
        styles = self._document.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        _set(defaults, "w:lang", val=_LANGUAGES[self._book.language])
        _set_font(defaults)
        normal = styles["Normal"]
        _set_font(normal.element.get_or_add_rPr())
        normal.font.size = Pt(11)
        normal.paragraph_format.space_after = Pt(6)
        for name, size, before in _HEADINGS:
            style = styles[name]
            _set_font(style.element.get_or_add_rPr())
            style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
            style.font.color.rgb = RGBColor.from_string(_BLUE)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
            style.paragraph_format.keep_with_next = True
        # The rule under the title is of another blue.
        borders = styles["Title"].element.pPr.find(qn("w:pBdr"))
        if borders is not None:
            styles["Title"].element.pPr.remove(borders)

    def _page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        named = " · ".join(_shortened(text, _LONGEST_IN_FOOT) for text in (self._book.title, self._book.subject))
        foot._p.append(_run(f"{named} ·", small=True))
        foot._p[-1].find(qn("w:t")).text += " "
        for part in (_mark("begin"), _instruction("PAGE"), _mark("separate"), _run("1", small=True), _mark("end")):
            if part.find(qn("w:rPr")) is None:
                part.insert(0, _small())
            foot._p.append(part)

    def add(self, block: Block) -> None:
        """Add a part of the book at the end."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            for text in re.split(r"\n{2,}", clean(block.text, lines=True)):
                self._put(_paragraph(_run(text, small=block.small, strong=block.strong)))
        elif isinstance(block, Listing):
            self._listing(block)
        elif isinstance(block, Picture):
            self._picture(block)
        else:
            self._table(block)

    def _put(self, part) -> None:
        self._end.addprevious(part)

    def _heading(self, heading: Heading) -> None:
        if heading.level == _CONTENTS and not self._told:
            self._contents()
        style = "Title" if heading.level == 1 else f"Heading{heading.level - 1}"
        run = _run(heading.text)
        if heading.level == _CONTENTS:
            mark = str(self._marks)
            start = _element("w:bookmarkStart", id=mark, name=_bookmark(self._marks))
            self._put(_paragraph(start, run, _element("w:bookmarkEnd", id=mark), style=style, new_page=heading.new_page))
            self._marks += 1
        else:
            self._put(_paragraph(run, style=style))

    def _contents(self) -> None:
        """A field that Word brings up to date, filled already with links to the headings."""
        self._told = True
        self._put(_paragraph(_run(self._book.contents, strong=True), new_page=True))
        lines = []
        for number, heading in enumerate(self._headings):
            link = _element("w:hyperlink", anchor=_bookmark(number), history="1")
            link.append(_run(_shortened(heading.text, _LONGEST_ENTRY)))
            lines.append(_paragraph(link, after=2))
        before = lines[0].find(qn("w:hyperlink"))
        for part in (_mark("begin"), _instruction('TOC \\o "1-1" \\h \\u'), _mark("separate")):
            before.addprevious(part)
        lines[-1].append(_mark("end"))
        for line in lines:
            self._put(line)

    def _listing(self, listing: Listing) -> None:
        style, number = ("ListNumber", self._new_numbers()) if listing.numbered else ("ListBullet", None)
        for text, note in listing.items:
            runs = [_run(text)]
            if note:
                runs += [_element("w:r"), _run(note, small=True)]
                runs[1].append(_element("w:br"))
            self._put(_paragraph(*runs, style=style, number=number))

    def _new_numbers(self) -> int:
        """Return numbers that begin at 1 again."""
        numbering = self._document.part.numbering_part.element
        usual = self._document.styles["List Number"].element.pPr.numPr.numId.val
        made = numbering.add_num(numbering.num_having_numId(usual).abstractNumId.val)
        made.add_lvlOverride(0).add_startOverride(1)
        return made.numId

    def _picture(self, block: Picture) -> None:
        scale = min(_WIDEST / block.width, _TALLEST / block.height, _PIXEL)
        size = [Pt(side * scale) for side in (block.width, block.height)]
        shape = self._document.part.new_pic_inline(io.BytesIO(block.data), *size)
        # The description is all that who cannot see the picture gets of it.
        shape.docPr.set("descr", clean(block.description))
        # Without these some programs leave room of their own around it.
        for side in ("distT", "distB", "distL", "distR"):
            shape.set(side, "0")
        run, drawing = _element("w:r"), _element("w:drawing")
        drawing.append(shape)
        run.append(drawing)
        self._put(_paragraph(run))

    def _table(self, block: Table) -> None:
        table, properties, grid = _element("w:tbl"), _element("w:tblPr"), _element("w:tblGrid")
        # In the order of the file format; the caption is for who cannot see the table.
        widths = column_widths(block, _TEXT_WIDTH)
        properties.append(_element("w:tblW", w=str(_TEXT_WIDTH), type="dxa"))
        properties.append(_borders())
        properties.append(_element("w:tblLayout", type="fixed"))
        properties.append(_margins())
        properties.append(_look(block.first_is_head))
        properties.append(_element("w:tblCaption", val=clean(block.title)[:255]))
        for width in widths:
            grid.append(_element("w:gridCol", w=str(width)))
        table.extend((properties, grid, _row(block, block.head, widths, head=True)))
        table.extend(_row(block, row, widths) for row in block.rows)
        self._put(table)
        self._put(_paragraph(after=0))

    def saved(self) -> bytes:
        """Return the file."""
        data = io.BytesIO()
        self._document.save(data)
        return _steady(data.getvalue())


def _steady(data: bytes) -> bytes:
    """Return the same package, with one moment in all of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            # The system that wrote it says nothing, and would make the bytes differ.
            info.create_system = 3
            target.writestr(info, _FONTS.encode("utf-8") if name == "word/fontTable.xml" else source.read(name))
    return made.getvalue()


def _row(block: Table, cells: tuple[str, ...], widths: tuple[int, ...], *, head: bool = False):
    row, properties = _element("w:tr"), _element("w:trPr")
    properties.append(_element("w:cantSplit"))
    if head:
        properties.append(_element("w:tblHeader"))
    row.append(properties)
    for column, (text, width) in enumerate(zip(cells, widths, strict=True)):
        cell, look = _element("w:tc"), _element("w:tcPr")
        look.append(_element("w:tcW", w=str(width), type="dxa"))
        if head:
            look.append(_head_rule())
        run = _run(text, strong=head or (block.first_is_head and column == 0), size=_CELL_SIZE)
        # The head of a table never stands alone at the foot of a page.
        cell.extend((look, _paragraph(run, after=0, right=column in block.numbers, with_next=head)))
        row.append(cell)
    return row


def _paragraph(
    *parts,
    style: str = "",
    new_page: bool = False,
    number: int | None = None,
    after: float | None = None,
    right: bool = False,
    with_next: bool = False,
):
    """Return a paragraph: its style, numbers, space after in points."""
    made, look = _element("w:p"), _element("w:pPr")
    if style:
        look.append(_element("w:pStyle", val=style))
    if with_next:
        look.append(_element("w:keepNext"))
    if new_page:
        look.append(_element("w:pageBreakBefore"))
    if number is not None:
        numbers = _element("w:numPr")
        numbers.extend((_element("w:ilvl", val="0"), _element("w:numId", val=str(number))))
        look.append(numbers)
    if after is not None:
        look.append(_element("w:spacing", after=str(round(after * 20))))
    if right:
        look.append(_element("w:jc", val="right"))
    if len(look):
        made.append(look)
    made.extend(parts)
    return made


def _run(text: str, *, small: bool = False, strong: bool = False, size: float = 0):
    run, look = _element("w:r"), _small() if small else _element("w:rPr")
    if strong:
        look.insert(0, _element("w:b"))
    if size:
        look.append(_element("w:sz", val=str(round(size * 2))))
    if len(look):
        run.append(look)
    for number, line in enumerate(clean(text, lines=True).split("\n")):
        if number:
            run.append(_element("w:br"))
        words = _element("w:t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
    return run


def _small():
    """Return the look of a note."""
    look = _element("w:rPr")
    look.extend((_element("w:color", val=_GREY), _element("w:sz", val=str(_SMALL_SIZE * 2))))
    return look


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _element(tag: str, /, **attributes: str):
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _set(parent, tag: str, /, **attributes: str) -> None:
    found = parent.find(qn(tag))
    if found is None:
        found = _element(tag)
        parent.append(found)
    for key in list(found.attrib):
        del found.attrib[key]
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), value)


def _set_font(properties) -> None:
    fonts = properties.get_or_add_rFonts() if hasattr(properties, "get_or_add_rFonts") else properties.find(qn("w:rFonts"))
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _mark(kind: str):
    run = _element("w:r")
    run.append(_element("w:fldChar", fldCharType=kind))
    return run


def _instruction(words: str):
    run, text = _element("w:r"), _element("w:instrText")
    text.text = words
    run.append(text)
    return run


def _borders():
    made = _element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        made.append(_element(f"w:{side}", val="single", sz="4", space="0", color="C9CED6"))
    return made


def _margins():
    """Return the room within the cells of a table."""
    made = _element("w:tblCellMar")
    for side, room in (("top", 50), ("left", 60), ("bottom", 50), ("right", 120)):
        made.append(_element(f"w:{side}", w=str(room), type="dxa"))
    return made


def _shortened(text: str, longest: int) -> str:
    text = " ".join(clean(text).split())
    return text if len(text) <= longest else text[:longest].rstrip() + "…"


def _look(first_column: bool):
    return _element("w:tblLook", firstRow="1", lastRow="0", firstColumn=str(int(first_column)), lastColumn="0", noHBand="1", noVBand="1")


def _head_rule():
    made = _element("w:tcBorders")
    made.append(_element("w:bottom", val="single", sz="12", space="0", color=_BLUE))
    return made
