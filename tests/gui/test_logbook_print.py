"""Printing the logbook: which pages, what comes on the paper, stopping, and a laptop without a printer."""

import pikepdf
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from ef_desktop.domain.errors import Cancelled, UserError
from ef_desktop.ui.dialogs.print_pages import PrintChoice, PrintDialog, parse_pages, print_pages
from tests.gui.pdf_pages import A4, pdf


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (0, 1, 2, 3, 4)),
        ("  ", (0, 1, 2, 3, 4)),
        ("2", (1,)),
        ("1-3, 5", (0, 1, 2, 4)),
        ("3-", (2, 3, 4)),
        ("-2", (0, 1)),
        ("4 – 9", (3, 4)),
        ("5;1", (4, 0)),
        ("2,2,1-2", (1, 0)),
        *((wrong, None) for wrong in ("0", "6", "3-1", "a", "1,,2", "1-2-3", "9999999999", "²")),
    ],
)
def test_pages_are_read_as_people_type_them(text, pages):
    assert parse_pages(text, 5) == pages


@pytest.fixture
def paper(dressed, tmp_path):
    """A printer that prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    return printer


def test_pages_come_on_paper_as_large_as_they_are(paper, tmp_path):
    told = []
    print_pages(pdf(5, ink=(1, 0, 0)), paper, (3, 0), progress=lambda *words: told.append(words))
    assert told == [(1, 2, "Bladzijde 1 van 2"), (2, 2, "Bladzijde 2 van 2")]
    with pikepdf.open(tmp_path / "papier.pdf") as printed:
        sizes = [[round(float(side)) for side in page.mediabox[2:]] for page in printed.pages]
    assert sizes == [list(A4), list(A4)]
    document, original = QPdfDocument(None), QPdfDocument(None)
    document.load(str(tmp_path / "papier.pdf"))
    (tmp_path / "eerst.pdf").write_bytes(pdf(5, ink=(1, 0, 0)))
    original.load(str(tmp_path / "eerst.pdf"))
    for place, page in enumerate((3, 0)):
        seen, wanted = (found.render(number, QSize(298, 421)) for found, number in ((document, place), (original, page)))
        # The words stand in the same place, within a dot.
        for picture, other in ((seen, wanted), (wanted, seen)):
            for y in range(2, 419, 3):
                for x in range(2, 296, 3):
                    if picture.pixelColor(x, y).green() < 120:
                        near = [other.pixelColor(x + dx, y + dy).green() for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
                        assert min(near) < 200
    document.close()
    original.close()


def test_a_lying_page_lies_on_the_paper(paper, tmp_path):
    print_pages(pdf(1, size=(842, 595)), paper, (0,))
    with pikepdf.open(tmp_path / "papier.pdf") as printed:
        assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [842, 595]


def test_printing_stops_when_asked(paper):
    done = []
    with pytest.raises(Cancelled):
        print_pages(pdf(4), paper, range(4), progress=lambda *words: done.append(words), cancelled=lambda: len(done) == 2)
    assert len(done) == 2


def test_a_printer_that_does_not_take_it_says_so(paper, tmp_path):
    paper.setOutputFileName(str(tmp_path / "weg" / "papier.pdf"))
    with pytest.raises(UserError, match="printer"):
        print_pages(pdf(1), paper, (0,))


def test_without_a_printer_it_can_be_saved(dressed, qtbot):
    saved = []
    dialog = PrintDialog(None, 3, saved.append, lambda: saved.append("pdf"), printers=())
    qtbot.addWidget(dialog)
    dialog.open()
    assert "geen printer" in dialog._text.text() and dialog.go.label() == "Opslaan als PDF"
    dialog.go.click()
    assert saved == ["pdf"]


def test_the_choice_is_passed_on_and_mistakes_are_told(dressed, qtbot):
    chosen = []
    dialog = PrintDialog(None, 12, chosen.append, lambda: None, printers=("Balie", "Zaal"))
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.pages.setText("20")
    dialog.go.click()
    assert chosen == [] and "tot en met 12" in dialog._row.error() and dialog.isVisible()
    dialog.pages.setText("2-3")
    assert dialog._row.error() == ""
    dialog.printer.set_value("Zaal")
    dialog.copies.setValue(4)
    dialog.grey.setChecked(True)
    QTest.keyClick(dialog.pages, Qt.Key.Key_Return)
    assert chosen == [PrintChoice("Zaal", (1, 2), 4, both_sides=False, grey=True)]
