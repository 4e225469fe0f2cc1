"""Writes the logbook as text: title page, and the chapters in the order that was chosen."""

from collections.abc import Callable, Iterator

from ef_desktop.domain import book_parts
from ef_desktop.domain.book import Book, BookCase
from ef_desktop.report.words import Words
from ef_desktop.services import written_effect, written_meetings
from ef_desktop.services.book_works import choice_names
from ef_desktop.services.written_book import Block, Heading, Listing, Written, listed, told, used_columns
from ef_desktop.services.written_meetings import state_words


def written(book: Book) -> Written:
    """Return a logbook as text."""
    words = Words(book.language)
    return Written(
        title=book.title,
        subject=book.programme_name,
        author=book.municipality or book.programme_name,
        language=book.language,
        edition=book.edition,
        contents=words.gettext("Contents"),
        blocks=tuple(_blocks(book, words)),
    )


def _blocks(book: Book, words: Words) -> Iterator[Block]:
    yield Heading(1, book.title)
    yield from _title_page(book, words)
    left_out = dict(book.left_out)
    for chapter in book.chapters:
        if chapter.id in _CHAPTERS:
            yield Heading(2, chapter.title, new_page=True)
            yield from _CHAPTERS[chapter.id](book, words)
            yield from told(left_out.get(chapter.id, ""), small=True)


def _title_page(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    yield from told(book.programme_name, strong=True)
    period = ""
    if book.period_from and book.period_to:
        start, end = words.day(book.period_from), words.day(book.period_to)
        period = start if start == end else _("{start} to {end}").format(start=start, end=end)
    led = _("Facilitated by {names}").format(names=words.together(book.facilitators)) if book.facilitators else ""
    yield from told(" · ".join(part for part in (book.municipality, period) if part), led)
    yield from told(_("edition of {date}").format(date=words.day(book.edition)), small=True)


def _summary(book: Book, words: Words) -> Iterator[Block]:
    yield from told(book.own_summary) if book.own_summary.strip() else told(*book.sentences)


def _guide(book: Book, words: Words) -> Iterator[Block]:
    yield from told(*book.guide)


def _cases(book: Book, words: Words) -> Iterator[Block]:
    for case in book.cases:
        yield Heading(3, f"{case.number} {case.title}" if case.number else case.title)
        yield from _case(case, words)


def _case(case: BookCase, words: Words) -> Iterator[Block]:
    _ = words.gettext
    yield from told(case.verdict, strong=True)
    yield from told(case.reason)
    if case.reason:
        day = words.day(case.decided_on) if case.decided_on is not None else ""
        decided = _("Decided by {name} on {day}.").format(name=case.decided_by, day=day)
        yield from told(decided if case.decided_by else _("Decided by a facilitator on {day}.").format(day=day), small=True)
    if case.goals:
        yield from told(_("Global Goals: {goals}").format(goals=", ".join(case.goals)), small=True)
    for title, text in (
        (_("Question from the city"), case.question),
        (_("What the group wanted to learn"), case.learning_question),
        (_("What others can do with it"), case.example_for),
    ):
        if text.strip():
            yield Heading(4, title)
            yield from told(text)
    if case.learned:
        yield Heading(4, _("What we learned"))
        yield from listed(case.learned)
    if case.more_learned:
        more = words.ngettext("And {count} more insight, at the meetings.", "And {count} more insights, at the meetings.", case.more_learned)
        yield from told(more, small=True)
    rows = [(found.text, found.state, found.motivation) for found in case.criteria]
    if rows:
        head = (_("Criterion"), _("Found"), _("Why"))
        yield used_columns(head, rows, f"{_('Criterion')}: {case.title}", first_is_head=True)


def _talents(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    talents = book.talents
    if talents is None:
        return
    yield from told(_("Totals only. A name stands here only beside a role, and with permission."), small=True)
    yield from told(*talents.rounds)
    head = (_("Talent"), _("Chosen"), _("Given"), _("To grow in"))
    for name, _colour, found in talents.clusters:
        yield Heading(3, name)
        rows = [(talent.name, *(words.number(count) for count in (talent.own, talent.given, talent.growth))) for talent in found]
        yield used_columns(head, rows, name, frozenset({1, 2, 3}), first_is_head=True)
    yield from _headed(_("What we have plenty of"), talents.plenty)
    yield from _headed(_("What was missing"), talents.missing)
    if talents.roles:
        title = _("What we did with it")
        yield Heading(3, title)
        rows = [(name, words.number(liked), who) for name, liked, who in talents.roles]
        yield used_columns((_("Role"), _("Liked by"), _("Who takes it")), rows, title, frozenset({1}), first_is_head=True)
    yield from _headed(_("What groups noticed"), talents.noticed)
    yield from told(talents.left_out, small=True)


def _headed(title: str, texts: tuple[str, ...]) -> Iterator[Block]:
    if texts:
        yield Heading(3, title)
        yield from listed(texts)


def _works(book: Book, words: Words) -> Iterator[Block]:
    _, names = words.gettext, choice_names()
    for element in book.works.elements:
        yield Heading(3, element.title)
        counts = zip(book_parts.CHOICES, element.counts, strict=True)
        yield from told(" · ".join(f"{names[choice]}: {words.number(count)}" for choice, count in counts if count), small=True)
        reasons = ((reason.text, f"{reason.name}, {_at(reason.meeting, words)}") for reason in element.reasons)
        if element.reasons:
            yield Listing(tuple(reasons))
    for tool in book.works.tools:
        yield Heading(3, tool.name)
        yield from told(tool.situation)
        if tool.steps:
            yield Listing(tuple((step, "") for step in tool.steps), numbered=True)
        yield from told(tool.tip)
        if tool.minutes:
            yield from told(_("{minutes} min").format(minutes=words.number(tool.minutes)), small=True)


def _at(meeting: int, words: Words) -> str:
    return words.gettext("Meeting {number}").format(number=meeting)


def _signals(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    rows = [
        (
            signal.text,
            ", ".join(part for part in (_at(signal.meeting, words), words.day(signal.held_on) if signal.held_on else "") if part),
            signal.to_whom,
            signal.answer or _("No answer yet"),
            words.day(signal.answered_on) if signal.answered_on else "",
        )
        for signal in book.signals
    ]
    head = (_("What was reported"), _("When"), _("To whom"), _("The answer"), _("Answered on"))
    yield used_columns(head, rows, _("What was reported"))


def _stories(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    for story in book.stories:
        yield Heading(3, story.title)
        yield from told(story.name, strong=True)
        yield from told(story.body)
        if story.quote.strip():
            yield from told(f"‘{story.quote.strip('‘’')}’")
        if story.approved_on:
            yield from told(_("Approved on {day}.").format(day=words.day(story.approved_on)), small=True)


def _goals(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    rows = [
        (f"{goal.number}. {goal.name}", words.number(len(goal.cases)), ", ".join(str(number) for number in goal.cases))
        for goal in book.goals
    ]
    title = _("Global Goals")
    yield used_columns((title, _("Number"), _("Cases")), rows, title, frozenset({1}), first_is_head=True)


def _ahead(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    if book.ahead.agreements:
        title = _("Open agreements")
        yield Heading(3, title)
        rows = [
            (open_.text, open_.owner, words.day(open_.due_on) if open_.due_on else "", state_words(open_.status, words), _at(open_.meeting, words))
            for open_ in book.ahead.agreements
        ]
        yield used_columns((_("What"), _("Who"), _("By"), _("State"), _("Meeting")), rows, title)
    if book.ahead.questions:
        yield Heading(3, _("Open questions"))
        yield Listing(tuple((question.text, _at(question.meeting, words)) for question in book.ahead.questions))
    if book.ahead.coming:
        yield Heading(3, _("Next meetings"))
        coming = (
            (meeting.title, " · ".join(part for part in (words.day(meeting.held_on) if meeting.held_on else "", meeting.place) if part))
            for meeting in book.ahead.coming
        )
        yield Listing(tuple(coming))
    yield from told(book.ahead.left_out, small=True)


def _appendix(book: Book, words: Words) -> Iterator[Block]:
    _ = words.gettext
    if book.appendix.forms:
        title = _("Work forms")
        yield Heading(3, title)
        rows = [
            (form.title, form.purpose, words.number(form.times), _("{minutes} min").format(minutes=words.number(form.minutes)))
            for form in book.appendix.forms
        ]
        head = (_("Work form"), _("What it is for"), _("Times"), _("Time"))
        yield used_columns(head, rows, title, frozenset({2, 3}), first_is_head=True)
    for title, statements in book.appendix.statements:
        yield from _headed(title, statements)
    yield from _headed(_("How the figures were made"), book.appendix.account)


_CHAPTERS: dict[str, Callable[[Book, Words], Iterator[Block]]] = {
    book_parts.SUMMARY: _summary,
    book_parts.GUIDE: _guide,
    book_parts.MEETINGS: written_meetings.meetings,
    book_parts.CASES: _cases,
    book_parts.TALENTS: _talents,
    book_parts.OUTCOMES: written_meetings.outcomes,
    book_parts.WORKS: _works,
    book_parts.SIGNALS: _signals,
    book_parts.STORIES: _stories,
    book_parts.EFFECT: written_effect.effect,
    book_parts.GOALS: _goals,
    book_parts.AHEAD: _ahead,
    book_parts.APPENDIX: _appendix,
}
