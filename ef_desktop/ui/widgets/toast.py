"""Short messages at the bottom of the window. They never take the keyboard and never ask for an answer."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.draw import begin, box, text_width
from ef_desktop.ui.widgets.panel import IconMark
from ef_desktop.ui.widgets.text import Label

INFO, UNDO, FAILURE = "info", "undo", "failure"
_GAP = 8


class Toast(QWidget):
    """One message. Made by ``Toasts``; connect to its signals there.

    Parameters:
        kind: ``info``, ``undo`` or ``failure``; only a failure stays until it is closed.
        title: what is.
        text: what you can do, in one sentence.
        icon: name of a Tabler icon.
    """

    undoRequested = Signal()
    closed = Signal()
    resized = Signal()

    def __init__(self, kind: str, title: str, text: str, icon: str, parent: QWidget):
        super().__init__(parent)
        self.kind = kind
        self._paused = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"{title}. {text}" if text else title)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 10, 12)
        line.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(IconMark(icon, size=24, tone="accent" if kind == FAILURE else "primary"), 0, top)
        words = self._words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, 2, 0, 0)
        self._longest = max(text_width(title, font("h3")), text_width(text, font("body")))
        words.addWidget(Label(title, role="h3", wrap=True))
        if text:
            words.addWidget(Label(text, tone="ink2", wrap=True))
        # A widget and not a bare layout: an empty layout keeps the words from growing.
        self._under = QWidget()
        self._under.hide()
        self._actions = QHBoxLayout(self._under)
        self._actions.setContentsMargins(0, 10, 0, 0)
        self._actions.setSpacing(8)
        self._actions.addStretch(1)
        words.addWidget(self._under)
        line.addLayout(words, 1)
        self._side = QHBoxLayout()
        line.addLayout(self._side)
        if kind == UNDO:
            undo = PrimaryButton(_("Undo"), key="Ctrl Z", small=True)
            undo.clicked.connect(self._undo)
            self._place(undo, self._side)
        close = QuietButton(icon="x", name=_("Close"), small=True)
        close.clicked.connect(self.close_now)
        self._place(close, self._side)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.close_now)
        motion = theme().tokens.motion
        if kind != FAILURE:
            self._timer.start(motion.toast_undo if kind == UNDO else motion.toast_info)

    def natural_width(self) -> int:
        """Return the width in logical pixels at which the words stay on one line."""
        line = self.layout()
        margins = line.contentsMargins()
        side = self._side.sizeHint().width()
        return round(margins.left() + 24 + 2 * line.spacing() + self._longest + side + margins.right() + 2)

    def height_for(self, width: int) -> int:
        """Return the height in logical pixels the words and buttons need at a width."""
        # Before the window is shown Qt does not tell the layouts that something in them grew.
        self._words.invalidate()
        self.layout().invalidate()
        return self.layout().totalHeightForWidth(width)

    def add_action(self, text: str, primary: bool = False) -> Button:
        """Add a button under the words and return it; connect to its ``clicked``."""
        button = (PrimaryButton if primary else SecondaryButton)(text, small=True)
        self._place(button, None)
        self._actions.insertWidget(self._actions.count() - 1, button)
        self._under.show()
        self.resized.emit()
        return button

    def time_left(self) -> int:
        """Return the milliseconds until it goes away by itself, or -1 when it stays."""
        return self._timer.remainingTime()

    def close_now(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def enterEvent(self, event) -> None:
        # Someone is reading: the time starts anew when the pointer leaves.
        if self._timer.isActive():
            self._timer.stop()
            self._paused = True
        super().enterEvent(event)

    def leaveEvent(self, event) -> None:
        if self._paused and self.isVisible():
            self._paused = False
            self._timer.start()
        super().leaveEvent(event)

    def paintEvent(self, event) -> None:
        color = theme().color
        border = theme().tokens.border
        edge, width = {
            INFO: (color.line_strong, border.hair),
            UNDO: (color.line_strong, border.hair),
            FAILURE: (color.accent, border.selected),
        }[self.kind]
        with begin(self) as painter:
            box(painter, QRectF(self.rect()), theme().tokens.radius.panel, color.surface, edge, width)

    def _undo(self) -> None:
        self.undoRequested.emit()
        self.close_now()

    def _place(self, button: Button, layout) -> None:
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if layout is not None:
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


class Toasts(QWidget):
    """The place of the messages in one window, above the status bar. At most three; a new one pushes out the oldest that may go.

    Parameters:
        window: the window they lie over.
        bottom: distance from the lower edge of the window in logical pixels.
    """

    def __init__(self, window: QWidget, bottom: int = 48):
        super().__init__(window)
        self._bottom = bottom
        self._toasts: list[Toast] = []
        window.installEventFilter(self)
        self.hide()

    def set_bottom(self, bottom: int) -> None:
        """Lie so many logical pixels above the lower edge of the window."""
        if bottom != self._bottom:
            self._bottom = bottom
            self._settle()

    def info(self, title: str, text: str = "", icon: str = "info-circle") -> Toast:
        """Tell something; it goes after six seconds."""
        return self._show(Toast(INFO, title, text, icon, self))

    def undo(self, title: str, text: str = "", icon: str = "arrow-back-up") -> Toast:
        """Tell what was done and offer to take it back for ten seconds: connect to ``undoRequested``."""
        self.withdraw_undo()
        return self._show(Toast(UNDO, title, text, icon, self))

    def withdraw_undo(self) -> None:
        """Take the offer to take something back away: another step is the last one now."""
        for earlier in [toast for toast in self._toasts if toast.kind == UNDO]:
            earlier.close_now()

    def failure(self, title: str, text: str = "", icon: str = "alert-triangle") -> Toast:
        """Tell that something went wrong; it stays until it is closed."""
        return self._show(Toast(FAILURE, title, text, icon, self))

    def visible_toasts(self) -> list[Toast]:
        """Return the messages that are on the screen, oldest first."""
        return list(self._toasts)

    def eventFilter(self, watched, event) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._settle()
        return False

    def _show(self, toast: Toast) -> Toast:
        self._toasts.append(toast)
        toast.closed.connect(lambda: self._gone(toast))
        toast.resized.connect(self._settle)
        passing = [item for item in self._toasts if item.kind != FAILURE]
        if len(self._toasts) > 3 and passing:
            passing[0].close_now()
        toast.show()
        self._settle()
        return toast

    def _gone(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
        self._settle()

    def _settle(self) -> None:
        if not self._toasts:
            self.hide()
            return
        least, most = theme().tokens.size.toast_width
        window = self.parentWidget()
        widest = max(toast.natural_width() for toast in self._toasts)
        width = min(max(widest, least), most, window.width() - 32)
        top = 0
        for toast in self._toasts:
            height = toast.height_for(width)
            toast.setGeometry(0, top, width, height)
            top += height + _GAP
        height = top - _GAP
        self.setGeometry((window.width() - width) // 2, window.height() - self._bottom - height, width, height)
        self.show()
        self.raise_()
