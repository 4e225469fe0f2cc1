"""Make the pictures of the README anew: `.venv/bin/python -P packaging/pictures.py` (the sample programme, light, 1440 x 820)."""

import os
import shutil
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "help" / "pictures"
TODAY = date(2026, 4, 9)

#: Name of the picture in the README: the picture of `screens` that it comes from.
WANTED = {
    "overview": "overview",
    "prepare": "prepare",
    "cases": "cases",
    "cockpit": "cockpit",
    "board": "board",
    "wall-board": "wall-board",
    "wall-work": "wall-work-picture",
    "logbook": "logbook",
}

#: The page of the logbook that is shown: where its second meeting begins, by a heading of that page.
MEETING, HEADING = 1, "Wat we deden"


def main() -> int:
    """Write the pictures; returns 0."""
    from ef_desktop.domain.clock import ManualClock
    from ef_desktop.i18n import set_language
    from ef_desktop.services.sample import create_sample
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings
    from ef_desktop.ui.screens import take_pictures

    set_language("nl")
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 8, 0).astimezone()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        os.environ["EF_DATA_DIR"] = os.path.join(temporary, "data")
        sample = Path(temporary) / "voorbeeld.efdb"
        create_sample(sample, clock=ManualClock(now), today=TODAY)
        pictures = take_pictures(sample, Path(temporary) / "screens", size=(1440, 820), now=now)
        by_name = {path.stem.partition("-")[2]: path for path in pictures}
        for name, source in WANTED.items():
            _shrink(by_name[source], FOLDER / f"{name}.png")
        workspace = Workspace.open(sample, clock=ManualClock(now), settings=DeviceSettings())
        try:
            workspace.logbook.write(Path(temporary) / "logboek.pdf")
        finally:
            workspace.close()
        _shrink(_page(Path(temporary) / "logboek.pdf", Path(temporary) / "page.png"), FOLDER / "logbook-page.png")
        _shrink(_merge(sample, Path(temporary), now), FOLDER / "sharing.png")
    return 0


def _page(pdf: Path, target: Path) -> Path:
    """Draw one page of the logbook."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    document.load(str(pdf))
    begins = [page for page in range(document.pageCount()) if HEADING in document.getAllText(page).text()]
    drawn = document.render(begins[MEETING], QSize(820, 1160))
    white = QImage(drawn.size(), QImage.Format.Format_RGB32)
    white.fill(0xFFFFFFFF)
    painter = QPainter(white)
    painter.drawImage(0, 0, drawn)
    painter.end()
    white.save(str(target))
    return target


def _merge(sample: Path, folder: Path, now: datetime) -> Path:
    """Draw the preview of a merge: two facilitators changed the same card, and the colleague did some more."""
    from PySide6.QtCore import QEventLoop, QTimer

    from ef_desktop.domain.clock import ManualClock
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings
    from ef_desktop.ui.app import make_context
    from ef_desktop.ui.mainwindow import MainWindow

    theirs = folder / "joke.efdb"
    shutil.copyfile(sample, theirs)
    clock = ManualClock(now + timedelta(hours=7, minutes=31))
    joke = Workspace.open(theirs, clock=clock, settings=DeviceSettings(facilitator="Joke"))
    meeting = next(row.id for row in joke.meetings.rows() if row.outcome_count)
    first, second, third, *_rest = [card for column in joke.outcomes.board(meeting).columns for card in column.cards]
    joke.outcomes.edit(first.id, text=f"{first.text} Marleen kijkt naar de regels.")
    joke.outcomes.edit(second.id, text="Tempo is ook respect")
    joke.outcomes.edit(third.id, due_on=TODAY + timedelta(days=14))
    for kind, text in (("signaal", "Regels op één A4"), ("afspraak", "Samen langs de plek lopen"), ("werkt_niet", "Zes weken stil blijven")):
        joke.outcomes.add(meeting, kind, text)
    sent = joke.sharing.share(folder)
    joke.close()
    clock.at = now + timedelta(hours=6, minutes=52)
    settings = DeviceSettings(facilitator="Noor", calm=True)
    context = make_context(settings, clock)
    context.use(Workspace.open(sample, clock=clock, settings=settings))
    context.workspace.outcomes.edit(first.id, text=f"{first.text} Eerst laten lezen door Ilse.")
    context.workspace.outcomes.edit(second.id, text="Tempo telt")
    clock.at = now + timedelta(hours=8)
    window = MainWindow(context)
    window.resize(1440, 820)
    window.show()
    window.show_page("sharing")
    window.page.fetch_file(sent)
    while context.working():
        waiting = QEventLoop()
        QTimer.singleShot(50, waiting.quit)
        waiting.exec()
    window.page.preview.choose_side(1)
    target = folder / "merge.png"
    window.grab().save(str(target))
    window.hide()
    window.deleteLater()
    context.stop_work()
    context.release()
    return target


def _shrink(source: Path, target: Path) -> None:
    """Save a picture with 256 colours, at most 1440 wide: a README is read over slow lines too."""
    from PIL import Image

    with Image.open(source) as picture:
        picture.thumbnail((1440, 1200))
        picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT).save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
