"""The interim report (tussenrapportage): over a period, for the municipality or for A&O fonds, with the facilitator's own texts."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.tables import Meeting, Programme
from ef_desktop.domain.book_parts import EditionView
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.interim import (
    GEMEENTE,
    Interim,
    InterimChapter,
    InterimContents,
    InterimText,
)
from ef_desktop.i18n import N_, _, content_text, language
from ef_desktop.report.words import Words
from ef_desktop.services import editions, exports
from ef_desktop.services.core import Core, lines
from ef_desktop.services.interim_chapters import parts_of
from ef_desktop.services.interim_proposals import (
    Frame,
    counted,
    left_out,
    proposal,
    signals_left_out,
)
from ef_desktop.services.interim_reading import Facts, Gathering
from ef_desktop.services.interim_rule import rule_of
from ef_desktop.services.room import Room
from ef_desktop.services.saving import safe_name, save_checked_pdf
from ef_desktop.services.setting_rows import read_setting, write_setting

_YIELD = "opbrengst"


class InterimReports:
    """Interim reports: what stands in them, and the texts that the facilitator writes."""

    def __init__(self, core: Core, room: Room) -> None:
        self._core = core
        self._room = room

    def suggested_period(self) -> tuple[date, date]:
        """Return first and last day to begin with: from the beginning of the programme up to today."""
        today = self._core.local_now().date()
        with self._core.store.read() as session:
            programme = session.scalars(select(Programme)).one()
            held = session.scalars(select(Meeting.held_on).where(Meeting.held_on.is_not(None), Meeting.held_on <= today)).all()
        began = programme.starts_on or min(held, default=today)
        return min(began, today), today

    def suggested_name(self, period_from: date, period_to: date, audience: str = GEMEENTE) -> str:
        """Return a file name for the PDF: what it is, for whom, and the period."""
        rule_of(audience)
        title = content_text(read_content("report_outlines")["interim"], "title")
        return safe_name(title, audience, period_from.isoformat(), period_to.isoformat()) + ".pdf"

    def texts(self, period_from: date, period_to: date, audience: str = GEMEENTE) -> tuple[InterimText, ...]:
        """Return the text of every chapter, in order; the rest is as for ``report``."""
        return self.contents(period_from, period_to, audience).texts

    def set_text(
        self,
        chapter: str,
        text: str,
        audience: str = GEMEENTE,
        period_from: date | None = None,
        period_to: date | None = None,
        *,
        origin: object = None,
    ) -> None:
        """Keep what the facilitator wrote for a chapter; "" brings the proposal back.

        Parameters:
            chapter: id in the content.
            audience: texts for the municipality are not read by A&O fonds, and the other way round.
            period_from, period_to: the period that it was written for.

        Raises:
            InvalidValueError: there is no such chapter or audience.
        """
        rule_of(audience)
        if chapter not in {entry["id"] for entry in _chapters()}:
            raise InvalidValueError(_("The interim report has no such chapter. Nothing was changed."))
        kept: dict[str, Any] = {"text": lines(text)}
        if kept["text"] and period_from is not None and period_to is not None:
            kept |= {"from": period_from.isoformat(), "to": period_to.isoformat()}
        with self._core.store.unit(N_("Write the interim report"), origin) as session:
            if read_setting(session, _key(audience, chapter), {}).get("text", "") != kept["text"]:
                write_setting(session, _key(audience, chapter), kept)

    def report(self, period_from: date, period_to: date, audience: str = GEMEENTE) -> Interim:
        """Return everything that stands in the report, without what its readers may not have.

        Parameters:
            period_from, period_to: first and last day that count.
            audience: one of ``AUDIENCES``.

        Raises:
            InvalidValueError: the period ends before it begins, or there is no such audience.
        """
        return self.contents(period_from, period_to, audience).report

    def contents(self, period_from: date, period_to: date, audience: str = GEMEENTE) -> InterimContents:
        """Return the report and the texts of its chapters in one reading; the rest is as for ``report``."""
        _checked(period_from, period_to)
        rule, content = rule_of(audience), read_content("report_outlines")["interim"]
        readers = next(entry for entry in content["audience_rules"] if entry["id"] == audience)
        now = self._core.local_now()
        with self._core.store.read() as session:
            programme = session.scalars(select(Programme)).one()
            gathering = Gathering(session, self._room, rule, period_from, period_to, now.date())
            facts = gathering.facts()
            frame = Frame(programme.name, programme.municipality, period_from, period_to)
            texts = tuple(_text(session, entry, audience, facts, frame) for entry in content["chapters"])
            report = Interim(
                title=content_text(content, "title"),
                audience=audience,
                audience_name=content_text(readers, "name"),
                readers=content_text(readers, "for"),
                programme_name=programme.name,
                municipality=programme.municipality,
                facilitators=facts.facilitators,
                period_from=period_from,
                period_to=period_to,
                edition=now,
                language=language(),
                counted=counted(facts),
                chapters=tuple(_chapter(text, facts, gathering) for text in texts),
                left_out=left_out(facts),
            )
            return InterimContents(report, texts)

    def draw(
        self,
        report: Interim,
        path: Path,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Make the PDF of a report; the rest is as for ``write``."""
        from ef_desktop.report.interim import write_interim

        save_checked_pdf(path, partial(write_interim, report, now=report.edition, progress=progress, cancelled=cancelled))

    def write(
        self,
        path: Path,
        period_from: date,
        period_to: date,
        audience: str = GEMEENTE,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Interim:
        """Save the report as PDF. The file appears, or is replaced, only when it is whole and was checked.

        Parameters:
            path: where to save it.
            period_from, period_to, audience: as for ``report``.
            progress: told how many steps of how many are done.
            cancelled: asked often; True stops the work.

        Returns:
            What stands in the file.

        Raises:
            Cancelled: ``cancelled`` said so; an older file stays as it was.
            InvalidValueError: as for ``report``.
            StorageError: it could not be written there, or a work file stands there.
        """
        report = self.report(period_from, period_to, audience)
        self.draw(report, path, progress=progress, cancelled=cancelled)
        exports.note(self._core, path, "interim")
        return report

    def editions(self) -> tuple[EditionView, ...]:
        """Return the interim reports that were kept as an edition, the first one first."""
        with self._core.store.read() as session:
            return editions.rows(session, editions.INTERIM)

    def publish(
        self,
        path: Path,
        period_from: date,
        period_to: date,
        audience: str = GEMEENTE,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        origin: object = None,
    ) -> EditionView:
        """Save the report and keep it as an edition: the day, the file and its checksum. The rest is as for ``write``.

        Raises:
            ReadOnlyError: the work file is only looked at; nothing was saved.
        """
        # Whoever only looks is told so before anything is saved.
        with self._core.store.unit(""):
            pass
        report = self.write(path, period_from, period_to, audience, progress=progress, cancelled=cancelled)
        period = Words(report.language).period(period_from, period_to)
        chapters = [chapter.id for chapter in report.chapters]
        return editions.publish(self._core, editions.INTERIM, path, f"{report.audience_name}, {period}", chapters, origin)


def _checked(period_from: date, period_to: date) -> None:
    if period_to < period_from:
        raise InvalidValueError(_("The period ends before it begins. Choose a last day that is not before the first day."))


def _chapters() -> list[dict[str, Any]]:
    return read_content("report_outlines")["interim"]["chapters"]


def _key(audience: str, chapter: str) -> str:
    return f"interim.text/{audience}/{chapter}"


def _text(session: Session, entry: dict[str, Any], audience: str, facts: Facts, frame: Frame) -> InterimText:
    kept = read_setting(session, _key(audience, entry["id"]), {})
    own = kept.get("text", "")
    return InterimText(
        chapter=entry["id"],
        title=content_text(entry, "title"),
        content=content_text(entry, "content"),
        own=own if isinstance(own, str) else "",
        proposal=proposal(entry["id"], facts, frame),
        written_from=_day(kept.get("from")),
        written_to=_day(kept.get("to")),
    )


def _day(value: object) -> date | None:
    # A file that another version wrote may hold something else here.
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _chapter(text: InterimText, facts: Facts, gathering: Gathering) -> InterimChapter:
    # What the facilitator typed may hold a name or a district as well.
    told = gathering.text(text.own) if text.own else text.proposal
    return InterimChapter(
        id=text.chapter,
        title=text.title,
        text=tuple(part.strip() for part in told.split("\n") if part.strip()),
        parts=parts_of(text.chapter, facts),
        left_out=signals_left_out(facts) if text.chapter == _YIELD else "",
    )
