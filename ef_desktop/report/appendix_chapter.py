"""The appendices of a logbook: work forms, statements, how the figures were made, and the index."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable

from ef_desktop.domain.book import Book
from ef_desktop.report import styles
from ef_desktop.report.blocks import Text
from ef_desktop.report.book_index import index
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import LINE
from ef_desktop.report.tables import Column, Table
from ef_desktop.report.words import Words


def appendix_chapter(book: Book, title: str, key: str, left_out: str, root: Node, words: Words) -> Iterator[Flowable]:
    """Return the chapter.

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
    appendix = book.appendix
    if appendix.forms:
        yield from section.heading(_("Work forms that we used"))
        columns = [Column(_("Work form"), names=True), Column(_("Used"), 62, right=True), Column(_("Planned together"), 100, right=True)]
        table = Table(section.node, words, columns)
        for form in appendix.forms:
            used = words.ngettext("{count} time", "{count} times", form.times)
            minutes = _("{minutes} min").format(minutes=words.number(form.minutes))
            yield table.row([(form.title, form.purpose), used, minutes])
    if appendix.statements:
        yield from section.heading(_("Statements and questions of the measurements"))
        for group, texts in appendix.statements:
            yield CondPageBreak(3 * LINE)
            yield Text(group, styles.PART, section.node.add("H4"), words.language)
            yield from section.bullets(texts)
    if appendix.account:
        yield from section.heading(_("How the figures were made"))
        yield from section.bullets(appendix.account)
    yield from index(book, section, frozenset(chapter.id for chapter in book.chapters))
