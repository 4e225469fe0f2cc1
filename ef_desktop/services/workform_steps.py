"""The steps of the work form as the facilitator reads them."""

from typing import Any

from ef_desktop.content import read_content
from ef_desktop.domain import workform
from ef_desktop.domain.workform import LARGEST
from ef_desktop.domain.workviews import WorkStepView
from ef_desktop.i18n import N_, _, content_text, format_list, language

#: What is recorded in a step, in words.
_RECORDS = {
    "storage": N_("whether names are kept"),
    "own": N_("three talents for each person"),
    "growth": N_("one talent to grow in"),
    "role": N_("one role"),
    "given": N_("talents that people get"),
    "mirror": N_("a note for yourself"),
    "totals": N_("the counts"),
    "observations": N_("what the group sees"),
    "needs": N_("what the case needs"),
    "outside": N_("who from outside brings it"),
    "taken": N_("who takes which role"),
    "outcome": N_("a card for the board"),
}


def rules() -> tuple[str, ...]:
    """Return what is agreed about roles, talents and names."""
    return tuple(said(read_content("workform_roles_talents"), "rules"))


def said(entry: dict[str, Any], key: str) -> Any:
    """Return what an entry of the content says in the language of the screen, where that is more than a text."""
    return entry.get(f"{key}_{language()}") or entry[f"{key}_nl"]


def step_view(
    people: int,
    entries: tuple[dict[str, Any], dict[str, Any]],
    minutes: int,
    state: str,
    spent: int,
    script: workform.ScriptStep,
) -> WorkStepView:
    """Return a step as the facilitator reads it.

    Parameters:
        people: size of the group.
        entries: the step in its script, and in the long one.
        minutes, state, spent: length, state and seconds spent of the step.
        script: the step as the clock knows it.
    """
    own, whole = entries
    records = tuple(own.get("records") or whole["records"])
    recorded = format_list([_(_RECORDS[record]) for record in records])
    return WorkStepView(
        id=own["id"],
        title=content_text(own if "title_nl" in own else whole, "title"),
        minutes=minutes,
        say=content_text(whole, "say"),
        facilitator=content_text(whole, "facilitator"),
        wall=content_text(whole, "project"),
        grouping=_grouping(script, people) or said(whole, "grouping")[workform.column(people)],
        note=content_text(own, "note") if "note_nl" in own else "",
        records=records,
        recorded=_("Record: {what}").format(what=recorded) if records else "",
        scene=own.get("scene") or whole["scene"],
        skippable=script.skippable,
        state=state,
        spent_seconds=spent,
        turns=workform.turns(script, people),
        turn_seconds=workform.turn_length(script, people),
    )


def _grouping(script: workform.ScriptStep, people: int) -> str:
    """Return how turns are taken in a group of this very size: the content tells it for 6, 12 and 24."""
    if not script.turn_seconds:
        return ""
    sizes = workform.group_sizes(people)
    seconds = workform.turn_length(script, people)
    length = f"{seconds // 60}:{seconds % 60:02d}"
    if len(sizes) == 1:
        return _("Whole group, {turns} turns of {length}").format(turns=sizes[0], length=length)
    if sizes[0] == sizes[-1]:
        return _("{groups} groups of {size}, turns of {length}").format(groups=len(sizes), size=sizes[0], length=length)
    return _("{groups} groups of {least} or {most}, turns of {length}").format(
        groups=len(sizes), least=sizes[-1], most=sizes[0], length=length
    )


def advice(variant: str, people: int, total: int, block: int | None) -> tuple[str, ...]:
    """Return what to mind about the size of the group and about the time, in words.

    Parameters:
        variant: the script.
        people: size of the group.
        total, block: minutes of the steps and of the block, None without one.
    """
    found = [content_text(read_content("workform_roles_talents"), "group_rule")]
    if people > LARGEST:
        found.append(_("More than 30 people: hold it in two rooms, each with a facilitator."))
    elif people > 16:
        found.append(_("From 17 people on a second facilitator is needed."))
    if block is not None and total > block:
        sentence = _("The steps take {total} minutes, the block has {block}. Make the block longer, or choose the short script.")
        if variant == "short":
            sentence = _("The steps take {total} minutes, the block has {block}. Make the block longer, or leave out a step.")
        found.append(sentence.format(total=total, block=block))
    return tuple(found)
