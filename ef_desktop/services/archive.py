"""The archive: one folder with everything that may be read of a programme, with checksums and a note of what is what.

All of it is gathered at one moment, by the rule of the logbook: what may not stand there is in no file of the archive. Interim reports
go by their own rule, for each of their readers.
"""

import hashlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from ef_desktop.domain.book import Book, BookMeeting, BookOutcome
from ef_desktop.domain.caseviews import CaseSheet
from ef_desktop.domain.errors import Cancelled, StorageError
from ef_desktop.domain.frames import BoardFrame, WallCard, WallColumn
from ef_desktop.domain.interim import AUDIENCES, Interim
from ef_desktop.domain.meeting_sheet import MeetingSheet
from ef_desktop.i18n import _, format_date, format_time, ngettext
from ef_desktop.services import exports, formats, logbook_cases
from ef_desktop.services.case_page import CasePages
from ef_desktop.services.core import Core
from ef_desktop.services.formats import Formats
from ef_desktop.services.interim import InterimReports
from ef_desktop.services.logbook import Logbook
from ef_desktop.services.meeting_page import MeetingPages
from ef_desktop.services.meetings import Meetings
from ef_desktop.services.saving import safe_name, save_checked_pdf, save_whole

Sheet = TypeVar("Sheet")

#: Draws a board: a picture (PNG) for each of its pages.
BoardPictures = Callable[[BoardFrame], Sequence[bytes]]

#: Told how many steps of how many are done; asked whether to stop.
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

#: Name of the file with the checksums, as such files are called everywhere.
CHECKSUMS = "SHA256SUMS.txt"

#: The logbook as PDF takes so many steps of the progress; any other file takes one.
_LOGBOOK_STEPS = 40

#: How the folder begins in which an archive is made; one that is older than this, in seconds, was broken off.
_BEGUN, _LONGEST_MAKING = ".excellent-faciliteren-", 86_400

#: After so many folders of the same name something else is wrong.
_MOST_NAMES = 1000


@dataclass(frozen=True)
class _Part:
    """A file or a few of the archive: folder and begin of the name, and what writes them; it returns their names."""

    name: str
    write: Callable[[Path], Sequence[str]]


@dataclass(frozen=True)
class _Gathered:
    book: Book
    cases: tuple[CaseSheet, ...]
    cases_left_out: int
    meetings: tuple[MeetingSheet, ...]
    interim: tuple[tuple[str, Interim], ...]


class Archive:
    """Makes the archive of a programme."""

    def __init__(
        self,
        core: Core,
        meetings: Meetings,
        logbook: Logbook,
        formats: Formats,
        cases: CasePages,
        pages: MeetingPages,
        interim: InterimReports,
    ) -> None:
        self._core = core
        self._meetings = meetings
        self._logbook = logbook
        self._formats = formats
        self._cases = cases
        self._pages = pages
        self._interim = interim

    def suggested_name(self) -> str:
        """Return a name for the folder, with the programme and the date."""
        return self._formats.named(_("Archive"))

    def write(
        self,
        folder: Path,
        *,
        board_pictures: BoardPictures | None = None,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> Path:
        """Make the archive. The folder appears only when it is whole; one that is there already is left alone.

        Parameters:
            folder: how it should be called; where that name is taken a number comes behind it.
            board_pictures: draws the boards; None leaves the pictures out, and the note in the archive says so.
            progress: told how many steps of how many are done.
            cancelled: asked often; True stops the work.

        Returns:
            The folder that was made.

        Raises:
            Cancelled: ``cancelled`` said so; nothing was made.
            StorageError: it could not be written there.
        """
        stop = cancelled or (lambda: False)
        gathered = self._gather(stop)
        made: Path | None = None
        try:
            self._sweep(folder.parent)
            made = Path(tempfile.mkdtemp(prefix=_BEGUN, suffix=".part", dir=folder.parent))
            self._fill(made, gathered, board_pictures, progress or (lambda done, total: None), stop)
            _make_readable(made)
            target = _free_name(folder)
            os.rename(made, target)
        except OSError as error:
            message = _(
                "The archive cannot be made in ‘{folder}’. The disk may be full or gone, or you may not write there. Choose"
                " another folder. Nothing was lost."
            )
            raise StorageError(message.format(folder=folder.parent)) from error
        finally:
            if made is not None:
                shutil.rmtree(made, ignore_errors=True)
        exports.note(self._core, target, "archive")
        return target

    def _sweep(self, parent: Path) -> None:
        """Take away what an archive left that was broken off, by a power cut for instance."""
        before = self._core.clock.now().timestamp() - _LONGEST_MAKING
        for left in parent.glob(f"{_BEGUN}*.part"):
            if left.is_dir() and left.stat().st_mtime < before:
                shutil.rmtree(left, ignore_errors=True)

    def _gather(self, cancelled: Stop) -> _Gathered:
        """Read everything at one moment of the file."""

        def each(read: Callable[[bytes], Sheet], ids: Sequence[bytes]) -> Iterator[Sheet]:
            for row_id in ids:
                if cancelled():
                    raise Cancelled
                yield read(row_id)

        with self._core.store.read() as session:
            # A case whose title may not stand in the logbook has no sheet here: what is on it leads to the case.
            readable, cases_left_out = logbook_cases.readable(session)
            held = [row.id for row in self._meetings.rows() if row.state != "planned"]
            return _Gathered(
                book=self._logbook.book(),
                cases=tuple(each(self._cases.sheet, readable)),
                cases_left_out=cases_left_out,
                meetings=tuple(each(partial(self._pages.sheet, published=True), held)),
                interim=self._reports(),
            )

    def _reports(self) -> tuple[tuple[str, Interim], ...]:
        """Return the interim reports over the whole programme up to today, each with its name; none where nothing was held."""
        first, last = self._interim.suggested_period()
        found = [(self._interim.suggested_name(first, last, readers), self._interim.report(first, last, readers)) for readers in AUDIENCES]
        return tuple((name, report) for name, report in found if report.counted)

    def _fill(self, folder: Path, gathered: _Gathered, pictures: BoardPictures | None, progress: Progress, cancelled: Stop) -> None:
        parts = list(self._parts(gathered, pictures))
        total = _LOGBOOK_STEPS + len(parts) + 1
        sums: dict[str, str] = {}

        def keep(names: Sequence[str]) -> None:
            for name in names:
                sums[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()

        keep(self._pdf(folder, gathered.book, lambda part: progress(round(part * _LOGBOOK_STEPS), total), cancelled))
        for number, part in enumerate(parts, _LOGBOOK_STEPS + 1):
            if cancelled():
                raise Cancelled
            (folder / part.name).parent.mkdir(exist_ok=True)
            keep(part.write(folder))
            progress(number, total)
        if cancelled():
            raise Cancelled
        readme = _("README.txt")
        save_whole(folder / readme, self._readme(gathered, sums, pictures is not None).encode("utf-8-sig"))
        keep([readme])
        lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
        save_whole(folder / CHECKSUMS, lines.encode("utf-8"))
        progress(total, total)

    def _pdf(self, folder: Path, book: Book, progress: Callable[[float], None], cancelled: Stop) -> Sequence[str]:
        from ef_desktop.report.logbook import write_logbook

        def draw(file: BinaryIO) -> None:
            write_logbook(
                book, file, now=book.edition, progress=lambda done, total: progress(done / (total or 1)), cancelled=cancelled
            )

        name = self._logbook.suggested_name()
        save_checked_pdf(folder / name, draw)
        return [name]

    def _parts(self, gathered: _Gathered, pictures: BoardPictures | None) -> Iterator[_Part]:
        from ef_desktop.report.case_page import write_case_page
        from ef_desktop.report.interim import write_interim
        from ef_desktop.report.meeting_page import write_meeting_page

        boards: dict[int, Sequence[str]] = {}
        if pictures is not None:
            for meeting in gathered.book.meetings:
                if meeting.outcomes:
                    name = f"{_('boards')}/{safe_name(f'{meeting.number:02d}', meeting.title)}"
                    yield _Part(name, partial(_write_board, name, gathered.book, meeting, pictures, boards))
        for kind in formats.KINDS:
            name = self._formats.suggested_name(kind)
            write = partial(_write_markdown, boards=boards) if kind == formats.MARKDOWN else partial(_write_form, kind)
            yield _Part(name, partial(write, name, gathered.book))
        titles: Counter[str] = Counter()
        for sheet in gathered.cases:
            title = safe_name(sheet.title)
            titles[title] += 1
            name = f"{_('cases')}/{title if titles[title] == 1 else safe_name(title, str(titles[title]))}.pdf"
            yield _Part(name, partial(_write_page, name, partial(write_case_page, sheet, now=sheet.edition)))
        for sheet in gathered.meetings:
            name = f"{_('meetings')}/{safe_name(f'{sheet.number:02d}', sheet.title)}.pdf"
            yield _Part(name, partial(_write_page, name, partial(write_meeting_page, sheet, now=sheet.edition)))
        for file_name, report in gathered.interim:
            name = f"{_('interim reports')}/{file_name}"
            yield _Part(name, partial(_write_page, name, partial(write_interim, report, now=report.edition)))

    def _readme(self, gathered: _Gathered, sums: dict[str, str], pictured: bool) -> str:
        book = gathered.book
        moment = _("{day} at {time}").format(day=format_date(book.edition), time=format_time(book.edition))
        lines = [
            book.title,
            book.programme_name,
            "",
            _("This folder was made on {moment} with Excellent Faciliteren.").format(moment=moment),
            _("It holds everything of the programme that others may read, as it was at that moment."),
            "",
            _("What is what"),
            *(f"- {sentence}" for sentence in self._contents(sums)),
            "",
            _("What is not here, and why"),
            *(f"- {sentence}" for sentence in _missing(gathered, pictured)),
            "",
            _("Is everything still as it was?"),
            _("The file {name} has a checksum (SHA-256) of every file. Check them in this folder, on Linux with:").format(name=CHECKSUMS),
            f"  sha256sum -c {CHECKSUMS}",
            _("On a Mac with:"),
            f"  shasum -a 256 -c {CHECKSUMS}",
            _("On Windows PowerShell shows the checksum of a file with:"),
            f"  Get-FileHash {self._logbook.suggested_name()}",
            "",
        ]
        return "\r\n".join(lines)

    def _contents(self, sums: dict[str, str]) -> Iterator[str]:
        stem = Path(self._logbook.suggested_name()).stem
        names = {kind: self._formats.suggested_name(kind) for kind in formats.KINDS}
        yield _("{name}: the logbook, to read and to publish (accessible PDF, to keep)").format(name=f"{stem}.pdf")
        yield _("{name}: the logbook as a document, to edit").format(name=names[formats.DOCX])
        yield _("{name}: the logbook as plain text with marks (Markdown)").format(name=names[formats.MARKDOWN])
        both = _("{first} and {second}")
        outcomes = both.format(first=names[formats.OUTCOMES_XLSX], second=names[formats.OUTCOMES_CSV])
        agreements = both.format(first=names[formats.AGREEMENTS_XLSX], second=names[formats.AGREEMENTS_CSV])
        yield _("{name}: all outcomes, to sort and to count").format(name=outcomes)
        yield _("{name}: all agreements and promises, with how they stand").format(name=agreements)
        for folder, sentence in (
            (_("pictures"), _("{name}: the pictures that the Markdown shows")),
            (_("cases"), _("{name}: a sheet for each case")),
            (_("meetings"), _("{name}: a page for each meeting")),
            (_("interim reports"), _("{name}: the interim reports over the whole programme up to that day, for each of their readers")),
            (_("boards"), _("{name}: pictures of the boards with outcomes")),
        ):
            if any(name.startswith(f"{folder}/") for name in sums):
                yield sentence.format(name=f"{folder}/")


def board_frame(book: Book, meeting: BookMeeting) -> BoardFrame:
    """Return the board of a meeting as the wall draws it, with what stands in the logbook and nothing else."""
    columns = []
    for kind in book.kinds:
        cards = [outcome for outcome in meeting.outcomes if outcome.kind == kind.id]
        groups = list(dict.fromkeys(card.group_title or "" for card in cards))
        cards.sort(key=lambda card: groups.index(card.group_title or ""))
        if cards:
            columns.append(WallColumn(kind.id, kind.name, tuple(_wall_cards(cards, kind.id))))
    return BoardFrame(book.language, meeting.title, tuple(columns))


def _wall_cards(cards: list[BookOutcome], kind: str) -> Iterator[WallCard]:
    before = ""
    for number, card in enumerate(cards):
        group = card.group_title or ""
        beside = [card.owner or "", format_date(card.due_on, "short") if card.due_on else ""]
        yield WallCard(
            id=f"{kind}-{number}".encode(),
            text=card.text,
            secondary=" · ".join(part for part in beside if part),
            fresh=False,
            grouped=bool(group),
            group=group if group != before else "",
        )
        before = group


def _missing(gathered: _Gathered, pictured: bool) -> Iterator[str]:
    yield from gathered.book.guide
    if gathered.cases_left_out:
        yield ngettext(
            "{count} case has no sheet here: the initiator does not know of it, or it may not stand in the logbook.",
            "{count} cases have no sheet here: the initiators do not know of them, or they may not stand in the logbook.",
            gathered.cases_left_out,
        ).format(count=gathered.cases_left_out)
    if not pictured:
        yield _("There are no pictures of the boards: this folder was made without a screen.")
    yield _("Attendance lists, addresses and phone numbers are never in an archive. Nor is the work file itself.")


def _write_form(kind: str, name: str, book: Book, folder: Path) -> Sequence[str]:
    save_whole(folder / name, formats.made(kind, book))
    return [name]


def _write_markdown(name: str, book: Book, folder: Path, boards: Mapping[int, Sequence[str]]) -> Sequence[str]:
    """Write the Markdown, and beside it the pictures that it shows; those of the boards are there already."""
    save_whole(folder / name, formats.made(formats.MARKDOWN, book, boards))
    pictures = formats.pictures_of(book)
    for file_name, data in pictures:
        (folder / file_name).parent.mkdir(exist_ok=True)
        save_whole(folder / file_name, data)
    return [name, *(file_name for file_name, _data in pictures)]


def _write_page(name: str, draw: Callable[[BinaryIO], object], folder: Path) -> Sequence[str]:
    save_checked_pdf(folder / name, draw)
    return [name]


def _write_board(
    name: str, book: Book, meeting: BookMeeting, pictures: BoardPictures, boards: dict[int, Sequence[str]], folder: Path
) -> Sequence[str]:
    """Write the pictures of the board of a meeting, and note their names among the others."""
    drawn = pictures(board_frame(book, meeting))
    names = [f"{name}-{number}.png" if len(drawn) > 1 else f"{name}.png" for number in range(1, len(drawn) + 1)]
    for one, picture in zip(names, drawn, strict=True):
        save_whole(folder / one, picture)
    boards[meeting.number] = names
    return names


def _free_name(folder: Path) -> Path:
    """Return this name, or the first one with a number behind it that is not taken."""
    for number in range(1, _MOST_NAMES):
        candidate = folder if number == 1 else folder.with_name(f"{folder.name}-{number}")
        if not os.path.lexists(candidate):
            return candidate
    raise FileExistsError(folder)


def _make_readable(folder: Path) -> None:
    """Give the folder the usual rights: a temporary one is for its owner only."""
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)
