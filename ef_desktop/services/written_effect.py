"""The chapter 'What changed?' of a written book."""

from collections.abc import Iterator

from babel.numbers import format_decimal

from ef_desktop.domain.book import Book
from ef_desktop.domain.book_parts import BookFigure, BookMeasurement
from ef_desktop.report.words import Words
from ef_desktop.services.written_book import Block, Heading, Listing, listed, told, used_columns


def effect(book: Book, words: Words) -> Iterator[Block]:
    """Return the chapter."""
    _ = words.gettext
    for measurement in book.effect.measurements:
        yield from _measurement(measurement, words)
    if book.effect.stories:
        yield Heading(3, _("Stories of change"))
        yield from listed(book.effect.stories)
    if book.effect.answers:
        yield Heading(3, _("Answers in words"))
        yield Listing(tuple((answer, question) for question, answer in book.effect.answers))
    yield from told(book.effect.left_out, small=True)


def _measurement(measurement: BookMeasurement, words: Words) -> Iterator[Block]:
    _ = words.gettext
    yield Heading(3, measurement.name)
    day = words.day(measurement.held_on) if measurement.held_on else ""
    people = words.ngettext("{count} person", "{count} people", measurement.respondents)
    yield from told(" · ".join(part for part in (day, people) if part), small=True)
    if measurement.figures:
        head = (_("Statement"), _("Theme"), _("Answers"), _("Mean"), _("Spread"))
        rows = [
            (figure.text, figure.theme, words.number(figure.answers), _mean(figure, words), _spread(figure, words))
            for figure in measurement.figures
        ]
        yield used_columns(head, rows, measurement.name, frozenset({2, 3}), first_is_head=True)
    if measurement.withheld:
        withheld = words.ngettext(
            "{count} statement has too few answers to show.", "{count} statements have too few answers to show.", measurement.withheld
        )
        yield from told(withheld, small=True)


def _mean(figure: BookFigure, words: Words) -> str:
    if figure.mean is None:
        return ""
    mean = format_decimal(figure.mean, format="0.0", locale=words.language)
    return words.gettext("{mean} of {highest}").format(mean=mean, highest=words.number(figure.highest))


def _spread(figure: BookFigure, words: Words) -> str:
    return ", ".join(f"{label}: {words.number(count)}" for label, count in figure.spread)
