"""Laptops of which the work file stays open, and what they begin with: for tests in which they meet again and again."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ef_desktop.db import backup
from ef_desktop.db.fields import tables
from ef_desktop.domain.clock import ManualClock
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT
from tests.services.colleagues import Colleague
from tests.services.workform_house import House


class Seat(Colleague):
    """A colleague who stays at the laptop: the file is opened at the first use and closed by ``leave``."""

    def __enter__(self) -> Workspace:
        if self.workspace is None:
            super().__enter__()
        else:
            self.monkeypatch.setenv("EF_DATA_DIR", str(self.folder / "data"))
            self.clock.advance(60)
        # What is erased leaves every backup: of those that nobody asked for none is kept, so that it costs nothing.
        for made in backup.backups(self.path):
            if made.reason != backup.MANUAL:
                made.path.unlink()
        return self.workspace

    def __exit__(self, *_error) -> None:
        """Stay."""

    def leave(self) -> None:
        """Close the file, as far as it is open; the next use opens it anew."""
        if self.workspace is not None:
            self.monkeypatch.setenv("EF_DATA_DIR", str(self.folder / "data"))
            self.workspace.close()
            self.workspace = None

    def take(self, *copies: Path) -> None:
        """Merge copies, or the files of others as they are."""
        with self as workspace:
            for copy in copies:
                workspace.sharing.merge(copy)

    def everything(self) -> dict[str, list]:
        """The tables and the journal."""
        names = [table.sql for table in tables()] + ["sync_op", "sync_erase"]
        with closing(sqlite3.connect(self.path)) as connection:
            return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}


def all_meet(*seats: Seat) -> None:
    """Let the first take what all the others have, and each of them what the first has: then all are the same."""
    first, *others = seats
    first.take(*(other.path for other in others))
    found = first.everything()
    for other in others:
        other.take(first.path)
        assert other.everything() == found


def begin(template_file: Path, folder: Path, prepare: Callable[[Workspace], House]) -> tuple[House, Path]:
    """Make what all laptops begin with: a house and its file, closed."""
    path = folder / "leerroute.efdb"
    shutil.copyfile(template_file, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        with closing(Workspace.open(path, clock=ManualClock(MOMENT), settings=DeviceSettings())) as workspace:
            house = prepare(workspace)
    return house, path


def on(house: House, workspace: Workspace) -> House:
    """The house as it is on another laptop."""
    house.w, house.work = workspace, workspace.workform
    return house
