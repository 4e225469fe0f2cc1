"""Which screen is the wall. Screens are known by several attributes together, per set of screens: names of ports change."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

#: So many sets of screens are remembered.
_MOST_SETS = 12


@dataclass(frozen=True)
class ScreenInfo:
    """A screen, in words and numbers.

    Attributes:
        x, y, width, height: place in logical pixels.
    """

    name: str
    manufacturer: str
    model: str
    serial: str
    x: int
    y: int
    width: int
    height: int

    @classmethod
    def of(cls, screen: QScreen) -> "ScreenInfo":
        """Describe a screen that is connected."""
        place = screen.geometry()
        return cls(
            screen.name(),
            screen.manufacturer(),
            screen.model(),
            screen.serialNumber(),
            place.x(),
            place.y(),
            place.width(),
            place.height(),
        )

    def likeness(self, other: "ScreenInfo") -> int:
        """Return how much this looks like another screen; the make tells more than the port, the port more than the place."""
        return (
            8 * (bool(self.serial) and self.serial == other.serial)
            + 4 * (bool(self.model) and (self.manufacturer, self.model) == (other.manufacturer, other.model))
            + 3 * (self.name == other.name)
            + 2 * ((self.width, self.height) == (other.width, other.height))
            + ((self.x, self.y) == (other.x, other.y))
        )

    def covers(self, other: "ScreenInfo") -> bool:
        """Tell whether both show the same part of the desktop: mirrored screens."""
        return (self.x, self.y) == (other.x, other.y)


def mirrored(screens: Sequence[ScreenInfo], home: ScreenInfo) -> bool:
    """Tell whether another screen shows what stands on this one. Where the system makes one screen of both, nobody can tell."""
    return sum(screen.covers(home) for screen in screens) > 1


def of_window(window: QWidget) -> QScreen:
    """Return the screen that a window is on.

    Never by ``window.screen()``: PySide takes what a widget returns for a part of it, and a widget that is collected as
    garbage then destroys its screen; the next window to be made brings the program down.
    """
    return QGuiApplication.screenAt(window.geometry().center()) or QGuiApplication.primaryScreen()


def choose(screens: Sequence[ScreenInfo], home: int, remembered: str) -> int | None:
    """Return the screen for the wall.

    Parameters:
        screens: those connected.
        home: number of the one with the main window, which is never the wall.
        remembered: what ``remember`` returned before.

    Returns:
        Its number, or None when there is no other screen, or only one that mirrors the first.
    """
    free = [number for number, info in enumerate(screens) if number != home and not info.covers(screens[home])]
    if not free:
        return None
    wanted = _read(remembered).get(_signature(screens))
    if wanted is None:
        return free[0]
    return max(free, key=lambda number: (screens[number].likeness(wanted), -number))


def remember(screens: Sequence[ScreenInfo], chosen: int, remembered: str) -> str:
    """Return what to keep in the settings once a screen was chosen for this set of screens."""
    known = _read(remembered)
    key = _signature(screens)
    known.pop(key, None)
    known[key] = screens[chosen]
    kept = list(known.items())[-_MOST_SETS:]
    return json.dumps({signature: asdict(info) for signature, info in kept}, ensure_ascii=False)


def _signature(screens: Sequence[ScreenInfo]) -> str:
    """Return what identifies a set of screens: their makes and sizes, whatever the port or the order."""
    return " + ".join(
        sorted(f"{info.manufacturer} {info.model} {info.serial} {info.width}x{info.height}".strip() for info in screens)
    )


def _read(remembered: str) -> dict[str, ScreenInfo]:
    try:
        stored = json.loads(remembered)
        return {key: ScreenInfo(**value) for key, value in stored.items()}
    except (ValueError, TypeError, AttributeError):
        # Empty, or written by another version: then nothing is remembered.
        return {}
