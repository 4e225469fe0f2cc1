"""The words of a case: the criteria as the programme text has them, states, verdicts and kinds of initiator."""

from ef_desktop.domain import criteria
from ef_desktop.i18n import _

INITIATOR_KINDS = ("", "inwoner", "bewonersgroep", "ondernemer", "sociale_onderneming", "vereniging", "onderwijs", "partner")
STATUSES = ("proposed", "intake", "admitted", "planned", "discussed", "followed_up", "closed", "not_now")
KNOWING = ("", "doet_mee", "weet", "nee")


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


def verdict_detail(verdict: str, met: int) -> str:
    """Return what the verdict rests on, and what is still to be done.

    Parameters:
        met: how many of the four criteria are met.
    """
    if verdict == criteria.FITS:
        return _("All four criteria are met.")
    if verdict == criteria.NOT_NOW:
        return _("You keep this case for later.")
    count = _("{count} of 4 criteria.").format(count=met)
    if verdict == criteria.WITH_REASON:
        rest = _("You make an exception.")
    elif met == len(criteria.CRITERIA):
        rest = _("Explain each one, and give one goal a sentence.")
    else:
        rest = _("Look at all four and explain why.")
    return f"{count} {rest}"


def initiator_words(kind: str) -> str:
    """Return the word for a kind of initiator."""
    return {
        "": _("Not chosen yet"),
        "inwoner": _("Resident"),
        "bewonersgroep": _("Group of residents"),
        "ondernemer": _("Entrepreneur"),
        "sociale_onderneming": _("Social enterprise"),
        "vereniging": _("Association or foundation"),
        "onderwijs": _("School or knowledge institute"),
        "partner": _("Other partner"),
    }[kind]


def knowing_words(answer: str) -> str:
    """Return the words for whether the initiator knows that the case is discussed."""
    return {
        "": _("Not answered yet"),
        "doet_mee": _("Yes, and takes part"),
        "weet": _("Yes, does not take part"),
        "nee": _("No, so it stays anonymous"),
    }[answer]


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
