"""Sheets of Excel: looked over before anything of them is parsed, then read row by row, values only."""

import io
import re
import struct
import warnings
import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook

from ef_desktop.domain.importing import (
    MOST_COLUMNS,
    MOST_LINES,
    Line,
    Progress,
    Table,
    UnreadableListError,
    check_width,
    nothing_in_it,
    tidy,
    too_many_lines,
)
from ef_desktop.i18n import _

#: Bytes, unpacked. A list of 200,000 people with ten columns stays far below.
_MOST_WHOLE = 250_000_000
_MOST_STRINGS = 60_000_000
_MOST_OTHER = 10_000_000
_MOST_PARTS = 2_000
_LAST_ROW = 1_048_576

_CHUNK = 1_000_000
_START = 400
_STEP = 1_000
_HEAD = re.compile(rb"\s*(?:<\?xml[^>]*?(?:encoding\s*=\s*[\"']([^\"']*)[\"'])?[^>]*\?>)?\s*<")
_ENCODINGS = (None, b"utf-8", b"us-ascii")
_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"))
_CONTROL = re.compile(r"_x00[01][0-9A-Fa-f]_")

#: What the library raises, according to where a damaged workbook happens to break it.
_DAMAGED = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError),
    *(SyntaxError, TypeError, ValueError, BadZipFile, struct.error, zlib.error),
)


def read_xlsx(data: bytes, sheet: str, progress: Progress) -> Table:
    """Read a sheet of a workbook. Formulas are not worked out: their last values are taken.

    Parameters:
        data: the whole file.
        sheet: name of the sheet; "" takes the first that is shown and has something in it.
        progress: called now and then.

    Raises:
        UnreadableListError: it is no workbook, it is damaged, or it is too large to be a list of people.
    """
    row = [0]
    try:
        with ZipFile(io.BytesIO(data)) as package:
            _look_over(package, progress)
        with warnings.catch_warnings():
            # The library tells developers about parts that it does not keep; nothing is kept here.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return _read(workbook, sheet, row, progress)
        finally:
            workbook.close()
    except _DAMAGED as error:
        raise UnreadableListError(_("this Excel file is damaged. Open it in Excel and save it again."), row[0] or None) from error


def _read(workbook, wanted: str, row: list[int], progress: Progress) -> Table:
    shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"] or list(workbook.worksheets)
    names = tuple(sheet.title for sheet in shown)
    lines: list[Line] = []
    title = ""
    for sheet in shown:
        if wanted and sheet.title != wanted:
            continue
        lines, title = _lines(sheet, row, progress), sheet.title
        if lines:
            break
    if not lines and not wanted:
        raise nothing_in_it()
    return Table("xlsx", tuple(lines), sheets=names, sheet=title)


def _lines(sheet, row: list[int], progress: Progress) -> list[Line]:
    # What the file says about its own size may be wrong, or a lie.
    sheet.reset_dimensions()
    lines: list[Line] = []
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), 1):
        row[0] = number
        # A workbook may leave out a million rows in the middle: these go by at once.
        cells = [] if values.count(None) == len(values) else [_cell(value) if value is not None else "" for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            lines.append(Line(number, tuple(cells)))
            check_width(lines[-1])
        if number > _LAST_ROW or len(lines) > MOST_LINES:
            raise too_many_lines()
        if number % _STEP == 0:
            progress(min(number, MOST_LINES), MOST_LINES)
    row[0] = 0
    return lines


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    return "" if text in _ERRORS else tidy(_CONTROL.sub(" ", text) if "_x00" in text else text)


def _look_over(package: ZipFile, progress: Progress) -> None:
    """Refuse what unpacks to too much, and XML that declares things of its own: a workbook never does."""
    parts = package.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_WHOLE:
        raise _too_large()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        message = _("This is no Excel file (.xlsx). From another program, save the list as .xlsx or .csv.")
        raise UnreadableListError(message)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            progress(0, MOST_LINES)
            _check_part(package, part)


def _check_part(package: ZipFile, part: ZipInfo) -> None:
    name = part.filename.lower()
    most = _MOST_WHOLE if "worksheets/" in name else _MOST_STRINGS if "sharedstrings" in name else _MOST_OTHER
    if part.file_size > most:
        raise _too_large()
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or part.flag_bits & 1:
        raise BadZipFile(part.filename)
    before = b""
    with package.open(part) as source:
        while chunk := source.read(_CHUNK):
            if not before:
                head = _HEAD.match(chunk[:_START].removeprefix(b"\xef\xbb\xbf"))
                if head is None or (head[1] and head[1].lower()) not in _ENCODINGS:
                    raise _strange()
            if b"<!DOCTYPE" in before + chunk or b"<!ENTITY" in before + chunk:
                raise _strange()
            before = chunk[-16:]


def _too_large() -> UnreadableListError:
    return UnreadableListError(_("This Excel file unpacks to more than a list of people can be. It is not opened."))


def _strange() -> UnreadableListError:
    return UnreadableListError(_("This Excel file holds something that Excel never writes. It is not opened."))
