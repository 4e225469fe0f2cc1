"""Writes the story of the sample programme (``resources/sample/programme.json``) into a work file."""

import json
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ef_desktop import paths
from ef_desktop.db.content import goal_id
from ef_desktop.db.store import Store
from ef_desktop.db.tables import (
    AgendaItem,
    Attendance,
    Block,
    CaseCriterion,
    CaseFile,
    CaseGoal,
    Consent,
    Meeting,
    MeetingCase,
    Outcome,
    OutcomeGroup,
    Person,
    Programme,
    TimerEvent,
    Vote,
)
from ef_desktop.domain import timer
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.ordering import spread
from ef_desktop.services.reading import LOGBOOK_CHANNEL, WALL_CHANNEL

_STATUS = {"open": "open", "bezig": "busy", "klaar": "done", "vervallen": "lapsed", None: ""}
_CASE_FIELDS = {
    "titel": "title",
    "vraag_uit_de_stad": "question",
    "initiatiefnemer_soort": "initiator_kind",
    "initiatiefnemer_naam": "initiator_name",
    "initiatiefnemer_weet": "initiator_knows",
    "wijk": "district",
    "afdelingen": "departments",
    "partners": "partners",
    "stand_van_zaken": "state_of_affairs",
    "fase": "phase",
    "waar_loopt_het_vast": "stuck_on",
    "leervraag": "learning_question",
    "wat_wil_de_ander": "initiator_aim",
    "maatschappelijke_verandering": "social_change",
    "rol_gemeente": "municipal_role",
    "voorbeeldwaarde": "example_for",
    "gevoelig": "sensitive",
    "delen": "share_in",
    "status": "status",
    "follow_up": "follow_up",
}


@cache
def story() -> dict[str, Any]:
    """Return the story as it was written by hand."""
    return json.loads(paths.resource("sample", "programme.json").read_text("utf-8"))


def programme_name() -> str:
    """Return the name of the sample programme."""
    return story()["programme"]["name"]


def facilitator() -> str:
    """Return the name of its first facilitator."""
    return _name(_people()[story()["programme"]["facilitators"][0]])


@cache
def _people() -> dict[str, dict[str, Any]]:
    return {person["ref"]: person for person in story()["people"]}


def _name(person: dict[str, Any]) -> str:
    return f"{person['first_name']} {person['last_name']}"


def sample_id(ref: str) -> bytes:
    """Return the id of a row of the story: the same in every sample."""
    return member_id("sample", ref)


def write(store: Store, clock: ManualClock, today: date) -> None:
    """Write people, cases and meetings, each at the time at which it happened.

    Parameters:
        store: a work file with a programme and the base package.
        clock: the clock of that store; it is moved along with the story and ends at this morning.
        today: the day that the story calls today.
    """
    told = story()
    with store.unit("") as session:
        _write_programme(session, told["programme"], today)
        session.execute(insert(Person), [_person(person) for person in told["people"]])
        _write_consents(session, told["people"], clock.now().date())
    with store.unit("") as session:
        session.execute(insert(CaseFile), [_case(case, today) for case in told["cases"]])
        _write_checks(session, told["cases"])
    for meeting in told["meetings"]:
        day = today + timedelta(days=meeting["days"])
        moment = datetime.combine(day, _clock_time(meeting["start"])).astimezone()
        clock.at = max(clock.at, min(moment, datetime.combine(today, time(8, 30)).astimezone()))
        with store.unit("") as session:
            _write_meeting(session, meeting, day)
            _write_outcomes(session, meeting["ref"], today, moment)


def _clock_time(value: str) -> time:
    hours, minutes = value.split(":")
    return time(int(hours), int(minutes))


def _day(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)


def _write_programme(session: Session, programme: dict[str, Any], today: date) -> None:
    session.execute(
        update(Programme).values(
            municipality=programme["municipality"],
            starts_on=_day(today, programme["start_days"]),
            ends_on=_day(today, programme["end_days"]),
        )
    )


def _person(person: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": sample_id(person["ref"]),
        "name": _name(person),
        "department": person["organisation"] if person["inside"] else "",
        "organisation": "" if person["inside"] else person["organisation"],
        "outside": not person["inside"],
        "function": person["function"],
        "email": person["email"],
        "facilitator": person["is_facilitator"],
    }


def _write_consents(session: Session, people: list[dict[str, Any]], given_on: date) -> None:
    rows = []
    for person in people:
        for key, channel in (("consent_wall", WALL_CHANNEL), ("consent_logbook", LOGBOOK_CHANNEL)):
            if person[key]:
                person_id = sample_id(person["ref"])
                rows.append(
                    {
                        "id": member_id("consent", person_id, channel),
                        "person_id": person_id,
                        "channel": channel,
                        "granted": True,
                        "given_on": given_on,
                        "name_form": "first",
                        "what": "name",
                    }
                )
    session.execute(insert(Consent), rows)


def _case(case: dict[str, Any], today: date) -> dict[str, Any]:
    values: dict[str, Any] = {"id": sample_id(case["ref"]), "brought_by_id": sample_id(case["inbrenger"])}
    for source, target in _CASE_FIELDS.items():
        value = case.get(source) or ""
        values[target] = ",".join(value) if isinstance(value, list) else value
    values["own_role_id"] = member_id("role", case["eigen_rol"]) if case.get("eigen_rol") else None
    decision = case["decision"] or {}
    met = decision.get("verdict") == "met_reden"
    values["exception_reason"] = decision["reason"] if met else ""
    values["exception_by"] = _people()[decision["decided_by"]]["first_name"] if met else ""
    values["exception_on"] = _day(today, decision["days"]) if met else None
    values["not_now_reason"] = decision["reason"] if decision and not met else ""
    return values


def _write_checks(session: Session, cases: list[dict[str, Any]]) -> None:
    checks, goals = [], []
    for case in cases:
        case_id = sample_id(case["ref"])
        for criterion, check in case["criteria"].items():
            row_id = member_id("case_criterion", case_id, criterion)
            checks.append({"id": row_id, "case_id": case_id, "criterion": criterion, **check})
        for entry in case["goals"]:
            number = int(entry["goal"].removeprefix("goal_"))
            row_id = member_id("case_goal", case_id, goal_id(number))
            goals.append(
                {
                    "id": row_id,
                    "case_id": case_id,
                    "goal_id": goal_id(number),
                    "main": entry["main"],
                    "sentence": entry["sentence"],
                }
            )
    session.execute(insert(CaseCriterion), checks)
    session.execute(insert(CaseGoal), goals)


def _write_meeting(session: Session, meeting: dict[str, Any], day: date) -> None:
    meeting_id = sample_id(meeting["ref"])
    begins = _clock_time(meeting["start"])
    starts_at = begins.hour * 60 + begins.minute
    blocks = {block.key: block for block in session.scalars(select(Block))}
    length = sum(item["minutes"] for item in meeting["items"] if blocks[item["block"]].counts)
    session.add(
        Meeting(
            id=meeting_id,
            programme_id=session.scalars(select(Programme.id)).one(),
            title=meeting["title"],
            held_on=day,
            starts_at=starts_at,
            ends_at=starts_at + length,
            location=meeting["place"] or "",
            goal=meeting["goal"] or "",
            summary=meeting.get("summary") or "",
            template_id=member_id("template", meeting["template"]) if meeting["template"] else None,
        )
    )
    session.flush()
    _write_items(session, meeting, meeting_id, blocks)
    _write_people(session, meeting, meeting_id)
    for case, place in zip(meeting["cases"], spread(len(meeting["cases"])), strict=True):
        case_id = sample_id(case)
        row_id = member_id("meeting_case", meeting_id, case_id)
        session.add(MeetingCase(id=row_id, meeting_id=meeting_id, case_id=case_id, place=place))
    session.flush()
    if meeting["closed"]:
        ended = _write_clock(session, meeting, meeting_id, day)
        session.get(Meeting, meeting_id).closed_at = ended + 600_000


def _write_items(session: Session, meeting: dict[str, Any], meeting_id: bytes, blocks: dict[str, Block]) -> None:
    for item, place in zip(meeting["items"], spread(len(meeting["items"])), strict=True):
        session.add(
            AgendaItem(
                id=sample_id(item["ref"]),
                meeting_id=meeting_id,
                block_id=blocks[item["block"]].id,
                place=place,
                title=item["title"],
                minutes=item["minutes"],
                notes=item["private_note"] or "",
                leader=_people()[item["lead"]]["first_name"] if item["lead"] else "",
                case_id=sample_id(item["case"]) if item["case"] else None,
            )
        )


def _write_people(session: Session, meeting: dict[str, Any], meeting_id: bytes) -> None:
    for ref, status in meeting["attendance"].items():
        person = _people()[ref]
        role = "facilitator" if ref in meeting["facilitators"] else "participant" if person["inside"] else "guest"
        person_id = sample_id(ref)
        row_id = member_id("attendance", meeting_id, person_id)
        session.add(Attendance(id=row_id, meeting_id=meeting_id, person_id=person_id, status=status, role=role))


def _write_clock(session: Session, meeting: dict[str, Any], meeting_id: bytes, day: date) -> int:
    """Write the events of the clock from the real minutes; return the moment of the end in milliseconds."""
    at = datetime.combine(day, _clock_time(meeting["actual_start"] or meeting["start"])).astimezone()
    kind = timer.START
    for item in meeting["items"]:
        if item["actual_minutes"] is None:
            continue
        _event(session, meeting["ref"], meeting_id, at, kind, sample_id(item["ref"]))
        at += timedelta(minutes=item["actual_minutes"])
        kind = timer.GOTO
    _event(session, meeting["ref"], meeting_id, at, timer.FINISH, None)
    return round(at.timestamp() * 1000)


def _event(session: Session, ref: str, meeting_id: bytes, at: datetime, kind: str, item_id: bytes | None) -> None:
    milliseconds = round(at.timestamp() * 1000)
    row_id = sample_id(f"{ref}/{kind}/{milliseconds}")
    session.add(TimerEvent(id=row_id, meeting_id=meeting_id, at=milliseconds, kind=kind, item_id=item_id))


def _write_outcomes(session: Session, ref: str, today: date, begins: datetime) -> None:
    told = story()
    for group, place in zip(told["groups"], spread(len(told["groups"])), strict=True):
        if group["meeting"] == ref:
            session.add(
                OutcomeGroup(
                    id=sample_id(group["ref"]),
                    meeting_id=sample_id(ref),
                    kind=group["kind"],
                    title=group["title"],
                    place=place,
                )
            )
    cards = [card for card in told["outcomes"] if card["meeting"] == ref]
    if not cards:
        return
    top = next(meeting["top3"] for meeting in told["meetings"] if meeting["ref"] == ref)
    places = spread(len(cards))
    rows = [
        _outcome(card, place, today, begins + timedelta(minutes=4 * number), top)
        for number, (card, place) in enumerate(zip(cards, places, strict=True), 3)
    ]
    session.flush()
    session.execute(insert(Outcome), rows)
    votes = [
        {
            "id": member_id("vote", sample_id(card["ref"]), "hands"),
            "outcome_id": sample_id(card["ref"]),
            "voter": "hands",
            "amount": card["votes"],
        }
        for card in cards
        if card["votes"]
    ]
    if votes:
        session.execute(insert(Vote), votes)


def _outcome(card: dict[str, Any], place: str, today: date, at: datetime, top: list[str]) -> dict[str, Any]:
    return {
        "id": sample_id(card["ref"]),
        "meeting_id": sample_id(card["meeting"]),
        "kind": card["kind"],
        "place": place,
        "group_id": sample_id(card["group"]) if card["group"] else None,
        "text": card["text"],
        "wall_text": card["wall"] or "",
        "case_id": sample_id(card["case"]) if card["case"] else None,
        "item_id": sample_id(card["item"]) if card["item"] else None,
        "owner_id": sample_id(card["owner"]) if card.get("owner") else None,
        "due_on": _day(today, card.get("due_days")),
        "status": _STATUS[card.get("status")],
        "look_back_on": _day(today, card.get("look_back_days")),
        "to_whom": card.get("to_whom") or "",
        "answer": card.get("answer") or "",
        "answered_on": _day(today, card.get("answered_days")),
        "private": card["private"],
        "top": top.index(card["ref"]) + 1 if card["ref"] in top else None,
        "captured_at": round(at.timestamp() * 1000),
    }
