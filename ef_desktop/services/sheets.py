"""Rows as a file for spreadsheets, CSV or XLSX: no cell is a formula, and equal rows give equal bytes."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from ef_desktop.domain.words import clean

#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: Longest text of a cell in XLSX, by the file format.
_LONGEST_CELL = 32_767

#: Longest name of a sheet, by the file format, and the signs that it may not have.
_LONGEST_NAME = 31
_NOT_IN_NAME = "[]:*?/\\'"

#: A row of cells: texts, numbers, days.
Cells = Sequence[str | int | date]

#: Height of a line in a sheet, and the most of a row, in points, by the file format.
_LINE, _HIGHEST = 15.0, 409.0

#: Number of A4 among the sizes of paper.
_A4 = 9


def plain_cell(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula: a leading apostrophe keeps it text."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def csv_bytes(rows: Sequence[Cells]) -> bytes:
    """Return rows as CSV: semicolons and a byte order mark, as spreadsheets here expect.

    Parameters:
        rows: the headings first.
    """
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Sequence[tuple[str, Sequence[Cells], Sequence[int]]], created: datetime, title: str = "") -> bytes:
    """Return sheets as XLSX. No cell is calculated: texts stay text. The headings stay in sight, on paper too.

    Parameters:
        sheets: of each its name, its rows with the headings first, and the widths of its columns in letters.
        created: moment to stand in the properties of the file.
        title: of the file, in its properties; nobody's name stands there.
    """
    from xlsxwriter import Workbook

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(data, options) as book:
        # The clock is passed in, here too.
        book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        number_look = book.add_format({"valign": "top", "align": "left"})
        day = book.add_format({"valign": "top", "align": "left", "num_format": "yyyy-mm-dd"})
        for name, rows, widths in sheets:
            sheet = book.add_worksheet("".join(" " if sign in _NOT_IN_NAME else sign for sign in name)[:_LONGEST_NAME])
            for number, row in enumerate(rows):
                # Not every program makes a row as high as its text.
                sheet.set_row(number, _height(row, widths))
                for column, value in enumerate(row):
                    if isinstance(value, int):
                        sheet.write_number(number, column, value, number_look)
                    elif isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    else:
                        sheet.write_string(number, column, _fitting(_cell(value)), bold if number == 0 else wrapped)
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width)
            sheet.set_paper(_A4)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.set_footer("&R&P / &N")
    return data.getvalue()


def _cell(value: str | int | date) -> str:
    return plain_cell(clean(value, lines=True)) if isinstance(value, str) else str(value)


def _height(row: Cells, widths: Sequence[int]) -> float:
    """Return how high a row is in which every text can be read, in points."""
    wrapped = (sum(1 + len(line) // width for line in str(value).split("\n")) for value, width in zip(row, widths, strict=False))
    return min(_HIGHEST, max(wrapped, default=1) * _LINE)


def _fitting(value: str) -> str:
    return value if len(value) <= _LONGEST_CELL else value[: _LONGEST_CELL - 1] + "…"
