"""Writes the logbook as text: title page, and the chapters in the order that was chosen."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from ef_desktop import paths
from ef_desktop.domain import book_parts
from ef_desktop.domain.book import Book, BookCase, tellable
from ef_desktop.report.words import Words
from ef_desktop.services import written_learning, written_meetings
from ef_desktop.services.written_book import Block, Heading, Picture, Written, headed, joined, listed, told, used_columns

#: The front of the book as PDF, its two upper rows, and their width and height in pixels.
_TILES, _TILES_SIZE = "tiles.png", (1083, 542)


def written(book: Book, boards: Mapping[int, Sequence[str]] | None = None) -> Written:
    """Return a logbook as text.

    Parameters:
        boards: names of the pictures of the boards that lie beside the text, by the number of the meeting.
    """
    words = Words(book.language)
    book = tellable(book, words.gettext)
    return Written(
        title=book.title,
        subject=book.programme_name,
        author=book.municipality or book.programme_name,
        language=book.language,
        edition=book.edition,
        contents=words.gettext("Contents"),
        cover=_cover(words),
        blocks=tuple(_blocks(book, words, boards or {})),
    )


def _cover(words: Words) -> Picture:
    _ = words.gettext
    told = _("Tiles in Delft blue: a bridge, a lamp, a plant, a cyclist, people who talk")
    return Picture(_TILES, told, paths.resource("paper", _TILES).read_bytes(), *_TILES_SIZE)


def _blocks(book: Book, words: Words, boards: Mapping[int, Sequence[str]]) -> Iterator[Block]:
    yield Heading(1, book.title)
    yield from _title_page(book, words)
    left_out = dict(book.left_out)
    chapters = {**_CHAPTERS, book_parts.MEETINGS: partial(written_meetings.meetings, boards=boards)}
    for chapter in book.chapters:
        if chapter.id in chapters:
            yield Heading(2, chapter.title, new_page=True)
            yield from chapters[chapter.id](book, words)
            yield from told(left_out.get(chapter.id, ""), small=True)


def _title_page(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    yield from told(book.programme_name, strong=True)
    period = words.period(book.period_from, book.period_to) if book.period_from and book.period_to else ""
    led = _("Facilitated by {names}").format(names=words.together(book.facilitators)) if book.facilitators else ""
    yield from told(" · ".join(part for part in (book.municipality, period) if part), led)
    edition = _("edition of {date}").format(date=words.day(book.edition))
    if book.number:
        edition = _("edition {number}, {date}").format(number=words.number(book.number), date=words.day(book.edition))
    yield from told(edition, small=True)


def _summary(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    yield from told(book.own_summary) if book.own_summary.strip() else told(*book.sentences)
    counted = Counter(card.kind for meeting in book.meetings for card in meeting.outcomes if not card.carried)
    if counted:
        title = _("The outcomes by kind")
        yield Heading(3, title)
        rows = [(kind.name, words.number(counted[kind.id])) for kind in book.kinds]
        yield used_columns((_("Kind"), _("Number")), rows, title, frozenset({1}), first_is_head=True)


def _guide(book: Book, words: Words) -> Iterator[Block]:
    yield from told(*book.guide)


def _cases(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    note = _("A case has its title here only where the initiator knows of it and it may stand in the logbook.")
    yield from told(note, small=True)
    for case in book.cases:
        titled = _("Case {number}: {title}").format(number=words.number(case.number), title=case.title)
        yield Heading(3, titled if case.number else case.title)
        yield from _case(case, words)


def _case(case: BookCase, words: Words) -> Iterator[Block]:
    _ = words.gettext
    yield from told(case.verdict, strong=True)
    numbers = words.together(tuple(map(words.number, case.meetings)))
    held = _("On the table at meeting {numbers}").format(numbers=numbers) if case.meetings else ""
    yield from told(joined(held, _("new") if case.new else ""), small=True)
    yield from told(case.reason)
    if case.reason:
        day = words.day(case.decided_on) if case.decided_on is not None else ""
        decided = _("Decided by {name} on {day}.").format(name=case.decided_by, day=day)
        yield from told(decided if case.decided_by else _("Decided by a facilitator on {day}.").format(day=day), small=True)
    yield from _said(_("The question from the city"), case.question)
    yield from _said(_("What we wanted to learn"), case.learning_question)
    if case.goals:
        yield from told(_("Global Goals: {goals}").format(goals=", ".join(case.goals)), small=True)
    rows = [(found.text, found.state, found.motivation) for found in case.criteria]
    if rows:
        head = (_("Criterion"), _("Found"), _("Why"))
        yield used_columns(head, rows, f"{_('Criterion')}: {case.title}", first_is_head=True)
    if case.learned:
        yield Heading(4, _("What we learned"))
        yield from listed(case.learned)
    if case.more_learned:
        yield from told(words.ngettext("{count} more insight.", "{count} more insights.", case.more_learned), small=True)
    yield from _said(_("What others can do with it"), case.example_for)


def _said(title: str, text: str) -> Iterator[Block]:
    if text.strip():
        yield Heading(4, title)
        yield from told(text)


def _talents(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    talents = book.talents
    yield from told(_("Totals only. A name stands here only beside a role, and with permission."), small=True)
    yield from told(*talents.rounds)
    head = (_("Talent"), _("Chosen"), _("Given"), _("To grow in"))
    for name, _colour, found in talents.clusters:
        yield Heading(3, name)
        rows = [(talent.name, *(words.number(count) for count in (talent.own, talent.given, talent.growth))) for talent in found]
        yield used_columns(head, rows, name, frozenset({1, 2, 3}), first_is_head=True)
    yield from headed(_("What we have plenty of"), talents.plenty)
    yield from headed(_("What was missing"), talents.missing)
    if talents.roles:
        title = _("What we did with it")
        yield Heading(3, title)
        rows = [(name, words.number(liked), who) for name, liked, who in talents.roles]
        yield used_columns((_("Role"), _("Liked by"), _("Who takes it")), rows, title, frozenset({1}), first_is_head=True)
    yield from headed(_("What groups noticed"), talents.noticed)


_CHAPTERS: dict[str, Callable[[Book, Words], Iterator[Block]]] = {
    book_parts.SUMMARY: _summary,
    book_parts.GUIDE: _guide,
    book_parts.CASES: _cases,
    book_parts.TALENTS: _talents,
    book_parts.OUTCOMES: written_meetings.outcomes,
    book_parts.WORKS: written_learning.works,
    book_parts.SIGNALS: written_learning.signals,
    book_parts.STORIES: written_learning.stories,
    book_parts.EFFECT: written_learning.effect,
    book_parts.GOALS: written_learning.goals,
    book_parts.AHEAD: written_learning.ahead,
    book_parts.APPENDIX: written_learning.appendix,
}
