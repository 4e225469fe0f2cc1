"""A work file that does not open, or not well: its backups, what is the matter with it, and a new file of what can be read."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ef_desktop.db import backup
from ef_desktop.domain.clock import Clock
from ef_desktop.domain.errors import CorruptFileError, ForeignFileError, WorkFileError
from ef_desktop.domain.views import BackupView
from ef_desktop.i18n import _, format_list, format_number, ngettext
from ef_desktop.logs import logger
from ef_desktop.services.checking import check_file, table_words

#: What a backup is known by.
_COUNTED = ("meeting", "outcome")


@dataclass(frozen=True)
class Examined:
    """What was found in a file.

    Attributes:
        findings: sentences; none when it is whole.
        repairable: True where a new file can be made of what can be read.
    """

    findings: tuple[str, ...]
    repairable: bool


@dataclass(frozen=True)
class Repaired:
    """What became of a damaged file.

    Attributes:
        sentences: told in words.
        lost: number of rows that are lost.
        whole: True when journal and tables of the new file agree.
        path: the new file.
    """

    sentences: tuple[str, ...]
    lost: int
    whole: bool
    path: Path


def backups_of(path: Path) -> tuple[BackupView, ...]:
    """Return the backups of a work file, which need not be open, the newest first."""
    return tuple(BackupView(str(entry.path), entry.made_at.astimezone(), entry.bytes) for entry in backup.backups(path))


def contents_of(rows: Sequence[BackupView]) -> dict[str, tuple[int, int]]:
    """Return how many meetings and outcomes each backup holds, by its place; one that cannot be read is left out."""
    found = {}
    for entry in rows:
        try:
            # As a file that nobody changes: counting leaves no trace beside it and takes no lock.
            with closing(sqlite3.connect(f"{Path(entry.path).absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
                counts = (connection.execute(f"SELECT count(*) FROM {table} WHERE NOT dead").fetchone()[0] for table in _COUNTED)
                found[entry.path] = tuple(counts)
        except sqlite3.Error:
            logger.warning("a backup could not be read")
    return found


def examine(path: Path, clock: Clock) -> Examined:
    """Look a file over from end to end; it is not touched.

    Parameters:
        path: a work file, a backup, or what is left of one.
        clock: source of time.
    """
    try:
        findings = check_file(path, clock)
    except CorruptFileError as error:
        return Examined((str(error),), True)
    except ForeignFileError as error:
        return Examined((str(error),), error.way_out == "backup")
    except WorkFileError as error:
        return Examined((str(error),), False)
    return Examined(findings, bool(findings))


def repair(source: Path, target: Path, clock: Clock, *, work_file: Path | None = None) -> Repaired:
    """Make a new work file of what can be read of a damaged one and of its newest good backup; never over another file.

    Parameters:
        source: the damaged file; it is not touched.
        target: place of the new one.
        clock: source of time.
        work_file: whose backups may fill in what is missing; the source itself when left out.

    Raises:
        StorageError: there is a file at the target, or it cannot be written.
        WorkFileError: too little can be read.
    """
    from ef_desktop.db.repair import repair as put_together

    copies = [entry.path for entry in backup.backups(work_file or source)]
    found = put_together(source, target, clock, copies)
    lost = sum(found.lost.values())
    sentences = [_("The repaired file is {name}. The damaged file stays as it is.").format(name=target.name)]
    if found.filled:
        words = ngettext("{count} row came from a backup.", "{count} rows came from a backup.", found.filled)
        sentences.append(words.format(count=format_number(found.filled)))
    if lost:
        kinds: dict[str, int] = {}
        for table, count in found.lost.most_common():
            kinds[table_words(table)] = kinds.get(table_words(table), 0) + count
        listed = format_list([_("{kind}: {count}").format(kind=kind, count=format_number(count)) for kind, count in kinds.items()])
        sentences.append(_("Could not be read any more: {list}. A copy of a colleague may bring it back.").format(list=listed))
    else:
        sentences.append(_("Everything that is known to have been in it was read."))
    if found.left:
        sentences.append(_("The new file is not wholly right yet. Rather take a backup."))
    return Repaired(tuple(sentences), lost, not found.left, target)


def put_back(copy: Path | None, path: Path, clock: Clock) -> None:
    """Put a backup in the place of a work file; the former file stays beside it.

    Parameters:
        copy: the backup; None takes the newest good one.
        path: the work file, which must not be open.
        clock: source of time.

    Raises:
        WorkFileError: there is no good backup, or it cannot be put there.
    """
    if copy is None:
        newest = backup.newest_good(path)
        if newest is None:
            raise WorkFileError(_("There is no backup of this file on this laptop. Ask a colleague for a copy."), "other")
        copy = newest.path
    backup.restore(copy, path, clock)


def free_name(path: Path) -> Path:
    """Return a name for the repaired file beside the damaged one."""
    number = 1
    stem = _("{name} repaired").format(name=path.stem)
    place = path.with_name(stem + path.suffix)
    while place.exists():
        number += 1
        place = path.with_name(f"{stem} {number}{path.suffix}")
    return place
