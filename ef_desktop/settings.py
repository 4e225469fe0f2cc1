"""Settings of this device: language, look, screens, last file. What belongs to the programme is in the work file."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ef_desktop import paths
from ef_desktop.files import replace_whole
from ef_desktop.i18n import LANGUAGES
from ef_desktop.logs import logger

APPEARANCES = ("system", "light", "dark")
#: Least and most, in metres.
ROOM_DISTANCES, ROOM_WIDTHS = (2.0, 30.0), (0.8, 12.0)

_CHOICES = {"language": LANGUAGES, "appearance": APPEARANCES}
_RANGES = {"room_distance": ROOM_DISTANCES, "room_width": ROOM_WIDTHS}


@dataclass
class DeviceSettings:
    """Settings of one device.

    Attributes:
        language: ``nl`` or ``en``.
        appearance: ``system``, ``light`` or ``dark``.
        calm: True turns every animation off.
        facilitator: name written in the journal as who made a change.
        last_file: path of the work file opened last, or "".
        recent_files: paths, newest first.
        room_distance: distance from the wall to the back row, in metres.
        room_width: width of the projected image, in metres.
        wall_screen: description of the screen meant for the wall, or "".
        keys: keys of actions that were changed, by id of the action; "" is no key.
        end_sound: True plays a soft sound once when the time of a block is up.
        windows: geometry per window name, as base64 text.
        media: path of an own file, per ``video`` and ``booklet``.
        share_folder: folder in which copies of colleagues are looked for, or "".
        places: by place of a work file that is not on this laptop: the copy on this laptop that is worked in.
    """

    language: str = "nl"
    appearance: str = "system"
    calm: bool = False
    facilitator: str = ""
    last_file: str = ""
    recent_files: list[str] = field(default_factory=list)
    room_distance: float = 8.0
    room_width: float = 2.4
    wall_screen: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    end_sound: bool = False
    windows: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    share_folder: str = ""
    places: dict[str, str] = field(default_factory=dict)


def settings_file() -> Path:
    """Return the path of the settings file."""
    return paths.data_dir() / "settings.json"


def load() -> DeviceSettings:
    """Return the settings of this device; a missing or unreadable file gives the defaults, as does a value that is not known."""
    settings = DeviceSettings()
    try:
        stored = json.loads(settings_file().read_text("utf-8"))
    except FileNotFoundError:
        return settings
    except (OSError, ValueError):
        logger.warning("settings could not be read; defaults are used")
        return settings
    if isinstance(stored, dict):
        for entry in fields(settings):
            value = stored.get(entry.name)
            if type(value) is int and entry.name in _RANGES:
                value = float(value)
            if type(value) is type(getattr(settings, entry.name)) and _fits(entry.name, value):
                setattr(settings, entry.name, value)
    return settings


def _fits(name: str, value: Any) -> bool:
    """Tell whether a setting of the right type has a value that the program knows; another one would stop it."""
    if name in _CHOICES:
        return value in _CHOICES[name]
    if name in _RANGES:
        least, most = _RANGES[name]
        return least <= value <= most
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(isinstance(part, str) for part in inside)


def save(settings: DeviceSettings) -> bool:
    """Write the settings; return False where that fails, which is no reason to stop working."""
    try:
        replace_whole(settings_file(), json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode())
    except OSError:
        logger.warning("settings could not be written")
        return False
    return True


def remember_file(settings: DeviceSettings, path: Path) -> None:
    """Put a work file at the head of the recent ones (eight are kept) and save."""
    name = str(path)
    settings.last_file = name
    settings.recent_files = [name, *(other for other in settings.recent_files if other != name)][:8]
    save(settings)
