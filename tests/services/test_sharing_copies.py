"""The copies that two facilitators send each other: closed with a passphrase, found in a folder, and refused when they are strange."""

import base64
import os
import re
import shutil
import subprocess
from contextlib import closing, suppress
from pathlib import Path

import pytest
from pyrage import DecryptError, passphrase

from ef_desktop.db import backup, connect
from ef_desktop.domain.errors import (
    CorruptFileError,
    ForeignFileError,
    IncompleteFileError,
    InvalidValueError,
    NewerFileError,
    StorageError,
    WorkFileError,
)
from ef_desktop.domain.sharing import NEW
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import PASSPHRASE, share_closed
from tests.services.colleagues import colleagues


def test_a_closed_copy_opens_with_its_passphrase_only(pair, closed_copy):
    noor, joke = pair
    with joke as workspace, pytest.raises(InvalidValueError):
        workspace.sharing.share(joke.folder, passphrase="kort")
    content = closed_copy.read_bytes()
    assert closed_copy.suffix == ".age" and content.startswith(b"age-encryption.org/v1") and b"Van Joke" not in content
    # The same as text, as other tools make it for a letter.
    letter = joke.folder / "brief.txt"
    text = base64.b64encode(content).decode()
    lines = "\n".join(text[place : place + 64] for place in range(0, len(text), 64))
    letter.write_text(f"-----BEGIN AGE ENCRYPTED FILE-----\n{lines}\n-----END AGE ENCRYPTED FILE-----\n")
    harmed = joke.folder / "stuk.efdb.age"
    harmed.write_bytes(content[:-20] + bytes(20))
    with noor as workspace:
        assert workspace.sharing.is_closed(closed_copy) and workspace.sharing.is_closed(letter)
        with pytest.raises(ForeignFileError):
            workspace.sharing.preview(closed_copy, passphrase="verkeerde woorden")
        with pytest.raises(ForeignFileError):
            workspace.sharing.preview(harmed, passphrase=PASSPHRASE)
        for copy in (closed_copy, letter):
            assert workspace.sharing.preview(copy, passphrase=PASSPHRASE).count(NEW) == 1
    assert not list((noor.folder / "data" / "parcels").iterdir())


@pytest.fixture(scope="module")
def hard_copy(template_file, tmp_path_factory):
    """A colleague's copy with one new meeting, closed with PASSPHRASE and all the work of guessing it: that takes seconds."""
    return share_closed(template_file, tmp_path_factory.mktemp("hard"))


def test_what_is_hard_to_guess_opens_like_what_is_easy(pair, hard_copy, closed_copy):
    """So that all other tests can do with the easy one."""
    noor, _joke = pair
    shape = rb"age-encryption\.org/v1\n-> scrypt [\w+/]{22} (\d+)\n[\w+/]{43}\n--- [\w+/]{43}\n"
    hard, easy = (re.match(shape, copy.read_bytes()) for copy in (hard_copy, closed_copy))
    # The library never takes less work than that, however slow it measures this machine to be.
    assert int(hard[1]) >= 10 > int(easy[1]) and hard_copy.name == closed_copy.name
    with noor as workspace:
        assert workspace.sharing.preview(hard_copy, passphrase=PASSPHRASE).count(NEW) == 1


def test_a_laptop_that_was_busy_while_its_speed_was_measured_opens_it_all_the_same(pair, closed_copy, monkeypatch):
    noor, _joke = pair
    laborious = noor.folder / "zwaar.efdb.age"
    laborious.write_bytes(re.sub(rb"(-> scrypt \S+) \d+\n", rb"\1 60\n", closed_copy.read_bytes(), count=1))
    decrypt, refused = passphrase.decrypt, []

    def busy(content, words):
        if len(refused) < 3:
            try:
                decrypt(laborious.read_bytes(), words)
            except DecryptError as error:
                refused.append(error)
                raise
        return decrypt(content, words)

    with noor as workspace:
        with pytest.raises(StorageError, match="te druk"):
            workspace.sharing.preview(laborious, passphrase=PASSPHRASE)
        monkeypatch.setattr(passphrase, "decrypt", busy)
        assert workspace.sharing.preview(closed_copy, passphrase=PASSPHRASE).count(NEW) == 1
    assert len(refused) == 3


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_another_tool_opens_a_closed_copy(hard_copy, tmp_path):
    """It asks for the words on its own terminal. What it closes, as bytes or as text, was opened here by hand."""
    import pty

    opened = tmp_path / "open.efdb"
    terminal, line = pty.openpty()
    tool = ["age", "--decrypt", "--output", str(opened), str(hard_copy)]
    with subprocess.Popen(tool, stdin=line, stdout=line, stderr=line, start_new_session=True) as process:
        os.close(line)
        asked = b""
        while not asked.rstrip().endswith(b":"):
            asked += os.read(terminal, 100)
        os.write(terminal, PASSPHRASE.encode() + b"\n")
        # To the end of its line: whoever writes to a terminal waits until it is read.
        with suppress(OSError):
            while os.read(terminal, 100):
                pass
    os.close(terminal)
    assert process.returncode == 0
    backup.verify(opened)
    with closing(connect.connect(opened, read_only=True)) as connection:
        assert connection.execute("SELECT title FROM meeting").fetchall() == [("Van Joke",)]


def test_conflict_copies_are_found_by_their_contents(pair):
    noor, joke = pair
    with joke as workspace:
        workspace.outcomes.add(joke.meeting, "signaal", "Van een ander")
        sent = workspace.sharing.share(joke.folder)
    shutil.copyfile(sent, noor.folder / "leerroute-LAPTOP (1).efdb")
    shutil.copyfile(noor.path, noor.folder / "leerroute - kopie.efdb")
    (noor.folder / "halve kopie.efdb").write_bytes(sent.read_bytes()[:5000])
    (noor.folder / "foto.jpg").write_bytes(b"geen werkbestand")
    with noor as workspace:
        assert [found.path.name for found in workspace.sharing.found()] == ["leerroute-LAPTOP (1).efdb"]
        workspace.sharing.merge(workspace.sharing.found()[0].path)
        assert workspace.sharing.found() == ()
    assert not list(noor.folder.glob("*-journal"))


@pytest.fixture(scope="module")
def good(begun, tmp_path_factory):
    """What is in a good copy, with something new and something changed."""
    with pytest.MonkeyPatch.context() as patch:
        _noor, joke = colleagues(begun, tmp_path_factory.mktemp("good"), patch)
        with joke as workspace:
            workspace.outcomes.add(joke.meeting, "signaal", "Nieuw")
            workspace.outcomes.edit(joke.card, text="Veranderd")
            return workspace.sharing.share(joke.folder).read_bytes()


@pytest.fixture
def strange(pair, good, tmp_path):
    """A copy that cannot be merged, by name."""
    noor, _joke = pair

    def make(name: str) -> Path:
        path = tmp_path / f"{name}.efdb"
        path.write_bytes(good)
        if name == "other programme":
            path.unlink()
            settings = DeviceSettings(facilitator="Els")
            Workspace.create(path, clock=noor.clock, settings=settings, programme_name="Anders", facilitator="Els").close()
        elif name == "truncated":
            path.write_bytes(good[: len(good) // 2])
        elif name == "empty":
            path.write_bytes(b"")
        elif name == "harmed":
            path.write_bytes(good[:8192] + b"\xff" * (len(good) - 8192))
        elif name == "no work file":
            path.write_bytes(b"SQLite format 3\0" + os.urandom(5000))
        elif name == "newer":
            with closing(connect.connect(path)) as connection:
                connection.execute("PRAGMA user_version=999")
        elif name == "trigger":
            with closing(connect.connect(path)) as connection:
                connection.execute("CREATE TRIGGER boos AFTER INSERT ON meeting BEGIN DELETE FROM sync_op; END")
        elif name == "tables changed":
            with closing(connect.connect(path)) as connection:
                connect.prepare(connection, lambda: 1, lambda: 1)
                connection.watched = False
                connection.execute("UPDATE outcome SET text = 'langs het journaal'")
        elif name == "journal changed":
            with closing(connect.connect(path)) as connection:
                connection.execute("UPDATE sync_op SET new = 'vervalst' WHERE typeof(new) = 'text' AND new LIKE 'Leerroute%'")
                connection.execute("DELETE FROM sync_actor")
        return path

    return noor, make


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("other programme", ForeignFileError),
        ("truncated", IncompleteFileError),
        ("empty", CorruptFileError),
        ("harmed", CorruptFileError),
        ("no work file", ForeignFileError),
        ("newer", NewerFileError),
        ("trigger", ForeignFileError),
        ("tables changed", CorruptFileError),
        ("journal changed", CorruptFileError),
    ],
)
def test_a_strange_copy_is_refused_and_nothing_changes(strange, name, error):
    noor, make = strange
    path = make(name)
    content = path.read_bytes()
    with noor as workspace:
        words = workspace.sharing.state().words
        for attempt in (workspace.sharing.preview, workspace.sharing.merge):
            with pytest.raises(WorkFileError) as caught:
                attempt(path)
            assert isinstance(caught.value, error) and str(caught.value)
            # A backup of one's own is no way out of a copy that is not good.
            assert not isinstance(caught.value, CorruptFileError) or caught.value.way_out != "backup"
        assert workspace.sharing.state().words == words
    assert path.read_bytes() == content


def test_a_closed_copy_is_found_until_it_was_fetched(pair, closed_copy, quick_words):
    noor, _joke = pair
    arrived = noor.path.with_name(closed_copy.name)
    shutil.copyfile(closed_copy, arrived)
    noor.path.with_name("brief.age").write_bytes(b"geen kopie")
    with noor as workspace:
        own = workspace.sharing.share(noor.folder, passphrase=PASSPHRASE)
        (found,) = workspace.sharing.found()
        assert found.path == arrived and found.new is None and own != arrived
        workspace.sharing.merge(arrived, passphrase=PASSPHRASE)
        assert [row.title for row in workspace.meetings.rows()] == ["Start", "Van Joke"]
        assert workspace.sharing.found() == ()
