"""The logbook in other forms than PDF: for who must edit it, count with it, or search in it.

All of them are made from the same frozen book as the PDF, so that what may be read is decided once.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ef_desktop.domain.book import Book
from ef_desktop.domain.errors import Cancelled, InvalidValueError
from ef_desktop.i18n import N_, _, format_list
from ef_desktop.services import exports, listing
from ef_desktop.services.core import Core, executor
from ef_desktop.services.logbook import Logbook
from ef_desktop.services.saving import safe_name, save_whole
from ef_desktop.services.sheets import csv_bytes, xlsx_bytes

MARKDOWN, DOCX = "markdown", "docx"
OUTCOMES_XLSX, OUTCOMES_CSV = "outcomes_xlsx", "outcomes_csv"
AGREEMENTS_XLSX, AGREEMENTS_CSV = "agreements_xlsx", "agreements_csv"

#: Of each kind: the ending of its file, the first word of its name, and what it is noted as among the exports.
KINDS = {
    MARKDOWN: (".md", "", "logbook"),
    DOCX: (".docx", "", "logbook"),
    OUTCOMES_XLSX: (".xlsx", N_("Outcomes"), "board"),
    OUTCOMES_CSV: (".csv", N_("Outcomes"), "board"),
    AGREEMENTS_XLSX: (".xlsx", N_("Agreements"), "board"),
    AGREEMENTS_CSV: (".csv", N_("Agreements"), "board"),
}


def made(kind: str, book: Book, boards: Mapping[int, Sequence[str]] | None = None) -> bytes:
    """Return the file of a kind.

    Parameters:
        boards: for a Markdown beside which ``pictures_of`` the book lie and pictures of the boards: the names of these by the number
            of their meeting. None where it stands alone.

    Raises:
        InvalidValueError: there is no such kind.
    """
    if kind not in KINDS:
        message = _("The logbook cannot be saved in this form. Choose one of: {forms}.")
        raise InvalidValueError(message.format(forms=format_list(list(KINDS))))
    # Loaded when they are needed: their libraries take a while, and most sessions make no file.
    if kind in (MARKDOWN, DOCX):
        from ef_desktop.services.written_chapters import written

        text = written(book, boards)
        if kind == MARKDOWN:
            from ef_desktop.services.book_markdown import markdown

            return markdown(text.blocks, linked=boards is not None).encode("utf-8")
        from ef_desktop.services.book_document import document

        return document(text)
    from ef_desktop.services.outcome_tables import agreement_table, outcome_table

    table = outcome_table(book) if kind in (OUTCOMES_XLSX, OUTCOMES_CSV) else agreement_table(book)
    if KINDS[kind][0] == ".csv":
        return csv_bytes(table.rows)
    return xlsx_bytes([(table.title, table.rows, table.widths)], book.edition, table.title)


def pictures_of(book: Book) -> tuple[tuple[str, bytes], ...]:
    """Return the name, with its folder, and the bytes of every picture that stands in the text of a book."""
    from ef_desktop.services.written_book import Picture
    from ef_desktop.services.written_chapters import written

    return tuple((block.name, block.data) for block in written(book).blocks if isinstance(block, Picture))


class Formats:
    """Saves the logbook in other forms."""

    def __init__(self, core: Core, logbook: Logbook) -> None:
        self._core = core
        self._logbook = logbook

    def suggested_name(self, kind: str) -> str:
        """Return a file name, with the programme and the date."""
        ending, word, _noted = KINDS[kind]
        return (self.named(_(word)) if word else Path(self._logbook.suggested_name()).stem) + ending

    def named(self, word: str) -> str:
        """Return a name without ending: this word, the programme and the date."""
        with self._core.store.read() as session:
            programme = listing.programme_view(executor(session)).name
        return safe_name(word, programme[:60], f"{self._core.local_now():%Y-%m-%d}")

    def write(
        self,
        kind: str,
        path: Path,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Save the logbook, its outcomes or its agreements. The file appears, or is replaced, only when it is whole.

        Parameters:
            kind: one of ``KINDS``.
            path: where to save it.
            progress: told how many steps of how many are done.
            cancelled: asked between the steps; True stops the work.

        Raises:
            Cancelled: ``cancelled`` said so; an older file stays as it was.
            InvalidValueError: there is no such kind.
            StorageError: it could not be written there, or a work file stands there.
        """
        steps = (self._logbook.book, lambda book: made(kind, book), lambda content: save_whole(path, content))
        result: tuple = ()
        for number, step in enumerate(steps, 1):
            if cancelled is not None and cancelled():
                raise Cancelled
            result = (step(*result),)
            if progress is not None:
                progress(number, len(steps))
        exports.note(self._core, path, KINDS[kind][2])
