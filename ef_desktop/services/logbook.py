"""The logbook: what stands in it, which chapters were chosen, its summary, its editions, and saving it as PDF."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from ef_desktop.content import read_content
from ef_desktop.domain.book import Book, LogbookContents
from ef_desktop.domain.book_parts import ChapterChoice, EditionView, SummaryText
from ef_desktop.i18n import N_, content_text
from ef_desktop.services import book_numbers, book_outline, editions, exports, listing
from ef_desktop.services.book_gathering import SUMMARY_SETTING, Whole, gather
from ef_desktop.services.core import Core, executor, lines
from ef_desktop.services.room import Room
from ef_desktop.services.saving import safe_name, save_checked_pdf
from ef_desktop.services.setting_rows import write_setting

Progress = Callable[[int, int], None]


class Logbook:
    """The 'Logboek Excellent Faciliteren'."""

    def __init__(self, core: Core, room: Room) -> None:
        self._core = core
        self._room = room

    def suggested_name(self) -> str:
        """Return a file name for the PDF, with the programme and the date."""
        with self._core.store.read() as session:
            name = listing.programme_view(executor(session)).name
        title = content_text(read_content("report_outlines")["logbook"], "title")
        return f"{title.replace(' ', '-')}-{safe_name(name)[:60]}-{self._core.local_now():%Y-%m-%d}.pdf"

    def book(self) -> Book:
        """Return everything that stands in the logbook: held and closed meetings, without private cards, with names only
        of people who said yes to the logbook."""
        return self._gather().book

    def contents(self) -> LogbookContents:
        """Return the book with its outline and its summary, gathered in one go."""
        whole = self._gather()
        return LogbookContents(whole.book, whole.choices, SummaryText(whole.own_summary, whole.book.sentences))

    def outline(self) -> tuple[ChapterChoice, ...]:
        """Return all chapters in the chosen order, with what there is to tell in each."""
        return self._gather().choices

    def set_outline(self, order: Sequence[str], chosen: Collection[str], *, origin: object = None) -> None:
        """Choose the chapters and their order. The title page stays the first; it and the guide are always there.

        Parameters:
            order: ids of chapters; those that are not named keep their usual place.
            chosen: ids of the chapters that stand in the book.

        Raises:
            InvalidValueError: a chapter that does not exist.
        """
        with self._core.store.unit(N_("Choose chapters"), origin) as session:
            book_outline.choose(session, order, chosen)

    def summary(self) -> SummaryText:
        """Return the chapter 'In short': own text, and the sentences that count by themselves."""
        whole = self._gather()
        return SummaryText(whole.own_summary, whole.book.sentences)

    def set_summary(self, text: str, *, origin: object = None) -> None:
        """Write the chapter 'In short' in own words; an empty text lets the sentences stand there again."""
        with self._core.store.unit(N_("Change summary of the logbook"), origin) as session:
            write_setting(session, SUMMARY_SETTING, lines(text))

    def write(self, path: Path, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        """Save the logbook as PDF. The file appears, or is replaced, only when it is whole and was checked.

        Parameters:
            path: where to save it.
            progress: told how many steps of how many are done.
            cancelled: asked often; True stops the work.

        Raises:
            Cancelled: ``cancelled`` said so; an older file stays as it was.
            StorageError: it could not be written there, or a work file stands there.
        """
        self._save(self._gather().book, path, progress, cancelled)

    def draw(
        self,
        book: Book,
        path: Path,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Save a gathered book as PDF, to be looked at and thrown away: it is not remembered as a file that was made.

        The rest is as for ``write``.
        """
        from ef_desktop.report.logbook import write_logbook

        now = self._core.local_now()
        save_checked_pdf(path, lambda file: write_logbook(book, file, now=now, progress=progress, cancelled=cancelled))

    def editions(self) -> tuple[EditionView, ...]:
        """Return the editions that were published, the first one first."""
        with self._core.store.read() as session:
            return editions.rows(session, editions.LOGBOOK)

    def publish(
        self,
        path: Path,
        note: str = "",
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        origin: object = None,
    ) -> EditionView:
        """Save the logbook as its next edition, and keep what was published: the day, the file and its checksum.

        From then on its meetings and cases keep their numbers, and what comes later is marked as new.

        Parameters:
            path: where to save it.
            note: what to remember of this edition.
            progress, cancelled: as for ``write``.

        Raises:
            Cancelled, StorageError: as for ``write``.
            ReadOnlyError: the work file is only looked at; nothing was saved.
        """
        # Whoever only looks is told so before anything is saved.
        with self._core.store.unit(""):
            pass
        number = len(self.editions()) + 1
        whole = self._gather(number)
        self._save(whole.book, path, progress, cancelled)
        with self._core.store.unit(N_("Publish edition"), origin) as session:
            book_numbers.keep(session, whole.meetings, whole.cases, whole.seen)
            chapters = [chapter.id for chapter in whole.book.chapters]
            kept = editions.keep(self._core, session, editions.LOGBOOK, path, note, chapters)
            return next(view for view in editions.rows(session, editions.LOGBOOK) if view.id == kept)

    def check_edition(self, path: Path) -> EditionView | None:
        """Return which edition of which report a file is, byte for byte; None where it is none of this programme.

        Raises:
            StorageError: the file cannot be read.
        """
        return editions.check(self._core, path)

    def _gather(self, number: int = 0) -> Whole:
        with self._core.store.read() as session:
            return gather(self._core, self._room, session, number)

    def _save(self, book: Book, path: Path, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self.draw(book, path, progress=progress, cancelled=cancelled)
        exports.note(self._core, path, "logbook")
