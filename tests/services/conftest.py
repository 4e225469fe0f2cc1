"""What tests of the services start from: a programme that two colleagues have a copy of."""

import shutil
from contextlib import closing

import pytest

from ef_desktop.domain.clock import ManualClock
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT
from tests.services.colleagues import colleagues


@pytest.fixture(scope="session")
def begun(template_file, tmp_path_factory):
    """A programme with one meeting and one agreement: its file, closed, and the ids of both."""
    folder = tmp_path_factory.mktemp("begun")
    path = shutil.copyfile(template_file, folder / "leerroute.efdb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        with closing(Workspace.open(path, clock=ManualClock(MOMENT), settings=DeviceSettings(facilitator="Noor"))) as workspace:
            meeting = workspace.meetings.create("Start")
            return path, meeting, workspace.outcomes.add(meeting, "afspraak", "Proefbrief schrijven")


@pytest.fixture
def pair(begun, tmp_path, monkeypatch):
    """Noor and Joke, each with a copy of that programme."""
    return colleagues(begun, tmp_path, monkeypatch)
