"""Writes what goes along with the story of the sample: related cases, who agreed to take part, rounds of the work form."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ef_desktop.db.store import Store
from ef_desktop.db.tables import (
    CaseNeed,
    CaseRelation,
    Consent,
    Person,
    RoleAssignment,
    TalentAward,
    TimerEvent,
    WorkFormRound,
)
from ef_desktop.domain.discussion import DONE, STEP
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.peopleviews import AGREED
from ef_desktop.domain.timer import GOTO, START
from ef_desktop.domain.workform import GIVEN, GROWTH, OWN, PREFERRED, TAKEN
from ef_desktop.services import workform_rows
from ef_desktop.services.reading import moment
from ef_desktop.services.sample_story import sample_id, story


def write(store: Store, today: date) -> None:
    """Write everything; equal days give equal rows.

    Parameters:
        store: a work file with the story of the sample.
        today: the day that the story calls today.
    """
    told = story()
    with store.unit("") as session:
        relations = [_relation(entry) for entry in told["relations"]]
        session.execute(insert(CaseRelation), relations)
        _write_participation(session, told["participation"], today)
        for entry in told["rounds"]:
            _write_round(session, entry)


def _relation(entry: Mapping[str, str]) -> dict[str, Any]:
    case, other = sample_id(entry["case"]), sample_id(entry["other"])
    return {"id": member_id("case_relation", case, other), "case_id": case, "other_id": other, "note": entry["note"]}


def _write_participation(session: Session, entry: Mapping[str, Any], today: date) -> None:
    day = today + timedelta(days=entry["agreed_days"])
    values = {"state": AGREED, "agreed_by": entry["agreed_by"], "agreed_on": day}
    session.execute(update(Person).where(Person.id.in_([sample_id(ref) for ref in entry["people"]])).values(**values))


def _write_round(session: Session, entry: Mapping[str, Any]) -> None:
    round_id = sample_id(entry["ref"])
    session.add(
        WorkFormRound(
            id=round_id,
            meeting_id=sample_id(entry["meeting"]),
            item_id=sample_id(entry["item"]),
            case_id=sample_id(entry["case"]),
            variant=entry["variant"],
            group_size=entry["people"],
            names="named" in entry,
            conclusion="\n".join(entry["observations"]),
        )
    )
    session.flush()
    _write_yeses(session, round_id, entry)
    _write_counts(session, round_id, entry)
    _write_needs(session, round_id, entry["needs"])
    _write_steps(session, entry)


def _write_yeses(session: Session, round_id: bytes, entry: Mapping[str, Any]) -> None:
    day = session.scalars(select(TimerEvent.at).where(TimerEvent.meeting_id == sample_id(entry["meeting"])).limit(1)).one()
    for person in map(sample_id, entry.get("named", ())):
        session.add(
            Consent(
                id=workform_rows.consent_id(round_id, person),
                person_id=person,
                channel=workform_rows.CHANNEL,
                granted=True,
                given_on=moment(day).date(),
                name_form="first",
                what="name",
            )
        )


def _write_counts(session: Session, round_id: bytes, entry: Mapping[str, Any]) -> None:
    for part in (OWN, GROWTH, GIVEN):
        for talent, amount in entry[part].items():
            row_id = sample_id(f"{entry['ref']}/{part}/{talent}")
            values = {"talent_id": member_id("talent", talent), "part": part, "amount": amount}
            session.add(TalentAward(id=row_id, round_id=round_id, **values))
    for role, amount in entry[PREFERRED].items():
        _assign(session, entry, round_id, PREFERRED, {"role": role}, amount)
    for taking in entry[TAKEN]:
        _assign(session, entry, round_id, TAKEN, taking)
    for role in entry[workform_rows.WANTED]:
        _assign(session, entry, round_id, workform_rows.WANTED, {"role": role})


def _assign(
    session: Session, entry: Mapping[str, Any], round_id: bytes, part: str, found: Mapping[str, str], amount: int = 1
) -> None:
    session.add(
        RoleAssignment(
            id=sample_id(f"{entry['ref']}/{part}/{found['role']}"),
            round_id=round_id,
            role_id=member_id("role", found["role"]),
            person_id=sample_id(found["person"]) if "person" in found else None,
            outcome_id=sample_id(found["outcome"]) if "outcome" in found else None,
            part=part,
            amount=amount,
        )
    )


def _write_needs(session: Session, round_id: bytes, needs: Mapping[str, list[str]]) -> None:
    for kind, column in (("roles", "role"), ("talents", "talent")):
        for name in needs[kind]:
            row_id = member_id("sample", round_id, f"need/{name}")
            session.add(CaseNeed(id=row_id, round_id=round_id, **{f"{column}_id": member_id(column, name)}))


def _write_steps(session: Session, entry: Mapping[str, Any]) -> None:
    """Write down when each step of the round began, from the moment at which its block did."""
    meeting, item = sample_id(entry["meeting"]), sample_id(entry["item"])
    begun = select(TimerEvent.at).where(TimerEvent.item_id == item, TimerEvent.kind.in_((START, GOTO)))
    at = session.scalars(begun).one()
    steps = [step.id for step in workform_rows.script(entry["variant"])]
    for step, minutes in zip(steps, entry["step_minutes"], strict=True):
        session.add(TimerEvent(id=sample_id(f"{entry['ref']}/{step}"), meeting_id=meeting, at=at, kind=STEP + step, item_id=item))
        at += minutes * 60_000
    session.add(TimerEvent(id=sample_id(f"{entry['ref']}/{DONE}"), meeting_id=meeting, at=at, kind=DONE, item_id=item))
