"""One page about a meeting, to hand out at the door. Who and what may be read is decided here, as for the logbook."""

from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import kind_styles, outcome_kinds
from ef_desktop.db.tables import Meeting, Programme
from ef_desktop.domain.board import COMMITMENTS
from ef_desktop.domain.book import BookKind
from ef_desktop.domain.meeting_sheet import (
    MeetingSheet,
    SheetAgreement,
    SheetNext,
    SheetOutcome,
    SheetPart,
    SheetRest,
)
from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.domain.peopleviews import LOGBOOK, name_as
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.domain.views import CardView
from ef_desktop.i18n import _, language
from ef_desktop.services import exports, listing, reading
from ef_desktop.services.book_cover import Covering, readable, refused
from ef_desktop.services.cards import board_cards
from ef_desktop.services.core import Core, executor, get
from ef_desktop.services.logbook_cases import SHARED
from ef_desktop.services.people_reading import name_forms
from ef_desktop.services.saving import safe_name, save_checked_pdf


class MeetingPages:
    """Meetings on one page of paper. What goes out on paper goes by the yes to the logbook, not by that to the wall."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def suggested_name(self, meeting_id: bytes) -> str:
        """Return a file name for the page of a meeting."""
        with self._core.store.read() as session:
            row = listing.meeting_row(executor(session), get(session, Meeting, meeting_id).id)
            # Names of files are read by more people than the files are.
            on_agenda = tuple(reading.meeting_case_ids(session, meeting_id))
            title = _Reader(session, on_agenda, set(), True, self._core.local_now().date()).text(row.title)
        day = [row.held_on.isoformat()] if row.held_on else []
        return safe_name(_("On one page"), *day, title) + ".pdf"

    def sheet(self, meeting_id: bytes, *, published: bool = False) -> MeetingSheet:
        """Return what may stand on the page of a meeting.

        Parameters:
            published: True where others than the group read it: then no case is named that may not stand in the logbook.

        Raises:
            NotFoundError: the meeting was removed.
        """
        with self._core.store.read() as session:
            meeting = get(session, Meeting, meeting_id)
            row = listing.meeting_row(executor(session), meeting_id)
            cards = [card for card in board_cards(session, meeting_id) if card.text.strip()]
            today = self._core.local_now().date()
            shown, withheld = readable(cards, refused(session, LOGBOOK, today))
            on_agenda = reading.meeting_case_ids(session, meeting_id)
            read = _Reader(session, tuple(on_agenda), {card.case_id for card in shown}, published, today)
            items, _minimums = reading.agenda(session, meeting_id, meeting.starts_at)
            programme = session.scalars(select(Programme)).one()
            promised = [card for card in shown if card.kind in COMMITMENTS]
            top = sorted((card for card in shown if card.top), key=lambda card: card.top)
            return MeetingSheet(
                number=row.number,
                title=read.text(row.title),
                held_on=row.held_on,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                place=read.text(row.place),
                held=row.state != "planned",
                kinds=_kinds(),
                parts=tuple(SheetPart(read.text(item.title), item.starts_at) for item in items),
                top=tuple(read.outcome(card) for card in top),
                outcomes=tuple(read.outcome(card) for card in shown if not card.top and card.kind not in COMMITMENTS),
                agreements=tuple(read.agreement(card) for card in promised),
                following=_following(session, row, published, today),
                withheld=sum(withheld),
                nameless=sum(card.owner_id is not None and not read.name(card) for card in promised),
                programme_name=programme.name,
                municipality=programme.municipality,
                language=language(),
                edition=self._core.local_now(),
            )

    def write(self, meeting_id: bytes, path: Path) -> SheetRest:
        """Save the page as PDF. The file appears, or is replaced, only when it is whole and was checked.

        Parameters:
            path: where to save it.

        Returns:
            How much did not fit; the page says so itself.

        Raises:
            NotFoundError: the meeting was removed.
            StorageError: it could not be written there, or a work file stands there.
        """
        from ef_desktop.report.meeting_page import write_meeting_page

        sheet = self.sheet(meeting_id)
        rest = save_checked_pdf(path, partial(write_meeting_page, sheet, now=sheet.edition))
        exports.note(self._core, path, "meeting")
        return rest


class _Reader:
    """Texts and names of one meeting as they may stand on paper.

    Parameters:
        on_agenda: the cases of the meeting; any of its texts may be about them.
        case_ids: other cases that texts may belong to.
        published: as for ``MeetingPages.sheet``.
        today: a permission that ended before this day counts for nothing.
    """

    def __init__(
        self, session: Session, on_agenda: tuple[bytes, ...], case_ids: set[bytes | None], published: bool, today: date
    ) -> None:
        self._named = name_forms(session, LOGBOOK, today)
        covering = Covering(session, self._named, (SHARED,) if published else None)
        self._on_agenda = on_agenda
        self._cover = covering.cover(*on_agenda, *case_ids)
        self._nameless = covering.nameless(*on_agenda, *case_ids)

    def text(self, value: str, case_id: bytes | None = None, *, nameless: bool = False) -> str:
        """Return a text without what leads to an initiator who does not know, and without names of who said no."""
        return (self._nameless if nameless else self._cover).text(value, case_id, *self._on_agenda)

    def name(self, card: CardView) -> str:
        """Return the owner of a card in the form that its bearer allows, "" for nobody."""
        return name_as(card.owner, self._named.get(card.owner_id, ""))

    def outcome(self, card: CardView) -> SheetOutcome:
        """Return a card as an outcome."""
        return SheetOutcome(card.kind, self.text(card.text, card.case_id, nameless=card.kind in NAMELESS), card.votes)

    def agreement(self, card: CardView) -> SheetAgreement:
        """Return a card as an agreement."""
        return SheetAgreement(self.text(card.text, card.case_id), self.name(card), card.due_on)


def _following(session: Session, row: MeetingRow, published: bool, today: date) -> SheetNext | None:
    """Return the first meeting after this one that is still to come."""
    coming = [other for other in listing.meeting_rows(executor(session)) if other.number > row.number and other.state == "planned"]
    if not coming:
        return None
    case_ids = reading.meeting_case_ids(session, coming[0].id)
    read = _Reader(session, tuple(case_ids), set(), published, today)
    title, place = read.text(coming[0].title), read.text(coming[0].place)
    return SheetNext(title, coming[0].held_on, coming[0].starts_at, place)


def _kinds() -> tuple[BookKind, ...]:
    styles = kind_styles()
    return tuple(
        BookKind(kind.id, kind.name, styles[kind.id]["solid"], styles[kind.id]["icon"], styles[kind.id]["shape"], kind.id in COMMITMENTS)
        for kind in outcome_kinds()
    )
