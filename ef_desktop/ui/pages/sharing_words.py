"""The words of the page Delen: when, whose, how much, and where two texts differ."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData

from ef_desktop.domain.sharing import (
    BACK,
    CHANGED,
    CLASH,
    ERASED,
    GONE,
    MINE,
    NEW,
    ORDER,
    THEIRS,
    Clash,
    Entry,
    Key,
    MergePreview,
    Side,
)
from ef_desktop.i18n import N_, _, format_date, format_list, format_number, format_time, ngettext
from ef_desktop.paths import FILE_SUFFIX

#: Per state: heading of the list and icon.
STATES = {
    CLASH: (N_("Clashes"), "git-compare"),
    ERASED: (N_("Erased"), "eraser"),
    GONE: (N_("Gone"), "trash"),
    BACK: (N_("Back again"), "arrow-back-up"),
    CHANGED: (N_("Changed"), "pencil"),
    NEW: (N_("New"), "plus"),
}

_WHAT = {
    ERASED: N_("This was erased on request. It goes here too and never comes back, not from a backup either."),
    GONE: N_("This was removed there. It goes from your file too; undo brings it back."),
    BACK: N_("This was put back there, or worked on while you removed it. It comes back; nothing typed is lost."),
    CHANGED: N_("Only your colleague changed this. It becomes as it is there."),
    NEW: N_("This is not in your file yet. It comes in."),
}
#: Of a copy that is closed with a passphrase.
CLOSED_SUFFIX = ".age"

#: Longer texts are compared as a whole: word by word would keep the window waiting.
_COMPARED = 4000


def dropped_copy(data: QMimeData) -> Path | None:
    """Return the one copy of a work file among what is dropped, open or closed, or None."""
    places = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return places[0] if len(places) == 1 and places[0].suffix.lower() in (FILE_SUFFIX, CLOSED_SUFFIX) else None


def state_words(state: str) -> str:
    """Return the heading of a state."""
    return _(STATES[state][0])


def what_words(state: str) -> str:
    """Return what a merge does with a row in a state other than CLASH."""
    return _(_WHAT[state])


def moment_words(at: datetime, now: datetime) -> str:
    """Return a moment as a reader says it: today 15:58, 12 March 15:58. Both are local."""
    days = (now.date() - at.date()).days
    day = _("today") if days == 0 else _("yesterday") if days == 1 else format_date(at.date())
    return f"{day} {format_time(at)}"


def people_words(people: tuple[str, ...]) -> str:
    """Return the names of who wrote in a copy, or 'a colleague'."""
    return format_list(list(people)) if people else _("a colleague")


def side_words(side: Side) -> str:
    """Return whose value it is."""
    return _("With you") if side.own else _("With {name}").format(name=side.who or _("a colleague"))


def counts_words(told: MergePreview) -> str:
    """Return how many rows a merge touched, the new ones first."""
    states = (state for state in reversed(ORDER) if state != CLASH and told.count(state))
    parts = [f"{format_number(told.count(state))} {state_words(state).lower()}" for state in states]
    if clashing := told.count(CLASH):
        parts.append(_("{count} changed by both").format(count=format_number(clashing)))
    return format_list(parts) if parts else _("Only small things changed")


def meetings_words(told: MergePreview) -> str:
    """Return in which meetings the most is, at most three."""
    parts = [_("{count} at {where}").format(count=format_number(count), where=where) for where, count in told.meetings[:3]]
    return format_list(parts)


def source_words(told: MergePreview, now: datetime, own: bool = False) -> str:
    """Return the line below the name of a copy: whose, unless it is one's own, until when, where."""
    parts = [] if own else [_("From {people}").format(people=people_words(told.people))]
    if told.last_at is not None:
        parts.append(_("last changed {moment}").format(moment=moment_words(told.last_at, now)))
    if told.meetings:
        parts.append(meetings_words(told))
    return " · ".join(parts)


def open_words(count: int) -> str:
    """Return how many choices are open."""
    return ngettext("{count} choice open", "{count} choices open", count).format(count=format_number(count))


def entry_words(entry: Entry) -> str:
    """Return the line below the title of a row: what changes in it, else where it is."""
    return format_list(list(entry.notes)) if entry.notes else entry.where


def is_chosen(entry: Entry, choices: Mapping[Key, object]) -> bool:
    """Tell whether every field of a row has been chosen."""
    return all(clash.key in choices for clash in entry.clashes)


def rule_words(clash: Clash, rule: str) -> str:
    """Return what holds when nobody chooses, by MINE, THEIRS or NEWEST."""
    if rule == MINE:
        return _("If you do not choose, yours holds.")
    if rule == THEIRS:
        return _("If you do not choose, that of the other holds.")
    side = clash.sides[clash.winner]
    who = _("you") if side.own else side.who or _("a colleague")
    return _("If you do not choose, that of {who} holds for now: it was typed last. It stays on the list.").format(who=who)


def differing(text: str, other: str) -> tuple[tuple[int, int], ...]:
    """Return the parts of a text that are not in another one, by words.

    Returns:
        Pairs of first position and the one after the last.
    """
    if len(text) + len(other) > _COMPARED:
        return ((0, len(text)),)
    # Only here: the window reads this module when it starts.
    from difflib import SequenceMatcher

    mine, theirs = ([(found[0], found.start(), found.end()) for found in re.finditer(r"\S+", part)] for part in (text, other))
    spans = []
    matcher = SequenceMatcher(None, [word for word, *_place in mine], [word for word, *_place in theirs], autojunk=False)
    for tag, first, last, _start, _end in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            spans.append((mine[first][1], mine[last - 1][2]))
    return tuple(spans)
