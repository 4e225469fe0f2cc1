"""Broken files as negative controls: each kind of damage is found by the check of our own."""

import re
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from ef_desktop.report.logbook import write_logbook
from ef_desktop.report.selfcheck import check_pdf, main

from . import books


@pytest.fixture(scope="module")
def sound() -> bytes:
    out = BytesIO()
    write_logbook(books.book(meetings=2), out, now=books.NOW)
    return out.getvalue()


def elements(pdf: pikepdf.Pdf) -> list[Dictionary]:
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/Type") == Name.StructElem]


def first(pdf: pikepdf.Pdf, kind: str) -> Dictionary:
    return next(element for element in elements(pdf) if element.S == Name("/" + kind))


def annotations(pdf: pikepdf.Pdf) -> list[Dictionary]:
    return [annotation for page in pdf.pages for annotation in page.obj.get("/Annots", Array())]


def stream(pdf: pikepdf.Pdf, pattern: bytes, replacement: bytes) -> None:
    parts = (b"/H2 <</MCID 0>>", b" Do", b"/Artifact BMC")
    page = next(page for page in pdf.pages if all(part in page.Contents.read_bytes() for part in parts))
    changed, count = re.subn(pattern, replacement, page.Contents.read_bytes(), count=1, flags=re.DOTALL)
    assert count == 1
    page.Contents.write(changed)


def packet(pdf: pikepdf.Pdf, pattern: bytes) -> None:
    changed, count = re.subn(pattern, b"", pdf.Root.Metadata.read_bytes(), flags=re.DOTALL)
    assert count == 1
    pdf.Root.Metadata.write(changed)


def retype(pdf: pikepdf.Pdf, before: str, after: str) -> None:
    for element in elements(pdf):
        if element.S == Name("/" + before):
            element.S = Name("/" + after)


def drop(things: list, key: str) -> None:
    found = [thing for thing in things if key in thing]
    assert found
    for thing in found:
        del thing[key]


def swap_parents(pdf: pikepdf.Pdf) -> None:
    owners = next(
        value for value in pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).values() if isinstance(value, Array)
    )
    owners[1], owners[2] = owners[2], owners[1]


def fonts(pdf: pikepdf.Pdf, kind: Name) -> list[Dictionary]:
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/Type") == kind]


def shorten_row(pdf: pikepdf.Pdf) -> None:
    row = next(element for element in elements(pdf) if element.S == Name.TR)
    row.K = Array(list(row.K)[:-1])


DAMAGE = {
    "UA 7.2 no language": lambda pdf: drop([pdf.Root], "/Lang"),
    "UA 6.2": lambda pdf: drop([pdf.Root], "/MarkInfo"),
    "UA 7.1 suspects": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True),
    "UA 7.1 title is not displayed": lambda pdf: drop([pdf.Root.ViewerPreferences], "/DisplayDocTitle"),
    "UA 7.1 no title in the metadata": lambda pdf: packet(pdf, rb"<dc:title>.*?</dc:title>"),
    "UA 7.1 no structure tree": lambda pdf: drop([pdf.Root], "/StructTreeRoot"),
    "UA 7.1 no parent tree": lambda pdf: drop([pdf.Root.StructTreeRoot], "/ParentTree"),
    "UA 7.1 parent tree is wrong": swap_parents,
    "UA 5": lambda pdf: packet(pdf, rb"<pdfuaid:part>1</pdfuaid:part>"),
    "A 6.6.4 no PDF/A": lambda pdf: packet(pdf, rb"<pdfaid:part>2</pdfaid:part>"),
    "A 6.6.4 no conformance": lambda pdf: packet(pdf, rb"<pdfaid:conformance>A</pdfaid:conformance>"),
    "A 6.6.2.3": lambda pdf: packet(pdf, rb"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>"),
    "A 6.2.3": lambda pdf: drop([pdf.Root], "/OutputIntents"),
    "A 6.5": lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
    "UA 7.4.2": lambda pdf: retype(pdf, "H3", "H5"),
    "own: no headings": lambda pdf: [retype(pdf, f"H{level}", "P") for level in range(1, 5)],
    "UA 7.5": lambda pdf: drop([element for element in elements(pdf) if element.S == Name.TH], "/A"),
    "UA 7.2 rows": shorten_row,
    "UA 7.2 P in L": lambda pdf: setattr(first(pdf, "LI"), "S", Name.P),
    "UA 7.2 TOCI in Sect": lambda pdf: setattr(first(pdf, "TOC"), "S", Name.Sect),
    "UA 7.1 unknown structure type": lambda pdf: setattr(first(pdf, "Sect"), "S", Name.Bijeenkomst),
    "UA 7.3": lambda pdf: setattr(first(pdf, "Sect"), "S", Name.Figure),
    "UA 7.9": lambda pdf: setattr(first(pdf, "Sect"), "S", Name.Note),
    "UA 7.18.3": lambda pdf: drop([page.obj for page in pdf.pages], "/Tabs"),
    "UA 7.18.5 link without description": lambda pdf: drop(annotations(pdf), "/Contents"),
    "UA 7.18.5 link without place": lambda pdf: drop(annotations(pdf), "/StructParent"),
    "UA 7.18.5 link outside": lambda pdf: retype(pdf, "Link", "Span"),
    "A 6.3.2": lambda pdf: drop(annotations(pdf), "/F"),
    "UA 7.1 Tj outside": lambda pdf: stream(pdf, rb"/H2 <</MCID \d+>> BDC\n(.*?)EMC\n", rb"\1"),
    "UA 7.1 Do outside": lambda pdf: stream(pdf, rb"/Artifact BMC\n((?:(?!EMC).)*? Do.*?)EMC\n", rb"\1"),
    "UA 7.1 marked content 999 outside": lambda pdf: stream(pdf, rb"<</MCID 0>>", rb"<</MCID 999>>"),
    "UA 7.1 marked content 1 twice": lambda pdf: stream(pdf, rb"<</MCID 0>>", rb"<</MCID 1>>"),
    "own: H4 belongs to H2": lambda pdf: stream(pdf, rb"/H2 <</MCID 0>>", rb"/H4 <</MCID 0>>"),
    "UA 7.1 artifact in content": lambda pdf: stream(pdf, rb"(/H2 <</MCID 0>> BDC\n)(.*?)EMC", rb"\1/Artifact BMC \2EMC EMC"),
    "UA 7.1 content in an artifact": lambda pdf: stream(pdf, rb"(/H2 <</MCID 0>> BDC\n.*?EMC)", rb"/Artifact BMC \1 EMC"),
    "UA 7.1 marked content without end": lambda pdf: stream(pdf, rb"EMC", rb""),
    "UA 7.1 end of marked content": lambda pdf: stream(pdf, rb"EMC", rb"EMC EMC"),
    "A 6.2.2": lambda pdf: stream(pdf, rb"/\S+ Do", b"(weg) Do"),
    "A 6.2.4.3": lambda pdf: stream(pdf, rb"EMC", rb"0 1 0 0 k EMC"),
    "A 6.2.11.4": lambda pdf: drop(fonts(pdf, Name.FontDescriptor), "/FontFile2"),
    "A 6.2.11.7": lambda pdf: drop(fonts(pdf, Name.Font), "/ToUnicode"),
}


def test_a_sound_file_has_no_findings(sound, tmp_path, capsys):
    path = tmp_path / "logboek.pdf"
    path.write_bytes(sound)
    assert check_pdf(path) == []
    assert main([str(path)]) == 0
    assert "nothing found" in capsys.readouterr().out


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found(sound, name):
    broken = BytesIO()
    with pikepdf.open(BytesIO(sound)) as pdf:
        DAMAGE[name](pdf)
        pdf.save(broken)
    broken.seek(0)
    findings = [re.sub(r"^page \d+: ", "", finding) for finding in check_pdf(broken)]
    assert any(finding.startswith(name) for finding in findings), findings


def test_encryption_is_found(sound):
    locked = BytesIO()
    with pikepdf.open(BytesIO(sound)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="x", user=""))
    locked.seek(0)
    assert "A 6.1.3 encrypted" in check_pdf(locked)


def test_a_missing_line_end_is_found(sound):
    assert "A 6.1.7.1 no line end before endstream" in check_pdf(BytesIO(sound + b"x" + b"endstream"))


def test_findings_are_printed_and_counted(sound, tmp_path, capsys):
    path = tmp_path / "stuk.pdf"
    with pikepdf.open(BytesIO(sound)) as pdf:
        del pdf.Root.Lang
        pdf.save(path)
    assert main([str(path)]) == 1
    assert "UA 7.2 no language" in capsys.readouterr().out
