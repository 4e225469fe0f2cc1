"""What was taken back is told on every page, and a whole merge never goes without a question."""

import shutil

import pytest
from PySide6.QtCore import Qt

from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.gui.room_views import press

CONTROL = Qt.KeyboardModifier.ControlModifier


def saved_words(window) -> str:
    return window._status.save.accessibleName()


def test_on_every_page_the_step_that_was_taken_back_is_told_until_the_next_change(app_window, ctx):
    ctx.run(lambda: ctx.workspace.programme.update(name="Leerroute Delft, najaar"))
    step = ctx.workspace.undo.state().undo
    for page in ("cases", "people", "overview"):
        app_window.show_page(page)
        press(Qt.Key.Key_Z, CONTROL)
        assert saved_words(app_window).endswith(f" · Teruggedraaid: {step}")
        press(Qt.Key.Key_Y, CONTROL)
        assert saved_words(app_window).endswith(f" · Opnieuw gedaan: {step}")
    ctx.run(lambda: ctx.workspace.people.add("Noor Visser"))
    assert step not in saved_words(app_window)
    # Where there is nothing to take back, nothing is told.
    while ctx.workspace.undo.state().undo:
        ctx.undo()
    told = saved_words(app_window)
    ctx.undo()
    assert saved_words(app_window) == told


@pytest.fixture
def merged(app_window, ctx, tmp_path, manual_clock):
    """A work file in which the copy of a colleague with one more person was merged."""
    ctx.workspace.people.add("Noor Visser")
    copy = ctx.workspace.sharing.share(tmp_path / "voor joke.efdb")
    manual_clock.advance(60)
    colleague = Workspace.open(shutil.copyfile(copy, tmp_path / "joke.efdb"), clock=manual_clock, settings=DeviceSettings(facilitator="Joke"))
    colleague.people.add("Samir Bakker")
    back = colleague.sharing.share(tmp_path / "van joke.efdb")
    colleague.close()
    ctx.run(lambda: ctx.workspace.sharing.merge(back))
    return app_window


def names(ctx) -> list[str]:
    return [line.name for line in ctx.workspace.people.lines()]


def test_a_whole_merge_is_taken_back_only_after_a_question(merged, ctx, qtbot):
    merged.show_page("cases")
    for answer, left in ((Qt.Key.Key_Escape, 2), (Qt.Key.Key_Return, 1)):
        merged.activateWindow()
        qtbot.waitUntil(merged.isActiveWindow, timeout=10_000)
        press(Qt.Key.Key_Z, CONTROL, widget=merged)
        (question,) = (dialog for dialog in merged.findChildren(MessageDialog) if dialog.isVisible())
        assert len(names(ctx)) == 2
        press(answer, widget=question)
        assert len(names(ctx)) == left
    assert saved_words(merged).endswith(" · Teruggedraaid: Samenvoegen")
