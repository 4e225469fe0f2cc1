"""Bringing in people from a list: reading, comparing with who is there, and all of it as one step to undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from ef_desktop.db.tables import Person
from ef_desktop.domain.importing import MOST_BYTES, MOST_LINES, Progress, Table, UnreadableListError
from ef_desktop.domain.importing_columns import Mapping, guess
from ef_desktop.domain.importing_matches import FILL, NEW, SKIP, TEXTS, Deed, Match, changes, deeds, match_people, usual_choice
from ef_desktop.domain.importing_people import Candidate, Reading, read_people
from ef_desktop.domain.importing_text import decode, read_delimited, read_pasted
from ef_desktop.i18n import N_, _
from ef_desktop.services.core import Core, get
from ef_desktop.services.reading import person_rows

_STEP = 500

#: How the kinds of file begin.
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_VCARD = b"BEGIN:VCARD"
_LOOK = 4096


@dataclass(frozen=True)
class Comparison:
    """A list beside the people who are there.

    Attributes:
        reading: the candidates, and the lines that cannot come along.
        matches: how each candidate stands to who is there.
        usual: what is done with each unless the user chooses otherwise.
    """

    reading: Reading
    matches: tuple[Match, ...]
    usual: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    """What became of the candidates; together they are all of them."""

    added: int
    filled: int
    updated: int
    skipped: int


class PeopleImport:
    """Lists of people from files and from the clipboard."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def read_file(self, path: Path, progress: Progress, *, sheet: str = "") -> Table:
        """Read a list from a file: CSV, XLSX or vCard, told apart by what is in it and not by its name.

        Parameters:
            path: the file.
            progress: called with done and total; it may raise ``Cancelled``.
            sheet: of a workbook; "" is the first that has something in it.

        Raises:
            UnreadableListError: it cannot be read, or it is no list of people; with the line where that is known.
        """
        return read_list(_bytes_of(path), progress, sheet=sheet)

    def read_text(self, text: str, progress: Progress) -> Table:
        """Read a list that was pasted: cells of a spreadsheet, addresses of a mail program, a contact card, or names.

        Raises:
            UnreadableListError: as for ``read_file``.
        """
        if len(text) > MOST_BYTES:
            raise _too_large()
        if _VCARD in text[:_LOOK].upper().encode("utf-8", "replace"):
            return _vcards(text.encode("utf-8", "replace"), progress)
        return read_pasted(text, progress)

    def compare(self, table: Table, mapping: Mapping, progress: Progress) -> Comparison:
        """Read the people of a list and find who is already there. Nothing is changed."""
        reading = read_people(table, mapping, progress)
        with self._core.store.read() as session:
            people = person_rows(session)
        matches = match_people(reading.candidates, people, progress)
        usual = tuple(usual_choice(candidate, match) for candidate, match in zip(reading.candidates, matches, strict=True))
        return Comparison(reading, matches, usual)

    def bring_in(
        self, candidates: Sequence[Candidate], planned: Sequence[Deed], progress: Progress, *, origin: object = None
    ) -> Imported:
        """Add, fill and update people as one step to undo: all of it, or nothing.

        Nobody is given a consent: being named is asked of people, not read from a list.

        Parameters:
            candidates: of a comparison.
            planned: what to do with each of them.
            progress: called with done and total; it may raise ``Cancelled``: then nothing has changed.

        Raises:
            NotFoundError: who was to be filled or updated is no longer there.
        """
        made: dict[int, Person] = {}
        done = dict.fromkeys(("added", "filled", "updated", "skipped"), 0)
        with self._core.store.unit(N_("Import people"), origin) as session:
            for place, (candidate, deed) in enumerate(zip(candidates, planned, strict=True)):
                if deed.action == NEW:
                    made[place] = self._new(session, candidate)
                    done["added"] += 1
                elif deed.action == SKIP:
                    done["skipped"] += 1
                else:
                    person = made[deed.twin] if deed.twin is not None else get(session, Person, deed.person.id)
                    for name, value in changes(candidate, person, deed.action).items():
                        setattr(person, name, value)
                    done["filled" if deed.action == FILL else "updated"] += 1
                if place % _STEP == 0:
                    session.flush()
                    progress(place, len(candidates))
        return Imported(**done)

    def bring_in_file(self, path: Path, *, try_only: bool) -> tuple[Comparison, tuple[Deed, ...]]:
        """Bring in a list without asking: with everybody the usual is done. Where somebody cannot come along, nobody does.

        Parameters:
            path: the list.
            try_only: True changes nothing.

        Returns:
            The comparison, and what was done or would be done.
        """
        table = self.read_file(path, _silent)
        comparison = self.compare(table, guess(table), _silent)
        planned = deeds(comparison.matches, comparison.usual)
        if not try_only and not comparison.reading.missed:
            self.bring_in(comparison.reading.candidates, planned, _silent)
        return comparison, planned

    def _new(self, session: Session, candidate: Candidate) -> Person:
        person = Person(id=self._core.new_id(), outside=bool(candidate.outside))
        for name in TEXTS:
            setattr(person, name, getattr(candidate, name))
        session.add(person)
        return person


def read_list(data: bytes, progress: Progress, *, sheet: str = "") -> Table:
    """Read a list from the bytes of a file; see ``PeopleImport.read_file``."""
    if len(data) > MOST_BYTES:
        raise _too_large()
    if data.startswith(_OLD_EXCEL):
        message = _("This is an Excel file of an old kind, or with a password. Open it in Excel and save it as .xlsx without a password.")
        raise UnreadableListError(message)
    if data.startswith(_PACKED):
        # Only now: the start of the program does not wait for what few use.
        from ef_desktop.services.people_import_xlsx import read_xlsx

        return read_xlsx(data, sheet, progress)
    # Letters of two bytes each have a zero in between.
    if _VCARD in data[:_LOOK].replace(b"\0", b"").upper():
        return _vcards(data, progress)
    progress(0, MOST_LINES)
    text, encoding = decode(data)
    return read_delimited(text, encoding, progress)


def _vcards(data: bytes, progress: Progress) -> Table:
    from ef_desktop.services.people_import_vcard import read_vcards

    return read_vcards(data, progress)


def _silent(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def _bytes_of(path: Path) -> bytes:
    try:
        # A pipe or a device would be read for ever.
        if not path.is_file():
            raise UnreadableListError(_("There is no file at this place."))
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableListError(_("This file cannot be read. Check whether you may open it.")) from error


def _too_large() -> UnreadableListError:
    return UnreadableListError(_("This file is larger than a list of people can be. It is not opened."))
