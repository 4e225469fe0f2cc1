"""Settings, folders, words and the log of a device that does not cooperate: the program starts all the same."""

import json
import logging

import pytest

from ef_desktop import i18n, logs, paths, settings
from ef_desktop.cli import main


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("appearance", "zzz"),
        ("language", "xx"),
        ("language", 3),
        ("room_distance", 0),
        ("room_distance", -1.5),
        ("room_distance", float("nan")),
        ("room_width", 1e300),
        ("windows", {"main": 5}),
        ("recent_files", [1, None]),
        ("calm", "ja"),
    ],
)
def test_a_strange_value_becomes_the_default(name, value):
    settings.settings_file().write_text(json.dumps({"facilitator": "Noor", name: value}), "utf-8")
    loaded = settings.load()
    assert getattr(loaded, name) == getattr(settings.DeviceSettings(), name)
    assert loaded.facilitator == "Noor"


def test_good_values_are_kept():
    settings.settings_file().write_text('{"appearance": "dark", "language": "en", "room_distance": 12, "room_width": 3.5}', "utf-8")
    loaded = settings.load()
    assert (loaded.appearance, loaded.language, loaded.room_distance, loaded.room_width) == ("dark", "en", 12.0, 3.5)


@pytest.fixture
def no_folder(tmp_path, monkeypatch):
    """The data folder cannot be made: a file is in its way."""
    (tmp_path / "bestand").write_text("x")
    monkeypatch.setenv("EF_DATA_DIR", str(tmp_path / "bestand" / "data"))
    i18n.catalogue.cache_clear()
    yield tmp_path
    i18n.catalogue.cache_clear()


@pytest.fixture
def fresh_log():
    """The log as at the start of the program."""
    before = logs.logger.handlers[:]
    logs.logger.handlers.clear()
    yield logs.logger
    logs.logger.handlers[:] = before


def test_without_a_data_folder_there_are_words_and_no_traceback(no_folder, fresh_log, capsys, manual_clock):
    i18n.set_language("nl")
    assert i18n._("Settings") == "Instellingen"
    assert settings.load() == settings.DeviceSettings() and not settings.save(settings.DeviceSettings())
    logs.start_logging()
    fresh_log.warning("gaat nergens heen")
    assert main(["sample", str(paths.default_work_file())]) == 1
    said = capsys.readouterr()
    assert said.err == "Het werkbestand kan hier niet worden gemaakt. Kies een map waarin je mag schrijven.\n" and said.out == ""


def test_a_work_file_elsewhere_opens_without_a_data_folder(no_folder, work_file, manual_clock):
    from ef_desktop.services.workspace import Workspace

    opened = Workspace.open(work_file, clock=manual_clock, settings=settings.DeviceSettings())
    opened.people.add("Ilse")
    assert opened.backups.rows() == ()
    opened.close()


def test_a_catalogue_that_was_cut_off_is_made_again(data_dir):
    i18n.catalogue.cache_clear()
    i18n.set_language("nl")
    for compiled in (data_dir / "cache").glob("*.mo"):
        compiled.write_bytes(compiled.read_bytes()[:90])
    i18n.catalogue.cache_clear()
    i18n.set_language("nl")
    assert i18n._("Settings") == "Instellingen"


def test_a_log_that_cannot_be_written_disturbs_nobody(fresh_log, data_dir, capsys):
    logs.start_logging()
    (handler,) = fresh_log.handlers
    logs.log_file().mkdir(parents=True)
    fresh_log.warning("de schijf is vol")
    assert capsys.readouterr().err == "" and isinstance(handler, logging.FileHandler)
