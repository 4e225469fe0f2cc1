"""Where a person occurs, in words."""

import sqlite3

from ef_desktop.db import tracing
from ef_desktop.domain.erasing import Trace
from ef_desktop.i18n import N_, _, format_list, ngettext

#: Texts by table, and by table and column where that says more.
_PLACES = {
    "programme": N_("Learning path"),
    "setting": N_("Setting"),
    "meeting": N_("Meeting"),
    "meeting.notes": N_("Notes of a meeting"),
    "meeting.summary": N_("Summary of a meeting"),
    "agenda_item": N_("Agenda"),
    "agenda_item.leader": N_("Who leads a block"),
    "agenda_item.notes": N_("Notes with a block"),
    "block": N_("Building block"),
    "template": N_("Sample meeting"),
    "person": N_("Another participant"),
    "person.agreed_by": N_("Who agreed to a participant"),
    "attendance": N_("Note at attendance"),
    "case_file": N_("Case"),
    "case_file.initiator_name": N_("Name of an initiative"),
    "case_file.exception_by": N_("Who decided about a case"),
    "case_criterion": N_("Reason at a criterion"),
    "case_goal": N_("Sentence at a goal"),
    "case_relation": N_("Note between cases"),
    "outcome": N_("Card"),
    "outcome.to_whom": N_("Card: for whom"),
    "outcome.answer": N_("Card: answer"),
    "outcome_group": N_("Group of cards"),
    "workform_round": N_("Roles and talents"),
    "talent_award": N_("Example with a talent"),
    "case_need": N_("Need of a case"),
    "evaluation": N_("What works"),
    "measurement": N_("Measurement"),
    "open_answer": N_("Open answer"),
    "portrait": N_("Portrait"),
    "consent": N_("Consent"),
    "communication_item": N_("Communication plan"),
    "attachment": N_("Picture or file"),
    "ground_rule": N_("Rule of the room"),
    "tool_card": N_("Tool"),
    "tool_card.tried_by": N_("Who tried a tool"),
    "report_edition": N_("Report"),
    "statement": N_("Statement"),
    "discussion_step": N_("Note in a case discussion"),
}
_OTHER = N_("Another text")
#: So many places are named in a line.
_NAMED = 3


def place_of(connection: sqlite3.Connection, text: tracing.Text) -> str:
    """Return what kind of text it is and of what, such as ``Card · Start in the neighbourhood``."""
    words = _PLACES.get(f"{text.table}.{text.column}") or _PLACES.get(text.table, _OTHER)
    own, above = tracing.titles(connection, text.table, text.row)
    # A title that is the text itself says nothing new.
    of = above or ("" if own == text.value and not text.past else own)
    return f"{_(words)} · {_short(of)}" if of else _(words)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"


def trace_of(connection: sqlite3.Connection, link: tracing.Link) -> Trace:
    """Return a kind of rows that point to a person, in words."""
    icon, title = _title(link)
    return Trace(
        icon,
        title.format(count=link.live),
        _places(connection, link),
        _("goes away") if link.goes else _("the name goes off"),
    )


def _title(link: tracing.Link) -> tuple[str, str]:
    count = link.live
    if link.table == "attendance":
        return "calendar", ngettext("At {count} meeting", "At {count} meetings", count)
    if link.table == "outcome":
        return "list-check", ngettext("Owner of {count} card", "Owner of {count} cards", count)
    if link.table == "case_file":
        return "folder-question", ngettext("Brought in {count} case", "Brought in {count} cases", count)
    if link.table == "consent":
        return "shield-check", ngettext("{count} consent", "{count} consents", count)
    if link.table == "portrait":
        return "user", ngettext("{count} portrait", "{count} portraits", count)
    if link.column == "giver_id":
        return "award", ngettext("Gave {count} talent", "Gave {count} talents", count)
    if link.table == "talent_award":
        return "award", ngettext("{count} talent by name", "{count} talents by name", count)
    if link.table == "role_assignment":
        return "users-group", ngettext("{count} role by name", "{count} roles by name", count)
    return "link", ngettext("{count} other link", "{count} other links", count)


def _places(connection: sqlite3.Connection, link: tracing.Link) -> str:
    names: list[str] = []
    for row in link.rows[: link.live]:
        own, above = tracing.titles(connection, link.table, row)
        name = _short(own if link.table in ("case_file", "outcome", "portrait") else above)
        if name and name not in names:
            names.append(name)
    shown = names[:_NAMED]
    if len(names) > _NAMED:
        shown.append(_("{count} more").format(count=len(names) - _NAMED))
    return format_list(shown) if shown else ""
