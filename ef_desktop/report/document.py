"""Laying a story out on pages: page templates, running heads, progress and cancelling."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pikepdf
from reportlab import rl_config
from reportlab.platypus import ActionFlowable, BaseDocTemplate, CondPageBreak, Flowable, Frame, PageBreak, PageTemplate

from ef_desktop.domain.errors import Cancelled
from ef_desktop.paths import resource
from ef_desktop.report import fonts
from ef_desktop.report.blocks import Gap, Row, Text
from ef_desktop.report.characters import named
from ef_desktop.report.lines import break_lines, text_width
from ef_desktop.report.pen import draw_lines
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import (
    BODY_HEIGHT,
    COVER_BOTTOM,
    COVER_HEIGHT,
    FOOT,
    HEAD,
    MARGIN_BOTTOM,
    MARGIN_SIDE,
    MEASURE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Style,
    palette,
)
from ef_desktop.report.tagging import TaggedCanvas
from ef_desktop.report.words import Words

rl_config.useA85 = 0  # the text form of streams makes a file a quarter larger and has no use

COVER, INSIDE = "cover", "inside"
_AHEAD = 64  # blocks of the story that are kept ready; the rest is made when it is needed
_FOOT_STYLE = Style(size=10.125, ink="ink2")
_HEAD_STYLE = Style(size=9, ink="ink3")
_SLACK = 0.01
_SMALL = BODY_HEIGHT / 4  # two rows that are not taller than this stay together at the end of a table
_CREATOR = "Excellent Faciliteren"


def _is_heading(block: Flowable) -> bool:
    return isinstance(block, Text | Row) and block.is_heading()


def _leads(block: Flowable) -> bool:
    """Return whether a block is nothing without the one that follows."""
    return _is_heading(block) or isinstance(block, ActionFlowable | Gap | CondPageBreak)


def _fits_with_next(blocks: list[Flowable], frame: Frame, canvas: TaggedCanvas) -> bool:
    """Return whether the headings at the beginning of these blocks and a part of what follows have room in the frame."""
    room, before = frame._y - frame._y1p, frame._prevASpace
    for block in blocks:
        if isinstance(block, PageBreak) or block is None:
            return True  # the end of a chapter: it stands there as it was meant
        if isinstance(block, ActionFlowable):
            continue
        if isinstance(block, CondPageBreak):
            if room < block.height:
                return False
            continue
        space = block.getSpaceBefore()
        height = block.wrapOn(canvas, MEASURE, room)[1]
        used = max(0.0, space - before) + height
        if not _leads(block):
            return used <= room + _SLACK or bool(block.splitOn(canvas, MEASURE, room - space))
        if used > room:
            return False
        room -= used + block.getSpaceAfter()
        before = block.getSpaceAfter()
    return True


class NewChapter(ActionFlowable):
    """Tells the running head which chapter this page opens."""

    def __init__(self, title: str):
        super().__init__()
        self._title = fonts.one_line(title)

    def apply(self, doc):
        doc.open_chapter(self._title)


class Progress:
    """How far the work is, and whether it must stop.

    Parameters:
        total: number of steps.
        report: called with steps done and total; may be None.
        cancelled: asked now and then; may be None.
    """

    def __init__(self, total: int, report: Callable[[int, int], None] | None, cancelled: Callable[[], bool] | None):
        self._total = total
        self._done = 0
        self._report = report
        self._cancelled = cancelled

    def step(self) -> None:
        """One more step is done."""
        self._done += 1
        if self._report:
            self._report(self._done, self._total)

    def checkpoint(self) -> None:
        """Stop here when that was asked.

        Raises:
            Cancelled: the user wants to stop.
        """
        if self._cancelled and self._cancelled():
            raise Cancelled


class ReportDocument(BaseDocTemplate):
    """A document of a cover and pages with a running head and foot.

    Parameters:
        words: the language.
        title: of the document.
        author: who made it.
        subject: what it is about.
        progress: asked at each block whether to go on.
    """

    def __init__(self, words: Words, *, title: str, author: str, subject: str, progress: Progress):
        fonts.font(fonts.REGULAR)
        super().__init__(
            BytesIO(),
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=fonts.one_line(title),
            author=fonts.one_line(author),
            subject=fonts.one_line(subject),
            creator=_CREATOR,
            producer=_CREATOR,
            keywords="",
            lang={"nl": "nl-NL", "en": "en-GB"}[words.language],
            initialFontName=fonts.REGULAR,
            pageCompression=1,
        )
        self._words = words
        self._progress = progress
        self._chapter = self._head = ""
        self._foot = named(fonts.one_line(title), words.language)
        self._kept: Flowable | None = None
        frame = partial(Frame, MARGIN_SIDE, width=MEASURE, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        self.addPageTemplates(
            [
                PageTemplate(COVER, [frame(y1=COVER_BOTTOM, height=COVER_HEIGHT)]),
                PageTemplate(INSIDE, [frame(y1=MARGIN_BOTTOM, height=BODY_HEIGHT)], onPageEnd=self._running_heads),
            ]
        )

    def typeset(self, story: Iterable[Flowable], root: Node, moment: datetime, out: BinaryIO | Path) -> None:
        """Lay out the story and write the file.

        The finished document passes through qpdf, which packs the objects of the structure tree: a third of the size.

        Parameters:
            story: the blocks; taken bit by bit, so that a long book needs little memory.
            root: the node ``Document`` of the story.
            out: path or binary file.
            moment: date of the document, with time zone.
        Raises:
            Cancelled: the user wants to stop; nothing was written.
        """
        self._story = iter(story)
        canvas = partial(
            TaggedCanvas,
            root=root,
            colour_profile=resource("color", "srgb.icc").read_bytes(),
            moment=moment,
            checkpoint=self._progress.checkpoint,
        )
        self._ready = list(islice(self._story, _AHEAD))
        self.build(self._ready, canvasmaker=canvas)
        self._progress.checkpoint()
        self._let_go(root)
        packed = BytesIO()
        with pikepdf.open(self.filename) as pdf:
            pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, preserve_pdfa=True, deterministic_id=True)
        # By way of the memory: an error of the disk inside pikepdf's own writing would end the whole process.
        if isinstance(out, Path):
            out.write_bytes(packed.getbuffer())
        else:
            out.write(packed.getbuffer())

    def _let_go(self, root: Node) -> None:
        """Forget what the pages were made of: packing takes as much memory once again. It goes round in circles, which nothing
        else would take apart in time."""
        nodes = [root]
        while nodes:
            node = nodes.pop()
            nodes += node.kids
            node.parent = None
        for made in (self.canv._doc, self.canv):
            made.__dict__.clear()

    def filterFlowables(self, flowables):
        self._progress.checkpoint()
        if flowables is self._ready and len(flowables) < _AHEAD:
            flowables.extend(islice(self._story, _AHEAD))
        if flowables and flowables is self._ready and _is_heading(flowables[0]) and not self.frame._atTop:
            self._keep_heading(flowables)
        elif flowables is self._ready and not self.frame._atTop and self._leaves_one(flowables):
            flowables.insert(0, PageBreak())

    def _keep_heading(self, flowables: list[Flowable]) -> None:
        """Begin a new page where a heading would stand alone at the foot of this one."""
        if self._kept is not None and any(block is self._kept for block in flowables):
            return  # it came along with a heading before it
        self._kept = next((block for block in flowables if not _leads(block)), None)
        if not _fits_with_next(flowables, self.frame, self.canv):
            flowables.insert(0, PageBreak())

    def _leaves_one(self, flowables: list[Flowable]) -> bool:
        """Return whether the first row stays here while the one after it, the last of its table, goes to the next page alone."""
        if len(flowables) < 2 or not all(isinstance(block, Row) for block in flowables[:2]):
            return False
        row, last = flowables[:2]
        ends = len(flowables) == 2 or not (isinstance(flowables[2], Row) and flowables[2].follows(last))
        if row.is_first() or not last.follows(row) or not ends:
            return False
        room = self.frame._y - self.frame._y1p
        height, after = (block.wrapOn(self.canv, MEASURE, room)[1] for block in (row, last))
        return height <= room + _SLACK < height + after <= _SMALL and not last.splitOn(self.canv, MEASURE, room - height)

    def open_chapter(self, title: str) -> None:
        """A chapter begins here; the following pages carry its title. Above a page that it opens stands nothing."""
        self._chapter = named(title, self._words.language)
        if self.frame._atTop:
            self._head = ""

    def _running_heads(self, canvas: TaggedCanvas, _document) -> None:
        right = PAGE_WIDTH - MARGIN_SIDE
        ink = palette()[_FOOT_STYLE.ink]
        if self._head:
            with canvas.artifact("/Type /Pagination /Subtype /Header /Attached [/Top]"):
                self._draw_fitting(canvas, self._head, HEAD, _HEAD_STYLE, MEASURE)
        self._head = self._chapter
        page = canvas.getPageNumber()
        with canvas.artifact("/Type /Pagination /Subtype /Footer /Attached [/Bottom]"):
            self._draw_fitting(canvas, self._foot, FOOT, _FOOT_STYLE, MEASURE * 0.7)
            canvas.draw_late(
                lambda: self._page_of(page, canvas.page_total()), right, FOOT, fonts.REGULAR, _FOOT_STYLE.size, ink
            )

    def _page_of(self, page: int, total: int) -> str:
        _ = self._words.gettext
        return _("page {page} of {total}").format(page=self._words.number(page), total=self._words.number(total))

    def _draw_fitting(self, canvas: TaggedCanvas, text: str, y: float, style: Style, room: float) -> None:
        """Draw one line of clean text, shortened with an ellipsis where it is too long; it stands whole elsewhere."""
        if text_width(text, style) > room:
            while text and text_width(text + "…", style) > room:
                text = text[: -max(1, len(text) // 8)]
            text = text.rstrip() + "…"
        lines = break_lines(text, style, room + 1, self._words.language)
        draw_lines(canvas, [(MARGIN_SIDE, y, lines[0])], style.size, palette()[style.ink])
