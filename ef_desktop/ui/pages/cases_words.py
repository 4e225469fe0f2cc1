"""The words of a case: the criteria as the programme text has them, states, verdicts, and what still misses."""

from collections.abc import Sequence

from ef_desktop.domain import criteria
from ef_desktop.domain.intake import IntakeField, parts
from ef_desktop.domain.views import CriterionView
from ef_desktop.i18n import _, format_list

STATUSES = ("proposed", "intake", "admitted", "planned", "discussed", "followed_up", "closed", "not_now")


def criterion_words(criterion: str) -> str:
    """Return a criterion in the wording of the programme text."""
    return {
        "c1": _("The case comes from a question from the city"),
        "c2": _("Can be used as an example for other cases"),
        "c3": _("A link can be made with a changing society and the role of the municipality in it"),
        "c4": _("A connection can be made with at least one of the 17 Global Goals"),
    }[criterion]


def state_words(state: str) -> str:
    """Return the word for what was found of a criterion."""
    return {
        criteria.MEETS: _("Meets"),
        criteria.PARTLY: _("Partly"),
        criteria.NOT: _("Does not meet"),
        criteria.OPEN: _("Not looked at"),
    }[state]


def verdict_words(verdict: str) -> str:
    """Return the verdict on a case in a few words."""
    return {
        criteria.FITS: _("Fits the criteria"),
        criteria.INCOMPLETE: _("To be completed"),
        criteria.WITH_REASON: _("Admitted with a reason"),
        criteria.NOT_NOW: _("Not now"),
    }[verdict]


def verdict_detail(verdict: str, met: int, rule: str = criteria.ALL) -> str:
    """Return what the verdict rests on.

    Parameters:
        met: how many of the four criteria are met.
        rule: how they count together in this programme.
    """
    if verdict == criteria.FITS and met == len(criteria.CRITERIA):
        return _("All four criteria are met.")
    if verdict == criteria.NOT_NOW:
        return _("You keep this case for later.")
    count = _("{count} of 4 criteria.").format(count=met)
    rest = {
        criteria.FITS: rule_words(rule),
        criteria.WITH_REASON: _("You make an exception."),
        criteria.INCOMPLETE: _("All four must be met.") if rule == criteria.ALL else rule_words(rule),
    }[verdict]
    return f"{count} {rest}"


def rule_words(rule: str) -> str:
    """Return how the four criteria count together, as a sentence."""
    return {
        criteria.ALL: _("All four criteria must be met."),
        criteria.FIRST_AND_ONE: _("A question from the city and at least one more is enough."),
        criteria.ONE: _("At least one criterion is enough."),
    }[rule]


def missing_sentences(views: Sequence[CriterionView], verdict: str) -> list[str]:
    """Return what is still to be done, in sentences; nothing when the case fits."""
    if verdict != criteria.INCOMPLETE:
        return []
    of = {
        why: format_list([str(place) for place, view in enumerate(views, 1) if view.gap == why])
        for why in {view.gap for view in views}
    }
    told = []
    if numbers := of.get(criteria.NOT_LOOKED_AT):
        told.append(_("Look at criterion {numbers}.").format(numbers=numbers))
    if numbers := of.get(criteria.UNEXPLAINED):
        told.append(_("Explain criterion {numbers}.").format(numbers=numbers))
    if criteria.WITHOUT_GOAL in of:
        told.append(_("Give one Global Goal a sentence."))
    unmet = [str(place) for place, view in enumerate(views, 1) if view.gap in (criteria.PARTLY_MET, criteria.NOT_MET)]
    if unmet:
        told.append(_("Criterion {numbers} is not met: admit the case with a reason, or choose ‘Not now’.").format(numbers=format_list(unmet)))
    return told


def field_words(field: IntakeField, value: object) -> str:
    """Return an answer of the intake in words: the labels of what was chosen, or the text itself."""
    labels = {option.id: option.label for option in field.options}
    text = value if isinstance(value, str) else ""
    return ", ".join(labels[part] for part in parts(text) if part in labels) if labels else " ".join(text.split())


def status_words(status: str) -> str:
    """Return the word for how far a case is."""
    return {
        "proposed": _("Proposed"),
        "intake": _("Intake"),
        "admitted": _("Admitted"),
        "planned": _("Planned"),
        "discussed": _("Discussed"),
        "followed_up": _("Followed up"),
        "closed": _("Finished"),
        "not_now": _("Not now"),
    }[status]
