"""Facilitators who each have a copy of the work file on a laptop of their own, for tests in which they share and merge."""

import shutil
from pathlib import Path

from ef_desktop.domain.clock import ManualClock
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT


class Colleague:
    """A facilitator with a laptop: a data folder, a clock and a copy of the work file of their own."""

    def __init__(self, folder: Path, name: str, copy_of: Path, monkeypatch):
        self.folder, self.name, self.monkeypatch = folder, name, monkeypatch
        folder.mkdir()
        self.path = folder / "leerroute.efdb"
        shutil.copyfile(copy_of, self.path)
        self.clock = ManualClock(MOMENT)
        self.workspace = None

    def __enter__(self) -> Workspace:
        self.monkeypatch.setenv("EF_DATA_DIR", str(self.folder / "data"))
        self.clock.advance(60)
        self.workspace = Workspace.open(self.path, clock=self.clock, settings=DeviceSettings(facilitator=self.name))
        return self.workspace

    def __exit__(self, *_error) -> None:
        self.workspace.close()

    def send(self, **options) -> Path:
        """Share into the own folder and return the copy."""
        with self as workspace:
            return workspace.sharing.share(self.folder, **options)


def colleagues(begun, folder, monkeypatch):
    """Noor and Joke, each with a copy of what they begin with."""
    path, meeting, card = begun
    made = [Colleague(folder / name, name, path, monkeypatch) for name in ("Noor", "Joke")]
    for colleague in made:
        colleague.meeting, colleague.card = meeting, card
    return made


def texts(workspace, meeting):
    """What stands on the board of a meeting."""
    return sorted(card.text for column in workspace.outcomes.board(meeting).columns for card in column.cards)
