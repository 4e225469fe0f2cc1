"""Work files that are not on this laptop: advice, once for each, and a copy here to work in. See ``design/sharing.md``."""

import platform
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from pathlib import Path

from ef_desktop import paths
from ef_desktop.db import backup, ledger, opening, parcel, places
from ef_desktop.db.looking import Look
from ef_desktop.db.places import CLOUD, NETWORK, Place
from ef_desktop.domain.errors import ElsewhereError
from ef_desktop.i18n import _
from ef_desktop.services.merge_words import Teller
from ef_desktop.services.saving import safe_name

_FAMILY = "SELECT family FROM sync_file"
#: The moment is negative for who left something out of a copy.
_LAST_LAPTOP = "SELECT machine FROM sync_actor ORDER BY abs(opened_hlc) DESC LIMIT 1"


def way_to(path: Path, chosen: Mapping[str, str], known: Collection[str] = ()) -> Path:
    """Return the file to work in for one that was asked for: itself, or the copy on this laptop that was chosen before.

    Parameters:
        path: what was asked for.
        chosen: of the settings of the device: a copy on this laptop, by place; or the place itself.
        known: work files that were opened on this laptop.

    Raises:
        ClosedFileError: it is closed with a passphrase; see ``bring_here``.
        ElsewhereError: it is not on this laptop, and there is no copy yet: nobody works in a file there. Or it is here, and a
            colleague worked in it last: whoever opens it in that folder would work in the same file.
    """
    copy = chosen.get(str(path), "")
    if not path.exists() or path.resolve().is_relative_to(paths.data_dir().resolve()):
        return path
    if copy and Path(copy).exists():
        return Path(copy)
    if parcel.is_closed(path):
        raise opening.closed()
    place = places.place_of(path)
    if place is not None:
        raise ElsewhereError(_advice(place), "elsewhere")
    if str(path) not in known and _asked(path, _LAST_LAPTOP) not in (None, "", platform.node()):
        message = _(
            "This file was last used on another laptop. Rather work in a copy of your own: whoever opens it in this folder"
            " works in the same file. With Sharing you hand your work out, and fetch that of your colleagues."
        )
        raise ElsewhereError(message, "elsewhere", can_stay=True)
    return path


def around(work_file: Path, chosen: Mapping[str, str], shared: str = "") -> tuple[Path, ...]:
    """Return the folders in which copies of colleagues are looked for.

    Parameters:
        work_file: the one that is open.
        chosen: of the settings of the device; see ``way_to``.
        shared: the shared folder, or "".
    """
    origins = (Path(place).parent for place, copy in chosen.items() if copy == str(work_file))
    named = (Path(shared),) if shared else ()
    return tuple(dict.fromkeys((work_file.parent, *named, *origins, *places.sticks())))


def origin_of(work_file: Path, chosen: Mapping[str, str]) -> Path | None:
    """Return the folder from which a work file was brought to this laptop, where that can be reached now; or None.

    Parameters:
        work_file: the one that is open.
        chosen: of the settings of the device; see ``way_to``.
    """
    found = (Path(place).parent for place, copy in chosen.items() if copy == str(work_file))
    return next((folder for folder in found if folder.is_dir()), None)


def _advice(place: Place) -> str:
    if place.kind == CLOUD:
        where = _("This file is in a folder of {name}. Such a folder copies the file while you are working in it, and that makes double versions.").format(
            name=place.name or _("a cloud service")
        )
    elif place.kind == NETWORK:
        where = _("This file is on a network drive. Without the connection you cannot go on, and a colleague may want to work in it at the same time.")
    else:
        where = _("This file is on a stick. When the stick is taken out you cannot go on.")
    return f"{where} " + _("Work in a copy on this laptop. With Sharing you put your work back there as a copy of its own, and fetch that of your colleagues.")


def bring_here(path: Path, known: Iterable[str], passphrase: str = "") -> tuple[Path, bool]:
    """Make a copy of a work file on this laptop to work in, or find the one that is there already.

    Parameters:
        path: the file; it is not touched.
        known: work files that were opened on this laptop.
        passphrase: opens a copy that is closed with one.

    Returns:
        The place of the copy, and whether it is a new one.

    Raises:
        ClosedFileError, WrongWordsError: without the passphrase.
        WorkFileError: one of its kinds.
    """
    with parcel.received(path, passphrase) as file:
        look = Look(file)
        try:
            connection, _schema = opening.inspect(look.file)
            with closing(connection):
                family = ledger.family(connection)
                for other in dict.fromkeys([*map(Path, known), *sorted(paths.data_dir().glob(f"*{paths.FILE_SUFFIX}"))]):
                    if other != path and places.place_of(other) is None and _asked(other, _FAMILY) == family:
                        return other, False
                # The name of a closed copy tells who sent it and when: the work file is called after what is in it.
                stem = path.stem if file == path else safe_name(Teller(connection).programme())
                return backup.snapshot(connection, _free(stem or file.stem)), True
        finally:
            look.release()


def _asked(path: Path, question: str) -> bytes | str | None:
    """Return the answer of a file that is only read, without a lock or a trace; None where it has none."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return connection.execute(question).fetchone()[0]
    except (sqlite3.Error, TypeError):
        return None


def _free(stem: str) -> Path:
    place, number = paths.data_dir() / (stem + paths.FILE_SUFFIX), 1
    while place.exists():
        number += 1
        place = paths.data_dir() / f"{stem}-{number}{paths.FILE_SUFFIX}"
    return place
