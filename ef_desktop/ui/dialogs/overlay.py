"""A sheet above the window: the page stays where it is, dimmed; Esc closes the sheet and gives the focus back."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.draw import begin
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.text import Label

_MARGIN = 24
#: Height of the window below which a sheet comes nearer to its edges, and how near, in logical pixels.
_LOW, _LOW_MARGIN = 560, 8


class Overlay(QWidget):
    """Base of the sheets. ``body`` is the layout to put things in; ``open`` shows it.

    It is no window of its own: it never takes the focus away from another program, nor does it stop a clock or the wall.

    Parameters:
        window: the window above which it lies.
        width: of the sheet in logical pixels; it shrinks with the window.
        top: distance from the top of the window in logical pixels; None puts it in the middle.
        padding: inner margins of the sheet.
    """

    closed = Signal()

    def __init__(self, window: QWidget, *, width: int, top: int | None = None, padding: int = 28):
        super().__init__(window)
        self._top = top
        self._wanted = width
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # In a window too low for it the whole sheet scrolls.
        self._area = QScrollArea(self, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel = Panel(variant="active", padding=padding, spacing=12)
        self._area.setWidget(self.panel)
        # Beside its round corners the page is seen: the area would have it fill its ground.
        self.panel.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self.body: QVBoxLayout = self.panel.body
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._keep_focus)
        self.hide()

    def default_focus(self) -> QWidget | None:
        """Return the widget that gets the focus when the sheet opens."""
        return None

    def open(self) -> None:
        """Show the sheet."""
        self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self._place()
        target = self.default_focus() or self._first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def close_sheet(self) -> None:
        """Take the sheet away and give the focus back."""
        if self.isHidden():
            return
        QApplication.instance().focusChanged.disconnect(self._keep_focus)
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def dismiss(self) -> None:
        """Esc, or a click beside the sheet."""
        self.close_sheet()

    def eventFilter(self, watched, event) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event) -> None:
        if not self._area.geometry().contains(event.position().toPoint()):
            self.dismiss()
        event.accept()

    def paintEvent(self, event) -> None:
        shade = QColor("#0B1736")
        shade.setAlpha(150)
        with begin(self) as painter:
            painter.fillRect(self.rect(), shade)

    def fit(self) -> None:
        """Take the size of the content again, after it has changed."""
        self._place()

    def _place(self) -> None:
        window = self.parentWidget().size()
        self.resize(window)
        margin = _MARGIN if window.height() >= _LOW else _LOW_MARGIN
        width = min(self._wanted, window.width() - 2 * _MARGIN)
        natural, least = self._heights(width)
        top = margin if self._top is None else self._top
        height = min(natural, window.height() - top - margin)
        if self._top is None:
            top = (window.height() - height) // 2
        self._area.setGeometry((window.width() - width) // 2, top, width, height)
        if least > height:
            width -= self._area.verticalScrollBar().sizeHint().width()
            least = self._heights(width)[1]
        self.panel.resize(width, max(height, least))

    def _heights(self, width: int) -> tuple[int, int]:
        """Give the sheet a width; return the height that it then wants, and the least in which all of it has its place."""
        self.panel.setFixedWidth(width)
        layout = self.panel.layout()
        layout.activate()
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width), layout.totalMinimumHeightForWidth(width)
        return self.panel.sizeHint().height(), self.panel.minimumSizeHint().height()

    def _first_focus(self) -> QWidget | None:
        for widget in self.panel.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self) and widget.isEnabled():
                return widget
        return None

    def _keep_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Tab would wander off to the page underneath, which cannot be seen well nor reached by the mouse.
        if new is None or self.isHidden() or self.isAncestorOf(new) or new.window() is not self.window():
            return
        above = new
        while above is not None and above.parentWidget() is not self.parentWidget():
            above = above.parentWidget()
        if isinstance(above, Overlay):
            return
        target = self._first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)


def heading(title: str, text: str = "", closing=None) -> QWidget:
    """Return the head of a sheet: title, a line under it, and a button that closes at the right.

    Parameters:
        title, text: translated.
        closing: called by the button; None leaves the button out.
    """
    head = QWidget()
    line = QHBoxLayout(head)
    line.setContentsMargins(0, 0, 0, 0)
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(Label(title, role="h1"))
    if text:
        words.addWidget(Label(text, tone="ink2", wrap=True))
    line.addLayout(words, 1)
    if closing is not None:
        button = QuietButton(_("Close"), key="Esc")
        button.clicked.connect(closing)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return head
