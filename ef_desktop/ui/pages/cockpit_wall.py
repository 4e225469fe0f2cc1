"""The panel 'What the room sees': the picture of the wall, what may be done with it, and the scenes."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.buttons import Button, PrimaryButton
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import Label

#: The scenes on Ctrl+1 to Ctrl+6: name, word, icon.
SCENES = (
    ("welcome", N_("Welcome"), "hand-stop"),
    ("rules", N_("Rules"), "heart-handshake"),
    ("agenda", N_("Agenda"), "clock"),
    ("board", N_("Board"), "layout-kanban"),
    ("break", N_("Break"), "coffee"),
    ("top", N_("Top 3"), "award"),
)
#: The scenes on Ctrl+7 to Ctrl+9 and without a key, in the menu only.
MORE_SCENES = (
    ("card", N_("One card large"), "layout-kanban"),
    ("case", N_("Case and prompts"), "messages"),
    ("agreements", N_("Open agreements"), "flag-check"),
    ("video", N_("Own video"), "player-play"),
    ("booklet", N_("Own booklet"), "folder-open"),
    ("workform", N_("Roles and talents"), "puzzle"),
)
_PREVIEW = ((308, 174), (264, 149), (264, 149))
_SCENE = (56, 46, 42)
#: Between the preview and the buttons, and the least width of the preview.
_BESIDE, _LEAST_PREVIEW = 12, 180
#: The least height of the preview where the column of the cockpit is full.
_LEAST_HEIGHT = 130


class WallPreview(QWidget):
    """A picture of exactly what is on the wall now. A click shows or hides the wall."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._picture = QPixmap()
        self._state = "none"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("The room sees"))
        self.set_most(*_PREVIEW[0])

    def set_most(self, width: int, height: int) -> None:
        """Take a width, and a height that may be less where the column is full."""
        self.setFixedWidth(width)
        self.setMinimumHeight(min(height, _LEAST_HEIGHT))
        self.setMaximumHeight(height)
        self._most = QSize(width, height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._most

    def place(self) -> QRectF:
        """Return where the picture is: as large as fits, in the shape of the wall."""
        height = min(self.height(), self._most.height())
        width = round(height * self._most.width() / self._most.height())
        return QRectF((self.width() - width) // 2, 0, width, height)

    def show_picture(self, picture: QPixmap, state: str) -> None:
        """Show a picture with the edge of a state: live, frozen, black or none."""
        self._picture, self._state = picture, state
        self.update()

    def paintEvent(self, event) -> None:
        color, border = theme().color, theme().tokens.border
        rect = self.place()
        with begin(self) as painter:
            inner = rect.adjusted(2, 2, -2, -2)
            if self._state == "black":
                box(painter, inner, 6, Qt.GlobalColor.black)
            elif self._picture.isNull():
                box(painter, inner, 6, color.sunk)
                spot = QRectF(rect.center().x() - 16, rect.center().y() - 16, 32, 32)
                paint_icon(painter, "device-projector", spot, color.ink3)
            else:
                painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
                painter.setOpacity(0.8 if self._state == "frozen" else 0.55 if self._state == "none" else 1)
                painter.drawPixmap(inner, self._picture, QRectF(self._picture.rect()))
                painter.setOpacity(1)
            dashed = self._state in ("frozen", "none")
            edge = color.line_strong if self._state == "none" else color.primary
            box(painter, rect, theme().tokens.radius.card, None, edge, border.selected, dashed)

    def mouseReleaseEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class StateChip(QWidget):
    """How the wall stands: live, frozen, black, or not shown."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._state = "none"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, state: str) -> None:
        """Show a state."""
        self._state = state
        self.setAccessibleName(self._words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(20.5 + 23 + text_width(self._words(), font("label"))), theme().tokens.size.chip)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event) -> None:
        color = theme().color
        rect = QRectF(self.rect())
        live = self._state == "live"
        with begin(self) as painter:
            if live:
                box(painter, rect, 6, color.primary)
                painter.setBrush(color.on_primary)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(QRectF(12, rect.center().y() - 4.5, 9, 9))
            else:
                edge = color.primary if self._state == "frozen" else color.line_strong
                box(painter, rect, 6, None, edge, 2 if self._state == "frozen" else 1.5, self._state == "frozen")
                mark = {"frozen": "snowflake", "black": "filled/square", "none": "plug-connected-x"}[self._state]
                tone = color.primary if self._state == "frozen" else color.ink2
                paint_icon(painter, mark, QRectF(9, rect.center().y() - 8, 16, 16), tone)
            ink = color.on_primary if live else color.primary if self._state == "frozen" else color.ink2
            line_of_text(painter, QRectF(31, 0, rect.width() - 36, rect.height()), self._words(), font("label"), ink)

    def _words(self) -> str:
        words = {"live": _("Live"), "frozen": _("Frozen"), "black": _("Black"), "none": _("Not shown")}
        return words[self._state]


class _ActionButton(Button):
    """A button of the column: filled while what it undoes is on."""

    def __init__(self, text: str, icon: str, key: str):
        super().__init__(text, icon=icon, key=key)
        self.emphasis = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _live_shades(self):
        if self.emphasis:
            return PrimaryButton._live_shades(self)
        color = theme().color
        fill = color.sunk if self.isDown() else color.hover if self.underMouse() else color.surface
        return fill, color.line_strong, color.ink

    def _key_shades(self, ink):
        color = theme().color
        return (ink, ink, None) if self.emphasis else (color.ink2, color.line_strong, None)

    def _padding(self) -> int:
        return 11

    def _left(self, content):
        return self._padding()

    def _key_left(self, left, width):
        return self.width() - self._padding() - width


class SceneButton(QAbstractButton):
    """One scene: icon over word; the one on the wall has a thick edge."""

    def __init__(self, text: str, icon: str, key: str):
        super().__init__()
        self._icon = icon
        self.setText(text)
        self.setToolTip(f"{text} ({key})")
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(72, _SCENE[0])

    def minimumSizeHint(self) -> QSize:
        return QSize(56, 32)

    def enterEvent(self, event) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event) -> None:
        color, on = theme().color, self.isChecked()
        rect = QRectF(self.rect())
        with begin(self) as painter:
            fill = color.primary_tint if on else color.hover if self.underMouse() else color.surface
            box(painter, rect, 8, fill, color.primary if on else color.line_strong, 2.5 if on else 1.5)
            ink = color.primary if on else color.ink2
            side = 20 if self.height() >= 52 else 18
            top = (rect.height() - side - 18) / 2
            paint_icon(painter, self._icon, QRectF(rect.center().x() - side / 2, top, side, side), ink)
            words = QRectF(2, top + side, rect.width() - 4, 18)
            line_of_text(painter, words, self.text(), font("label"), ink, Qt.AlignmentFlag.AlignHCenter)


class WallPanel(Panel):
    """What the room sees.

    ``asked(str)``: freeze, blank, next or show. ``sceneAsked(str)``: a scene.
    """

    asked = Signal(str)
    sceneAsked = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, media: QWidget | None = None):
        super().__init__(parent, padding=12, spacing=12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconMark("device-projector", tone="primary"))
        head.addWidget(Label(_("The room sees"), role="h3"))
        self.chip = StateChip()
        head.addWidget(self.chip)
        head.addStretch(1)
        self.note = Label(role="small", tone="ink2")
        head.addWidget(self.note)
        self.body.addLayout(head)
        middle = QHBoxLayout()
        middle.setSpacing(_BESIDE)
        self._roomy = _PREVIEW[0]
        self.preview = WallPreview()
        self.preview.clicked.connect(lambda: self.asked.emit("show"))
        middle.addWidget(self.preview)
        self._column = QVBoxLayout()
        self._column.setSpacing(7)
        self.freeze = _ActionButton(_("Freeze"), "snowflake", "F6")
        self.blank = _ActionButton(_("Black"), "filled/square", "F7")
        self.switch = _ActionButton(_("Switch"), "player-track-next", "F8")
        self._state = "none"
        self._keys = ("F6", "Shift F5", "F7")
        self._flat = False
        self.freeze.clicked.connect(lambda: self.asked.emit("show" if self._state == "none" else "freeze"))
        self.blank.clicked.connect(lambda: self.asked.emit("blank"))
        self.switch.clicked.connect(lambda: self.asked.emit("next"))
        for button in (self.freeze, self.blank, self.switch):
            self._column.addWidget(button)
        middle.addLayout(self._column, 1)
        self.body.addLayout(middle)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.scenes: dict[str, SceneButton] = {}
        for number, (name, words, icon) in enumerate(SCENES, 1):
            button = SceneButton(_(words), icon, f"Ctrl {number}")
            button.clicked.connect(lambda _checked=False, name=name: self.sceneAsked.emit(name))
            self.scenes[name] = button
            row.addWidget(button, 1)
        self.body.addLayout(row)
        self._media = media
        if media is not None:
            self.body.addWidget(media)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_keys(self, key_of: Callable[[str], str]) -> None:
        """Show the keys on the buttons as they are on this device.

        Parameters:
            key_of: returns the key of an action of the cockpit, or "".
        """
        self._keys = (key_of("freeze"), key_of("wall"), key_of("black"))
        self._show_keys()
        self.switch.set_key(key_of("scene"))
        self.preview.setToolTip(_("Show or hide the wall ({key})").format(key=self._keys[1]))
        for name, button in self.scenes.items():
            button.setToolTip(f"{button.text()} ({key_of(f'scene.{name}')})")

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self._roomy = _PREVIEW[density]
        self._column.setSpacing(7 if density == 0 else 5)
        around = 12 if density == 0 else 10
        self.body.setContentsMargins(around, around, around, around)
        self.body.setSpacing(12 if density == 0 else 8)
        for button in self.scenes.values():
            button.setFixedHeight(_SCENE[density])
        self._fit_preview()

    def set_flat(self, flat: bool) -> None:
        """Leave the picture out and put the buttons side by side, in the lowest windows; there the longest have no key."""
        self._flat = flat
        self._show_keys()
        self.preview.setVisible(not flat)
        self._column.setDirection(QVBoxLayout.Direction.LeftToRight if flat else QVBoxLayout.Direction.TopToBottom)
        self._fit_preview()

    def _show_keys(self) -> None:
        self.freeze.set_key("" if self._flat else self._keys[1] if self._state == "none" else self._keys[0])
        self.blank.set_key("" if self._flat else self._keys[2])

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit_preview()

    def _fit_preview(self) -> None:
        """Give the preview what the buttons beside it leave, at most its usual size, in the shape of the wall."""
        margins = self.body.contentsMargins()
        left = self.width() - margins.left() - margins.right() - _BESIDE - self._column.minimumSize().width()
        wide, high = self._roomy
        if self._media is not None and not self._media.isHidden():
            # What stands under it takes its room from the picture, not from what comes next.
            high -= self._media.sizeHint().height() + self.body.spacing()
        width = max(_LEAST_PREVIEW, min(wide, left, round(high * wide / self._roomy[1])))
        self.preview.set_most(width, round(width * self._roomy[1] / self._roomy[0]))

    def show_wall(self, state: str, scene: str, picture: QPixmap, waiting: int = 0, note: str = "") -> None:
        """Show how the wall stands.

        Parameters:
            state: live, frozen, black or none.
            scene: name of the scene.
            picture: of the wall.
            waiting: changes that a frozen wall does not show yet.
            note: translated, something else to know of it.
        """
        self.chip.set_state(state)
        self.preview.show_picture(picture, state)
        frozen, black = state == "frozen", state == "black"
        if frozen and waiting:
            note = ngettext("{count} change waits", "{count} changes wait", waiting).format(count=waiting)
        self.note.setText(note)
        self._state = state
        if state == "none":
            self._say(self.freeze, _("Show it"), "device-projector", True)
        else:
            self._say(self.freeze, _("Live again") if frozen else _("Freeze"), "player-play" if frozen else "snowflake", frozen)
        self._show_keys()
        self._fit_preview()
        self.blank.setEnabled(state != "none")
        self._say(self.blank, _("Picture again") if black else _("Black"), "player-play" if black else "filled/square", black)
        for name, button in self.scenes.items():
            button.setChecked(name == scene)

    def _say(self, button: _ActionButton, text: str, icon: str, emphasis: bool) -> None:
        if button.label() != text:
            button.setText(text)
            button.set_icon(icon)
        button.emphasis = emphasis
        button.update()
