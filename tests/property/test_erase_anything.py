"""Whatever happened in a programme: after a person is erased, no byte of the name is left, and nothing brings it back."""

import shutil
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ef_desktop.db import backup
from ef_desktop.db.tables import Person
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.erasing import REPLACE, Decision
from ef_desktop.domain.errors import UserError
from ef_desktop.services.checking import check_file
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT
from tests.db.test_erasure import TOKEN, traces
from tests.property import workform_values
from tests.property.test_undo_all import Nothing, everything, play

around = st.sampled_from(["", "Vraag", "over\n", "(", "\u201c", "1", "…", "🌱", "é", "\\", '"', "'", "%", "a,", "[x] "])
name = st.sampled_from([TOKEN, TOKEN.upper(), TOKEN.lower(), f"{TOKEN}s", f"{TOKEN}'s", f"{TOKEN}\u2019s", f"{TOKEN} Bos", f"Bos, {TOKEN}"])
words = st.tuples(around, name, around).map(lambda parts: f"{parts[0]} {parts[1]} {parts[2]}".strip())

STEP = st.one_of(
    st.tuples(st.just("call"), st.integers(0, 10_000), st.lists(st.integers(0, 40), min_size=9, max_size=9), words),
    st.tuples(st.just("tick"), st.integers(0, 36_000)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("backup")),
)


def called(workspace) -> list[bytes]:
    """Everybody with the name, also those who were taken off the list."""
    with workspace._store.read() as session:
        people = session.execute(select(Person.id, Person.name).execution_options(include_dead=True)).all()
    return [row_id for row_id, name in people if TOKEN.casefold() in name.casefold()]


def erase_all(workspace) -> None:
    for row_id in called(workspace):
        preview = workspace.erasure.preview(row_id)
        assert workspace.erasure.erase(row_id, {hit.key: Decision(REPLACE) for hit in preview.hits}).finished


@given(st.lists(STEP, max_size=14))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_byte_of_the_name_is_left(template_file, tmp_path_factory, monkeypatch, script):
    folder = tmp_path_factory.mktemp("world")
    path, away, data = folder / "werk" / "wereld.efdb", folder / "elders" / "kopie.efdb", folder / "data"
    path.parent.mkdir()
    shutil.copyfile(template_file, path)
    monkeypatch.setenv("EF_DATA_DIR", str(data))
    clock = ManualClock(MOMENT)
    device = DeviceSettings(facilitator=f"{TOKEN} Bos")
    workspace = Workspace.open(path, clock=clock, settings=device)
    try:
        meeting = workspace.meetings.create("Begin", template=workspace.library.templates()[0].id, held_on=date(2026, 3, 12))
        person = workspace.people.add(f"{TOKEN} Bos", email=f"{TOKEN}@voorbeeld.nl", on_wall=True)
        workspace.meetings.set_attendance(meeting, person, "present")
        workspace.outcomes.add(meeting, "afspraak", f"{TOKEN} belt", owner_id=person)
        workspace.cases.add(f"Stadstuin van {TOKEN}", brought_by_id=person)
        workform_values.begin(workspace)
        for call in script:
            try:
                if call[0] == "call":
                    play(workspace, call)
                elif call[0] == "tick":
                    clock.advance(call[1])
                elif call[0] == "backup":
                    workspace.backups.make()
                else:
                    workspace.undo.undo() if call[0] == "undo" else workspace.undo.redo()
            except (UserError, Nothing):
                continue
        workspace.backups.save_as(away)
        assert path in traces(path.parent)
        erase_all(workspace)
        # Every page can still be read.
        assert TOKEN.casefold() not in repr(everything(workspace)).casefold()
        assert traces(path.parent, data) == []
        while workspace.undo.undo():
            pass
        assert traces(path.parent, data) == []
        while workspace.undo.redo():
            pass
        assert traces(path.parent, data) == []
    finally:
        workspace.close()
    assert check_file(path, clock) == ()
    backup.restore(away, path, clock)
    assert traces(path.parent, data) == []
    Workspace.open(path, clock=clock, settings=DeviceSettings()).close()
    assert traces(path.parent, data) == []
    assert check_file(path, clock) == ()
