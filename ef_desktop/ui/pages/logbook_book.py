"""The logbook itself: its chapters, summary and editions at the left, the real PDF at the right."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ef_desktop.domain.book import LogbookContents
from ef_desktop.domain.book_parts import ChapterChoice
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.logbook_chapters import ChapterList
from ef_desktop.ui.pages.logbook_editions import EditionsPart
from ef_desktop.ui.pages.logbook_preview import BookPreview
from ef_desktop.ui.pages.logbook_summary import SummaryPart
from ef_desktop.ui.widgets.panel import IconMark, Panel, Separator
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label

CHAPTERS, SUMMARY, EDITIONS = "chapters", "summary", "editions"


class BookPart(QWidget):
    """What is in the logbook, and how it looks.

    Attributes:
        parts: which of the three is shown at the left.
        chapters, summary, editions: the three.
        preview: the PDF.
    """

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent)
        self._ctx = ctx
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(16)
        self._side = self._build_side()
        halves.addWidget(self._side)
        self.preview = BookPreview(ctx, ctx.workspace.logbook.contents, self._draw, _same)
        self.preview.gathered.connect(self._show)
        halves.addWidget(self.preview, 1)

    def reload(self) -> None:
        """Read again what is shown; chapters and summary come when the book was gathered, beside the window."""
        enabled = not self._ctx.workspace.read_only
        self.chapters.set_enabled(enabled)
        self.summary.set_enabled(enabled)
        self.editions.publish.setEnabled(enabled)
        self.editions.show_editions(self._ctx.workspace.logbook.editions())
        self.preview.refresh()

    def set_wide(self, wide: bool) -> None:
        """Take the width of a large or of a small window."""
        self._side.setFixedWidth(420 if wide else 372)

    def leave(self) -> None:
        """Nobody looks any more: write down what was typed, and make no PDF."""
        self.summary.finish()
        self.preview.stop()

    # Deeds

    def choose(self, chapter_id: str, on: bool) -> None:
        """Take a chapter into the book, or leave it out."""
        self._set_outline([replace(row, chosen=on) if row.id == chapter_id else row for row in self.chapters.chapters()])

    def move(self, chapter_id: str, place: int) -> None:
        """Give a chapter another place, counted without itself."""
        moved = next(row for row in self.chapters.chapters() if row.id == chapter_id)
        rest = [row for row in self.chapters.chapters() if row.id != chapter_id]
        self._set_outline([*rest[:place], moved, *rest[place:]])

    def show_chapter(self, chapter_id: str) -> None:
        """Look at a chapter in the preview, where it is in it."""
        title = next((row.title for row in self.chapters.chapters() if row.id == chapter_id), "")
        self.preview.pane.view.go_to_title(title)

    def _set_outline(self, chapters: list[ChapterChoice]) -> None:
        # Seen at once; what the program made of it follows when the book was gathered again.
        self.chapters.show_chapters(tuple(chapters))
        ids, chosen = [row.id for row in chapters], [row.id for row in chapters if row.chosen]
        self._ctx.run(lambda: self._ctx.workspace.logbook.set_outline(ids, chosen))

    def _set_summary(self, text: str) -> None:
        self._ctx.keep("logbook summary", lambda: self._ctx.workspace.logbook.set_summary(text))

    # Inside

    def _draw(self, content: LogbookContents, path: Path, cancelled: Callable[[], bool]) -> None:
        self._ctx.workspace.logbook.draw(content.book, path, cancelled=cancelled)

    def _show(self, content: LogbookContents) -> None:
        self.chapters.show_chapters(content.outline)
        self.summary.show_summary(content.summary)

    def _build_side(self) -> Panel:
        panel = Panel(padding=(1, 12, 1, 1), spacing=0)
        choices = ((CHAPTERS, _("Chapters")), (SUMMARY, _("Summary")), (EDITIONS, _("Editions")))
        self.parts = SegmentedControl(choices, name=_("Part of the logbook"), stretch=True)
        self.parts.changed.connect(self._show_part)
        head = QHBoxLayout()
        head.setContentsMargins(13, 0, 13, 10)
        head.addWidget(self.parts)
        panel.body.addLayout(head)
        self._stack = QStackedLayout()
        panel.body.addLayout(self._stack, 1)
        self.chapters, self.summary, self.editions = ChapterList(), SummaryPart(), EditionsPart()
        self.chapters.toggled.connect(self.choose)
        self.chapters.moved.connect(self.move)
        self.chapters.opened.connect(self.show_chapter)
        self.summary.changed.connect(self._set_summary)
        self.summary.own.changed.connect(lambda _text: self.preview.put_off())
        book = QWidget()
        column = QVBoxLayout(book)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chapters, 1)
        column.addWidget(Separator())
        promise = QHBoxLayout()
        promise.setContentsMargins(14, 10, 14, 10)
        promise.setSpacing(10)
        promise.addWidget(IconMark("shield-check", tone="primary"), 0, Qt.AlignmentFlag.AlignTop)
        words = _("Private cards stay out. Names only of people who agreed to that.")
        promise.addWidget(Label(words, role="small", tone="ink2", wrap=True), 1)
        column.addLayout(promise)
        for part in (book, self.summary, self.editions):
            self._stack.addWidget(part)
        return panel

    def _show_part(self, part: str) -> None:
        self.summary.finish()
        self._stack.setCurrentIndex((CHAPTERS, SUMMARY, EDITIONS).index(part))


def _same(content: LogbookContents, other: LogbookContents) -> bool:
    """Tell whether two gatherings make the same book: at which moment they were made is no difference."""
    return content.book == replace(other.book, edition=content.book.edition)
