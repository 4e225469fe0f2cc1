"""Short messages at the bottom of the window. They never take the keyboard and never ask for an answer."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.draw import begin, box, text_width
from ef_desktop.ui.widgets.panel import IconMark
from ef_desktop.ui.widgets.text import Label

INFO, UNDO, FAILURE = "info", "undo", "failure"
_GAP = 8
#: Height of the buttons of a message that stands in the status bar, in logical pixels.
_LOW_BUTTON = 24
#: Room that such a message keeps for a button that it may get later, in logical pixels.
_LOW_ACTION = 170
#: Letters of a title that a message shows at most; of a failure more, for at its end it says what to do.
_LONGEST, _LONGEST_FAILURE = 160, 480


class Toast(QWidget):
    """One message. Made by ``Toasts``; connect to its signals there.

    Parameters:
        kind: ``info``, ``undo`` or ``failure``; only a failure stays until it is closed.
        title: what is.
        text: what you can do, in one sentence.
        icon: name of a Tabler icon.
        low: one line that fits in the status bar, with the buttons behind the words.
    """

    undoRequested = Signal()
    closed = Signal()
    resized = Signal()

    def __init__(self, kind: str, title: str, text: str, icon: str, parent: QWidget, low: bool = False):
        super().__init__(parent)
        self.kind = kind
        self.told = (title, text)
        self.low = low
        self._paused = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A title that somebody pasted may be longer than the window is high: it is kept whole elsewhere.
        longest = _LONGEST_FAILURE if kind == FAILURE else _LONGEST
        title = title if len(title) <= longest else title[: longest - 1].rstrip() + "…"
        self.setAccessibleName(f"{title}. {text}" if text else title)
        line = QHBoxLayout(self)
        line.setContentsMargins(*((10, 0, 2, 0) if low else (16, 12, 10, 12)))
        line.setSpacing(8 if low else 12)
        self._at = Qt.AlignmentFlag.AlignVCenter if low else Qt.AlignmentFlag.AlignTop
        self._mark = 18 if low else 24
        line.addWidget(IconMark(icon, size=self._mark, tone="accent" if kind == FAILURE else "primary"), 0, self._at)
        words = self._words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, 0 if low else 2, 0, 0)
        role = "button_small" if low else "h3"
        self._longest = max(text_width(title, font(role)), text_width(text, font("body")))
        words.addWidget(Label(title, role=role, wrap=not low))
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
            self._prepare(undo)
            self._side.addWidget(undo, 0, self._at)
        close = QuietButton(icon="x", name=_("Close"), small=True)
        close.clicked.connect(self.close_now)
        self._prepare(close)
        self._side.addWidget(close, 0, self._at)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.close_now)
        motion = theme().tokens.motion
        if kind != FAILURE:
            self._timer.start(motion.toast_undo if kind == UNDO else motion.toast_info)

    def natural_width(self) -> int:
        """Return the width in logical pixels at which the words stay on one line."""
        line = self.layout()
        margins = line.contentsMargins()
        self._side.invalidate()
        side = self._side.sizeHint().width()
        return round(margins.left() + self._mark + 2 * line.spacing() + self._longest + side + margins.right() + 2)

    def height_for(self, width: int) -> int:
        """Return the height in logical pixels the words and buttons need at a width."""
        # Before the window is shown Qt does not tell the layouts that something in them grew.
        self._words.invalidate()
        self.layout().invalidate()
        return self.layout().totalHeightForWidth(width)

    def add_action(self, text: str, primary: bool = False) -> Button:
        """Add a button under the words, or behind them in the status bar, and return it; connect to its ``clicked``."""
        button = (PrimaryButton if primary else SecondaryButton)(text, small=True)
        self._prepare(button)
        if self.low:
            self._side.insertWidget(0, button, 0, self._at)
            button.show()
        else:
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
        radius = theme().tokens.radius.chip if self.low else theme().tokens.radius.panel
        with begin(self) as painter:
            box(painter, QRectF(self.rect()), radius, color.surface, edge, width)

    def _undo(self) -> None:
        self.undoRequested.emit()
        self.close_now()

    def _prepare(self, button: Button) -> None:
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self.low:
            button.setFixedHeight(_LOW_BUTTON)


class Toasts(QWidget):
    """The place of the messages in one window, above the status bar. At most three; a new one pushes out the oldest that may go.

    Where a page needs all of the window, short messages stand in the status bar instead, one at a time, and the others under
    the upper edge: see ``make_way``.

    Parameters:
        window: the window they lie over.
        bottom: distance from the lower edge of the window in logical pixels.
        room: gives the free part of the status bar, in the window; an empty rectangle when there is none.
    """

    def __init__(self, window: QWidget, bottom: int = 48, room: Callable[[], QRect] = QRect):
        super().__init__(window)
        self._bottom = bottom
        self._top = 0
        self._room = room
        self._toasts: list[Toast] = []
        self._reason = ""
        self._strip = QWidget(window)
        self._strip.hide()
        window.installEventFilter(self)
        self.hide()

    def make_way(self, top: int) -> None:
        """Leave the window free below the upper edge, or use its lower part again.

        Parameters:
            top: distance in logical pixels from the upper edge of the window to what does not fit in the status bar; 0 puts
                all messages at the bottom.
        """
        if top != self._top:
            self._top = top
            self._settle()

    def info(self, title: str, text: str = "", icon: str = "info-circle") -> Toast:
        """Tell something; it goes after six seconds."""
        return self._show(INFO, title, text, icon)

    def undo(self, title: str, text: str = "", icon: str = "arrow-back-up") -> Toast:
        """Tell what was done and offer to take it back for ten seconds: connect to ``undoRequested``."""
        self.withdraw_undo()
        return self._show(UNDO, title, text, icon)

    def withdraw_undo(self) -> None:
        """Take the offer to take something back away: another step is the last one now."""
        for earlier in [toast for toast in self._toasts if toast.kind == UNDO]:
            earlier.close_now()

    def withdraw(self, title: str) -> None:
        """Take a message away that no longer holds.

        Parameters:
            title: as it was told.
        """
        for earlier in [toast for toast in self._toasts if toast.told[0] == title]:
            earlier.close_now()

    def failure(self, title: str, text: str = "", icon: str = "alert-triangle") -> Toast:
        """Tell that something went wrong; it stays until it is closed."""
        return self._show(FAILURE, title, text, icon)

    def until_saved(self, reason: str) -> str:
        """Know why saving does not work, and return it; a message that tells so goes when it works again (``reason`` is "")."""
        if not reason:
            self.withdraw(self._reason)
        self._reason = reason
        return reason

    def visible_toasts(self) -> list[Toast]:
        """Return the messages that are on the screen, oldest first."""
        return list(self._toasts)

    def eventFilter(self, watched, event) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._settle()
        return False

    def _show(self, kind: str, title: str, text: str, icon: str) -> Toast:
        # What goes wrong again at every key is told once.
        again = next((toast for toast in self._toasts if (toast.kind, toast.told) == (FAILURE, (title, text)) and kind == FAILURE), None)
        if again is not None:
            return again
        toast = self._made(kind, title, text, icon)
        self._toasts.append(toast)
        toast.closed.connect(lambda: self._gone(toast))
        toast.resized.connect(self._settle)
        passing = [item for item in self._toasts if item.kind != FAILURE]
        if len(self._toasts) > 3 and passing:
            passing[0].close_now()
        toast.show()
        self._settle()
        return toast

    def _made(self, kind: str, title: str, text: str, icon: str) -> Toast:
        if self._top and kind != FAILURE and not text:
            toast = Toast(kind, title, text, icon, self._strip, low=True)
            # A button that is still to come needs its room too.
            if toast.natural_width() + _LOW_ACTION <= self._room().width():
                for earlier in [other for other in self._toasts if other.low]:
                    earlier.close_now()
                return toast
            toast.deleteLater()
        return Toast(kind, title, text, icon, self)

    def _gone(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
        self._settle()

    def _settle(self) -> None:
        self._settle_low([toast for toast in self._toasts if toast.low])
        toasts = [toast for toast in self._toasts if not toast.low]
        if not toasts:
            self.hide()
            return
        least, most = theme().tokens.size.toast_width
        window = self.parentWidget()
        widest = max(toast.natural_width() for toast in toasts)
        width = min(max(widest, least), most, window.width() - 32)
        top = 0
        for toast in toasts:
            height = toast.height_for(width)
            toast.setGeometry(0, top, width, height)
            top += height + _GAP
        height = top - _GAP
        upper = self._top or window.height() - self._bottom - height
        self.setGeometry((window.width() - width) // 2, upper, width, height)
        self.show()
        self.raise_()

    def _settle_low(self, toasts: list[Toast]) -> None:
        # At most one; it stays where it is when the page changes: the status bar is that of the window.
        if not toasts:
            self._strip.hide()
            return
        room = self._room()
        width = min(toasts[0].natural_width(), room.width())
        self._strip.setGeometry(QRect(room.right() + 1 - width, room.top(), width, room.height()))
        toasts[0].setGeometry(0, 0, width, room.height())
        self._strip.show()
        self._strip.raise_()
