"""Numbers of meetings and cases in the logbook: once they were published they stay, whatever comes between or goes."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.services.setting_rows import read_setting, write_setting

#: Setting: {"meetings": {id in hexadecimal figures: number}, "cases": the same}, as the last edition had them.
_SETTING = "logbook.numbers"
_MEETINGS, _CASES = "meetings", "cases"


def published(session: Session) -> tuple[dict[bytes, int], dict[bytes, int]]:
    """Return the numbers of meetings and of cases that were published."""
    kept = read_setting(session, _SETTING, {})
    return _read(kept.get(_MEETINGS)), _read(kept.get(_CASES))


def keep(session: Session, meetings: Mapping[bytes, int], cases: Mapping[bytes, int]) -> None:
    """Keep the numbers of what is published now, as part of the unit of the session; older ones stay as they are."""
    old_meetings, old_cases = published(session)
    kept = {_MEETINGS: meetings | old_meetings, _CASES: cases | old_cases}
    write_setting(session, _SETTING, {name: {id.hex(): number for id, number in found.items()} for name, found in kept.items()})


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
