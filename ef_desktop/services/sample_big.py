"""Generates meetings and outcomes beside the story, for trying the program at any size. Equal seeds give equal rows."""

import json
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select

from ef_desktop import paths
from ef_desktop.db.store import Store
from ef_desktop.db.tables import AgendaItem, Attendance, Block, Meeting, Outcome, Person, Programme, TemplateItem
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.ordering import spread

STORY_MEETINGS, STORY_OUTCOMES = 6, 180

#: Meetings that are written in one unit of work.
_BATCH = 50

_TEMPLATES = ("halve_dag", "avond", "eerste_dagdeel")


def steps(meetings: int, outcomes: int) -> int:
    """Return how many units of work the generated part takes."""
    return -(-_extra_meetings(meetings, outcomes) // _BATCH)


def _extra_meetings(meetings: int, outcomes: int) -> int:
    extra = max(0, meetings - STORY_MEETINGS)
    return extra or (1 if outcomes > STORY_OUTCOMES else 0)


class Generator:
    """Writes the generated part of a sample.

    Parameters:
        store: a work file with the story in it.
        clock: the clock of that store.
        today: the day that the story calls today; generated meetings lie before the story.
        seed: start of the chance.
        meetings, outcomes: wanted in all, with those of the story.
    """

    def __init__(
        self, store: Store, clock: ManualClock, today: date, seed: int, meetings: int, outcomes: int
    ) -> None:
        self._store = store
        self._clock = clock
        self._today = today
        self._seed = seed
        self._chance = random.Random(seed)
        self._meetings = _extra_meetings(meetings, outcomes)
        self._outcomes = max(0, outcomes - STORY_OUTCOMES)
        self._phrases = json.loads(paths.resource("sample", "phrases.json").read_text("utf-8"))

    def write(self) -> Iterator[int]:
        """Write all meetings in batches; yields how many are there after each."""
        if not self._meetings:
            return
        with self._store.unit("") as session:
            self._programme = session.scalars(select(Programme.id)).one()
            self._people = self._add_people(session)
            self._items = {
                key: session.execute(
                    select(TemplateItem.block_id, TemplateItem.minutes, Block.counts)
                    .join(Block, Block.id == TemplateItem.block_id)
                    .where(TemplateItem.template_id == member_id("template", key))
                    .order_by(TemplateItem.place)
                ).all()
                for key in _TEMPLATES
            }
        for first in range(0, self._meetings, _BATCH):
            last = min(first + _BATCH, self._meetings)
            with self._store.unit("") as session:
                for number in range(first, last):
                    self._add_meeting(session, number)
            yield last

    def _id(self, *parts: object) -> bytes:
        return member_id("sample", str(self._seed), *map(str, parts))

    def _add_people(self, session: Any) -> list[bytes]:
        count = min(400, max(24, self._meetings))
        rows = []
        for number in range(count):
            rows.append(
                {
                    "id": self._id("person", number),
                    "name": f"{self._pick('first_names')} {self._pick('surnames')}",
                    "department": self._pick("departments"),
                    "outside": self._chance.random() < 0.25,
                }
            )
        session.execute(insert(Person), rows)
        return [row["id"] for row in rows]

    def _pick(self, name: str) -> Any:
        return self._chance.choice(self._phrases[name])

    def _add_meeting(self, session: Any, number: int) -> None:
        key = self._chance.choice(_TEMPLATES)
        items = self._items[key]
        meeting_id = self._id("meeting", number)
        day = self._today - timedelta(days=90 + (self._meetings - number) % 3000)
        starts_at = self._chance.choice((9 * 60, 13 * 60, 13 * 60 + 30, 19 * 60 + 30))
        ends_at = starts_at + sum(minutes for _block, minutes, counts in items if counts)
        begins = datetime.combine(day, time(starts_at // 60, starts_at % 60)).astimezone()
        closed_at = round(begins.timestamp() * 1000) + (ends_at - starts_at) * 60_000
        session.execute(
            insert(Meeting),
            [
                {
                    "id": meeting_id,
                    "programme_id": self._programme,
                    "title": self._pick("meeting_titles"),
                    "held_on": day,
                    "starts_at": starts_at,
                    "ends_at": ends_at,
                    "location": self._pick("places"),
                    "closed_at": closed_at,
                    "template_id": member_id("template", key),
                }
            ],
        )
        item_ids = [self._id("item", number, place) for place in range(len(items))]
        session.execute(
            insert(AgendaItem),
            [
                {"id": item_id, "meeting_id": meeting_id, "block_id": block_id, "minutes": minutes, "place": place}
                for item_id, (block_id, minutes, _counts), place in zip(item_ids, items, spread(len(items)), strict=True)
            ],
        )
        session.execute(
            insert(Attendance),
            [
                {
                    "id": member_id("attendance", meeting_id, person_id),
                    "meeting_id": meeting_id,
                    "person_id": person_id,
                    "status": "present" if self._chance.random() < 0.9 else "absent",
                    "role": "participant",
                }
                for person_id in self._chance.sample(self._people, 12)
            ],
        )
        self._add_outcomes(session, number, meeting_id, item_ids, begins)

    def _add_outcomes(
        self, session: Any, number: int, meeting_id: bytes, item_ids: list[bytes], begins: datetime
    ) -> None:
        # Shares are taken from the running total, so that they add up exactly.
        count = self._outcomes * (number + 1) // self._meetings - self._outcomes * number // self._meetings
        if not count:
            return
        first = round(begins.timestamp() * 1000)
        rows = []
        for place, position in zip(spread(count), range(count), strict=True):
            kind = self._kind()
            agreement = kind == "afspraak"
            rows.append(
                {
                    "id": self._id("outcome", number, position),
                    "meeting_id": meeting_id,
                    "kind": kind,
                    "place": place,
                    "text": self._sentence(kind),
                    "item_id": self._chance.choice(item_ids),
                    "owner_id": self._chance.choice(self._people) if agreement else None,
                    "due_on": begins.date() + timedelta(days=self._chance.randint(7, 60)) if agreement else None,
                    "status": self._chance.choice(("open", "busy", "done", "done")) if agreement else "",
                    "captured_at": first + position * 60_000,
                }
            )
        session.execute(insert(Outcome), rows)

    def _kind(self) -> str:
        return self._chance.choice(list(self._phrases["kinds"]))

    def _sentence(self, kind: str) -> str:
        parts = self._phrases["kinds"][kind]
        opening, middle, ending = (self._chance.choice(parts[name]) for name in ("openings", "middles", "endings"))
        return f"{opening} {middle}{ending}".replace("{district}", self._pick("districts")["in_text"])
