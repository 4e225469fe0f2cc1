"""The sample programme, the first look, the search and the logbook."""

import sqlite3
import subprocess
import sys

import pikepdf
import pytest

from ef_desktop.content import kind_ids
from ef_desktop.domain.errors import Cancelled, StorageError
from ef_desktop.services import first_look
from ef_desktop.services.sample import create_sample
from ef_desktop.services.workspace import Workspace
from tests.services.sample_book import TODAY


def test_the_sample_is_as_promised(sample):
    rows = sample.meetings.rows()
    assert (len(rows), len(sample.people.rows()), len(sample.cases.rows())) == (6, 24, 9)
    assert sum(row.outcome_count for row in rows) == 180
    kinds = {column.kind.id for row in rows for column in sample.outcomes.board(row.id).columns if column.cards}
    assert kinds == set(kind_ids())
    assert [row.state for row in rows] == ["closed"] * 4 + ["planned"] * 2
    assert sample.undo.state().undo is None


def test_the_first_look_is_the_overview(seen, manual_clock):
    now = manual_clock.now().astimezone()
    assert first_look.overview(seen.path, now) == seen.programme.overview()


def test_the_first_look_at_something_else_is_nothing(tmp_path, manual_clock):
    other = tmp_path / "brief.efdb"
    assert first_look.overview(other, manual_clock.now()) is None
    other.write_text("geen werkbestand")
    assert first_look.overview(other, manual_clock.now()) is None


def rows_of(path):
    """All rows of all tables of the domain, as they are on the disk."""
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    domain = [name for name in names if not name.startswith(("sync_", "sqlite_", "blob", "alembic")) and "fts" not in name]
    try:
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in domain}
    finally:
        connection.close()


def contents(path, clock, settings):
    opened = Workspace.open(path, clock=clock, settings=settings, read_only=True)
    try:
        rows = opened.meetings.rows()
        boards = [opened.outcomes.board(row.id) for row in rows]
        return rows, boards, opened.people.rows(), opened.cases.rows()
    finally:
        opened.close()


def test_equal_seeds_give_equal_samples(tmp_path, manual_clock, settings):
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        path = tmp_path / f"{name}.efdb"
        create_sample(path, clock=manual_clock, meetings=9, outcomes=400, seed=seed, today=TODAY)
    files = [rows_of(tmp_path / f"{name}.efdb") for name in "abc"]
    assert files[0] == files[1] != files[2]
    a, b, c = (contents(tmp_path / f"{name}.efdb", manual_clock, settings) for name in "abc")
    assert a == b
    assert a != c
    assert (len(a[0]), sum(row.outcome_count for row in a[0])) == (9, 400)


def test_a_cancelled_sample_leaves_no_file(tmp_path, manual_clock):
    path = tmp_path / "half.efdb"
    with pytest.raises(Cancelled):
        create_sample(path, clock=manual_clock, today=TODAY, cancelled=lambda: True)
    assert not path.exists()


def test_search_folds_capitals_and_accents(sample):
    person = sample.people.add("Zoë Çelik")
    assert [found.id for found in sample.search.find("zoe celik")] == [person]
    assert {found.kind for found in sample.search.find("")} == {"meeting", "case", "person"}
    assert sample.search.find("qqqq") == ()


def test_the_book_leaves_out_what_may_not_be_read(sample):
    meeting = sample.meetings.rows()[0].id
    quiet = sample.people.add("Stille Willie")
    open_person = sample.people.add("Open Olga", in_logbook=True)
    sample.outcomes.add(meeting, "inzicht", "Geheim verhaal", private=True)
    sample.outcomes.add(meeting, "afspraak", "Doet het stil", owner_id=quiet)
    sample.outcomes.add(meeting, "afspraak", "Doet het open", owner_id=open_person)
    sample.outcomes.add(meeting, "signaal", "Nooit een naam", owner_id=open_person)
    book = sample.logbook.book()
    cards = {outcome.text: outcome for outcome in book.meetings[0].outcomes}
    assert "Geheim verhaal" not in cards
    assert cards["Doet het stil"].owner is None
    assert cards["Doet het open"].owner == "Open"
    assert cards["Nooit een naam"].owner is None
    assert "Willie" not in repr(book) and "Geheim" not in repr(book)
    assert "11 privékaarten staan hier niet." in dict(book.left_out)["sessies"]


def test_only_held_meetings_are_in_the_book(seen):
    assert [meeting.number for meeting in seen.logbook.book().meetings] == [1, 2, 3, 4]


def test_the_logbook_is_saved_whole_or_not_at_all(sample, tmp_path):
    target = tmp_path / "logboek.pdf"
    target.write_bytes(b"oude uitgave")
    with pytest.raises(Cancelled):
        sample.logbook.write(target, cancelled=lambda: True)
    assert target.read_bytes() == b"oude uitgave"
    steps = []
    sample.logbook.write(target, progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps) and steps[-1][0] == steps[-1][1]
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) > 5
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".part", ".pdf")] == ["logboek.pdf"]


def test_a_folder_that_is_gone_gives_a_sentence(seen, tmp_path):
    with pytest.raises(StorageError, match="Er is niets verloren"):
        seen.logbook.write(tmp_path / "weg" / "logboek.pdf")


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.errors import StorageError
from ef_desktop.i18n import set_language
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings

set_language("nl")
workspace = Workspace.open(Path(sys.argv[1]), clock=SystemClock(), settings=DeviceSettings(), read_only=True)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    workspace.logbook.write(Path(sys.argv[2]))
except StorageError as error:
    print(error)
    sys.exit(7)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a full disk is imitated with a limit of the system")
def test_a_full_disk_leaves_the_old_logbook_and_the_program(work_file, tmp_path):
    target = tmp_path / "logboek.pdf"
    target.write_bytes(b"oude uitgave")
    command = [sys.executable, "-c", FULL_DISK, str(work_file), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 7, done.stderr
    assert "Er is niets verloren" in done.stdout
    assert target.read_bytes() == b"oude uitgave"
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".part"]


def test_the_sample_has_related_cases_roles_and_rounds(seen):
    cases = {row.title: row.id for row in seen.cases.rows()}
    story = seen.case_life.story(cases["Repareren in een leeg winkelpand"])
    assert [(row.title, row.example) for row in story.related] == [("Buurttuin op een leeg schoolplein", False)]
    roles = [(role.kind, role.name, role.who) for role in story.roles if role.kind != "needed"]
    assert roles == [("taken", "Aanjager", "Bart"), ("taken", "Wegwijzer", "Deniz"), ("wanted", "Rugdekker", "")]
    assert sum(role.kind == "needed" for role in story.roles) == 3
    assert len({row.state for row in seen.people.lines()}) == 2
    first, second = seen.workform.rounds()
    assert (first.names, second.names, first.people) == (False, True, 16)
    view = seen.workform.view(first.id)
    assert (view.phase, {step.state for step in view.steps}) == ("finished", {"done"})
    # A round that keeps totals has nobody's name, and no sweep takes anything away.
    assert len(seen.workform.names.agreed(second.id)) == 2 and not seen.workform.names.agreed(first.id)
