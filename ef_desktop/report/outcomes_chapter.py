"""The chapter with all outcomes: by kind and there by day, and once more by case."""

from collections.abc import Callable, Iterator

from reportlab.platypus import CondPageBreak, Flowable

from ef_desktop.domain.book import Book, BookKind, BookMeeting, BookOutcome
from ef_desktop.report import styles
from ef_desktop.report.badges import draw_badge
from ef_desktop.report.blocks import Gap, Row, Text
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import LINE, MEASURE, UNIT
from ef_desktop.report.words import Words

_BADGE = 18.0
_NAME = _BADGE + 8
_WHERE = 96.0
_KIND = 84.0
_TEXT = MEASURE - _WHERE - 12


def case_outcomes_key(number: int) -> str:
    """Return the bookmark of the outcomes of a case."""
    return f"outcomes-case-{number}"


def outcomes_chapter(
    book: Book, title: str, key: str, left_out: str, root: Node, words: Words, step: Callable[[], None]
) -> Iterator[Flowable]:
    """Return the chapter.

    Parameters:
        book: the whole book.
        title: of the chapter; ``key``: its bookmark.
        left_out: what is not in it, "" for nothing.
        root: the node ``Document``.
        words: the language.
        step: called for each outcome.
    """
    _ = words.gettext
    section = Section(root, words)
    yield from section.opening(title, key, left_out)
    by_kind: dict[str, list[tuple[BookMeeting, BookOutcome]]] = {kind.id: [] for kind in book.kinds}
    by_case: dict[int, list[tuple[BookMeeting, BookOutcome]]] = {}
    for meeting in book.meetings:
        for card in meeting.outcomes:
            if not card.carried:
                by_kind[card.kind].append((meeting, card))
                if card.case:
                    by_case.setdefault(card.case, []).append((meeting, card))
    where = _Where(book, words)
    for kind in book.kinds:
        if by_kind[kind.id]:
            yield from _of_kind(kind, by_kind[kind.id], where, section, step)
    titles = {case.number: case.title for case in book.cases}
    known = sorted(number for number in by_case if number in titles)
    if not known:
        return
    yield from section.heading(_("The outcomes by case"), need=8 * LINE)
    kinds = {kind.id: kind for kind in book.kinds}
    for number in known:
        yield from _of_case(number, titles[number], by_case[number], kinds, where, section)


class _Where:
    """Says where an outcome came up, each place made once.

    Parameters:
        book: the whole book.
        words: the language.
    """

    def __init__(self, book: Book, words: Words) -> None:
        self._edition, self._words = book.edition, words
        self._known: dict[int, str] = {}

    def __call__(self, meeting: BookMeeting, new: bool) -> str:
        said = self._known.get(meeting.number)
        if said is None:
            day = self._words.short_day(meeting.held_on, self._edition) if meeting.held_on else ""
            said = " · ".join(part for part in (self._words.number(meeting.number), day) if part)
            self._known[meeting.number] = said
        return f"{said} · {self._words.gettext('new')}" if new else said


def _of_kind(
    kind: BookKind, found: list[tuple[BookMeeting, BookOutcome]], where: _Where, section: Section, step: Callable[[], None]
) -> Iterator[Flowable]:
    words = section.words
    yield CondPageBreak(8 * LINE)
    count = words.ngettext("{count} outcome", "{count} outcomes", len(found))
    yield Row(
        [Text(f"{kind.name}: {count}", styles.KIND, section.node.add("H3"), words.language)],
        [(_NAME, MEASURE - _NAME)],
        rule=None,
        paint=lambda canvas, x, y: draw_badge(canvas, kind, x, y - 9, _BADGE),
    )
    yield from _table(words.gettext("Outcome"), found, where, section, lambda card: "", step)
    yield Gap(3 * UNIT)


def _of_case(
    number: int,
    title: str,
    found: list[tuple[BookMeeting, BookOutcome]],
    kinds: dict[str, BookKind],
    where: _Where,
    section: Section,
) -> Iterator[Flowable]:
    words = section.words
    yield CondPageBreak(6 * LINE)
    name = words.gettext("Case {number}: {title}").format(number=words.number(number), title=title)
    yield Text(name, styles.KIND, section.node.add("H4"), words.language, key=case_outcomes_key(number))
    yield from _table(words.gettext("Outcome"), found, where, section, lambda card: kinds[card.kind].name, None)
    yield Gap(3 * UNIT)


def _table(
    title: str,
    found: list[tuple[BookMeeting, BookOutcome]],
    where: _Where,
    section: Section,
    kind: Callable[[BookOutcome], str],
    step: Callable[[], None] | None,
) -> Iterator[Flowable]:
    """Return the outcomes as a table of what, of which kind where that differs, and where."""
    words = section.words
    with_kind = bool(kind(found[0][1]))
    columns = [(0.0, _TEXT - (_KIND + 12) * with_kind), (_TEXT + 12, _WHERE)]
    titles = [title, words.gettext("Meeting")]
    if with_kind:
        columns.insert(1, (_TEXT - _KIND, _KIND))
        titles.insert(1, words.gettext("Kind"))
    table = section.node.add("Table")
    row = table.add("TR")
    head = Row(
        [Text(name, styles.COLUMN_HEAD, row.head_cell("Column"), words.language) for name in titles],
        columns,
        rule="primary",
        rule_width=1.5,
    )
    for place, (meeting, card) in enumerate(found):
        texts = [card.text, *([kind(card)] if with_kind else []), where(meeting, card.new)]
        row = table.add("TR")
        cells = [
            Text(text, styles.CELL if not number else styles.CELL_QUIET, row.add("TD", keep=True), words.language)
            for number, text in enumerate(texts)
        ]
        yield Row(cells, columns, head=head, leading_head=place == 0)
        if step is not None:
            step()
