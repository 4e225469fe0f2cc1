"""The invitation on the command line."""

import json

from icalendar import Calendar

from ef_desktop.cli import main


def test_invite(sample, tmp_path, capsys):
    file, out = sample, tmp_path / "reeks.ics"
    assert main(["invite", str(file), str(out), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["meetings"] == len(Calendar.from_ical(out.read_bytes()).events) > 1
    assert main(["invite", str(file), str(out), "--meeting", "2"]) == 0
    assert len(Calendar.from_ical(out.read_bytes()).events) == 1
    assert "1 bijeenkomst staat in" in capsys.readouterr().out
    before = out.read_bytes()
    assert main(["invite", str(file), str(out), "--meeting", "99"]) == 1
    assert "99" in capsys.readouterr().err
    assert out.read_bytes() == before
