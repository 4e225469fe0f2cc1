"""Lists that are text: files with separators, cells pasted from a spreadsheet, addresses pasted from a mail program."""

import csv
import io
import re
from collections import Counter

from ef_desktop.domain.importing import (
    MOST_LINES,
    MOST_TEXT,
    Line,
    Progress,
    Table,
    UnreadableListError,
    check_width,
    nothing_in_it,
    tidy,
    too_many_lines,
)
from ef_desktop.domain.importing_columns import recognised
from ef_desktop.i18n import N_, _

_SEPARATORS = {";": N_("semicolons"), "\t": N_("tabs"), ",": N_("commas"), "|": N_("bars")}

#: First bytes of what people choose by mistake.
_FOREIGN = (
    *(b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3", b"{\\rtf", b"BEGIN:VCALENDAR"),
    *(b"<!DOCTYPE", b"<html", b"<?xml", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
)

_STEP = 2_000
_SAMPLE = 65_536
_RECORDS = 25
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13, 26, 27))
#: The bytes that Windows-1252 leaves open are control characters there, as Windows itself has it.
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(128, 160)}


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding: UTF-8, UTF-16 or Windows-1252.

    Parameters:
        data: the whole file.

    Raises:
        UnreadableListError: it is no text, or a letter in it is broken.
    """
    if data[:64].lstrip().startswith(_FOREIGN):
        raise _no_text()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _wide(data, "utf-16")
    if b"\0" in data[:_SAMPLE]:
        sample = data[:_SAMPLE]
        # A list in UTF-16 without its mark: of letters as we have them every other byte is zero.
        for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
            if zeros.count(0) > 0.4 * len(zeros) and len(data) > 3:
                return _wide(data, name)
    if len(data) - len(data.translate(None, _CONTROLS)) > max(8, len(data) // 100):
        raise _no_text()
    marked = data.startswith(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        # Letters of two bytes that fit each other hardly ever stand in a text of Windows by chance, twice never.
        good = sum(byte >= 0xC2 for byte in before)
        # A text of Windows may end in é; half an é of UTF-8 would be Ã there, with which no name ends.
        half = error.reason == "unexpected end of data" and error.object[error.start] in (0xC2, 0xC3)
        if marked or half or good > 1:
            raise _broken(before.decode("utf-8", "ignore")) from error
    return data.decode("latin-1").translate(_WINDOWS), "Windows-1252"


def _wide(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode(name), "UTF-16"
    except UnicodeDecodeError as error:
        raise _broken(data[: error.start].decode(name, "ignore")) from error


def _broken(before: str) -> UnreadableListError:
    return UnreadableListError(_("a letter cannot be read; the file is damaged or not complete."), _lines_before(before))


def _lines_before(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def _no_text() -> UnreadableListError:
    return UnreadableListError(_("This is no list of people. Choose a CSV file, an Excel file (.xlsx) or contact cards (.vcf)."))


def read_delimited(text: str, encoding: str, progress: Progress, *, lenient: bool = False) -> Table:
    """Read a table with semicolons, commas, tabs or bars between the cells.

    Parameters:
        text: the whole file.
        encoding: name to tell; "" for what was pasted.
        progress: called now and then.
        lenient: True reads quotes as plain letters where they do not pair, as in what is pasted.

    Raises:
        UnreadableListError: with the line where a quote has no partner, or the reason why it is no list.
    """
    body, offset, separator = text, 0, ""
    first, _end, rest = text.partition("\n")
    if re.fullmatch(r"\s*\"?sep=(.)\"?\s*", first, re.IGNORECASE):
        separator, body, offset = first.lower().partition("sep=")[2][0], rest, 1
    separator = separator or _separator(body)
    try:
        lines = _records(body, separator, offset, progress, quoted=True)
    except UnreadableListError:
        if not lenient:
            raise
        lines = _records(body, separator, offset, progress, quoted=False)
    if not lines:
        raise nothing_in_it()
    words = _(_SEPARATORS[separator]) if separator in _SEPARATORS else separator
    detail = ", ".join(part for part in (words, encoding) if part)
    return Table("csv", tuple(lines), separated=separator != "\t", detail=detail)


def _records(text: str, separator: str, offset: int, progress: Progress, *, quoted: bool) -> list[Line]:
    quoting = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=True)
    lines: list[Line] = []
    start = 0
    try:
        for record in reader:
            number, start = start + 1 + offset, reader.line_num
            cells = tuple(tidy(cell) for cell in record)
            if any(cells):
                lines.append(Line(number, cells))
                check_width(lines[-1])
            if start > 2 * MOST_LINES or len(lines) > MOST_LINES:
                raise too_many_lines()
            if start % _STEP < 2:
                progress(min(start, MOST_LINES), MOST_LINES)
    except csv.Error as error:
        message = _("a quotation mark has no partner, or the text between two of them goes on after it.")
        raise UnreadableListError(message, start + 1 + offset) from error
    return lines


def _separator(text: str) -> str:
    """Return the separator with which the first lines make the best table."""
    best, chosen = (-1.0, -1.0, -1), ";"
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=separator)
        records: list[list[str]] = []
        try:
            for record in reader:
                if any(cell.strip() for cell in record):
                    records.append(record)
                if len(records) >= _RECORDS:
                    break
        except csv.Error:
            # A field of more than the first letters: what was read before it tells enough.
            pass
        width, often = Counter(len(record) for record in records).most_common(1)[0] if records else (0, 0)
        if width > 1:
            known = max(len(recognised(record)) for record in records)
            score = (float(known), often / len(records), width)
            if score > best:
                best, chosen = score, separator
    return chosen


# What is pasted

_BRACKETS = re.compile(r"^(?P<name>.*?)<\s*(?:mailto:)?(?P<mail>[^<>\s]*@[^<>\s]*)\s*>(?P<rest>.*)$", re.DOTALL)
_BARE = re.compile(r"^(?P<name>.*?)[\s(\[]*(?P<mail>[^\s<>;,()\[\]]+@[^\s<>;,()\[\]]+)[\s)\]]*$", re.DOTALL)


def read_pasted(text: str, progress: Progress) -> Table:
    """Read what was pasted: cells of a spreadsheet, addresses of a mail program, or a name on each line.

    Raises:
        UnreadableListError: there is nothing in it, or too much.
    """
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    if "\t" in text or any(len(recognised(first.split(mark))) > 1 for mark in ";,|"):
        return read_delimited(text, "", progress, lenient=True)
    lines = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        for piece in _pieces(line):
            name, mail = _address(piece)
            # Dashes or dots only: kept, so that it is told that there is no name in it.
            cells = (name, mail) if name or mail else (tidy(piece), "")
            if any(cells):
                lines.append(Line(number, cells))
        if len(lines) > MOST_LINES:
            raise too_many_lines()
        if number % _STEP == 0:
            progress(min(number, MOST_LINES), MOST_LINES)
    if not lines:
        raise nothing_in_it()
    return Table("addresses", tuple(lines), fixed=("name", "email"))


def _pieces(line: str) -> list[str]:
    """Return the addresses on a line: separated by semicolons, or by commas where each has an address."""
    pieces = [piece for piece in _outside_quotes(line, ";") if piece.strip()]
    found = []
    for piece in pieces:
        parts = [part for part in _outside_quotes(piece, ",") if part.strip()]
        # 'Jansen, Noor <noor@x.nl>' is one; 'Noor <noor@x.nl>, Esra <esra@x.nl>' are two: a part ends with its address.
        waiting: list[str] = []
        for part in parts:
            waiting.append(part)
            if "@" in part:
                found.append(",".join(waiting))
                waiting = []
        if waiting:
            found.append(",".join(waiting))
    return found


def _outside_quotes(text: str, mark: str) -> list[str]:
    parts, current, quoted, bracketed = [], [], False, False
    for letter in text:
        quoted = quoted != (letter == '"')
        bracketed = letter == "<" or (bracketed and letter != ">")
        if letter == mark and not quoted and not bracketed:
            parts.append("".join(current))
            current = []
        else:
            current.append(letter)
    parts.append("".join(current))
    # A quote or bracket without a partner is a letter like any other.
    return text.split(mark) if quoted or bracketed else parts


def _address(piece: str) -> tuple[str, str]:
    # Longer than any address: it is told later that it is no name. To look for one in it could take for ever.
    found = (_BRACKETS.match(piece) or _BARE.match(piece)) if len(piece) <= MOST_TEXT else None
    if found is None:
        return tidy(piece).strip("'\"•*- "), ""
    name = f"{found['name']} {found.groupdict().get('rest') or ''}"
    return tidy(name).strip("'\"•*-:,<> "), tidy(found["mail"])
