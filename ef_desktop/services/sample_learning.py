"""Writes what the groups of the sample learned: the base package judged, measurements, portraits and tools."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ef_desktop import paths
from ef_desktop.db.store import Store
from ef_desktop.db.tables import (
    Consent,
    Evaluation,
    Measurement,
    MeasurementCount,
    Meeting,
    OpenAnswer,
    Portrait,
    Statement,
    ToolCard,
)
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.ordering import spread
from ef_desktop.services.book_effect import scale_of
from ef_desktop.services.reading import LOGBOOK_CHANNEL
from ef_desktop.services.sample_story import facilitator, sample_id


@cache
def story() -> dict[str, Any]:
    """Return what was learned, as it was written by hand."""
    return json.loads(paths.resource("sample", "learning.json").read_text("utf-8"))


def write(store: Store, today: date) -> None:
    """Write everything; equal days give equal rows.

    Parameters:
        store: a work file with the story of the sample.
        today: the day that the story calls today.
    """
    told = story()
    with store.unit("") as session:
        session.execute(insert(Evaluation), [_evaluation(entry) for entry in told["evaluations"]])
        places = spread(len(told["tools"]))
        session.execute(insert(ToolCard), [_tool(entry, place) for entry, place in zip(told["tools"], places, strict=True)])
        for entry in told["measurements"]:
            _write_measurement(session, entry)
        places = spread(len(told["answers"]))
        session.execute(insert(OpenAnswer), [_answer(*pair) for pair in enumerate(zip(told["answers"], places, strict=True))])
        for entry in told["portraits"]:
            _write_portrait(session, entry, today + timedelta(days=entry["days"]))


def _evaluation(entry: Mapping[str, str]) -> dict[str, Any]:
    meeting, block = sample_id(entry["meeting"]), member_id("block", entry["block"])
    values = {"choice": entry["choice"], "reason": entry["reason"]}
    return {"id": member_id("evaluation", meeting, block), "meeting_id": meeting, "block_id": block, **values}


def _tool(entry: Mapping[str, Any], place: str) -> dict[str, Any]:
    values = {name: entry[name] for name in ("name", "situation", "minutes", "needed", "tip")}
    block = member_id("block", entry["block"])
    return {"id": sample_id(entry["ref"]), "block_id": block, "place": place, "steps": "\n".join(entry["steps"]), **values}


def _write_measurement(session: Session, entry: Mapping[str, Any]) -> None:
    meeting, row_id = sample_id(entry["meeting"]), sample_id(entry["ref"])
    held_on = session.scalars(select(Meeting.held_on).where(Meeting.id == meeting)).one()
    values = {"moment": entry["moment"], "held_on": held_on, "respondents": entry["respondents"]}
    session.add(Measurement(id=row_id, meeting_id=meeting, **values))
    session.flush()
    rows = []
    for key, amounts in entry["counts"].items():
        statement = member_id("statement", key)
        lowest, _highest, _labels = scale_of(session.scalars(select(Statement.scale).where(Statement.id == statement)).one())
        for value, amount in enumerate(amounts, lowest):
            if amount:
                count_id = member_id("measurement_count", row_id, statement, "", str(value))
                given = {"value": str(value), "amount": amount}
                rows.append({"id": count_id, "measurement_id": row_id, "statement_id": statement, "part": "", **given})
    session.execute(insert(MeasurementCount), rows)


def _answer(number: int, pair: tuple[Mapping[str, Any], str]) -> dict[str, Any]:
    entry, place = pair
    return {
        "id": sample_id(f"answer/{number}"),
        "measurement_id": sample_id(entry["measurement"]),
        "statement_id": member_id("statement", entry["statement"]) if entry["statement"] else None,
        "answer": entry["answer"],
        "change_story": entry.get("story", False),
        "chosen": entry["chosen"],
        "place": place,
    }


def _write_portrait(session: Session, entry: Mapping[str, Any], day: date) -> None:
    portrait, person = sample_id(entry["ref"]), sample_id(entry["person"])
    values = {name: entry[name] for name in ("title", "body", "quote", "status")}
    session.add(Portrait(id=portrait, person_id=person, form="tekst", made_on=day, **values))
    session.flush()
    if entry["logbook"]:
        session.add(
            Consent(
                id=member_id("consent", portrait, LOGBOOK_CHANNEL),
                person_id=person,
                portrait_id=portrait,
                channel=LOGBOOK_CHANNEL,
                granted=True,
                given_on=day + timedelta(days=2),
                asked_by=facilitator(),
                name_form="first",
                what="tekst",
                seen_on=day + timedelta(days=1),
            )
        )
