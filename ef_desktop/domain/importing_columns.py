"""What the columns of a list are: guessed from their headings, Dutch and English, or else from what is in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ef_desktop.domain.importing import Line, Table
from ef_desktop.domain.matching import folded

#: Headings per field without blanks and signs, the best first.
_HEADINGS = {
    "first": "voornaam roepnaam firstname givenname forename voornamen first initialen voorletters initials",
    "infix": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tussenv tv infix middlename middelstenaam additionalname",
    "last": "achternaam familienaam lastname surname familyname geslachtsnaam last",
    "name": (
        "naam volledigenaam name fullname naamdeelnemer deelnemer deelnemers weergavenaam displayname naammedewerker"
        " medewerker participant participants contactpersoon contact persoon genodigde genodigden attendee aanwezige person"
    ),
    "organisation": (
        "organisatie organisation organization organisationname organizationname organization1name organisatienaam bedrijf"
        " bedrijfsnaam company companyname gemeente werkgever instelling employer partij"
    ),
    "department": (
        "afdeling afdelingsnaam department departmentname team teamnaam cluster dienst directie sector organisatieonderdeel"
        " domein organizationdepartment organization1department"
    ),
    "function": "functie functienaam functietitel functieomschrijving function jobtitle position beroep rol role organizationtitle organization1title",
    "email": (
        "emailadres email mail mailadres emailaddress emailwerk werkemail zakelijkemail email1value primaryemail"
        " emailadreswerk emailweergavenaam1 mailaddress emailadressen"
    ),
    "phone": (
        "mobiel mobieletelefoon mobielnummer mobieltelefoonnummer mobile mobilephone gsm telefoon telefoonnummer phone"
        " phonenumber telephone telephonenumber tel telnr telnummer telefoonopwerk telefoonwerk businessphone workphone phone1value 06"
    ),
    "outside": "extern externe vanbuiten vanbuitendegemeente buitendegemeente external internextern outside fromoutside",
}
_KNOWN = {word: (field, rank) for field, words in _HEADINGS.items() for rank, word in enumerate(words.split())}

#: What stands between first and last name in Dutch and its neighbours.
INFIXES = frozenset("de den der van von ter ten te het 't op in aan bij la le du da di del el al ben bin 's v.d. vd d'".split())

#: Lists of who attended have some ten lines about the meeting above their headings.
_LOOK = 15
_SAMPLE = 200
_PHONE = re.compile(r"[+(]?[\d\s()./-]{8,20}")


@dataclass(frozen=True)
class Mapping:
    """What the columns of a table are.

    Attributes:
        heading: place of the line with the headings among the lines of the table, or None where there is none.
        columns: per column the id of a field, or "" for a column that is not taken.
    """

    heading: int | None
    columns: tuple[str, ...]


def recognised(cells: Sequence[str]) -> dict[int, str]:
    """Return which cells are known headings: place and field, each field once."""
    found: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(cells):
        # The longest heading is some 30 letters: anything longer is a sentence.
        known = _KNOWN.get(re.sub(r"[\W_]+", "", folded(cell))) if len(cell) < 60 else None
        if known is not None and (known[0] not in found or known[1] < found[known[0]][0]):
            found[known[0]] = (known[1], place)
    return {place: field for field, (_rank, place) in found.items()}


def guess(table: Table) -> Mapping:
    """Guess which line has the headings and what every column is."""
    if table.fixed:
        return Mapping(None, table.fixed)
    heading = _heading(table.lines)
    return Mapping(heading, columns_with(table, heading))


def columns_with(table: Table, heading: int | None) -> tuple[str, ...]:
    """Guess what the columns are, with headings on a line or without.

    Parameters:
        table: the list.
        heading: place of the line with the headings, or None.
    """
    width = table.width
    if heading is not None:
        if table.separated:
            width = len(table.lines[heading].cells)
        known = recognised(table.lines[heading].cells)
        if known:
            return tuple(known.get(place, "") for place in range(width))
    start = 0 if heading is None else heading + 1
    return _by_content([line.cells[:width] for line in table.lines[start : start + _SAMPLE]], width)


def heading_place(table: Table) -> int:
    """Return the line that has the headings when the user says that there are any."""
    return _heading(table.lines) or 0


def _heading(lines: Sequence[Line]) -> int | None:
    best, place = 0, None
    for number, line in enumerate(lines[:_LOOK]):
        if any("@" in cell for cell in line.cells):
            break
        fields = set(recognised(line.cells).values())
        # One known word may be somebody's team or role; what names a person is a heading when it stands on the first line.
        enough = len(fields) > 1 or (number == 0 and fields & {"name", "first", "last", "email"})
        if enough and len(fields) > best:
            best, place = len(fields), number
    return place


def _by_content(rows: list[tuple[str, ...]], width: int) -> tuple[str, ...]:
    columns = [""] * width
    values = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(width)]
    words: list[int] = []
    for place, cells in enumerate(values):
        if not cells:
            continue
        if _share(cells, lambda cell: "@" in cell) > 0.5:
            field = "email"
        elif _share(cells, lambda cell: _PHONE.fullmatch(cell) is not None) > 0.5:
            field = "phone"
        else:
            if _share(cells, lambda cell: any(letter.isalpha() for letter in cell)) > 0.5:
                words.append(place)
            continue
        if field not in columns:
            columns[place] = field
    infix = next((place for place in words[1:] if _share(values[place], lambda cell: set(folded(cell).split()) <= INFIXES) > 0.5), None)
    if infix is not None and infix + 1 in words and infix - 1 in words:
        columns[infix - 1], columns[infix], columns[infix + 1] = "first", "infix", "last"
    elif len(words) > 1 and all(_share(values[place], _single) > 0.7 for place in words[:2]):
        columns[words[0]], columns[words[1]] = "first", "last"
    elif words:
        columns[words[0]] = "name"
    return tuple(columns)


def _single(cell: str) -> bool:
    return len(cell.split()) == 1


def _share(cells: list[str], fits) -> float:
    return sum(bool(fits(cell)) for cell in cells) / len(cells) if cells else 0.0
