"""Capturing outcomes and keeping the board."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import Meeting, Outcome
from ef_desktop.domain.board import PROMISE, NewCard
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ordering import between
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.domain.words import split_lines
from ef_desktop.i18n import N_, _
from ef_desktop.services import capturing, dots
from ef_desktop.services.carrying import SHARED, family, original
from ef_desktop.services.core import assign, get, line, lines, required, same, seek
from ef_desktop.services.grouping import put, remove_empty
from ef_desktop.services.outcome_reading import OutcomeReading

STATUSES = ("open", "busy", "done", "lapsed")

#: So many outcomes count as the most important of a meeting (content: ``top_n``).
TOP = 3

_FIELDS = {
    "text": lines,
    "wall_text": line,
    "case_id": same,
    "item_id": same,
    "owner_id": same,
    "due_on": same,
    "status": same,
    "look_back_on": same,
    "to_whom": line,
    "answer": lines,
    "answered_on": same,
    "private": same,
    "revealed": same,
    "goal_id": same,
    "talent_id": same,
    "criterion": line,
}


class Outcomes(OutcomeReading):
    """The cards of all meetings. Every change is one undo step and is on the disk when the method returns."""

    # Capturing

    def add(
        self,
        meeting_id: bytes,
        kind: str,
        text: str,
        *,
        wall_text: str = "",
        case_id: bytes | None = None,
        item_id: bytes | None = None,
        owner_id: bytes | None = None,
        due_on: date | None = None,
        private: bool = False,
        revealed: bool = True,
        look_back_on: date | None = None,
        goal: int | None = None,
        origin: object = None,
    ) -> bytes:
        """Capture an outcome at the end of its column and return its id.

        Parameters:
            kind: one of the nine kinds.
            text: what was said, in full.
            wall_text: short text for the wall, or "".
            item_id: block in which it was said; its case is taken over when none is given.
            private: True keeps it off the wall and out of the logbook.
            revealed: False keeps it off the wall until it is revealed.
            look_back_on: day to look back on a promise.
            goal: number of a Global Goal, 1 to 17.

        Raises:
            InvalidValueError: nothing was typed, or the kind is unknown.
        """
        with self._core.store.unit(N_("Add outcome"), origin) as session:
            seek(session, Meeting, meeting_id)
            place = between(capturing.last_place(session, meeting_id, kind), None)
            values = {
                "wall_text": line(wall_text),
                "case_id": case_id,
                "item_id": item_id,
                "owner_id": owner_id,
                "due_on": due_on,
                "private": private,
                "revealed": revealed,
                "look_back_on": look_back_on,
                "goal_id": capturing.goal_id(session, goal),
            }
            return capturing.insert(session, self._core, meeting_id, kind, text, place, values)

    def add_lines(
        self,
        meeting_id: bytes,
        kind: str,
        text: str,
        *,
        case_id: bytes | None = None,
        item_id: bytes | None = None,
        private: bool = False,
        origin: object = None,
    ) -> list[bytes]:
        """Capture every line of a pasted text as a card of its own, in one undo step; return their ids."""
        parts = split_lines(text)
        with self._core.store.unit(N_("Add outcomes"), origin) as session:
            seek(session, Meeting, meeting_id)
            place = capturing.last_place(session, meeting_id, kind)
            ids = []
            for part in parts:
                place = between(place, None)
                values = {"case_id": case_id, "item_id": item_id, "private": private}
                ids.append(capturing.insert(session, self._core, meeting_id, kind, part, place, values))
            return ids

    def add_cards(
        self, meeting_id: bytes, cards: Sequence[NewCard], *, item_id: bytes | None = None, origin: object = None
    ) -> list[bytes]:
        """Capture cards of any kinds, each at the end of its column, in one undo step; return their ids.

        Parameters:
            cards: what was typed or pasted. Kinds that stay nameless are captured without the person.
            item_id: block in which it was said; its case is taken over by cards that have none.

        Raises:
            InvalidValueError: a card has no words, or a kind is unknown.
        """
        with self._core.store.unit(N_("Add outcome") if len(cards) == 1 else N_("Add outcomes"), origin) as session:
            seek(session, Meeting, meeting_id)
            places: dict[str, str | None] = {}
            ids = []
            for card in cards:
                if card.kind not in places:
                    places[card.kind] = capturing.last_place(session, meeting_id, card.kind)
                place = places[card.kind] = between(places[card.kind], None)
                values = {
                    "case_id": card.case_id,
                    "item_id": item_id,
                    "owner_id": None if card.kind in NAMELESS else card.owner_id,
                    "look_back_on" if card.kind == PROMISE else "due_on": card.day,
                    "private": card.private,
                    "goal_id": capturing.goal_id(session, card.goal),
                    "talent_id": card.talent_id,
                }
                ids.append(capturing.insert(session, self._core, meeting_id, card.kind, card.text, place, values))
            return ids

    # Changing

    def edit(self, outcome_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change a card: text, wall_text, kind, case_id, item_id, owner_id, due_on, status, look_back_on, to_whom,
        answer, answered_on, private, revealed, criterion, talent_id, and goal: the number of a Global Goal or None.

        Raises:
            InvalidValueError: an empty text, or an unknown kind or status.
        """
        kind = fields.pop("kind", None)
        if "text" in fields:
            fields["text"] = lines(fields["text"])
            required(fields["text"], _("A card cannot be empty. Type something, or remove the card."))
        if fields.get("status"):
            _check_status(fields["status"])
        with self._core.store.unit(N_("Change outcome"), origin) as session:
            outcome = get(session, Outcome, outcome_id)
            if "goal" in fields:
                fields["goal_id"] = capturing.goal_id(session, fields.pop("goal"))
            self._assign(session, outcome, fields)
            if kind is not None and kind != outcome.kind:
                put(session, [outcome], kind, None)

    def _assign(self, session: Session, outcome: Outcome, fields: dict[str, Any]) -> None:
        """What a reference shares with its original is changed there; 'not on the wall' holds for both. It is one text:
        hiding the original hides the references, revealing a reference reveals the original."""
        shared = {name: value for name, value in fields.items() if name in SHARED}
        assign(original(session, outcome), shared, _FIELDS)
        assign(outcome, {name: value for name, value in fields.items() if name not in SHARED}, _FIELDS)
        if "private" in fields:
            for card in family(session, outcome):
                assign(card, {"private": fields["private"]}, _FIELDS)
        if "revealed" in fields:
            root, *references = family(session, outcome)
            for card in [root] if fields["revealed"] else references if outcome is root else []:
                assign(card, {"revealed": fields["revealed"]}, _FIELDS)

    def move(self, outcome_id: bytes, kind: str, index: int, *, origin: object = None) -> None:
        """Put a card at a place in a column (index from 0, counted without the card itself)."""
        with self._core.store.unit(N_("Move outcome"), origin) as session:
            put(session, [get(session, Outcome, outcome_id)], kind, index)

    def remove(self, outcome_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Remove cards. Undo brings them back."""
        with self._core.store.unit(N_("Remove outcome"), origin) as session:
            for outcome_id in outcome_ids:
                outcome = get(session, Outcome, outcome_id)
                outcome.dead = 1
                session.flush()
                remove_empty(session, outcome.meeting_id)

    def set_status(self, outcome_id: bytes, status: str, *, origin: object = None) -> None:
        """Say how an agreement stands: open, busy, done or lapsed."""
        self.edit(outcome_id, status=status, origin=origin)

    def vote(self, outcome_id: bytes, total: int, *, origin: object = None) -> None:
        """Set the votes that a card got by a show of hands (0 or more)."""
        self.vote_many([outcome_id], total, origin=origin)

    def vote_many(self, outcome_ids: Sequence[bytes], total: int, *, origin: object = None) -> None:
        """Set the votes that each of several cards got by a show of hands (0 or more), in one undo step."""
        with self._core.store.unit(N_("Vote"), origin) as session:
            for outcome_id in outcome_ids:
                dots.set_votes(session, outcome_id, lambda _now: total)

    def vote_by(self, outcome_ids: Sequence[bytes], by: int, *, origin: object = None) -> None:
        """Give each of several cards so many votes more, or less (never below 0), in one undo step."""
        with self._core.store.unit(N_("Vote"), origin) as session:
            for outcome_id in outcome_ids:
                dots.set_votes(session, outcome_id, lambda now: now + by)

    def set_top(self, meeting_id: bytes, outcome_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Choose the most important outcomes of a meeting, in order; at most three."""
        if len(outcome_ids) > TOP:
            raise InvalidValueError(_("Three is the most. Take one out first."))
        with self._core.store.unit(N_("Choose the most important"), origin) as session:
            chosen = {outcome_id: rank for rank, outcome_id in enumerate(outcome_ids, 1)}
            for outcome_id in outcome_ids:
                seek(session, Outcome, outcome_id)
            ranked = or_(Outcome.top.is_not(None), Outcome.id.in_(outcome_ids))
            query = select(Outcome).where(Outcome.meeting_id == meeting_id, ranked)
            for outcome in session.scalars(query):
                if outcome.top != chosen.get(outcome.id):
                    outcome.top = chosen.get(outcome.id)

    # Several cards at once

    def move_many(
        self, outcome_ids: Sequence[bytes], kind: str, index: int | None = None, *, origin: object = None
    ) -> None:
        """Put cards after each other at a place in a column (counted without them), in one undo step; else at its end."""
        with self._core.store.unit(N_("Move outcomes"), origin) as session:
            put(session, [get(session, Outcome, row) for row in dict.fromkeys(outcome_ids)], kind, index)

    def set_private(self, outcome_ids: Sequence[bytes], private: bool, *, origin: object = None) -> None:
        """Keep cards off the wall and out of the logbook, or let them be seen again, in one undo step."""
        self._set_many(N_("Change who may see it"), outcome_ids, {"private": private}, origin)

    def set_revealed(self, outcome_ids: Sequence[bytes], revealed: bool, *, origin: object = None) -> None:
        """Reveal cards to the room, or hide them until they are revealed, in one undo step."""
        self._set_many(N_("Reveal cards") if revealed else N_("Hide cards"), outcome_ids, {"revealed": revealed}, origin)

    def set_status_many(self, outcome_ids: Sequence[bytes], status: str, *, origin: object = None) -> None:
        """Say of several agreements how they stand, in one undo step."""
        _check_status(status)
        self._set_many(N_("Change status"), outcome_ids, {"status": status}, origin)

    def _set_many(self, label: str, outcome_ids: Sequence[bytes], fields: dict[str, Any], origin: object) -> None:
        with self._core.store.unit(label, origin) as session:
            for outcome_id in outcome_ids:
                self._assign(session, get(session, Outcome, outcome_id), fields)

    # Groups

    def group(self, outcome_ids: Sequence[bytes], title: str = "", *, origin: object = None) -> bytes:
        """Put cards of one column under a title; groups among them merge. See ``Grouping.group``."""
        return self._grouping.group(outcome_ids, title, origin=origin)

    def ungroup(self, group_id: bytes, *, origin: object = None) -> None:
        """Take a group apart; its cards stay where the group was, in their order."""
        self._grouping.ungroup(group_id, origin=origin)

    def take_out(self, outcome_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Take cards out of their groups; they come loose after the group."""
        self._grouping.take_out(outcome_ids, origin=origin)

    def rename_group(self, group_id: bytes, title: str, *, origin: object = None) -> None:
        """Give a group another title; it may be empty."""
        self._grouping.rename_group(group_id, title, origin=origin)

    def move_group(self, group_id: bytes, index: int, *, origin: object = None) -> None:
        """Put a group at a place in its column, among groups and loose cards (index from 0, without the group itself)."""
        self._grouping.move_group(group_id, index, origin=origin)

    # Agreements over the meetings

    def carry_over(self, meeting_id: bytes, *, origin: object = None) -> tuple[bytes, ...]:
        """Put references to the open agreements of earlier meetings on a board; see ``Carrying.carry_over``."""
        return self._carrying.carry_over(meeting_id, origin=origin)


def _check_status(status: str) -> None:
    if status not in STATUSES:
        raise InvalidValueError(_("This status does not exist. Choose another one."))
