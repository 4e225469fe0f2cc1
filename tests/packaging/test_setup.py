"""The two commands on a checkout in miniature: first start, second start, and everything that breaks in between."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import Checkout, make_wheel

NOWHERE = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_NO_CACHE_DIR": "1"}


def answer(run: subprocess.CompletedProcess) -> dict:
    """What the toy program printed."""
    assert run.returncode in (0, 3, 7), run.stderr
    return json.loads(run.stdout)


def test_arguments_folder_and_exit_code_are_those_of_the_program(checkout, tmp_path):
    elsewhere = tmp_path / "een map"
    elsewhere.mkdir()
    run = checkout.start("open", "twee woorden", "--json", "fail", folder=elsewhere)
    assert run.returncode == 7
    told = answer(run)
    assert told["arguments"] == ["open", "twee woorden", "--json", "fail"]
    assert Path(told["folder"]) == elsewhere
    assert told["part"] == "first"


def test_checkout_comes_last_on_the_path(checkout):
    path = [os.path.realpath(entry) for entry in answer(checkout.start())["path"]]
    assert path[-1] == os.path.realpath(checkout.root)


def test_second_start_is_silent_and_leaves_the_installation_alone(checkout):
    before = checkout.stamp.stat().st_mtime_ns
    run = checkout.start()
    assert run.returncode == 0 and run.stderr == ""
    assert checkout.stamp.stat().st_mtime_ns == before


def test_moved_checkout_still_starts_without_installing(checkout, tmp_path):
    moved = Checkout(checkout.root.rename(tmp_path / "verplaatst"))
    run = moved.start(PIP_FIND_LINKS="")
    assert run.returncode == 0 and run.stderr == ""


def test_killed_installation_is_noticed_and_mended_in_the_cache_folder_too(fresh_checkout):
    fresh_checkout.venv.write_text("a file where the folder should be")
    cache = fresh_checkout.root.parent / "cache" / "excellent-faciliteren"
    process = subprocess.Popen(
        fresh_checkout.command("run.py"),
        env=fresh_checkout.environment(),
        stderr=subprocess.PIPE,
    )
    assert b"klaargezet" in process.stderr.readline()
    while not list(cache.glob("venv-*/ef-setup.json")):
        assert process.poll() is None
    process.kill()
    process.communicate()
    run = fresh_checkout.start()
    assert answer(run)["part"] == "first"
    assert "niet afgemaakt" in run.stderr
    # The checkout cannot be written: the one folder is in the cache, and the next start finds it there.
    assert fresh_checkout.start().stderr == ""
    assert [folder.name[:5] for folder in cache.iterdir()] == ["venv-"]
    assert fresh_checkout.venv.is_file()


def test_damaged_package_is_mended(checkout):
    checkout.part.write_text("")
    run = checkout.start()
    assert answer(run)["part"] == "first"
    assert "beschadigd" in run.stderr
    assert checkout.start().stderr == ""


def test_environment_without_its_settings_is_damaged(scripts, checkout):
    (checkout.venv / "pyvenv.cfg").unlink()
    setup = scripts("_setup")
    assert setup.problem(str(checkout.venv), setup.RUNTIME_LOCK) == "damaged"


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (b"W: Failed to fetch http://mirror/  Temporary failure resolving 'mirror'\nE: Unable to locate", "geen verbinding"),
        (b"Err:1 http://mirror\n  Could not connect to mirror:80\nE: Unable to locate package libegl1\n", "geen verbinding"),
        (b"Reading ...\nE: The repository is not signed.\nE: More\n", "niet gelukt (The repository is not signed.)."),
        (b"", "niet gelukt."),
    ],
)
def test_why_apt_failed(scripts, output, sentence):
    assert sentence in scripts("_install").why_apt_failed(output)


def test_damage_is_seen_and_additions_are_not(scripts, tmp_path):
    setup = scripts("_setup")
    for name in ("qt/lib/core.so", "qt/lib/gui.so", "qt/qml/unwatched.so", "part.py", "part.pyc"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("content")
    files = setup.watched_files(str(tmp_path))
    assert {name for sizes in files.values() for name in sizes} == {"core.so", "gui.so", "part.py"}
    (tmp_path / "qt" / "more.py").write_text("")
    (tmp_path / "part.pyc").unlink()
    assert setup.damaged_file(str(tmp_path), files) == ""
    (tmp_path / "qt" / "lib" / "gui.so").write_text("cont")
    assert setup.damaged_file(str(tmp_path), files) == os.path.join("qt", "lib", "gui.so")
    shutil.rmtree(tmp_path / "qt" / "lib")
    assert setup.damaged_file(str(tmp_path), files) == os.path.join("qt", "lib")


def test_unreadable_stamp_is_no_stamp(checkout):
    checkout.stamp.write_text("[]")
    assert answer(checkout.start())["part"] == "first"
    assert checkout.start().stderr == ""


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b'{"format": 0, "state": "ready"}'])
def test_what_a_stamp_may_not_be(scripts, tmp_path, content):
    setup = scripts("_setup")
    (tmp_path / setup.STAMP).write_bytes(content)
    assert setup.read_stamp(str(tmp_path)) == {}
    setup.write_stamp(str(tmp_path), {"state": "ready"})
    assert setup.read_stamp(str(tmp_path))["state"] == "ready"


def test_environment_without_its_python_is_made_again(checkout):
    for python in [*checkout.venv.glob("bin/python*"), *checkout.venv.glob("Scripts/python*.exe")]:
        python.unlink()
    run = checkout.start()
    assert answer(run)["part"] == "first"
    assert "Python is op deze computer vervangen" in run.stderr


def test_new_lock_updates_in_place(checkout):
    stranger = checkout.part.with_name("stranger.py")
    stranger.write_text("")
    lock = checkout.root / "packaging" / "requirements.lock"
    lock.write_text(make_wheel(checkout.root.parent / "wheels", "part", "1.1", "WORD = 'second'\n"))
    run = checkout.start()
    assert answer(run)["part"] == "second"
    assert "bijgewerkt" in run.stderr
    assert stranger.exists()


def test_line_ends_of_the_lock_do_not_matter(checkout):
    lock = checkout.root / "packaging" / "requirements.lock"
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert checkout.start().stderr == ""


def test_without_network_it_says_what_is_missing_and_recovers_later(checkout):
    lock = checkout.root / "packaging" / "requirements.lock"
    lock.write_text(make_wheel(checkout.root.parent / "wheels", "part", "1.1", "WORD = 'second'\n"))
    run = checkout.start(**NOWHERE)
    assert run.returncode == 1
    assert "geen verbinding met internet" in run.stderr and "Maak verbinding en start opnieuw" in run.stderr
    assert "Traceback" not in run.stderr
    # Nothing had been unpacked yet: the next start goes on with the old installation and does not make a new one.
    again = checkout.start()
    assert answer(again)["part"] == "second"
    assert "bijgewerkt" in again.stderr and "niet afgemaakt" not in again.stderr


def test_package_with_another_hash_is_refused(checkout):
    lock = checkout.root / "packaging" / "requirements.lock"
    make_wheel(checkout.root.parent / "wheels", "part", "1.1", "WORD = 'second'\n")
    lock.write_text("part==1.1 --hash=sha256:" + 64 * "0" + "\n")
    run = checkout.start()
    assert run.returncode == 1
    assert "niet het onderdeel dat is getest" in run.stderr


def test_starts_at_the_same_moment_install_once(first_starts):
    checkout, ended = first_starts
    for number, start in enumerate(ended):
        assert start.code == 0, start.errors
        assert json.loads(start.output)["arguments"] == [str(number)]
    assert sum("Klaar." in start.errors for start in ended) == 1
    log = (checkout.venv / "ef-setup.log").read_text()
    assert log.count("Successfully installed part-1.0") == 1


def test_test_command_adds_its_packages_and_passes_arguments_on(checkout):
    run = checkout.start("-k", "een twee", "tests/gui", script="test.py", QT_QPA_PLATFORM="")
    told = answer(run)
    assert run.returncode == 3
    assert told["arguments"][-3:] == ["-k", "een twee", "tests/gui"]
    assert "--numprocesses=auto" in told["arguments"]
    assert Path(told["folder"]) == checkout.root
    assert told["platform"] == "offscreen"
    # Both commands are now content: neither installs again.
    assert checkout.start().stderr == ""
    assert checkout.start(script="test.py").stderr == ""
