"""What a key types, and which keys may be given to an action: never one that types or edits, so that capturing goes on undisturbed."""

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from ef_desktop.i18n import _

_K = Qt.Key
_MODIFIERS = frozenset({_K.Key_Shift, _K.Key_Control, _K.Key_Alt, _K.Key_AltGr, _K.Key_Meta, _K.Key_CapsLock, _K.Key_NumLock, _K.Key_unknown})
_EDITING = frozenset(
    {_K.Key_Return, _K.Key_Enter, _K.Key_Tab, _K.Key_Backtab, _K.Key_Escape, _K.Key_Backspace, _K.Key_Delete, _K.Key_Insert}
    | {_K.Key_Left, _K.Key_Right, _K.Key_Up, _K.Key_Down, _K.Key_Home, _K.Key_End}
)
_TEXT_LETTERS = frozenset({_K.Key_A, _K.Key_C, _K.Key_V, _K.Key_X, _K.Key_Z, _K.Key_Y, _K.Key_P})


def key_of_event(event) -> str:
    """Return a pressed key as the registry spells it ("Ctrl+F4"), or "" for a modifier alone."""
    if event.key() in _MODIFIERS:
        return ""
    modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    combination = QKeyCombination(modifiers, Qt.Key(event.key()))
    return QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)


def typed_text(event) -> str:
    """Return what a pressed key types, or "" for one that does something else, such as a key with Ctrl."""
    modifier = Qt.KeyboardModifier
    held = event.modifiers() & ~(modifier.ShiftModifier | modifier.KeypadModifier | modifier.GroupSwitchModifier)
    # AltGr comes as Ctrl and Alt together on Windows.
    types = held in (modifier.NoModifier, modifier.ControlModifier | modifier.AltModifier)
    return event.text() if types and event.text().isprintable() else ""


def why_not(key: str) -> str:
    """Return why a key cannot be given to an action, translated, or "" when it can.

    Parameters:
        key: as the registry spells it.
    """
    combination = QKeySequence(key)[0]
    pressed, modifiers = combination.key(), combination.keyboardModifiers()
    shift = Qt.KeyboardModifier.ShiftModifier
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    plain = not modifiers & ~shift
    printable = pressed < _K.Key_Escape
    if printable and (plain or modifiers & ~shift == control | alt):
        return _("This key types a character. Take a function key, or one with Ctrl or Alt.")
    if pressed in _EDITING:
        return _("This key is needed for typing and choosing. Take another one.")
    if modifiers & ~shift == control and pressed in _TEXT_LETTERS:
        return _("This key is needed for typing and choosing. Take another one.")
    if modifiers == alt and _K.Key_1 <= pressed <= _K.Key_9:
        return _("Alt with a number chooses a kind while capturing. Take another one.")
    return ""
