"""The logbook in its forms and the archive, from the command line."""

import json
import zipfile

import pytest

from ef_desktop.cli import main


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("md", b"# Logboek"), ("PDF", b"%PDF-")])
def test_the_ending_says_in_which_form(sample, tmp_path, capsys, ending, begins):
    target = tmp_path / f"logboek.{ending}"
    assert main(["logbook", str(sample), "-o", str(target), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer == {"file": str(target), "bytes": target.stat().st_size}
    assert target.read_bytes().startswith(begins)


def test_another_ending_is_told_what_there_is(sample, tmp_path, capsys):
    target = tmp_path / "logboek.odt"
    assert main(["logbook", str(sample), "-o", str(target)]) == 1
    assert ".docx" in capsys.readouterr().err and not target.exists()


def test_an_archive_with_pictures_of_the_boards(sample, tmp_path, capsys):
    target = tmp_path / "archief"
    assert main(["archive", str(sample), "-o", str(target), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["folder"] == str(target)
    assert answer["files"] == sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    pictures = sorted((target / "borden").iterdir())
    assert len(pictures) >= 4 and all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
    document = next(target.glob("*.docx"))
    assert zipfile.ZipFile(document).testzip() is None


def test_an_archive_that_is_there_is_left_alone(work_file, tmp_path, capsys):
    target = tmp_path / "archief"
    target.mkdir()
    assert main(["archive", str(work_file), "-o", str(target)]) == 0
    assert "archief-2" in capsys.readouterr().out and list(target.iterdir()) == []
