"""The theme of the running application: which mode is on, its colours, and telling everyone when it changes."""

from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.theme import fonts
from ef_desktop.ui.theme.tokens import Kind, Palette, Tokens, load_tokens

SYSTEM = "system"


class Look(NamedTuple):
    """The colours of one mode as QColor: ``look.color.primary``, ``look.kind["werkt"].solid``."""

    name: str
    color: Palette[QColor]
    kind: dict[str, Kind[QColor]]


@cache
def look(mode: str) -> Look:
    """Return the colours of ``light``, ``dark`` or ``projector``."""
    raw = load_tokens().mode[mode]
    shades = Palette(*(QColor(shade) for shade in raw.color))
    kinds = {
        kind.id: kind._replace(solid=QColor(kind.solid), on_solid=QColor(kind.on_solid), tint=QColor(kind.tint))
        for kind in raw.kind.values()
    }
    return Look(mode, shades, kinds)


def projector_look() -> Look:
    """Return the colours of the wall, which never follow the laptop."""
    return look("projector")


class Theme(QObject):
    """The mode that is on now. Widgets read it while painting, so that they follow a change by themselves.

    Parameters:
        choice: ``system``, ``light`` or ``dark``.
    """

    themeChanged = Signal()

    def __init__(self, choice: str = SYSTEM, parent: QObject | None = None):
        super().__init__(parent)
        self.tokens: Tokens = load_tokens()
        self._choice = choice
        self._look = look(self._wanted())
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def mode(self) -> str:
        """``light`` or ``dark``."""
        return self._look.name

    @property
    def choice(self) -> str:
        """What was chosen: ``system``, ``light`` or ``dark``."""
        return self._choice

    @property
    def look(self) -> Look:
        """The colours of the mode that is on."""
        return self._look

    @property
    def color(self) -> Palette[QColor]:
        """The colours of the mode that is on, for instance ``theme().color.primary``."""
        return self._look.color

    @property
    def kind(self) -> dict[str, Kind[QColor]]:
        """The look of every kind of outcome in the mode that is on."""
        return self._look.kind

    def choose(self, choice: str) -> bool:
        """Follow the system or hold on to one mode; repaints everything when the mode changes.

        Parameters:
            choice: ``system``, ``light`` or ``dark``.

        Returns:
            True when the mode became another one.
        """
        self._choice = choice
        hints = QApplication.styleHints()
        # The bars of the window belong to the system: they follow only when Qt knows.
        if choice == SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light)
        return self._use(self._wanted())

    def dress(self) -> None:
        """Give the application the style, palette and style sheet of the mode that is on."""
        from ef_desktop.ui.theme.stylesheet import palette, stylesheet

        app = QApplication.instance()
        app.setPalette(palette(self.color))
        app.setStyleSheet(stylesheet(self.tokens.mode[self.mode].color, self.tokens))

    def _wanted(self) -> str:
        if self._choice != SYSTEM:
            return self._choice
        dark = QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _follow_system(self) -> None:
        self._use(self._wanted())

    def _use(self, mode: str) -> bool:
        if mode == self.mode:
            return False
        self._look = look(mode)
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        self.dress()
        QApplication.restoreOverrideCursor()
        self.themeChanged.emit()
        return True


def install_theme(app: QApplication, choice: str = SYSTEM, *, styled: bool = False) -> Theme:
    """Dress the application: Fusion, the fonts, palette and style sheet. Call once, before the first window.

    Parameters:
        app: the running application.
        choice: ``system``, ``light`` or ``dark``.
        styled: True when the application was started with the style Fusion.
    """
    if not styled:
        app.setStyle("Fusion")
    fonts.load_fonts()
    app.setFont(fonts.font("body"))
    current = theme()
    if not current.choose(choice):
        current.dress()
    return current


_current: Theme | None = None


def theme() -> Theme:
    """Return the theme of the running application."""
    global _current
    if _current is None:
        _current = Theme(parent=QApplication.instance())
    return _current
