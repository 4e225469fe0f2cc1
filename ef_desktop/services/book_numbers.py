"""What the last edition of the logbook had: numbers of meetings and cases, which stay, and which cards were there already."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from ef_desktop.db.base import INSERT
from ef_desktop.db.tables import Outcome
from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.services.core import executor
from ef_desktop.services.setting_rows import read_setting, write_setting

#: Setting: {"meetings": {id in hexadecimal figures: number}, "cases": the same, "seen": {writer: its last moment in the
#: history}}, as the last edition had them.
_SETTING = "logbook.numbers"
_MEETINGS, _CASES, _SEEN = "meetings", "cases", "seen"

# Writer by writer: over the whole history it would take as long as the history is.
_LAST = "SELECT a.actor, (SELECT max(o.hlc) FROM sync_op o WHERE o.actor = a.actor) FROM sync_actor a"
_CARDS = "SELECT row FROM sync_op WHERE actor = ? AND hlc > ? AND cid = ?"


def published(session: Session) -> tuple[dict[bytes, int], dict[bytes, int]]:
    """Return the numbers of meetings and of cases that were published."""
    kept = read_setting(session, _SETTING, {})
    return _read(kept.get(_MEETINGS)), _read(kept.get(_CASES))


def seen(session: Session) -> dict[int, int]:
    """Return the last moment of every writer in the history: what a book that is gathered now has seen."""
    return {actor: last for actor, last in executor(session)(_LAST, ()) if last is not None}


def keep(session: Session, meetings: Mapping[bytes, int], cases: Mapping[bytes, int], known: Mapping[int, int]) -> None:
    """Keep the numbers of what is published now, as part of the unit of the session; older ones stay as they are.

    Parameters:
        known: what the book had ``seen``.
    """
    old_meetings, old_cases = published(session)
    kept = {_MEETINGS: meetings | old_meetings, _CASES: cases | old_cases}
    written = {name: {id.hex(): number for id, number in found.items()} for name, found in kept.items()}
    written[_SEEN] = {str(actor): last for actor, last in known.items()}
    write_setting(session, _SETTING, written)


def arrived(session: Session) -> frozenset[bytes]:
    """Return the cards that came into this file after the last edition, also those that a colleague had made before it."""
    kept = read_setting(session, _SETTING, {}).get(_SEEN)
    if not isinstance(kept, dict):
        return frozenset()
    execute, wanted = executor(session), Outcome.base_number + INSERT
    found: set[bytes] = set()
    for actor in seen(session):
        last = kept.get(str(actor), 0)
        found.update(row for (row,) in execute(_CARDS, (actor, last if isinstance(last, int) else 0, wanted)))
    return frozenset(found)


def of_meetings(rows: Sequence[MeetingRow], kept: Mapping[bytes, int]) -> dict[bytes, int]:
    """Return the number of each meeting: the published one, else its place in the programme, else the next one free."""
    numbers = {row.id: kept[row.id] for row in rows if row.id in kept}
    last = max(kept.values(), default=0)
    for row in rows:
        if row.id not in numbers:
            last = max(last + 1, row.number)
            numbers[row.id] = last
    return numbers


def of_cases(case_ids: Iterable[bytes], kept: Mapping[bytes, int]) -> dict[bytes, int]:
    """Return the number of each case: the published one, else the next one free in this order."""
    numbers: dict[bytes, int] = {}
    last = max(kept.values(), default=0)
    for case_id in dict.fromkeys(case_ids):
        if case_id in kept:
            numbers[case_id] = kept[case_id]
        else:
            last += 1
            numbers[case_id] = last
    return numbers


def _read(found: object) -> dict[bytes, int]:
    if not isinstance(found, dict):
        return {}
    return {bytes.fromhex(id): number for id, number in found.items() if _is_id(id) and isinstance(number, int)}


def _is_id(text: object) -> bool:
    return isinstance(text, str) and len(text) == 32 and all(sign in "0123456789abcdef" for sign in text)
