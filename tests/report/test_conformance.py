"""The rules of PDF/UA-1 and PDF/A-2a, checked by veraPDF where it and Java are at hand."""

import os
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from ef_desktop.report.logbook import write_logbook

from . import books

_ROOT = Path(__file__).resolve().parents[2]
_TOOL = Path(os.environ.get("EF_VERAPDF", _ROOT.parent / "shared" / "tools" / "verapdf")) / "validate"
_MISSING = not _TOOL.exists() or shutil.which("java") is None or shutil.which("bash") is None
_BOOKS = {
    "levendig": books.book,
    "engels": lambda: books.book(meetings=2, language="en"),
    "leeg": books.empty_book,
    "moeilijk": books.hard_book,
    "groot": lambda: books.book(meetings=1, cards=300),
}

pytestmark = pytest.mark.skipif(_MISSING, reason=f"veraPDF needs Java and {_TOOL}; set EF_VERAPDF to its folder")


def validate(*paths: Path) -> dict[tuple[str, str], str]:
    """Return PASS or FAIL by flavour and name."""
    command = ["bash", str(_TOOL), "2a,ua1", *map(str, paths)]
    lines = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300).stdout.splitlines()
    words = [line.split() for line in lines if line.startswith(("PASS", "FAIL"))]
    return {(flavour, Path(path).stem): verdict for verdict, flavour, path, *_ in words}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("verapdf")
    for name, make in _BOOKS.items():
        write_logbook(make(), folder / f"{name}.pdf", now=books.NOW)
    with pikepdf.open(folder / "levendig.pdf") as pdf:  # what the check of our own cannot see: a glyph that the font lacks
        page = next(page for page in pdf.pages if b"(Kennismaken" in page.Contents.read_bytes())
        page.Contents.write(page.Contents.read_bytes().replace(b"(Kennismaken", b"(\\377Kennismaken", 1))
        pdf.save(folder / "stuk.pdf")
    return folder


def test_every_book_conforms_and_a_broken_one_does_not(folder):
    verdicts = validate(*(folder / f"{name}.pdf" for name in (*_BOOKS, "stuk")))
    wanted = {(flavour, name): "PASS" for name in _BOOKS for flavour in ("2a", "ua1")}
    assert {key: verdicts.get(key) for key in wanted} == wanted
    assert "FAIL" in (verdicts["2a", "stuk"], verdicts["ua1", "stuk"])
