"""What somebody got from a person who was erased elsewhere: it came along when the two were joined, and goes after all."""

from sqlalchemy.orm import Session

from ef_desktop.db.base import INSERT, UNDELETE
from ef_desktop.db.erasure import Redaction
from ef_desktop.db.fields import by_cid, number_of
from ef_desktop.db.tables import Person, Setting
from ef_desktop.db.undo import unpack
from ef_desktop.domain.two_into_one import PERSON_FIELDS
from ef_desktop.services.core import executor
from ef_desktop.services.joined import setting_id, steps

_JOINED = (Setting.base_number + INSERT, Setting.base_number + UNDELETE)


def left_over(session: Session) -> list[Redaction]:
    """Return what takes the values of erased people out of the fields of those into whom they went.

    A colleague erased somebody, not knowing that this one was joined with another. What that other one had before stands
    in those fields again; what was typed there since stays.
    """
    execute, went, found = executor(session), steps(session), {}
    every = frozenset(number_of(getattr(Person, name)) for field in PERSON_FIELDS for name in field.columns)
    for gone in went:
        if execute("SELECT 1 FROM sync_erase WHERE row = ? AND cid = 0", (gone,)):
            fields, seen = every, set()
            # From one to the next: what came from the first may have gone on to a third.
            while fields and gone in went and gone not in seen:
                seen.add(gone)
                came = _came(execute, gone, went[gone], fields)
                found |= {(entry.row, entry.cid): entry for entry in came}
                gone, fields = went[gone], frozenset(entry.cid for entry in came)
    return list(found.values())


def _came(execute, gone: bytes, kept: bytes, fields: frozenset[int]) -> list[Redaction]:
    """Return the fields that were filled when one went into the other, as far as those values are still kept."""
    written = execute(
        "SELECT p.cid, p.old, p.new, b.new FROM sync_op j"
        " JOIN sync_step s ON s.actor = j.actor AND j.hlc BETWEEN s.first_hlc AND s.last_hlc"
        " JOIN sync_op p ON p.actor = s.actor AND p.hlc BETWEEN s.first_hlc AND s.last_hlc AND p.row = ?"
        " LEFT JOIN sync_op b ON b.actor = p.pa AND b.hlc = p.ph"
        f" WHERE j.row = ? AND j.cid IN {_JOINED} AND p.new IS NOT NULL ORDER BY p.hlc, p.actor",
        (kept, setting_id(gone)),
    )
    found: dict[int, Redaction] = {}
    for cid, old, new, before in written:
        if cid in fields and cid not in found:
            names = [field.name for field in by_cid()[cid].fields]
            columns = ", ".join(field.sql for field in by_cid()[cid].fields)
            now = execute(f"SELECT {columns} FROM person WHERE id = ?", (kept,))
            former = unpack(cid, before if old is None else old)
            values = dict(zip(names, former, strict=True)) if now == [tuple(unpack(cid, new))] else {}
            found[cid] = Redaction(kept, cid, values)
    return list(found.values())
