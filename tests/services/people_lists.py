"""Lists of people for the tests of the import, as bytes of files: CSV, XLSX and vCard, made as programs make them."""

import io
import zipfile

import xlsxwriter

HEADINGS = ("Voornaam", "Tussenvoegsel", "Achternaam", "Organisatie", "E-mail", "Telefoon", "BSN")
ROWS = (
    ("Noor", "", "Visser", "Gemeente Delft", "noor@delft.nl", "06 11111111", "123"),
    ("Jan", "de", "Vries", "Gemeente Delft", "jan@delft.nl", "", ""),
    ("Zoë", "", "Bakker", "Stichting Stadstuin", "zoe@tuin.nl", "06 22222222", ""),
)
NAMES = ["Jan de Vries", "Noor Visser", "Zoë Bakker"]

CARDS = """BEGIN:VCARD\r
VERSION:2.1\r
N;LANGUAGE=nl;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Bakker;Zo=C3=AB\r
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=\r
=C3=AB Bakker\r
ORG:Gemeente Delft;Wijkzaken\r
TITLE:adviseur\r
TEL;WORK;VOICE:015 2602602\r
TEL;CELL;VOICE:06 22222222\r
ADR;WORK;PREF:;;Markt 87;Delft;;2611 GS\r
EMAIL;PREF;INTERNET:zoe@tuin.nl\r
PHOTO;TYPE=JPEG;ENCODING=BASE64:\r
 /9j/4AAQSkZJRgABAQEAYABgAAD\r
\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:3.0\r
N:Vries;Jan;de;;\r
ORG:Jansen\\, Piet\\; Zoon\r
item1.EMAIL;type=INTERNET;type=pref:jan@delft.nl\r
NOTE:niet voor\r
  iedereen\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:4.0\r
FN:Noor Visser\r
TEL;VALUE=uri;TYPE="cell,voice":tel:+31611111111\r
EMAIL:noor@delft.nl\r
END:VCARD\r
"""


def csv_file(rows=(HEADINGS, *ROWS), separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Return a text file."""
    return "".join(separator.join(row) + "\r\n" for row in rows).encode(encoding)


def xlsx_file(sheets=(("Deelnemers", (HEADINGS, *ROWS)),)) -> bytes:
    """Return a workbook with sheets of rows."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a packed file in which one part has other content, or is new."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in source.namelist():
            if part != name:
                packed.writestr(part, source.read(part))
        packed.writestr(name, content)
    return target.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """Return a part of a packed file."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read(name)
