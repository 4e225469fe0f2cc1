"""The index of a logbook: cases and goals, with the pages on which they stand."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from ef_desktop.domain.book import Book
from ef_desktop.domain.book_parts import CASES, MEETINGS, OUTCOMES
from ef_desktop.report import fonts, styles
from ef_desktop.report.blocks import Row, Text
from ef_desktop.report.cases_chapter import case_key
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.front import meeting_key
from ef_desktop.report.outcomes_chapter import case_outcomes_key
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import MEASURE, UNIT, palette
from ef_desktop.report.words import Words

_PAGES = 132.0
_MOST_PAGES = 8
_LONGEST = 160


class _IndexLine(Row):
    """A name, and at the right the pages that it stands on: known only when the book is finished."""

    def __init__(self, name: str, keys: Sequence[str], items: Node, words: Words):
        self._link = items.add("LI").add("LBody").add("Link")
        self._keys = tuple(keys)
        self._name = name
        super().__init__([Text(name, styles.CELL, self._link, words.language)], [(0.0, MEASURE - _PAGES - 12)])

    def split(self, aW, aH):
        return []

    def draw_at(self, canvas, x, y):
        super().draw_at(canvas, x, y)
        baseline = y + self.height - UNIT / 2 - self._cells[0].height + self._cells[0].first_baseline()
        ink = palette()["primary"]
        with canvas.leaf(self._link):
            canvas.draw_late(lambda: self._pages(canvas.key_pages), x + self.width, baseline, fonts.SEMIBOLD, styles.CELL.size, ink)
        canvas.link_to(self._link, self._keys[0], (x, y, x + self.width, y + self.height), self._name)

    def _pages(self, key_pages: dict[str, int]) -> str:
        pages = sorted({key_pages[key] for key in self._keys if key in key_pages})
        shown = ", ".join(str(page) for page in pages[:_MOST_PAGES])
        return f"{shown} …" if len(pages) > _MOST_PAGES else shown


def index(book: Book, section: Section, drawn: frozenset[str]) -> Iterator[Flowable]:
    """Return the index of cases and goals, as far as they stand in the book.

    Parameters:
        book: the whole book.
        section: the chapter that it is a part of.
        drawn: ids of the chapters that stand in the book.
    """
    words = section.words
    _ = words.gettext
    keys = _case_keys(book, drawn)
    cases = [(case, keys[case.number]) for case in book.cases if keys.get(case.number)]
    if cases:
        yield from section.heading(_("Index of cases"))
        items = section.node.list_of("None")
        for case, found in sorted(cases, key=lambda pair: pair[0].title.casefold()):
            name = _("{title} (case {number})").format(title=_short(case.title), number=words.number(case.number))
            yield _IndexLine(name, found, items, words)
    touched = [
        (goal, [key for number in goal.cases for key in keys.get(number, ())[:1]]) for goal in book.goals if goal.cases
    ]
    touched = [(goal, found) for goal, found in touched if found]
    if touched:
        yield from section.heading(_("Index of Global Goals"))
        items = section.node.list_of("None")
        for goal, found in touched:
            yield _IndexLine(f"{words.number(goal.number)}. {goal.name}", found, items, words)


def _case_keys(book: Book, drawn: frozenset[str]) -> dict[int, list[str]]:
    """Return per case the bookmarks of where it stands, its own page first."""
    keys: dict[int, list[str]] = {case.number: [] for case in book.cases}
    if CASES in drawn:
        for case in book.cases:
            keys[case.number].append(case_key(case.number))
    if MEETINGS in drawn:
        for meeting in book.meetings:
            for number in meeting.cases:
                keys.setdefault(number, []).append(meeting_key(meeting))
    if OUTCOMES in drawn:
        for number in {card.case for meeting in book.meetings for card in meeting.outcomes if card.case and not card.carried}:
            if number in keys:
                keys[number].append(case_outcomes_key(number))
    return keys


def _short(text: str) -> str:
    text = fonts.one_line(text)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
