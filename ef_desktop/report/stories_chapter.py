"""The chapters with portraits and with what changed."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from ef_desktop.domain.book_parts import (
    BookEffect,
    BookFigure,
    BookMeasurement,
    BookStory,
)
from ef_desktop.i18n import N_
from ef_desktop.report import styles
from ef_desktop.report.blocks import Gap, Paint, Row, Text
from ef_desktop.report.chapter_parts import Section
from ef_desktop.report.pictures import picture
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import LINE, MEASURE, UNIT, palette
from ef_desktop.report.tables import Column, Table
from ef_desktop.report.words import Words

_BAR = 3.0
_QUOTE = 18.0
_NUMBER = 58.0
_MEANS = 96.0
_PARTS = {"now": N_("now"), "then": N_("when we began")}


def quotation(text: str, node: Node, words: Words) -> Row:
    """Return a text as a quotation, with a bar beside it."""

    def paint(canvas, x, y):
        canvas.setFillColor(palette()["primary"])
        canvas.rect(x, y - LINE / 2, _BAR, LINE, stroke=0, fill=1)

    said = Text(text, styles.TOP, node.add("BlockQuote").add("P"), words.language)
    return Row([said], [(_QUOTE, MEASURE - _QUOTE)], rule=None, padding=UNIT, paint=paint)


def stories_chapter(
    stories: Sequence[BookStory], title: str, key: str, left_out: str, root: Node, words: Words
) -> Iterator[Flowable]:
    """Return the chapter with portraits, each with the day on which its bearer said yes.

    Parameters:
        stories: the portraits that may stand there.
        title: of the chapter; ``key``: its bookmark.
        left_out: what is not in it, "" for nothing.
        root: the node ``Document``.
        words: the language.
    """
    _ = words.gettext
    section = Section(root, words)
    yield from section.opening(title, key, left_out)
    for story in stories:
        yield from section.heading(story.title or story.name or _("A story"), need=6 * LINE)
        if story.quote:
            yield quotation(f"‘{story.quote.strip('‘’')}’", section.node, words)
        yield from section.paragraphs((story.body,))
        for shown in story.pictures:
            yield picture(shown.data, shown.description, section.node, words)
            yield Gap(LINE / 2)
        said = story.name or _("A participant")
        if story.approved_on is not None:
            said = _("{name}. With permission, {day}.").format(name=said, day=words.day(story.approved_on))
        yield from section.notes(said)


def effect_chapter(effect: BookEffect, title: str, key: str, left_out: str, root: Node, words: Words) -> Iterator[Flowable]:
    """Return the chapter with measurements and chosen answers; the rest is as for ``stories_chapter``."""
    _ = words.gettext
    section = Section(root, words)
    yield from section.opening(title, key, left_out)
    if any(measured.figures for measured in effect.measurements):
        yield from section.notes(_("See the figures as a thermometer, not as proof. There is a figure from five answers on."))
    for measured in effect.measurements:
        yield from measurement(measured, section)
    if effect.stories:
        yield from section.heading(_("Stories of change that the group chose"))
        for story in effect.stories:
            yield quotation(f"‘{story.strip('‘’')}’", section.node, words)
    for question in dict.fromkeys(question for question, _answer in effect.answers):
        yield from section.heading(question or _("In own words"))
        yield from section.bullets(answer for asked, answer in effect.answers if asked == question)


def measurement(measured: BookMeasurement, section: Section) -> Iterator[Flowable]:
    """Return one moment of measuring: how many answered, and a table of the figures that may be shown."""
    words = section.words
    _ = words.gettext
    yield from section.heading(measured.name, need=7 * LINE)
    parts = [words.day(measured.held_on)] if measured.held_on else []
    if measured.respondents:
        parts.append(words.ngettext("{count} person answered", "{count} people answered", measured.respondents))
    yield from section.notes(" · ".join(parts))
    # Whoever gathers a book leaves these out already; on paper nothing may depend on it.
    figures = [figure for figure in measured.figures if figure.mean is not None]
    if not figures:
        yield section.text(_("Too few answers for figures."))
        return
    columns = [
        Column(_("Statement"), names=True, style=styles.CELL),
        Column("", _MEANS, drawn=True),
        Column(_("Answers"), _NUMBER, right=True),
        Column(_("Mean"), _NUMBER, right=True),
    ]
    table = Table(section.node, words, columns)
    left = table.places[1][0]
    for figure in figures:
        cells = [(figure.text, _about(figure, words)), words.number(figure.answers), _mean(figure, words)]
        yield table.row(cells, paint=_painter(figure, left))
    yield Gap(2 * UNIT)
    if measured.withheld:
        yield CondPageBreak(2 * LINE)
        withheld = words.ngettext(
            "{count} statement has too few answers for a figure.",
            "{count} statements have too few answers for a figure.",
            measured.withheld,
        )
        yield from section.notes(withheld)


def _about(figure: BookFigure, words: Words) -> str:
    part = words.gettext(_PARTS[figure.part]) if figure.part in _PARTS else figure.part
    spread = ", ".join(f"{label}: {words.number(count)}" for label, count in figure.spread if count)
    return " · ".join(text for text in (figure.theme, part, spread) if text)


def _painter(figure: BookFigure, left: float) -> Paint:
    """Return what draws the mean on its scale; the figure stands beside it."""
    share = (figure.mean - figure.lowest) / max(1, figure.highest - figure.lowest)

    def paint(canvas, x, y):
        canvas.setFillColor(palette()["primaryTint2"])
        canvas.rect(x + left, y - 3, _MEANS, 6, stroke=0, fill=1)
        canvas.setFillColor(palette()["primary"])
        canvas.rect(x + left, y - 3, _MEANS * share, 6, stroke=0, fill=1)

    return paint


def _mean(figure: BookFigure, words: Words) -> str:
    _ = words.gettext
    return _("{mean} of {highest}").format(mean=words.number(figure.mean), highest=words.number(figure.highest))
