"""The disk is full while somebody types: nothing that was typed goes, it is told once, and it is written as soon as there is room."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.gui.case_desk import kept, the_case

#: More than fits in what is free in a full file.
LONG = ("Wij zoeken elkaar op. " * 3000).strip()


class Disk:
    """A disk that can be full."""

    def __init__(self, workspace):
        self._store = workspace._store

    def fill(self):
        self._limit("(SELECT 1)")

    def make_room(self):
        self._limit("1000000")

    def _limit(self, pages):
        with self._store.connection() as connection:
            (held,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count={held if pages.startswith('(') else pages}")


@pytest.fixture
def disk(ctx):
    ctx.workspace.cases.add("Stadstuin Voorhof", initiator_knows="doet_mee")
    ctx.workspace.cases.add("Zonnedak", initiator_knows="doet_mee")
    return Disk(ctx.workspace)


@pytest.fixture
def window(app_window, ctx, disk):
    app_window.show_page("cases", case_id=the_case(ctx).id)
    return app_window


def failures(window):
    return [toast for toast in window.toasts.visible_toasts() if toast.kind == "failure"]


def status(window):
    return window._status.save.text()


def type_into(window, name, words):
    field = window.page.form.fields[name]
    field.set_value(words)
    field.changed.emit(words)
    field.committed.emit(words)
    return field


def test_what_was_typed_waits_for_room_and_is_told_once(window, ctx, disk, qtbot):
    disk.fill()
    field = type_into(window, "learning_question", LONG)
    type_into(window, "learning_question", LONG + " Samen.")
    other = type_into(window, "stuck_on", LONG)
    assert (field.value(), other.value()) == (LONG + " Samen.", LONG)
    assert kept(ctx, "learning_question") == "" and len(ctx.owing) == 2
    assert len(failures(window)) == 1 and status(window) == "Bewaren lukt niet"
    # Also while another page is there.
    window.show_page("people")
    disk.make_room()
    with qtbot.waitSignal(ctx.owing.paid, timeout=30_000):
        pass
    assert kept(ctx, "learning_question").endswith("Samen.") and kept(ctx, "stuck_on") == LONG
    assert failures(window) == [] and status(window).startswith("Alles bewaard") and len(ctx.owing) == 0


def test_what_is_refused_for_itself_goes_back(window, ctx, disk):
    field = type_into(window, "title", "")
    assert field.value() == "Stadstuin Voorhof" and len(ctx.owing) == 0 and status(window).startswith("Alles bewaard")


def test_whoever_quits_is_asked_first(window, ctx, disk, qtbot):
    disk.fill()
    type_into(window, "learning_question", LONG)
    assert not window.close() and window.isVisible()
    (question,) = (dialog for dialog in window.findChildren(MessageDialog) if dialog.isVisible())
    question.reject()
    QApplication.processEvents()
    disk.make_room()
    assert window.close()
    assert len(ctx.owing) == 0 and kept(ctx, "learning_question") == LONG


def test_a_step_of_the_clock_that_was_not_taken_is_not_told(app_window, ctx):
    workspace = ctx.workspace
    meeting = workspace.meetings.create("Eerste dag")
    for title in ("Welkom", "Gesprek"):
        workspace.meetings.add_text_item(meeting, title, 10)
    workspace.room.start(meeting)
    app_window.show_page("cockpit", meeting_id=meeting)
    with closing(sqlite3.connect(workspace.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        app_window.page.ask("next")
        other.execute("ROLLBACK")
    assert workspace.room.timer(meeting).index == 0 and len(failures(app_window)) == 1
    assert [toast.kind for toast in app_window.toasts.visible_toasts()] == ["failure"]
    app_window.page.ask("next")
    assert [toast.told[0] for toast in app_window.toasts.visible_toasts()] == ["Nu: Gesprek"]
