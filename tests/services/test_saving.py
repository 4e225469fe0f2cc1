"""Files that others read: whole or not at all, and nothing left behind by a program that was ended."""

import os

import pytest

from ef_desktop.domain.errors import StorageError
from ef_desktop.services.saving import save_whole

DAY = 86_400


def test_what_an_ended_program_left_goes_with_the_next_file_and_nothing_else(tmp_path):
    left, busy, foreign = tmp_path / ".opslaan-a1.part", tmp_path / ".opslaan-b2.part", tmp_path / ".download.part"
    for file in (left, busy, foreign):
        file.write_text("Noor vertelde iets van thuis")
    for file in (left, foreign):
        os.utime(file, (DAY, DAY))
    save_whole(tmp_path / "bord.csv", b"Werkt;Bel eerst")
    assert sorted(tmp_path.iterdir()) == [foreign, busy, tmp_path / "bord.csv"]
    assert (tmp_path / "bord.csv").read_bytes() == b"Werkt;Bel eerst"


def test_a_folder_in_the_place_of_the_file_is_told_and_nothing_is_left(tmp_path):
    (tmp_path / "bord.csv").mkdir()
    with pytest.raises(StorageError, match="bord.csv"):
        save_whole(tmp_path / "bord.csv", b"Werkt")
    assert list(tmp_path.iterdir()) == [tmp_path / "bord.csv"]
