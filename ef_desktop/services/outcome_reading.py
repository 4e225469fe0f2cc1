"""What is read of outcomes: boards, cards, hits of a search, agreements over the meetings."""

from collections.abc import Sequence
from operator import attrgetter

from ef_desktop.content import kind_ids, outcome_kinds
from ef_desktop.db import fulltext
from ef_desktop.db.tables import Meeting, Outcome
from ef_desktop.domain.board import ActionRow, BoardEntry, Budget, CardDetail, Hits
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.overviews import AgreementRow, MeetingRow
from ef_desktop.domain.prefixes import Known
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.domain.views import BoardView, CardView, Column
from ef_desktop.services import capturing, listing
from ef_desktop.services.board_export import BoardExport
from ef_desktop.services.cards import board_cards, card_views, cards_by_id
from ef_desktop.services.carrying import Carrying, missing, original
from ef_desktop.services.core import Core, executor, for_ids, get, seek
from ef_desktop.services.dots import dots_budget, votes_for
from ef_desktop.services.grouping import Grouping

#: Where a card is in its column, from 0.
_PLACE = """
SELECT count(*) FROM outcome c JOIN outcome o ON o.meeting_id = c.meeting_id AND o.kind = c.kind AND o.dead = 0
WHERE c.id = ? AND (o.place, o.id) < (c.place, c.id)
"""

#: The cards of a meeting that look back on other ones.
_LOOK_BACK = "SELECT id FROM outcome WHERE dead = 0 AND meeting_id = ? AND carried_from IN ({ids})"

#: With more rows than this a board is read as a whole.
_FEW = 60


class OutcomeReading:
    """The cards of all meetings, for looking at.

    Attributes:
        export: the board as CSV, XLSX or Markdown.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._grouping = Grouping(core)
        self._carrying = Carrying(core)
        self.export = BoardExport(core)

    def board(self, meeting_id: bytes) -> BoardView:
        """Return the board of a meeting, with every kind as a column, also the empty ones."""
        with self._core.store.read() as session:
            seek(session, Meeting, meeting_id)
            row = listing.meeting_row(executor(session), meeting_id)
            cards = board_cards(session, meeting_id)
            by_kind: dict[str, list[CardView]] = {}
            for card in cards:
                by_kind.setdefault(card.kind, []).append(card)
            return _board(row, tuple(Column(kind, tuple(by_kind.get(kind.id, ()))) for kind in outcome_kinds()))

    def board_again(self, before: BoardView, change: ChangeSet) -> BoardView:
        """Return a board as it is after a change; only the cards that changed are read, and a column that had and has none
        of them is the very same one.

        Parameters:
            before: the board as it was just before the change.
        """
        if change.kinds - {"outcome", "vote"} or len(change.rows) > _FEW:
            return self.board(before.meeting.id)
        with self._core.store.read() as session:
            seek(session, Meeting, before.meeting.id)
            execute = executor(session)
            changed = set(change.ids("outcome"))
            changed.update(votes_for(session, change.ids("vote")))
            changed.update(row[0] for row in for_ids(execute, _LOOK_BACK, changed, (before.meeting.id,)))
            fresh = [card for card in cards_by_id(session, changed).values() if card.meeting_id == before.meeting.id]
            places = {card.id: execute(_PLACE, (card.id,))[0][0] for card in fresh}
            columns = tuple(_column_again(column, changed, fresh, places) for column in before.columns)
            return _board(listing.meeting_row(execute, before.meeting.id), columns)

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
        talent_id: bytes | None = None,
        statuses: Sequence[str] = (),
    ) -> Hits:
        """Return cards of all meetings in which every word occurs as the beginning of a word, the best first.

        Accents, capitals and signs do not matter; one character is enough. Without words the newest cards come first.
        Private cards are found too: this is for the facilitator, never for the wall.

        Parameters:
            meeting, kinds, case_id, talent_id, statuses: only these.
            person_id: only cards that this person owns; kinds that stay nameless are not found by a person.
            limit: at most so many; the answer tells how many there are.
        """
        if person_id is not None:
            kinds = [kind for kind in kinds or kind_ids() if kind not in NAMELESS]
            if not kinds:
                return Hits((), 0)
        wanted = fulltext.Filter(meeting, kinds, case_id, person_id, statuses, talent_id)
        with self._core.store.read() as session:
            execute = executor(session)
            found = fulltext.find(execute, query, wanted, limit)
            cards = cards_by_id(session, found)
            total = len(found) if len(found) < limit else fulltext.count(execute, query, wanted)
            return Hits(tuple(cards[row_id] for row_id in found), total)

    def agreements(self, open_only: bool = True) -> tuple[AgreementRow, ...]:
        """Return the agreements of all meetings, the first due first."""
        with self._core.store.read() as session:
            return listing.agreement_rows(executor(session), open_only)

    def known(self) -> Known:
        """Return what the short signs of the capture bar can mean, for ``domain.prefixes``."""
        return capturing.known(self._core)

    def entries(self, meeting_id: bytes, kind: str) -> tuple[BoardEntry, ...]:
        """Return a column as the room sees it: groups and loose cards in order."""
        return self._grouping.entries(meeting_id, kind)

    def detail(self, outcome_id: bytes) -> CardDetail:
        """Return a card with everything that it holds."""
        with self._core.store.read() as session:
            row = get(session, Outcome, outcome_id)
            source = original(session, row)
            card = card_views(session, [row])[0]
            return CardDetail(
                card=card,
                look_back_on=source.look_back_on,
                answer=source.answer,
                answered_on=source.answered_on,
                revealed=card.revealed,
                carried_from=get(session, Meeting, source.meeting_id).title if source is not row else "",
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

    def budget(self, meeting_id: bytes, dots: int = 3) -> Budget:
        """Return how the dots that were given stand to those there can be, at so many dots per person; it never blocks."""
        return dots_budget(self._core, meeting_id, dots)


def _board(row: MeetingRow, columns: tuple[Column, ...]) -> BoardView:
    total = sum(len(column.cards) for column in columns)
    return BoardView(row, columns, total, sum(sum(map(attrgetter("private"), column.cards)) for column in columns))


def _column_again(column: Column, changed: set[bytes], fresh: Sequence[CardView], places: dict[bytes, int]) -> Column:
    """Return a column with the changed cards as they are now; the very same one where it has and had none of them.

    Parameters:
        changed: ids of the cards that changed or went.
        fresh: those that are on the board now.
        places: where they are in their columns, from 0.
    """
    own = sorted((card for card in fresh if card.kind == column.kind.id), key=lambda card: places[card.id])
    if not own and changed.isdisjoint(map(attrgetter("id"), column.cards)):
        return column
    cards = [card for card in column.cards if card.id not in changed]
    for card in own:
        cards.insert(places[card.id], card)
    return Column(column.kind, tuple(cards))
