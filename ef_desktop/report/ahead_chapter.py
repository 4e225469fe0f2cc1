"""The chapter on what is still open and what comes."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from reportlab.platypus import Flowable

from ef_desktop.domain.book_parts import BookAhead, BookOpen
from ef_desktop.i18n import N_
from ef_desktop.report import styles
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.structure import Node
from ef_desktop.report.tables import Column, Table
from ef_desktop.report.words import Words

_STATES = {"open": N_("not started yet"), "busy": N_("in progress")}


def ahead_chapter(
    ahead: BookAhead, edition: datetime, title: str, key: str, left_out: str, root: Node, words: Words
) -> Iterator[Flowable]:
    """Return the chapter: open agreements and promises, open questions, and the meetings to come.

    Parameters:
        ahead: everything that stands in it.
        edition: moment of the book: days of its own year are written without it.
        title: of the chapter; ``key``: its bookmark.
        left_out: what is not in it, "" for nothing.
        root: the node ``Document``.
        words: the language.
    """
    _ = words.gettext
    section = Section(root, words)
    yield from section.opening(title, key, left_out)
    if ahead.agreements:
        yield from section.heading(_("Agreements that are still open"))
        yield from _commitments(ahead.agreements, edition, section)
    if ahead.promises:
        yield from section.heading(_("Promises that are still open"))
        yield from _commitments(ahead.promises, edition, section)
    if ahead.questions:
        yield from section.heading(_("Questions that are still open"))
        yield from section.bullets(f"{found.text} ({_about(found, words)})" for found in ahead.questions)
    if ahead.coming:
        yield from section.heading(_("The next meetings"))
        table = Table(section.node, words, [Column(_("Meeting"), names=True), Column(_("Day"), 128), Column(_("Place"), 168)])
        for coming in ahead.coming:
            day = words.day(coming.held_on) if coming.held_on else _("no date yet")
            yield table.row([coming.title, day, coming.place or "–"])


def _about(found: BookOpen, words: Words) -> str:
    _ = words.gettext
    said = _("meeting {number}").format(number=words.number(found.meeting))
    return f"{said} · {_('new')}" if found.new else said


def _commitments(commitments: Sequence[BookOpen], edition: datetime, section: Section) -> Iterator[Flowable]:
    words = section.words
    _ = words.gettext
    named, dated = any(found.owner for found in commitments), any(found.due_on for found in commitments)
    columns = [Column(_("What"), names=True, style=styles.CELL)]
    if named:
        columns.append(Column(_("Who"), 66))
    if dated:
        columns.append(Column(_("By"), 80))
    columns.append(Column(_("State"), 78))
    table = Table(section.node, words, columns)
    for found in commitments:
        cells: list[str | tuple[str, str]] = [(found.text, _about(found, words))]
        if named:
            cells.append(found.owner or "–")
        if dated:
            cells.append(words.short_day(found.due_on, edition) if found.due_on else "–")
        cells.append(_(_STATES[found.status]) if found.status in _STATES else found.status)
        yield table.row(cells)
