"""Fields for a date and a time of day, in Dutch."""

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
    """What date and time share: the height, and committing once."""

    def _prepare(self, dense: bool) -> None:
        dress_field(self, dense=dense)
        self.setLocale(screen_locale())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editingFinished.connect(self._commit)

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

    def _commit(self) -> None:
        if self.value() != self._committed:
            self._committed = self.value()
            self.committed.emit(self._committed)


class DateField(_Typed, QDateEdit):
    """A date that is typed or picked from a calendar; Alt and Down opens it, Delete empties an optional one.

    What is typed replaces the date and is read when the field is left or Enter is pressed: 5-12, 5-12-2026, 5 december,
    vr, morgen. Qt's own way, a part at a time, does not take a month in figures, and goes on to the next part by itself. What
    is no date stays in the field with a mark, until it is mended or Esc is pressed; the value is the date of before.

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
        self._typed: str | None = None
        self._problem = ""
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

    def problem(self) -> str:
        """Return what is wrong with what was typed, translated, or "" when nothing is."""
        return self._problem

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
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        if self._optional and event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.setDate(_NONE)
            return
        self._prepare_popup()
        super().keyPressEvent(event)

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        color = theme().color
        with begin(self) as painter:
            ink = color.ink2 if self.isEnabled() else color.ink3
            paint_icon(painter, "calendar", QRectF(self.width() - 31, self.height() / 2 - 9, 18, 18), ink)

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

    def _read(self) -> date | None:
        if not self._typed:
            return None
        day = parse_day(self._typed, self._today or self.date().toPython())
        return day if day and _FIRST <= QDate(day) <= _LAST else None

    def _take(self) -> None:
        """Read what was typed; what is no date leaves the date as it was, and is told."""
        if self._typed is None:
            return
        day = self._read()
        if day is None and self._typed.strip():
            self._tell(_("‘{typed}’ is no date. Type for example 5-12 or 5 december.").format(typed=self._typed.strip()[:40]))
            return
        self._typed = None
        if day is not None:
            self.setDate(QDate(day))
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
        # Blocked: Qt would read every letter as a part of the date.
        edit = self.lineEdit()
        blocked = edit.blockSignals(True)
        edit.setText(self.textFromDateTime(self.dateTime()) if typed is None else typed)
        edit.blockSignals(blocked)
        edit.update()

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
    """A time of day, typed as 13:30; the arrows step five minutes.

    Parameters:
        value: to start with.
    """

    changed = Signal(object)
    committed = Signal(object)

    def __init__(self, value: time | None = None, parent: QWidget | None = None, *, dense: bool = False):
        QTimeEdit.__init__(self, parent)
        self.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        self.lineEdit().setTextMargins(10, 0, 10, 0)
        self._prepare(dense)
        self.setDisplayFormat("HH:mm")
        self.set_value(value)
        self.timeChanged.connect(lambda: self.changed.emit(self.value()))

    def value(self) -> time:
        """Return the time."""
        return time(self.time().hour(), self.time().minute())

    def set_value(self, value: time | None) -> None:
        """Show a time without emitting signals; None shows 09:00."""
        blocked = self.blockSignals(True)
        self.setTime(QTime(value.hour, value.minute) if value else QTime(9, 0))
        self.blockSignals(blocked)
        self._committed = self.value()

    def stepBy(self, steps: int) -> None:
        small = self.currentSection() == QTimeEdit.Section.MinuteSection
        super().stepBy(steps * 5 if small else steps)
