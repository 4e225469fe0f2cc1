"""Two colleagues who begin with the same closed copy: each in a work file of their own, and nothing is lost when they merge."""

import pytest

from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import ClosedFileError, WrongWordsError
from ef_desktop.services import places
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT, PASSPHRASE
from tests.services.colleagues import texts


class Laptop:
    """A laptop on which nobody worked yet, where somebody begins with a copy."""

    def __init__(self, folder, name, copy, monkeypatch):
        self.name, self.folder, self.monkeypatch = name, folder / name, monkeypatch
        self.clock = ManualClock(MOMENT)
        self.folder.mkdir()
        self.here()
        self.path, new = places.bring_here(copy, (), PASSPHRASE)
        assert new and self.path.parent == self.folder / "data"

    def here(self):
        self.monkeypatch.setenv("EF_DATA_DIR", str(self.folder / "data"))

    def __enter__(self):
        self.here()
        # All clocks tell the same: only who writes tells the changes apart.
        self.clock.advance(60)
        self.workspace = Workspace.open(self.path, clock=self.clock, settings=DeviceSettings(facilitator=self.name))
        return self.workspace

    def __exit__(self, *_error):
        self.workspace.close()

    def send(self):
        with self as workspace:
            return workspace.sharing.share(self.folder)


@pytest.mark.parametrize("part", [False, True])
def test_two_who_begin_with_the_same_copy_count_as_two(pair, tmp_path, monkeypatch, quick_words, part):
    noor, _joke = pair
    copy = noor.send(passphrase=PASSPHRASE, without_sensitive=part)
    laptops = [Laptop(tmp_path, name, copy, monkeypatch) for name in ("Bert", "Ilse")]
    for laptop in laptops:
        with laptop as workspace:
            workspace.outcomes.add(noor.meeting, "signaal", f"Nieuw van {laptop.name}")
            workspace.outcomes.edit(noor.card, text=f"Gewijzigd door {laptop.name}")
    bert, ilse = laptops
    for giver, taker in ((ilse, bert), (bert, ilse), (bert, noor)):
        copy = giver.send()
        with taker as workspace:
            workspace.sharing.merge(copy)
    found, words = [], []
    for laptop in (*laptops, noor):
        with laptop as workspace:
            found.append(texts(workspace, noor.meeting))
            words.append(workspace.sharing.state().words)
            (clash,) = workspace.sharing.state().undecided[0].clashes
            assert {side.words for side in clash.sides} == {"Gewijzigd door Bert", "Gewijzigd door Ilse"}
            assert workspace.backups.check() == ()
    assert found[0] == found[1] == found[2] and {"Nieuw van Bert", "Nieuw van Ilse"} < set(found[0])
    assert words[0] == words[1] == words[2]


def test_the_same_copy_again_finds_the_work_file_that_it_became(pair, tmp_path, monkeypatch, quick_words):
    noor, _joke = pair
    copy = noor.send(passphrase=PASSPHRASE)
    bert = Laptop(tmp_path, "Bert", copy, monkeypatch)
    assert places.bring_here(copy, (), PASSPHRASE) == (bert.path, False)
    assert [found.name for found in bert.path.parent.glob("*.efdb")] == [bert.path.name]


def test_nothing_is_made_without_the_words(closed_copy, data_dir):
    with pytest.raises(ClosedFileError):
        places.bring_here(closed_copy, ())
    with pytest.raises(WrongWordsError):
        places.bring_here(closed_copy, (), "verkeerde woorden")
    assert not list(data_dir.glob("*.efdb")) and not list((data_dir / "parcels").iterdir())


def test_a_name_that_is_taken_is_left_alone(closed_copy, data_dir):
    data_dir.mkdir(exist_ok=True)
    taken = data_dir / "Leerroute-Delft.efdb"
    taken.write_bytes(b"van een ander")
    path, new = places.bring_here(closed_copy, (), PASSPHRASE)
    assert new and path == data_dir / "Leerroute-Delft-2.efdb" and taken.read_bytes() == b"van een ander"
