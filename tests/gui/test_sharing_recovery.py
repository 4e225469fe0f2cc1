"""The backups in Instellingen: when, how large, what is in them; and checking the file in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


@pytest.fixture
def file(ctx, app_window, qtbot):
    meeting = ctx.workspace.meetings.create("Start")
    ctx.workspace.outcomes.add(meeting, "inzicht", "Tempo is ook respect")
    ctx.workspace.backups.make()
    app_window.show_page("settings")
    qtbot.waitUntil(lambda: not ctx.working(), timeout=30_000)
    return app_window.page.file


def test_a_backup_tells_what_is_in_it(file):
    told = file.model.index(0).data(Qt.ItemDataRole.DisplayRole)
    assert "1 bijeenkomst · 1 opbrengst" in told and "MB" in told and "12 maart" in told


def test_a_backup_that_cannot_be_read_is_no_trouble(file, ctx):
    path = next(iter(ctx.workspace.backups.contents()))
    with open(path, "wb") as broken:
        broken.write(b"rommel" * 1000)
    assert path not in ctx.workspace.backups.contents()


def test_the_file_is_checked_in_words(file, ctx, qtbot):
    assert not file.findings.isVisible()
    QTest.keyClick(file.check, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not ctx.working(), timeout=30_000)
    assert file.findings.text() == "Het bestand is heel. Alles erin klopt met de geschiedenis." and file.check.isEnabled()
