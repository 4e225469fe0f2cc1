"""Suggestions above the capture bar for a sign that is being typed. The keyboard stays in the text all the time."""

from PySide6.QtCore import QModelIndex, QPoint, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListView

from ef_desktop.domain.prefixes import KIND, Completion, Known, complete, parse
from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, theme

_ROW, _WIDTH, _EDGE, _MOST = 32, 300, 4, 10


class Suggestions(QListView):
    """The list. It follows a text field and takes keys from it only while it is open.

    Parameters:
        line: the text field.

    ``chosen()``: a suggestion was put into the text. ``enterSays(words)``: what Enter does from here on, translated.
    """

    chosen = Signal()
    enterSays = Signal(str)

    def __init__(self, line: QLineEdit):
        super().__init__()
        self._line = line
        self._known: Known | None = None
        self._found: Completion | None = None
        self._typed = ""
        self._moved = False
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFont(font("control"))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Suggestions"))
        self.clicked.connect(self._accept)
        self.hide()
        line.textEdited.connect(self._follow)
        line.textChanged.connect(self._forget)
        line.destroyed.connect(self.deleteLater)

    def set_known(self, known: Known) -> None:
        """Tell what signs can mean."""
        self._known = known

    def take_key(self, event) -> bool:
        """Do what a key asks of the open list; tells whether it was for the list."""
        if self.isHidden():
            return False
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._moved = True
            count = self._words.rowCount()
            row = (self.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1)) % count
            self.setCurrentIndex(self._words.index(row))
            self.enterSays.emit(_("Choose"))
        elif key == Qt.Key.Key_Tab and not event.modifiers() or key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._meant():
            self._accept(self.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _meant(self) -> bool:
        if self._moved:
            return True
        found, line = self._found, parse(self._line.text(), self._known)
        # A sign that is understood already needs no second Enter: the sentence typed next would stick to this one.
        understood = any((mark.start, mark.end) == (found.start, found.end) for mark in line.marks)
        if understood and len(found.candidates) == 1 and line.text and found.kind != KIND:
            return False
        # A sign alone may simply be a part of the sentence: then Enter saves it.
        return found.end - found.start > 1

    def _follow(self) -> None:
        self._moved = False
        self._typed = self._line.text()
        self._found = complete(self._line.text(), self._line.cursorPosition(), self._known) if self._known is not None else None
        found = self._found
        typed = self._line.text()[found.start : found.end] if found is not None else ""
        if found is None or (len(found.candidates) == 1 and found.candidates[0].text.strip() == typed):
            self.hide()
            return
        self._words.setStringList([candidate.label for candidate in found.candidates])
        self.setCurrentIndex(self._words.index(0))
        self._place(len(found.candidates))
        self.enterSays.emit(_("Choose") if self._meant() else _("Save"))

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self.enterSays.emit(_("Save"))

    def _forget(self, text: str) -> None:
        # Changed by the program: what was typed before is no longer there.
        if text != self._typed:
            self.hide()

    def _place(self, count: int) -> None:
        window = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        color = theme().color
        self.setStyleSheet(
            f"QListView {{ background: {color.surface.name()}; border: 1px solid {color.line_strong.name()}; border-radius: 8px; padding: {_EDGE}px; }}"
            f"QListView::item {{ height: {_ROW}px; padding: 0 10px; border-radius: 6px; color: {color.ink.name()}; }}"
            f"QListView::item:selected {{ background: {color.primary_tint.name()}; color: {color.primary.name()}; }}"
        )
        height = min(count, _MOST) * _ROW + 2 * _EDGE + 2
        spot = self._line.mapTo(window, QPoint(max(self._line.cursorRect().left() - 12, 0), 0))
        left = min(spot.x(), window.width() - _WIDTH - 8)
        self.setGeometry(left, max(spot.y() - height - 8, 0), _WIDTH, height)
        self.show()
        self.raise_()

    def _accept(self, index: QModelIndex) -> None:
        found, row = self._found, index.row()
        self.hide()
        if found is None or row < 0:
            return
        text, new = self._line.text(), found.candidates[row].text
        rest = text[found.end :]
        new = new.rstrip() if rest.startswith(" ") else new
        # As typing does: Ctrl+Z in the field takes it back.
        self._line.setSelection(found.start, found.end - found.start)
        self._line.insert(new)
        self.hide()
        self.chosen.emit()
