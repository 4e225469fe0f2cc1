"""Fields for a date and a time of day, in Dutch."""

import re
from datetime import date, time

from PySide6.QtCore import QDate, QEvent, QLocale, QPointF, QRectF, Qt, QTime, Signal
from PySide6.QtGui import QMouseEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QTimeEdit, QToolButton, QWidget

from ef_desktop import i18n
from ef_desktop.i18n import _
from ef_desktop.ui.forms.frame import dress_field, paint_frame, set_invalid
from ef_desktop.ui.theme import font, icon, paint_icon, theme
from ef_desktop.ui.widgets.capture_bar_words import parse_day
from ef_desktop.ui.widgets.draw import begin

_NONE = QDate(1900, 1, 1)
_FIRST, _LAST = QDate(2000, 1, 1), QDate(2099, 12, 31)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: Keys that do nothing by themselves.
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock)


def screen_locale() -> QLocale:
    """Return Qt's locale of the language of the screen."""
    if i18n.language() == "nl":
        return QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def make_calendar(parent: QWidget | None = None) -> QCalendarWidget:
    """Return a calendar that starts on Monday, in the language and colours of the program."""
    color = theme().color
    calendar = QCalendarWidget(parent)
    calendar.setLocale(screen_locale())
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setGridVisible(False)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    calendar.setFont(font("body"))
    head = QTextCharFormat()
    head.setForeground(color.ink2)
    head.setBackground(color.surface)
    calendar.setHeaderTextFormat(head)
    ordinary = QTextCharFormat()
    ordinary.setForeground(color.ink2)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, ordinary)
    for name, mark, meaning in (
        ("qt_calendar_prevmonth", "chevron-left", _("Previous month")),
        ("qt_calendar_nextmonth", "chevron-right", _("Next month")),
    ):
        button = calendar.findChild(QToolButton, name)
        button.setIcon(icon(mark, color.ink))
        button.setAccessibleName(meaning)
        button.setToolTip(meaning)
    calendar.setMinimumSize(336, 300)
    calendar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    calendar.setContentsMargins(1, 1, 1, 1)
    return calendar


class _Typed:
    """What date and time share: the height, committing once, and reading what is typed as a whole.

    What is typed replaces the value and is read when the field is left or Enter is pressed. Qt's own way, a part at a time, goes
    on to the next part by itself, and makes something else of what it cannot read. What cannot be read stays in the field with
    a mark, until it is mended or Esc is pressed; the value is the one of before.
    """

    _typed: str | None = None
    _problem = ""

    def _prepare(self, dense: bool) -> None:
        dress_field(self, dense=dense)
        self.setLocale(screen_locale())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editingFinished.connect(self._commit)

    def problem(self) -> str:
        """Return what is wrong with what was typed, translated, or "" when nothing is."""
        return self._problem

    def paintEvent(self, event) -> None:
        paint_frame(self)
        super().paintEvent(event)

    def wheelEvent(self, event) -> None:
        event.ignore()

    def event(self, event) -> bool:
        # Tab leaves the field, as it leaves every other one. Not in focusNextPrevChild: Qt uses that for a typed colon.
        tab = event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if tab and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return QWidget.focusNextPrevChild(self, event.key() == Qt.Key.Key_Tab)
        return super().event(event)

    def focusOutEvent(self, event) -> None:
        self._take()
        super().focusOutEvent(event)
        # Qt puts its own text back.
        if self._typed is not None:
            self._show(self._typed)

    def keyPressEvent(self, event) -> None:
        if event.key() in _MODIFIERS or self._type(event):
            return
        self._take()
        if self._typed is not None and event.key() in _ENTER:
            return
        self._drop_typed()
        self._press(event)

    def _press(self, event) -> None:
        """Take a key that types nothing."""
        super().keyPressEvent(event)

    def _commit(self) -> None:
        if self.value() != self._committed:
            self._committed = self.value()
            self.committed.emit(self._committed)

    def _type(self, event) -> bool:
        """Take a key that types; returns whether it did."""
        chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        if event.modifiers() & chord:
            return False
        if event.key() == Qt.Key.Key_Escape and self._typed is not None:
            self._drop_typed()
        elif event.key() == Qt.Key.Key_Backspace:
            self._typed = (self._typed or "")[:-1]
            self._tell("")
            self._show(self._typed)
        elif event.text() and event.text().isprintable():
            self._typed = (self._typed or "") + event.text()
            self._tell("")
            self._show(self._typed)
        else:
            return False
        return True

    def _take(self) -> None:
        """Read what was typed; what cannot be read leaves the value as it was, and is told."""
        if self._typed is None:
            return
        value = self._read()
        if value is None and self._typed.strip():
            self._tell(self._refusal(self._typed.strip()[:40]))
            return
        self._typed = None
        if value is not None:
            self._put(value)
        self._show()

    def _drop_typed(self) -> None:
        if self._typed is not None:
            self._typed = None
            self._tell("")
            self._show()

    def _tell(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            set_invalid(self, bool(problem))
            self.setToolTip(problem)
            self.setAccessibleDescription(problem)
            self.unread.emit(problem)

    def _changed(self) -> None:
        # Also when it was picked in the calendar.
        self._drop_typed()
        self.changed.emit(self.value())

    def _show(self, typed: str | None = None) -> None:
        # Blocked and not checked: Qt would read every letter as a part of the value, and make 12:06 of 12:6.
        edit = self.lineEdit()
        blocked, check = edit.blockSignals(True), edit.validator()
        edit.setValidator(None)
        edit.setText(self.textFromDateTime(self.dateTime()) if typed is None else typed)
        edit.setValidator(check)
        edit.blockSignals(blocked)
        edit.update()

class DateField(_Typed, QDateEdit):
    """A date that is typed or picked from a calendar; Alt and Down opens it, Delete empties an optional one.

    Read are 5-12, 5-12-2026, 5 december, vr, morgen.

    Signals:
        unread: what is wrong with what was typed, translated; "" once it is mended.

    Parameters:
        value: to start with; None is no date when ``optional``, else the first day the calendar shows is ``today``.
        optional: may be without a date.
        today: where the calendar opens when there is no date.
    """

    changed = Signal(object)
    committed = Signal(object)
    unread = Signal(str)

    def __init__(
        self,
        value: date | None = None,
        parent: QWidget | None = None,
        *,
        optional: bool = False,
        today: date | None = None,
        dense: bool = False,
    ):
        QDateEdit.__init__(self, parent)
        self._optional = optional
        self._today = today
        self._ready = False
        self.setCalendarPopup(True)
        self.setDateRange(_NONE if optional else _FIRST, _LAST)
        if optional:
            self.setSpecialValueText(_("No date"))
        self._prepare(dense)
        self.setDisplayFormat("ddd d MMMM yyyy")
        self.set_value(value)
        self.dateChanged.connect(self._changed)
        theme().themeChanged.connect(self._forget_popup)

    def value(self) -> date | None:
        """Return the date, or None; a date that is being typed counts as soon as it can be read."""
        if typed := self._read():
            return typed
        day = self.date()
        return None if self._optional and day == _NONE else day.toPython()

    def set_value(self, value: date | None) -> None:
        """Show a date without emitting signals."""
        self._typed = None
        self._tell("")
        blocked = self.blockSignals(True)
        start = _NONE if self._optional else QDate(self._today) if self._today else self.date()
        self.setDate(QDate(value) if value else start)
        self.blockSignals(blocked)
        self._committed = self.value()

    def mousePressEvent(self, event) -> None:
        self._prepare_popup()
        super().mousePressEvent(event)

    def open_calendar(self) -> None:
        """Open the calendar under the field."""
        # Qt opens it only for a press on the arrow.
        spot = QPointF(self.width() - 20, self.height() / 2)
        button = Qt.MouseButton.LeftButton
        press = QMouseEvent(
            QEvent.Type.MouseButtonPress, spot, self.mapToGlobal(spot), button, button, Qt.KeyboardModifier.NoModifier
        )
        self.mousePressEvent(press)

    def _press(self, event) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        if self._optional and event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.setDate(_NONE)
            return
        self._prepare_popup()
        super()._press(event)

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        color = theme().color
        with begin(self) as painter:
            ink = color.ink2 if self.isEnabled() else color.ink3
            paint_icon(painter, "calendar", QRectF(self.width() - 31, self.height() / 2 - 9, 18, 18), ink)

    def _read(self) -> date | None:
        if not self._typed:
            return None
        day = parse_day(self._typed, self._today or self.date().toPython())
        return day if day and _FIRST <= QDate(day) <= _LAST else None

    def _put(self, day: date) -> None:
        self.setDate(QDate(day))

    def _refusal(self, typed: str) -> str:
        return _("‘{typed}’ is no date. Type for example 5-12 or 5 december.").format(typed=typed)

    def _forget_popup(self) -> None:
        # Its icons and letters have the colours of the other mode.
        self._ready = False

    def _prepare_popup(self) -> None:
        # A calendar costs ten milliseconds: made when it is first needed.
        if not self._ready:
            self._ready = True
            self.setCalendarWidget(make_calendar(self))
        if self.value() is None and self._today is not None:
            self.calendarWidget().setCurrentPage(self._today.year, self._today.month)


class TimeField(_Typed, QTimeEdit):
    """A time of day; the arrows step five minutes. Read are 13:30, 13.30, 13u30, 1330, 9, and two figures typed in the minutes.

    Signals:
        unread: what is wrong with what was typed, translated; "" once it is mended.

    Parameters:
        value: to start with.
    """

    changed = Signal(object)
    committed = Signal(object)
    unread = Signal(str)

    def __init__(self, value: time | None = None, parent: QWidget | None = None, *, dense: bool = False):
        QTimeEdit.__init__(self, parent)
        self._in_minutes = False
        self.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        self.lineEdit().setTextMargins(10, 0, 10, 0)
        self._prepare(dense)
        self.setDisplayFormat("HH:mm")
        self.set_value(value)
        self.timeChanged.connect(self._changed)

    def value(self) -> time:
        """Return the time; one that is being typed counts as soon as it is whole."""
        typed = self._read() if self._typed and _WHOLE.fullmatch(self._typed.strip()) else None
        return typed or time(self.time().hour(), self.time().minute())

    def set_value(self, value: time | None) -> None:
        """Show a time without emitting signals; None shows 09:00."""
        self._typed = None
        self._tell("")
        blocked = self.blockSignals(True)
        self.setTime(QTime(value.hour, value.minute) if value else QTime(9, 0))
        self.blockSignals(blocked)
        self._show()
        self._committed = self.value()

    def stepBy(self, steps: int) -> None:
        small = self.currentSection() == QTimeEdit.Section.MinuteSection
        super().stepBy(steps * 5 if small else steps)

    def _type(self, event) -> bool:
        if self._typed is None:
            self._in_minutes = self.currentSection() == QTimeEdit.Section.MinuteSection
        return super()._type(event)

    def _whole(self, typed: str) -> str:
        """Return what was typed, with the hour before it where only the minutes were typed."""
        minutes = self._in_minutes and len(typed) <= 2 and typed.isascii() and typed.isdigit()
        return f"{self.time().hour():02d}:{typed:0>2}" if minutes else typed

    def _show(self, typed: str | None = None) -> None:
        super()._show(None if typed is None else self._whole(typed))

    def _read(self) -> time | None:
        return parse_time(self._whole(self._typed)) if self._typed else None

    def _put(self, value: time) -> None:
        self.setTime(QTime(value.hour, value.minute))

    def _refusal(self, typed: str) -> str:
        return _("‘{typed}’ is no time. Type for example 13:30.").format(typed=self._whole(typed))


#: A time with its minutes, so that nothing more can come.
_WHOLE = re.compile(r"\d{1,2}\D+\d\d|\d{4}", re.ASCII)


def parse_time(text: str) -> time | None:
    """Return the time of day that is meant, or None: 13:30, 13.30, 13u30, 1330, 930, 9, 9 uur. 24:00 is midnight."""
    found = re.fullmatch(r"(\d{1,2})(?:\s*(?:[:.]|uur|u|h)\s*(?:(\d\d)\s*(?:uur|u|h)?)?)?|(\d{1,2})(\d\d)", text.strip().lower(), re.ASCII)
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    if (hour, minute) == (24, 0):
        return time(0, 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
