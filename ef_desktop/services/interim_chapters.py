"""The chapters of the interim report: what the program counted and collected, as tables and lists."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ef_desktop.content import read_content
from ef_desktop.domain.board import SETTLED
from ef_desktop.domain.book_parts import BookMeasurement
from ef_desktop.domain.interim import InterimList, InterimTable
from ef_desktop.i18n import N_, _, format_date, format_number, language, ngettext
from ef_desktop.services.book_works import choice_names
from ef_desktop.services.interim_reading import (
    BETTER,
    MADE,
    NOT_WORKS,
    PLANNED,
    PUBLISHED,
    WITHDRAWN,
    WORKS,
    Facts,
    Said,
)

Part = InterimTable | InterimList | BookMeasurement

#: Of these so many stand in the report; of the rest it says how many there are.
_MOST_AGREEMENTS, _MOST_SIGNALS, _MOST_QUESTIONS, _MOST_OPINIONS, _MOST_NEEDED = 40, 40, 12, 6, 24
_STORIES = 2
#: So many of the rules about figures are for readers; the others are for whoever measures.
_RULES = 6
_STATUS = {"open": N_("not started yet"), "busy": N_("in progress"), "done": N_("done"), "lapsed": N_("dropped")}


def parts_of(chapter: str, facts: Facts) -> tuple[Part, ...]:
    """Return what the program counted and collected for a chapter.

    Parameters:
        chapter: id in the content.
    """
    made = _MAKERS[chapter](facts) if chapter in _MAKERS else ()
    return tuple(part for part in made if _told(part))


def _told(part: Part) -> bool:
    """Return whether there is anything in a part."""
    if isinstance(part, InterimList):
        return bool(part.items)
    return bool(part.rows if isinstance(part, InterimTable) else part.figures or part.withheld)


def _more(count: int, most: int) -> str:
    words = ngettext("{count} more is in the app.", "{count} more are in the app.", count - most)
    return words.format(count=format_number(count - most)) if count > most else ""


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _reach(facts: Facts) -> Sequence[Part]:
    rows = tuple(
        (format_number(held.number), held.title, _day(held.held_on), format_number(held.inside), format_number(held.outside))
        for held in facts.meetings
    )
    head = (_("No."), _("Meeting"), _("Day"), _("Employees"), _("Guests"))
    table = InterimTable(_("Who was there"), head, rows, (0.07, 0.45, 0.22, 0.15, 0.11), (3, 4))
    # Where no name may be told, a department of one person would tell it.
    departments = facts.departments if facts.rule.names else ()
    return table, InterimList(_("Departments"), departments, running=True)


def _done(facts: Facts) -> Sequence[Part]:
    measured = any(element.real is not None for element in facts.elements)
    head = (_("Part"), _("Times"), _("Planned"), *([_("Real")] if measured else []))
    rows = tuple(
        (
            element.title,
            format_number(element.times),
            _minutes(element.planned),
            *([_minutes(element.real) if element.real is not None else "–"] if measured else []),
        )
        for element in facts.elements
    )
    shares = (0.52, 0.12, 0.18, 0.18) if measured else (0.64, 0.16, 0.2)
    elements = InterimTable(_("Parts of the base package"), head, rows, shares, tuple(range(1, len(head))))
    cases = tuple((case.title, ", ".join(case.goals) or "–", case.verdict or "–") for case in facts.cases)
    return elements, InterimTable(_("Cases"), (_("Case"), _("Global Goals"), _("Criteria")), cases, (0.36, 0.4, 0.24))


def _minutes(minutes: int) -> str:
    return _("{minutes} min").format(minutes=format_number(minutes))


def _yield(facts: Facts) -> Sequence[Part]:
    tops = [
        InterimList(_("{number}. {title}").format(number=format_number(held.number), title=held.title), held.top, numbered=True)
        for held in facts.meetings
    ]
    agreed = [said for said in facts.agreements if said.status not in SETTLED]
    agreed.sort(key=lambda said: (said.due_on or date.max, said.meeting))
    named = any(said.owner for said in agreed)
    rows = tuple(
        (said.text, *([said.owner] if named else []), _day(said.due_on), _(_STATUS.get(said.status, said.status)))
        for said in agreed[:_MOST_AGREEMENTS]
    )
    head = (_("What"), *([_("Who")] if named else []), _("By"), _("State"))
    shares = (0.48, 0.16, 0.19, 0.17) if named else (0.6, 0.2, 0.2)
    table = InterimTable(_("Agreements that are still open"), head, rows, shares, note=_more(len(agreed), _MOST_AGREEMENTS))
    told = tuple((said.text, said.to_whom or "–", said.answer or _("no answer yet")) for said in facts.signals[:_MOST_SIGNALS])
    titles = (_("Signal"), _("To whom"), _("Answer"))
    signals = InterimTable(_("Signals"), titles, told, (0.46, 0.2, 0.34), note=_more(len(facts.signals), _MOST_SIGNALS))
    return *tops, table, signals


def _behaviour(facts: Facts) -> Sequence[Part]:
    stories = facts.effect.stories[:_STORIES]
    if not stories:
        quoted = [(story.quote, story.name) for story in facts.stories if story.quote.strip()][:_STORIES]
        stories = tuple(f"{quote} ({name})" if name else quote for quote, name in quoted)
    return *facts.effect.measurements, InterimList(_("What people told"), stories)


def _measuring(facts: Facts) -> Sequence[Part]:
    code, content = language(), read_content("monitoring")
    names = {entry["id"]: words[:1].upper() + words[1:] for entry in content["moments"] if (words := entry[f"when_{code}"])}
    moments = tuple((names[entry["id"]], _minutes(entry["minutes"])) for entry in content["moments"])
    rows = tuple(
        (
            names.get(found.moment, found.moment),
            _day(found.held_on) or "–",
            format_number(found.answered),
            format_number(found.there) if found.there else "–",
        )
        for found in facts.responses
    )
    titles = (_("Measurement"), _("Day"), _("Answered"), _("Present"))
    return (
        InterimTable(_("When we measure"), (_("Moment"), _("Takes")), moments, (0.76, 0.24), (1,)),
        InterimTable(_("Response in this period"), titles, rows, (0.44, 0.26, 0.15, 0.15), (2, 3)),
        InterimList(_("How we deal with figures"), tuple(content["anonymity"][f"rules_{code}"][:_RULES])),
    )


def _works(facts: Facts) -> Sequence[Part]:
    names = choice_names()
    elements = tuple((element.title, *map(format_number, element.counts)) for element in facts.works.elements)
    reasons = tuple(
        _("{element}, meeting {meeting}: {choice}. {reason}").format(
            element=element.title, meeting=format_number(why.meeting), choice=why.name.lower(), reason=why.text
        )
        for element in facts.works.elements
        for why in element.reasons
    )
    return (
        InterimTable(_("Per part of the base package"), (_("Part"), *names.values()), elements, (0.36, 0.14, 0.16, 0.16, 0.18), (1, 2, 3, 4)),
        InterimList(_("Why"), reasons),
        _opinions(_("What works"), facts.opinions[WORKS]),
        _opinions(_("What does not work"), facts.opinions[NOT_WORKS]),
        _opinions(_("What can be better"), facts.opinions[BETTER]),
    )


def _opinions(title: str, said: Sequence[Said]) -> InterimList:
    return InterimList(title, tuple(one.text for one in said[:_MOST_OPINIONS]), note=_more(len(said), _MOST_OPINIONS))


def _transferable(facts: Facts) -> Sequence[Part]:
    kept = tuple(element.title for element in facts.works.elements if element.counts[0])
    tools = tuple(
        (tool.name, tool.situation or "–", _minutes(tool.minutes) if tool.minutes else "–", tool.tip or "–") for tool in facts.works.tools
    )
    needed = tuple(dict.fromkeys(thing for element in facts.elements for thing in element.materials))
    examples = tuple(f"{case.title}: {case.example_for}" for case in facts.cases if case.example_for)
    head = (_("Tool"), _("For which situation"), _("Time"), _("Tip"))
    return (
        InterimList(_("What we keep"), kept),
        InterimTable(_("Tools to share"), head, tools, (0.24, 0.3, 0.14, 0.32)),
        InterimList(_("What you need"), needed[:_MOST_NEEDED], running=True, note=_more(len(needed), _MOST_NEEDED)),
        InterimList(_("What others can use our cases for"), examples),
    )


def _communication(facts: Facts) -> Sequence[Part]:
    states = (PLANNED, MADE, PUBLISHED, WITHDRAWN)
    rows = tuple((name[:1].upper() + name[1:] or _("Other"), *(format_number(counts.get(state, 0)) for state in states)) for name, counts in facts.sent)
    head = (_("Kind"), _("Planned"), _("Made"), _("Published"), _("Withdrawn"))
    return (InterimTable(_("Portraits and messages"), head, rows, (0.4, 0.15, 0.15, 0.15, 0.15), (1, 2, 3, 4)),)


def _ahead(facts: Facts) -> Sequence[Part]:
    coming = tuple((title, _day(day), place or "–") for title, day, place in facts.coming)
    questions = tuple(said.text for said in facts.questions if not said.answer)
    return (
        InterimTable(_("Meetings to come"), (_("Meeting"), _("Day"), _("Place")), coming, (0.48, 0.24, 0.28)),
        InterimList(_("Questions that are still open"), questions[:_MOST_QUESTIONS], note=_more(len(questions), _MOST_QUESTIONS)),
    )


_MAKERS: Mapping[str, Callable[[Facts], Sequence[Part]]] = {
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
