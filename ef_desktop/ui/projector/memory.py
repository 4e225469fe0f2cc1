"""What the room saw last, kept on this device: after a crash or a power loss the wall can be put back as it was.

It is no part of the work file: which scene stood on this beamer concerns nobody else, is no step to undo, and must not
travel along when the file is shared. Nothing of the contents is kept, only names of scenes.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from ef_desktop.files import replace_whole
from ef_desktop.logs import logger
from ef_desktop.paths import data_dir

#: How long after a change it is written, in ms: a few changes right after each other are one.
_DELAY = 100


@dataclass(frozen=True)
class Seen:
    """How the wall stood.

    Attributes:
        meeting: id of the meeting, in hexadecimal digits.
        scene: chosen by hand, or "" where the wall followed the agenda.
        automatic: scene of the agenda at that moment; a chosen scene counts as long as it is the same.
        page: from 0.
        on: True when the room saw the wall.
        black, frozen: as the facilitator had set it.
    """

    meeting: str = ""
    scene: str = ""
    automatic: str = ""
    page: int = 0
    on: bool = False
    black: bool = False
    frozen: bool = False


class WallMemory(QObject):
    """Keeps how the wall stands, and tells how it stood before."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._file = _file()
        self._seen = _read(self._file)
        self._later = QTimer(self, singleShot=True, interval=_DELAY)
        self._later.timeout.connect(self.write)

    def of(self, meeting: bytes) -> Seen | None:
        """Return how the wall stood in a meeting, or None when another meeting came after it."""
        return self._seen if self._seen.meeting == meeting.hex() else None

    def keep(self, seen: Seen) -> None:
        """Remember how the wall stands; on the disk within a tenth of a second."""
        if seen != self._seen:
            self._seen = seen
            self._later.start()

    def close(self) -> None:
        """The work file is closed in good order: the room sees nothing any more."""
        self.keep(replace(self._seen, on=False, black=False, frozen=False))
        if self._later.isActive():
            self.write()

    def write(self) -> None:
        """Write the file now."""
        self._later.stop()
        try:
            replace_whole(self._file, json.dumps(asdict(self._seen)).encode())
        except OSError:
            logger.warning("the state of the wall could not be written")


def last_meeting() -> bytes | None:
    """Return the meeting that was led last on this device, or None."""
    try:
        return bytes.fromhex(_read(_file()).meeting) or None
    except ValueError:
        return None


def _file() -> Path:
    return data_dir() / "wall.json"


def _read(file: Path) -> Seen:
    try:
        seen = Seen(**json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return Seen()
    except (OSError, ValueError, TypeError):
        logger.warning("the state of the wall could not be read")
        return Seen()
    usual = Seen()
    whole = all(type(value) is type(getattr(usual, name)) for name, value in asdict(seen).items())
    return seen if whole else usual
