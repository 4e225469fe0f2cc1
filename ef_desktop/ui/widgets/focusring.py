"""The focus ring: a blue ring around the widget that has the keyboard, outside its edge, above everything else."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QMenuBar, QScrollArea, QWidget
from shiboken6 import isValid

from ef_desktop.ui.theme import theme
from ef_desktop.ui.widgets.draw import begin, edge_pen

_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class FocusRing(QWidget):
    """Follows the focus inside one window. Make one per window: ``FocusRing(window)``.

    A widget shapes its ring by dynamic properties: ``focus_radius`` (the radius of its own corners, 8 when absent),
    ``own_focus`` True (it paints its focus itself; item views and menu bars always do), ``focus_owner`` True (the ring belongs around
    its parent).
    """

    def __init__(self, window: QWidget):
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._above: QWidget | None = None
        self.hide()
        QApplication.instance().focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def stay_under(self, widget: QWidget) -> None:
        """Leave one widget of the window above the ring: the messages, which lie over what has the keyboard."""
        self._above = widget

    def target(self) -> QWidget | None:
        """Return the widget the ring is around."""
        return self._target

    def eventFilter(self, watched, event) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def paintEvent(self, event) -> None:
        if self._target is None:
            return
        focus = theme().tokens.focus
        radius = self._target.property("focus_radius")
        radius = theme().tokens.radius.control if radius is None else radius
        half = focus.ring / 2
        with begin(self) as painter:
            painter.setPen(edge_pen(theme().color.focus, focus.ring))
            painter.setClipRect(self._clip())
            painter.drawRoundedRect(self._ring().adjusted(half, half, -half, -half), radius + focus.gap + half, radius + focus.gap + half)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._target = self._wanted(new)
        if self._target is None:
            self.hide()
            return
        widget = self._target
        while widget is not None and widget is not self.parentWidget():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _wanted(self, widget: QWidget | None) -> QWidget | None:
        if widget is None or not self.parentWidget().isAncestorOf(widget) or widget.window() is not self.window():
            return None
        if widget.property("focus_owner"):
            widget = widget.parentWidget()
        if isinstance(widget, QAbstractItemView | QScrollArea | QMenuBar) or widget.property("own_focus"):
            return None
        return widget

    def _outer(self, widget: QWidget) -> QRect:
        focus = theme().tokens.focus
        more = focus.ring + focus.gap
        corner = widget.mapTo(self.parentWidget(), QPoint(0, 0))
        return QRect(corner, widget.size()).adjusted(-more, -more, more, more)

    def _place(self) -> None:
        if self._target is None or not self._target.isVisible():
            self.hide()
            return
        self.setGeometry(self._outer(self._target))
        self.raise_()
        if self._above is not None:
            self._above.raise_()
        self.setVisible(not self._clip().isEmpty())
        self.update()

    def _ring(self) -> QRectF:
        return QRectF(self.rect())

    def _clip(self) -> QRect:
        # What scrolls away must not keep a ring above its neighbours.
        shown = self.geometry()
        widget = self._target.parentWidget()
        while widget is not None and widget is not self.parentWidget():
            if isinstance(widget.parentWidget(), QAbstractScrollArea):
                shown = shown.intersected(self._outer(widget))
            widget = widget.parentWidget()
        return shown.translated(-self.pos())
