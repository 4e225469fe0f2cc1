"""Printing a PDF: which printer, which pages, and the work itself beside the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QSpinBox, QWidget

from ef_desktop.domain.errors import Cancelled, UserError
from ef_desktop.i18n import _, format_number, ngettext
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms import ComboField, Form, TextField
from ef_desktop.ui.theme import font, load_tokens
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.dialog import Dialog

#: Dots per inch of a printed page: finer is not seen on paper and takes four times the work.
DOTS = 300
_POINTS = 72
_MOST_COPIES = 99


@dataclass(frozen=True)
class PrintChoice:
    """What is printed where.

    Attributes:
        printer: name as the system knows it.
        pages: the pages, from 0, in order.
        copies: how often.
        both_sides: on both sides of the paper.
        grey: without colour.
    """

    printer: str
    pages: tuple[int, ...]
    copies: int = 1
    both_sides: bool = False
    grey: bool = False


def parse_pages(text: str, count: int) -> tuple[int, ...] | None:
    """Return which pages are meant by words such as ``1-3, 5``, from 0; all when empty; None when they cannot be read.

    Parameters:
        text: as typed; numbers from 1.
        count: how many pages there are; a range may end beyond them.
    """
    if not text.strip():
        return tuple(range(count))
    found: dict[int, None] = {}
    for part in text.replace(";", ",").replace("\u2013", "-").split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        first, last = first or ("1" if dash else ""), last or (str(count) if dash else first)
        if not (first.isdecimal() and last.isdecimal() and max(len(first), len(last)) < 10):
            return None
        if not 1 <= int(first) <= min(int(last), count):
            return None
        found.update(dict.fromkeys(range(int(first) - 1, min(int(last), count))))
    return tuple(found)


def print_pages(
    data: bytes,
    printer: QPrinter,
    pages: Sequence[int],
    *,
    progress: Callable[..., None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Draw pages of a PDF on a printer; to be called in a worker thread.

    Parameters:
        data: the whole PDF.
        printer: where to; its paper is set to that of every page.
        pages: from 0, in order.
        progress: told how many of how many pages are done.
        cancelled: asked before every page; True stops the printing.

    Raises:
        Cancelled: ``cancelled`` said so; what was not sent to the printer yet is not printed.
        UserError: the printer does not take it.
    """
    document, buffer = QPdfDocument(None), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    painter = QPainter()
    try:
        for number, page in enumerate(pages):
            if cancelled is not None and cancelled():
                printer.abort()
                raise Cancelled
            _set_paper(printer, document.pagePointSize(page).toTuple())
            begun = painter.begin(printer) if not number else printer.newPage()
            if not begun:
                raise UserError(_("The printer does not take it. Is it on and connected? Try again, or save it as PDF."))
            _draw(document, page, painter, printer)
            if progress is not None:
                progress(number + 1, len(pages), _("Page {place} of {count}").format(place=number + 1, count=len(pages)))
    finally:
        if painter.isActive():
            painter.end()
        document.close()
        buffer.close()


def _set_paper(printer: QPrinter, size: tuple[float, float]) -> None:
    lying = size[0] > size[1]
    paper = QPageSize(QSize(round(min(size)), round(max(size))), matchPolicy=QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, way, QMarginsF(), minMargins=QMarginsF()))
    printer.setFullPage(True)


def _draw(document: QPdfDocument, page: int, painter: QPainter, printer: QPrinter) -> None:
    width, height = document.pagePointSize(page).toTuple()
    image = document.render(page, QSize(round(width * DOTS / _POINTS), round(height * DOTS / _POINTS)))
    paper = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    # As large as it is, or smaller where the paper of the printer is.
    size = printer.resolution() / _POINTS
    share = min(1.0, paper.width() / (width * size), paper.height() / (height * size))
    target = QRectF(0, 0, width * size * share, height * size * share)
    target.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
    painter.drawImage(target, image)


class PrintDialog(Dialog):
    """Asks where and which pages; where there is no printer it says so, and saves as PDF.

    Parameters:
        count: how many pages there are.
        on_print: called with a ``PrintChoice``.
        on_save: called when there is no printer and the user saves as PDF.
        printers: names of the printers; those of the system when left out.
    """

    def __init__(
        self,
        parent: QWidget | None,
        count: int,
        on_print: Callable[[PrintChoice], object],
        on_save: Callable[[], object],
        printers: Sequence[str] | None = None,
    ):
        names = list(QPrinterInfo.availablePrinterNames() if printers is None else printers)
        words = ngettext("{count} page", "{count} pages", count).format(count=format_number(count))
        if not names:
            words = _("This laptop has no printer. Save it as PDF: you can print that anywhere.")
        super().__init__(parent, _("Print"), words, icon="printer", width=460)
        self._count, self._on_print = count, on_print
        self.add_button(SecondaryButton(_("Cancel")), self.reject)
        if not names:
            self.go = self.add_button(PrimaryButton(_("Save as PDF")), self.accept, default=True)
            self.accepted.connect(on_save)
            self.go.setFocus()
            return
        usual = QPrinterInfo.defaultPrinterName()
        form = Form()
        self.printer = ComboField([(name, name) for name in names], usual if usual in names else names[0])
        form.add(self.printer, _("Printer"))
        self.pages = TextField(placeholder=_("All, or for instance 1-3, 5"))
        self._row = form.make_row(self.pages, _("Page numbers"))
        self.copies = QSpinBox()
        self.copies.setRange(1, _MOST_COPIES)
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.copies.lineEdit().setTextMargins(8, 0, 8, 0)
        self.copies.setFont(font("body"))
        self.copies.setFixedHeight(load_tokens().size.input)
        form.add_beside(self._row, form.make_row(self.copies, _("Copies")), stretch=(3, 1))
        self.both_sides = CheckBox(_("On both sides"))
        self.grey = CheckBox(_("Without colour"))
        form.add_widget(self.both_sides)
        form.add_widget(self.grey)
        self.body.addWidget(form)
        self.go = self.add_button(PrimaryButton(_("Print"), icon="printer"), self._go, default=True)
        self.pages.changed.connect(lambda _text: self._row.set_error(""))
        self.pages.setFocus()

    def _go(self) -> None:
        pages = parse_pages(self.pages.value(), self._count)
        if pages is None:
            words = _("Type page numbers up to {count}, such as 1-3, 5.").format(count=format_number(self._count))
            self._row.set_error(words)
            self.pages.setFocus()
            return
        self.accept()
        self._on_print(
            PrintChoice(self.printer.value(), pages, self.copies.value(), self.both_sides.isChecked(), self.grey.isChecked())
        )


def start_printing(ctx: AppContext, data: bytes, choice: PrintChoice, title: str) -> None:
    """Print beside the window, with progress, and tell when it went to the printer; ``title`` stands in its queue."""
    printer = QPrinter(QPrinterInfo.printerInfo(choice.printer), QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCopyCount(choice.copies)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if choice.both_sides else QPrinter.DuplexMode.DuplexNone)
    printer.setColorMode(QPrinter.ColorMode.GrayScale if choice.grey else QPrinter.ColorMode.Color)

    def work(progress, cancelled) -> None:
        print_pages(data, printer, choice.pages, progress=progress, cancelled=cancelled)

    words = ngettext("{count} page went to the printer.", "{count} pages went to the printer.", len(choice.pages))
    ctx.start_work(_("Printing"), work, lambda _nothing: ctx.toast(words.format(count=format_number(len(choice.pages)))))
