"""The chapter on the cases: what was found of the four criteria, the goals, and every exception with its reason."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from ef_desktop.domain.book import BookCase
from ef_desktop.report import styles
from ef_desktop.report.blocks import Gap, Row, Text
from ef_desktop.report.document import NewChapter
from ef_desktop.report.front import CASES_KEY
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import LINE, MEASURE, UNIT
from ef_desktop.report.words import Words

_STATE, _TEXT = 92.0, 168.0
_WHY = MEASURE - _TEXT - _STATE - 24


def cases_chapter(cases: tuple[BookCase, ...], root: Node, words: Words) -> Iterator[Flowable]:
    """Return the chapter.

    Parameters:
        cases: as they may stand in the book.
        root: the node ``Document``.
        words: the language.
    """
    _ = words.gettext
    sect = root.add("Sect")
    title = _("Cases")
    yield PageBreak()
    yield NewChapter(title)
    yield Text(title, styles.CHAPTER, sect.add("H2"), words.language, key=CASES_KEY, outline=title)
    note = _("A case has its title here only where the initiator knows of it and it may stand in the logbook.")
    yield Text(note, styles.SMALL, sect.add("P"), words.language)
    for case in cases:
        yield from _case(case, sect, words)


def _case(case: BookCase, sect: Node, words: Words) -> Iterator[Flowable]:
    _ = words.gettext
    style = styles.SECTION
    yield CondPageBreak(style.before + style.leading + style.after + 7 * LINE)
    yield Text(case.title, style, sect.add("H3"), words.language)
    yield Text(case.verdict, styles.CELL_STRONG, sect.add("P"), words.language)
    if case.reason:
        yield Text(case.reason, styles.BODY, sect.add("P"), words.language)
        yield Text(_decided(case, words), styles.SMALL, sect.add("P"), words.language)
    if case.goals:
        goals = _("Global Goals: {goals}").format(goals=", ".join(case.goals))
        yield Text(goals, styles.SMALL, sect.add("P"), words.language)
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
    yield Gap(2 * UNIT)


def _decided(case: BookCase, words: Words) -> str:
    _ = words.gettext
    day = words.day(case.decided_on) if case.decided_on is not None else ""
    if case.decided_by:
        return _("Decided by {name} on {day}.").format(name=case.decided_by, day=day)
    return _("Decided by a facilitator on {day}.").format(day=day)
