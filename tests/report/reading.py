"""Reading a PDF the way a screen reader does: the texts of the structure tree, in its order."""

import re
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name

_MAPPED = re.compile(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]+)>")


@dataclass
class Element:
    """An element of the structure tree with the text of its own marked content."""

    type: str
    text: str = ""
    pages: list[int] = field(default_factory=list)
    kids: list["Element"] = field(default_factory=list)

    def walk(self):
        """Return this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


@dataclass
class Reading:
    """What a reader finds.

    Attributes:
        root: the element Document.
        artifacts: texts that a reader skips.
        pages: number of pages.
    """

    root: Element
    artifacts: list[str]
    pages: int

    def texts(self, *types: str) -> list[str]:
        """Return the texts of all elements, or of those of some types, in reading order."""
        return [element.text for element in self.root.walk() if element.text and (not types or element.type in types)]

    def everything(self) -> str:
        """Return all text in reading order."""
        return " ".join(self.texts())


def plain(text: str) -> str:
    """Return a text without the traces of line breaks: soft hyphens, runs of spaces."""
    return " ".join(text.replace("\u00ad", "").split())


def _to_unicode(font: Dictionary) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    found = _MAPPED.findall(font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in found}


def _page_texts(page: pikepdf.Page, fonts: dict) -> tuple[dict[int, str], list[str]]:
    texts: dict[int, str] = {}
    artifacts: list[str] = []
    marks: list[tuple[str, object]] = []
    font: dict[int, str] = {}

    def show(text: str) -> None:
        if any(kind == "silent" for kind, _ in marks):
            return
        for kind, number in reversed(marks):
            if kind == "content":
                texts[number] = texts.get(number, "") + text
                return
            if kind == "artifact":
                artifacts[-1] += text
                return
        raise AssertionError(f"text outside every mark: {text}")

    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else {}
            if operands[0] == Name.Artifact:
                marks.append(("artifact", None))
                artifacts.append("")
            elif "/MCID" in properties:
                marks.append(("content", int(properties.MCID)))
                if "/ActualText" in properties:
                    show(str(properties.ActualText))
                    marks[-1] = ("silent", None)
            elif "/ActualText" in properties:
                show(str(properties.ActualText))
                marks.append(("silent", None))
            else:
                marks.append(("other", None))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            found = page.obj.Resources.Font[str(operands[0])]
            if found.objgen not in fonts:
                fonts[found.objgen] = _to_unicode(found)
            font = fonts[found.objgen]
        elif name == "Tj":
            show("".join(font[code] for code in bytes(operands[0])))
    return texts, artifacts


def read(source) -> Reading:
    """Read a PDF from a path or a binary file."""
    with pikepdf.open(source) as pdf:
        fonts: dict = {}
        number_of = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        texts: dict[tuple[int, int], str] = {}
        artifacts: list[str] = []
        for number, page in enumerate(pdf.pages, 1):
            found, decoration = _page_texts(page, fonts)
            texts.update({(number, mark): text for mark, text in found.items()})
            artifacts += [plain(text) for text in decoration if text.strip()]

        def element(node: Dictionary, page: int) -> Element:
            page = number_of[node.Pg.objgen] if "/Pg" in node else page
            made = Element(str(node.S)[1:])
            kids = node.get("/K", Array())
            for kid in kids if isinstance(kids, Array) else [kids]:
                if isinstance(kid, int):
                    made.text += texts.get((page, kid), "")
                    made.pages.append(page)
                elif kid.get("/Type") == Name.MCR:
                    place = number_of[kid.Pg.objgen] if "/Pg" in kid else page
                    made.text += texts.get((place, int(kid.MCID)), "")
                    made.pages.append(place)
                elif kid.get("/Type") != Name.OBJR:
                    made.kids.append(element(kid, page))
            made.text = plain(made.text)
            return made

        return Reading(element(pdf.Root.StructTreeRoot.K, 0), artifacts, len(pdf.pages))
