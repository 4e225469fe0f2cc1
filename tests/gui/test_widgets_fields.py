"""The fields in which one types, and the forms that hold them."""

from datetime import date, time

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from ef_desktop.ui.forms import ComboField, DateField, Form, SearchField, TextArea, TextField, TimeField
from ef_desktop.ui.theme import theme
from tests.gui.widget_window import focus, put, shown_window

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def window(qtbot):
    """A window with a column to put things in."""
    return shown_window(qtbot)


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

    def test_an_area_is_as_high_as_its_text_also_when_the_scroll_bar_goes_by_that(self, qtbot, window):
        area, below = put(window, TextArea(rows=(2, 8)), TextField())
        for width in range(180, 330, 3):
            area.set_value("")
            area.setFixedWidth(width)
            QApplication.processEvents()
            area.set_value("\n".join(["Vertel in twee minuten waar het om gaat."] * 3))
            assert area.minimumHeight() == area.maximumHeight() == area.height()
            qtbot.waitUntil(lambda: area.geometry().bottom() < below.geometry().top())

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

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("1330", time(13, 30)),
            ("930", time(9, 30)),
            ("13.30", time(13, 30)),
            ("9u15", time(9, 15)),
            ("14", time(14, 0)),
            ("9 uur", time(9, 0)),
            ("2400", time(0, 0)),
        ],
    )
    def test_a_time_is_typed_as_people_write_it(self, qtbot, window, typed, meant):
        field, after = put(window, TimeField(time(20, 10)), TextField())
        focus(field)
        qtbot.keyClicks(field, typed)
        with qtbot.waitSignal(field.committed) as caught:
            qtbot.keyClick(field, Qt.Key.Key_Tab)
        assert (after.hasFocus(), field.value(), caught.args) == (True, meant, [meant])
        assert field.text() == f"{meant:%H:%M}"

    @pytest.mark.parametrize("typed", ["12:60", "2599", "2401", "12:6", "straks", "123456"])
    def test_what_is_no_time_is_refused_with_a_sentence(self, qtbot, window, typed):
        form = Form()
        field = TimeField(time(9, 10))
        row, after = form.add(field, "Begin"), TextField()
        put(window, form, after)
        focus(field)
        qtbot.keyClicks(field, typed)
        with qtbot.assertNotEmitted(field.committed):
            qtbot.keyClick(field, Qt.Key.Key_Return)
            assert field.hasFocus() and row.error() == f"‘{typed}’ is geen tijd. Typ bijvoorbeeld 13:30."
            qtbot.keyClick(field, Qt.Key.Key_Tab)
        assert (field.value(), field.text(), field.property("invalid")) == (time(9, 10), typed, True)
        form.clear_errors()
        assert form.focus_first_error() and field.hasFocus()
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert (field.text(), row.error(), field.property("invalid")) == ("09:10", "", False)

    def test_figures_typed_in_the_minutes_keep_the_hour(self, qtbot, window):
        field, after = put(window, TimeField(time(13, 30)), TextField())
        for typed, shown in (("45", "13:45"), ("5", "13:05"), ("1420", "14:20")):
            focus(field)
            field.setCurrentSection(TimeField.Section.MinuteSection)
            qtbot.keyClicks(field, typed)
            assert field.text() in (shown, typed)
            qtbot.keyClick(field, Qt.Key.Key_Tab)
            assert after.hasFocus() and field.text() == shown

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
        read = QAccessible.queryAccessibleInterface(row)
        parts = [read.child(at).object() for at in range(read.childCount())]
        # Who hears the screen meets the error behind the field that it is about.
        assert parts[:2] == [row.label, row.field]
        assert "Geef een titel." in [label.text() for label in parts[2].findChildren(QLabel)]
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
