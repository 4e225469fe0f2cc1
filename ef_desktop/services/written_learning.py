"""Chapters of a written book: what works, signals, stories, what changed, goals, what is next, appendices."""

from collections.abc import Iterator

from ef_desktop.domain.book import Book
from ef_desktop.domain.book_parts import BookFigure, BookMeasurement, BookOpen, BookPicture, BookTool
from ef_desktop.i18n import N_
from ef_desktop.report.words import Words
from ef_desktop.services.written_book import Block, Heading, Listing, Paragraph, Picture, headed, joined, listed, told, used_columns
from ef_desktop.services.written_meetings import at_meeting, state_words

_CHOICES = (N_("Kept"), N_("Adapted"), N_("Dropped"), N_("Too early"))
_PARTS = {"now": N_("now"), "then": N_("when we began")}


def works(book: Book, words: Words) -> Iterator[Block]:
    """Return the chapter 'What works and what does not'."""
    _ = words.gettext
    if book.works.elements:
        title = _("Elements of the base package")
        yield Heading(3, title)
        rows = [(element.title, *(words.number(count) if count else "–" for count in element.counts)) for element in book.works.elements]
        yield used_columns((_("Part"), *map(_, _CHOICES)), rows, title, frozenset({1, 2, 3, 4}), first_is_head=True)
        why = [
            (element.title, reason.name, reason.text, at_meeting(reason.meeting, words))
            for element in book.works.elements
            for reason in element.reasons
        ]
        if why:
            yield Heading(3, _("Why"))
            yield used_columns((_("Part"), _("Choice"), _("Reason"), _("Meeting")), why, _("Why"))
    if book.works.tools:
        yield Heading(3, _("Tailor-made tools"))
        for tool in book.works.tools:
            yield from _tool(tool, words)


def _tool(tool: BookTool, words: Words) -> Iterator[Block]:
    _ = words.gettext
    minutes = _("{minutes} min").format(minutes=words.number(tool.minutes)) if tool.minutes else ""
    yield Heading(4, tool.name)
    yield from told(joined(tool.situation, minutes), small=True)
    if tool.steps:
        yield Listing(tuple((step, "") for step in tool.steps), numbered=True)
    if tool.tip:
        yield from told(_("Tip of a colleague: {tip}").format(tip=tool.tip))


def signals(book: Book, words: Words) -> Iterator[Block]:
    """Return the chapter with the signals to the organisation."""
    _ = words.gettext
    yield from told(_("With a signal there is never the name of who gave it."), small=True)
    rows = [
        (
            signal.text,
            joined(at_meeting(signal.meeting, words), words.day(signal.held_on) if signal.held_on else "", _("new") if signal.new else ""),
            signal.to_whom,
            joined(signal.answer, words.day(signal.answered_on) if signal.answered_on else "") if signal.answer else _("no answer yet"),
        )
        for signal in book.signals
    ]
    if rows:
        yield used_columns((_("Signal"), _("Meeting"), _("To whom"), _("Answer")), rows, _("Signal"))


def stories(book: Book, words: Words) -> Iterator[Block]:
    """Return the portraits that may stand there, each with the day of its yes."""
    _ = words.gettext
    for place, story in enumerate(book.stories, 1):
        yield Heading(3, story.title or story.name or _("A story"))
        yield from told(f"‘{story.quote.strip('‘’')}’" if story.quote.strip() else "", story.body)
        for number, shown in enumerate(story.pictures, 1):
            yield _picture(shown, f"{place}-{number}", words)
        said = story.name or _("A participant")
        if story.approved_on is not None:
            said = _("{name}. With permission, {day}.").format(name=said, day=words.day(story.approved_on))
        yield from told(said, small=True)


def _picture(shown: BookPicture, name: str, words: Words) -> Picture | Paragraph:
    """Return a picture as it stands in the PDF, or why it is not there."""
    from ef_desktop.report.pictures import PagePicture, usable_picture

    _ = words.gettext
    folder = _("pictures")
    made, description = usable_picture(shown.data, shown.description, words)
    if not isinstance(made, PagePicture):
        return Paragraph(made, small=True)
    return Picture(f"{folder}/{name}.{made.ending}", description, made.data, made.width, made.height)


def effect(book: Book, words: Words) -> Iterator[Block]:
    """Return the chapter 'What changed?'."""
    _ = words.gettext
    if any(measured.figures for measured in book.effect.measurements):
        yield from told(_("See the figures as a thermometer, not as proof. There is a figure from five answers on."), small=True)
    for measured in book.effect.measurements:
        yield from _measurement(measured, words)
    yield from headed(_("Stories of change that the group chose"), book.effect.stories)
    for question in dict.fromkeys(question for question, _answer in book.effect.answers):
        answers = tuple(answer for asked, answer in book.effect.answers if asked == question)
        yield from headed(question or _("In own words"), answers)


def _measurement(measured: BookMeasurement, words: Words) -> Iterator[Block]:
    _ = words.gettext
    yield Heading(3, measured.name)
    day = words.day(measured.held_on) if measured.held_on else ""
    people = words.ngettext("{count} person answered", "{count} people answered", measured.respondents) if measured.respondents else ""
    yield from told(joined(day, people), small=True)
    if not measured.figures:
        yield from told(_("Too few answers for figures."))
        return
    rows = [
        (_statement(figure, words), words.number(figure.answers), _mean(figure, words), _spread(figure, words)) for figure in measured.figures
    ]
    head = (_("Statement"), _("Answers"), _("Mean"), _("How often"))
    yield used_columns(head, rows, measured.name, frozenset({1, 2}), first_is_head=True)
    if measured.withheld:
        withheld = words.ngettext(
            "{count} statement has too few answers for a figure.",
            "{count} statements have too few answers for a figure.",
            measured.withheld,
        )
        yield from told(withheld, small=True)


def _statement(figure: BookFigure, words: Words) -> str:
    part = words.gettext(_PARTS[figure.part]) if figure.part in _PARTS else figure.part
    about = joined(figure.theme, part)
    return f"{figure.text} ({about})" if about else figure.text


def _mean(figure: BookFigure, words: Words) -> str:
    if figure.mean is None:
        return "–"
    return words.gettext("{mean} of {highest}").format(mean=words.number(figure.mean), highest=words.number(figure.highest))


def _spread(figure: BookFigure, words: Words) -> str:
    return " · ".join(f"{label}: {words.number(count)}" for label, count in figure.spread if count)


def goals(book: Book, words: Words) -> Iterator[Block]:
    """Return the Global Goals, each with how many cases touch it, and which."""
    _ = words.gettext
    touched = sum(bool(goal.cases) for goal in book.goals)
    said = _("The cases touch {count} of the {all} goals. The number of cases stands with each goal.")
    yield from told(said.format(count=words.number(touched), all=words.number(len(book.goals))))
    rows = [
        (
            f"{words.number(goal.number)}. {goal.name}",
            words.ngettext("{count} case", "{count} cases", len(goal.cases)) if goal.cases else _("no case"),
            ", ".join(map(words.number, goal.cases)),
        )
        for goal in book.goals
    ]
    if rows:
        yield used_columns((_("Global Goal"), _("Number"), _("Cases")), rows, _("Global Goal"), first_is_head=True)


def ahead(book: Book, words: Words) -> Iterator[Block]:
    """Return the chapter 'What next?'."""
    _ = words.gettext
    for title, commitments in (
        (_("Agreements that are still open"), book.ahead.agreements),
        (_("Promises that are still open"), book.ahead.promises),
    ):
        if not commitments:
            continue
        yield Heading(3, title)
        rows = [
            (found.text, found.owner, words.day(found.due_on) if found.due_on else "", state_words(found.status, words), _about(found, words))
            for found in commitments
        ]
        yield used_columns((_("What"), _("Who"), _("By"), _("State"), _("Meeting")), rows, title)
    if book.ahead.questions:
        yield Heading(3, _("Questions that are still open"))
        yield Listing(tuple((found.text, _about(found, words)) for found in book.ahead.questions))
    if book.ahead.coming:
        title = _("The next meetings")
        yield Heading(3, title)
        rows = [(coming.title, words.day(coming.held_on) if coming.held_on else _("no date yet"), coming.place) for coming in book.ahead.coming]
        yield used_columns((_("Meeting"), _("Day"), _("Place")), rows, title, first_is_head=True)


def _about(found: BookOpen, words: Words) -> str:
    said = words.gettext("meeting {number}").format(number=words.number(found.meeting))
    return joined(said, words.gettext("new") if found.new else "")


def appendix(book: Book, words: Words) -> Iterator[Block]:
    """Return the appendices, without the index: a text is searched in."""
    _ = words.gettext
    if book.appendix.forms:
        title = _("Work forms that we used")
        yield Heading(3, title)
        rows = [
            (
                form.title,
                form.purpose,
                words.ngettext("{count} time", "{count} times", form.times),
                _("{minutes} min").format(minutes=words.number(form.minutes)),
            )
            for form in book.appendix.forms
        ]
        head = (_("Work form"), _("What it is for"), _("Used"), _("Planned together"))
        yield used_columns(head, rows, title, frozenset({2, 3}), first_is_head=True)
    if book.appendix.statements:
        yield Heading(3, _("Statements and questions of the measurements"))
        for group, texts in book.appendix.statements:
            yield Heading(4, group)
            yield from listed(texts)
    yield from headed(_("How the figures were made"), book.appendix.account)
