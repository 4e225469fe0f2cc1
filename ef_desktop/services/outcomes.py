"""Capturing outcomes and keeping the board."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import kind_ids, outcome_kinds
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import AgendaItem, Meeting, Outcome, Vote
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.ordering import between
from ef_desktop.domain.views import AgreementRow, BoardView, CardView, Column
from ef_desktop.domain.words import split_lines
from ef_desktop.i18n import N_, _
from ef_desktop.services import listing
from ef_desktop.services.cards import card_views, votes_of
from ef_desktop.services.core import Core, assign, executor, get, line, lines, required, same

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
}


class Outcomes:
    """The cards of all meetings. Every change is one undo step and is on the disk when the method returns."""

    def __init__(self, core: Core) -> None:
        self._core = core

    # Reading

    def board(self, meeting_id: bytes) -> BoardView:
        """Return the board of a meeting, with every kind as a column, also the empty ones."""
        with self._core.store.read() as session:
            get(session, Meeting, meeting_id)
            row = listing.meeting_row(executor(session), meeting_id)
            cards = card_views(session, self._ordered(session, meeting_id))
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

    def agreements(self, open_only: bool = True) -> tuple[AgreementRow, ...]:
        """Return the agreements of all meetings, the first due first."""
        with self._core.store.read() as session:
            return listing.agreement_rows(executor(session), open_only)

    def _ordered(self, session: Session, meeting_id: bytes, kind: str | None = None) -> list[Outcome]:
        query = select(Outcome).where(Outcome.meeting_id == meeting_id)
        if kind is not None:
            query = query.where(Outcome.kind == kind)
        return list(session.scalars(query.order_by(Outcome.place, Outcome.id)))

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
        origin: object = None,
    ) -> bytes:
        """Capture an outcome at the end of its column and return its id.

        Parameters:
            kind: one of the nine kinds.
            text: what was said, in full.
            wall_text: short text for the wall, or "".
            item_id: block in which it was said; its case is taken over when none is given.
            private: True keeps it off the wall and out of the logbook.

        Raises:
            InvalidValueError: nothing was typed, or the kind is unknown.
        """
        with self._core.store.unit(N_("Add outcome"), origin) as session:
            get(session, Meeting, meeting_id)
            place = between(self._last_place(session, meeting_id, kind), None)
            values = {
                "wall_text": line(wall_text),
                "case_id": case_id,
                "item_id": item_id,
                "owner_id": owner_id,
                "due_on": due_on,
                "private": private,
            }
            return self._insert(session, meeting_id, kind, text, place, values)

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
            place = self._last_place(session, meeting_id, kind)
            ids = []
            for part in parts:
                place = between(place, None)
                values = {"case_id": case_id, "item_id": item_id, "private": private}
                ids.append(self._insert(session, meeting_id, kind, part, place, values))
            return ids

    def _insert(
        self, session: Session, meeting_id: bytes, kind: str, text: str, place: str, values: dict[str, Any]
    ) -> bytes:
        if kind not in kind_ids():
            raise InvalidValueError(_("This kind of outcome does not exist. Choose another kind."))
        cleaned = lines(text)
        if not cleaned:
            raise InvalidValueError(_("Nothing was typed yet. Type what you hear."))
        if values.get("case_id") is None and values.get("item_id") is not None:
            values["case_id"] = get(session, AgendaItem, values["item_id"]).case_id
        outcome = Outcome(
            id=self._core.new_id(),
            meeting_id=meeting_id,
            kind=kind,
            text=cleaned,
            place=place,
            status="open" if kind == "afspraak" else "",
            captured_at=self._core.clock.milliseconds(),
            **values,
        )
        session.add(outcome)
        return outcome.id

    def _last_place(self, session: Session, meeting_id: bytes, kind: str) -> str | None:
        return session.scalars(
            select(Outcome.place)
            .where(Outcome.meeting_id == meeting_id, Outcome.kind == kind)
            .order_by(Outcome.place.desc())
            .limit(1)
        ).first()

    # Changing

    def edit(self, outcome_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change a card: text, wall_text, kind, case_id, item_id, owner_id, due_on, status, look_back_on, to_whom,
        answer, answered_on, private, revealed.

        Raises:
            InvalidValueError: an empty text, or an unknown kind or status.
        """
        kind = fields.pop("kind", None)
        if "text" in fields:
            fields["text"] = lines(fields["text"])
            required(fields["text"], _("A card cannot be empty. Type something, or remove the card."))
        if fields.get("status") not in (None, "", *STATUSES):
            raise InvalidValueError(_("This status does not exist. Choose another one."))
        with self._core.store.unit(N_("Change outcome"), origin) as session:
            outcome = get(session, Outcome, outcome_id)
            assign(outcome, fields, _FIELDS)
            if kind is not None and kind != outcome.kind:
                self._to_column(session, outcome, kind, None)

    def move(self, outcome_id: bytes, kind: str, index: int, *, origin: object = None) -> None:
        """Put a card at a place in a column (index from 0, counted without the card itself)."""
        with self._core.store.unit(N_("Move outcome"), origin) as session:
            self._to_column(session, get(session, Outcome, outcome_id), kind, index)

    def _to_column(self, session: Session, outcome: Outcome, kind: str, index: int | None) -> None:
        if kind not in kind_ids():
            raise InvalidValueError(_("This kind of outcome does not exist. Choose another kind."))
        others = [row for row in self._ordered(session, outcome.meeting_id, kind) if row.id != outcome.id]
        index = len(others) if index is None else max(0, min(index, len(others)))
        before = others[index - 1].place if index else None
        after = others[index].place if index < len(others) else None
        if before is not None and after is not None and before >= after:
            after = next((row.place for row in others[index:] if row.place > before), None)
        if kind != outcome.kind:
            outcome.kind = kind
            # A card has one group, and a group has one column.
            outcome.group_id = None
            if kind == "afspraak" and not outcome.status:
                outcome.status = "open"
        elif (before is None or before < outcome.place) and (after is None or outcome.place < after):
            return
        outcome.place = between(before, after)

    def remove(self, outcome_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Remove cards. Undo brings them back."""
        with self._core.store.unit(N_("Remove outcome"), origin) as session:
            for outcome_id in outcome_ids:
                get(session, Outcome, outcome_id).dead = 1

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
