"""Bringing in people: files of every kind, hostile files, one step to undo, and nothing half done."""

import os

import pytest

from ef_desktop.domain.errors import Cancelled, NotFoundError
from ef_desktop.domain.importing import UnreadableListError
from ef_desktop.domain.importing_columns import guess
from ef_desktop.domain.importing_matches import FILL, NEW, SKIP, UPDATE, deeds
from ef_desktop.services.people_import import Imported, read_list
from tests.services.people_lists import CARDS, HEADINGS, NAMES, ROWS, csv_file, part_of, with_part, xlsx_file

SHEET = "xl/worksheets/sheet1.xml"


def silent(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def bring(workspace, data: bytes, path, chosen=None) -> Imported:
    """Bring in a list with the usual choices, or with others."""
    path.write_bytes(data)
    service = workspace.people_import
    table = service.read_file(path, silent)
    found = service.compare(table, guess(table), silent)
    return service.bring_in(found.reading.candidates, deeds(found.matches, chosen or found.usual), silent)


def names(workspace) -> list[str]:
    return [row.name for row in workspace.people.rows()]


@pytest.mark.parametrize("data", [csv_file(), csv_file(encoding="cp1252"), csv_file(separator="\t"), xlsx_file(), CARDS.encode()])
def test_every_kind_of_file_brings_the_same_people_in_one_step(workspace, tmp_path, data):
    result = bring(workspace, data, tmp_path / "lijst")
    assert result == Imported(added=3, filled=0, updated=0, skipped=0)
    assert names(workspace) == NAMES
    assert {row.email for row in workspace.people.rows()} == {"noor@delft.nl", "jan@delft.nl", "zoe@tuin.nl"}
    workspace.undo.undo()
    assert names(workspace) == []
    assert workspace.undo.state().undo is None
    workspace.undo.redo()
    assert names(workspace) == NAMES


def test_nobody_is_named_because_of_a_list(workspace, tmp_path):
    bring(workspace, csv_file((("Naam", "Op de wand", "Toestemming", "on_wall"), ("Noor", "ja", "ja", "1"))), tmp_path / "a.csv")
    (row,) = workspace.people.rows()
    assert not row.facilitator and not any(workspace.people.named().values())


def test_the_same_list_again_changes_nothing(workspace, tmp_path):
    bring(workspace, csv_file(), tmp_path / "a.csv")
    assert bring(workspace, xlsx_file(), tmp_path / "a.xlsx") == Imported(added=0, filled=0, updated=0, skipped=3)
    assert names(workspace) == NAMES


def test_filling_updating_and_adding_after_all(workspace, tmp_path):
    noor = workspace.people.add("Noor Visser", email="noor@delft.nl", function="directeur")
    jan = workspace.people.add("Jan de Vries", email="jan@delft.nl", function="directeur")
    data = csv_file((("Naam", "E-mail", "Functie", "Tel"), ("Noor Visser", "noor@delft.nl", "adviseur", "1"), ("Jan de Vries", "jan@delft.nl", "adviseur", "2"), ("Zoë", "", "", "")))
    assert bring(workspace, data, tmp_path / "a.csv", [FILL, UPDATE, NEW]) == Imported(1, 1, 1, 0)
    rows = {row.id: row for row in workspace.people.rows()}
    assert (rows[noor].function, rows[noor].phone) == ("directeur", "1")
    assert (rows[jan].function, rows[jan].phone) == ("adviseur", "2")
    assert bring(workspace, data, tmp_path / "a.csv", [NEW, SKIP, SKIP]) == Imported(1, 0, 0, 2)
    assert names(workspace).count("Noor Visser") == 2


def test_somebody_twice_in_the_list_is_added_once_and_filled(workspace, tmp_path):
    data = csv_file((("Naam", "E-mail", "Tel"), ("Noor", "noor@delft.nl", ""), ("Noor", "noor@delft.nl", "06")))
    assert bring(workspace, data, tmp_path / "a.csv") == Imported(1, 1, 0, 0)
    (row,) = workspace.people.rows()
    assert row.phone == "06"


def test_who_is_gone_meanwhile_takes_back_the_whole(workspace, tmp_path):
    noor = workspace.people.add("Noor Visser", email="noor@delft.nl")
    (tmp_path / "a.csv").write_bytes(csv_file())
    service = workspace.people_import
    table = service.read_file(tmp_path / "a.csv", silent)
    found = service.compare(table, guess(table), silent)
    workspace.people.remove([noor])
    planned = deeds(found.matches, [FILL, NEW, NEW])
    with pytest.raises(NotFoundError):
        service.bring_in(found.reading.candidates[::-1], planned[::-1], silent)
    assert names(workspace) == []


def test_stopping_halfway_changes_nothing(workspace, tmp_path):
    rows = [("Naam",), *((f"Persoon {number}",) for number in range(1200))]
    (tmp_path / "a.csv").write_bytes(csv_file(rows))
    service = workspace.people_import
    table = service.read_file(tmp_path / "a.csv", silent)
    found = service.compare(table, guess(table), silent)

    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        service.bring_in(found.reading.candidates, deeds(found.matches, found.usual), stop)
    assert names(workspace) == []
    assert workspace.undo.state().undo is None


def test_contact_cards_are_read_whole():
    table = read_list(CARDS.encode(), silent)
    assert [line.number for line in table.lines] == [1, 16, 24]
    assert table.lines[0].cells == ("Zoë Bakker", "Gemeente Delft", "Wijkzaken", "adviseur", "zoe@tuin.nl", "06 22222222")
    assert table.lines[1].cells[:2] == ("Jan de Vries", "Jansen, Piet; Zoon")
    assert table.lines[2].cells[5] == "+31611111111"
    assert table.left_out == ("adres", "foto", "notitie")


@pytest.mark.parametrize(
    ("cards", "line"),
    [
        ("BEGIN:VCARD\nFN:Noor\n", 1),
        ("BEGIN:VCARD\nFN:Noor\nEND:VCARD\nBEGIN:VCARD\nFN:Esra\n", 4),
        ("BEGIN:VCARD\nFN;=x:Noor\nEND:VCARD\n", 2),
    ],
)
def test_a_wrong_card_says_which_line(cards, line):
    with pytest.raises(UnreadableListError) as caught:
        read_list(cards.encode(), silent)
    assert caught.value.line == line


def test_a_card_without_a_name_is_told():
    table = read_list(b"BEGIN:VCARD\nTEL:06\nEND:VCARD\nBEGIN:VCARD\nFN:Noor\nEND:VCARD\n", silent)
    assert [line.number for line in table.lines] == [1, 4]


def test_the_sheet_of_a_workbook():
    data = xlsx_file((("Leeg", ()), ("Deelnemers", (HEADINGS, *ROWS)), ("Oud", (("Naam",), ("Esra",)))))
    table = read_list(data, silent)
    assert (table.sheet, table.sheets, len(table.lines)) == ("Deelnemers", ("Leeg", "Deelnemers", "Oud"), 4)
    assert read_list(data, silent, sheet="Oud").lines[1].cells == ("Esra",)


def test_cells_that_are_no_text():
    data = xlsx_file((("Blad", (("Naam", "Telefoon", "Extern"), ("Noor", 612345678, True), ("=1+1", 2.5, None))),))
    noor, formula = read_list(data, silent).lines[1:]
    assert noor.cells == ("Noor", "612345678", "1")
    assert formula.cells == ("=1+1", "2.5")


def test_formulas_are_not_worked_out():
    data = xlsx_file((("Blad", (("Naam", "Functie"), ("Noor", "x"))),))
    cell = b'<c r="B2"><f>HYPERLINK("http://x.nl")</f><v>adviseur</v></c>'
    sheet = part_of(data, SHEET)
    start = sheet.index(b'<c r="B2"')
    changed = sheet[:start] + cell.replace(b"<c ", b'<c t="str" ') + sheet[sheet.index(b"</c>", start) + 4 :]
    assert read_list(with_part(data, SHEET, changed), silent).lines[1].cells == ("Noor", "adviseur")


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    "data",
    [
        with_part(xlsx_file(), SHEET, BOMB),
        with_part(xlsx_file(), "xl/sharedStrings.xml", b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><sst/>'),
        with_part(xlsx_file(), "xl/workbook.xml", BOMB),
        with_part(xlsx_file(), SHEET, BOMB.decode().encode("utf-16")),
        with_part(xlsx_file(), SHEET, b'<?xml version="1.0" encoding="utf-7"?><worksheet/>'),
        with_part(xlsx_file(), SHEET, b" " * 300_000_000),
        with_part(xlsx_file(), "xl/styles.xml", b"<styleSheet>" + b" " * 11_000_000 + b"</styleSheet>"),
        with_part(xlsx_file(), SHEET, part_of(xlsx_file(), SHEET)[:-40]),
        with_part(xlsx_file(), "xl/workbook.xml", b"<workbook/>"),
        xlsx_file()[:-30],
        xlsx_file()[:400],
        with_part(xlsx_file((("Leeg", ()),)), "[Content_Types].xml", b"<Types/>"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
        xlsx_file((("Leeg", ()),)),
    ],
)
def test_hostile_and_damaged_workbooks_are_refused(data):
    with pytest.raises(UnreadableListError) as caught:
        read_list(data, silent)
    assert "niets overgenomen" in str(caught.value)


def test_a_row_number_beyond_all_rows_does_not_count_for_ever():
    data = xlsx_file()
    sheet = part_of(data, SHEET).replace(b'<row r="4"', b'<row r="999999999999"')
    with pytest.raises(UnreadableListError):
        read_list(with_part(data, SHEET, sheet), silent)


def test_a_column_far_away_is_refused_with_its_line():
    data = xlsx_file()
    sheet = part_of(data, SHEET).replace(b'<c r="G2"', b'<c r="CW2"')
    with pytest.raises(UnreadableListError) as caught:
        read_list(with_part(data, SHEET, sheet), silent)
    assert caught.value.line == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name here")
def test_a_pipe_is_not_waited_for(workspace, tmp_path):
    os.mkfifo(tmp_path / "pijp.csv")
    with pytest.raises(UnreadableListError):
        workspace.people_import.read_file(tmp_path / "pijp.csv", silent)


def test_what_is_not_there_or_too_large_is_refused(workspace, tmp_path):
    with pytest.raises(UnreadableListError):
        workspace.people_import.read_file(tmp_path / "weg.csv", silent)
    with pytest.raises(UnreadableListError):
        workspace.people_import.read_file(tmp_path, silent)
    with (tmp_path / "groot.csv").open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(UnreadableListError):
        workspace.people_import.read_file(tmp_path / "groot.csv", silent)


def test_a_card_may_be_pasted(workspace):
    assert workspace.people_import.read_text(CARDS, silent).kind == "vcard"


def test_without_asking_all_or_nothing(workspace, tmp_path):
    (tmp_path / "a.csv").write_bytes(csv_file((("Naam", "Tel"), ("Noor", ""), ("", "06"))))
    found, planned = workspace.people_import.bring_in_file(tmp_path / "a.csv", try_only=False)
    assert (len(found.reading.told), [deed.action for deed in planned], names(workspace)) == (1, [NEW], [])
    (tmp_path / "a.csv").write_bytes(csv_file())
    workspace.people_import.bring_in_file(tmp_path / "a.csv", try_only=True)
    assert names(workspace) == []
    workspace.people_import.bring_in_file(tmp_path / "a.csv", try_only=False)
    assert names(workspace) == NAMES


@pytest.mark.parametrize("text", ["a" * 300_000, "<" + "@" * 300_000, "a@" * 150_000, "<a" * 150_000, '"' * 300_000, "a b" * 100_000, "(" * 300_000])
def test_long_nonsense_is_told_at_once(workspace, text):
    """Looking for an address in it letter by letter would take hours."""
    for table in (workspace.people_import.read_text(text, silent), read_list(f"Naam\tE-mail\nNoor\t{text.strip(chr(34))[:130_000]}\n".encode(), silent)):
        found = workspace.people_import.compare(table, guess(table), silent).reading
        assert len(found.candidates) + len(found.told) == len(table.lines) - (guess(table).heading is not None)


@pytest.mark.parametrize(
    "data",
    [
        b"BEGIN:VCARD\nFN" + b";x" * 100_000 + b":Noor\nEND:VCARD\n",
        b"BEGIN:VCARD\nFN:" + b"\\" * 300_000 + b"\nEND:VCARD\n",
        with_part(xlsx_file(), SHEET, b"<?xml " + b"encoding=" * 100_000),
    ],
)
def test_long_nonsense_in_other_files_is_refused_at_once(data):
    with pytest.raises(UnreadableListError):
        read_list(data, silent)
