"""Small files of the program's own: whole or as they were."""

import os

import pytest

from ef_desktop.files import replace_whole


def test_another_content_takes_the_place_and_nothing_else_is_there(tmp_path):
    target = tmp_path / "wall.json"
    for content in (b'{"scene": "board"}', b""):
        replace_whole(target, content)
        assert target.read_bytes() == content
        assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_where_the_disk_says_no_the_old_one_stays_and_nothing_is_left(tmp_path, monkeypatch, fails):
    target = tmp_path / "drafts.json"
    replace_whole(target, b"wat er stond")

    def refuse(*_args):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, fails, refuse)
    with pytest.raises(OSError, match="No space"):
        replace_whole(target, b"wat erbij komt")
    assert target.read_bytes() == b"wat er stond"
    assert list(tmp_path.iterdir()) == [target]
