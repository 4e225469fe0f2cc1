"""Rows of the work form that its services share: rounds, counts, settings of a round, and the one rule about names.

The rule: a name is kept beside a talent or a role only where the round keeps names and the person said yes, in this round.
Otherwise there are rows per talent and part with an amount, without anybody. What is shown asks ``named`` first.
"""

from collections.abc import Iterable
from itertools import product
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.erasure import redactions
from ef_desktop.db.fields import number_of
from ef_desktop.db.tables import (
    CaseFile,
    Consent,
    Meeting,
    Person,
    Role,
    RoleAssignment,
    Talent,
    TalentAward,
    WorkFormRound,
)
from ef_desktop.domain.completing import Option
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.teampicture import RoleCount, TalentCount
from ef_desktop.domain.workform import GIVEN, GROWTH, OWN, PREFERRED, TAKEN, ScriptStep
from ef_desktop.domain.workviews import RoundRow
from ef_desktop.i18n import content_text, format_date, language, ngettext
from ef_desktop.services import reading, setting_rows
from ef_desktop.services.anonymity import shown_title
from ef_desktop.services.core import executor
from ef_desktop.services.reading import spoken

Recorded = TypeVar("Recorded", TalentAward, RoleAssignment)

#: Channel of the yes to being named with talents; its row is of one person in one round.
CHANNEL = "talenten"

#: Numbers of the fields of which a redaction takes back what was allowed: in a round, and by a person.
NAMES, GRANTED = number_of(WorkFormRound.names), number_of(Consent.granted)

VARIANTS = ("full", "short")

#: Roles that nobody has yet but that somebody looks for.
WANTED = "wanted"


def script(variant: str) -> tuple[ScriptStep, ...]:
    """Return the steps of a script: ``full`` or ``short``."""
    return tuple(
        ScriptStep(entry["id"], entry["minutes"], entry.get("turn_seconds", {}), whole.get("skippable", False))
        for entry, whole in script_entries(variant)
    )


def script_entries(variant: str) -> tuple[tuple[dict[str, Any], dict[str, Any]], ...]:
    """Return each step of a script with the step of the long script that it comes from: its last one where it has more."""
    variants = read_content("workform_roles_talents")["variants"]
    long = {entry["id"]: entry for entry in variants["full"]["steps"]}
    return tuple((entry, long[entry.get("from_full", [entry["id"]])[-1]]) for entry in variants[variant]["steps"])


# Settings of a round


def setting_key(round_id: bytes, name: str) -> str:
    """Return the key of a setting of a round."""
    return f"workform/{round_id.hex()}/{name}"


def read_setting(session: Session, round_id: bytes, name: str, usual: Any) -> Any:
    """Return a setting of a round, or the usual value."""
    return setting_rows.read_setting(session, setting_key(round_id, name), usual)


def write_setting(session: Session, round_id: bytes, name: str, value: Any) -> None:
    """Keep a setting of a round."""
    setting_rows.write_setting(session, setting_key(round_id, name), value)


# Rounds


def round_rows(session: Session, meeting_id: bytes | None = None) -> list[WorkFormRound]:
    """Return the rounds of a meeting, or of all, in the order of the programme."""
    query = select(WorkFormRound).join(Meeting, Meeting.id == WorkFormRound.meeting_id)
    if meeting_id is not None:
        query = query.where(WorkFormRound.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(Meeting.held_on.is_(None), Meeting.held_on, Meeting.id, WorkFormRound.id)))


def round_row(session: Session, row: WorkFormRound) -> RoundRow:
    """Return a round as a list shows it."""
    meeting = session.get(Meeting, row.meeting_id)
    case = session.get(CaseFile, row.case_id) if row.case_id is not None else None
    title = shown_title(case.id, case.title, case.initiator_knows) if case is not None and not case.dead else ""
    people = ngettext("{count} person", "{count} people", row.group_size).format(count=row.group_size)
    content = read_content("workform_roles_talents")
    parts = [content_text(content, f"name_{row.variant}"), people, title]
    if meeting.held_on is not None:
        parts.insert(0, format_date(meeting.held_on))
    return RoundRow(
        id=row.id,
        meeting_id=row.meeting_id,
        meeting_title=meeting.title,
        held_on=meeting.held_on,
        item_id=row.item_id,
        case_id=row.case_id if title else None,
        case_title=title,
        variant=row.variant,
        people=row.group_size,
        names=row.names,
        sentence=" · ".join(part for part in parts if part),
    )


# Names


def consent_id(round_id: bytes, person_id: bytes, back: int = 0, noes: int = 0) -> bytes:
    """Return the id of the yes of a person in a round.

    Parameters:
        back: how often the round went back to totals, noes: how often the person took a yes in it back, as far as was known
            where the yes was said. After that it begins anew: whoever had not heard of it, and lets a yes be said, or undoes
            and does again what was said before, does so in what is over.
    """
    return member_id("consent", person_id, CHANNEL, round_id, *([f"{back}.{noes}"] if back or noes else []))


class Yeses:
    """Under which id a yes stands now."""

    def __init__(self, session: Session) -> None:
        execute = executor(session)
        self._back, self._noes = redactions(execute, NAMES), redactions(execute, GRANTED)

    def times(self, round_id: bytes, person_id: bytes) -> tuple[int, int]:
        """Return how often a round went back to totals and how often a person took a yes in it back, as far as is known here."""
        # Every no is written down with the first of these ids, whichever holds.
        noes = self._noes.get(consent_id(round_id, person_id), 0) if self._noes else 0
        return self._back.get(round_id, 0), noes

    def id(self, round_id: bytes, person_id: bytes) -> bytes:
        """Return the id of the yes of a person in a round."""
        return consent_id(round_id, person_id, *self.times(round_id, person_id))

    def former_ids(self, round_id: bytes, person_id: bytes) -> frozenset[bytes]:
        """Return the ids under which a yes may have been said that is over."""
        back, noes = self.times(round_id, person_id)
        if not (back or noes):
            return frozenset()
        every = {consent_id(round_id, person_id, *pair) for pair in product(range(back + 1), range(noes + 1))}
        return frozenset(every - {self.id(round_id, person_id)})


def named(session: Session, row: WorkFormRound, allowed: frozenset[bytes] | None = None) -> frozenset[bytes]:
    """Return who may be named beside talents and roles of a round: who said yes in it, while the round keeps names.

    Parameters:
        allowed: who may be named where it is seen; None is the facilitator's own screen.
    """
    if not row.names:
        return frozenset()
    people = select(Consent.id, Consent.person_id).where(
        Consent.channel == CHANNEL, Consent.granted.is_(True), Consent.withdrawn_on.is_(None)
    )
    yeses = Yeses(session)
    granted = dict(session.execute(people).all())
    agreed = frozenset(person for person in set(granted.values()) if yeses.id(row.id, person) in granted)
    return agreed if allowed is None else agreed & allowed


def people_of(session: Session, meeting_id: bytes) -> list[Person]:
    """Return who takes part in a meeting: those who are present; before anybody was checked in, those expected."""
    views = reading.attendees(session, meeting_id)
    present = [view for view in views if view.status == "present"] or [view for view in views if view.status != "absent"]
    found = session.scalars(select(Person).where(Person.id.in_([view.person.id for view in present])))
    return sorted(found, key=lambda person: (person.name.casefold(), person.id))


# Counts


def awards(session: Session, round_ids: Iterable[bytes]) -> list[TalentAward]:
    """Return everything that was recorded of talents in rounds, in the order in which it was."""
    return list(session.scalars(select(TalentAward).where(TalentAward.round_id.in_(list(round_ids))).order_by(TalentAward.id)))


def assignments(session: Session, round_ids: Iterable[bytes]) -> list[RoleAssignment]:
    """Return everything that was recorded of roles in rounds."""
    query = select(RoleAssignment).where(RoleAssignment.round_id.in_(list(round_ids))).order_by(RoleAssignment.id)
    return list(session.scalars(query))


def once(rows: Iterable[Recorded]) -> list[Recorded]:
    """Return what was recorded, with what one person chose on two laptops once. Talents that were given all count."""
    found, seen = [], set()
    for row in rows:
        part = split_part(row.part)[0]
        key = (row.round_id, row.person_id, part, row.talent_id if isinstance(row, TalentAward) else row.role_id)
        if row.person_id is None or part == GIVEN or key not in seen:
            found.append(row)
        seen.add(key)
    return found


def part_at(part: str, table: int, mark: str) -> str:
    """Return how a part is kept when it was counted at a table (number from 1; 0 is the whole group).

    Parameters:
        mark: of who counts: another opening of the work file counts beside it. See ``workform_counts``.
    """
    return f"{part}:{table}:{mark}"


def split_part(kept: str) -> tuple[str, int]:
    """Return the part and the table of what was kept."""
    part, table, *_mark = [*kept.split(":"), ""]
    return part, int(table) if table.isdecimal() else 0


def talent_counts(session: Session, round_id: bytes) -> dict[bytes, TalentCount]:
    """Return the counts of a round per talent, of people and tables together."""
    counted: dict[bytes, dict[str, int]] = {}
    for row in once(awards(session, [round_id])):
        parts = counted.setdefault(row.talent_id, {OWN: 0, GROWTH: 0, GIVEN: 0})
        parts[split_part(row.part)[0]] += row.amount
    return {talent: TalentCount(**parts) for talent, parts in counted.items()}


def role_counts(session: Session, round_id: bytes) -> dict[bytes, RoleCount]:
    """Return the counts of a round per role."""
    counted: dict[bytes, dict[str, int]] = {}
    for row in once(assignments(session, [round_id])):
        parts = counted.setdefault(row.role_id, {PREFERRED: 0, TAKEN: 0})
        part = split_part(row.part)[0]
        if part in parts:
            parts[part] += row.amount
    return {role: RoleCount(**parts) for role, parts in counted.items()}


# The set


def talents(session: Session, hidden: bool = False) -> list[Talent]:
    """Return the talents in order; also the hidden ones when asked for."""
    query = select(Talent).order_by(Talent.place, Talent.id)
    return list(session.scalars(query if hidden else query.where(Talent.hidden.is_(False))))


def roles(session: Session, hidden: bool = False) -> list[Role]:
    """Return the roles in order; also the hidden ones when asked for."""
    query = select(Role).order_by(Role.place, Role.id)
    return list(session.scalars(query if hidden else query.where(Role.hidden.is_(False))))


def both_names(row: Talent | Role) -> tuple[str, ...]:
    """Return the name in the language of the screen, and that in the other one where it differs."""
    other = row.name_en if language() == "nl" else row.name_nl
    return tuple(dict.fromkeys(name for name in (spoken(row, "name"), other) if name))


def options(rows: Iterable[Talent | Role]) -> tuple[Option, ...]:
    """Return rows as something to complete to."""
    return tuple(Option(row.id, spoken(row, "name"), both_names(row)) for row in rows)

