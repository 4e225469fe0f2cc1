"""The rules of PDF/UA-1 and PDF/A-2a, checked by readers that had no part in the writing: veraPDF, qpdf, poppler.

veraPDF and poppler are looked for; without them their checks are skipped and say so. The check of our own always runs.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from ef_desktop.domain.clock import ManualClock
from ef_desktop.report.logbook import write_logbook
from ef_desktop.report.selfcheck import check_pdf
from ef_desktop.services.sample import create_sample
from ef_desktop.services.workspace import Workspace

from . import books
from . import test_case_page as case_page
from . import test_interim as interim
from . import test_meeting_page as meeting_page

_ROOT = Path(__file__).resolve().parents[2]
_TOOL = Path(os.environ.get("EF_VERAPDF", _ROOT.parent / "shared" / "tools" / "verapdf")) / "validate"
_MISSING = not _TOOL.exists() or shutil.which("java") is None or shutil.which("bash") is None
# The reader lives a few seconds: making its code as fast as can be costs more than that gains.
_SHORT_LIFE = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"
_BOOKS = {
    "engels": lambda: books.book(meetings=2, language="en"),
    "leeg": books.empty_book,
    "moeilijk": books.hard_book,
    "groot": lambda: books.book(meetings=1, cards=300),
}


def validate(*paths: Path) -> dict[tuple[str, str], str]:
    """Return PASS or FAIL by flavour and name."""
    command = ["bash", str(_TOOL), "2a,ua1", *map(str, paths)]
    environment = {**os.environ, "JDK_JAVA_OPTIONS": _SHORT_LIFE}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=environment)
    lines = done.stdout.splitlines()
    words = [line.split() for line in lines if line.startswith(("PASS", "FAIL"))]
    return {(flavour, Path(path).stem): verdict for verdict, flavour, path, *_ in words}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Return a folder with the books of the tests and the logbook of the sample programme, all as PDF."""
    folder = tmp_path_factory.mktemp("boeken")
    for name, make in _BOOKS.items():
        write_logbook(make(), folder / f"{name}.pdf", now=books.NOW)
    clock = ManualClock(datetime(2026, 3, 12, 8, 0).astimezone())
    create_sample(folder / "voorbeeld.efdb", clock=clock, today=date(2026, 3, 12))
    return folder


@pytest.fixture(scope="module")
def every(folder) -> list[Path]:
    """Return the paths of all books."""
    return sorted(folder.glob("*.pdf"))


@pytest.fixture
def sample(folder, settings) -> Path:
    """Return the logbook of the sample programme, written as the program does."""
    path = folder / "voorbeeld.pdf"
    if not path.exists():
        workspace = Workspace.open(
            folder / "voorbeeld.efdb", clock=ManualClock(datetime(2026, 3, 12, 8, 0).astimezone()), settings=settings
        )
        try:
            workspace.logbook.write(path)
        finally:
            workspace.close()
    return path


@pytest.mark.skipif(_MISSING, reason=f"veraPDF needs Java and {_TOOL}; set EF_VERAPDF to its folder")
def test_everything_that_is_printed_conforms_and_a_broken_book_does_not(folder, sample, tmp_path):
    # All in one go: starting the reader takes as long as reading.
    names = {"leeg": folder / "leeg.pdf", "moeilijk": folder / "moeilijk.pdf", "voorbeeld": sample}
    for name, drawn in _sheets():
        names[name] = tmp_path / f"{name}.pdf"
        names[name].write_bytes(drawn.getvalue())
    broken = tmp_path / "stuk.pdf"
    with pikepdf.open(folder / "engels.pdf") as pdf:  # what the check of our own cannot see: a glyph that the font lacks
        page = next(page for page in pdf.pages if b"(Kennismaken" in page.Contents.read_bytes())
        page.Contents.write(page.Contents.read_bytes().replace(b"(Kennismaken", b"(\\377Kennismaken", 1))
        pdf.save(broken)
    verdicts = validate(*names.values(), broken)
    wanted = {(flavour, name): "PASS" for name in names for flavour in ("2a", "ua1")}
    assert {key: verdicts.get(key) for key in wanted} == wanted
    assert "FAIL" in (verdicts["2a", "stuk"], verdicts["ua1", "stuk"])


def _sheets() -> Iterator[tuple[str, BytesIO]]:
    """Give the reports and sheets of one page: an ordinary one, a full one and one with nothing in it."""
    yield "tussenrapport", interim.printed(interim.report())
    yield "tussenrapport-vol", interim.printed(interim.report(interim.LONG, 12))
    yield "tussenrapport-leeg", interim.printed(interim.report(chapters=(), left_out=()))
    yield "casus", case_page.printed(case_page.sheet())[0]
    yield "casus-vol", case_page.printed(case_page.filled(case_page.LONG * 5))[0]
    yield "casus-leeg", case_page.printed(case_page.sheet(fields=(), goals=()))[0]
    yield "bijeenkomst", meeting_page.printed(meeting_page.sheet())[0]
    yield "bijeenkomst-vol", meeting_page.printed(meeting_page.filled(meeting_page.LONG * 3, 60))[0]
    yield "bijeenkomst-leeg", meeting_page.printed(meeting_page.filled("", 0))[0]


def test_the_check_of_our_own_finds_nothing(sample, every):
    assert {path.stem: check_pdf(path) for path in {*every, sample}} == {name: [] for name in (*_BOOKS, "voorbeeld")}


def test_qpdf_finds_nothing(sample, every):
    for path in {*every, sample}:
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
        if shutil.which("qpdf"):
            assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False, timeout=60).returncode == 0


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler is not installed")
def test_poppler_finds_every_font_whole_and_readable(sample, every):
    for path in {*every, sample}:
        told = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True, timeout=60).stdout
        rows = [line.split() for line in told.splitlines()[2:]]
        assert len(rows) >= 3
        # the last columns are: embedded, subset, with a map to text, and two numbers of the object
        assert all(row[-5] == row[-4] == row[-3] == "yes" for row in rows), rows


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_poppler_finds_the_marks_of_an_accessible_file(sample):
    told = subprocess.run(["pdfinfo", str(sample)], check=True, capture_output=True, text=True, timeout=60).stdout
    assert "Tagged:          yes" in told
    assert "JavaScript:      no" in told
    assert "Suspects:        no" in told
    outline = subprocess.run(["pdfinfo", "-struct", str(sample)], check=True, capture_output=True, text=True, timeout=60).stdout
    kinds = [line.split()[0].rstrip(":") for line in outline.splitlines() if line.strip()]
    assert kinds[:3] == ["Document", "Sect", "H1"]
    assert {"H2", "H3", "P", "Table", "TR", "TH", "TD", "L", "LI", "LBody", "TOC", "TOCI", "Reference", "Link"} <= set(kinds)


# growth


def calls(meetings: int) -> int:
    """Return how many functions are called for a book of so many meetings: work, without a clock."""
    book, count = books.book(meetings), 0

    def counting(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        write_logbook(book, BytesIO(), now=books.NOW)
    finally:
        sys.setprofile(None)
    return count


def measured(meetings: int) -> tuple[int, int, int]:
    """Return the objects, the pages and the bytes of a book of so many meetings."""
    out = BytesIO()
    write_logbook(books.book(meetings), out, now=books.NOW)
    with pikepdf.open(out) as pdf:
        return len(pdf.objects), len(pdf.pages), len(out.getvalue())


def test_objects_pages_and_bytes_grow_in_step_with_the_meetings():
    few, more, most = measured(3), measured(9), measured(15)
    for small, middle, large in zip(few, more, most, strict=True):
        assert 0.9 < (large - middle) / (middle - small) < 1.1


def test_work_grows_in_step_with_the_meetings():
    calls(1)  # fonts and word lists are read once
    assert calls(12) / calls(3) < 4.4
