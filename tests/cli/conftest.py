"""The sample programme for the command line: made once per run of the tests, by the command that users make it with."""

import shutil
from pathlib import Path

import pytest

from ef_desktop.cli import main
from ef_desktop.i18n import set_language


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """The sample programme, for tests that only look at it; copy it to write in it."""
    folder = tmp_path_factory.mktemp("voorbeeld")
    path = folder / "voorbeeld.efdb"
    set_language("nl")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        assert main(["sample", str(path), "--today", "2026-03-12"]) == 0
    return path


@pytest.fixture
def sample(made, tmp_path) -> Path:
    """A sample programme of which a test may change anything."""
    return shutil.copyfile(made, tmp_path / "voorbeeld.efdb")
