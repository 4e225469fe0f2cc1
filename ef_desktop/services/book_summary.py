"""The chapter 'In short' of the logbook: ten sentences at most, counted out of what stands in the book."""

from collections import Counter
from collections.abc import Iterator

from ef_desktop.domain.board import AGREEMENT
from ef_desktop.domain.book import Book, BookOutcome
from ef_desktop.i18n import _, format_date, format_list, format_number, ngettext

_OFTEN = 3  # kinds that are mentioned by name
_MOST = 3  # outcomes that are quoted
_LONGEST = 200  # characters of a quoted outcome; it stands whole at its meeting


def counts(book: Book) -> tuple[str, ...]:
    """Return what there is in the book, counted; nothing of what there is not."""
    counted = (
        (book.counts.meetings, ngettext("{count} meeting", "{count} meetings", book.counts.meetings)),
        (book.counts.people, ngettext("{count} person", "{count} people", book.counts.people)),
        (book.counts.cases, ngettext("{count} case", "{count} cases", book.counts.cases)),
        (book.counts.outcomes, ngettext("{count} outcome", "{count} outcomes", book.counts.outcomes)),
    )
    return tuple(phrase.format(count=format_number(count)) for count, phrase in counted if count)


def sentences(book: Book) -> tuple[str, ...]:
    """Return the sentences in the language of the screen, the opening first."""
    if not book.counts.meetings:
        return (_("There are no meetings in this book yet."),)
    told = [_("This book tells of {things}.").format(things=format_list(list(counts(book))))]
    told += [*_when(book), *_who(book), *_cases(book)]
    outcomes = [card for meeting in book.meetings for card in meeting.outcomes if not card.carried]
    told += [*_kinds(book, outcomes), *_agreements(outcomes), *_signals(book), *_best(book)]
    return tuple(told)


def _when(book: Book) -> Iterator[str]:
    days = [meeting.held_on for meeting in book.meetings if meeting.held_on]
    if days and min(days) != max(days):
        period = {"start": format_date(min(days)), "end": format_date(max(days))}
        yield _("The meetings were held between {start} and {end}.").format(**period)
    elif days:
        yield _("It was held on {day}.").format(day=format_date(days[0]))


def _who(book: Book) -> Iterator[str]:
    came = [meeting.inside + meeting.outside for meeting in book.meetings if meeting.inside + meeting.outside]
    if not came:
        return
    mean = round(sum(came) / len(came))
    outside = sum(meeting.outside > 0 for meeting in book.meetings)
    said = ngettext("On average {count} person came.", "On average {count} people came.", mean).format(count=format_number(mean))
    if outside:
        guests = ngettext(
            "At {count} meeting people from outside sat at the table.",
            "At {count} meetings people from outside sat at the table.",
            outside,
        )
        said += " " + guests.format(count=format_number(outside))
    yield said


def _cases(book: Book) -> Iterator[str]:
    goals, exceptions = sum(bool(goal.cases) for goal in book.goals), sum(bool(case.reason) for case in book.cases)
    said = []
    if book.cases and goals:
        said.append(_("The cases touch {count} of the 17 Global Goals.").format(count=format_number(goals)))
    if exceptions:
        words = ngettext(
            "{count} case was admitted as an exception; the reason stands with it.",
            "{count} cases were admitted as an exception; the reason stands with each.",
            exceptions,
        )
        said.append(words.format(count=format_number(exceptions)))
    if said:
        yield " ".join(said)


def _kinds(book: Book, outcomes: list[BookOutcome]) -> Iterator[str]:
    if not outcomes:
        yield _("No outcomes yet.")
        return
    names = {kind.id: kind.name for kind in book.kinds}
    counted = Counter(card.kind for card in outcomes)
    often = [f"{names[kind].lower()} ({format_number(count)})" for kind, count in counted.most_common(_OFTEN)]
    yield _("These kinds came up most: {kinds}.").format(kinds=format_list(often))


def _agreements(outcomes: list[BookOutcome]) -> Iterator[str]:
    made = [card for card in outcomes if card.kind == AGREEMENT]
    if made:
        done = sum(card.status == "done" for card in made)
        words = ngettext(
            "{count} agreement was made. {done} of them done.",
            "{count} agreements were made. {done} of them are done.",
            len(made),
        )
        yield words.format(count=format_number(len(made)), done=format_number(done))


def _signals(book: Book) -> Iterator[str]:
    if book.signals:
        words = ngettext(
            "{count} signal went to the organisation. {answered} got an answer.",
            "{count} signals went to the organisation. {answered} got an answer.",
            len(book.signals),
        )
        answered = sum(bool(signal.answer) for signal in book.signals)
        yield words.format(count=format_number(len(book.signals)), answered=format_number(answered))


def _best(book: Book) -> Iterator[str]:
    """Return the most important outcomes: the first of each meeting, those with the most votes, in order of the meetings."""
    first = [(meeting, card) for meeting in book.meetings for card in meeting.top[:1]]
    chosen = sorted(first, key=lambda pair: -pair[1].votes)[:_MOST]
    for meeting, card in first:
        if any(card is other for _meeting, other in chosen):
            text = " ".join(card.text.split())
            text = text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
            yield _("Most important at meeting {number}: ‘{text}’").format(number=format_number(meeting.number), text=text.strip("‘’"))
