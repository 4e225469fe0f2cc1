"""What changed: the figures of measurements, only from so many answers on that nobody can be recognised in them."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.tables import Measurement, MeasurementCount, OpenAnswer, Statement
from ef_desktop.domain.book_parts import (
    FEWEST_FOR_MEAN,
    FEWEST_FOR_SPREAD,
    BookEffect,
    BookFigure,
    BookMeasurement,
)
from ef_desktop.i18n import _, format_number, language, ngettext
from ef_desktop.services.book_cover import BookCover
from ef_desktop.services.reading import spoken

#: Words at the measurement moments in the content.
_WHEN = "when"


def figure(counts: Mapping[int, int], lowest: int, highest: int, labels: tuple[str, ...] = ()) -> tuple[
    int, float | None, tuple[tuple[str, int], ...]
]:
    """Return the number of answers, the mean, and label and number of each value, as far as the rules let them be shown.

    Parameters:
        counts: how often each value was given.
        lowest, highest: ends of the scale; other values do not count.
        labels: of the values, lowest first; without them the value itself.
    """
    counts = {value: counts.get(value, 0) for value in range(lowest, highest + 1)}
    answers = sum(counts.values())
    if answers < FEWEST_FOR_MEAN:
        return answers, None, ()
    mean = sum(value * count for value, count in counts.items()) / answers
    if answers < FEWEST_FOR_SPREAD:
        return answers, round(mean * 2) / 2, ()
    names = labels or tuple(str(value) for value in counts)
    return answers, round(mean, 1), tuple(zip(names, counts.values(), strict=True))


def scale_of(scale: str) -> tuple[int, int, tuple[str, ...]]:
    """Return lowest and highest value of a scale, and the labels of its values where they have words."""
    entry = read_content("monitoring")["scales"].get(scale)
    if entry is not None:
        return 1, len(entry[language()]), tuple(entry[language()])
    first, _dash, last = scale.partition("-")
    return (int(first), int(last), ()) if first.isdigit() and last.isdigit() else (1, 5, ())


def effect(session: Session, cover: BookCover, *, since: date | None = None, until: date | None = None) -> BookEffect:
    """Return the measurements in order of time, and what of the answers in words was chosen to be read.

    Parameters:
        cover: for the answers in words.
        since, until: first and last day that count; a measurement without a day counts always.
    """
    statements = {row.id: row for row in session.scalars(select(Statement))}
    rows = [
        row
        for row in session.scalars(select(Measurement).order_by(Measurement.held_on, Measurement.id))
        if row.held_on is None or ((since is None or row.held_on >= since) and (until is None or row.held_on <= until))
    ]
    measured = tuple(_measurement(session, row, statements) for row in rows)
    ids = {row.id for row in rows}
    query = select(OpenAnswer).order_by(OpenAnswer.place, OpenAnswer.id)
    answers = [row for row in session.scalars(query) if row.measurement_id in ids]
    shown = [row for row in answers if row.chosen and row.answer.strip()]
    return BookEffect(
        measurements=tuple(found for found in measured if found.figures or found.withheld),
        stories=tuple(cover.text(row.answer) for row in shown if row.change_story),
        answers=tuple((_question(statements.get(row.statement_id)), cover.text(row.answer)) for row in shown if not row.change_story),
        left_out=_left_out(sum(found.withheld for found in measured), len(answers) - len(shown)),
    )


def _measurement(session: Session, row: Measurement, statements: Mapping[bytes, Statement]) -> BookMeasurement:
    counted: dict[tuple[bytes, str], dict[int, int]] = {}
    for count in session.scalars(select(MeasurementCount).where(MeasurementCount.measurement_id == row.id)):
        if count.value.lstrip("-").isdigit() and count.statement_id in statements:
            values = counted.setdefault((count.statement_id, count.part), {})
            values[int(count.value)] = values.get(int(count.value), 0) + max(0, count.amount)
    figures, withheld, parted = [], 0, _parted(counted)
    for (statement_id, part), values in sorted(counted.items(), key=lambda item: (statements[item[0][0]].place, item[0])):
        statement = statements[statement_id]
        lowest, highest, labels = scale_of(statement.scale)
        answers, mean, spread = figure(values, lowest, highest, labels)
        if mean is None or (part and statement_id not in parted):
            withheld += 1
            continue
        text, theme = spoken(statement, "text"), spoken(statement, "theme")
        figures.append(BookFigure(text, theme, answers, mean, spread, lowest, highest, part))
    return BookMeasurement(_name(row.moment), row.moment, row.held_on, row.respondents, tuple(figures), withheld)


def _parted(counted: Mapping[tuple[bytes, str], Mapping[int, int]]) -> frozenset[bytes]:
    """Return the statements that may be told per group: no group, and no rest of the whole, is so small that it tells of people."""
    groups: dict[bytes, dict[str, int]] = {}
    for (statement_id, part), values in counted.items():
        groups.setdefault(statement_id, {})[part] = sum(values.values())
    found = []
    for statement_id, answers in groups.items():
        whole = answers.pop("", 0)
        rest = whole - sum(answers.values())
        if all(count >= FEWEST_FOR_MEAN for count in answers.values()) and (rest <= 0 or rest >= FEWEST_FOR_MEAN):
            found.append(statement_id)
    return frozenset(found)


def _name(moment: str) -> str:
    entry = next((entry for entry in read_content("monitoring")["moments"] if entry["id"] == moment), None)
    words = entry[f"{_WHEN}_{language()}"] if entry is not None else moment
    return words[:1].upper() + words[1:]


def _question(statement: Statement | None) -> str:
    return spoken(statement, "text") if statement is not None else ""


def _left_out(withheld: int, unread: int) -> str:
    said = []
    if withheld:
        words = ngettext(
            "{count} statement has fewer than {least} answers: there is no figure for it.",
            "{count} statements have fewer than {least} answers: there are no figures for them.",
            withheld,
        )
        said.append(words.format(count=format_number(withheld), least=format_number(FEWEST_FOR_MEAN)))
    if unread:
        words = ngettext("{count} open answer is not here.", "{count} open answers are not here.", unread)
        said.append(words.format(count=format_number(unread)) + " " + _("Only what was chosen to be read stands here."))
    return " ".join(said)
