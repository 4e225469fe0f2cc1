"""Logbooks that nobody would write: every field of every part of a book, filled by Hypothesis.

The strategies follow the fields of the dataclasses, so a new field of a book is generated from the day that it is there.
"""

from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from ef_desktop.domain import book_parts as parts
from ef_desktop.domain.book import Book, BookCounts, BookGoal, BookMeeting

from . import books

MOST = 3  # meetings, cases, and parts of every list
_WORDS = (
    "verantwoordelijkheidsverdeling",
    "gemeentesecretaris",
    "ja-mits-brief",
    "w" * 400,
    "\U0001f600",
    "中文",
    "فاطمة",
    "שלום",
    "(haakjes) \\ %%",
    "\n",
    "een",
    "idee",
)
#: Texts as people type and paste them, and as nobody does.
texts = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join),
    st.text(max_size=24),
    st.sampled_from(books.HARD_TEXTS[2:]),
)
titles = texts.filter(lambda text: any(map(str.isalnum, text)))
_CHAPTERS = (
    parts.SUMMARY,
    parts.GUIDE,
    parts.MEETINGS,
    parts.CASES,
    parts.TALENTS,
    parts.OUTCOMES,
    parts.WORKS,
    parts.SIGNALS,
    parts.STORIES,
    parts.EFFECT,
    parts.GOALS,
    parts.AHEAD,
    parts.APPENDIX,
)
_numbers = st.integers(1, MOST)
#: What a field may hold, where its type alone does not say so; by name of the field.
_BY_NAME = {
    "kind": st.sampled_from([kind.id for kind in books.KINDS]),
    "colour": st.sampled_from(["#1B3F8B", "#7F6408"]),
    "text_colour": st.just("#FFFFFF"),
    "status": st.sampled_from([None, "open", "busy", "done", "lapsed", "anders"]),
    "meeting": _numbers,
    "looked_back": st.lists(_numbers, max_size=2, unique=True).map(tuple),
    "meetings": st.lists(_numbers, max_size=2, unique=True).map(tuple),
    "case": st.integers(0, MOST),
    "cases": st.lists(_numbers, max_size=2, unique=True).map(tuple),
    "starts_at": st.one_of(st.none(), st.integers(0, 1439)),
    "ends_at": st.one_of(st.none(), st.integers(0, 2000)),
    "planned_start": st.one_of(st.none(), st.integers(0, 2000)),
    "real_start": st.one_of(st.none(), st.integers(0, 1439)),
    "choice": st.sampled_from(parts.CHOICES),
    "mean": st.one_of(st.none(), st.integers(2, 10).map(lambda half: half / 2)),
    "lowest": st.just(1),
    "highest": st.just(5),
    "part": st.sampled_from(["", "now", "then"]),
    "language": st.sampled_from(["nl", "en"]),
    "edition": st.just(books.NOW),
    "kinds": st.just(books.KINDS),
    "clusters": st.just(()),
}
_BY_FIELD = {
    ("BookElement", "counts"): st.tuples(*[st.integers(0, 9)] * len(parts.CHOICES)),
    ("BookFigure", "spread"): st.tuples(*[st.integers(0, 30)] * 5).map(lambda row: tuple(zip("12345", row, strict=True))),
    ("BookOpen", "status"): st.sampled_from(["", "open", "busy"]),
    ("Book", "left_out"): st.just(()),
    ("Book", "title"): titles,
}  # fmt: skip


def _of_type(kind, owner: str, name: str) -> st.SearchStrategy:
    if (owner, name) in _BY_FIELD:
        return _BY_FIELD[owner, name]
    if name in _BY_NAME and not (owner == "Book" and name in ("meetings", "cases")):
        return _BY_NAME[name]
    arguments = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        return st.one_of(*(st.none() if one is NoneType else _of_type(one, owner, "") for one in arguments))
    if get_origin(kind) is tuple and arguments[-1] is Ellipsis:
        return st.lists(_of_type(arguments[0], owner, ""), max_size=MOST).map(tuple)
    if get_origin(kind) is tuple:
        return st.tuples(*(_of_type(one, owner, "") for one in arguments))
    if is_dataclass(kind):
        return of(kind)
    return {
        str: texts,
        # No picture at all: what stands in its place then is told with what it would have shown.
        bytes: st.just(b""),
        int: st.integers(0, 99),
        float: st.floats(0, 5),
        bool: st.booleans(),
        date: st.dates(date(2025, 1, 1), date(2027, 12, 31)),
        datetime: st.just(books.NOW),
    }[kind]


@cache
def of(kind: type) -> st.SearchStrategy:
    """Return a strategy for a dataclass of a book: about half of the fields that may be left out are."""
    hints = get_type_hints(kind)
    needed, others = {}, {}
    for field in fields(kind):
        bare = field.default is MISSING and field.default_factory is MISSING
        (needed if bare else others)[field.name] = _of_type(hints[field.name], kind.__name__, field.name)
    made = st.fixed_dictionaries(needed, optional=others).map(lambda values: kind(**values))
    return made.map(_with_enough_answers) if kind is parts.BookFigure else made


def _with_enough_answers(figure: parts.BookFigure) -> parts.BookFigure:
    """A figure has no mean and no spread with too few answers, and has them with enough."""
    mean = (figure.mean or 3.0) if figure.answers >= parts.FEWEST_FOR_MEAN else None
    return replace(figure, mean=mean, spread=figure.spread if figure.answers >= parts.FEWEST_FOR_SPREAD else ())


@st.composite
def all_books(draw) -> Book:
    """Return a book whose parts refer to each other as they do in a real one."""
    book = draw(of(Book))
    meetings = draw(st.lists(of(BookMeeting), min_size=MOST, max_size=MOST)) if draw(st.booleans()) else []
    cases = book.cases if len(book.cases) == MOST and meetings else ()
    goals = tuple(replace(goal, number=number) for number, goal in enumerate(draw(st.lists(of(BookGoal), max_size=MOST)), 1))
    chosen = draw(st.permutations(_CHAPTERS))[: draw(st.integers(0, len(_CHAPTERS)))]
    filled = {
        parts.TALENTS: book.talents,
        parts.MEETINGS: meetings,
        parts.OUTCOMES: meetings,
        parts.CASES: cases,
        parts.GOALS: goals,
        parts.SIGNALS: book.signals,
    }
    chosen = [id for id in chosen if filled.get(id, True)]  # an empty chapter is never in a book
    named = {id: draw(titles) for id in chosen}
    return replace(
        book,
        meetings=tuple(replace(meeting, number=number) for number, meeting in enumerate(meetings, 1)),
        cases=tuple(replace(case, number=number) for number, case in enumerate(cases, 1)),
        goals=goals,
        counts=BookCounts(len(meetings), 3, len(cases), sum(len(meeting.outcomes) for meeting in meetings)),
        chapters=(parts.BookChapter(parts.TITLE_PAGE, "Titelblad"), *(parts.BookChapter(id, named[id]) for id in chosen)),
    )
