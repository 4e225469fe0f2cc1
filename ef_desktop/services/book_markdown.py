"""A written book as Markdown: plain text that every editor opens. Equal books give equal bytes."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from ef_desktop.domain.words import clean
from ef_desktop.services.written_book import Block, Heading, Listing, Paragraph, Picture, Table

#: Signs that mean something anywhere in a line.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>#|~&])")

#: What makes a list, a rule or a heading of a line that begins with it.
_AT_START = re.compile(r"^(?:([-+](?=[-\s]|$)|=)|(\d+)([.)])(?=\s|$))")


def escaped(text: str) -> str:
    """Return one line of text that Markdown shows as it is."""
    marked = _ANYWHERE.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", marked)


def markdown(blocks: Iterable[Block], *, linked: bool = False) -> str:
    """Return a book as Markdown: headings as in the PDF, tables, lists. No sign in a text becomes a form of its own.

    Parameters:
        blocks: of ``written_book.written``.
        linked: whether the pictures lie beside the text; if not their descriptions stand there.
    """
    return "\n\n".join(part for block in blocks if (part := _block(block, linked))) + "\n"


def _block(block: Block, linked: bool) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {escaped(clean(block.text)) or '–'}"
    if isinstance(block, Paragraph):
        text = _lines(block.text)
        return f"**{text}**" if block.strong and text and "\n" not in text else text
    if isinstance(block, Listing):
        return "\n".join(_item(number, *item, block.numbered) for number, item in enumerate(block.items, 1))
    if isinstance(block, Picture):
        description = escaped(clean(block.description))
        return f"![{description}]({quote(block.name)})" if linked else f"\\[{description}\\]"
    return _table(block)


def _lines(text: str, indent: str = "") -> str:
    """Return a text of more lines: an empty one begins a paragraph, any other is a break in it."""
    kept = [escaped(line) for line in clean(text, lines=True).split("\n")]
    paragraphs = "\n".join(kept).strip("\n")
    broken = re.sub(r"\n{2,}", "\n\n", paragraphs)
    broken = re.sub(r"(?<!\n)\n(?!\n)", "\\\\\n", broken)
    return broken.replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n")


def _item(number: int, text: str, note: str, numbered: bool) -> str:
    mark = f"{number}. " if numbered else "- "
    behind = f" ({escaped(clean(note))})" if note else ""
    return f"{mark}{_lines(text, ' ' * len(mark)) or '–'}{behind}"


def _table(table: Table) -> str:
    rules = ("---:" if column in table.numbers else "---" for column in range(len(table.head)))
    rows = [_row(table.head), "| " + " | ".join(rules) + " |", *map(_row, table.rows)]
    return "\n".join(rows)


def _row(cells: Iterable[str]) -> str:
    texts = ("<br>".join(escaped(line) for line in clean(cell, lines=True).split("\n") if line.strip()) for cell in cells)
    return "| " + " | ".join(texts) + " |"
