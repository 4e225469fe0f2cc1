"""What every test starts from: its own data folder, Dutch, a clock that stands still, a work file copied from a template."""

import gc
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from pyrage import passphrase

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The times in the tests are those of the programme, wherever the tests run.
os.environ["TZ"] = "Europe/Amsterdam"
if hasattr(time, "tzset"):
    time.tzset()

from ef_desktop import paths
from ef_desktop.domain.clock import ManualClock
from ef_desktop.i18n import set_language
from ef_desktop.settings import DeviceSettings
from tests import quick_age

# How long an example takes tells more of what else the machine does than of the program.
hypothesis.settings.register_profile("any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("any machine")

# Thursday 12 March 2026, 09:30 in Delft.
MOMENT = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def data_dir(tmp_path, monkeypatch) -> Path:
    """The user's data folder of this test: settings, backups and logs of the machine stay untouched."""
    folder = tmp_path / "data"
    monkeypatch.setenv("EF_DATA_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True, scope="session")
def apart_from_the_machine(tmp_path_factory) -> Iterator[Path]:
    """The data folder of what is made once for many tests, which is in Dutch also before the first test."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder))
        set_language("nl")
        yield folder


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """Every test starts in Dutch, and so does what is made for the next ones before they start."""
    set_language("nl")
    yield
    set_language("nl")


@pytest.fixture
def manual_clock() -> ManualClock:
    """A clock that stands at 12 March 2026, 09:30 local time, until it is moved."""
    return ManualClock(MOMENT)


@pytest.fixture
def settings() -> DeviceSettings:
    """Fresh settings of the device, without animation."""
    return DeviceSettings(calm=True, facilitator="Noor")


@pytest.fixture(scope="session")
def template_file(tmp_path_factory) -> Path:
    """An empty programme with the base package, made once per run of the tests; copy it, never open it."""
    from ef_desktop.services.workspace import Workspace

    folder = tmp_path_factory.mktemp("template")
    path = folder / "leeg.efdb"
    before = os.environ.get("EF_DATA_DIR")
    os.environ["EF_DATA_DIR"] = str(folder / "data")
    set_language("nl")
    workspace = Workspace.create(
        path,
        clock=ManualClock(MOMENT),
        settings=DeviceSettings(facilitator="Noor"),
        programme_name="Leerroute Delft",
        facilitator="Noor",
    )
    workspace.close()
    # The backup of its first opening: every copy gets it along, and need not make one of its own.
    Workspace.open(path, clock=ManualClock(MOMENT), settings=DeviceSettings(facilitator="Noor")).close()
    if before is None:
        del os.environ["EF_DATA_DIR"]
    else:
        os.environ["EF_DATA_DIR"] = before
    return path


#: The words that open ``closed_copy``.
PASSPHRASE = "dak kaars zwem brief"


@pytest.fixture
def quick_words(monkeypatch) -> None:
    """Closing with a passphrase takes no seconds in this test; opening is as always. See ``tests/quick_age.py``."""
    monkeypatch.setattr(passphrase, "encrypt", quick_age.encrypt)


@pytest.fixture(scope="session")
def closed_copy(template_file, tmp_path_factory) -> Path:
    """A colleague's copy with one new meeting, closed with PASSPHRASE and little work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrase, "encrypt", quick_age.encrypt)
        return share_closed(template_file, tmp_path_factory.mktemp("closed"))


def share_closed(template_file: Path, folder: Path) -> Path:
    """Return the copy that Joke shares in a folder, with one new meeting, closed with PASSPHRASE."""
    from ef_desktop.services.workspace import Workspace

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        path = shutil.copyfile(template_file, folder / "joke.efdb")
        clock = ManualClock(MOMENT)
        clock.advance(60)
        workspace = Workspace.open(path, clock=clock, settings=DeviceSettings(facilitator="Joke"))
        workspace.meetings.create("Van Joke")
        sent = workspace.sharing.share(folder, passphrase=PASSPHRASE)
        workspace.close()
    return sent


@pytest.fixture
def work_file(template_file, tmp_path) -> Path:
    """A work file of an empty programme, for this test only."""
    path = tmp_path / "leerroute.efdb"
    shutil.copyfile(template_file, path)
    # Not where a test has made that impossible on purpose.
    with suppress(OSError):
        for made in (template_file.parent / "data" / "backups").rglob("*.efdb"):
            folder = paths.backup_dir(path)
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, folder / made.name)
    return path


@pytest.fixture
def workspace(work_file, manual_clock, settings):
    """The work file of this test, opened."""
    from ef_desktop.services.workspace import Workspace

    opened = Workspace.open(work_file, clock=manual_clock, settings=settings)
    yield opened
    opened.close()


@pytest.fixture(autouse=True, scope="session")
def surely() -> Iterator[str]:
    """How surely the program commits. The tests do not wait for the disk: their machine does not lose its power."""
    from ef_desktop.db import connect

    before, connect.SYNCHRONOUS = connect.SYNCHRONOUS, "OFF"
    yield before
    connect.SYNCHRONOUS = before


# As in the program (ef_desktop/ui/garbage.py): garbage is collected at a safe moment in the main thread, never in a worker.
gc.disable()
_finished = 0


def pytest_collection_finish(session) -> None:
    """Look no more through what is there for the whole run: the tests themselves and all that was imported."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logfinish(nodeid, location) -> None:
    """Collect after every so many tests, when their windows are closed; what stays then stays for the whole run."""
    global _finished
    _finished += 1
    if _finished % 40 == 0:
        gc.collect()
        gc.freeze()
