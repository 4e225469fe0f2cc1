"""Gathers the logbook and saves it as PDF. What may not be read is left out here, before anything is laid out."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import kind_styles, outcome_kinds, read_content
from ef_desktop.db.tables import Attendance, Meeting, Outcome, Person, Programme
from ef_desktop.domain import timer
from ef_desktop.domain.book import Book, BookAgendaItem, BookCounts, BookKind, BookMeeting, BookOutcome, BookTalents
from ef_desktop.domain.errors import StorageError
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.domain.peopleviews import name_as
from ef_desktop.domain.views import CardView
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import _, content_text, language
from ef_desktop.services import listing, logbook_cases, reading, talents_book
from ef_desktop.services.anonymity import Cover
from ef_desktop.services import exports
from ef_desktop.services.backups import refuse_work_file
from ef_desktop.services.cards import card_views
from ef_desktop.services.core import Core, executor
from ef_desktop.services.meetings import Meetings
from ef_desktop.services.people_reading import name_forms
from ef_desktop.services.room import Room

class Logbook:
    """The 'Logboek Excellent Faciliteren'."""

    def __init__(self, core: Core, meetings: Meetings, room: Room) -> None:
        self._core = core
        self._meetings = meetings
        self._room = room

    def suggested_name(self) -> str:
        """Return a file name for the PDF, with the programme and the date."""
        with self._core.store.read() as session:
            name = listing.programme_view(executor(session)).name
        safe = "".join(character if character.isalnum() else "-" for character in name)
        safe = "-".join(part for part in safe.split("-") if part)[:60]
        title = content_text(read_content("report_outlines")["logbook"], "title").replace(" ", "-")
        return f"{title}-{safe}-{self._core.local_now():%Y-%m-%d}.pdf"

    def book(self) -> Book:
        """Return everything that stands in the logbook: held and closed meetings, without private cards, with names only
        of people who said yes to the logbook."""
        with self._core.store.read() as session:
            programme = session.scalars(select(Programme)).one()
            named = name_forms(session, reading.LOGBOOK_CHANNEL)
            rows = [row for row in listing.meeting_rows(executor(session)) if row.state != "planned"]
            meetings = tuple(self._meeting(session, row, named) for row in rows)
            hidden = session.scalars(select(Outcome.id).join(Meeting).where(Outcome.private.is_(True))).all()
            people = session.scalars(
                select(Attendance.person_id).where(Attendance.status == "present").distinct()
            ).all()
            cases = {
                case_id for row in rows for case_id in reading.meeting_case_ids(session, row.id)
            }
            leaders = session.execute(
                select(Person.id, Person.name).where(Person.facilitator.is_(True)).order_by(Person.name)
            ).all()
            return Book(
                title=content_text(read_content("report_outlines")["logbook"], "title"),
                programme_name=programme.name,
                edition=self._core.local_now(),
                kinds=_kinds(),
                language=language(),
                municipality=programme.municipality,
                facilitators=tuple(name_as(name, named[person_id]) for person_id, name in leaders if person_id in named),
                period_from=min((row.held_on for row in rows if row.held_on), default=programme.starts_on),
                period_to=max((row.held_on for row in rows if row.held_on), default=programme.ends_on),
                counts=BookCounts(
                    meetings=len(rows),
                    people=len(people),
                    cases=len(cases),
                    outcomes=sum(len(meeting.outcomes) for meeting in meetings),
                ),
                meetings=meetings,
                hidden_count=len(hidden),
                talents=_talents(session, {row.id for row in rows}),
                cases=logbook_cases.cases(session, cases, frozenset(named)),
            )

    def _meeting(self, session, row: MeetingRow, named: dict[bytes, str]) -> BookMeeting:
        meeting = session.get(Meeting, row.id)
        items, _minimums = reading.agenda(session, row.id, meeting.starts_at)
        spent = {item.id: item for item in self._room.timer(row.id).items}
        attendees = reading.attendees(session, row.id)
        present = [view for view in attendees if view.status == "present"]
        outcomes = session.scalars(
            select(Outcome)
            .where(Outcome.meeting_id == row.id, Outcome.private.is_(False))
            .order_by(Outcome.place, Outcome.id)
        ).all()
        cards = card_views(session, outcomes)
        on_agenda = reading.meeting_case_ids(session, row.id)
        cover = Cover(session, {*on_agenda, *(card.case_id for card in cards)})
        titles = logbook_cases.titles(session, {card.case_id for card in cards if card.case_id is not None})
        cards = [replace(card, case_title=titles.get(card.case_id, "")) for card in cards]
        allowed_leaders = {first_name(view.person.name) for view in attendees if view.person.id in named}
        return BookMeeting(
            number=row.number,
            title=cover.text(row.title, *on_agenda),
            held_on=row.held_on,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=cover.text(row.place, *on_agenda),
            goal=cover.text(meeting.goal, *on_agenda),
            inside=sum(not view.person.outside for view in present),
            outside=sum(view.person.outside for view in present),
            facilitators=tuple(
                name_as(view.person.name, named[view.person.id])
                for view in attendees
                if view.role == "facilitator" and view.person.id in named
            ),
            agenda=tuple(
                BookAgendaItem(
                    title=cover.text(item.title, *on_agenda),
                    planned_start=item.starts_at,
                    planned_minutes=item.minutes,
                    real_minutes=_real_minutes(spent.get(item.id)),
                    led_by=item.leader if item.leader in allowed_leaders else None,
                )
                for item in items
            ),
            outcomes=tuple(_outcome(card, named, cover) for card in cards),
            top=tuple(_outcome(card, named, cover) for card in sorted((c for c in cards if c.top), key=lambda c: c.top)),
            summary=cover.text(meeting.summary, *on_agenda),
            closed=row.state == "closed",
        )

    def write(
        self,
        path: Path,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Save the logbook as PDF. The file appears, or is replaced, only when it is whole and was checked.

        Parameters:
            path: where to save it.
            progress: told how many steps of how many are done.
            cancelled: asked often; True stops the work.

        Raises:
            Cancelled: ``cancelled`` said so; an older file stays as it was.
            StorageError: it could not be written there, or a work file stands there.
        """
        from ef_desktop.report.logbook import write_logbook
        from ef_desktop.report.selfcheck import check_pdf

        refuse_work_file(path)
        book = self.book()
        partial: Path | None = None
        try:
            handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
            partial = Path(name)
            with os.fdopen(handle, "wb") as file:
                write_logbook(book, file, now=self._core.local_now(), progress=progress, cancelled=cancelled)
                file.flush()
                os.fsync(file.fileno())
            problems = check_pdf(partial)
            if problems:
                raise RuntimeError(f"the PDF failed its own check: {problems[:3]}")
            _make_readable(partial)
            os.replace(partial, path)
            exports.note(self._core, path, "logbook")
        except OSError as error:
            raise StorageError(_unwritable(path, error)) from error
        finally:
            if partial is not None:
                partial.unlink(missing_ok=True)


def _make_readable(path: Path) -> None:
    """Give the file the usual rights: a temporary file is for its owner only."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def _unwritable(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return _(
            "The logbook cannot be saved as ‘{name}’. The file is open in another program, or you may not write in this"
            " folder. Close the file or choose another folder. Nothing was lost."
        ).format(name=path.name)
    return _(
        "The logbook cannot be saved as ‘{name}’. The disk may be full or gone. Choose another place. Nothing was lost."
    ).format(name=path.name)


def _kinds() -> tuple[BookKind, ...]:
    styles = kind_styles()
    return tuple(
        BookKind(
            id=kind.id,
            name=kind.name,
            colour=styles[kind.id]["solid"],
            icon=styles[kind.id]["icon"],
            shape=styles[kind.id]["shape"],
            commitment=kind.id in ("afspraak", "belofte"),
        )
        for kind in outcome_kinds()
    )


def _talents(session: Session, meeting_ids: set[bytes]) -> BookTalents | None:
    """Return the chapter on roles and talents, without names of initiatives that nobody may know of."""
    told, cover = talents_book.talents(session, meeting_ids), Cover(session)
    if told is None:
        return None
    texts = {name: tuple(map(cover.text, getattr(told, name))) for name in ("rounds", "missing", "noticed")}
    return replace(told, **texts)


def _outcome(card: CardView, named: dict[bytes, str], cover: Cover) -> BookOutcome:
    may_name = card.owner_id in named and card.kind not in NAMELESS
    return BookOutcome(
        kind=card.kind,
        text=cover.text(card.text, card.case_id),
        case_title=card.case_title or None,
        owner=name_as(card.owner, named[card.owner_id]) if may_name else None,
        due_on=card.due_on,
        status=card.status if card.kind == "afspraak" else None,
        votes=card.votes,
        group_title=cover.text(card.group_title, card.case_id) or None,
    )


def _real_minutes(known: timer.ItemTime | None) -> int | None:
    return None if known is None or known.started_at is None else round(known.spent_seconds / 60)
