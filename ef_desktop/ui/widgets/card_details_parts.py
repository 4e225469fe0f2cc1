"""Fields of the details of a card: the short text with its counter, and the choice of a kind by its mark."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ef_desktop.domain.views import KindView
from ef_desktop.i18n import _
from ef_desktop.ui.forms.fields import TextField
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.badge import paint_badge
from ef_desktop.ui.widgets.draw import begin, box, edge_pen, line_of_text

#: So many characters read well from the back row.
WALL_LENGTH = 40


class WallTextField(TextField):
    """The short text for the wall, with a counter that advises and never cuts."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__("", parent, dense=True, role="title")
        self.setTextMargins(0, 0, 76, 0)

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        count = len(self.text())
        words = _("{count} of {most}").format(count=count, most=WALL_LENGTH)
        color = theme().color
        with begin(self) as painter:
            rect = QRectF(self.width() - 90, 0, 80, self.height())
            tone = color.accent_ink if count > WALL_LENGTH else color.ink2
            line_of_text(painter, rect, words, font("small"), tone, Qt.AlignmentFlag.AlignRight)


class KindPicker(QWidget):
    """All kinds as their marks in one row; arrows and clicks choose."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._kinds: tuple[KindView, ...] = ()
        self._value = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_focus", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_kinds(self, kinds: tuple[KindView, ...]) -> None:
        """Offer kinds."""
        self._kinds = kinds
        self.update()

    def value(self) -> str:
        """Return the id of the kind."""
        return self._value

    def set_value(self, kind: str) -> None:
        """Show a kind without telling."""
        self._value = kind
        name = next((k.name for k in self._kinds if k.id == kind), "")
        self.setAccessibleName(_("Kind: {name}").format(name=name))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 40)

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            for kind, rect in self._cells():
                if kind.id == self._value:
                    look = theme().kind[kind.id]
                    box(painter, rect, 8, look.tint, look.solid, 2)
                    if self.hasFocus():
                        painter.setPen(edge_pen(color.focus, 2))
                        painter.setBrush(Qt.BrushStyle.NoBrush)
                        painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), 5, 5)
                paint_badge(painter, kind.id, QRectF(rect.center().x() - 13, rect.center().y() - 13, 26, 26))

    def mousePressEvent(self, event) -> None:
        hit = next((kind for kind, rect in self._cells() if rect.contains(event.position())), None)
        if hit is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(hit.id)

    def keyPressEvent(self, event) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(event.key())
        ids = [kind.id for kind in self._kinds]
        if step and self._value in ids:
            self._choose(ids[(ids.index(self._value) + step) % len(ids)])
        else:
            super().keyPressEvent(event)

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            hit = next((kind for kind, rect in self._cells() if rect.contains(event.pos())), None)
            QToolTip.showText(event.globalPos(), hit.name if hit else "", self)
            return True
        return super().event(event)

    def _choose(self, id: str) -> None:
        if id != self._value:
            self.set_value(id)
            self.changed.emit(id)

    def _cells(self) -> list[tuple[KindView, QRectF]]:
        width = min(48.0, self.width() / max(len(self._kinds), 1))
        return [(kind, QRectF(place * width + 1, 0, width - 2, self.height())) for place, kind in enumerate(self._kinds)]
