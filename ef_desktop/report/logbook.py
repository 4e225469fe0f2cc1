"""The logbook: the book that the meetings of a programme grow into."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable

from ef_desktop.domain.book import Book
from ef_desktop.report.cases_chapter import cases_chapter
from ef_desktop.report.chapter import MeetingChapter
from ef_desktop.report.document import Progress, ReportDocument
from ef_desktop.report.front import contents, cover, summary
from ef_desktop.report.structure import Node
from ef_desktop.report.talents_chapter import talents_chapter
from ef_desktop.report.words import Words


def write_logbook(
    book: Book,
    out: BinaryIO | Path,
    *,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the logbook as an accessible PDF that may be kept: PDF/UA-1 and PDF/A-2a. Equal input gives equal bytes.

    Parameters:
        book: everything that stands in it.
        out: where to write; a path is opened only when the whole document is ready.
        now: date of the file, with time zone.
        progress: called with the steps done and the steps in all; the last call has both equal.
        cancelled: asked often; True stops the work.
    Raises:
        Cancelled: the work was stopped; nothing was written.
    """
    steps = 1 + sum(1 + len(meeting.agenda) + len(meeting.outcomes) for meeting in book.meetings)
    following = Progress(steps, progress, cancelled)
    words = Words(book.language)
    root = Node("Document")
    document = ReportDocument(
        words,
        title=book.title,
        author=book.municipality or book.programme_name,
        subject=book.programme_name,
        progress=following,
    )
    document.typeset(_story(book, root, words, following), root, now, out)
    following.step()


def _story(book: Book, root: Node, words: Words, progress: Progress) -> Iterator[Flowable]:
    yield from cover(book, root, words)
    yield from contents(book, root, words)
    yield from summary(book, root, words)
    for meeting in book.meetings:
        yield from MeetingChapter(book, meeting, root, words, progress.step).story()
        progress.step()
    if book.cases:
        yield from cases_chapter(book.cases, root, words)
    if book.talents is not None:
        yield from talents_chapter(book.talents, root, words)
