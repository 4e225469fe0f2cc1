"""Capturing outcomes and keeping the board."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import outcome_kinds
from ef_desktop.db import fulltext
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import Goal, Meeting, Outcome, Vote
from ef_desktop.domain.board import ActionRow, BoardEntry, Budget, CardDetail
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.ordering import between
from ef_desktop.domain.prefixes import Known, parse
from ef_desktop.domain.overviews import AgreementRow
from ef_desktop.domain.views import BoardView, CardView, Column
from ef_desktop.domain.words import split_lines
from ef_desktop.i18n import N_, _
from ef_desktop.services import capturing, listing
from ef_desktop.services.board_export import BoardExport
from ef_desktop.services.cards import card_views, votes_of
from ef_desktop.services.carrying import SHARED, Carrying, family, missing, original
from ef_desktop.services.core import Core, assign, executor, get, line, lines, required, same
from ef_desktop.services.dots import dots_budget
from ef_desktop.services.grouping import Grouping, ordered, put, remove_empty

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
    "criterion": line,
}


class Outcomes:
    """The cards of all meetings. Every change is one undo step and is on the disk when the method returns.

    Attributes:
        export: the board as CSV, XLSX or Markdown.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._grouping = Grouping(core)
        self._carrying = Carrying(core)
        self.export = BoardExport(core)

    # Reading

    def board(self, meeting_id: bytes) -> BoardView:
        """Return the board of a meeting, with every kind as a column, also the empty ones."""
        with self._core.store.read() as session:
            get(session, Meeting, meeting_id)
            row = listing.meeting_row(executor(session), meeting_id)
            cards = card_views(session, ordered(session, meeting_id))
            return BoardView(
                meeting=row,
                columns=tuple(
                    Column(kind, tuple(card for card in cards if card.kind == kind.id)) for kind in outcome_kinds()
                ),
                total=len(cards),
                private=sum(card.private for card in cards),
            )

    def card(self, outcome_id: bytes) -> CardView:
        """Return one card."""
        with self._core.store.read() as session:
            return card_views(session, [get(session, Outcome, outcome_id)])[0]

    def search(
        self,
        query: str,
        meeting: bytes | None = None,
        kinds: Sequence[str] = (),
        limit: int = 200,
        *,
        case_id: bytes | None = None,
        person_id: bytes | None = None,
        statuses: Sequence[str] = (),
    ) -> tuple[CardView, ...]:
        """Return cards of all meetings in which every word occurs as the beginning of a word, the best first.

        Accents, capitals and signs do not matter; one character is enough. Without words the newest cards come first.
        Private cards are found too: this is for the facilitator, never for the wall.

        Parameters:
            meeting, kinds, case_id, statuses: only these.
            person_id: only cards that this person owns.
            limit: at most so many.
        """
        wanted = fulltext.Filter(meeting, kinds, case_id, person_id, statuses)
        with self._core.store.read() as session:
            found = fulltext.find(executor(session), query, wanted, limit)
            rows = {row.id: row for row in session.scalars(select(Outcome).where(Outcome.id.in_(found)))}
            return tuple(card_views(session, [rows[row_id] for row_id in found]))

    def agreements(self, open_only: bool = True) -> tuple[AgreementRow, ...]:
        """Return the agreements of all meetings, the first due first."""
        with self._core.store.read() as session:
            return listing.agreement_rows(executor(session), open_only)

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
            get(session, Meeting, meeting_id)
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
            get(session, Meeting, meeting_id)
            place = capturing.last_place(session, meeting_id, kind)
            ids = []
            for part in parts:
                place = between(place, None)
                values = {"case_id": case_id, "item_id": item_id, "private": private}
                ids.append(capturing.insert(session, self._core, meeting_id, kind, part, place, values))
            return ids

    def known(self) -> Known:
        """Return what the short signs of the capture bar can mean, for ``domain.prefixes``."""
        return capturing.known(self._core)

    def capture(self, meeting_id: bytes, kind: str, typed: str, *, origin: object = None, **values: Any) -> bytes:
        """Capture a line with short signs in it (see ``domain.prefixes``) and return the id of the card.

        Parameters:
            kind: kind of the card when the line names none.
            typed: the line.
            values: as for ``add``; what the line says comes first. A date on a promise is the day to look back.

        Raises:
            InvalidValueError: nothing is left beside the signs.
        """
        found = parse(typed, self.known())
        kind = found.kind or kind
        day = "look_back_on" if kind == "belofte" else "due_on"
        said = {"owner_id": found.person, "case_id": found.case, "goal": found.goal, day: found.due_on}
        values |= {name: value for name, value in said.items() if value is not None}
        return self.add(meeting_id, kind, found.text, origin=origin, **values)

    # Changing

    def edit(self, outcome_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change a card: text, wall_text, kind, case_id, item_id, owner_id, due_on, status, look_back_on, to_whom,
        answer, answered_on, private, revealed, criterion, and goal: the number of a Global Goal or None.

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
        """What a reference shares with its original is changed there; 'not on the wall' holds for both."""
        shared = {name: value for name, value in fields.items() if name in SHARED}
        assign(original(session, outcome), shared, _FIELDS)
        assign(outcome, {name: value for name, value in fields.items() if name not in SHARED}, _FIELDS)
        if "private" in fields:
            for card in family(session, outcome):
                assign(card, {"private": fields["private"]}, _FIELDS)

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
        with self._core.store.unit(N_("Vote"), origin) as session:
            get(session, Outcome, outcome_id)
            others = votes_of(session, {outcome_id}).get(outcome_id, 0)
            row_id = member_id("vote", outcome_id, "hands")
            row = session.get(Vote, row_id)
            own = row.amount if row is not None and not row.dead else 0
            undelete_or_add(
                session, Vote, row_id, outcome_id=outcome_id, voter="hands", amount=max(0, total) - (others - own)
            )

    def set_top(self, meeting_id: bytes, outcome_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Choose the most important outcomes of a meeting, in order; at most three."""
        if len(outcome_ids) > TOP:
            raise InvalidValueError(_("Three is the most. Take one out first."))
        with self._core.store.unit(N_("Choose the most important"), origin) as session:
            chosen = {outcome_id: rank for rank, outcome_id in enumerate(outcome_ids, 1)}
            for outcome_id in outcome_ids:
                get(session, Outcome, outcome_id)
            query = select(Outcome).where(Outcome.meeting_id == meeting_id)
            for outcome in session.scalars(query):
                if outcome.top != chosen.get(outcome.id):
                    outcome.top = chosen.get(outcome.id)

    # Dots

    def budget(self, meeting_id: bytes, dots: int = 3) -> Budget:
        """Return how the dots that were given stand to those there can be, at so many dots per person; it never blocks."""
        return dots_budget(self._core, meeting_id, dots)

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

    def entries(self, meeting_id: bytes, kind: str) -> tuple[BoardEntry, ...]:
        """Return a column as the room sees it: groups and loose cards in order."""
        return self._grouping.entries(meeting_id, kind)

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

    def detail(self, outcome_id: bytes) -> CardDetail:
        """Return a card with everything that it holds."""
        with self._core.store.read() as session:
            row = get(session, Outcome, outcome_id)
            source = original(session, row)
            card = card_views(session, [row])[0]
            goal = session.get(Goal, row.goal_id) if row.goal_id is not None else None
            return CardDetail(
                card=card,
                look_back_on=source.look_back_on,
                answer=source.answer,
                answered_on=source.answered_on,
                revealed=row.revealed,
                carried_from=get(session, Meeting, source.meeting_id).title if source is not row else "",
                goal=goal.number if goal is not None else None,
                criterion=row.criterion,
                missing=missing(row.kind, card.owner_id, card.due_on, source.look_back_on),
            )

    def missing(self, outcome_id: bytes) -> tuple[str, ...]:
        """Return in words what a card still asks for; advice, never an obstacle."""
        return self.detail(outcome_id).missing

    def actions(
        self,
        *,
        statuses: Sequence[str] = (),
        owner_id: bytes | None = None,
        meeting_id: bytes | None = None,
        kinds: Sequence[str] = ("afspraak",),
    ) -> tuple[ActionRow, ...]:
        """Return agreements (and promises) of all meetings, the first due first; see ``Carrying.actions``."""
        return self._carrying.actions(statuses=statuses, owner_id=owner_id, meeting_id=meeting_id, kinds=kinds)

    def carry_over(self, meeting_id: bytes, *, origin: object = None) -> tuple[bytes, ...]:
        """Put references to the open agreements of earlier meetings on a board; see ``Carrying.carry_over``."""
        return self._carrying.carry_over(meeting_id, origin=origin)


def _check_status(status: str) -> None:
    if status not in STATUSES:
        raise InvalidValueError(_("This status does not exist. Choose another one."))
