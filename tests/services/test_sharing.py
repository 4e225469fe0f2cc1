"""Two facilitators, each with a copy of the work file: share, look, choose, merge, and take it back."""

import base64
import os
import re
import shutil
import subprocess
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from pyrage import DecryptError, passphrase

from ef_desktop.db import backup, connect
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import (
    CorruptFileError,
    ForeignFileError,
    IncompleteFileError,
    InvalidValueError,
    NewerFileError,
    StorageError,
    WorkFileError,
)
from ef_desktop.domain.sharing import BOTH, CHANGED, CLASH, ERASED, MINE, NEW, THEIRS
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT, PASSPHRASE, share_closed


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


@pytest.fixture(scope="module")
def begun(template_file, tmp_path_factory):
    """A programme with one meeting and one agreement: its file, closed, and the ids of both."""
    folder = tmp_path_factory.mktemp("begun")
    path = shutil.copyfile(template_file, folder / "leerroute.efdb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        with closing(Workspace.open(path, clock=ManualClock(MOMENT), settings=DeviceSettings(facilitator="Noor"))) as workspace:
            meeting = workspace.meetings.create("Start")
            return path, meeting, workspace.outcomes.add(meeting, "afspraak", "Proefbrief schrijven")


def colleagues(begun, folder, monkeypatch):
    """Noor and Joke, each with a copy of what they begin with."""
    path, meeting, card = begun
    made = [Colleague(folder / name, name, path, monkeypatch) for name in ("Noor", "Joke")]
    for colleague in made:
        colleague.meeting, colleague.card = meeting, card
    return made


@pytest.fixture
def pair(begun, tmp_path, monkeypatch):
    return colleagues(begun, tmp_path, monkeypatch)


def texts(workspace, meeting):
    return sorted(card.text for column in workspace.outcomes.board(meeting).columns for card in column.cards)


def test_what_both_did_is_there_on_both(pair):
    noor, joke = pair
    with noor as workspace:
        workspace.outcomes.add(noor.meeting, "inzicht", "Tempo is ook respect")
    with joke as workspace:
        workspace.outcomes.add(joke.meeting, "signaal", "Regels op één A4")
        sent = workspace.sharing.share(joke.folder)
    assert sent.name.startswith("Leerroute Delft 2026-03-12") and sent.name.endswith("Joke.efdb")
    with noor as workspace:
        told = workspace.sharing.preview(sent)
        assert (told.count(NEW), told.count(CHANGED), told.count(CLASH)) == (1, 0, 0)
        assert told.entries[0].title == "Regels op één A4" and told.entries[0].where == "Start"
        assert told.people == ("Joke",)
        done = workspace.sharing.merge(sent)
        assert done.counts[NEW] == 1 and done.undecided == 0
        assert texts(workspace, noor.meeting) == ["Proefbrief schrijven", "Regels op één A4", "Tempo is ook respect"]
        words = workspace.sharing.state().words
        assert not workspace.sharing.preview(sent).entries
        back = workspace.sharing.share(noor.folder)
    with joke as workspace:
        assert workspace.sharing.state().words != words
        workspace.sharing.merge(back)
        assert texts(workspace, joke.meeting) == ["Proefbrief schrijven", "Regels op één A4", "Tempo is ook respect"]
        assert workspace.sharing.state().words == words


@pytest.fixture(scope="module")
def clashed(begun, tmp_path_factory):
    """Noor and Joke after both changed the same text, and the copy that Joke sent."""
    with pytest.MonkeyPatch.context() as patch:
        noor, joke = colleagues(begun, tmp_path_factory.mktemp("clashed"), patch)
        with noor as workspace:
            workspace.outcomes.edit(noor.card, text="Eerst laten lezen door Ilse")
        joke.clock.advance(600)
        with joke as workspace:
            workspace.outcomes.edit(joke.card, text="Marleen kijkt naar de regels")
            return noor, joke, workspace.sharing.share(joke.folder)


@pytest.fixture
def clash(pair, clashed):
    """The copy that Joke sent after both changed the same text; both have come as far as that."""
    *made, sent = clashed
    for colleague, before in zip(pair, made, strict=True):
        shutil.copyfile(before.path, colleague.path)
        colleague.clock.at = before.clock.at
    return shutil.copyfile(sent, colleague.folder / sent.name)


@pytest.mark.parametrize(
    ("pick", "text", "left"),
    [
        (lambda clash: clash.sides[0].mark, "Eerst laten lezen door Ilse", 0),
        (lambda clash: clash.sides[1].mark, "Marleen kijkt naar de regels", 0),
        (lambda clash: BOTH, "Eerst laten lezen door Ilse\nMarleen kijkt naar de regels", 0),
        (lambda clash: "Samen schrijven", "Samen schrijven", 0),
        (None, "Marleen kijkt naar de regels", 1),
    ],
)
def test_what_both_changed_is_chosen(pair, clash, pick, text, left):
    noor, _joke = pair
    with noor as workspace:
        (entry,) = workspace.sharing.preview(clash).entries
        assert entry.state == CLASH and entry.kind == "afspraak"
        (found,) = entry.clashes
        assert [side.who for side in found.sides] == ["Noor", "Joke"] and found.sides[0].own and found.winner == 1
        done = workspace.sharing.merge(clash, {} if pick is None else {found.key: pick(found)})
        assert workspace.outcomes.card(noor.card).text == text
        assert done.undecided == left == len(workspace.sharing.state().undecided)


@pytest.mark.parametrize(("prefer", "text"), [(MINE, "Eerst laten lezen door Ilse"), (THEIRS, "Marleen kijkt naar de regels")])
def test_a_rule_decides_for_who_does_not_choose(pair, clash, prefer, text):
    noor, joke = pair
    with noor as workspace:
        assert workspace.sharing.merge(clash, prefer=prefer).undecided == 0
        assert workspace.outcomes.card(noor.card).text == text
        back = workspace.sharing.share(noor.folder)
    with joke as workspace:
        workspace.sharing.merge(back)
        assert workspace.outcomes.card(joke.card).text == text and not workspace.sharing.state().undecided


def test_an_open_choice_is_made_later_or_by_typing(pair, clash):
    noor, joke = pair
    with noor as workspace:
        workspace.sharing.merge(clash)
    with noor as workspace:
        (entry,) = workspace.sharing.state().undecided
        workspace.sharing.choose(entry.clashes[0].key, entry.clashes[0].sides[0].mark)
        assert not workspace.sharing.state().undecided
        workspace.undo.undo()
    with joke as workspace:
        workspace.sharing.merge(noor.path)
        workspace.outcomes.edit(joke.card, text="Opnieuw getypt")
        assert not workspace.sharing.state().undecided


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("typed", [True, False])
def test_undoing_a_choice_asks_again(pair, clash, own, typed):
    noor, joke = pair
    with noor as workspace:
        workspace.sharing.merge(clash)
        (entry,) = workspace.sharing.state().undecided
        (asked,) = entry.clashes
        held = workspace.outcomes.card(noor.card).text
        for _time in range(2):
            if typed:
                workspace.outcomes.edit(noor.card, text="Weer anders" if own else "Nog anders")
            else:
                workspace.sharing.choose(asked.key, next(side.mark for side in asked.sides if side.words.startswith("Eerst") == own))
            assert workspace.sharing.open_choices() == 0
            workspace.undo.undo()
            assert workspace.outcomes.card(noor.card).text == held and workspace.sharing.open_choices() == 1
            (again,) = workspace.sharing.state().undecided
            assert {side.words for side in again.clashes[0].sides} == {side.words for side in asked.sides}
        for side in again.clashes[0].sides[:1]:
            workspace.sharing.choose(asked.key, side.mark)
            assert workspace.outcomes.card(noor.card).text == side.words and workspace.sharing.open_choices() == 0
        back = workspace.sharing.share(noor.folder)
    with joke as workspace:
        workspace.sharing.merge(back)
        assert workspace.outcomes.card(joke.card).text == side.words and workspace.sharing.open_choices() == 0


def test_what_is_typed_after_a_choice_is_no_new_question(pair, clash):
    noor, _joke = pair
    with noor as workspace:
        workspace.sharing.merge(clash)
        (entry,) = workspace.sharing.state().undecided
        workspace.sharing.choose(entry.clashes[0].key, entry.clashes[0].sides[0].mark)
        workspace.outcomes.edit(noor.card, text="Verder getypt")
    with noor as workspace:
        assert workspace.sharing.open_choices() == 0
        workspace.outcomes.edit(noor.card, text="En nog eens")
    with noor as workspace:
        assert workspace.sharing.open_choices() == 0


def test_a_change_is_shown_with_what_it_was(pair):
    noor, joke = pair
    with joke as workspace:
        workspace.outcomes.edit(joke.card, text="Proefbrief laten lezen")
        sent = workspace.sharing.share(joke.folder)
    with noor as workspace:
        (entry,) = workspace.sharing.preview(sent).entries
    (revision,) = entry.revisions
    assert entry.state == CHANGED and revision.label == "tekst"
    assert (revision.before, revision.after) == ("Proefbrief schrijven", "Proefbrief laten lezen")


def test_undo_takes_the_whole_merge_back(pair, clash):
    noor, _joke = pair
    with noor as workspace:
        words = workspace.sharing.state().words
        (found,) = workspace.sharing.preview(clash).entries[0].clashes
        workspace.sharing.merge(clash, {found.key: BOTH})
        assert workspace.undo.state().undo == "Samenvoegen"
        workspace.undo.undo()
        assert workspace.outcomes.card(noor.card).text == "Eerst laten lezen door Ilse"
        assert workspace.sharing.state().words == words and not workspace.sharing.state().can_take_back
        assert workspace.sharing.preview(clash).count(CLASH) == 1


def test_rejecting_travels(pair):
    noor, joke = pair
    with joke as workspace:
        workspace.outcomes.add(joke.meeting, "signaal", "Liever niet")
        workspace.outcomes.edit(joke.card, text="Anders")
        sent = workspace.sharing.share(joke.folder)
    with noor as workspace:
        workspace.sharing.merge(sent)
        extra = workspace.outcomes.add(noor.meeting, "inzicht", "Daarna")
        workspace.sharing.reject()
        assert texts(workspace, noor.meeting) == ["Daarna", "Proefbrief schrijven"]
        assert workspace.outcomes.card(extra).text == "Daarna"
        back = workspace.sharing.share(noor.folder)
    with joke as workspace:
        workspace.sharing.merge(back)
        assert texts(workspace, joke.meeting) == ["Daarna", "Proefbrief schrijven"]


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


def test_what_stays_at_home_stays_unharmed(pair):
    noor, joke = pair
    with noor as workspace:
        person = workspace.people.add("Ilse", email="ilse@voorbeeld.nl", notes="alleen voor mij")
        workspace.meetings.update(noor.meeting, notes="geheime notitie")
        workspace.outcomes.edit(noor.card, text="Alleen voor mij bedoeld", private=True)
        sent = workspace.sharing.share(noor.folder, without_sensitive=True)
    content = sent.read_bytes()
    for hidden in ("ilse@voorbeeld.nl", "alleen voor mij", "geheime notitie", "Alleen voor mij bedoeld"):
        assert hidden.encode() not in content
    whole = noor.send()
    with joke as workspace:
        workspace.sharing.merge(sent)
        (row,) = [row for row in workspace.people.rows() if row.id == person]
        assert row.name == "Ilse"
        workspace.people.update(person, function="Meedenker")
        back = workspace.sharing.share(joke.folder)
    with noor as workspace:
        workspace.sharing.merge(back)
        assert workspace.meetings.plan(noor.meeting).notes == "geheime notitie"
        assert workspace.outcomes.card(noor.card).text == "Alleen voor mij bedoeld"
        words = workspace.sharing.state().words
    # Whoever gets a whole copy later has everything after all.
    with joke as workspace:
        workspace.sharing.merge(whole)
        assert workspace.meetings.plan(joke.meeting).notes == "geheime notitie"
        assert workspace.outcomes.card(joke.card).text == "Alleen voor mij bedoeld"
        assert workspace.sharing.state().words == words


def test_who_was_erased_does_not_come_back(pair):
    noor, joke = pair
    with noor as workspace:
        person = workspace.people.add("Zwaantje Ongewoon")
    before = noor.send()
    with joke as workspace:
        workspace.sharing.merge(before)
        workspace.people.update(person, function="bestuurslid")
        sent = workspace.sharing.share(joke.folder)
    with noor as workspace:
        workspace.erasure.erase(person, {})
        assert workspace.sharing.preview(sent).count(NEW) == 0
        workspace.sharing.merge(sent)
        assert all(row.id != person for row in workspace.people.rows())
    for path in [noor.path, *(noor.folder / "data").rglob("*.efdb")]:
        assert b"Zwaantje" not in path.read_bytes()
    erased = noor.send()
    with joke as workspace:
        assert workspace.sharing.preview(erased).count(ERASED) == 1
        workspace.sharing.merge(erased)
        assert all(row.id != person for row in workspace.people.rows())


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


def test_a_clock_of_years_ahead_does_not_win_from_who_saw_it(pair):
    noor, joke = pair
    joke.clock.at += timedelta(days=3300)
    with joke as workspace:
        workspace.outcomes.edit(joke.card, text="Uit de toekomst")
        sent = workspace.sharing.share(joke.folder)
    with noor as workspace:
        workspace.sharing.merge(sent)
        workspace.outcomes.edit(noor.card, text="Daarna gezien en verbeterd")
        back = workspace.sharing.share(noor.folder)
    with joke as workspace:
        workspace.sharing.merge(back)
        assert workspace.outcomes.card(joke.card).text == "Daarna gezien en verbeterd"
        assert not workspace.sharing.state().undecided
