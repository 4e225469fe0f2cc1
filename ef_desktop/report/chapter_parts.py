"""What every chapter of a report is made of: its opening, headings that do not stand alone, texts and lists."""

from collections.abc import Iterable, Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from ef_desktop.report import fonts, styles
from ef_desktop.report.blocks import Gap, Row, Text
from ef_desktop.report.document import NewChapter
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import BODY_HEIGHT, LINE, MEASURE
from ef_desktop.report.words import Words

_MARK = 13.0  # from the mark of a list to its text
_NUMBER = 18.0  # room for the number of an item
_NEARLY_ALL = 0.7 * BODY_HEIGHT
_LONGEST_OUTLINE = 160  # characters of a title among the bookmarks of a reader


def chapter_key(chapter_id: str) -> str:
    """Return the bookmark of a chapter."""
    return f"chapter-{chapter_id}"


def bullet(text: str, items: Node, words: Words) -> Row:
    """Return a text of a list with its mark before it; the lines of the text stand under each other.

    Parameters:
        items: the node of the list.
    """
    item = items.add("LI")
    cells = [Text("•", styles.CELL, item.add("Lbl"), words.language), Text(text, styles.CELL, item.add("LBody"), words.language)]
    return Row(cells, [(0.0, _MARK), (_MARK, MEASURE - _MARK)], rule=None)


class Section:
    """A chapter that is being written.

    Parameters:
        root: the node ``Document``.
        words: the language.
    Attributes:
        node: the node of the chapter.
        words: the language.
    """

    def __init__(self, root: Node, words: Words) -> None:
        self.node = root.add("Sect")
        self.words = words

    def opening(self, title: str, key: str, left_out: str = "") -> Iterator[Flowable]:
        """Begin with the title and what is not in the chapter: on a new page, unless the chapter before left nearly all of this one."""
        yield CondPageBreak(_NEARLY_ALL)
        yield Gap(3 * LINE)
        yield NewChapter(title)
        outline = fonts.one_line(title)[:_LONGEST_OUTLINE]
        yield Text(title, styles.CHAPTER, self.node.add("H2"), self.words.language, key=key, outline=outline)
        yield from self.notes(left_out)

    def heading(self, title: str, *, key: str | None = None, need: float = 5 * LINE) -> Iterator[Flowable]:
        """Begin a part of the chapter; below its heading there is room for so many points."""
        style = styles.SECTION
        yield CondPageBreak(style.before + style.leading + style.after + need)
        yield Text(title, style, self.node.add("H3"), self.words.language, key=key)

    def text(self, text: str, style: styles.Style = styles.BODY) -> Text:
        """Return a paragraph."""
        return Text(text, style, self.node.add("P"), self.words.language)

    def paragraphs(self, texts: Iterable[str], style: styles.Style = styles.BODY) -> Iterator[Text]:
        """Return the texts that say something, each as a paragraph."""
        return (self.text(text, style) for text in texts if text.strip())

    def notes(self, *texts: str) -> Iterator[Text]:
        """Return small notes; an empty one is none."""
        return self.paragraphs(texts, styles.SMALL)

    def bullets(self, texts: Iterable[str]) -> Iterator[Row]:
        """Return texts as a list."""
        items = None
        for text in texts:
            if items is None:
                items = self.node.list_of("Disc")
            yield bullet(text, items, self.words)

    def numbered(self, texts: Sequence[str]) -> Iterator[Row]:
        """Return texts as a list with numbers."""
        if not texts:
            return
        items = self.node.list_of("Decimal")
        for number, text in enumerate(texts, 1):
            item = items.add("LI")
            label = Text(f"{self.words.number(number)}.", styles.CELL_STRONG, item.add("Lbl"), self.words.language)
            said = Text(text, styles.CELL, item.add("LBody"), self.words.language)
            yield Row([label, said], [(0.0, _NUMBER), (_NUMBER + 4, MEASURE - _NUMBER - 4)], rule=None)
