"""The invitation on the command line."""

import json
from datetime import date

from icalendar import Calendar

from ef_desktop.cli import main
from ef_desktop.domain.clock import ManualClock
from ef_desktop.services.sample import create_sample
from tests.conftest import MOMENT


def test_invite(tmp_path, capsys):
    file, out = tmp_path / "voorbeeld.efdb", tmp_path / "reeks.ics"
    create_sample(file, clock=ManualClock(MOMENT), today=date(2026, 3, 12))
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
