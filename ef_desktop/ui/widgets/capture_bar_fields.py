"""The fields of the capture bar: the text, who and when, the case, and who sees it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ef_desktop.domain.words import split_lines
from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, icon, theme
from ef_desktop.ui.widgets.buttons import Button, SecondaryButton
from ef_desktop.ui.widgets.capture_bar_suggest import Suggestions

_LONGEST = 10_000_000


class CaptureLine(QLineEdit):
    """The text field of the bar."""

    enterPressed = Signal(bool)
    kindStepAsked = Signal(int)
    kindNumberAsked = Signal(int)
    privacyAsked = Signal()
    manyLines = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("bare", "true")
        self.setProperty("focus_owner", True)
        self.setMaxLength(_LONGEST)
        self.setAccessibleName(_("What you hear"))
        self.textChanged.connect(self._look_for_lines)
        self.suggestions = Suggestions(self)

    def event(self, event) -> bool:
        # Tab would go to the next field, and Esc to whoever listens for it, before keyPressEvent is asked.
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape and not self.suggestions.isHidden():
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and self.suggestions.take_key(event):
            event.accept()
            return True
        # Alt and a number goes to a page elsewhere; here it is a kind.
        if event.type() == QEvent.Type.ShortcutOverride and (self._number(event) or self._is_privacy(event)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enterPressed.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.kindStepAsked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif self._number(event):
            self.kindNumberAsked.emit(self._number(event))
        elif self._is_privacy(event):
            self.privacyAsked.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and len(split_lines(QGuiApplication.clipboard().text())) > 1:
            self._take_lines(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.suggestions.hide()

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self.suggestions.hide()

    def _take_lines(self, pasted: str) -> None:
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        end = start + len(self.selectedText())
        self.manyLines.emit(self.text()[:start] + pasted + self.text()[end:])

    def _look_for_lines(self, text: str) -> None:
        # Dropped, or pasted from the menu: such text comes past the keyboard.
        if len(split_lines(text)) > 1:
            self.manyLines.emit(text)

    def _number(self, event) -> int:
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        return event.key() - Qt.Key.Key_0 if alt and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 else 0

    def _is_privacy(self, event) -> bool:
        return event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class SmallField(QLineEdit):
    """Who or when, beside the text of an agreement."""

    def __init__(self, placeholder: str, name: str, icon_name: str, width: int):
        super().__init__()
        self._icon_name = icon_name
        self._leading = self.addAction(icon(icon_name, theme().color.ink2, 18), QLineEdit.ActionPosition.LeadingPosition)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setFont(font("control"))
        self.setFixedSize(width, 36)
        theme().themeChanged.connect(self._dress)

    def set_invalid(self, invalid: bool) -> None:
        """Show that what is typed cannot be kept."""
        if bool(self.property("invalid")) != invalid:
            self.setProperty("invalid", "true" if invalid else None)
            self.style().unpolish(self)
            self.style().polish(self)

    def _dress(self) -> None:
        self._leading.setIcon(icon(self._icon_name, theme().color.ink2, 18))


class PrivacyButton(Button):
    """Who sees the next card; a click never takes the focus from the text."""

    def __init__(self):
        super().__init__(_("Room sees it"), icon="eye", name=_("Who sees it"))
        self._said = self._short = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggled.connect(self._show)
        self._show()

    def private(self) -> bool:
        """Tell whether only the facilitator sees the card that is being typed."""
        return self.isChecked() or self._said

    def say(self, private: bool) -> bool:
        """Show that the card that is being typed was said to be private; what counts for the next ones stays.

        Returns:
            True when that is another answer than before.
        """
        if private == self._said:
            return False
        self._said = private
        self._show()
        return True

    def set_short(self, short: bool) -> None:
        """Show only the icon, where there is no room for the words."""
        if short != self._short:
            self._short = short
            self._show()

    def _show(self) -> None:
        words = _("Only you") if self.private() else _("Room sees it")
        self.set_icon("lock" if self.private() else "eye")
        self.setText("" if self._short else words)
        self.setAccessibleDescription(words)
        self.setToolTip(_("Ctrl P changes it; Shift Enter saves one card for you only"))

    def _height(self) -> int:
        return 32

    def _padding(self) -> int:
        return 10

    def _font(self):
        return font("label")

    def _live_shades(self):
        color = theme().color
        if self.private():
            return color.canvas, color.line_strong, color.ink2
        return (color.primary_tint2 if self.underMouse() else color.primary_tint), None, color.primary


class CaseButton(SecondaryButton):
    """The case of the next card, as small as a chip."""

    def __init__(self):
        super().__init__("", icon="folder-question", name=_("Case of the next card"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _height(self) -> int:
        return 32

    def _padding(self) -> int:
        return 10

    def _font(self):
        return font("label")
