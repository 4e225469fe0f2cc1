"""Agreed ends: of a block, which must be over at a time of day, and of a meeting, whose end may not move.

They are settings of the programme, so that they travel with the work file and can be undone as any other step.
"""

import json
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import Setting
from ef_desktop.domain.planning import DAY
from ef_desktop.services.setting_rows import write_setting

#: Nothing was agreed, or not any more.
_NONE = -1


def agreed_ends(session: Session, ids: Iterable[bytes]) -> dict[bytes, int]:
    """Return the agreed ends of those blocks that have one, in minutes since midnight; of a meeting the value says nothing.

    Parameters:
        ids: of blocks, of a meeting, or both.
    """
    keys = {_key(id): id for id in ids}
    rows = session.execute(select(Setting.key, Setting.value).where(Setting.key.in_(keys))).all()
    return {keys[key]: minute for key, value in rows if (minute := _minute(value)) is not None}


def agree_end(session: Session, id: bytes, minute: int | None) -> None:
    """Keep the agreed end of a block or a meeting, as part of the unit of the session; None lets it go."""
    if agreed_ends(session, [id]).get(id) != minute:
        write_setting(session, _key(id), _NONE if minute is None else minute)


def _key(id: bytes) -> str:
    return f"fixed_end.{id.hex()}"


def _minute(value: str) -> int | None:
    try:
        minute = json.loads(value)
    except ValueError:
        return None
    return minute if type(minute) is int and 0 <= minute < DAY else None
