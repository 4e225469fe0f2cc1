"""Qt's system libraries: what is missing, what is essential, and how apt-get is called. Linux only (see conftest)."""

import importlib.util
import json
import os

import pytest

from .conftest import ROOT

spec = importlib.util.spec_from_file_location("ef_system", ROOT / "packaging" / "_system.py")
system = importlib.util.module_from_spec(spec)
spec.loader.exec_module(system)


INSTALL = "install -y --no-install-recommends --fix-broken --reinstall libegl1"


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """A folder that is the whole PATH, with a maker of programs that write down how they were called."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def make(name: str, body: str = "exit 0") -> None:
        path = folder / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> "{tmp_path}/calls"\n{body}\n')
        path.chmod(0o755)

    make("sudo", 'shift; exec "$@"')
    (folder / "env").symlink_to("/usr/bin/env")
    return make


def apt_calls(tmp_path) -> list[str]:
    """The verbs that apt-get was called with, in order."""
    lines = (tmp_path / "calls").read_text().splitlines()
    return [line.split(" -q ")[1] for line in lines if line.startswith("apt-get")]


def test_loader_tells_a_library_from_none():
    assert system.can_load("libc.so.6")
    assert not system.can_load("libef-bestaat-niet.so.1")


def test_missing_libraries_are_those_the_loader_refuses():
    missing = system.missing_libraries(lambda name: name not in ("libEGL.so.1", "libcups.so.2"))
    assert [library.package for library in missing] == ["libegl1", "libcups2"]


@pytest.mark.parametrize(
    ("environment", "uses"),
    [
        ({}, {"always"}),
        ({"DISPLAY": ":0"}, {"always", "x11"}),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, {"always", "wayland"}),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, {"always"}),
    ],
)
def test_essential_depends_on_the_display(environment, uses):
    assert {library.use for library in system.essential(list(system.LIBRARIES), environment)} == uses


def test_every_library_has_one_package_and_one_place():
    names = [library.name for library in system.LIBRARIES]
    assert len(set(names)) == len(names)
    assert all(".so." in library.name and library.package.startswith("lib") for library in system.LIBRARIES)


def test_apt_commands():
    mend, update, install = system.apt_commands(["libegl1", "libgl1"], ["sudo", "-n"])
    assert mend == ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "dpkg", "--configure", "-a"]
    assert update[:4] == ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"] and update[-1] == "update"
    assert install[-5:] == ["--no-install-recommends", "--fix-broken", "--reinstall", "libegl1", "libgl1"]


def test_line_to_type(tools, tmp_path):
    sudo = "" if os.geteuid() == 0 else "sudo "
    nothing = str(tmp_path / "none")
    libraries = [library for library in system.LIBRARIES if library.name == "libEGL.so.1"]
    assert system.line_to_type(["libegl1"], libraries) == "(met je pakketbeheer) libEGL.so.1"
    tools("dnf")
    assert system.line_to_type(["libegl1"], libraries) == f"{sudo}dnf install 'libEGL.so.1()(64bit)'"
    tools("apt-get")
    line = system.line_to_type(["libegl1", "libgl1"], libraries, nothing)
    assert line == f"{sudo}apt-get update && {sudo}apt-get install -y libegl1 libgl1"
    halfway = tmp_path / "updates"
    halfway.mkdir()
    (halfway / "0000").touch()
    line = system.line_to_type(["libegl1"], libraries, str(halfway))
    assert line.startswith(f"{sudo}dpkg --configure -a; {sudo}apt-get update && {sudo}apt-get install -y --fix-broken ")


def test_line_for_who_is_not_root_goes_by_sudo_or_else_by_su(tools, tmp_path):
    assert system.as_administrator("one && two; three", root=True) == "one && two; three"
    assert system.as_administrator("one && two; three", root=False) == "sudo one && sudo two; sudo three"
    (tmp_path / "tools" / "sudo").unlink()
    assert system.as_administrator("one && two", root=False) == "su - -c 'one && two'"


def test_loaded_files_are_those_of_qt(tmp_path):
    maps = tmp_path / "maps"
    maps.write_text(
        "7f00-7f10 r--p 00000000 fe:00 11 /usr/lib/libEGL.so.1.1.0\n"
        "7f10-7f20 r-xp 00001000 fe:00 11 /usr/lib/libEGL.so.1.1.0\n"
        "7f20-7f30 r--p 00000000 fe:00 12 /opt/mijn map/libGL.so.1.7.0\n"
        "7f30-7f40 r--p 00000000 fe:00 13 /usr/lib/libGLdispatch.so.0.0.0\n"
        "7f40-7f50 rw-p 00000000 00:00 0 \n"
    )
    assert system.loaded_files(str(maps)) == ["/opt/mijn map/libGL.so.1.7.0", "/usr/lib/libEGL.so.1.1.0"]
    assert system.loaded_files(str(tmp_path / "none")) == []


def test_privilege(tools):
    assert system.privilege() is None, "no apt-get, nothing to be allowed"
    tools("apt-get")
    root = os.geteuid() == 0
    assert system.privilege() == ([] if root else ["sudo", "-n"])
    tools("sudo", "exit 1")
    assert system.privilege() == ([] if root else None)


def test_install_fetches_lists_only_where_they_are_missing(tools, tmp_path):
    tools("apt-get")
    lists = tmp_path / "lists"
    lists.mkdir()
    assert system.install_packages(["libegl1"], [], str(tmp_path / "log"), lists, tmp_path / "none")
    (lists / "mirror_main_binary-amd64_Packages.lz4").touch()
    assert system.install_packages(["libegl1"], [], str(tmp_path / "log"), lists, tmp_path / "none")
    assert apt_calls(tmp_path) == ["update", INSTALL, INSTALL]


def test_install_refreshes_old_lists_and_tries_again(tools, tmp_path):
    marker = tmp_path / "updated"
    tools("apt-get", f'case "$*" in *update) : > "{marker}";; *) test -e "{marker}";; esac')
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "mirror_main_binary-amd64_Packages").touch()
    assert system.install_packages(["libegl1"], [], str(tmp_path / "log"), lists, tmp_path / "none")
    assert apt_calls(tmp_path) == [INSTALL, "update", INSTALL]


def test_what_dpkg_left_halfway_is_finished_first(tools, tmp_path):
    updates = tmp_path / "updates"
    updates.mkdir()
    (updates / "0000").touch()
    tools("dpkg", f'/bin/rm "{updates}/0000"; exit 1')
    tools("apt-get", f'test ! -e "{updates}/0000"')
    assert system.install_packages(["libegl1"], [], str(tmp_path / "log"), tmp_path / "none", updates)
    assert (tmp_path / "calls").read_text().splitlines()[0] == "dpkg --configure -a"
    assert apt_calls(tmp_path) == ["update", INSTALL]


def test_install_that_fails_is_told(tools, tmp_path):
    tools("apt-get", "echo geen netwerk; exit 100")
    assert not system.install_packages(["libegl1"], [], str(tmp_path / "log"), tmp_path / "none", tmp_path / "none")
    assert "geen netwerk" in (tmp_path / "log").read_text()


def test_libraries_that_went_are_looked_for_again(checkout):
    stamp = json.loads(checkout.stamp.read_text())
    assert all(os.path.exists(path) for path in stamp["libraries"])
    checkout.stamp.write_text(json.dumps({**stamp, "libraries": ["/usr/lib/libEGL.so.1.gone"]}))
    run = checkout.start()
    assert run.returncode == 0 and run.stderr == ""
    assert json.loads(checkout.stamp.read_text()) == stamp


def test_a_place_where_nothing_can_be_written_still_starts_when_libraries_went(checkout):
    stamp = {**json.loads(checkout.stamp.read_text()), "libraries": ["/usr/lib/libEGL.so.1.gone"]}
    checkout.stamp.write_text(json.dumps(stamp))
    # As on a folder of which only the administrator is the owner, also for who runs the tests as one.
    (checkout.venv / "ef-setup.json.new").mkdir()
    run = checkout.start()
    assert run.returncode == 0 and run.stderr == ""
    assert json.loads(checkout.stamp.read_text()) == stamp
