"""The page Delen for who looks at the keyboard: what a passphrase needs is said at the field, and the focus stays on the page."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.gui.room_views import go

PATIENT = {"timeout": 30_000}
NEED = "Neem een wachtzin van minstens 8 tekens, zoals vier woorden."


@pytest.fixture
def page(app_window, qtbot, ctx):
    page = go(app_window, qtbot, "sharing")
    qtbot.waitUntil(lambda: not ctx.working(), **PATIENT)
    return page


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Where the file dialog was asked to save; the user takes a place of their own."""
    places = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _window, _title, at, **_more: (places.append(at) or str(tmp_path / Path(at).name), "")
    )
    return places


def test_what_a_passphrase_needs_is_said_at_the_field_before_a_place_is_asked(page, ctx, asked, quick_words, qtbot):
    panel = page.share_panel
    assert not panel.need.isVisible()
    QTest.keyClick(panel.closed, Qt.Key.Key_Space)
    field = panel.passphrase
    assert field.hasFocus() and panel.need.isVisible() and panel.need.text() == NEED
    button = panel.share.pos()
    for typed, said in (("", "Typ een wachtzin, of haal het vinkje weg."), ("molen", "Dit is te kort.")):
        field.clear()
        QTest.keyClicks(field, typed)
        panel.share.click()
        assert panel.need.text() == f"{said} {NEED}" and field.hasFocus() and field.accessibleDescription() == panel.need.text()
        # It goes while one types on, and nothing moves under the pointer.
        QTest.keyClicks(field, "w")
        assert panel.need.text() == NEED and panel.share.pos() == button
    assert not asked and not page.notice.isVisible()
    QTest.keyClicks(field, "iek")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not ctx.working(), **PATIENT)
    assert len(asked) == 1 and "staat klaar" in page.notice.title.text()


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_after_sharing_the_keyboard_is_where_it_is_told(page, ctx, asked, way, qtbot):
    page.share_panel.share.setFocus()
    if way == "mouse":
        QTest.mouseClick(page.share_panel.share, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(page.share_panel.share, Qt.Key.Key_Return)
    # Also while it is being made: what is typed then goes nowhere else.
    assert page.hasFocus() or page.notice.hasFocus()
    qtbot.waitUntil(lambda: not ctx.working(), **PATIENT)
    assert page.notice.hasFocus() and "staat klaar" in page.notice.accessibleName()
    # One step further is what can be done with it.
    QTest.keyClick(page.notice, Qt.Key.Key_Tab)
    assert page.notice.isAncestorOf(QApplication.focusWidget())


def test_after_a_copy_with_nothing_new_the_keyboard_stays_on_the_page(page, ctx, work_file, tmp_path, qtbot):
    copy = ctx.workspace.backups.save_as(tmp_path / "zelfde.efdb") or tmp_path / "zelfde.efdb"
    page.fetch.choose.setFocus()
    page.fetch_file(copy)
    qtbot.waitUntil(lambda: not ctx.working(), **PATIENT)
    assert page.notice.title.text().startswith("Er staat niets nieuws in") and page.notice.hasFocus()


def test_after_stopping_the_keyboard_is_where_one_begins_again(page, ctx, tmp_path, qtbot):
    page.share_panel.share.setFocus()
    ctx.workStarted.connect(lambda worker, _title: worker.cancel())
    page.share(tmp_path / "kopie.efdb")
    qtbot.waitUntil(lambda: not ctx.working(), **PATIENT)
    assert not (tmp_path / "kopie.efdb").exists() and page.share_panel.share.hasFocus()
