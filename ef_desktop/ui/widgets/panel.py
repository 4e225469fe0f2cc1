"""Panels: the white cards a page is built from, and the title above what is in them."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.ui.theme import paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box
from ef_desktop.ui.widgets.text import Label

VARIANTS = ("plain", "active", "private", "missing", "sunk")


class Panel(QFrame):
    """A surface with a thin line and round corners.

    Parameters:
        variant: ``plain``; ``active`` blue edge of 2; ``private`` dashed on the canvas: only the facilitator sees it;
            ``missing`` dashed accent; ``sunk`` without an edge.
        padding: inner margins in logical pixels: one number, or (left, top, right, bottom).
        spacing: between what is in it.
        horizontal: put things beside instead of under each other.

    ``panel.body`` is the layout to put things in.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        variant: str = "plain",
        padding: int | tuple[int, int, int, int] = (20, 16, 20, 16),
        spacing: int = 12,
        horizontal: bool = False,
    ):
        super().__init__(parent)
        self._variant = variant
        self.body: QBoxLayout = QHBoxLayout(self) if horizontal else QVBoxLayout(self)
        margins = padding if isinstance(padding, tuple) else (padding,) * 4
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(spacing)

    def variant(self) -> str:
        """Return how the panel looks now."""
        return self._variant

    def set_variant(self, variant: str) -> None:
        """Change how the panel looks."""
        self._variant = variant
        self.update()

    def paintEvent(self, event) -> None:
        color = theme().color
        border = theme().tokens.border
        fill, edge, width, dashed = {
            "plain": (color.surface, color.line, border.hair, False),
            "active": (color.surface, color.primary, border.selected, False),
            "private": (color.canvas, color.line_strong, border.control, True),
            "missing": (None, color.accent, border.selected, True),
            "sunk": (color.sunk, None, 0, False),
        }[self._variant]
        with begin(self) as painter:
            box(painter, QRectF(self.rect()), theme().tokens.radius.panel, fill, edge, width, dashed)


class IconMark(QWidget):
    """An icon that is only there to be seen; it follows the theme.

    Parameters:
        name: name of a Tabler icon.
        size: in logical pixels.
        tone: name of a colour of the palette.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, size: int = 20, tone: str = "ink2"):
        super().__init__(parent)
        self._name = name
        self._tone = tone
        self.setFixedSize(size, size)

    def set_icon(self, name: str, tone: str | None = None) -> None:
        """Show another icon, or the same in another colour."""
        self._name = name
        self._tone = tone or self._tone
        self.update()

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            paint_icon(painter, self._name, QRectF(self.rect()), getattr(theme().color, self._tone))


class SectionTitle(QWidget):
    """The title of a part of a page: icon, words, and room at the right for a count or a button.

    Parameters:
        text: already translated.
        icon: name of a Tabler icon.
        role: ``h1``, ``h2``, ``h3`` or ``label``.
        tone: colour of the words.
        icon_tone: colour of the icon.

    ``title.trailing`` is the layout at the right.
    """

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        role: str = "h2",
        tone: str = "ink",
        icon_tone: str = "primary",
    ):
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        if icon:
            line.addWidget(IconMark(icon, tone=icon_tone))
        self._label = Label(text, role=role, tone=tone)
        line.addWidget(self._label, 1)
        self.trailing = QHBoxLayout()
        self.trailing.setSpacing(8)
        line.addLayout(self.trailing)

    def set_text(self, text: str) -> None:
        """Show another title."""
        self._label.setText(text)


class Separator(QWidget):
    """A thin line between rows."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False):
        super().__init__(parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            painter.fillRect(self.rect(), theme().color.line)
