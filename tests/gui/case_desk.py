"""Filling in the form of the only case by keyboard, and what the work file has of it then."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.pages.cases import CasesPage
from tests.gui.page_alone import shown_page


def open_case(ctx, qtbot):
    """Return the page with one case of which the initiator takes part."""
    ctx.workspace.cases.add("Stadstuin Voorhof", initiator_knows="doet_mee")
    return shown_page(CasesPage(ctx), qtbot)


def the_case(ctx):
    """The only case, as the work file has it."""
    return ctx.workspace.cases.rows()[0]


def kept(ctx, name):
    """A field of the only case, as the work file has it."""
    return ctx.workspace.cases.fields(the_case(ctx).id)[name]


def press(key, times=1, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key in whatever has the keyboard."""
    for _time in range(times):
        QTest.keyClick(QApplication.focusWidget(), key, modifier)


def write(text):
    """Type into whatever has the keyboard."""
    QTest.keyClicks(QApplication.focusWidget(), text)
