"""A work file in the window: who else works in it, where it stands, what happens to it meanwhile, and getting it back."""

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from ef_desktop import paths
from ef_desktop.db import lease
from ef_desktop.domain.errors import TakenOverError
from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.opening import Opening
from ef_desktop.ui.recovery import RecoveryPanel
from ef_desktop.ui.start import AdvicePage, TroublePage
from ef_desktop.ui.widgets.buttons import Button
from ef_desktop.ui.widgets.dialog import MessageDialog
from ef_desktop.ui.widgets.text import ElidedLabel

PATIENT = {"timeout": 30_000}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The watch over a file looks often."""
    monkeypatch.setattr(lease, "WATCH_SECONDS", 0.02)


@pytest.fixture
def window(first_window):
    first_window.show()
    return first_window


@pytest.fixture
def opening(closed_ctx, window):
    return Opening(closed_ctx, window)


def wait_open(ctx, qtbot, path=None):
    qtbot.waitUntil(lambda: ctx.workspace is not None and path in (None, ctx.workspace.path) and not ctx.expecting, **PATIENT)
    qtbot.waitUntil(lambda: not ctx.working(), **PATIENT)


def wait_for(window, qtbot, kind):
    qtbot.waitUntil(lambda: bool([one for one in window.findChildren(kind) if one.isVisible()]), **PATIENT)
    return [one for one in window.findChildren(kind) if one.isVisible()][-1]


def button(dialog, words):
    return next(one for one in dialog.findChildren(Button) if one.label() == words)


def text_of(dialog):
    return dialog._text.text()


# Two programs


def test_a_file_in_use_is_taken_over_after_a_question(closed_ctx, window, opening, qtbot, work_file):
    joke = Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings)
    opening.open(work_file)
    page = wait_for(window, qtbot, TroublePage)
    assert [one.label() for one in page.buttons] == ["Alleen kijken", "Neem over…", "Opnieuw proberen", "Ander bestand"]
    page.buttons[1].click()
    question = wait_for(window, qtbot, MessageDialog)
    assert "Noor" in question.windowTitle() and "kan Noor alleen nog kijken" in text_of(question)
    button(question, "Neem over").click()
    wait_open(closed_ctx, qtbot)
    closed_ctx.workspace.people.add("Ilse")
    with pytest.raises(TakenOverError):
        joke.people.add("Verloren")
    assert joke.read_only and [row.name for row in joke.people.rows()] == ["Ilse"]
    joke.close()
    assert not closed_ctx.workspace.read_only


def test_who_was_taken_over_hears_it_and_can_take_it_back(closed_ctx, window, opening, qtbot, work_file, monkeypatch):
    opening.open(work_file)
    wait_open(closed_ctx, qtbot)
    closed_ctx.workspace.people.add("Bewaard")
    other = Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings, take_over=True)
    told = wait_for(window, qtbot, MessageDialog)
    assert told.windowTitle() == "Dit bestand is overgenomen" and "Wat je had bewaard, staat erin." in text_of(told)
    assert closed_ctx.workspace.read_only and "alleen kijken" in window.windowTitle()
    assert closed_ctx.run(lambda: closed_ctx.workspace.people.add("Geweigerd")) is None
    assert [row.name for row in closed_ctx.workspace.people.rows()] == ["Bewaard"]
    button(told, "Neem het terug").click()
    qtbot.waitUntil(lambda: closed_ctx.workspace is not None and not closed_ctx.workspace.read_only, **PATIENT)
    closed_ctx.workspace.people.add("Weer van mij")
    assert other.read_only
    other.close()


# What happens to it meanwhile


def test_a_file_that_was_replaced_keeps_the_own_work_to_compare(closed_ctx, window, opening, qtbot, work_file, tmp_path):
    opening.open(work_file)
    wait_open(closed_ctx, qtbot)
    older = tmp_path / "ouder.efdb"
    closed_ctx.workspace.backups.save_as(older)
    closed_ctx.workspace.people.add("Ilse")
    os.replace(older, work_file)
    told = wait_for(window, qtbot, MessageDialog)
    assert "veilig in een reservekopie" in text_of(told) and "wat er in jouw werk anders is" in text_of(told)
    button(told, "Ga verder").click()
    wait_open(closed_ctx, qtbot, work_file)
    qtbot.waitUntil(lambda: window.page_id == "sharing" and window.page.looking(), **PATIENT)
    assert closed_ctx.workspace.people.rows() == ()
    window.page.preview.go.click()
    qtbot.waitUntil(lambda: len(closed_ctx.workspace.people.rows()) == 1, **PATIENT)
    qtbot.waitUntil(lambda: not closed_ctx.working(), **PATIENT)


@pytest.mark.parametrize("put_back", [True, False])
def test_during_a_meeting_the_own_work_comes_back_and_so_does_the_meeting(closed_ctx, window, opening, qtbot, work_file, tmp_path, put_back):
    opening.open(work_file)
    wait_open(closed_ctx, qtbot)
    workspace = closed_ctx.workspace
    meeting = workspace.meetings.create("Kick-off", held_on=closed_ctx.clock.now().date(), starts_at=570)
    workspace.meetings.add_text_item(meeting, "Welkom", 30)
    workspace.room.start(meeting)
    older = tmp_path / "ouder.efdb"
    workspace.backups.save_as(older)
    window.show_page("cockpit", meeting_id=meeting)
    workspace.outcomes.add(meeting, "werkt", "Bel eerst, mail later")
    os.replace(older, work_file)
    button(wait_for(window, qtbot, MessageDialog), "Ga verder").click()
    wait_open(closed_ctx, qtbot, work_file)
    qtbot.waitUntil(lambda: window.page_id == "sharing" and window.page.looking(), **PATIENT)
    head = window.page.preview.head
    assert head.title_label.text() == "Je eigen werk terugzetten in dit bestand"
    assert not [label for label in window.page.preview.findChildren(ElidedLabel) if "collega" in label.text()]
    if put_back:
        window.page.preview.go.click()
    else:
        qtbot.keyClick(window.page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.page.looking() and not closed_ctx.working(), **PATIENT)
    assert window.page.notice.title.text() == ("Samengevoegd" if put_back else "Je eigen werk is niet teruggezet")
    button(window.page.notice, "Terug naar de bijeenkomst").click()
    assert (window.page_id, window.page.meeting_id) == ("cockpit", meeting)
    cards = [card.text for column in closed_ctx.workspace.outcomes.board(meeting).columns for card in column.cards]
    assert cards == (["Bel eerst, mail later"] if put_back else [])


def test_a_file_that_was_moved_away_comes_back(closed_ctx, window, opening, qtbot, work_file):
    opening.open(work_file)
    wait_open(closed_ctx, qtbot)
    closed_ctx.workspace.people.add("Ilse")
    work_file.rename(work_file.with_name("elders.efdb"))
    assert closed_ctx.run(lambda: closed_ctx.workspace.people.add("Niet bewaard")) is None
    told = wait_for(window, qtbot, MessageDialog)
    assert "komt jouw werk terug op dezelfde plek" in text_of(told)
    assert not [toast for toast in window.toasts.visible_toasts() if toast.kind == "failure"]
    button(told, "Ga verder").click()
    wait_open(closed_ctx, qtbot, work_file)
    assert [row.name for row in closed_ctx.workspace.people.rows()] == ["Ilse"]
    closed_ctx.workspace.people.add("Verder")


def test_a_drive_that_is_gone_is_not_called_moved_and_nothing_is_made_in_its_place(
    closed_ctx, window, opening, qtbot, work_file, tmp_path
):
    drive = tmp_path / "schijf"
    drive.mkdir()
    path = shutil.copyfile(work_file, drive / "werk.efdb")
    opening.open(path)
    wait_open(closed_ctx, qtbot)
    closed_ctx.workspace.people.add("Ilse")
    drive.rename(tmp_path / "weg")
    told = wait_for(window, qtbot, MessageDialog)
    assert "niet meer bereikbaar" in text_of(told) and "verplaatst" not in text_of(told)
    button(told, "Ga verder").click()
    wait_for(window, qtbot, TroublePage)
    qtbot.waitUntil(lambda: not closed_ctx.working(), **PATIENT)
    assert not drive.exists()
    (tmp_path / "weg").rename(drive)
    opening.open(path)
    wait_open(closed_ctx, qtbot, path)
    assert [row.name for row in closed_ctx.workspace.people.rows()] == ["Ilse"]


def test_not_now_leaves_the_window_as_it_is(closed_ctx, window, opening, qtbot, work_file):
    opening.open(work_file)
    wait_open(closed_ctx, qtbot)
    work_file.unlink()
    told = wait_for(window, qtbot, MessageDialog)
    QTest.keyClick(told, Qt.Key.Key_Escape)
    assert closed_ctx.workspace is not None and window.page_id == "overview"
    assert paths.backup_dir(work_file).exists()


# Where it stands


@pytest.fixture
def elsewhere(work_file, tmp_path):
    folder = tmp_path / "OneDrive - Gemeente Delft"
    folder.mkdir()
    return shutil.copyfile(work_file, folder / "leerroute delft.efdb")


def test_advice_comes_once_and_the_work_goes_to_this_laptop(closed_ctx, window, opening, qtbot, elsewhere, data_dir):
    before = elsewhere.read_bytes()
    opening.open(elsewhere)
    page = wait_for(window, qtbot, AdvicePage)
    assert page.here.hasFocus() or window.focusWidget() is page.here
    page.here.click()
    wait_open(closed_ctx, qtbot)
    local = closed_ctx.workspace.path
    assert local == data_dir / "leerroute delft.efdb" and elsewhere.read_bytes() == before
    closed_ctx.release()
    opening.open(elsewhere)
    wait_open(closed_ctx, qtbot)
    assert closed_ctx.workspace.path == local
    assert sorted(found.name for found in elsewhere.parent.iterdir()) == [elsewhere.name]


def test_a_copy_that_is_here_already_is_used_and_compared(closed_ctx, window, opening, qtbot, work_file, elsewhere):
    opening.open(work_file)
    wait_open(closed_ctx, qtbot)
    opening.open(elsewhere)
    wait_for(window, qtbot, AdvicePage).here.click()
    qtbot.waitUntil(lambda: window.page_id == "sharing", **PATIENT)
    wait_open(closed_ctx, qtbot)
    assert closed_ctx.workspace.path == work_file
    assert window.page.notice.title.text().startswith("Er staat niets nieuws in")


def test_nobody_works_in_a_file_there(closed_ctx, window, opening, qtbot, elsewhere, monkeypatch):
    opening.open(elsewhere)
    page = wait_for(window, qtbot, AdvicePage)
    assert [one.label() for one in page.findChildren(Button)] == ["Werk op deze laptop", "Alleen kijken", "Terug"]
    page.look.click()
    wait_open(closed_ctx, qtbot, elsewhere)
    assert closed_ctx.workspace.read_only
    closed_ctx.release()
    opening.open(elsewhere, take_over=True)
    wait_for(window, qtbot, AdvicePage).here.click()
    wait_open(closed_ctx, qtbot)
    before = elsewhere.read_bytes()
    closed_ctx.workspace.people.add("Ilse")
    assert elsewhere.read_bytes() == before
    # What is shared goes back there, under a name of its own.
    window.show_page("sharing")
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda _window, _title, at, **_more: (asked.append(at) or at, ""))
    window.page.ask_share()
    qtbot.waitUntil(lambda: not closed_ctx.working(), **PATIENT)
    (sent,) = (Path(at) for at in asked)
    assert sent.parent == elsewhere.parent and sent != elsewhere and sent.exists() and elsewhere.read_bytes() == before


def test_escape_goes_back_to_the_own_file(closed_ctx, window, opening, qtbot, work_file, elsewhere):
    opening.open(work_file)
    wait_open(closed_ctx, qtbot)
    opening.open(elsewhere)
    page = wait_for(window, qtbot, AdvicePage)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert closed_ctx.workspace.path == work_file and window.page_id == "overview"


# Getting it back


@pytest.fixture
def damaged(closed_ctx, work_file):
    good = Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings)
    meeting = good.meetings.create("Start")
    good.outcomes.add(meeting, "inzicht", "Uit de kopie")
    good.backups.make()
    good.outcomes.add(meeting, "inzicht", "Van daarna")
    good.close()
    content = bytearray(work_file.read_bytes())
    # In the middle of a page of the index of words, say: not of the schema.
    content[-4096 * 3 : -4096 * 2] = b"\x99" * 4096
    work_file.write_bytes(content)
    return work_file


def test_a_damaged_file_is_examined_and_repaired_beside_itself(closed_ctx, window, opening, qtbot, damaged):
    before = damaged.read_bytes()
    opening.open(damaged)
    wait_for(window, qtbot, TroublePage)
    panel = window.findChild(RecoveryPanel)
    qtbot.waitUntil(lambda: not closed_ctx.working(), **PATIENT)
    assert "1 bijeenkomst · 1 opbrengst" in panel.list.backups.index(0).data(Qt.ItemDataRole.DisplayRole)
    assert not panel.mend.isVisible()
    QTest.keyClick(panel.check, Qt.Key.Key_Space)
    qtbot.waitUntil(panel.mend.isVisible, **PATIENT)
    assert "beschadigd" in panel.findings.text() and "nieuw bestand" in panel.findings.text()
    panel.mend.click()
    qtbot.waitUntil(panel.open.isVisible, **PATIENT)
    assert "leerroute hersteld.efdb" in panel.findings.text() and damaged.read_bytes() == before
    panel.open.click()
    wait_open(closed_ctx, qtbot)
    assert closed_ctx.workspace.path == damaged.with_name("leerroute hersteld.efdb")
    assert closed_ctx.workspace.backups.check() == ()
    assert [row.title for row in closed_ctx.workspace.meetings.rows()] == ["Start"]


def test_a_backup_is_checked_looked_at_and_put_back(closed_ctx, window, opening, qtbot, damaged):
    opening.open(damaged)
    wait_for(window, qtbot, TroublePage)
    panel = window.findChild(RecoveryPanel)
    panel.check_backup.click()
    qtbot.waitUntil(panel.words.isVisible, **PATIENT)
    assert panel.words.text() == "Deze reservekopie is heel."
    panel.use.click()
    wait_open(closed_ctx, qtbot, damaged)
    (meeting,) = closed_ctx.workspace.meetings.rows()
    assert meeting.outcome_count == 1
    assert len(list(damaged.parent.glob("leerroute (vervangen*.efdb"))) == 1


def test_without_a_backup_none_is_offered(closed_ctx, window, opening, qtbot, damaged):
    for made in paths.backup_dir(damaged).glob("*.efdb"):
        made.unlink()
    opening.open(damaged)
    page = wait_for(window, qtbot, TroublePage)
    assert [button.label() for button in page.buttons] == ["Ander bestand", "Nieuwe leerroute"]
    assert window.findChild(RecoveryPanel).check.isVisible()


def test_a_file_that_is_still_being_copied_can_be_tried_again(closed_ctx, window, opening, qtbot, work_file, tmp_path):
    half = tmp_path / "onderweg.efdb"
    content = work_file.read_bytes()
    half.write_bytes(content[: len(content) // 2])
    opening.open(half)
    page = wait_for(window, qtbot, TroublePage)
    assert page.buttons[0].label() == "Opnieuw proberen"
    assert window.findChild(RecoveryPanel).none.isVisible()
    half.write_bytes(content)
    page.buttons[0].click()
    wait_open(closed_ctx, qtbot, half)


def test_a_folder_that_cannot_be_written_to_is_looked_at(closed_ctx, window, opening, qtbot, work_file):
    # In the place of the lock there is a folder, as if nothing may be made there.
    work_file.with_name(work_file.name + ".lock").mkdir()
    opening.open(work_file)
    page = wait_for(window, qtbot, TroublePage)
    assert page.buttons[0].label() == "Alleen kijken"
    page.buttons[0].click()
    wait_open(closed_ctx, qtbot)
    assert closed_ctx.workspace.read_only
