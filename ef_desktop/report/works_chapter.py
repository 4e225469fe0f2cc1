"""The chapters on what works per element of the base package, and on signals to the organisation."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from ef_desktop.domain.book_parts import BookElement, BookSignal, BookTool, BookWorks
from ef_desktop.i18n import N_
from ef_desktop.report import styles
from ef_desktop.report.blocks import Text
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import LINE
from ef_desktop.report.tables import Column, Table
from ef_desktop.report.words import Words

_COUNT = 58.0
_CHOICES = (N_("Kept"), N_("Adapted"), N_("Dropped"), N_("Too early"))


def works_chapter(works: BookWorks, title: str, key: str, left_out: str, root: Node, words: Words) -> Iterator[Flowable]:
    """Return the chapter: a table of the choices, why they were made, and the tools that came of it.

    Parameters:
        works: everything that stands in it.
        title: of the chapter; ``key``: its bookmark.
        left_out: what is not in it, "" for nothing.
        root: the node ``Document``.
        words: the language.
    """
    _ = words.gettext
    section = Section(root, words)
    yield from section.opening(title, key, left_out)
    if works.elements:
        yield from section.heading(_("Elements of the base package"))
        columns = [Column(_("Part"), names=True), *(Column(_(name), _COUNT, right=True) for name in _CHOICES)]
        table = Table(section.node, words, columns)
        for element in works.elements:
            yield table.row([element.title, *(words.number(count) if count else "–" for count in element.counts)])
        yield from _reasons(works.elements, section)
    if works.tools:
        yield from section.heading(_("Tailor-made tools"))
        for tool in works.tools:
            yield from _tool(tool, section)


def _reasons(elements: Sequence[BookElement], section: Section) -> Iterator[Flowable]:
    _ = section.words.gettext
    explained = [element for element in elements if element.reasons]
    if not explained:
        return
    yield from section.heading(_("Why"))
    columns = [Column(_("Part"), 130, names=True), Column(_("Choice"), 84), Column(_("Reason"))]
    table = Table(section.node, section.words, columns)
    for element in explained:
        for reason in element.reasons:
            where = _("Meeting {number}").format(number=section.words.number(reason.meeting))
            yield table.row([element.title, reason.name, (reason.text, where)])


def _tool(tool: BookTool, section: Section) -> Iterator[Flowable]:
    _ = section.words.gettext
    yield CondPageBreak(4 * LINE)
    yield Text(tool.name, styles.PART, section.node.add("H4"), section.words.language)
    minutes = _("{minutes} min").format(minutes=section.words.number(tool.minutes)) if tool.minutes else ""
    yield from section.notes(" · ".join(part for part in (tool.situation, minutes) if part))
    yield from section.numbered(tool.steps)
    if tool.tip:
        yield section.text(_("Tip of a colleague: {tip}").format(tip=tool.tip))


def signals_chapter(
    signals: Sequence[BookSignal], title: str, key: str, left_out: str, root: Node, words: Words
) -> Iterator[Flowable]:
    """Return the chapter: what was reported, to whom, and what they answered; the rest is as for ``works_chapter``."""
    _ = words.gettext
    section = Section(root, words)
    yield from section.opening(title, key, left_out)
    yield from section.notes(_("With a signal there is never the name of who gave it."))
    columns = [Column(_("Signal"), names=True, style=styles.CELL), Column(_("To whom"), 100), Column(_("Answer"), 168)]
    table = Table(section.node, words, columns)
    for signal in signals:
        parts = [_("Meeting {number}").format(number=words.number(signal.meeting))]
        parts += [words.day(signal.held_on)] if signal.held_on else []
        parts += [_("new")] if signal.new else []
        answered = words.day(signal.answered_on) if signal.answered_on else ""
        answer = (signal.answer, answered) if signal.answer else _("no answer yet")
        yield table.row([(signal.text, " · ".join(parts)), signal.to_whom or "–", answer])
