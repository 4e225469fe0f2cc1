"""The outcomes and the agreements of the whole programme as rows, made from the frozen logbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ef_desktop.domain.book import Book, BookMeeting, BookOutcome
from ef_desktop.report.words import Words
from ef_desktop.services.written_meetings import state_words

#: Widths of the columns in letters.
_OUTCOME_WIDTHS = (5, 22, 11, 13, 48, 12, 11, 13, 9, 7, 18, 22, 26)
_AGREEMENT_WIDTHS = (48, 14, 11, 13, 30, 5, 22, 11, 12, 22)


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    """A table: its title, its rows with the headings first, and the widths of its columns in letters."""

    title: str
    rows: tuple[tuple[str | int | date, ...], ...]
    widths: tuple[int, ...]


def outcome_table(book: Book) -> OutcomeTable:
    """Return a row for every outcome in the order of the meetings. Numbers and days are written as spreadsheets sort them."""
    words = Words(book.language)
    _ = words.gettext
    head = (
        _("No."), _("Meeting"), _("Day"), _("Kind"), _("Text"), _("Who"), _("Date"), _("Status"), _("Votes"), _("Top 3"), _("Group"),
        _("Case"), _("Answer"),
    )  # fmt: skip
    names = {kind.id: kind.name for kind in book.kinds}
    rows = [
        (
            meeting.number,
            meeting.title,
            meeting.held_on or "",
            names[outcome.kind],
            outcome.text,
            outcome.owner or "",
            outcome.due_on or "",
            state_words(outcome.status, words),
            outcome.votes or "",
            place or "",
            outcome.group_title or "",
            outcome.case_title or "",
            outcome.answer,
        )
        for meeting, outcome, place in _outcomes(book)
    ]
    return OutcomeTable(_("Outcomes"), (head, *rows), _OUTCOME_WIDTHS)


def agreement_table(book: Book) -> OutcomeTable:
    """Return a row for every agreement and promise: who, when, how it stands, what became of it."""
    words = Words(book.language)
    _ = words.gettext
    head = (
        _("What"), _("Who"), _("Date"), _("Status"), _("Answer"), _("No."), _("Meeting"), _("Day"), _("Kind"), _("Case"),
    )  # fmt: skip
    kinds = {kind.id: kind.name for kind in book.kinds if kind.commitment}
    rows = [
        (
            outcome.text,
            outcome.owner or "",
            outcome.due_on or "",
            state_words(outcome.status, words),
            outcome.answer,
            meeting.number,
            meeting.title,
            meeting.held_on or "",
            kinds[outcome.kind],
            outcome.case_title or "",
        )
        for meeting, outcome, _place in _outcomes(book)
        if outcome.kind in kinds
    ]
    return OutcomeTable(_("Agreements"), (head, *rows), _AGREEMENT_WIDTHS)


def _outcomes(book: Book) -> Iterator[tuple[BookMeeting, BookOutcome, int]]:
    """Return every outcome once, with its place among the most important of its meeting, 0 for none.

    An agreement that a later meeting only looks back on stands at its own meeting.
    """
    for meeting in book.meetings:
        top = dict(enumerate(meeting.top, 1))
        for outcome in meeting.outcomes:
            if not outcome.carried:
                # Two outcomes may say the same: each place is given once.
                place = next((place for place, other in top.items() if other == outcome), 0)
                top.pop(place, None)
                yield meeting, outcome, place
