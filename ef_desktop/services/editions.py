"""Editions: what was published when. A row per edition, with the checksum of its file, so that a file can be recognised."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import ReportEdition
from ef_desktop.domain.book_parts import EditionView
from ef_desktop.domain.errors import StorageError
from ef_desktop.i18n import N_, _
from ef_desktop.services.core import Core, lines

#: The reports that have editions.
LOGBOOK, INTERIM = "logbook", "interim"

_PIECE = 1 << 20


def rows(session: Session, report: str) -> tuple[EditionView, ...]:
    """Return the editions of a report, the first one first."""
    return tuple(_view(number, row) for number, row in enumerate(_rows(session, report), 1))


def previous(session: Session, report: str) -> tuple[EditionView, datetime] | None:
    """Return the last edition of a report and the moment at which it was published, UTC; None where there is none."""
    found = _rows(session, report)
    return (_view(len(found), found[-1]), _moment(found[-1].id)) if found else None


def keep(
    core: Core, session: Session, report: str, path: Path, note: str = "", chapters: Sequence[str] = ()
) -> bytes:
    """Write down a finished file as the next edition of a report, as part of the unit of the session; return the id.

    Parameters:
        core: of the open work file.
        report: ``logbook``, ``interim``, or another report.
        path: the file, as it was published.
        note: what to remember of it.
        chapters: ids of the chapters that stand in it.

    Raises:
        StorageError: the file cannot be read.
    """
    row = ReportEdition(
        id=core.new_id(),
        report=report,
        published_on=core.local_now().date(),
        file_name=path.name,
        checksum=checksum(path),
        note=lines(note),
        chapters=",".join(chapters),
    )
    session.add(row)
    session.flush()
    return row.id


def publish(
    core: Core, report: str, path: Path, note: str = "", chapters: Sequence[str] = (), origin: object = None
) -> EditionView:
    """Write down a finished file as the next edition of a report, in a step of its own; the rest is as for ``keep``."""
    with core.store.unit(N_("Publish edition"), origin) as session:
        kept = keep(core, session, report, path, note, chapters)
        return next(view for view in rows(session, report) if view.id == kept)


def check(core: Core, path: Path) -> EditionView | None:
    """Return which edition a file is, byte for byte; None where it is none of them.

    Raises:
        StorageError: the file cannot be read.
    """
    wanted = checksum(path)
    with core.store.read() as session:
        reports = sorted(set(session.scalars(select(ReportEdition.report).where(ReportEdition.checksum == wanted))))
        for report in reports:
            for view in rows(session, report):
                if view.checksum == wanted:
                    return view
    return None


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal figures.

    Raises:
        StorageError: the file cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        message = _("The file ‘{name}’ cannot be read. Choose another file.")
        raise StorageError(message.format(name=path.name)) from error
    return digest.hexdigest()


def _rows(session: Session, report: str) -> list[ReportEdition]:
    # The id begins with the moment at which the row was made.
    return list(session.scalars(select(ReportEdition).where(ReportEdition.report == report).order_by(ReportEdition.id)))


def _view(number: int, row: ReportEdition) -> EditionView:
    chapters = tuple(part for part in row.chapters.split(",") if part)
    return EditionView(row.id, number, row.report, row.published_on, row.file_name, row.checksum, row.note, chapters)


def _moment(row_id: bytes) -> datetime:
    return datetime.fromtimestamp(int.from_bytes(row_id[:6], "big") / 1000, UTC)
