"""Which records went into which other ones: kept in the work file, so that what comes for the former later goes to the latter.

A colleague who does not know yet that two people were joined may note something with the one that is gone. After a merge that
follows to the one that stayed, and whoever erases that one erases all that went into it.
"""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.base import UNDELETE, Row
from ef_desktop.db.tables import Person, Setting
from ef_desktop.domain.ids import member_id
from ef_desktop.services.setting_rows import write_setting

_JOINED = "joined/"
_APART = "apart/"
_ID = re.compile("[0-9a-f]{32}")


def write_joined(session: Session, gone: bytes, kept: bytes) -> None:
    """Keep that a record went into another one, as part of the unit of the session."""
    write_setting(session, _JOINED + gone.hex(), kept.hex())


def assure(session: Session, model: type[Row], row_id: bytes) -> None:
    """Write down that a record lives, as part of the unit of the session.

    A colleague who sees the two may remove the one that stays here, while the other one goes into it: nobody would be left.
    """
    session.connection().exec_driver_sql(
        "INSERT INTO sync_op (actor, hlc, row, cid) VALUES (sync_actor(), sync_tick(), ?, ?)", (row_id, model.base_number + UNDELETE)
    )


def setting_id(gone: bytes) -> bytes:
    """Return the id of the setting that keeps into which one a record went."""
    return member_id("setting", _JOINED + gone.hex())


def steps(session: Session) -> dict[bytes, bytes]:
    """Return per record that went into another one the one into which it went then."""
    read = [(_ids(key.removeprefix(_JOINED)), _ids(value.strip('"'))) for key, value in _settings(session, _JOINED)]
    return {gone[0]: kept[0] for gone, kept in read if len(gone) == len(kept) == 1}


def went_into(session: Session) -> dict[bytes, bytes]:
    """Return per record that went into another one the one in which it is now, also over several steps."""
    found, went = {}, steps(session)
    for gone, kept in went.items():
        seen = {gone}
        while kept in went and kept not in seen:
            seen.add(kept)
            kept = went[kept]
        # Joined in a ring, by colleagues of one another: nobody is left to go to.
        if kept not in seen:
            found[gone] = kept
    return found


def gone_people(session: Session) -> dict[bytes, bytes]:
    """Return the people who are gone into somebody else, each with that one: who is erased takes them along.

    Who came back, because a colleague changed something meanwhile, is somebody of their own again.
    """
    found = went_into(session)
    query = select(Person.id, Person.dead).where(Person.id.in_({*found, *found.values()}))
    dead = dict(session.execute(query.execution_options(include_dead=True)).all())
    return {gone: kept for gone, kept in found.items() if dead.get(gone) and kept in dead}


def write_apart(session: Session, first: bytes, second: bytes) -> None:
    """Keep that two records are not the same, as part of the unit of the session."""
    one, other = sorted((first, second))
    write_setting(session, f"{_APART}{one.hex()}/{other.hex()}", True)


def kept_apart(session: Session) -> frozenset[frozenset[bytes]]:
    """Return the pairs of which somebody said that they are not the same."""
    return frozenset(frozenset(_ids(key.removeprefix(_APART))) for key, _value in _settings(session, _APART))


def _ids(text: str) -> tuple[bytes, ...]:
    """Return the ids in a text; what another program wrote there is none."""
    return tuple(bytes.fromhex(part) for part in text.split("/") if _ID.fullmatch(part))


def _settings(session: Session, prefix: str) -> list[tuple[str, str]]:
    query = select(Setting.key, Setting.value).where(Setting.key.startswith(prefix, autoescape=True)).order_by(Setting.key)
    return [(key, value) for key, value in session.execute(query)]
