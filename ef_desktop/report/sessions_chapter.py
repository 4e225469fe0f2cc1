"""The opening of the chapter on the meetings: all of them in a table. Each meeting follows with pages of its own."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from ef_desktop.domain.book import Book
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.charts import Series, column_chart
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import UNIT
from ef_desktop.report.tables import Column, Table
from ef_desktop.report.words import Words, agreements_done

#: Of more meetings a chart tells nothing that the table does not.
_MOST_MEETINGS = 24


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
                agreements_done(meeting, words),
            ]
        )
    came = [meeting for meeting in book.meetings if meeting.inside + meeting.outside]
    if 2 <= len(came) <= _MOST_MEETINGS:
        title = _("People per meeting")
        yield from section.heading(title, need=34 * UNIT)
        series = (
            Series(_("Municipality"), tuple(float(meeting.inside) for meeting in came)),
            Series(_("From outside"), tuple(float(meeting.outside) for meeting in came)),
        )
        labels = [words.number(meeting.number) for meeting in came]
        yield from column_chart(section.node, words, title=title, head=_("Meeting"), labels=labels, series=series)
