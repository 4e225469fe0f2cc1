"""Takes the board along: CSV and XLSX for spreadsheets, Markdown for the clipboard.

What others may read is the rule of the logbook: no private cards, none that were never shown to the group, and names only of people who said yes to the logbook and
never with kinds that stay nameless (these have no owner in any view). 'For myself' takes everything else along.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ef_desktop.content import outcome_kinds
from ef_desktop.db.tables import Meeting
from ef_desktop.domain.frames import BoardFrame, WallCard
from ef_desktop.domain.views import CardView
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import _, format_date, ngettext
from ef_desktop.services import exports, reading
from ef_desktop.services.book_cover import Covering, readable, refused
from ef_desktop.services.book_markdown import escaped
from ef_desktop.services.cards import card_views
from ef_desktop.services.core import Core, get
from ef_desktop.services.grouping import ordered
from ef_desktop.services.people_reading import name_forms
from ef_desktop.services.saving import save_whole
from ef_desktop.services.sheets import csv_bytes, xlsx_bytes

_ROW = tuple[str, ...]

_WIDTHS = (16, 60, *[18] * 9)


class BoardExport:
    """Saves the board of a meeting, or hands it over as text."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def readable(self, meeting_id: bytes) -> frozenset[bytes]:
        """Return the cards of a meeting that the logbook may tell: none that is private, still hidden, or waits for a yes of who said it."""
        with self._core.store.read() as session:
            gone = refused(session, reading.LOGBOOK_CHANNEL, self._core.local_now().date())
            cards = card_views(session, ordered(session, meeting_id))
        return frozenset(card.id for card in readable(cards, gone)[0])

    def csv(self, meeting_id: bytes, path: Path, *, for_myself: bool = False) -> None:
        """Save the board as CSV: semicolons and a byte order mark, as spreadsheets here expect.

        Parameters:
            path: where to save it; an older file there is replaced when the new one is whole.
            for_myself: True takes private cards and all names along.

        Raises:
            StorageError: it could not be written there.
            NotFoundError: the meeting was removed.
        """
        save_whole(path, csv_bytes([_headings(), *self._rows(meeting_id, for_myself)]))
        exports.note(self._core, path, "board")

    def xlsx(self, meeting_id: bytes, path: Path, *, for_myself: bool = False) -> None:
        """Save the board as XLSX; see ``csv``."""
        rows = [_headings(), *self._rows(meeting_id, for_myself)]
        save_whole(path, xlsx_bytes([(_("Outcomes"), rows, _WIDTHS)], self._core.local_now()))
        exports.note(self._core, path, "board")

    def for_others(self, meeting_id: bytes, frame: BoardFrame) -> BoardFrame:
        """Return a board as the wall shows it, to be kept as a picture: with the cards and the names that the logbook may tell."""
        with self._core.store.read() as session:
            named = name_forms(session, reading.LOGBOOK_CHANNEL, self._core.local_now().date())
            cover = Covering(session, named).cover()
        told = self.readable(meeting_id)

        def shown(card: WallCard) -> WallCard:
            about = " · ".join(part for part in card.secondary.split(" · ") if cover.text(part) == part)
            return replace(card, text=cover.text(card.text), secondary=about, group=cover.text(card.group))

        columns = (replace(column, cards=tuple(shown(card) for card in column.cards if card.id in told)) for column in frame.columns)
        return replace(frame, title=cover.text(frame.title), columns=tuple(column for column in columns if column.cards))

    def pictures(self, path: Path, pages: Sequence[bytes]) -> None:
        """Save the board as the wall shows it, a file per page.

        Parameters:
            path: of the first page; the others get a number behind the name.
            pages: each a picture (PNG).

        Raises:
            StorageError: one could not be written there.
        """
        for number, page in enumerate(pages, 1):
            place = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
            save_whole(place, page)
            exports.note(self._core, place, "board")

    def markdown(self, meeting_id: bytes, *, for_myself: bool = False) -> str:
        """Return the board as Markdown text: a heading per kind, a line per card."""
        title, cards = self._cards(meeting_id, for_myself)
        parts = [f"# {escaped(title)}"]
        for kind in outcome_kinds():
            own = [card for card in cards if card.kind == kind.id]
            if own:
                parts.append(f"## {kind.name}")
                parts.append("\n".join(self._line(card) for card in own))
        return "\n\n".join(parts) + "\n"

    def _line(self, card: CardView) -> str:
        extra = [card.owner]
        if card.due_on is not None:
            extra.append(format_date(card.due_on))
        if card.kind == "afspraak":
            extra.append(_(card.status))
        if card.votes:
            extra.append(ngettext("{count} vote", "{count} votes", card.votes).format(count=card.votes))
        extra.append(card.group_title)
        behind = " · ".join(escaped(part) for part in extra if part)
        text = "\n  ".join(escaped(part) for part in card.text.split("\n"))
        return f"- {text}" + (f" ({behind})" if behind else "")

    def _rows(self, meeting_id: bytes, for_myself: bool) -> list[_ROW]:
        title, cards = self._cards(meeting_id, for_myself)
        names = {kind.id: kind.name for kind in outcome_kinds()}
        position = {kind.id: place for place, kind in enumerate(outcome_kinds())}
        return [
            (
                names[card.kind],
                card.text,
                card.owner,
                card.due_on.isoformat() if card.due_on is not None else "",
                _(card.status) if card.status else "",
                str(card.votes) if card.votes else "",
                str(card.top) if card.top else "",
                card.group_title,
                card.case_title,
                card.item_title,
                title,
            )
            for card in sorted(cards, key=lambda card: position[card.kind])
        ]

    def _cards(self, meeting_id: bytes, for_myself: bool) -> tuple[str, list[CardView]]:
        """Return the title of the meeting and the cards that may be taken along, with the names that may be."""
        with self._core.store.read() as session:
            title = get(session, Meeting, meeting_id).title
            cards = card_views(session, ordered(session, meeting_id))
            today = self._core.local_now().date()
            named = name_forms(session, reading.LOGBOOK_CHANNEL, today)
            on_agenda = reading.meeting_case_ids(session, meeting_id)
            cover = Covering(session, named).cover(*on_agenda, *(card.case_id for card in cards))
            gone = refused(session, reading.LOGBOOK_CHANNEL, today)
        if for_myself:
            return title, cards
        return cover.text(title, *on_agenda), [
            replace(
                card,
                owner=first_name(card.owner) if card.owner_id in named else "",
                text=cover.text(card.text, card.case_id),
                group_title=cover.text(card.group_title, card.case_id),
                item_title=cover.text(card.item_title, *on_agenda),
                case_title=cover.name_text(card.case_title),
            )
            for card in readable(cards, gone)[0]
        ]


def _headings() -> _ROW:
    return (
        _("Kind"), _("Text"), _("Who"), _("Date"), _("Status"), _("Votes"), _("Top 3"), _("Group"), _("Case"), _("Block"), _("Meeting"),
    )  # fmt: skip
