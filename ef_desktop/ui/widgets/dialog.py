"""Dialogs: a title, a body and buttons at the right. Escape closes without doing anything."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.projector.screens import of_window
from ef_desktop.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.focusring import FocusRing
from ef_desktop.ui.widgets.panel import IconMark
from ef_desktop.ui.widgets.text import Label

#: What the system draws around a dialog takes of the height of the screen, in logical pixels.
_FRAME = 40


class Dialog(QDialog):
    """Base of the dialogs: put fields in ``body``, add buttons with ``add_button``, show with ``open()``.

    Parameters:
        parent: the window it belongs to; None only in tests.
        title: what is asked; also the title of the window.
        text: one sentence under the title.
        icon: name of a Tabler icon beside the title.
        icon_tone: its colour.
        width: in logical pixels.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str = "",
        *,
        icon: str = "",
        icon_tone: str = "primary",
        width: int = 520,
    ):
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(20)
        head = QHBoxLayout()
        head.setSpacing(14)
        if icon:
            head.addWidget(IconMark(icon, size=24, tone=icon_tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Label(title, role="h2", wrap=True))
        self._text = Label(text, tone="ink2", wrap=True)
        words.addWidget(self._text)
        head.addLayout(words, 1)
        outer.addLayout(head)
        # Only now, inside the dialog: without a parent it would flash as a window of its own.
        self._text.setVisible(bool(text))
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        outer.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        outer.addLayout(self._buttons)
        self._ring = FocusRing(self)

    def showEvent(self, event) -> None:
        self._fit_screen()
        super().showEvent(event)

    def _fit_screen(self) -> None:
        """On a screen too low for all of the dialog, let what is between the title and the buttons scroll."""
        outer = self.layout()
        outer.activate()
        beside = self.parentWidget()
        room = of_window(beside.window() if beside is not None else self).availableGeometry().height() - _FRAME
        least = outer.totalMinimumHeightForWidth(self.width()) if outer.hasHeightForWidth() else self.minimumSizeHint().height()
        if least <= room:
            # Qt makes a dialog no higher than two thirds of the screen, also where that is less than it needs.
            self.resize(self.width(), max(self.height(), least))
            return
        if self.body.parent() is not outer:
            return
        area = QScrollArea(self, widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        inner = QWidget(objectName="scrolled")
        focused = self.focusWidget()
        outer.removeItem(self.body)
        self.body.setParent(None)
        inner.setLayout(self.body)
        # The ring around what has the keyboard, and the bar, are not to lie over the fields.
        self.body.setContentsMargins(4, 4, 14, 4)
        area.setWidget(inner)
        outer.insertWidget(1, area, 1)
        outer.invalidate()
        outer.activate()
        self.resize(self.width(), room)
        if focused is not None:
            focused.setFocus()

    def set_text(self, text: str) -> None:
        """Show another sentence under the title."""
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def add_button(
        self, button: Button, on_click: Callable[[], None] | None = None, *, default: bool = False, left: bool = False
    ) -> Button:
        """Add a button at the right end.

        Parameters:
            button: the button.
            on_click: what it does; closing is the caller's: pass ``self.accept`` or ``self.reject``.
            default: Enter presses it.
            left: put it at the left edge instead.
        """
        if default:
            button.setDefault(True)
        if on_click is not None:
            button.clicked.connect(lambda: on_click())
        if left:
            self._buttons.insertWidget(0, button)
        else:
            self._buttons.addWidget(button)
        return button

    def add_standard_buttons(self, action: str, *, cancel: str = "") -> Button:
        """Add Cancel and the main button, which accepts; returns the main button.

        Parameters:
            action: a verb.
            cancel: other words for Cancel.
        """
        self.add_button(SecondaryButton(cancel or _("Cancel")), self.reject)
        return self.add_button(PrimaryButton(action), self.accept, default=True)


class MessageDialog(Dialog):
    """A question or a message without fields. Made by ``ask`` and ``show_error``."""


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    action: str,
    on_yes: Callable[[], None],
    *,
    cancel: str = "",
    icon: str = "message-2-question",
    danger: bool = False,
) -> MessageDialog:
    """Ask before something that cannot be taken back. Does not wait: calls ``on_yes`` when the action is chosen.

    Parameters:
        title: the question.
        text: what will happen, and that it cannot be taken back.
        action: verb of the button.
        on_yes: what to do.
        cancel: verb for not doing it.
        danger: the action is drawn in accent and the focus stands on not doing it.

    Returns:
        the dialog, already open.
    """
    dialog = MessageDialog(parent, title, text, icon=icon, icon_tone="accent" if danger else "primary", width=440)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    stay = dialog.add_button(SecondaryButton(cancel or _("Cancel")), dialog.reject)
    go = SecondaryButton(action, danger=True) if danger else PrimaryButton(action)
    dialog.add_button(go, dialog.accept, default=not danger)
    dialog.accepted.connect(on_yes)
    (stay if danger else go).setFocus()
    dialog.open()
    return dialog


def show_error(parent: QWidget | None, title: str, text: str, *, detail: str = "") -> MessageDialog:
    """Tell that something did not work. Does not wait.

    Parameters:
        title: what did not work.
        text: that nothing was lost and what can be done.
        detail: technical words, smaller, that can be selected and copied.

    Returns:
        the dialog, already open.
    """
    dialog = MessageDialog(parent, title, text, icon="alert-triangle", icon_tone="accent", width=440)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if detail:
        label = Label(detail, role="small", tone="ink3", wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dialog.body.addWidget(label)
    close = dialog.add_button(PrimaryButton(_("Close")), dialog.accept, default=True)
    close.setFocus()
    dialog.open()
    return dialog
