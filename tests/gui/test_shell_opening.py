"""From no work file to an open one: the first start, the sample, and files that do not open."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ef_desktop import settings as device
from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.app import usual_file
from ef_desktop.ui.homes import free_path
from ef_desktop.ui.opening import Opening
from ef_desktop.ui.start import StartPage, TroublePage
from ef_desktop.ui.widgets.text import Label
from tests.services.damage import make_large, make_large_and_damaged


@pytest.fixture
def window(first_window):
    return first_window


@pytest.fixture
def opening(closed_ctx, window):
    return Opening(closed_ctx, window)


def begin(opening, window, qtbot, path):
    opening.first(path)
    window.show()
    qtbot.waitExposed(window)


def wait_open(ctx, qtbot):
    qtbot.waitUntil(lambda: ctx.workspace is not None, timeout=15_000)


def wait_trouble(window, qtbot):
    qtbot.waitUntil(lambda: bool(window.findChildren(TroublePage)), timeout=15_000)
    return window.findChildren(TroublePage)[-1]


def test_the_first_start_asks_two_things_and_makes_the_programme(closed_ctx, window, opening, qtbot, data_dir):
    assert usual_file(closed_ctx.settings) is None
    begin(opening, window, qtbot, None)
    page = window.findChild(StartPage)
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    assert page.problem.text() == "Geef de leerroute een naam. Je kunt die later wijzigen." and window.focusWidget() is page.name
    qtbot.keyClicks(page.name, "Leerroute Delft")
    page.facilitator.clear()
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    assert window.focusWidget() is page.facilitator and page.problem.text().startswith("Vul je naam in.")
    qtbot.keyClicks(page.facilitator, "Ilse")
    qtbot.keyClick(page.facilitator, Qt.Key.Key_Return)
    wait_open(closed_ctx, qtbot)
    view = closed_ctx.workspace.programme.view()
    assert (view.name, view.facilitator) == ("Leerroute Delft", "Ilse")
    assert window.page_id == "overview" and closed_ctx.workspace.path == data_dir / "leerroute.efdb"
    assert len(closed_ctx.workspace.library.blocks()) > 10
    stored = device.load()
    assert stored.last_file == str(closed_ctx.workspace.path) and stored.facilitator == "Ilse"


def test_the_overview_is_painted_before_the_file_is_open_and_clicks_wait(closed_ctx, window, opening, qtbot, work_file):
    opening.first(work_file)
    assert window.page_id == "overview" and closed_ctx.workspace is None
    assert closed_ctx.first_look.programme.name == "Leerroute Delft"
    window.show()
    closed_ctx.navigate("settings")
    assert window.page_id == "overview"
    wait_open(closed_ctx, qtbot)
    assert window.page_id == "settings" and window.page.name.value() == "Leerroute Delft"


def test_the_sample_is_made_once(closed_ctx, window, opening, qtbot):
    begin(opening, window, qtbot, None)
    window.findChild(StartPage).sample.click()
    wait_open(closed_ctx, qtbot)
    assert closed_ctx.workspace.programme.view().sample
    path = closed_ctx.workspace.path
    closed_ctx.run(lambda: closed_ctx.workspace.programme.update(name="Anders"))
    closed_ctx.actions.trigger("file.sample")
    qtbot.waitUntil(lambda: not closed_ctx.working())
    assert closed_ctx.workspace.path == path and closed_ctx.workspace.programme.view().name == "Anders"
    assert not [toast for toast in window.toasts.visible_toasts() if toast.kind == "failure"]


def test_the_sample_says_so_and_leads_to_work_of_ones_own(closed_ctx, window, opening, qtbot, data_dir):
    begin(opening, window, qtbot, None)
    window.findChild(StartPage).sample.click()
    wait_open(closed_ctx, qtbot)
    sample, back = closed_ctx.workspace.path, closed_ctx.actions.get("file.return")
    assert window.windowTitle().split(" · ")[-2] == "voorbeeld"
    assert window.page.head.sub_label.text().startswith("Voorbeeld · 6 bijeenkomsten")
    assert [toast.told[0] for toast in window.toasts.visible_toasts()] == ["Dit is het voorbeeld. Je kunt er alles in proberen."]
    # There is no work of one's own yet: the sample opens again next time, and the way home is to begin.
    assert back.shown_text() == "Begin je eigen leerroute…" and usual_file(closed_ctx.settings) == sample
    closed_ctx.actions.trigger("file.return")
    window.findChild(StartPage).begun.emit("Leerroute Delft", "Ilse")
    qtbot.waitUntil(lambda: not closed_ctx.working() and closed_ctx.workspace.path != sample, timeout=15_000)
    own = closed_ctx.workspace.path
    assert "voorbeeld" not in window.windowTitle() and not closed_ctx.actions.active("file.return")
    closed_ctx.actions.trigger("file.sample")
    qtbot.waitUntil(lambda: not closed_ctx.working() and closed_ctx.workspace.path == sample, timeout=15_000)
    assert back.shown_text() == "Terug naar je eigen werkbestand" and usual_file(closed_ctx.settings) == own
    closed_ctx.actions.trigger("file.return")
    qtbot.waitUntil(lambda: not closed_ctx.working() and closed_ctx.workspace.path == own, timeout=15_000)
    assert closed_ctx.workspace.programme.view().name == "Leerroute Delft"


@pytest.mark.parametrize(
    ("left", "sentences"),
    [
        (0, ("In dit bestand staat niets.", "Vraag het dan nog een keer.")),
        (20_000, ("Er ontbreekt een stuk van dit bestand.", "neem een reservekopie.")),
    ],
    ids=["empty", "half"],
)
def test_a_wrong_file_is_named_and_told_to_the_end_while_the_own_one_stays_open(
    closed_ctx, window, opening, qtbot, work_file, tmp_path, left, sentences
):
    begin(opening, window, qtbot, work_file)
    wait_open(closed_ctx, qtbot)
    wrong = tmp_path / "van Bert.efdb"
    wrong.write_bytes(work_file.read_bytes()[:left])
    opening.open(wrong)
    qtbot.waitUntil(lambda: not closed_ctx.working() and bool(window.toasts.visible_toasts()))
    words = [label.text() for label in window.toasts.visible_toasts()[-1].findChildren(Label)]
    assert words[0] == "van Bert.efdb gaat niet open"
    assert words[1].startswith(sentences[0]) and words[1].endswith(sentences[1])
    assert closed_ctx.workspace.path == work_file


@pytest.mark.parametrize("way", ["sample", "file"])
def test_f5_starts_from_the_first_page_after_the_first_start(closed_ctx, window, opening, qtbot, sample_file, tmp_path, monkeypatch, way):
    chosen = shutil.copyfile(sample_file, tmp_path / "van-een-collega.efdb")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(chosen), ""))
    begin(opening, window, qtbot, None)
    getattr(window.findChild(StartPage), way).click()
    wait_open(closed_ctx, qtbot)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.focusWidget() is window.page.hero.start_button)
    assert window.page_id == "overview"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F5)
    assert window.page_id == "cockpit"


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + b"rommel" * 2000, b"Beste mensen, "])
def test_a_file_that_is_no_good_gets_a_sentence_and_ways_out(closed_ctx, window, opening, qtbot, tmp_path, content):
    path = tmp_path / "stuk.efdb"
    path.write_bytes(content)
    begin(opening, window, qtbot, path)
    page = wait_trouble(window, qtbot)
    labels = [button.label() for button in page.buttons]
    assert window.focusWidget() is page.buttons[0]
    # There is no backup of it, so none is offered.
    assert labels[0] == "Ander bestand" and "Open de laatste reservekopie" not in labels
    assert path.read_bytes() == content and not closed_ctx.expecting


def test_a_missing_file_says_so(closed_ctx, window, opening, qtbot, tmp_path):
    begin(opening, window, qtbot, tmp_path / "weg.efdb")
    page = wait_trouble(window, qtbot)
    page.newAsked.emit()
    assert window.findChildren(StartPage)


def test_a_file_in_use_can_be_looked_at(closed_ctx, window, opening, qtbot, work_file):
    other = Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings)
    begin(opening, window, qtbot, work_file)
    page = wait_trouble(window, qtbot)
    assert page.buttons[0].label() == "Alleen kijken"
    page.buttons[0].click()
    wait_open(closed_ctx, qtbot)
    other.close()
    assert closed_ctx.workspace.read_only and "alleen kijken" in window.windowTitle()
    window.show_page("settings")
    assert not window.page.name.isEnabled()


def test_the_last_good_backup_takes_the_place_of_a_damaged_file(closed_ctx, window, opening, qtbot, work_file):
    good = Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings)
    good.programme.update(name="Goed bewaard")
    good.backups.make()
    good.close()
    damaged = work_file.read_bytes()[:5000] + b"\xff" * 20_000
    work_file.write_bytes(damaged)
    closed_ctx.settings.last_file = str(work_file)
    begin(opening, window, qtbot, work_file)
    page = wait_trouble(window, qtbot)
    assert page.buttons[0].label() == "Open de laatste reservekopie"
    page.buttons[0].click()
    wait_open(closed_ctx, qtbot)
    assert closed_ctx.workspace.programme.view().name == "Goed bewaard" and closed_ctx.workspace.path == work_file
    assert damaged in [path.read_bytes() for path in work_file.parent.glob("*.efdb")]


def test_damage_in_a_large_file_is_found_after_its_opening(closed_ctx, window, opening, qtbot, work_file):
    make_large_and_damaged(work_file, closed_ctx.clock, closed_ctx.settings)
    begin(opening, window, qtbot, work_file)
    page = wait_trouble(window, qtbot)
    assert page.buttons[0].label() == "Open de laatste reservekopie" and window.focusWidget() is page.buttons[0]
    assert closed_ctx.workspace is None and not closed_ctx.expecting
    assert not work_file.with_name(work_file.name + ".lock").exists()
    page.buttons[0].click()
    wait_open(closed_ctx, qtbot)
    assert [person.name for person in closed_ctx.workspace.people.rows()] == ["Ilse"]


def test_a_large_file_that_is_whole_stays_open(closed_ctx, window, opening, qtbot, work_file):
    make_large(work_file, closed_ctx.clock, closed_ctx.settings)
    begin(opening, window, qtbot, work_file)
    wait_open(closed_ctx, qtbot)
    qtbot.waitUntil(lambda: not closed_ctx.working())
    assert not closed_ctx.workspace.read_whole and not window.findChildren(TroublePage)


def test_a_clock_that_is_behind_is_told_calmly(closed_ctx, window, opening, qtbot, work_file):
    closed_ctx.clock.advance(-86_400)
    begin(opening, window, qtbot, work_file)
    wait_open(closed_ctx, qtbot)
    (toast,) = window.toasts.visible_toasts()
    assert "loopt achter" in toast.accessibleName() and toast.kind != "failure"


def test_another_name_counts_from_the_next_change(closed_ctx, window, opening, qtbot, work_file):
    begin(opening, window, qtbot, work_file)
    wait_open(closed_ctx, qtbot)
    window.show_page("settings")
    window.page.your_name.setFocus()
    window.page.your_name.clear()
    qtbot.keyClicks(window.page.your_name, "Samir")
    qtbot.keyClick(window.page.your_name, Qt.Key.Key_Return)
    person = closed_ctx.workspace.people.add("Ilse")
    assert closed_ctx.settings.facilitator == "Samir"
    assert {entry.who for entry in closed_ctx.workspace.undo.history(person)} == {"Samir"}


def test_another_file_that_does_not_open_leaves_the_own_one_open(closed_ctx, window, opening, qtbot, work_file, tmp_path):
    begin(opening, window, qtbot, work_file)
    wait_open(closed_ctx, qtbot)
    bad = tmp_path / "brief.efdb"
    bad.write_bytes(b"Beste mensen")
    opening.open(bad)
    qtbot.waitUntil(lambda: bool(window.toasts.visible_toasts()), timeout=15_000)
    assert closed_ctx.workspace.path == work_file and window.page_id == "overview"
    # What was told of it goes when a file opens well, and nothing else does.
    closed_ctx.toast("Iets anders", failure=True)
    other = shutil.copyfile(work_file, tmp_path / "anders.efdb")
    opening.open(other)
    qtbot.waitUntil(lambda: closed_ctx.workspace.path == other, timeout=15_000)
    assert [toast.told[0] for toast in window.toasts.visible_toasts() if toast.kind == "failure"] == ["Iets anders"]


def test_looking_at_a_backup_and_back(closed_ctx, window, opening, qtbot, work_file):
    begin(opening, window, qtbot, work_file)
    wait_open(closed_ctx, qtbot)
    closed_ctx.workspace.backups.make()
    window.show_page("settings")
    panel = window.page.file
    panel.reload()
    panel.list.setCurrentIndex(panel.model.index(0))
    panel.look.click()
    qtbot.waitUntil(lambda: closed_ctx.workspace.read_only, timeout=15_000)
    assert device.load().last_file == str(work_file)
    closed_ctx.actions.trigger("file.return")
    qtbot.waitUntil(lambda: not closed_ctx.workspace.read_only, timeout=15_000)
    assert closed_ctx.workspace.path == work_file


def test_a_new_programme_never_takes_the_place_of_another(data_dir):
    first = free_path("Leerroute Delft")
    first.parent.mkdir(parents=True, exist_ok=True)
    first.write_bytes(b"")
    second = free_path("Leerroute Delft")
    second.write_bytes(b"")
    names = [first.name, second.name, free_path("Leerroute Delft").name, free_path("‽").name]
    assert names == ["leerroute.efdb", "leerroute-delft.efdb", "leerroute-delft-2.efdb", "leerroute-2.efdb"]


def test_the_file_of_last_time_is_opened_again(settings, work_file, data_dir):
    device.remember_file(settings, work_file)
    assert usual_file(settings) == work_file
    shutil.move(work_file, work_file.with_name("elders.efdb"))
    assert usual_file(settings) is None
