"""A check of a finished PDF, independent of what wrote it: tagged as PDF/UA-1 wants, kept as PDF/A-2a wants.

It finds what goes wrong most easily (pages outside the tree, tables without heads, fonts that are not embedded); it is no
full validator. Names of findings begin with the clause that is broken.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name

_TYPES = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table "
    "TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form".split()
)
_PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "LI": {"L"},
    "Lbl": {"LI", "TOCI", "Note"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
_KIDS = {"TOC": {"TOC", "TOCI", "Caption"}, "L": {"LI", "L", "Caption"}, "TR": {"TH", "TD"}}
_SHOWING = frozenset(("Tj", "TJ", "'", '"', "Do", "sh", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "INLINE IMAGE"))
_OPERATORS = " ".join(sorted({"BDC", "BMC", "EMC", "k", "K", "BI", "ID", "EI", *_SHOWING} - {"INLINE IMAGE"}))
_PRINTED = 4
_XMP = {
    "A 6.6.4 no PDF/A part 2": r"<pdfaid:part>2<",
    "A 6.6.4 no conformance level A": r"<pdfaid:conformance>A<",
    "UA 5 no PDF/UA part 1": r"<pdfuaid:part>1<",
    "A 6.6.2.3 no extension schema": r"pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<",
    "UA 7.1 no title in the metadata": r"<dc:title>.*?<rdf:li[^>]*>[^<]+<",
}


def check_pdf(source: Path | BinaryIO) -> list[str]:
    """Return what is wrong with a PDF, at most once each; an empty list when nothing was found.

    Parameters:
        source: path, or a binary file at its start.
    """
    raw = source.read_bytes() if isinstance(source, Path) else source.read()
    if not isinstance(source, Path):
        source.seek(0)
    findings = ["A 6.1.7.1 no line end before endstream"] if re.search(rb"[^\r\n]endstream", raw) else []
    with pikepdf.open(source) as pdf:
        findings += _check_catalogue(pdf)
        if "/StructTreeRoot" in pdf.Root:
            tree = _Tree(pdf)
            findings += tree.findings
            for number, page in enumerate(pdf.pages, 1):
                findings += (f"page {number}: {finding}" for finding in _check_page(page, tree))
        findings += _check_resources(pdf)
    return list(dict.fromkeys(findings))


def _check_catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if pdf.is_encrypted:
        yield "A 6.1.3 encrypted"
    if "/ID" not in pdf.trailer:
        yield "A 6.1.3 no file identifier"
    for key in ("/JavaScript", "/AA", "/OpenAction"):
        if key in root:
            yield f"A 6.5 {key[1:]} in the catalogue"
    if not str(root.get("/Lang", "")):
        yield "UA 7.2 no language"
    if not (root.get("/MarkInfo") and bool(root.MarkInfo.get("/Marked", False))):
        yield "UA 6.2 not marked as tagged"
    elif bool(root.MarkInfo.get("/Suspects", False)):
        yield "UA 7.1 suspects"
    if not (root.get("/ViewerPreferences") and bool(root.ViewerPreferences.get("/DisplayDocTitle", False))):
        yield "UA 7.1 title is not displayed"
    intents = root.get("/OutputIntents")
    if not intents or intents[0].get("/S") != Name.GTS_PDFA1:
        yield "A 6.2.3 no output intent"
    packet = root.Metadata.read_bytes().decode("utf-8") if "/Metadata" in root else ""
    yield from (finding for finding, pattern in _XMP.items() if not re.search(pattern, packet, re.DOTALL))
    if "/StructTreeRoot" not in root:
        yield "UA 7.1 no structure tree"


def _kids(element: Dictionary) -> list:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _attributes(element: Dictionary) -> list[Dictionary]:
    found = element.get("/A")
    if found is None:
        return []
    return [entry for entry in (found if isinstance(found, Array) else [found]) if isinstance(entry, Dictionary)]


def _type(element: Dictionary) -> str:
    return str(element.S)[1:]


class _Tree:
    """The structure tree, read once.

    Attributes:
        owners: element of each piece of marked content, by page and number.
        links: element of each annotation.
        parents: the parent tree.
        findings: what is wrong with the tree itself.
    """

    def __init__(self, pdf: pikepdf.Pdf):
        root = pdf.Root.StructTreeRoot
        self.owners: dict[tuple, Dictionary] = {}
        self.links: dict[tuple, Dictionary] = {}
        self.findings: list[str] = []
        self.parents: dict = {}
        self._headings: list[int] = []
        self._roles = root.get("/RoleMap", {})
        if "/ParentTree" in root:
            self.parents = dict(pikepdf.NumberTree(root.ParentTree).items())
        else:
            self.findings.append("UA 7.1 no parent tree")
        self._read(root)
        self._check_headings()

    def _read(self, root: Dictionary) -> None:
        waiting = [(element, "", None) for element in reversed(_kids(root))]
        while waiting:
            element, parent, page = waiting.pop()
            self._check_element(element, parent)
            page = element.Pg.objgen if "/Pg" in element else page
            elements = []
            for kid in _kids(element):
                if isinstance(kid, int):
                    self.owners[page, kid] = element
                elif kid.get("/Type") == Name.MCR:
                    self.owners[(kid.get("/Pg") or element.Pg).objgen, int(kid.MCID)] = element
                elif kid.get("/Type") == Name.OBJR:
                    self.links[kid.Obj.objgen] = element
                else:
                    if "/P" not in kid or kid.P.objgen != element.objgen:
                        self.findings.append(f"UA 7.1 {_type(kid)} does not know its parent")
                    elements.append((kid, _type(element), page))
            waiting += reversed(elements)

    def _check_element(self, element: Dictionary, parent: str) -> None:
        kind = _type(element)
        if kind not in _TYPES and f"/{kind}" not in self._roles:
            self.findings.append(f"UA 7.1 unknown structure type {kind}")
        if parent not in _PARENTS.get(kind, {parent}) or kind not in _KIDS.get(parent, {kind}):
            self.findings.append(f"UA 7.2 {kind} in {parent}")
        if kind in ("Figure", "Formula") and not str(element.get("/Alt", element.get("/ActualText", ""))).strip():
            self.findings.append(f"UA 7.3 {kind} without alternative text")
        if kind == "Note" and "/ID" not in element:
            self.findings.append("UA 7.9 Note without ID")
        if kind == "TH" and not any("/Scope" in entry for entry in _attributes(element)):
            self.findings.append("UA 7.5 TH without Scope")
        if kind == "Table":
            self._check_table(element)
        if re.fullmatch("H[1-6]", kind):
            self._headings.append(int(kind[1]))

    def _check_headings(self) -> None:
        if not self._headings:
            self.findings.append("own: no headings")
        for before, level in zip([0, *self._headings], self._headings, strict=False):
            if level > before + 1:
                self.findings.append(f"UA 7.4.2 H{level} after H{before}")

    def _check_table(self, table: Dictionary) -> None:
        taken: set[tuple[int, int]] = set()
        rows = list(_rows(table))
        for y, row in enumerate(rows):
            x = 0
            for cell in _kids(row):
                while (x, y) in taken:
                    x += 1
                across, down = (
                    max([1, *(int(entry.get(key, 1)) for entry in _attributes(cell))]) for key in ("/ColSpan", "/RowSpan")
                )
                taken.update((x + right, y + below) for right in range(across) for below in range(down))
        widths = [0] * len(rows)
        for _, y in taken:
            if y < len(rows):
                widths[y] += 1
        if len(set(widths)) > 1:
            self.findings.append("UA 7.2 rows of different length")


def _rows(element: Dictionary) -> Iterator[Dictionary]:
    for kid in _kids(element):
        if _type(kid) == "TR":
            yield kid
        elif _type(kid) in ("THead", "TBody", "TFoot"):
            yield from _rows(kid)


def _check_page(page: pikepdf.Page, tree: _Tree) -> Iterator[str]:
    key = page.obj.get("/StructParents")
    owners = tree.parents.get(int(key)) if key is not None else None
    open_marks: list[str] = []
    seen: set[int] = set()
    drawings = page.obj.get("/Resources", {}).get("/XObject", {})
    for operands, operator in pikepdf.parse_content_stream(page, _OPERATORS):
        name = str(operator)
        if name == "Do" and not (isinstance(operands[0], Name) and str(operands[0]) in drawings):
            yield "A 6.2.2 a drawing is missing"
        if name in ("BDC", "BMC"):
            tag = str(operands[0])[1:]
            properties = operands[1] if name == "BDC" else None
            number = int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None
            if number is not None:
                if number in seen:
                    yield f"UA 7.1 marked content {number} twice"
                seen.add(number)
                reads = "/ActualText" in properties  # a piece that says something else stands in a span of its own
                yield from _check_mark(page, tree, owners, number, "" if tag == "Span" and reads else tag)
                if "artifact" in open_marks:
                    yield "UA 7.1 content in an artifact"
            elif tag == "Artifact" and "content" in open_marks:
                yield "UA 7.1 artifact in content"
            open_marks.append("artifact" if tag == "Artifact" else "content" if number is not None else "other")
        elif name == "EMC":
            if not open_marks:
                yield "UA 7.1 end of marked content without beginning"
            else:
                open_marks.pop()
        elif name in _SHOWING and not {"artifact", "content"} & set(open_marks):
            yield f"UA 7.1 {name} outside every tag"
        elif name in ("k", "K"):
            yield "A 6.2.4.3 CMYK"
    if open_marks:
        yield "UA 7.1 marked content without end"
    yield from _check_annotations(page, tree)


def _check_mark(page: pikepdf.Page, tree: _Tree, owners: Array | None, number: int, tag: str) -> Iterator[str]:
    element = tree.owners.get((page.obj.objgen, number))
    if element is None:
        yield f"UA 7.1 marked content {number} outside the tree"
        return
    if tag and _type(element) != tag:
        yield f"own: {tag} belongs to {_type(element)}"
    if owners is None or number >= len(owners) or owners[number].objgen != element.objgen:
        yield f"UA 7.1 parent tree is wrong about {number}"


def _check_annotations(page: pikepdf.Page, tree: _Tree) -> Iterator[str]:
    annotations = page.obj.get("/Annots", [])
    if len(annotations) and page.obj.get("/Tabs") != Name.S:
        yield "UA 7.18.3 annotations without tab order"
    for annotation in annotations:
        if not int(annotation.get("/F", 0)) & _PRINTED:
            yield "A 6.3.2 annotation that is not printed"
        if not str(annotation.get("/Contents", "")).strip():
            yield "UA 7.18.5 link without description"
        element = tree.links.get(annotation.objgen)
        if element is None or _type(element) != "Link":
            yield "UA 7.18.5 link outside Link"
        key = annotation.get("/StructParent")
        parent = tree.parents.get(int(key)) if key is not None else None
        if parent is None or element is None or parent.objgen != element.objgen:
            yield "UA 7.18.5 link without place in the parent tree"


def _check_resources(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary | pikepdf.Stream):
            continue
        if thing.get("/Type") == Name.Font and thing.get("/Subtype") != Name.Type0:
            descriptor = thing.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"A 6.2.11.4 font {thing.get('/BaseFont')} is not embedded"
            if "/ToUnicode" not in thing and "/CIDSystemInfo" not in thing:
                yield f"A 6.2.11.7 font {thing.get('/BaseFont')} has no text"
        if thing.get("/Subtype") == Name.Image:
            if thing.get("/Interpolate"):
                yield "A 6.2.8 interpolated image"
            if thing.get("/ColorSpace") == Name.DeviceCMYK:
                yield "A 6.2.4.3 CMYK image"


def main(paths: list[str]) -> int:
    """Print the findings of each file; return 1 when there were any."""
    found = False
    for path in paths:
        findings = check_pdf(Path(path))
        found = found or bool(findings)
        print(f"{path}: {'; '.join(findings) or 'nothing found'}")
    return int(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
