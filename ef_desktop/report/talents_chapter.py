"""The chapter on roles and talents: totals by cluster, what there is plenty of, what was missing, and what was done with it."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable

from ef_desktop.domain.book import BookTalent, BookTalents
from ef_desktop.report import styles
from ef_desktop.report.blocks import Row, Text
from ef_desktop.report.chapter_parts import Section, bullet
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import LINE, MEASURE, UNIT, colour
from ef_desktop.report.words import Words

_NAME, _BAR, _NUMBER = 168.0, 130.0, 62.0
_BAR_LEFT = _NAME + 8
_COLUMNS = [(0.0, _NAME), *((MEASURE - (3 - place) * _NUMBER, _NUMBER) for place in range(3))]
_ROLE, _LIKED = 168.0, 80.0


def talents_chapter(
    talents: BookTalents, title: str, key: str, left_out: str, root: Node, words: Words
) -> Iterator[Flowable]:
    """Return the chapter.

    Parameters:
        talents: everything that stands in it.
        title: of the chapter; ``key``: its bookmark.
        left_out: what is not in it, "" for nothing.
        root: the node ``Document``.
        words: the language.
    """
    section = Section(root, words)
    sect, _ = section.node, words.gettext
    yield from section.opening(title, key)
    yield from section.notes(_("Totals only. A name stands here only beside a role, and with permission."), left_out)
    for line in talents.rounds:
        yield Text(line, styles.BODY, sect.add("P"), words.language)
    if talents.clusters:
        yield from _totals(talents, sect, words)
    yield from _list(_("What we have plenty of"), talents.plenty, sect, words)
    yield from _list(_("What was missing"), talents.missing, sect, words)
    if talents.roles:
        yield from _roles(talents, sect, words)
    yield from _list(_("What groups noticed"), talents.noticed, sect, words)


def _heading(title: str, sect: Node, words: Words) -> Iterator[Flowable]:
    yield CondPageBreak(styles.SECTION.before + styles.SECTION.leading + 5 * LINE)
    yield Text(title, styles.SECTION, sect.add("H3"), words.language)


def _list(title: str, lines: tuple[str, ...], sect: Node, words: Words) -> Iterator[Flowable]:
    if not lines:
        return
    yield from _heading(title, sect, words)
    items = sect.list_of("Disc")
    for line in lines:
        yield bullet(line, items, words)


def _totals(talents: BookTalents, sect: Node, words: Words) -> Iterator[Flowable]:
    """A table per cluster: the name is said in words, its colour only repeats it."""
    _ = words.gettext
    largest = max(talent.own + talent.given for _name, _colour, found in talents.clusters for talent in found) or 1
    for name, ink, found in talents.clusters:
        yield from _heading(name, sect, words)
        table = sect.add("Table")
        head = _head([_("Talent"), _("Chosen"), _("Given"), _("To grow in")], _COLUMNS, 1, table, words)
        for place, talent in enumerate(found):
            yield _talent(talent, table, words, head, place == 0, ink, largest)


def _talent(
    talent: BookTalent, table: Node, words: Words, head: Row, first: bool, ink: str, largest: int
) -> Row:
    row = table.add("TR")
    cells = [Text(talent.name, styles.CELL_STRONG, row.head_cell("Row"), words.language)]
    for number in (talent.own, talent.given, talent.growth):
        cells.append(Text(words.number(number), styles.CELL_RIGHT, row.add("TD", keep=True), words.language))

    def paint(canvas, x, y):
        total = talent.own + talent.given
        canvas.setFillColor(colour(ink))
        if total:
            canvas.roundRect(_BAR_LEFT, y - 4, max(3.0, _BAR * total / largest), 8, 1.5, stroke=0, fill=1)

    return Row(cells, _COLUMNS, head=head, leading_head=first, padding=UNIT / 2, paint=paint)


def _roles(talents: BookTalents, sect: Node, words: Words) -> Iterator[Flowable]:
    _ = words.gettext
    yield from _heading(_("What we did with it"), sect, words)
    columns = [(0.0, _ROLE), (_ROLE, _LIKED), (_ROLE + _LIKED + 14, MEASURE - _ROLE - _LIKED - 14)]
    table = sect.add("Table")
    head = _head([_("Role"), _("Liked by"), _("Who takes it")], columns, 3, table, words)
    for place, (name, liked, who) in enumerate(talents.roles):
        row = table.add("TR")
        cells = [
            Text(name, styles.CELL_STRONG, row.head_cell("Row"), words.language),
            Text(words.number(liked), styles.CELL, row.add("TD", keep=True), words.language),
            Text(who or "–", styles.CELL, row.add("TD", keep=True), words.language),
        ]
        yield Row(cells, columns, head=head, leading_head=place == 0)


def _head(titles: list[str], columns: list[tuple[float, float]], right_from: int, table: Node, words: Words) -> Row:
    row = table.add("TR")
    cells = []
    for place, title in enumerate(titles):
        style = styles.COLUMN_HEAD_RIGHT if place >= right_from else styles.COLUMN_HEAD
        cells.append(Text(title, style, row.head_cell("Column"), words.language))
    return Row(cells, columns, rule="primary", rule_width=1.5)
