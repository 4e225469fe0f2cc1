"""Logical structure of a tagged PDF: a tree of nodes, and how it is written.

Whoever makes the story makes the tree. Drawing only attaches marks (page, number of the marked content) to its nodes, and
the marks live on the canvas, so a tree can be drawn more than once.
"""

from collections.abc import Callable
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFObject, PDFObjectReference, PDFString

from ef_desktop.report import fonts

_NUMBERS_PER_LEAF = 200  # entries in one leaf of the number tree, so that a reader need not load it whole


class Node:
    """An element of the structure tree.

    Attributes:
        tag: standard structure type, for instance ``P`` or ``TH``.
        kids: child elements in reading order.
        attributes: raw PDF text of the attribute dictionaries.
        keep: written even when it has no content, as an empty table cell must be.
        alt: what a reader hears in the place of a figure.
    """

    __slots__ = ("tag", "kids", "parent", "attributes", "keep", "alt")

    def __init__(self, tag: str, *, attributes: str = "", keep: bool = False):
        self.tag = tag
        self.kids: list[Node] = []
        self.parent: Node | None = None
        self.attributes = attributes
        self.keep = keep
        self.alt = ""

    def add(self, tag: str, *, attributes: str = "", keep: bool = False) -> "Node":
        """Return a new last child."""
        kid = Node(tag, attributes=attributes, keep=keep)
        kid.parent = self
        self.kids.append(kid)
        return kid

    def list_of(self, numbering: str) -> "Node":
        """Return a new list as last child. The numbering is ``None``, ``Disc`` or ``Decimal``."""
        return self.add("L", attributes=f"<</O /List /ListNumbering /{numbering}>>")

    def figure(self, alt: str) -> "Node":
        """Return a new figure as last child. The description stands for it wherever it cannot be seen; never empty."""
        if not fonts.one_line(alt):
            raise ValueError("a figure without a description")
        figure = self.add("Figure")
        figure.alt = fonts.one_line(alt)
        return figure

    def head_cell(self, scope: str) -> "Node":
        """Return a new table head cell as last child. The scope is ``Column`` or ``Row``."""
        return self.add("TH", attributes=f"<</O /Table /Scope /{scope}>>", keep=True)


class Mark(NamedTuple):
    """A piece of content that belongs to a node: marked content on a page, or an annotation."""

    page: int
    mcid: int = -1
    annotation: PDFObjectReference | None = None


class Content(NamedTuple):
    """Everything that drawing attached to the tree.

    Attributes:
        marks: the marks of each node, in the order they were drawn.
        pages: per page with content its key in the parent tree and the owner of each number of marked content.
        annotations: per annotation its key in the parent tree and its owner.
    """

    marks: dict[Node, list[Mark]]
    pages: list[tuple[int, list[Node]]]
    annotations: list[tuple[int, Node]]


class _Raw(PDFObject):
    """An indirect object whose text is ready."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b""):
        self.data = data

    def format(self, document) -> bytes:
        return self.data


def write_tree(document, root: Node, content: Content, next_key: int, checkpoint: Callable[[], None]) -> PDFObject:
    """Make the objects of the structure tree.

    Parameters:
        document: the PDFDocument that gets them.
        root: the node ``Document``.
        content: what was drawn.
        next_key: first free key of the parent tree.
        checkpoint: called now and then; may raise to stop.
    Returns:
        the StructTreeRoot, for the catalogue.
    """
    tree_root = _Raw()
    tree_root_ref = document.Reference(tree_root).format(document)
    written = _written_nodes(root, content.marks)
    objects: dict[Node, _Raw] = {}
    references: dict[Node, bytes] = {}
    for count, node in enumerate(written):
        if count % 2000 == 0:
            checkpoint()
        raw = objects[node] = _Raw()
        references[node] = document.Reference(raw).format(document)
    page_references: dict[int, bytes] = {}

    def page_reference(number: int) -> bytes:
        found = page_references.get(number)
        if found is None:
            found = page_references[number] = PDFObjectReference(f"Page{number}").format(document)
        return found

    for count, node in enumerate(written):
        if count % 2000 == 0:
            checkpoint()
        marks = content.marks.get(node, ())
        page = next((mark.page for mark in marks if mark.annotation is None), None)
        kids = []
        for mark in marks:
            if mark.annotation is not None:
                kids.append(b"<</Type /OBJR /Pg %s /Obj %s>>" % (page_reference(mark.page), mark.annotation.format(document)))
            elif mark.page == page:
                kids.append(b"%d" % mark.mcid)
            else:
                kids.append(b"<</Type /MCR /Pg %s /MCID %d>>" % (page_reference(mark.page), mark.mcid))
        kids += [references[kid] for kid in node.kids if kid in references]
        parent = tree_root_ref if node.parent is None else references[node.parent]
        alt = PDFString(node.alt).format(document) if node.alt else b""
        objects[node].data = _element(node, parent, page_reference(page) if page else None, kids, alt)
    tree_root.data = b"<</Type /StructTreeRoot /K %s /ParentTree %s /ParentTreeNextKey %d>>" % (
        references[root],
        _parent_tree(document, content, references),
        next_key,
    )
    return tree_root


def _written_nodes(root: Node, marks: dict[Node, list[Mark]]) -> list[Node]:
    """Return the nodes that have content somewhere below them, or that must be kept, parents before children."""
    order = [root]
    for node in order:
        order.extend(node.kids)
    alive = {root}
    for node in reversed(order):
        if node.keep or node in marks or any(kid in alive for kid in node.kids):
            alive.add(node)
    reachable: list[Node] = [root]
    for node in reachable:
        reachable.extend(kid for kid in node.kids if kid in alive)
    return reachable


def _element(node: Node, parent: bytes, page: bytes | None, kids: list[bytes], alt: bytes) -> bytes:
    lines = [b"<</Type /StructElem /S /%s /P %s" % (node.tag.encode(), parent)]
    if page is not None:
        lines.append(b"/Pg " + page)
    if len(kids) == 1:
        lines.append(b"/K " + kids[0])
    elif kids:
        lines.append(b"/K [" + b" ".join(kids) + b"]")
    if alt:
        lines.append(b"/Alt " + alt)
    if node.attributes:
        lines.append(b"/A [" + node.attributes.encode() + b"]")
    return b"\n".join(lines) + b">>"


def _parent_tree(document, content: Content, references: dict[Node, bytes]) -> bytes:
    numbers = [(key, b"[" + b" ".join(references[owner] for owner in owners) + b"]") for key, owners in content.pages]
    numbers += [(key, references[node]) for key, node in content.annotations]
    numbers.sort()
    leaves = []
    for start in range(0, len(numbers), _NUMBERS_PER_LEAF):
        part = numbers[start : start + _NUMBERS_PER_LEAF]
        body = b"\n".join(b"%d %s" % entry for entry in part)
        leaf = _Raw(b"<</Limits [%d %d] /Nums [%s]>>" % (part[0][0], part[-1][0], body))
        leaves.append(document.Reference(leaf).format(document))
    return document.Reference(_Raw(b"<</Kids [" + b" ".join(leaves) + b"]>>")).format(document)
