"""Makes cards, and tells what the short signs in the capture bar can mean."""

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ef_desktop.content import kind_ids, outcome_kinds
from ef_desktop.db.tables import AgendaItem, CaseFile, Goal, Outcome, Person, Talent
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.prefixes import Known
from ef_desktop.i18n import _
from ef_desktop.services.core import Core, executor, lines, seek
from ef_desktop.services.reading import spoken

_INSERT = insert(Outcome.__table__)
_LAST = "SELECT place FROM outcome WHERE meeting_id = ? AND kind = ? AND dead = 0 ORDER BY place DESC LIMIT 1"


def known(core: Core) -> Known:
    """Return what the short signs of the capture bar can mean."""
    today = core.local_now().date()
    with core.store.read() as session:
        people = session.execute(select(Person.id, Person.name).order_by(Person.name, Person.id)).all()
        cases = session.execute(select(CaseFile.id, CaseFile.title).order_by(CaseFile.title, CaseFile.id)).all()
        goals = [(goal.number, spoken(goal, "name")) for goal in session.scalars(select(Goal).order_by(Goal.number))]
        query = select(Talent).where(Talent.hidden.is_(False)).order_by(Talent.place, Talent.id)
        talents = [(talent.id, spoken(talent, "name")) for talent in session.scalars(query)]
    kinds = tuple((kind.id, kind.name) for kind in outcome_kinds())
    return Known(kinds, tuple(map(tuple, people)), tuple(map(tuple, cases)), today, tuple(goals), tuple(talents))


def insert(
    session: Session, core: Core, meeting_id: bytes, kind: str, text: str, place: str, values: dict[str, Any]
) -> bytes:
    """Add a card at a place in its column and return its id.

    Raises:
        InvalidValueError: nothing was typed, or the kind is unknown.
    """
    if kind not in kind_ids():
        raise InvalidValueError(_("This kind of outcome does not exist. Choose another kind."))
    cleaned = lines(text)
    if not cleaned:
        raise InvalidValueError(_("Nothing was typed yet. Type what you hear."))
    if values.get("case_id") is None and values.get("item_id") is not None:
        (values["case_id"],) = seek(session, AgendaItem, values["item_id"], "case_id")
    row_id = core.new_id()
    made = {
        "id": row_id,
        "meeting_id": meeting_id,
        "kind": kind,
        "text": cleaned,
        "place": place,
        "status": "open" if kind == "afspraak" else "",
        "captured_at": core.clock.milliseconds(),
        **values,
    }
    # Without an object of the row: keeping account of it takes as long as all that SQLite does to write it.
    session.connection().execute(_INSERT, made)
    return row_id


def goal_id(session: Session, number: int | None) -> bytes | None:
    """Return the id of a Global Goal by its number.

    Raises:
        InvalidValueError: there is none with this number.
    """
    if number is None:
        return None
    found = session.scalars(select(Goal.id).where(Goal.number == number)).first()
    if found is None:
        raise InvalidValueError(_("There are 17 Global Goals. Choose a number from 1 to 17."))
    return found


def last_place(session: Session, meeting_id: bytes, kind: str) -> str | None:
    """Return the place of the last card of a column, or None in an empty one."""
    found = executor(session)(_LAST, (meeting_id, kind))
    return found[0][0] if found else None
