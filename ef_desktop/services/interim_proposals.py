"""The text that a chapter of the interim report begins with: neutral sentences made from the figures. The facilitator may rewrite it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ef_desktop.content import read_content
from ef_desktop.domain.board import SETTLED
from ef_desktop.domain.book_parts import FEWEST_FOR_MEAN
from ef_desktop.domain.interim import Rule
from ef_desktop.i18n import _, format_list, format_number, language, ngettext
from ef_desktop.report.words import Words
from ef_desktop.services.book_meetings import cards_left_out
from ef_desktop.services.interim_reading import (
    MADE,
    PLANNED,
    PUBLISHED,
    WITHDRAWN,
    Facts,
)

#: So many employees A&O fonds asked for in 2021, by the content.
ASKED_REACH = 15


@dataclass(frozen=True)
class Frame:
    """What the report is about: the programme, its municipality, and first and last day of the period."""

    programme: str
    municipality: str
    since: date
    until: date


def proposal(chapter: str, facts: Facts, frame: Frame) -> str:
    """Return the text of a chapter, its paragraphs with an empty line between them.

    Parameters:
        chapter: id in the content.
    """
    return "\n\n".join(_WRITERS[chapter](facts, frame)) if chapter in _WRITERS else ""


def counted(facts: Facts) -> tuple[str, ...]:
    """Return how much there was in the period, phrase by phrase; nothing of what there was not."""
    phrases = (
        (len(facts.meetings), ngettext("{count} meeting", "{count} meetings", len(facts.meetings))),
        (facts.people, ngettext("{count} person", "{count} people", facts.people)),
        (len(facts.cases), ngettext("{count} case", "{count} cases", len(facts.cases))),
        (facts.outcomes, ngettext("{count} outcome", "{count} outcomes", facts.outcomes)),
    )
    return tuple(words.format(count=format_number(count)) for count, words in phrases if count)


def left_out(facts: Facts) -> tuple[str, ...]:
    """Return what is not in the report and why, sentence by sentence."""
    return tuple(_left_out(facts))


def rule_words(rule: Rule) -> str:
    """Return what the rule keeps from the readers, in a sentence; "" where it keeps nothing."""
    things = (
        (rule.names, _("names of people")),
        (rule.signals, _("signals to the organisation")),
        (rule.districts, _("districts that lead to an initiative")),
    )
    kept = [words for may, words in things if not may]
    return _("For these readers was left out: {things}.").format(things=format_list(kept)) if kept else ""


def _left_out(facts: Facts) -> Iterator[str]:
    if told := rule_words(facts.rule):
        yield told
    yield from cards_left_out(facts.withheld)
    if facts.rule.names and facts.nameless:
        words = ngettext(
            "{count} name is not here, because there is no permission for it.",
            "{count} names are not here, because there is no permission for them.",
            facts.nameless,
        )
        yield words.format(count=format_number(facts.nameless))
    if facts.coded:
        words = ngettext("{count} case stands here by a code.", "{count} cases stand here by a code.", facts.coded)
        yield words.format(count=format_number(facts.coded))
    if facts.untold_stories:
        words = ngettext("{count} portrait is not here.", "{count} portraits are not here.", facts.untold_stories)
        yield words.format(count=format_number(facts.untold_stories))
    if facts.undated:
        words = ngettext(
            "{count} meeting has no date and belongs to no period.", "{count} meetings have no date and belong to no period.", facts.undated
        )
        yield words.format(count=format_number(facts.undated))


def signals_left_out(facts: Facts) -> str:
    """Return how many signals are only counted for these readers; "" where they are told."""
    if facts.rule.signals or not facts.signal_count:
        return ""
    words = ngettext("{count} signal to the organisation is not told here.", "{count} signals to the organisation are not told here.", facts.signal_count)
    return words.format(count=format_number(facts.signal_count))


def _about(facts: Facts, frame: Frame) -> Iterator[str]:
    if frame.municipality:
        yield _(
            "In the learning path ‘{programme}’ people of the municipality of {municipality} and people from the city learn together from real questions."
        ).format(programme=frame.programme, municipality=frame.municipality)
    else:
        yield _("In the learning path ‘{programme}’ colleagues and people from the city learn together from real questions.").format(
            programme=frame.programme
        )
    period = Words(language()).period(frame.since, frame.until)
    if facts.meetings:
        things = format_list(list(counted(facts)))
        yield _("This report is about this period: {period}. In it: {things}.").format(period=period, things=things)
    else:
        yield _("This report is about this period: {period}. There were no meetings.").format(period=period)


def _reach(facts: Facts, _frame: Frame) -> Iterator[str]:
    if not facts.people:
        yield _("In this period nobody's presence was noted.")
        return
    meetings = ngettext("{count} meeting", "{count} meetings", len(facts.meetings)).format(count=format_number(len(facts.meetings)))
    people = ngettext("{count} person took part in {meetings}.", "{count} people took part in {meetings}.", facts.people)
    yield people.format(count=format_number(facts.people), meetings=meetings)
    yield _("Counted meeting by meeting: {visits} times.").format(visits=format_number(facts.visits))
    employees = ngettext("{count} employee", "{count} employees", facts.employees).format(count=format_number(facts.employees))
    guests = ngettext("{count} guest from outside", "{count} guests from outside", facts.guests).format(count=format_number(facts.guests))
    departments = ngettext("{count} department", "{count} departments", len(facts.departments)).format(count=format_number(len(facts.departments)))
    yield _("Among them: {employees} of {departments}, and {guests}.").format(employees=employees, departments=departments, guests=guests)
    asked = {"asked": format_number(ASKED_REACH), "count": format_number(facts.employees)}
    if facts.employees >= ASKED_REACH:
        yield _("In 2021 A&O fonds asked for a reach of at least {asked} employees. With {count} that is reached in this period.").format(**asked)
    else:
        yield _("In 2021 A&O fonds asked for a reach of at least {asked} employees. In this period there were {count}.").format(**asked)


def _done(facts: Facts, _frame: Frame) -> Iterator[str]:
    elements = ngettext("{count} part of the base package was used.", "{count} parts of the base package were used.", len(facts.elements))
    cases = ngettext("{count} case was discussed.", "{count} cases were discussed.", len(facts.cases))
    yield " ".join(
        (elements.format(count=format_number(len(facts.elements))), cases.format(count=format_number(len(facts.cases))))
    )


def _yield(facts: Facts, _frame: Frame) -> Iterator[str]:
    written = ngettext("{count} outcome was written down.", "{count} outcomes were written down.", facts.outcomes)
    yield written.format(count=format_number(facts.outcomes))
    done = sum(said.status == "done" for said in facts.agreements)
    open_ = sum(said.status not in SETTLED for said in facts.agreements)
    made = ngettext(
        "{count} agreement was made: {done} done, {open} open, {lapsed} dropped.",
        "{count} agreements were made: {done} done, {open} open, {lapsed} dropped.",
        len(facts.agreements),
    )
    lapsed = len(facts.agreements) - done - open_
    numbers = {"done": done, "open": open_, "lapsed": lapsed, "count": len(facts.agreements)}
    yield made.format(**{name: format_number(number) for name, number in numbers.items()})
    signals = ngettext("{count} signal was given to the organisation.", "{count} signals were given to the organisation.", facts.signal_count)
    yield signals.format(count=format_number(facts.signal_count))


def _behaviour(facts: Facts, _frame: Frame) -> Iterator[str]:
    if any(found.figures for found in facts.effect.measurements):
        yield _("The figures below are what participants say of themselves. See them as a thermometer, not as proof.")
    else:
        yield _("There are no figures to show in this period: a figure stands here only from {least} answers on.").format(
            least=format_number(FEWEST_FOR_MEAN)
        )


def _measuring(facts: Facts, _frame: Frame) -> Iterator[str]:
    content = read_content("monitoring")
    yield _(
        "We follow attitude and behaviour with {count} short statements, at fixed moments. They are our own words, not a validated"
        " scale. We count answers and keep no forms of people."
    ).format(count=format_number(len(content["statements"])))
    if facts.responses:
        measured = ngettext("In this period we measured {count} time.", "In this period we measured {count} times.", len(facts.responses))
        answered = ngettext("{count} answer came in.", "{count} answers came in.", sum(found.answered for found in facts.responses))
        yield " ".join(
            (
                measured.format(count=format_number(len(facts.responses))),
                answered.format(count=format_number(sum(found.answered for found in facts.responses))),
            )
        )
    else:
        yield _("In this period we did not measure.")
    notes = [found.note for found in facts.responses if found.note]
    if notes:
        yield _("With the measurements was noted: {notes}").format(notes=" ".join(notes))
    else:
        yield _("No changes to the measurement were noted.")


def _works(facts: Facts, _frame: Frame) -> Iterator[str]:
    count = len(facts.works.elements)
    if count:
        words = ngettext(
            "Of {count} part of the base package the group said what to do with it.",
            "Of {count} parts of the base package the group said what to do with them.",
            count,
        )
        yield words.format(count=format_number(count))
    else:
        yield _("In this period no part of the base package was judged.")
    yield _("A tailor-made tool arises when a part was used twice and was adapted.")


def _transferable(facts: Facts, _frame: Frame) -> Iterator[str]:
    count = len(facts.works.tools)
    if count:
        words = ngettext("There is {count} tool that another municipality can use.", "There are {count} tools that another municipality can use.", count)
        yield words.format(count=format_number(count))
    else:
        yield _("There is no tailor-made tool to share yet.")
    if any(element.materials for element in facts.elements):
        yield _("Below stands what is needed for the parts that were used.")


def _communication(facts: Facts, _frame: Frame) -> Iterator[str]:
    totals = [sum(counts.get(state, 0) for _name, counts in facts.sent) for state in (PLANNED, MADE, PUBLISHED, WITHDRAWN)]
    if not any(totals):
        yield _("No portraits or messages were planned yet.")
        return
    planned, made, published, withdrawn = map(format_number, totals)
    yield _("Portraits and messages as they stand now: {planned} planned, {made} made, {published} published, {withdrawn} withdrawn.").format(
        planned=planned, made=made, published=published, withdrawn=withdrawn
    )


def _ahead(facts: Facts, _frame: Frame) -> Iterator[str]:
    if facts.coming:
        words = ngettext("{count} meeting is still planned.", "{count} meetings are still planned.", len(facts.coming))
        yield words.format(count=format_number(len(facts.coming)))
    else:
        yield _("No more meetings are planned yet.")
    yield _("There are no questions to the client now.")


_WRITERS: Mapping[str, Callable[[Facts, Frame], Iterator[str]]] = {
    "aanleiding": _about,
    "bereik": _reach,
    "gedaan": _done,
    "opbrengst": _yield,
    "houding_gedrag": _behaviour,
    "monitoring": _measuring,
    "werkt": _works,
    "overdraagbaar": _transferable,
    "communicatie": _communication,
    "vervolg": _ahead,
}
