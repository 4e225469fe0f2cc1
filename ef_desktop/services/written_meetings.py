"""The meetings of a written book, and all outcomes by kind."""

from collections.abc import Iterator

from ef_desktop.domain.book import Book, BookKind, BookMeeting, BookOutcome
from ef_desktop.i18n import N_
from ef_desktop.report.words import Words
from ef_desktop.services.written_book import Block, Heading, Listing, Table, told, used_columns

_STATES = {"open": N_("not started yet"), "busy": N_("in progress"), "done": N_("done"), "lapsed": N_("dropped")}


def meetings(book: Book, words: Words) -> Iterator[Block]:
    """Return the chapters of the meetings."""
    for meeting in book.meetings:
        yield Heading(3, f"{meeting.number} {meeting.title}".strip())
        yield from _meeting(book, meeting, words)


def outcomes(book: Book, words: Words) -> Iterator[Block]:
    """Return all outcomes by kind, and within it in the order of the meetings."""
    for kind in book.kinds:
        items = tuple(
            (outcome.text, outcome_note(book, outcome, words, _meeting_words(meeting, words)))
            for meeting in book.meetings
            for outcome in meeting.outcomes
            if outcome.kind == kind.id and not outcome.carried
        )
        if items:
            yield Heading(3, kind.name)
            yield Listing(items)


def state_words(status: str | None, words: Words) -> str:
    """Return how an agreement stands."""
    return words.gettext(_STATES[status]) if status in _STATES else status or ""


def outcome_note(book: Book, outcome: BookOutcome, words: Words, *first: str, commitment: bool = True) -> str:
    """Return what is told beside an outcome: who and when, its group and case, votes, what became of it.

    Parameters:
        first: what is told before that.
        commitment: False where owner, day and state stand elsewhere.
    """
    _ = words.gettext
    parts = list(first)
    if commitment:
        parts += [outcome.owner or "", words.day(outcome.due_on) if outcome.due_on else "", state_words(outcome.status, words)]
    parts.append(outcome.group_title or "")
    if outcome.case_title:
        parts.append(_("Case: {title}").format(title=outcome.case_title))
    if outcome.votes:
        parts.append(words.ngettext("{count} vote", "{count} votes", outcome.votes))
    parts.append(outcome.answer)
    return " · ".join(part for part in parts if part)


def _meeting_words(meeting: BookMeeting, words: Words) -> str:
    day = words.day(meeting.held_on) if meeting.held_on else ""
    return ", ".join(part for part in (words.gettext("Meeting {number}").format(number=meeting.number), day) if part)


def _meeting(book: Book, meeting: BookMeeting, words: Words) -> Iterator[Block]:
    _ = words.gettext
    yield from told(_when(meeting, words), strong=True)
    facilitators = words.together(meeting.facilitators)
    led = _("Facilitated by {names}").format(names=facilitators) if facilitators else ""
    yield from told(_where_and_who(meeting, words), led, small=True)
    yield from told(meeting.goal)
    if not meeting.closed:
        yield from told(_("This meeting is not finished yet."), small=True)
    if meeting.agenda:
        yield Heading(4, _("What we did"))
        yield _agenda(meeting, words)
    names = {kind.id: kind.name for kind in book.kinds}
    if meeting.top:
        yield Heading(4, _("The most important"))
        top = (
            (outcome.text, outcome_note(book, outcome, words, names[outcome.kind], commitment=False)) for outcome in meeting.top
        )
        yield Listing(tuple(top), numbered=True)
    if meeting.summary.strip():
        yield Heading(4, _("Summary"))
        yield from told(meeting.summary)
    yield Heading(4, _("What it gave"))
    if not meeting.outcomes:
        yield from told(_("No outcomes yet."))
    for kind in sorted(book.kinds, key=lambda kind: kind.commitment):
        of_kind = [outcome for outcome in meeting.outcomes if outcome.kind == kind.id]
        if of_kind:
            yield Heading(5, kind.name)
            yield _of_kind(book, meeting, kind, of_kind, words)
    yield from told(meeting.left_out, small=True)


def _when(meeting: BookMeeting, words: Words) -> str:
    _ = words.gettext
    if meeting.held_on is None:
        return _("no date yet")
    day = words.weekday(meeting.held_on)
    if meeting.starts_at is None:
        return day
    start = words.time(meeting.starts_at)
    if meeting.ends_at is None:
        return _("{day}, {start}").format(day=day, start=start)
    return _("{day}, {start} to {end}").format(day=day, start=start, end=words.time(meeting.ends_at))


def _where_and_who(meeting: BookMeeting, words: Words) -> str:
    parts = [meeting.place] if meeting.place.strip() else []
    if meeting.inside or meeting.outside:
        people = words.ngettext("{count} person", "{count} people", meeting.inside + meeting.outside)
        if meeting.outside:
            outside = words.number(meeting.outside)
            people = words.gettext("{people}, {count} from outside").format(people=people, count=outside)
        parts.append(people)
    return " · ".join(parts)


def _agenda(meeting: BookMeeting, words: Words) -> Table:
    _ = words.gettext
    head = (_("Part"), _("Time"), _("Who"), _("Planned"), _("Real"))
    rows = [
        (
            item.title,
            words.time(item.planned_start) if item.planned_start is not None else "",
            item.led_by or "",
            _minutes(item.planned_minutes, words),
            "" if item.real_minutes is None else _minutes(item.real_minutes, words),
        )
        for item in meeting.agenda
    ]
    measured = [item.real_minutes for item in meeting.agenda if item.real_minutes is not None]
    planned = _minutes(sum(item.planned_minutes for item in meeting.agenda), words)
    rows.append((_("Together"), "", "", planned, _minutes(sum(measured), words) if measured else ""))
    return used_columns(head, rows, _("What we did"), frozenset({3, 4}), first_is_head=True)


def _minutes(minutes: int, words: Words) -> str:
    return words.gettext("{minutes} min").format(minutes=words.number(minutes))


def _of_kind(book: Book, meeting: BookMeeting, kind: BookKind, outcomes: list[BookOutcome], words: Words) -> Listing | Table:
    """Return agreements and promises as a table of what, who, when and how it stands; other kinds as a list."""
    _ = words.gettext
    if not kind.commitment or not any(said.owner or said.due_on or said.status for said in outcomes):
        return Listing(tuple((outcome.text, outcome_note(book, outcome, words)) for outcome in outcomes))
    rows = [
        (
            outcome.text,
            outcome.owner or "",
            words.day(outcome.due_on) if outcome.due_on else "",
            state_words(outcome.status, words),
            outcome_note(book, outcome, words, commitment=False),
        )
        for outcome in outcomes
    ]
    return used_columns((_("What"), _("Who"), _("By"), _("State"), _("Besides")), rows, f"{kind.name}: {meeting.title}")
