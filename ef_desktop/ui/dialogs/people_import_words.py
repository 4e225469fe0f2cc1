"""The words of the import of people: what was found, what will be done, what has been done."""

from collections import Counter
from collections.abc import Sequence

from ef_desktop.domain.importing import Table, field_words
from ef_desktop.domain.importing_matches import (
    ALIKE,
    FILL,
    FREE,
    NEW,
    OTHER_NAME,
    SAME_MAIL,
    SKIP,
    UPDATE,
    Deed,
    Match,
    changes,
)
from ef_desktop.domain.importing_people import Candidate
from ef_desktop.domain.words import is_mail_address
from ef_desktop.i18n import N_, _, format_list, format_number, ngettext
from ef_desktop.services.people_import import Comparison

_ACTIONS = {SKIP: N_("Skip"), FILL: N_("Fill in"), UPDATE: N_("Update"), NEW: N_("New")}
_LONGEST = 60


def action_words(action: str, match: Match) -> str:
    """Return what is done with somebody, in a word or two."""
    return _("New after all") if action == NEW and match.kind != FREE else _(_ACTIONS[action])


def reason_chip(candidate: Candidate, match: Match) -> str:
    """Return in a few words why somebody may be there already, or what to look at, or ""."""
    if match.kind == FREE:
        return _("Look at the e-mail") if wrong_mail(candidate) else ""
    if match.twin is not None:
        return _("Twice in the list")
    return {SAME_MAIL: _("Same e-mail"), OTHER_NAME: _("Same e-mail, other name"), ALIKE: _("Looks alike")}.get(match.kind, _("Same name"))


def wrong_mail(candidate: Candidate) -> bool:
    """Return whether an e-mail address is given to which nothing can be sent."""
    return bool(candidate.email) and not is_mail_address(candidate.email)


def reason_words(candidate: Candidate, match: Match, candidates: Sequence[Candidate]) -> str:
    """Return a sentence that tells to whom somebody is like, and one on an e-mail address that cannot be right."""
    sentences = [_alike_words(match, candidates)]
    if wrong_mail(candidate):
        sentences.append(_("‘{email}’ is no e-mail address; it comes along as it is.").format(email=short(candidate.email)))
    return " ".join(sentences)


def _alike_words(match: Match, candidates: Sequence[Candidate]) -> str:
    if match.kind == FREE:
        return _("Not yet in the list of people.")
    other = match.person if match.twin is None else candidates[match.twin]
    who = ", ".join(short(part) for part in (other.name, other.organisation) if part)
    if match.twin is not None:
        return _("Also on line {number} of this list: {who}.").format(number=format_number(other.number), who=who)
    sentence = {
        SAME_MAIL: _("Already there, with the same e-mail address: {who}."),
        OTHER_NAME: _("Somebody else has the same e-mail address: {who}."),
        ALIKE: _("Looks like {who}. Is it the same person?"),
    }.get(match.kind, _("Already there, with the same name: {who}."))
    return sentence.format(who=who)


def change_words(candidate: Candidate, match: Match, action: str, candidates: Sequence[Candidate]) -> str:
    """Return what the choice changes, field by field."""
    other = match.person if match.twin is None else candidates[match.twin]
    if action not in (FILL, UPDATE) or other is None:
        return ""
    parts = []
    for field, value in changes(candidate, other, action).items():
        if field == "outside":
            parts.append(_("From outside: {value}").format(value=_("yes") if value else _("no")))
            continue
        old = getattr(other, field)
        words = _("{field}: {old} becomes {new}") if old else _("{field}: {new}")
        parts.append(words.format(field=field_words(field), old=short(old), new=short(str(value))))
    return " · ".join(parts) or _("Nothing changes: it is all there already.")


def plan_words(deeds: Sequence[Deed], told: int) -> str:
    """Return what the button is going to do."""
    counts = Counter(deed.action for deed in deeds)
    parts = [
        (counts[NEW], ngettext("{count} new", "{count} new", counts[NEW])),
        (counts[FILL], ngettext("{count} filled in", "{count} filled in", counts[FILL])),
        (counts[UPDATE], ngettext("{count} updated", "{count} updated", counts[UPDATE])),
        (counts[SKIP], ngettext("{count} skipped", "{count} skipped", counts[SKIP])),
        (told, ngettext("{count} cannot come along", "{count} cannot come along", told)),
    ]
    return " · ".join(words.format(count=format_number(count)) for count, words in parts if count)


def button_words(deeds: Sequence[Deed]) -> str:
    """Return the words on the button that imports."""
    counts = Counter(deed.action for deed in deeds)
    changed = counts[FILL] + counts[UPDATE]
    if counts[NEW] or not changed:
        add = ngettext("Add {count} person", "Add {count} people", counts[NEW]).format(count=format_number(counts[NEW]))
        if not changed:
            return add
        return ngettext("{add} and change {count}", "{add} and change {count}", changed).format(add=add, count=format_number(changed))
    return ngettext("Add to {count} person", "Add to {count} people", changed).format(count=format_number(changed))


def done_words(added: int, changed: int) -> str:
    """Return what has been done."""
    parts = []
    if added:
        parts.append(ngettext("{count} person added", "{count} people added", added).format(count=format_number(added)))
    if changed:
        parts.append(ngettext("{count} person brought up to date", "{count} people brought up to date", changed).format(count=format_number(changed)))
    return format_list(parts) + "."


def report(comparison: Comparison, planned: Sequence[Deed]) -> tuple[dict, list[str]]:
    """Return what the command line answers about a list: for a program, and in sentences."""
    reading = comparison.reading
    doubts = [
        (candidate.number, reason_words(candidate, match, reading.candidates))
        for candidate, match in zip(reading.candidates, comparison.matches, strict=True)
        if match.kind in (ALIKE, OTHER_NAME) or wrong_mail(candidate)
    ]
    told = [(line.number, line.reason) for line in reading.told]
    answer: dict = {action: sum(deed.action == action for deed in planned) for action in _ACTIONS}
    answer |= {name: [{"line": number, "reason": words} for number, words in lines] for name, lines in (("told", told), ("doubts", doubts))}
    answer["not_taken"] = list(reading.not_taken)
    lines = [_("Line {number}: {reason}").format(number=number, reason=words) for number, words in sorted(told + doubts)]
    return answer, [words for words in (*lines, plan_words(planned, len(told)), left_out_words(reading.not_taken)) if words]


def table_words(table: Table, name: str) -> str:
    """Return what was read, and how."""
    count = len(table.lines)
    lines = (
        ngettext("{count} contact card", "{count} contact cards", count)
        if table.kind == "vcard"
        else ngettext("{count} line", "{count} lines", count)
    )
    return " · ".join(part for part in (name, lines.format(count=format_number(count)), table.detail) if part)


def left_out_words(names: Sequence[str]) -> str:
    """Return which columns are not taken, or ""."""
    if not names:
        return ""
    shown = [short(name, 30) for name in names[:8]]
    if len(names) > len(shown):
        shown.append(_("{count} more").format(count=len(names) - len(shown)))
    return _("Not taken: {names}.").format(names=format_list(shown))


def short(text: str, most: int = _LONGEST) -> str:
    """Return a text that fits in a sentence; the whole of it stands elsewhere."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
