"""Settings of the programme: they live in the work file and go along with it."""

import json
from typing import Any

from sqlalchemy.orm import Session

from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import Setting
from ef_desktop.domain.ids import member_id


def read_setting(session: Session, key: str, usual: Any) -> Any:
    """Return a setting, or the usual value where nothing was chosen or what stands there cannot be read.

    Parameters:
        key: name of the setting.
        usual: value without a choice; also says of which kind the value is.
    """
    row = session.get(Setting, member_id("setting", key))
    if row is None or row.dead:
        return usual
    try:
        value = json.loads(row.value)
    except ValueError:
        return usual
    return value if isinstance(value, type(usual)) else usual


def write_setting(session: Session, key: str, value: Any) -> None:
    """Keep a setting, as part of the unit of the session."""
    kept = json.dumps(value, ensure_ascii=False, sort_keys=True)
    undelete_or_add(session, Setting, member_id("setting", key), key=key, value=kept)
