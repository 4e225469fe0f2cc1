"""Where a file stands is told by its folders and by the system."""

import json
from pathlib import Path

import pytest

from ef_desktop.db.places import CLOUD, NETWORK, STICK, Place, place_of, sticks

MOUNTS = r"""
22 1 259:1 / / rw - ext4 /dev/root rw
30 22 0:40 / /mnt/afdeling rw - cifs //server/afdeling rw
31 22 0:41 / /mnt/oud\040huis rw - nfs4 server:/oud rw
32 22 259:9 / /media/noor/STICK rw - vfat /dev/sdz1 rw
33 22 259:8 / /home rw - ext4 /dev/root2 rw
34 30 259:7 / /mnt/afdeling/hier rw - ext4 /dev/root3 rw
"""


def found(path: str, tmp_path: Path, **environment: str) -> Place | None:
    return place_of(Path(path), environment=environment, mounts=MOUNTS, home=tmp_path)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/home/noor/leerroute.efdb", None),
        ("/home/noor/OneDrive - Gemeente Delft/leerroute.efdb", Place(CLOUD, "OneDrive")),
        ("/home/noor/OneDrive/diep/dieper/leerroute.efdb", Place(CLOUD, "OneDrive")),
        ("/home/noor/Dropbox (Persoonlijk)/a.efdb", Place(CLOUD, "Dropbox")),
        ("/home/noor/Dropboxen/a.efdb", None),
        ("/home/noor/Library/CloudStorage/Iets-anders/a.efdb", Place(CLOUD)),
        ("/home/noor/OneDrive.efdb", None),
        ("/mnt/afdeling/a.efdb", Place(NETWORK)),
        ("/mnt/afdeling/hier/a.efdb", None),
        ("/mnt/oud huis/a.efdb", Place(NETWORK)),
        ("/media/noor/STICK/map/a.efdb", Place(STICK)),
    ],
)
def test_by_its_folders_and_by_the_system(path, place, tmp_path):
    assert found(path, tmp_path) == place


def test_by_what_the_services_say_themselves(tmp_path):
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps({"personal": {"path": str(tmp_path / "bestanden")}}), "utf-8")
    assert found(tmp_path / "bestanden" / "a.efdb", tmp_path) == Place(CLOUD, "Dropbox")
    (tmp_path / ".dropbox" / "info.json").write_text("[1]", "utf-8")
    assert place_of(tmp_path / "bestanden" / "a.efdb", environment={}, home=tmp_path) is None
    assert found(tmp_path / "werk" / "a.efdb", tmp_path, OneDriveCommercial=str(tmp_path / "werk")) == Place(CLOUD, "OneDrive")


def test_the_folder_of_the_tests_is_on_this_machine(tmp_path):
    assert place_of(tmp_path / "a.efdb") is None


def test_the_sticks_that_are_plugged_in():
    assert sticks(MOUNTS) == (Path("/media/noor/STICK"),) and sticks("") == ()
