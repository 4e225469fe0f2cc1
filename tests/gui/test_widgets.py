"""Buttons, choices, the stepper, texts and marks: how they look, and what they do with mouse and keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from ef_desktop.ui.theme import KINDS, font, projector_look, theme
from ef_desktop.ui.widgets.avatar import Avatar
from ef_desktop.ui.widgets.badge import paint_badge
from ef_desktop.ui.widgets.buttons import AccentButton, PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.choices import CheckBox, ToggleSwitch
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.keyhint import KeyHint, KeyHintRow
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.statusbar import SaveStatus, StatusBar, StatusItem
from ef_desktop.ui.widgets.stepper import MinuteStepper
from ef_desktop.ui.widgets.text import ElidedLabel, hyphenate, layout_text
from ef_desktop.ui.widgets.tile import DateTile
from tests.gui.widget_window import focus, put, shown_window

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def window(qtbot):
    """A window with a column to put things in."""
    return shown_window(qtbot)


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
        assert (status.text(), status.toolTip(), status.tone()) == ("Bewaren lukt niet", "De schijf is vol.", "failed")

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
