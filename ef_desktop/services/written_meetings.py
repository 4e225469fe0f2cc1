"""The meetings of a written book, and all outcomes by kind."""

from collections.abc import Iterator, Mapping, Sequence

from ef_desktop.domain.book import Book, BookKind, BookMeeting, BookOutcome
from ef_desktop.i18n import N_
from ef_desktop.report.words import Words, agreements_done
from ef_desktop.services.written_book import Block, Heading, Listing, Picture, Table, joined, told, used_columns

_STATES = {"open": N_("not started yet"), "busy": N_("in progress"), "done": N_("done"), "lapsed": N_("dropped")}


def meetings(book: Book, words: Words, boards: Mapping[int, Sequence[str]]) -> Iterator[Block]:
    """Return a table of the meetings, and a chapter for each.

    Parameters:
        boards: names of the pictures of their boards that lie beside the text, by the number of the meeting.
    """
    _ = words.gettext
    head = (_("Meeting"), _("Day"), _("People"), _("Outcomes"), _("Agreements done"), _("Besides"))
    rows = [
        (
            f"{meeting.number} {meeting.title}",
            words.day(meeting.held_on) if meeting.held_on else _("no date yet"),
            words.number(meeting.inside + meeting.outside) if meeting.inside + meeting.outside else "–",
            words.number(len(meeting.outcomes)) if meeting.outcomes else "–",
            agreements_done(meeting, words),
            joined(_("new") if meeting.new else "", "" if meeting.closed else _("not finished yet")),
        )
        for meeting in book.meetings
    ]
    if rows:
        yield used_columns(head, rows, _("Meeting"), frozenset({2, 3, 4}), first_is_head=True)
    for meeting in book.meetings:
        yield Heading(2, f"{meeting.number} {meeting.title}".strip(), new_page=True)
        yield from _meeting(book, meeting, words)
        names = boards.get(meeting.number, ())
        for place, name in enumerate(names, 1):
            said = _("Board of meeting {number}, picture {place} of {count}: what is on it stands above")
            yield Picture(name, said.format(number=words.number(meeting.number), place=words.number(place), count=words.number(len(names))))


def outcomes(book: Book, words: Words) -> Iterator[Block]:
    """Return all outcomes by kind, and within it in the order of the meetings; then those of each case."""
    _ = words.gettext
    found = [(meeting, card) for meeting in book.meetings for card in meeting.outcomes if not card.carried]
    for kind in book.kinds:
        rows = [(card.text, _where(meeting, card, words)) for meeting, card in found if card.kind == kind.id]
        if rows:
            count = words.ngettext("{count} outcome", "{count} outcomes", len(rows))
            yield Heading(3, f"{kind.name}: {count}")
            yield used_columns((_("Outcome"), _("Meeting")), rows, kind.name)
    names = {kind.id: kind.name for kind in book.kinds}
    of_case: dict[int, list[tuple[str, str, str]]] = {}
    for meeting, card in found:
        of_case.setdefault(card.case, []).append((card.text, names[card.kind], _where(meeting, card, words)))
    known = [case for case in book.cases if case.number in of_case]
    if known:
        yield Heading(3, _("The outcomes by case"))
    for case in known:
        title = _("Case {number}: {title}").format(number=words.number(case.number), title=case.title)
        yield Heading(4, title)
        yield used_columns((_("Outcome"), _("Kind"), _("Meeting")), of_case[case.number], title)


def at_meeting(number: int, words: Words) -> str:
    """Return at which meeting something came up."""
    return words.gettext("Meeting {number}").format(number=words.number(number))


def _where(meeting: BookMeeting, card: BookOutcome, words: Words) -> str:
    day = words.day(meeting.held_on) if meeting.held_on else ""
    return joined(words.number(meeting.number), day, words.gettext("new") if card.new else "")


def state_words(status: str | None, words: Words) -> str:
    """Return how an agreement stands."""
    return words.gettext(_STATES[status]) if status in _STATES else status or ""


def _note(outcome: BookOutcome, meeting: BookMeeting, words: Words, *first: str) -> str:
    """Return what is told beside an outcome: its group and case, votes, and what became of it.

    Parameters:
        first: what is told before that.
    """
    _ = words.gettext
    looked_back = words.together(tuple(map(words.number, outcome.looked_back)))
    return joined(
        *first,
        _("new") if outcome.new and not meeting.new else "",
        _("looked back on") if outcome.carried else "",
        outcome.group_title or "",
        _("Case: {title}").format(title=outcome.case_title) if outcome.case_title else "",
        words.ngettext("{count} vote", "{count} votes", outcome.votes) if outcome.votes else "",
        _("looked back on at meeting {numbers}").format(numbers=looked_back) if looked_back else "",
        _("What became of it: {answer}").format(answer=outcome.answer) if outcome.answer else "",
    )


def _meeting(book: Book, meeting: BookMeeting, words: Words) -> Iterator[Block]:
    _ = words.gettext
    if meeting.new and book.since is not None:
        yield from told(_("New since the edition of {day}").format(day=words.day(book.since)), small=True)
    yield from told(_when(meeting, words), strong=True)
    facilitators = words.together(meeting.facilitators)
    led = _("Facilitated by {names}").format(names=facilitators) if facilitators else ""
    yield from told(_where_and_who(meeting, words), led, small=True)
    yield from told(meeting.goal)
    if not meeting.closed:
        yield from told(_("This meeting is not finished yet."), small=True)
    if meeting.agenda:
        yield Heading(3, _("What we did"))
        yield _agenda(meeting, words)
    names = {kind.id: kind.name for kind in book.kinds}
    if meeting.top:
        yield Heading(3, _("The most important"))
        top = ((outcome.text, _note(outcome, meeting, words, names[outcome.kind])) for outcome in meeting.top)
        yield Listing(tuple(top), numbered=True)
    if meeting.summary.strip():
        yield Heading(3, _("Summary"))
        yield from told(meeting.summary)
    yield Heading(3, _("What it gave"))
    if not meeting.outcomes:
        yield from told(_("No outcomes yet."))
    for kind in sorted(book.kinds, key=lambda kind: kind.commitment):
        of_kind = [outcome for outcome in meeting.outcomes if outcome.kind == kind.id]
        if of_kind:
            yield Heading(4, kind.name)
            yield _of_kind(meeting, kind, of_kind, words)
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
    measured = [item.real_minutes for item in meeting.agenda if item.real_minutes is not None]
    begun = [item.begun(bool(measured)) for item in meeting.agenda]
    rows = [
        (
            item.title,
            words.time(start) if start is not None else "",
            item.led_by or "",
            _minutes(item.planned_minutes, words),
            "" if item.real_minutes is None else _minutes(item.real_minutes, words),
        )
        for item, start in zip(meeting.agenda, begun, strict=True)
    ]
    planned = _minutes(sum(item.planned_minutes for item in meeting.agenda), words)
    rows.append((_("Together"), "", "", planned, _minutes(sum(measured), words) if measured else ""))
    return used_columns(head, rows, _("What we did"), frozenset({3, 4}), first_is_head=True)


def _minutes(minutes: int, words: Words) -> str:
    return words.gettext("{minutes} min").format(minutes=words.number(minutes))


def _of_kind(meeting: BookMeeting, kind: BookKind, outcomes: list[BookOutcome], words: Words) -> Listing | Table:
    """Return agreements and promises as a table of what, who, when and how it stands; other kinds as a list."""
    _ = words.gettext
    if not kind.commitment or not any(said.owner or said.due_on or said.status for said in outcomes):
        return Listing(tuple((outcome.text, _note(outcome, meeting, words, *_who_and_when(outcome, words))) for outcome in outcomes))
    rows = [
        (
            outcome.text,
            outcome.owner or "",
            words.day(outcome.due_on) if outcome.due_on else "",
            state_words(outcome.status, words),
            _note(outcome, meeting, words),
        )
        for outcome in outcomes
    ]
    return used_columns((_("What"), _("Who"), _("By"), _("State"), _("Besides")), rows, f"{kind.name}: {meeting.title}")


def _who_and_when(outcome: BookOutcome, words: Words) -> tuple[str, str]:
    return outcome.owner or "", words.day(outcome.due_on) if outcome.due_on else ""
