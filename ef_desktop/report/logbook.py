"""The logbook: the book that the meetings of a programme grow into."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable

from ef_desktop.domain import book_parts as parts
from ef_desktop.domain.book import Book, tellable
from ef_desktop.report.ahead_chapter import ahead_chapter
from ef_desktop.report.appendix_chapter import appendix_chapter
from ef_desktop.report.cases_chapter import cases_chapter
from ef_desktop.report.chapter import MeetingChapter
from ef_desktop.report.chapter_parts import chapter_key
from ef_desktop.report.document import Progress, ReportDocument
from ef_desktop.report.front import contents, cover, guide, summary
from ef_desktop.report.goals_chapter import goals_chapter
from ef_desktop.report.outcomes_chapter import outcomes_chapter
from ef_desktop.report.sessions_chapter import sessions_chapter
from ef_desktop.report.stories_chapter import effect_chapter, stories_chapter
from ef_desktop.report.structure import Node
from ef_desktop.report.talents_chapter import talents_chapter
from ef_desktop.report.words import Words
from ef_desktop.report.works_chapter import signals_chapter, works_chapter


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
    words = Words(book.language)
    book = tellable(book, words.gettext)
    drawn = frozenset(chapter.id for chapter in book.chapters)
    following = Progress(_steps(book, drawn), progress, cancelled)
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


def _steps(book: Book, drawn: frozenset[str]) -> int:
    steps = 1
    if parts.MEETINGS in drawn:
        steps += sum(1 + len(meeting.agenda) + len(meeting.outcomes) for meeting in book.meetings)
    if parts.OUTCOMES in drawn:
        steps += sum(not card.carried for meeting in book.meetings for card in meeting.outcomes)
    return steps


def _story(book: Book, root: Node, words: Words, progress: Progress) -> Iterator[Flowable]:
    yield from cover(book, root, words)
    yield from contents(book, root, words)
    left_out = dict(book.left_out)
    for chapter in book.chapters:
        if chapter.id == parts.TITLE_PAGE:
            continue
        opening = (chapter.title, chapter_key(chapter.id), left_out.get(chapter.id, ""))
        yield from _chapter(chapter.id, opening, book, root, words, progress)


def _chapter(
    id: str, opening: tuple[str, str, str], book: Book, root: Node, words: Words, progress: Progress
) -> Iterator[Flowable]:
    """Return a chapter; ``opening`` is its title, its bookmark, and what is not in it."""
    if id == parts.SUMMARY:
        yield from summary(book, *opening[:2], root, words)
    elif id == parts.GUIDE:
        yield from guide(book, *opening[:2], root, words)
    elif id == parts.MEETINGS:
        yield from sessions_chapter(book, *opening, root, words)
        for meeting in book.meetings:
            yield from MeetingChapter(book, meeting, root, words, progress.step).story()
            progress.step()
    elif id == parts.CASES:
        yield from cases_chapter(book.cases, *opening, root, words)
    elif id == parts.TALENTS:
        yield from talents_chapter(book.talents, *opening, root, words)
    elif id == parts.OUTCOMES:
        yield from outcomes_chapter(book, *opening, root, words, progress.step)
    elif id == parts.WORKS:
        yield from works_chapter(book.works, *opening, root, words)
    elif id == parts.SIGNALS:
        yield from signals_chapter(book.signals, *opening, root, words)
    elif id == parts.STORIES:
        yield from stories_chapter(book.stories, *opening, root, words)
    elif id == parts.EFFECT:
        yield from effect_chapter(book.effect, *opening, root, words)
    elif id == parts.GOALS:
        yield from goals_chapter(book.goals, *opening, root, words)
    elif id == parts.AHEAD:
        yield from ahead_chapter(book.ahead, book.edition, *opening, root, words)
    elif id == parts.APPENDIX:
        yield from appendix_chapter(book, *opening, root, words)
