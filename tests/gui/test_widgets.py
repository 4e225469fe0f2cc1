"""What the components do when someone uses them."""

from datetime import date, time

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QListView, QMenuBar, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.ui.forms import ComboField, DateField, Form, SearchField, TextArea, TextField, TimeField
from ef_desktop.ui.theme import KINDS, font, install_theme, projector_look, theme
from ef_desktop.ui.widgets.avatar import Avatar
from ef_desktop.ui.widgets.badge import paint_badge
from ef_desktop.ui.widgets.buttons import AccentButton, Button, PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.choices import CheckBox, ToggleSwitch
from ef_desktop.ui.widgets.dialog import ask, show_error
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.focusring import FocusRing
from ef_desktop.ui.widgets.keyhint import KeyHint, KeyHintRow
from ef_desktop.ui.widgets.rail import AppRail, RailPage
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.statusbar import SaveStatus, StatusBar, StatusItem
from ef_desktop.ui.widgets.stepper import MinuteStepper
from ef_desktop.ui.widgets.text import ElidedLabel, Label, hyphenate, layout_text
from ef_desktop.ui.widgets.tile import DateTile
from ef_desktop.ui.widgets.toast import Toasts


@pytest.fixture(autouse=True)
def dressed(qapp):
    """Every widget of these tests wears the light theme."""
    install_theme(qapp, "light")


@pytest.fixture
def window(qtbot):
    """A window with a column to put things in, shown and active."""
    top = QWidget(objectName="page")
    top.column = QVBoxLayout(top)
    top.resize(640, 480)
    qtbot.addWidget(top)
    top.show()
    qtbot.waitExposed(top)
    top.activateWindow()
    return top


def put(window, *widgets):
    """Put widgets in the window and let Qt lay them out."""
    for widget in widgets:
        window.column.addWidget(widget)
    QApplication.processEvents()
    return widgets[0] if len(widgets) == 1 else widgets


def focus(widget):
    """Give a widget the keyboard."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()


class TestButtons:
    def test_the_text_is_the_name_and_never_a_shortcut(self, qtbot):
        button = SecondaryButton("Vraag & antwoord")
        qtbot.addWidget(button)
        assert button.label() == button.accessibleName() == "Vraag & antwoord"
        assert button.shortcut().isEmpty()

    def test_a_button_with_only_an_icon_has_a_name_and_a_tooltip(self, qtbot):
        button = QuietButton(icon="x", name="Sluit")
        qtbot.addWidget(button)
        assert (button.accessibleName(), button.toolTip()) == ("Sluit", "Sluit")
        assert button.sizeHint().width() == button.sizeHint().height() == 40

    def test_text_icon_and_key_get_their_room(self, qtbot):
        plain, full = PrimaryButton("Start"), AccentButton("Start", icon="player-play", key="F5")
        for button in (plain, full):
            qtbot.addWidget(button)
        assert full.minimumSizeHint().width() >= plain.minimumSizeHint().width() + 20 + 22
        assert PrimaryButton("Start", small=True).sizeHint().height() == 32

    def test_danger_and_checked_look_different(self, qtbot):
        pictures = []
        for make in (
            lambda: SecondaryButton("Wis"),
            lambda: SecondaryButton("Wis", danger=True),
            lambda: SecondaryButton("Wis", spread=True),
        ):
            button = make()
            qtbot.addWidget(button)
            pictures.append(button.grab().toImage())
        toggled = SecondaryButton("Wis")
        qtbot.addWidget(toggled)
        toggled.setCheckable(True)
        toggled.setChecked(True)
        assert pictures[0] != pictures[1]
        assert toggled.grab().toImage() != pictures[0]


class TestSegmented:
    def make(self, window):
        return put(window, SegmentedControl([("a", "Soort"), ("b", "Casus"), ("c", "Onderdeel")], name="Groepeer"))

    def test_arrows_home_and_end_choose(self, qtbot, window):
        control = self.make(window)
        with qtbot.waitSignal(control.changed) as caught:
            qtbot.keyClick(control, Qt.Key.Key_Right)
        assert caught.args == ["b"]
        qtbot.keyClick(control, Qt.Key.Key_End)
        assert control.current() == "c"
        with qtbot.assertNotEmitted(control.changed):
            qtbot.keyClick(control, Qt.Key.Key_Right)
        qtbot.keyClick(control, Qt.Key.Key_Home)
        assert control.current() == "a"
        assert control.accessibleName() == "Groepeer: Soort"

    def test_a_choice_that_is_off_is_passed_over(self, qtbot, window):
        control = self.make(window)
        control.set_enabled("b", False)
        qtbot.keyClick(control, Qt.Key.Key_Right)
        assert control.current() == "c"

    def test_a_click_chooses(self, qtbot, window):
        control = self.make(window)
        spot = control.segment_rect("b").center().toPoint()
        qtbot.mouseClick(control, Qt.MouseButton.LeftButton, pos=spot)
        assert control.current() == "b"

    def test_setting_it_tells_nothing(self, qtbot, window):
        control = self.make(window)
        with qtbot.assertNotEmitted(control.changed):
            control.set_current("c")


class TestStepper:
    def test_buttons_land_on_whole_steps(self, qtbot, window):
        stepper = put(window, MinuteStepper(12))
        qtbot.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=QPoint(stepper.width() - 8, 16))
        assert stepper.value() == 15
        stepper.set_value(12)
        qtbot.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=QPoint(8, 16))
        assert stepper.value() == 10

    def test_digits_type_and_enter_commits_once(self, qtbot, window):
        stepper = put(window, MinuteStepper(15))
        focus(stepper)
        edit = stepper.focusProxy()
        edit.selectAll()
        with qtbot.waitSignal(stepper.changed) as caught:
            qtbot.keyClicks(edit, "40")
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert caught.args == [40]
        with qtbot.assertNotEmitted(stepper.changed):
            qtbot.keyClick(edit, Qt.Key.Key_Return)

    def test_plus_and_minus_keys_and_the_ends(self, qtbot, window):
        stepper = put(window, MinuteStepper(5, maximum=10))
        edit = stepper.focusProxy()
        for _press in range(3):
            qtbot.keyClick(edit, Qt.Key.Key_Plus)
        assert stepper.value() == 10
        for _press in range(4):
            qtbot.keyClick(edit, Qt.Key.Key_Minus)
        assert stepper.value() == 0

    def test_an_empty_number_returns_to_what_it_was(self, qtbot, window):
        stepper = put(window, MinuteStepper(25))
        focus(stepper)
        edit = stepper.focusProxy()
        edit.clear()
        focus(put(window, PrimaryButton("Weg")))
        assert (stepper.value(), edit.text()) == (25, "25")


class TestChoices:
    def test_a_switch_takes_space_and_enter(self, qtbot, window):
        switch = put(window, ToggleSwitch("Zaal ziet mee"))
        qtbot.keyClick(switch, Qt.Key.Key_Space)
        assert switch.isChecked()
        qtbot.keyClick(switch, Qt.Key.Key_Return)
        assert not switch.isChecked()

    def test_long_words_of_a_tick_box_wrap(self, window):
        tick = put(window, CheckBox("Ik heb met Ilse besproken wat er met haar portret en haar woorden gebeurt."))
        assert tick.heightForWidth(200) > tick.heightForWidth(600)


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
    PAGES = [RailPage("a", "route", "Leerroute"), RailPage("b", "calendar", "Bijeenkomsten"), RailPage("s", "settings", "Instellingen", True)]

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


class TestFields:
    @pytest.mark.parametrize("text", ["👩‍👧 gezin", "שלום עולם", "مرحبا", "Zoë & Jürgen Yılmaz", "a" * 10_000])
    def test_what_people_write_is_kept(self, qtbot, text):
        for field in (TextField(text), TextArea(text)):
            qtbot.addWidget(field)
            assert field.value() == text

    def test_control_characters_go_while_typing_and_pasting(self, qtbot, window):
        line, area = put(window, TextField(), TextArea())
        line.insert("Bel\x00 eerst\nmail\x1b later")
        assert line.text() == "Bel eerst mail later"
        data = QMimeData()
        data.setText("een\r\ntwee\x07")
        area.insertFromMimeData(data)
        assert area.value() == "een\ntwee"

    def test_blanks_at_the_end_can_be_typed_on(self, qtbot, window):
        field = put(window, TextField())
        qtbot.keyClicks(field, "een twee ")
        assert field.text() == "een twee "
        assert field.value() == "een twee"

    def test_committed_comes_once_and_only_when_it_differs(self, qtbot, window):
        field = put(window, TextField("Een"))
        with qtbot.assertNotEmitted(field.committed):
            qtbot.keyClick(field, Qt.Key.Key_Return)
        field.selectAll()
        with qtbot.waitSignal(field.committed) as caught:
            qtbot.keyClicks(field, "Twee")
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert caught.args == ["Twee"]

    def test_setting_a_value_tells_nothing(self, qtbot):
        for field, value in (
            (TextField(), "x"),
            (TextArea(), "x"),
            (ComboField([(1, "een"), (2, "twee")]), 2),
            (DateField(), date(2026, 3, 12)),
            (TimeField(), time(13, 30)),
        ):
            qtbot.addWidget(field)
            with qtbot.assertNotEmitted(field.changed):
                field.set_value(value)
            assert field.value() == value

    def test_a_text_area_grows_and_tab_leaves_it(self, qtbot, window):
        area, _other = put(window, TextArea(rows=(2, 6)), TextField())
        low = area.height()
        area.setPlainText("regel\n" * 5)
        assert area.height() > low
        area.setPlainText("regel\n" * 50)
        assert area.height() < low * 4
        focus(area)
        qtbot.keyClick(area, Qt.Key.Key_Tab)
        assert not area.hasFocus()

    def test_a_date_is_dutch_and_can_be_none(self, qtbot, window):
        field = put(window, DateField(date(2026, 3, 12), optional=True, today=date(2026, 3, 12)))
        assert field.text() == "do 12 maart 2026"
        with qtbot.waitSignal(field.changed):
            qtbot.keyClick(field, Qt.Key.Key_Delete)
        assert field.value() is None
        assert field.text() == "Geen datum"

    @pytest.mark.parametrize(
        ("typed", "day"),
        [
            ("5-12-2026", date(2026, 12, 5)),
            ("31/1/27", date(2027, 1, 31)),
            ("5 december 2026", date(2026, 12, 5)),
            ("23-11", date(2026, 11, 23)),
            ("morgen", date(2026, 3, 13)),
        ],
    )
    @pytest.mark.parametrize("start", [None, date(2026, 3, 9)])
    def test_a_date_is_typed_as_people_write_it(self, qtbot, window, start, typed, day):
        field, after = put(window, DateField(start, optional=True, today=date(2026, 3, 12)), TextField())
        focus(field)
        field.lineEdit().setCursorPosition(3)
        qtbot.keyClicks(field, typed)
        assert field.text() == typed
        with qtbot.waitSignal(field.committed, raising=False, timeout=1) as caught:
            qtbot.keyClick(field, Qt.Key.Key_Tab)
        assert after.hasFocus()
        assert field.value() == day
        assert caught.args == [day]
        assert typed != field.text()

    def test_what_is_no_date_stays_with_a_mark_until_it_is_mended(self, qtbot, window):
        form = Form()
        field = DateField(date(2026, 3, 9), today=date(2026, 3, 12))
        row, after = form.add(field, "Datum"), TextField()
        put(window, form, after)
        focus(field)
        qtbot.keyClicks(field, "geen Idee")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert field.hasFocus() and row.error() == "‘geen Idee’ is geen datum. Typ bijvoorbeeld 5-12 of 5 december."
        with qtbot.assertNotEmitted(field.committed):
            qtbot.keyClick(field, Qt.Key.Key_Tab)
        assert (field.value(), field.text(), field.property("invalid")) == (date(2026, 3, 9), "geen Idee", True)
        form.clear_errors()
        assert form.focus_first_error() and field.hasFocus()
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert (field.text(), row.error(), field.property("invalid")) == ("ma 9 maart 2026", "", False)
        qtbot.keyClicks(field, "x")
        qtbot.keyClick(field, Qt.Key.Key_Tab)
        field.set_value(date(2026, 4, 1))
        assert (field.text(), row.error()) == ("wo 1 april 2026", "")

    def test_escape_and_backspace_while_a_date_is_typed(self, qtbot, window):
        field = put(window, DateField(date(2026, 3, 9), today=date(2026, 3, 12)))
        focus(field)
        qtbot.keyClicks(field, "5-12x")
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
        assert field.text() == "5-12"
        assert field.value() == date(2026, 12, 5)
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert field.value() == date(2026, 3, 9)
        assert field.text() == "ma 9 maart 2026"

    def test_tab_leaves_a_time_at_once(self, qtbot, window):
        field, after = put(window, TimeField(time(9, 0)), TextField())
        focus(field)
        qtbot.keyClicks(field, "9:15")
        qtbot.keyClick(field, Qt.Key.Key_Tab)
        assert after.hasFocus()
        assert field.value() == time(9, 15)

    def test_the_calendar_starts_on_monday(self, qtbot, window):
        field = put(window, DateField(date(2026, 3, 12)))
        focus(field)
        qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert field.calendarWidget().firstDayOfWeek() == Qt.DayOfWeek.Monday
        assert field.calendarWidget().selectedDate().toPython() == date(2026, 3, 12)
        first = field.calendarWidget()
        QApplication.activePopupWidget().close()
        theme().choose("dark")
        field.open_calendar()
        assert field.calendarWidget() is not first
        QApplication.activePopupWidget().close()

    def test_time_steps_five_minutes(self, qtbot, window):
        field = put(window, TimeField(time(13, 30)))
        field.setCurrentSection(TimeField.Section.MinuteSection)
        field.stepBy(1)
        assert field.value() == time(13, 35)

    def test_the_wheel_changes_nothing_on_the_way(self, qtbot, window):
        combo = put(window, ComboField([(None, "Niemand"), (1, "Noor")]))
        assert combo.value() is None
        with qtbot.waitSignal(combo.changed) as caught:
            combo.setCurrentIndex(1)
        assert caught.args == [1]

    def test_search_waits_for_the_last_letter_and_escape_empties(self, qtbot, window):
        field = put(window, SearchField("Zoek een blok", delay=20))
        with qtbot.waitSignal(field.searched) as caught:
            qtbot.keyClicks(field, "pauze")
        assert caught.args == ["pauze"]
        with qtbot.waitSignal(field.searched) as caught:
            qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert caught.args == [""]


class TestForms:
    def test_label_help_and_error_belong_to_the_field(self, window):
        form = put(window, Form())
        row = form.add(TextField(), "Titel", help="Hooguit 40 tekens.", optional=True)
        assert row.field.accessibleName() == "Titel"
        assert row.label.buddy() is row.field
        assert row.label.text() == "Titel (mag leeg)"
        row.set_error("Geef een titel.")
        assert row.field.property("invalid") and row.field.accessibleDescription() == "Geef een titel."
        assert form.focus_first_error() and row.field.hasFocus()
        form.clear_errors()
        assert not row.field.property("invalid") and not form.focus_first_error()

    def test_an_error_is_seen(self, window):
        row = put(window, Form()).add(TextField(), "Titel")
        QApplication.processEvents()
        middle = row.field.height() // 2
        before = row.field.grab().toImage().pixelColor(0, middle)
        row.set_error("Geef een titel.")
        assert row.field.grab().toImage().pixelColor(0, middle) == theme().color.accent != before


class TestText:
    def test_hyphens_are_invisible_until_needed(self):
        word = "organisatieontwikkeling"
        assert hyphenate(word).replace("\u00ad", "") == word
        assert "\u00ad" in hyphenate(word)
        assert hyphenate("kort woord") == "kort woord"

    def test_long_words_break_and_nothing_is_wider_than_its_room(self, qapp):
        block = layout_text("vergunningverleningsprocedure " + "x" * 60, font("body"), 90, 20)
        assert block.lines > 4 and block.width <= 90 and not block.elided
        assert block.height == block.lines * 20

    def test_what_does_not_fit_is_told(self, qapp):
        text = "een twee drie vier vijf zes zeven acht negen tien elf twaalf"
        block = layout_text(text, font("body"), 80, 20, max_lines=2)
        assert (block.elided, block.lines) == (True, 2)
        assert not layout_text("een", font("body"), 80, 20, max_lines=2).elided
        assert layout_text("", font("body"), 80, 20).height == 20

    def test_an_elided_label_tells_the_rest(self, window):
        label = put(window, ElidedLabel("Een heel lange naam van een casus die niet past"))
        label.resize(80, 22)
        assert label.is_elided() and label.toolTip() == label.text()
        label.resize(600, 22)
        assert not label.is_elided() and label.toolTip() == ""


class TestMarks:
    def test_nine_badges_differ_in_the_grey(self, qapp):
        pictures = []
        for look in (theme().look, projector_look()):
            for kind in KINDS:
                image = QImage(26, 26, QImage.Format.Format_Grayscale8)
                image.fill(255)
                painter = QPainter(image)
                paint_badge(painter, kind, QRectF(0, 0, 26, 26), look)
                painter.end()
                pictures.append(image)
            assert len({bytes(picture.constBits()) for picture in pictures[-9:]}) == 9

    def test_an_absent_person_is_dashed(self, qtbot):
        avatar = Avatar("Noor Visser")
        qtbot.addWidget(avatar)
        before = avatar.grab().toImage()
        avatar.set_present(False)
        assert avatar.grab().toImage() != before
        assert avatar.accessibleName() == "Noor Visser"

    def test_key_hints_split_and_arrows_become_icons(self, qtbot):
        row = KeyHintRow([("Alt|Up", "verplaatst")])
        qtbot.addWidget(row)
        assert [hint.keys() for hint in row.findChildren(KeyHint)] == ["Alt", "Up"]

    def test_other_key_hints_take_their_place_at_once(self, qtbot, window):
        row = KeyHintRow([("F2", "Vastleggen")], window)
        row.show()

        def shown():
            return [hint for hint in row.findChildren(KeyHint) if hint.isVisible()]

        narrow = row.sizeHint().width()
        row.set_hints([("F2", "Vastleggen"), ("Up|Down", "kiezen")])
        assert [hint.keys() for hint in shown()] == ["F2", "Up", "Down"] and row.isVisible()
        assert row.sizeHint().width() > narrow
        before = shown()
        row.set_hints([("F2", "Vastleggen"), ("Up|Down", "kiezen")])
        assert shown() == before
        row.hide()
        row.set_hints([("F3", "Zoeken")])
        assert row.isHidden()
        row.show()
        assert [hint.keys() for hint in shown()] == ["F3"]

    def test_the_save_state_is_told_in_words(self, qtbot):
        status = SaveStatus()
        qtbot.addWidget(status)
        status.set_saved("14:37")
        assert status.text() == status.accessibleName() == "Alles bewaard · 14:37"
        status.set_failed("De schijf is vol.")
        assert (status.text(), status.tone()) == ("Bewaren lukt niet. De schijf is vol.", "failed")

    def test_the_status_bar_replaces_its_context(self, qtbot):
        bar = StatusBar()
        qtbot.addWidget(bar)
        bar.set_context(StatusItem("Een"))
        bar.set_context(StatusItem("Twee"))
        shown = [item.text() for item in bar.findChildren(StatusItem) if not item.isHidden() and item is not bar.save]
        assert shown == ["Twee"]
        assert bar.height() == 32

    def test_a_date_tile_tells_its_date(self, qtbot):
        tile = DateTile(date(2026, 3, 12))
        qtbot.addWidget(tile)
        assert tile.accessibleName() == "12 maart 2026"

    def test_an_empty_state_has_one_button(self, qtbot):
        state = EmptyState("bell", "Je bent bij", "Niets vraagt nu je aandacht.", "Naar het draaiboek")
        qtbot.addWidget(state)
        with qtbot.waitSignal(state.triggered):
            state.button.click()
