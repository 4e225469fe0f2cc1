"""What belongs to a whole window: the ring of the focus, the rail, the messages in the corner, the dialogs."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QListView, QMenuBar, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.ui.forms import TextField
from ef_desktop.ui.widgets.buttons import Button, PrimaryButton
from ef_desktop.ui.widgets.dialog import ask, show_error
from ef_desktop.ui.widgets.focusring import FocusRing
from ef_desktop.ui.widgets.rail import AppRail, RailPage
from ef_desktop.ui.widgets.stepper import MinuteStepper
from ef_desktop.ui.widgets.text import Label
from ef_desktop.ui.widgets.toast import Toasts
from tests.gui.widget_window import focus, put, shown_window

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def window(qtbot):
    """A window with a column to put things in."""
    return shown_window(qtbot)


class TestFocusRing:
    def test_it_follows_the_keyboard(self, window):
        ring = FocusRing(window)
        first, second = put(window, PrimaryButton("Een"), PrimaryButton("Twee"))
        focus(first)
        assert ring.isVisible() and ring.target() is first
        focus(second)
        assert ring.target() is second
        assert ring.geometry() == second.geometry().adjusted(-5, -5, 5, 5)

    def test_it_moves_along_when_its_widget_moves(self, window):
        ring = FocusRing(window)
        button = put(window, PrimaryButton("Een"))
        focus(button)
        button.move(button.x() + 30, button.y())
        assert ring.geometry().left() == button.x() - 5

    def test_it_goes_when_its_widget_goes(self, window):
        ring = FocusRing(window)
        button = put(window, PrimaryButton("Een"))
        focus(button)
        button.hide()
        assert not ring.isVisible()

    def test_views_and_widgets_that_ask_paint_their_own(self, window):
        ring = FocusRing(window)
        view, own = put(window, QListView(), TextField())
        own.setProperty("own_focus", True)
        focus(view)
        assert not ring.isVisible()
        focus(own)
        assert not ring.isVisible()

    def test_a_stepper_has_it_around_the_whole(self, window):
        ring = FocusRing(window)
        stepper = put(window, MinuteStepper(10))
        focus(stepper)
        assert ring.target() is stepper

    def test_what_scrolls_away_keeps_no_ring(self, window):
        ring = FocusRing(window)
        area = QScrollArea(widgetResizable=True)
        inner = QWidget(objectName="scrolled")
        column = QVBoxLayout(inner)
        buttons = [PrimaryButton(str(number)) for number in range(40)]
        for button in buttons:
            column.addWidget(button)
        area.setWidget(inner)
        put(window, area)
        focus(buttons[0])
        assert ring.isVisible()
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        assert not ring.isVisible()

    def test_it_survives_the_end_of_its_widget(self, window, qtbot):
        ring = FocusRing(window)
        button = put(window, PrimaryButton("Een"))
        focus(button)
        with qtbot.waitSignal(button.destroyed):
            button.deleteLater()
        assert ring.target() is None and not ring.isVisible()


class TestRail:
    PAGES = (RailPage("a", "route", "Leerroute"), RailPage("b", "calendar", "Bijeenkomsten"), RailPage("s", "settings", "Instellingen", True))

    def test_arrows_move_and_enter_opens(self, qtbot, window):
        rail = put(window, AppRail(self.PAGES, "a"))
        focus(rail.item("a"))
        with qtbot.assertNotEmitted(rail.activated):
            qtbot.keyClick(rail.item("a"), Qt.Key.Key_Down)
        assert rail.item("b").hasFocus() and rail.current() == "a"
        with qtbot.waitSignal(rail.activated) as caught:
            qtbot.keyClick(rail.item("b"), Qt.Key.Key_Return)
        assert caught.args == ["b"] and rail.current() == "b"

    def test_compact_has_tooltips_and_the_width_of_the_tokens(self, window):
        rail = put(window, AppRail(self.PAGES, "a"))
        assert (rail.width(), rail.item("a").toolTip()) == (216, "")
        rail.set_compact(True)
        assert (rail.width(), rail.item("a").toolTip()) == (64, "Leerroute")

    def test_a_count_is_told_to_screen_readers(self, window):
        rail = put(window, AppRail(self.PAGES, "a"))
        rail.set_count("b", 3)
        assert rail.item("b").accessibleName() == "Bijeenkomsten, 3"


class TestToasts:
    def test_undo_is_offered_for_ten_seconds(self, qtbot, window):
        toasts = Toasts(window)
        toast = toasts.undo("Kaart weg", "Je kunt dit 10 seconden terugdraaien.")
        # Qt may let a coarse timer run five hundredths longer.
        assert 9_000 < toast.time_left() <= 10_500
        button = next(button for button in toast.findChildren(PrimaryButton))
        with qtbot.waitSignals([toast.undoRequested, toast.closed]):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert toasts.visible_toasts() == [] and not toasts.isVisible()

    def test_they_lie_above_the_ring_of_what_has_the_keyboard(self, window):
        field, other = put(window, TextField(), TextField())
        ring, toasts = FocusRing(window), Toasts(window)
        ring.stay_under(toasts)
        toasts.info("Bewaard")
        focus(field)
        focus(other)
        children = window.children()
        assert ring.target() is other
        assert children.index(toasts) > children.index(ring)

    def test_no_ring_runs_along_the_menu_bar(self, window):
        ring, bar = FocusRing(window), QMenuBar(window)
        bar.addMenu("Bestand")
        bar.show()
        bar.setFocus()
        assert bar.hasFocus() and ring.target() is None

    def test_a_failure_stays(self, window):
        assert Toasts(window).failure("Bewaren lukt niet").time_left() == -1

    def test_they_never_take_the_keyboard(self, window):
        field = put(window, TextField())
        focus(field)
        toast = Toasts(window).undo("Kaart weg")
        assert QApplication.focusWidget() is field
        assert all(button.focusPolicy() == Qt.FocusPolicy.NoFocus for button in toast.findChildren(PrimaryButton))

    def test_a_new_undo_takes_the_place_of_the_old_and_three_is_the_most(self, window):
        toasts = Toasts(window)
        first = toasts.undo("Een")
        second = toasts.undo("Twee")
        assert toasts.visible_toasts() == [second]
        assert not first.isVisible()
        toasts.failure("Mis")
        toasts.info("Drie")
        toasts.info("Vier")
        assert [toast.kind for toast in toasts.visible_toasts()] == ["failure", "info", "info"]

    def test_it_stays_above_the_status_bar_and_inside_the_window(self, window):
        toasts = Toasts(window, bottom=48)
        toasts.info("Dit is een lange melding die niet op één regel past in een smal venster, en dus op meer regels komt te staan.")
        window.resize(420, 400)
        QApplication.processEvents()
        assert toasts.geometry().bottom() < 400 - 47
        assert toasts.geometry().left() >= 0 and toasts.geometry().right() <= 420

    def test_where_a_page_needs_the_window_short_ones_stand_in_the_status_bar(self, window):
        window.resize(900, 400)
        toasts = Toasts(window, room=lambda: QRect(150, 370, 600, 29))
        toasts.make_way(56)
        first = toasts.info("Nu: Check-in")
        second = toasts.undo("Nu: Pauze")
        assert toasts.visible_toasts() == [second] and not first.isVisible()
        second.add_action("Toon weer")
        spot = QRect(second.mapTo(window, QPoint(0, 0)), second.size())
        assert QRect(150, 370, 600, 29).contains(spot) and spot.width() >= second.natural_width()
        failure = toasts.failure("Bewaren lukt niet")
        assert failure.mapTo(window, QPoint(0, 0)).y() == 56
        # What is too long for the bar stands with the failures.
        assert not toasts.undo("Nu: " + "een blok met een heel lange naam " * 4).low

    def test_a_button_gets_its_room(self, window):
        toasts = Toasts(window)
        toast = toasts.failure("Bewaren lukt niet", "De schijf is vol.")
        before = toast.height()
        toast.add_action("Andere plek kiezen", primary=True)
        assert toast.height() >= before + 32


class TestDialogs:
    @pytest.mark.parametrize("danger", [False, True])
    @pytest.mark.parametrize("yes", [False, True])
    def test_enter_presses_the_button_that_has_the_keyboard(self, qtbot, window, danger, yes):
        told = []
        dialog = ask(window, "Wissen?", "Het is dan weg.", "Wis", lambda: told.append("yes"), danger=danger)
        dialog.rejected.connect(lambda: told.append("no"))
        stay, go = dialog.findChildren(Button)
        wanted = go if yes else stay
        focus(wanted)
        qtbot.keyClick(wanted, Qt.Key.Key_Return)
        assert told == ["yes" if yes else "no"]

    def test_escape_does_nothing_but_close(self, qtbot, window):
        done = []
        dialog = ask(window, "Wissen?", "Dit kan niet terug.", "Wis", lambda: done.append(1), danger=True)
        assert dialog.focusWidget().label() == "Annuleren"
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert done == [] and not dialog.isVisible()

    def test_the_action_runs_once(self, qtbot, window):
        done = []
        dialog = ask(window, "Tonen?", "Er staat een naam in.", "Toon", lambda: done.append(1))
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        assert done == [1]

    def test_an_error_is_plain_text(self, window):
        dialog = show_error(window, "<b>Mis</b>", "De schijf is vol.", detail="OSError 28")
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(Label))
        dialog.accept()
