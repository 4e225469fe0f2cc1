"""Typing in the work form: what a facilitator presses, counted, and the letters that choose a talent or a role."""

from itertools import product

from PySide6.QtCore import Qt

from ef_desktop.domain.completing import Option, complete
from tests.gui.room_views import press, type_text

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Typist:
    """Presses keys where the keyboard is, and counts them; a modifier that is held counts as a key."""

    def __init__(self):
        self.keys = 0

    def write(self, text: str) -> None:
        """Type a text."""
        self.keys += len(text) + sum(letter.isupper() for letter in text)
        type_text(text)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        self.keys += 1 + modifiers.value.bit_count()
        press(key, modifiers)

    def pick(self, option: Option, options) -> None:
        """Choose by the fewest letters and Enter."""
        self.write(letters_for(option, tuple(options)))
        self.press(Qt.Key.Key_Return)


def letters_for(option: Option, options: tuple[Option, ...]) -> str:
    """Return two letters that complete to an option first, or its name where two do not do."""
    for pair in product(option.name[:1].lower(), option.name[1:].lower()):
        if pair[1] in _LETTERS and complete("".join(pair), options)[:1] == (option,):
            return "".join(pair)
    return option.name
