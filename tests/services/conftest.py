"""What tests of the services start from: a meeting, a case that is there twice, a programme that two colleagues have a copy of, and the sample programme."""

import shutil
from contextlib import closing
from datetime import date

import pytest

from ef_desktop import paths
from ef_desktop.domain.clock import ManualClock
from ef_desktop.i18n import set_language
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT
from tests.services.colleagues import colleagues
from tests.services.sample_book import make_sample


@pytest.fixture
def meeting(workspace):
    """A meeting of today at 09:30 without blocks; a module that needs another one has its own."""
    return workspace.meetings.create("Eerste", held_on=date(2026, 3, 12), starts_at=570)


@pytest.fixture
def gardens(workspace):
    """The garden twice, the older one first."""
    first = workspace.cases.add("Stadstuin", question="Hoe gaat de tuin open?", initiator_knows="weet", district="Hof van Delft")
    workspace.clock.advance(60)
    second = workspace.cases.add("Stadstuin!", question="Wie houdt de tuin bij?", initiator_knows="weet", district="Buitenhof", partners="Woonbron")
    workspace.clock.advance(60)
    return first, second


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


@pytest.fixture(scope="session")
def sample_source(tmp_path_factory):
    """The sample programme, and beside it the data folder of a laptop that made its backup of today already."""
    folder = tmp_path_factory.mktemp("sample")
    path = folder / "voorbeeld.efdb"
    set_language("nl")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        make_sample(path)
        Workspace.open(path, clock=ManualClock(MOMENT), settings=DeviceSettings(facilitator="Noor")).close()
    return path


@pytest.fixture
def sample(sample_source, tmp_path, manual_clock, settings):
    """The sample programme, for this test only."""
    path = tmp_path / "voorbeeld.efdb"
    shutil.copyfile(sample_source, path)
    for backup in (sample_source.parent / "data" / "backups").rglob("*.efdb"):
        shutil.copyfile(backup, paths.backup_dir(path) / backup.name)
    opened = Workspace.open(path, clock=manual_clock, settings=settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def seen(sample_source):
    """The sample programme, for tests that only read it."""
    settings = DeviceSettings(calm=True, facilitator="Noor")
    opened = Workspace.open(sample_source, clock=ManualClock(MOMENT), settings=settings, read_only=True)
    yield opened
    opened.close()
