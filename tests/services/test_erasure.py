"""Erasing a person: told beforehand, decided text by text, and then no byte of the name is left."""

import json
import shutil

import pytest

from ef_desktop.domain.erasing import ADAPT, LEAVE, REPLACE, Decision
from ef_desktop.domain.errors import InvalidValueError, NotFoundError
from ef_desktop.services import drafts, first_look
from ef_desktop.services.workspace import Workspace
from tests.db.test_erasure import TOKEN, traces


@pytest.fixture
def workspace(work_file, manual_clock, settings):
    opened = Workspace.open(work_file, clock=manual_clock, settings=settings)
    yield opened
    opened.close()


@pytest.fixture
def person(workspace) -> bytes:
    """A person with attendance, an agreement, a case, a consent, and a name in texts of all kinds."""
    w = workspace
    row = w.people.add(f"{TOKEN} de Boer", email="q.deboer@voorbeeld.nl", phone="06 1234 5678", on_wall=True)
    other = w.people.add("Samir de Boer")
    meeting = w.meetings.create("Start in de wijk", held_on=None)
    w.meetings.set_attendance(meeting, row, "present")
    w.meetings.set_attendance(meeting, other, "present")
    w.meetings.update(meeting, notes=f"Bel {TOKEN}, 06-12345678.", summary=f"Met {TOKEN} de Boer en De Boer, Samir.", goal="Langs bij de Boer")
    w.outcomes.add(meeting, "afspraak", f"{TOKEN} de Boer belt de wijk", owner_id=row)
    w.cases.add("Buurttuin", brought_by_id=row, state_of_affairs=f"{TOKEN}s plan ligt er.")
    gone = w.outcomes.add(meeting, "vraag", "Vraag q.deboer@voorbeeld.nl")
    w.outcomes.remove([gone])
    edited = w.outcomes.add(meeting, "vraag", f"{TOKEN} zei dit")
    w.outcomes.edit(edited, text="Dit is gezegd")
    return row


def everything(preview, choice=REPLACE):
    return {hit.key: Decision(choice) for hit in preview.hits}


def test_the_preview_tells_where_a_person_occurs(workspace, person):
    preview = workspace.erasure.preview(person)
    assert preview.name == f"{TOKEN} de Boer" and preview.namesakes == ("Samir de Boer",)
    told = {trace.title: (trace.detail, trace.result) for trace in preview.traces}
    assert told == {
        "Bij 1 bijeenkomst": ("Start in de wijk", "gaat weg"),
        "Eigenaar van 1 kaart": (f"{TOKEN} de Boer belt de wijk", "de naam gaat eraf"),
        "1 casus ingebracht": ("Buurttuin", "de naam gaat eraf"),
        "1 toestemming": ("", "gaat weg"),
    }
    hits = {hit.place: hit for hit in preview.hits}
    assert hits["Kaart · Start in de wijk"]
    notes = hits["Aantekeningen van een bijeenkomst · Start in de wijk"]
    assert notes.proposal == "Bel iemand, (weggehaald)." and notes.certain and not notes.whole
    summary = hits["Samenvatting van een bijeenkomst · Start in de wijk"]
    assert summary.proposal == "Met iemand en De Boer, Samir." and summary.whole
    goal = hits["Bijeenkomst · Start in de wijk"]
    # This may be Samir.
    assert goal.proposal == "Langs bij de iemand" and not goal.certain
    assert hits["Casus · Buurttuin"].proposal == "Iemands plan ligt er."
    assert [hit.text for hit in preview.hits if hit.removed] == ["Vraag q.deboer@voorbeeld.nl"]
    assert [hit.place for hit in preview.hits if hit.past] == ["Kaart · Start in de wijk"]


def test_nothing_is_left_and_the_file_is_whole(workspace, person, work_file, data_dir):
    workspace.backups.make()
    drafts.drafts_file().write_text(json.dumps({"aa": {"text": f"{TOKEN} belt", "kind": "vraag", "private": False, "owner": "", "due": ""}}), "utf-8")
    drafts.work_form_file().write_text(json.dumps({"bb": {"text": "Gesprek", "owner": TOKEN}}), "utf-8")
    preview = workspace.erasure.preview(person)
    report = workspace.erasure.erase(person, everything(preview))
    assert report.finished and report.rewritten == len(workspace.backups.rows()) and report.left == 0
    assert traces(work_file.parent, data_dir) == []
    assert b"q.deboer" not in work_file.read_bytes() and b"12345678" not in work_file.read_bytes()
    assert drafts.texts() == {
        "drafts.aa.text": "Iemand belt", "workform_drafts.bb.text": "Gesprek", "workform_drafts.bb.owner": "Iemand"
    }
    assert [row.name for row in workspace.people.rows()] == ["Samir de Boer"]
    assert [row.owner for row in workspace.outcomes.agreements()] == [""]
    with pytest.raises(NotFoundError):
        workspace.erasure.preview(person)
    assert workspace._store.check() == ()


def test_each_text_is_decided_by_itself(workspace, person):
    preview = workspace.erasure.preview(person)
    decisions = everything(preview, LEAVE)
    with pytest.raises(InvalidValueError):
        workspace.erasure.erase(person, dict(list(decisions.items())[1:]))
    assert workspace.erasure.preview(person) == preview
    case = next(hit for hit in preview.hits if hit.place.startswith("Casus"))
    decisions[case.key] = Decision(ADAPT, "Het plan ligt er.\u0000 ")
    report = workspace.erasure.erase(person, decisions)
    assert report.left == len(preview.hits) - 1
    row = workspace.cases.rows()[0]
    assert workspace.cases.fields(row.id)["state_of_affairs"] == "Het plan ligt er."
    assert [row.text for row in workspace.outcomes.agreements()] == [f"{TOKEN} de Boer belt de wijk"]


def test_the_name_of_the_facilitator_goes_from_the_journal_too(workspace, work_file, data_dir):
    workspace.sign_as(f"{TOKEN} Bos")
    meeting = workspace.meetings.create("Start", held_on=None)
    person = workspace.people.add(f"{TOKEN} Bos", facilitator=True)
    workspace.close()
    opened = Workspace.open(work_file, clock=workspace.clock, settings=_signed(f"{TOKEN} Bos"))
    opened.outcomes.add(meeting, "vraag", "Tuin")
    preview = opened.erasure.preview(person)
    assert preview.writes
    opened.erasure.erase(person, everything(preview))
    assert traces(work_file.parent, data_dir) == []
    opened.close()


def _signed(name):
    from ef_desktop.settings import DeviceSettings

    return DeviceSettings(calm=True, facilitator=name)


def test_files_that_were_made_here_are_listed(workspace, person, work_file, tmp_path, manual_clock):
    workspace.backups.save_as(tmp_path / "weg" / "kopie.efdb")
    beside = work_file.with_name("oud.efdb")
    shutil.copyfile(tmp_path / "weg" / "kopie.efdb", beside)
    (work_file.parent / "stuk.efdb").write_bytes(b"SQLite")
    copies = workspace.erasure.preview(person).copies
    assert [(copy.path, copy.what) for copy in copies] == [
        (str(tmp_path / "weg" / "kopie.efdb"), "Kopie van het werkbestand"),
        (str(beside), "Kopie van het werkbestand"),
    ]
    assert copies[0].made_at == manual_clock.now().astimezone()


def test_a_person_is_found_by_name_or_id(workspace, person):
    assert [found[0] for found in workspace.erasure.find(f"  {TOKEN.upper()} de boer")] == [person]
    assert [found[0] for found in workspace.erasure.find(person.hex()[:20])] == [person]
    assert workspace.erasure.find(TOKEN) == ()
    workspace.people.remove([person])
    assert [found[0] for found in workspace.erasure.find(f"{TOKEN} de Boer")] == [person]


def test_the_first_look_at_an_older_copy_shows_nobody_who_was_erased(workspace, person, tmp_path, manual_clock, settings):
    away = tmp_path / "weg" / "kopie.efdb"
    workspace.backups.save_as(away)
    now = manual_clock.now().astimezone()
    assert TOKEN in str(first_look.overview(away, now))
    workspace.erasure.erase(person, everything(workspace.erasure.preview(person)))
    assert first_look.overview(away, now) is None
    assert first_look.overview(workspace.path, now) == workspace.programme.overview()
    Workspace.open(away, clock=manual_clock, settings=settings).close()
    assert TOKEN not in str(first_look.overview(away, now))
