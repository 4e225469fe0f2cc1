"""The chapter on the cases: what was found of the four criteria, the goals, and every exception with its reason."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable

from ef_desktop.domain.book import BookCase
from ef_desktop.report import styles
from ef_desktop.report.blocks import Gap, Row, Text
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import LINE, MEASURE, UNIT
from ef_desktop.report.words import Words

_STATE, _TEXT = 92.0, 168.0
_WHY = MEASURE - _TEXT - _STATE - 24


def case_key(number: int) -> str:
    """Return the bookmark of a case."""
    return f"case-{number}"


def cases_chapter(
    cases: tuple[BookCase, ...], title: str, key: str, left_out: str, root: Node, words: Words
) -> Iterator[Flowable]:
    """Return the chapter.

    Parameters:
        cases: as they may stand in the book.
        title: of the chapter; ``key``: its bookmark.
        left_out: what is not in it, "" for nothing.
        root: the node ``Document``.
        words: the language.
    """
    _ = words.gettext
    section = Section(root, words)
    note = _("A case has its title here only where the initiator knows of it and it may stand in the logbook.")
    yield from section.opening(title, key)
    yield from section.notes(note, left_out)
    for case in cases:
        yield from _case(case, section)


def _case(case: BookCase, section: Section) -> Iterator[Flowable]:
    sect, words = section.node, section.words
    _ = words.gettext
    title = _("Case {number}: {title}").format(number=words.number(case.number), title=case.title) if case.number else case.title
    yield from section.heading(title, key=case_key(case.number) if case.number else None, need=7 * LINE)
    yield Text(case.verdict, styles.CELL_STRONG, sect.add("P"), words.language)
    yield from section.notes(_where(case, words))
    if case.reason:
        yield section.text(case.reason)
        yield from section.notes(_decided(case, words))
    for label, text in (
        (_("The question from the city"), case.question),
        (_("What we wanted to learn"), case.learning_question),
    ):
        yield from _said(label, text, section)
    if case.goals:
        goals = _("Global Goals: {goals}").format(goals=", ".join(case.goals))
        yield from section.notes(goals)
    if case.criteria:
        yield from _criteria(case, sect, words)
    if case.learned:
        yield from _label(_("What we learned"), section)
        yield from section.bullets(case.learned)
        more = words.ngettext("{count} more insight.", "{count} more insights.", case.more_learned) if case.more_learned else ""
        yield from section.notes(more)
    yield from _said(_("What others can do with it"), case.example_for, section)
    yield Gap(2 * UNIT)


def _label(label: str, section: Section) -> Iterator[Flowable]:
    yield CondPageBreak(4 * LINE)
    yield Text(label, styles.PART, section.node.add("H4"), section.words.language)


def _said(label: str, text: str, section: Section) -> Iterator[Flowable]:
    if text.strip():
        yield from _label(label, section)
        yield section.text(text)


def _where(case: BookCase, words: Words) -> str:
    """Return in which meetings the case was on the table, and whether it is new in this edition."""
    _ = words.gettext
    parts = []
    if case.meetings:
        numbers = words.together(tuple(words.number(number) for number in case.meetings))
        parts.append(_("On the table at meeting {numbers}").format(numbers=numbers))
    if case.new:
        parts.append(_("new"))
    return " · ".join(parts)


def _criteria(case: BookCase, sect: Node, words: Words) -> Iterator[Flowable]:
    _ = words.gettext
    columns = [(0.0, _TEXT), (_TEXT + 12, _STATE), (_TEXT + _STATE + 24, _WHY)]
    explained = any(found.motivation for found in case.criteria)
    if not explained:
        columns = [(0.0, MEASURE - _STATE - 12), (MEASURE - _STATE, _STATE)]
    titles = [_("Criterion"), _("Found"), _("Why")][: len(columns)]
    table = sect.add("Table")
    row = table.add("TR")
    cells = [Text(title, styles.COLUMN_HEAD, row.head_cell("Column"), words.language) for title in titles]
    head = Row(cells, columns, rule="primary", rule_width=1.5)
    for place, found in enumerate(case.criteria):
        row = table.add("TR")
        cells = [
            Text(found.text, styles.CELL, row.head_cell("Row"), words.language),
            Text(found.state, styles.CELL_STRONG, row.add("TD", keep=True), words.language),
        ]
        if explained:
            cells.append(Text(found.motivation or "–", styles.CELL_QUIET, row.add("TD", keep=True), words.language))
        yield Row(cells, columns, head=head, leading_head=place == 0, padding=UNIT / 2)
    yield Gap(UNIT)


def _decided(case: BookCase, words: Words) -> str:
    _ = words.gettext
    day = words.day(case.decided_on) if case.decided_on is not None else ""
    if case.decided_by:
        return _("Decided by {name} on {day}.").format(name=case.decided_by, day=day)
    return _("Decided by a facilitator on {day}.").format(day=day)
