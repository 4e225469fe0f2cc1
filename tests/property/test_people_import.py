"""Any file, made or mutated: it is read or refused in words; every line of it is somewhere; nothing is half done."""

import csv
import io
import re
import shutil

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.importing import FIELDS, UnreadableListError, tidy
from ef_desktop.domain.importing_columns import Mapping, guess
from ef_desktop.domain.importing_matches import choices, deeds, match_people
from ef_desktop.domain.importing_people import read_people
from ef_desktop.domain.importing_text import read_pasted
from ef_desktop.services.checking import check_file
from ef_desktop.services.people_import import read_list
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT
from tests.services.people_lists import CARDS, csv_file, part_of, with_part, xlsx_file

FILES = {
    "csv": csv_file(),
    "windows": csv_file(encoding="cp1252", separator=","),
    "wide": csv_file(encoding="utf-16"),
    "xlsx": xlsx_file(),
    "vcard": CARDS.encode(),
}
PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml")
QUIET = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

#: Cells as people write them, with what troubles readers of tables.
CELL = st.one_of(
    st.sampled_from(["", "Noor", "Noor Visser", "Vries, Jan de", "noor@delft.nl", "a@x.nl", "0612345678", "Naam", "E-mail", "ja", '"', ";", "\n", "=1+1"]),
    st.text(st.characters(codec="utf-8"), max_size=12),
)
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=8)

MUTATION = st.one_of(
    st.tuples(st.just("cut"), st.floats(0, 1), st.floats(0, 1), st.binary(max_size=4)),
    st.tuples(st.just("put"), st.floats(0, 1), st.floats(0, 1), st.binary(min_size=1, max_size=6)),
    st.tuples(st.just("swap"), st.floats(0, 1), st.floats(0, 1), st.binary(max_size=1)),
    st.tuples(st.just("end"), st.floats(0, 1), st.floats(0, 1), st.binary(max_size=1)),
)


def silent(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


def mutated(data: bytes, mutations) -> bytes:
    """Cut out, put in, swap halves, or break off."""
    for how, first, second, put in mutations:
        one, other = sorted((int(first * len(data)), int(second * len(data))))
        if how == "cut":
            data = data[:one] + put + data[other:]
        elif how == "put":
            data = data[:one] + put + data[one:]
        elif how == "swap":
            data = data[other:] + data[one:other] + data[:one]
        else:
            data = data[:other]
    return data


def check(data: bytes) -> None:
    """Read a file as the program does; every line of the table is a person or is told, and every person is accounted for."""
    try:
        table = read_list(data, silent)
    except UnreadableListError as error:
        assert str(error).endswith("Er is niets overgenomen.")
        return
    account(table, guess(table))


def account(table, mapping) -> tuple:
    reading = read_people(table, mapping, silent)
    lines = len(table.lines) - (mapping.heading is not None)
    assert len(reading.candidates) + len(reading.told) == lines
    assert all(found.name and found.name.isprintable() or not found.name.isascii() for found in reading.candidates)
    matches = match_people(reading.candidates, (), silent)
    assert len(matches) == len(reading.candidates)
    return reading, matches


@settings(QUIET, max_examples=80)
@given(st.sampled_from(sorted(FILES)), st.lists(MUTATION, max_size=4))
def test_a_mutated_file_is_read_or_refused(kind, mutations):
    check(mutated(FILES[kind], mutations))


@settings(QUIET, max_examples=80)
@given(st.sampled_from(PARTS), st.lists(MUTATION, min_size=1, max_size=3))
def test_a_workbook_with_a_mutated_part_is_read_or_refused(part, mutations):
    check(with_part(FILES["xlsx"], part, mutated(part_of(FILES["xlsx"], part), mutations)))


@settings(QUIET, max_examples=80)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_read_or_refused(data):
    check(data)


@settings(QUIET, max_examples=80)
@given(st.text(max_size=200))
def test_whatever_is_pasted_loses_no_line(text):
    try:
        table = read_pasted(text, silent)
    except UnreadableListError:
        return
    account(table, guess(table))
    if table.kind == "addresses":
        said = {number for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1) if any(map(str.isalnum, line))}
        assert said <= {line.number for line in table.lines}


@settings(QUIET, max_examples=100)
@given(ROWS, st.sampled_from(";,\t|"))
def test_a_made_table_comes_back_cell_by_cell(rows, separator):
    """What a spreadsheet writes is read with the same number of lines, whatever stands in its cells."""
    target = io.StringIO()
    # Every cell in quotes, and a line before it that tells the separator, as Excel does.
    csv.writer(target, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    data = f"sep={separator}\r\n{target.getvalue()}".encode()
    try:
        table = read_list(data, silent)
    except UnreadableListError:
        # Nothing but blanks, or so many control characters that it is no text.
        return
    said = [tuple(map(tidy, row)) for row in rows]
    assert [line.cells for line in table.lines] == [cells for cells in said if any(cells)]
    account(table, guess(table))


@settings(QUIET, max_examples=12)
@given(ROWS, st.lists(st.sampled_from(["", *(field for field, _words in FIELDS)]), min_size=5, max_size=5), st.lists(st.integers(0, 3), min_size=8, max_size=8), st.booleans())
def test_rows_in_are_rows_new_merged_skipped_and_told(template_file, tmp_path_factory, rows, columns, numbers, heading):
    path = tmp_path_factory.mktemp("lijst") / "werk.efdb"
    shutil.copyfile(template_file, path)
    workspace = Workspace.open(path, clock=ManualClock(MOMENT), settings=DeviceSettings())
    try:
        workspace.people.add("Noor Visser", email="noor@delft.nl")
        before = workspace.people.rows()
        data = xlsx_file((("Blad", [[_plain(cell) for cell in row] for row in rows]),))
        try:
            table = read_list(data, silent)
        except UnreadableListError:
            return
        mapping = Mapping(0 if heading else None, tuple(columns[: table.width]))
        found = workspace.people_import.compare(table, mapping, silent)
        chosen = [choices(match)[number % len(choices(match))] for match, number in zip(found.matches, numbers, strict=False)]
        planned = deeds(found.matches, chosen)
        result = workspace.people_import.bring_in(found.reading.candidates, planned, silent)
        after = workspace.people.rows()
        lines = len(table.lines) - heading
        assert result.added + result.filled + result.updated + result.skipped + len(found.reading.told) == lines
        assert len(after) == len(before) + result.added
        assert not any(workspace.people.named().values())
        if after != before:
            workspace.undo.undo()
        assert workspace.people.rows() == before
    finally:
        workspace.close()
    assert check_file(path, ManualClock(MOMENT)) == ()


def _plain(text: str) -> str:
    # A workbook cannot hold these; whoever writes one leaves them out.
    return "".join(letter for letter in text if letter >= " " or letter == "\n").replace("\ufffe", "").replace("\uffff", "")


def test_the_mutations_reach_deep():
    """The test itself: a mutated part comes through the packing, else nothing but the zip would be tested."""
    strings = part_of(FILES["xlsx"], PARTS[1])
    place = (strings.index(b"Bakker") + 0.5) / len(strings)
    data = with_part(FILES["xlsx"], PARTS[1], mutated(strings, [("put", place, place, b"x")]))
    assert read_list(data, silent).lines[3].cells[2] == "xBakker"
