"""The opening of the chapter on the meetings: all of them in a table. Each meeting follows with pages of its own."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from ef_desktop.domain.board import AGREEMENT
from ef_desktop.domain.book import Book, BookMeeting
from ef_desktop.i18n import N_
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.structure import Node
from ef_desktop.report.tables import Column, Table
from ef_desktop.report.words import Words


def sessions_chapter(book: Book, title: str, key: str, left_out: str, root: Node, words: Words) -> Iterator[Flowable]:
    """Return the opening.

    Parameters:
        book: the whole book.
        title: of the chapter; ``key``: its bookmark.
        left_out: what is not in it, "" for nothing.
        root: the node ``Document``.
        words: the language.
    """
    _ = words.gettext
    section = Section(root, words)
    yield from section.opening(title, key, left_out)
    columns = [
        Column(_("No."), 30, right=True),
        Column(_("Meeting"), names=True),
        Column(_("Day"), 92),
        Column(_("People"), 46, right=True),
        Column(_("Outcomes"), 66, right=True),
        Column(_("Agreements done"), 66, right=True),
    ]
    table = Table(section.node, words, columns)
    for meeting in book.meetings:
        people = meeting.inside + meeting.outside
        notes = [_("new")] if meeting.new else []
        notes += [] if meeting.closed else [_("not finished yet")]
        yield table.row(
            [
                words.number(meeting.number),
                (meeting.title, " · ".join(notes)),
                words.day(meeting.held_on) if meeting.held_on else _("no date yet"),
                words.number(people) if people else "–",
                words.number(len(meeting.outcomes)) if meeting.outcomes else "–",
                _done(meeting, words),
            ]
        )


def _done(meeting: BookMeeting, words: Words) -> str:
    """Return what became of the agreements that were made there."""
    made = [card for card in meeting.outcomes if card.kind == AGREEMENT and not card.carried]
    if not made:
        return "–"
    done = sum(card.status == "done" for card in made)
    return words.gettext(N_("{done} of {made}")).format(done=words.number(done), made=words.number(len(made)))
