"""Reading lists of people: encodings, separators, headings, names, and who is there already."""

import pytest

from ef_desktop.domain.importing import MOST_LINES, UnreadableListError
from ef_desktop.domain.importing_columns import columns_with, guess
from ef_desktop.domain.importing_matches import (
    ALIKE,
    FILL,
    FREE,
    NEW,
    OTHER_NAME,
    SAME_MAIL,
    SAME_NAME,
    SKIP,
    UPDATE,
    changes,
    deeds,
    match_people,
    usual_choice,
)
from ef_desktop.domain.importing_people import Candidate, read_people, turned
from ef_desktop.domain.importing_text import decode, read_delimited, read_pasted
from ef_desktop.domain.views import PersonRow

TABLE = "Naam;E-mail;Dieet\nZoë Visser;zoe@delft.nl;vega\nJan de Vries;;\n"


def silent(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def people_of(table):
    return read_people(table, guess(table), silent)


def read(data: bytes):
    """People in the bytes of a text file."""
    return people_of(read_delimited(*decode(data), silent))


def person(name: str, number: int = 1, **fields) -> PersonRow:
    """Somebody who is there already."""
    usual = {"organisation": "", "department": "", "function": "", "email": "", "phone": "", "outside": False}
    flags = {"facilitator": False}
    return PersonRow(id=bytes([number]) * 16, name=name, initials="X", **(usual | flags | fields))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (TABLE.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + TABLE.encode(), "UTF-8"),
        (TABLE.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), "UTF-16"),
        (TABLE.encode("utf-16-le"), "UTF-16"),
        (TABLE.encode("cp1252"), "Windows-1252"),
        (TABLE.replace("\n", "\r\n").encode("cp1252"), "Windows-1252"),
        (TABLE.replace("\n", "\r").encode(), "UTF-8"),
        (TABLE.replace(";", ",").encode(), "UTF-8"),
        (TABLE.replace(";", "\t").encode(), "UTF-8"),
        (b"sep=;\n" + TABLE.encode(), "UTF-8"),
        (b"sep=|\r\n" + TABLE.replace(";", "|").encode(), "UTF-8"),
    ],
)
def test_every_usual_way_of_saving_a_list_is_read(data, told):
    table = read_delimited(*decode(data), silent)
    reading = people_of(table)
    assert table.detail.endswith(told)
    assert [(found.name, found.email) for found in reading.candidates] == [("Zoë Visser", "zoe@delft.nl"), ("Jan de Vries", "")]
    assert (reading.told, reading.not_taken) == ((), ("Dieet",))


def test_every_letter_of_windows_is_read():
    letters = bytes(range(0xA0, 0x100)) + b"\x80\x8a\x8c\x8e\x9a\x9c\x9e\x9f"
    text, told = decode(b"Naam\n" + letters + b"\n")
    assert (text, told) == ("Naam\n" + letters.decode("cp1252") + "\n", "Windows-1252")


def test_a_list_of_windows_may_end_in_an_accent():
    assert read("Naam\nAndré".encode("cp1252")).candidates[0].name == "André"


def test_lines_in_a_cell_and_numbers_of_lines():
    reading = read(b'Naam;Functie\n"Noor\nVisser";"adviseur\r\nwijk"\n\n;leeg\n')
    assert [(found.number, found.name, found.function) for found in reading.candidates] == [(2, "Noor Visser", "adviseur wijk")]
    assert [told.number for told in reading.told] == [6]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'Naam;Functie\nNoor;adviseur\n"Samir;wijk\nEsra;', 3),
        (b'Naam;Functie\n"Noor"x;adviseur\n', 2),
        (b"sep=;\nNaam;Functie\n\"Noor", 3),
        ("Naam;Functie\nZoë;ë\nNoë;".encode() + b"\xff;x\n", 3),
        (b"\xef\xbb\xbfNaam\nNoor\n\xff\n", 3),
        ("Naam\nNoor\nZoë".encode()[:-1], 3),
        ("Naam\nNoor".encode("utf-16")[:-1], 2),
        (b"Naam;" + b"x;" * 150 + b"\n", 1),
        (b"Naam\n\"" + b"x" * 200_000 + b"\n", 2),
    ],
)
def test_a_wrong_file_says_which_line(data, line):
    with pytest.raises(UnreadableListError) as caught:
        read(data)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"Regel {line}: ") and "niets overgenomen" in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b";;;\n", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"SQLite format 3\0", bytes(range(256)) * 20, b"\0" * 500, b"<html>"],
)
def test_what_is_no_list_is_refused(data):
    with pytest.raises(UnreadableListError):
        read(data)


def test_a_list_of_too_many_lines_is_refused():
    with pytest.raises(UnreadableListError) as caught:
        read(b"Naam\n" + b"Noor\n" * MOST_LINES)
    assert "200.000" in str(caught.value)


def test_a_name_from_its_parts():
    reading = read(b"Roepnaam;Tussenv.;Achternaam\nJan;de;Vries\nNoor;;Visser\n;;Bakker\nEsra;;\n")
    assert [found.name for found in reading.candidates] == ["Jan de Vries", "Noor Visser", "Bakker", "Esra"]


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("Jansen, Noor", "Noor Jansen"),
        ("Vries, Jan de", "Jan de Vries"),
        ("Berg, Anna van den", "Anna van den Berg"),
        ("Vries, de", "de Vries"),
        ("Noor Jansen, MSc", "Noor Jansen, MSc"),
        ("Noor Jansen", "Noor Jansen"),
        ("a, b, c", "a, b, c"),
        ("Jansen,", "Jansen"),
    ],
)
def test_a_name_is_turned_round(name, whole):
    assert turned(name) == whole


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Volledige naam;E-mailadres;Mobiele telefoon;Bedrijf;BSN", ("name", "email", "phone", "organisation", "")),
        ("First Name;Last Name;E-mail Address;Company;Job Title;Middle Name", ("first", "last", "email", "organisation", "function", "infix")),
        ("naam;Telefoon;Mobiel", ("name", "", "phone")),
        ("Weergavenaam;Naam", ("", "name")),
        ("Naam;Extern;Team", ("name", "outside", "department")),
    ],
)
def test_columns_by_their_headings(heading, columns):
    table = read_delimited(heading + "\n" + "x;" * heading.count(";") + "x\n", "", silent)
    assert (guess(table).heading, guess(table).columns) == (0, columns)


def test_columns_without_headings():
    table = read_delimited("Noor Visser;noor@delft.nl;06 12345678;3\nSamir El Idrissi;samir@delft.nl;;4\n", "", silent)
    assert (guess(table).heading, guess(table).columns) == (None, ("name", "email", "phone", ""))
    table = read_delimited("Jan;de;Vries\nAnna;van;Dijk\n", "", silent)
    assert guess(table).columns == ("first", "infix", "last")
    table = read_delimited("Jan;Vries;x@y.nl\nAnna;Dijk;\n", "", silent)
    assert guess(table).columns == ("first", "last", "email")


def test_headings_may_stand_lower():
    table = read_delimited("Leerroute Delft;;\n;;\nNaam;Organisatie;\nNoor;Delft;\n", "", silent)
    assert guess(table).heading == 1
    reading = people_of(table)
    assert [found.name for found in reading.candidates] == ["Noor"]
    assert [told.number for told in reading.told] == [1]
    assert columns_with(table, None)[0] == "name"


def test_what_cannot_come_along_is_told_with_its_line():
    rows = ["Naam;Functie;E-mail", ";adviseur;", f"{'x' * 400};;", f"Noor;{'y' * 501};", "a;b;c;d", "Esra;;"]
    reading = read("\n".join(rows).encode())
    assert [found.name for found in reading.candidates] == ["Esra"]
    assert [told.number for told in reading.told] == [2, 3, 4, 5]
    assert "400" in reading.told[1].reason and "4 kolommen" in reading.told[3].reason


def test_what_is_read_otherwise_is_told():
    rows = ["Naam;E-mail;Tel;Extern", "Noor;noor@delft;612345678;misschien", "Esra;a@x.nl, b@x.nl;06-1;ja", ";jan.de.vries@x.nl;;"]
    noor, esra, jan = read("\n".join(rows).encode()).candidates
    assert (noor.email, noor.phone, noor.outside, len(noor.remarks)) == ("noor@delft", "0612345678", False, 3)
    assert (esra.email, esra.phone, esra.outside, len(esra.remarks)) == ("a@x.nl", "06-1", True, 1)
    assert (jan.name, jan.outside, len(jan.remarks)) == ("Jan de Vries", False, 1)


def test_control_characters_and_zero_bytes_go():
    found = read("Naam\nNo\0or\x07  Vis\u200bser\u2028x\n".encode()).candidates[0]
    assert found.name == "Noor Visser x"


# Pasted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jansen, Noor <noor@x.nl>; Puk, Piet <p@x.nl>", [("Noor Jansen", "noor@x.nl"), ("Piet Puk", "p@x.nl")]),
        ("Noor <noor@x.nl>, Piet <p@x.nl>", [("Noor", "noor@x.nl"), ("Piet", "p@x.nl")]),
        ("'Noor' <noor@x.nl>;\n\"Puk, Piet\" <p@x.nl>;", [("Noor", "noor@x.nl"), ("Piet Puk", "p@x.nl")]),
        ("noor.visser@x.nl;p@x.nl", [("Noor Visser", "noor.visser@x.nl"), ("P", "p@x.nl")]),
        ("Noor Visser\r\nVries, Jan de\r\n\r\n• Esra", [("Noor Visser", ""), ("Jan de Vries", ""), ("Esra", "")]),
        ("Noor Visser noor@x.nl\nEsra (esra@x.nl)", [("Noor Visser", "noor@x.nl"), ("Esra", "esra@x.nl")]),
        ("Noor <noor@x.nl", [("Noor", "noor@x.nl")]),
        ("\ufeffNoor\tVisser\nJan\tBakker", [("Noor Visser", ""), ("Jan Bakker", "")]),
        ("Naam\tE-mail\n\"Beer\" Jan\tb@x.nl", [('"Beer" Jan', "b@x.nl")]),
        ("Naam\tE-mail\n\"Noor\nVisser\"\tb@x.nl", [("Noor Visser", "b@x.nl")]),
        ("Naam;E-mail\nNoor;noor@x.nl", [("Noor", "noor@x.nl")]),
    ],
)
def test_what_is_pasted(text, found):
    reading = people_of(read_pasted(text, silent))
    assert [(candidate.name, candidate.email) for candidate in reading.candidates] == found
    assert reading.told == ()


def test_a_pasted_line_without_a_name_is_told():
    reading = people_of(read_pasted("Noor\n---\n\n'\nEsra", silent))
    assert [found.name for found in reading.candidates] == ["Noor", "Esra"]
    assert [told.number for told in reading.told] == [2, 4]


# Who is there already


@pytest.mark.parametrize(
    ("candidate", "there", "kind"),
    [
        (Candidate(1, "Noor Visser", email="NOOR@x.nl"), person("Noor Visser", email="noor@x.nl"), SAME_MAIL),
        (Candidate(1, "Noor Visser-Bakker", email="n@x.nl"), person("Noor Visser", email="n@x.nl"), SAME_MAIL),
        (Candidate(1, "Piet Puk", email="info@x.nl"), person("Noor Visser", email="info@x.nl"), OTHER_NAME),
        (Candidate(1, "Piet Visser", email="thuis@x.nl"), person("Noor Visser", email="thuis@x.nl"), OTHER_NAME),
        (Candidate(1, "noor  visser", organisation="Delft"), person("Noor Visser", organisation="delft"), SAME_NAME),
        (Candidate(1, "René Bakker"), person("Rene Bakker"), SAME_NAME),
        (Candidate(1, "Noor Visser", organisation="Delft"), person("Noor Visser"), ALIKE),
        (Candidate(1, "Noor Jansen"), person("Noor Janssen"), ALIKE),
        (Candidate(1, "Noor Jansen"), person("Noor Jansne"), ALIKE),
        (Candidate(1, "N. Visser"), person("Noor Visser"), ALIKE),
        (Candidate(1, "Noor Visser"), person("N Visser"), ALIKE),
        (Candidate(1, "Jan Vries"), person("Jan de Vries"), ALIKE),
        (Candidate(1, "Visser Noor"), person("Noor Visser"), ALIKE),
        (Candidate(1, "Nina Visser"), person("Noor Visser"), FREE),
        (Candidate(1, "An"), person("Jan"), FREE),
        (Candidate(1, "محمد علي"), person("عائشة"), FREE),
        (Candidate(1, "محمد علي"), person("محمد علي"), SAME_NAME),
    ],
)
def test_who_is_there_already(candidate, there, kind):
    (match,) = match_people([candidate], [there], silent)
    assert match.kind == kind
    assert (match.person is there) == (kind != FREE)


def test_the_usual_choice_spoils_nothing():
    there = person("Noor Visser", email="noor@x.nl", function="adviseur")
    cases = [
        (Candidate(1, "Noor Visser", email="noor@x.nl", function="directeur"), SKIP),
        (Candidate(1, "Noor Visser", email="noor@x.nl", phone="06"), FILL),
        (Candidate(1, "Piet Puk", email="noor@x.nl"), NEW),
        (Candidate(1, "Noor Viser"), NEW),
    ]
    for candidate, expected in cases:
        (match,) = match_people([candidate], [there], silent)
        assert usual_choice(candidate, match) == expected


def test_filling_leaves_what_is_there_and_updating_empties_nothing():
    there = person("Noor", email="noor@x.nl", function="adviseur", outside=True)
    candidate = Candidate(1, "Noor Visser", function="directeur", phone="06", outside=False)
    assert changes(candidate, there, FILL) == {"phone": "06"}
    assert changes(candidate, there, UPDATE) == {"name": "Noor Visser", "function": "directeur", "phone": "06", "outside": False}


def test_somebody_twice_in_the_list_becomes_one():
    candidates = [Candidate(n, "Noor", email="noor@x.nl", phone="06" if n == 2 else "") for n in (1, 2, 3)]
    matches = match_people(candidates, [], silent)
    assert [(match.kind, match.twin) for match in matches] == [(FREE, None), (SAME_MAIL, 0), (SAME_MAIL, 0)]
    assert [(deed.action, deed.twin) for deed in deeds(matches, [NEW, FILL, SKIP])] == [(NEW, None), (FILL, 0), (SKIP, None)]
    # The first is skipped: the second is added after all.
    assert [(deed.action, deed.twin) for deed in deeds(matches, [SKIP, FILL, UPDATE])] == [(SKIP, None), (NEW, None), (NEW, None)]


def test_the_later_of_two_goes_where_the_earlier_goes():
    there = person("Noor Jansen")
    candidates = [Candidate(1, "Noor Janssen", email="n@x.nl"), Candidate(2, "Noor Janssen", email="n@x.nl", phone="06")]
    matches = match_people(candidates, [there], silent)
    assert (matches[0].kind, matches[1].twin) == (ALIKE, 0)
    for first in (FILL, UPDATE, SKIP):
        assert deeds(matches, [first, FILL])[1].person is there
    assert deeds(matches, [NEW, FILL])[1].twin == 0
