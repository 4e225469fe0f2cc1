"""The page Delen with two laptops: share, look, choose, merge, take back, and what is refused."""

import os
import shutil
import sqlite3
import threading
from contextlib import closing

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from ef_desktop.db import connect
from ef_desktop.domain.sharing import CLASH, MINE, NEW
from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.copies import copies_of
from ef_desktop.ui.dialogs.progress import ProgressSheet
from ef_desktop.ui.pages.sharing_words import differing
from ef_desktop.ui.widgets.buttons import SecondaryButton
from tests.conftest import PASSPHRASE
from tests.services.colleagues import Colleague

OURS, THEIR_TEXT = "Een brief in gewone taal. Eerst laten lezen door Ilse", "Een brief in gewone taal. Marleen kijkt naar de regels"


@pytest.fixture
def meeting(ctx):
    return ctx.workspace.meetings.create("Start")


@pytest.fixture
def card(ctx, meeting):
    return ctx.workspace.outcomes.add(meeting, "afspraak", "Een brief in gewone taal")


@pytest.fixture
def joke(ctx, card, meeting, work_file, tmp_path, data_dir, monkeypatch):
    """Joke with a copy of her own; what she does never touches the data folder of Noor."""

    class Joke(Colleague):
        def __exit__(self, *error) -> None:
            super().__exit__(*error)
            monkeypatch.setenv("EF_DATA_DIR", str(data_dir))

    return Joke(tmp_path / "Joke", "Joke", work_file, monkeypatch)


@pytest.fixture
def page(joke, ctx, app_window, qtbot):
    app_window.show_page("sharing")
    rest(ctx, qtbot)
    return app_window.page


def rest(ctx, qtbot):
    """Wait until no work is going on."""
    qtbot.waitUntil(lambda: not ctx.working(), timeout=30_000)


def text_of(ctx, card):
    return ctx.workspace.outcomes.card(card).text


@pytest.fixture
def clash(page, ctx, joke, card, meeting):
    """A copy in which the text that Noor changed is another one, and something is new."""
    ctx.workspace.outcomes.edit(card, text=OURS)
    joke.clock.advance(600)
    with joke as theirs:
        theirs.outcomes.edit(card, text=THEIR_TEXT)
        theirs.outcomes.add(meeting, "signaal", "Regels op één A4")
        return theirs.sharing.share(joke.folder)


@pytest.fixture
def looking(page, clash, ctx, qtbot):
    page.fetch_file(clash)
    rest(ctx, qtbot)
    assert page.looking()
    return page.preview


def test_a_copy_is_shared_closed_and_told(page, ctx, tmp_path, quick_words, qtbot):
    words = page.state_panel.words.words()
    assert len(words) == 4 and page.state_panel.shared.text() == "Je hebt nog geen kopie gedeeld."
    page.share_panel.closed.setChecked(True)
    page.ask_share()
    assert page.share_panel.need.text().startswith("Typ een wachtzin") and not page.notice.isVisible()
    page.share_panel.passphrase.setText("kort")
    page.share(tmp_path / "kopie.efdb.age")
    rest(ctx, qtbot)
    assert "minstens 8 tekens" in page.notice.text.text() and not (tmp_path / "kopie.efdb.age").exists()
    page.share_panel.passphrase.setText("dak kaars zwem brief")
    page.share_panel.without.setChecked(True)
    page.share(tmp_path / "kopie.efdb.age")
    rest(ctx, qtbot)
    assert (tmp_path / "kopie.efdb.age").exists() and "kopie.efdb.age" in page.notice.text.text()
    assert page.share_panel.passphrase.value() == "" and "vandaag 09:30" in page.state_panel.shared.text()


def test_nothing_changes_before_the_button(looking, page, ctx, card):
    assert looking.head.title_label.text() == "Samenvoegen met bestand van Joke"
    assert (looking.told.count(CLASH), looking.told.count(NEW)) == (1, 1)
    assert looking.list.entry().clashes and text_of(ctx, card) == OURS
    (row,) = looking.pane.rows
    assert [side.text_shown() for side in row.sides] == [OURS, THEIR_TEXT]
    assert looking.go.label() == "Voeg samen, nog 1 keuze"
    QTest.keyClick(looking.list, Qt.Key.Key_Escape)
    assert not page.looking() and text_of(ctx, card) == OURS and page.focusWidget() is page.fetch.choose


def test_the_keyboard_alone_chooses_and_merges_and_undo_takes_it_back(looking, page, ctx, card, app_window, qtbot):
    words = page.state_panel.words.words()
    QTest.keyClick(looking.list, Qt.Key.Key_2)
    assert looking.pane.rows[0].sides[1].isChecked() and looking.go.label() == "Voeg samen"
    QTest.keyClick(looking.list, Qt.Key.Key_1)
    assert looking.pane.rows[0].sides[0].isChecked() and not looking.pane.rows[0].sides[1].isChecked()
    QTest.keyClick(looking.list, Qt.Key.Key_2)
    QTest.keyClick(looking.list, Qt.Key.Key_Return)
    assert looking.go.hasFocus()
    QTest.keyClick(looking.go, Qt.Key.Key_Return)
    rest(ctx, qtbot)
    assert text_of(ctx, card) == THEIR_TEXT and not page.looking()
    assert page.notice.title.text() == "Samengevoegd" and page.notice.hasFocus()
    assert "1 nieuw" in page.notice.text.text() and "reservekopie" in page.notice.text.text()
    assert ctx.workspace.backups.rows() and page.state_panel.words.words() != words
    page.notice.findChild(SecondaryButton).click()
    rest(ctx, qtbot)
    assert text_of(ctx, card) == OURS and page.state_panel.words.words() == words
    assert page.notice.title.text() == "Het samenvoegen is teruggedraaid" and page.state_panel.back.isHidden() is False
    assert not page.state_panel.back.isVisible()


def test_both_or_a_text_of_ones_own(looking, page, ctx, card, qtbot):
    (row,) = looking.pane.rows
    row.both.click()
    assert row.both.isChecked() and looking.open_count() == 0
    row.write.click()
    assert row.own.isVisible() and not row.both.isChecked()
    row.own.setPlainText("")
    assert looking.open_count() == 1 and row.own.isVisible()
    row.own.setPlainText("both")
    assert looking.open_count() == 0 and row.write.isChecked()
    page._confirm()
    rest(ctx, qtbot)
    assert text_of(ctx, card) == "both"


def test_what_nobody_chose_stays_listed_with_a_number_at_the_page(looking, page, ctx, card, app_window, qtbot):
    looking.go.click()
    rest(ctx, qtbot)
    assert text_of(ctx, card) == THEIR_TEXT and "1 keuze staat open" in page.notice.text.text()
    assert page.open_panel.isVisible() and app_window._rail.item("sharing").accessibleName() == "Delen, 1"
    page.open_panel.choose.click()
    assert page.looking() and looking.told is None and not looking.go.isEnabled()
    ours = next(place for place, side in enumerate(looking.pane.rows[0].sides) if side.text_shown() == OURS)
    QTest.keyClick(looking.list, Qt.Key.Key_1 + ours)
    QTest.keyClick(looking.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert text_of(ctx, card) == OURS and not page.looking() and not page.open_panel.isVisible()
    assert app_window._rail.item("sharing").accessibleName() == "Delen"
    ctx.undo()
    assert text_of(ctx, card) == THEIR_TEXT
    qtbot.waitUntil(page.open_panel.isVisible, timeout=30_000)
    assert app_window._rail.item("sharing").accessibleName() == "Delen, 1"


def test_the_rule_can_be_another_one(looking, page, ctx, card, qtbot):
    assert "die van Joke" in looking.pane.rows[0].rule.text()
    looking.prefer.setCurrentIndex(1)
    assert looking.rule() == MINE and "die van jou" in looking.pane.rows[0].rule.text()
    looking.go.click()
    rest(ctx, qtbot)
    assert text_of(ctx, card) == OURS and not page.open_panel.isVisible()


def test_rejecting_and_what_comes_too_late(looking, page, ctx, card, qtbot):
    looking.go.click()
    rest(ctx, qtbot)
    ctx.workspace.outcomes.edit(card, text="Daarna getypt")
    page.state_panel.back.click()
    rest(ctx, qtbot)
    assert page.notice.title.text() == "Het samenvoegen is niet teruggedraaid" and "Afwijzen" in page.notice.text.text()
    page.state_panel.reject.click()
    rest(ctx, qtbot)
    assert page.notice.title.text() == "Het samenvoegen is afgewezen" and text_of(ctx, card) == "Daarna getypt"


STOPPED = "Gestopt. Er is niets veranderd."


def test_stopping_a_merge_half_way_changes_nothing_and_says_so(looking, page, ctx, card, work_file, app_window, qtbot, monkeypatch):
    words, told = page.state_panel.words.words(), []
    ctx.toastAsked.connect(lambda toast: told.append(toast.text))
    monkeypatch.setattr(connect, "BUSY_SECONDS", 60)
    with closing(sqlite3.connect(work_file, isolation_level=None)) as somebody:
        # The merge waits for who is writing, after it looked the copy over.
        somebody.execute("BEGIN IMMEDIATE")
        looking.go.click()
        qtbot.waitUntil(lambda: app_window.findChild(ProgressSheet) is not None, timeout=30_000)
        sheet = app_window.findChild(ProgressSheet)
        qtbot.waitUntil(sheet.isVisible, timeout=30_000)
        QTest.mouseClick(sheet.stop, Qt.MouseButton.LeftButton)
        somebody.execute("ROLLBACK")
    rest(ctx, qtbot)
    assert told == [STOPPED] and page.looking() and looking.isEnabled() and looking.go.isEnabled()
    assert text_of(ctx, card) == OURS and ctx.workspace.sharing.state().words == words
    assert ctx.workspace.undo.state().undo != "Samenvoegen"
    looking.go.click()
    rest(ctx, qtbot)
    assert page.notice.title.text() == "Samengevoegd" and text_of(ctx, card) == THEIR_TEXT


def test_stopping_when_it_is_done_is_too_late_and_not_called_stopped(looking, page, ctx, card, qtbot):
    workers, told = [], []
    ctx.workStarted.connect(lambda worker, _title: workers.append(worker))
    ctx.toastAsked.connect(lambda toast: told.append(toast.text))
    # Told by the thread that merges, right after it was saved.
    leave = ctx.workspace.bus.subscribe(lambda _change: [worker.cancel() for worker in workers])
    looking.go.click()
    rest(ctx, qtbot)
    leave()
    assert workers and not told and page.notice.title.text() == "Samengevoegd" and text_of(ctx, card) == THEIR_TEXT


def test_stopping_a_share_half_way_leaves_no_copy(page, ctx, tmp_path, qtbot, monkeypatch):
    told, workers, begun, real = [], [], threading.Event(), os.fsync
    folder = tmp_path / "stick"
    folder.mkdir()
    ctx.toastAsked.connect(lambda toast: told.append(toast.text))
    ctx.workStarted.connect(lambda worker, _title: (workers.append(worker), begun.set()))

    def fsync(file):
        if any(folder.iterdir()) and begun.wait(30):
            workers[-1].cancel()
        real(file)

    monkeypatch.setattr(os, "fsync", fsync)
    page.share(folder / "kopie.efdb")
    rest(ctx, qtbot)
    assert told == [STOPPED] and not list(folder.iterdir()) and not page.notice.isVisible()
    monkeypatch.setattr(os, "fsync", real)
    page.share(folder / "kopie.efdb")
    rest(ctx, qtbot)
    assert [made.name for made in folder.iterdir()] == ["kopie.efdb"]


def test_a_closed_copy_asks_for_its_words(page, ctx, closed_copy, qtbot):
    page.fetch_file(closed_copy)
    assert page.fetch.asks() and page.fetch.passphrase.hasFocus() and "is afgesloten" in page.fetch.lock_words.text()
    for words in ("verkeerde woorden", PASSPHRASE):
        page.fetch.passphrase.setText(words)
        QTest.keyClick(page.fetch.passphrase, Qt.Key.Key_Return)
        rest(ctx, qtbot)
        if words == "verkeerde woorden":
            assert "gaat niet open met deze woorden" in page.notice.text.text() and page.fetch.passphrase.hasFocus()
    assert page.looking() and not page.fetch.asks() and page.fetch.passphrase.value() == ""


def test_strange_files_are_told_on_the_page(page, ctx, clash, tmp_path, manual_clock, settings, data_dir, qtbot):
    half = tmp_path / "half.efdb"
    half.write_bytes(clash.read_bytes()[: clash.stat().st_size // 2])
    other = tmp_path / "anders.efdb"
    Workspace.create(other, clock=manual_clock, settings=settings, programme_name="Anders", facilitator="Els").close()
    no_file = tmp_path / "foto.efdb"
    no_file.write_bytes(b"geen werkbestand" * 100)
    for path in (half, other, no_file, tmp_path / "weg.efdb"):
        page.fetch_file(path)
        rest(ctx, qtbot)
        assert page.notice.title.text() == f"{path.name} is niet opgehaald" and page.notice.text.text()
        assert page.notice.hasFocus() and not page.looking()


def test_the_same_copy_again_holds_nothing_new(looking, page, ctx, clash, qtbot):
    looking.go.click()
    rest(ctx, qtbot)
    page.fetch_file(clash)
    rest(ctx, qtbot)
    assert page.notice.title.text().startswith("Er staat niets nieuws in") and not page.looking()


def test_what_was_left_out_comes_later_and_is_not_called_nothing(page, ctx, joke, qtbot):
    with joke as theirs:
        person = theirs.people.add("Ilse", email="ilse@voorbeeld.nl")
        part, whole = (theirs.sharing.share(joke.folder, without_sensitive=without) for without in (True, False))
    for copy, email in ((part, ""), (whole, "ilse@voorbeeld.nl")):
        page.fetch_file(copy)
        rest(ctx, qtbot)
        assert page.looking()
        page.preview.go.click()
        rest(ctx, qtbot)
        assert [row.email for row in ctx.workspace.people.rows() if row.id == person] == [email]


def test_copies_are_found_beside_the_file_and_in_the_shared_folder(page, ctx, clash, work_file, app_window, qtbot):
    shutil.copyfile(clash, work_file.with_name("leerroute-LAPTOP (1).efdb"))
    ctx.settings.share_folder = str(clash.parent)
    app_window.show_page("overview")
    app_window.show_page("sharing")
    rest(ctx, qtbot)
    assert len(page.fetch.buttons) >= 2 and page.fetch.folder_words.isVisible()
    page.fetch.buttons[0].click()
    rest(ctx, qtbot)
    assert page.looking()
    app_window.show_page("overview")
    assert not page.looking()


def test_what_is_found_is_counted_beside_the_name_of_the_page(page, ctx, clash, joke, work_file, app_window, quick_words, qtbot):
    shutil.copyfile(clash, work_file.with_name("leerroute-LAPTOP.efdb"))
    shutil.copyfile(joke.send(passphrase="dak kaars zwem brief"), work_file.with_name("van Joke.efdb.age"))
    app_window.show_page("overview")
    copies_of(ctx).look()
    qtbot.waitUntil(lambda: app_window._rail.item("sharing").accessibleName() == "Delen, 2", timeout=30_000)
    app_window.show_page("sharing")
    rest(ctx, qtbot)
    assert len(page.fetch.buttons) == 2
    closed = next(button for button in page.fetch.buttons if "age" in button.accessibleName())
    closed.click()
    assert page.fetch.asks()
    page.fetch.passphrase.setText("dak kaars zwem brief")
    page.fetch.open.click()
    rest(ctx, qtbot)
    page.preview.go.click()
    rest(ctx, qtbot)
    qtbot.waitUntil(lambda: not copies_of(ctx).found, timeout=30_000)
    assert app_window._rail.item("sharing").accessibleName() == "Delen, 1" and len(page.fetch.buttons) == 0


def test_a_dropped_file_leads_to_the_page(ctx, joke, clash, app_window, qtbot):
    app_window.show_page("overview")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(clash))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPointF(40, 400).toPoint(), *how)
    app_window.dragEnterEvent(entering)
    assert entering.isAccepted()
    app_window.dropEvent(QDropEvent(QPointF(40, 400), *how))
    rest(ctx, qtbot)
    assert app_window.page_id == "sharing" and app_window.page.looking()


def test_a_passphrase_does_not_wait_on_the_screen(page, app_window):
    page.share_panel.closed.setChecked(True)
    page.ask_share()
    page.share_panel.passphrase.setText("dak kaars zwem brief")
    app_window.show_page("overview")
    app_window.show_page("sharing")
    assert page.share_panel.passphrase.value() == "" and not page.notice.isVisible()


def test_only_looking_refuses_calmly(closed_ctx, work_file, tmp_path, qtbot):
    from ef_desktop.ui.mainwindow import MainWindow

    workspace = Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings, read_only=True)
    closed_ctx.use(workspace)
    window = MainWindow(closed_ctx)
    qtbot.addWidget(window)
    window.show()
    window.show_page("sharing")
    page = window.page
    page.fetch_file(tmp_path / "kopie.efdb")
    rest(closed_ctx, qtbot)
    assert page.notice.title.text() == "Je bekijkt dit bestand alleen" and not page.looking()
    assert not page.share_panel.isEnabled() and not page.fetch.isEnabled()


def test_the_menu_leads_to_sharing_and_fetching(page, ctx, app_window):
    for name, wanted in (("share.copy", page.share_panel.share), ("share.fetch", page.fetch.choose)):
        app_window.show_page("overview")
        ctx.actions.trigger(name)
        assert app_window.page is page and wanted.hasFocus()


@pytest.mark.parametrize(
    ("text", "other", "told"),
    [("26 maart", "9 april", ["26 maart"]), ("a b c", "a x c", ["b"]), ("gelijk", "gelijk", []), ("", "iets", [])],
)
def test_only_what_differs_is_underlined(text, other, told):
    assert [text[first:last] for first, last in differing(text, other)] == told
