"""What is being typed and not saved yet, kept on this device so that a crash takes at most a second of it."""

import json
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from ef_desktop import paths
from ef_desktop.files import replace_whole
from ef_desktop.logs import logger
from ef_desktop.ui.widgets.capture_bar import Draft

DELAY_MS = 700


class DraftKeeper(QObject):
    """Drafts of the capture bar by meeting: in memory at once, in a small file within a second.

    Parameters:
        file: where; the user's data folder when None.
    """

    def __init__(self, file: Path | None = None, parent: QObject | None = None):
        super().__init__(parent)
        self._file = file or paths.data_dir() / "drafts.json"
        self._drafts = self._read()
        # None while it is not known: there is no file, or one that cannot be read.
        self._written = dict(self._drafts) or None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.write)

    def draft(self, meeting_id: bytes) -> Draft:
        """Return what was not saved in a meeting; empty when there is nothing."""
        return self._drafts.get(meeting_id.hex(), Draft())

    def keep(self, meeting_id: bytes, draft: Draft) -> None:
        """Remember a draft; an empty one is forgotten."""
        key = meeting_id.hex()
        if draft == self._drafts.get(key, Draft()):
            return
        if draft:
            self._drafts[key] = draft
        elif self._drafts.pop(key, None) is None:
            return
        # Started once, not anew by every key: while somebody types on and on, the file still follows.
        if not self._timer.isActive():
            self._timer.start()

    def write(self) -> None:
        """Let the file be as it should be now; without drafts there is none."""
        self._timer.stop()
        if self._drafts == self._written:
            return
        try:
            if self._drafts:
                content = json.dumps({key: asdict(draft) for key, draft in self._drafts.items()}, ensure_ascii=False)
                replace_whole(self._file, content.encode())
            else:
                # After every card: nobody waits for the disk here. At worst the sentence is offered once more.
                self._file.unlink(missing_ok=True)
            self._written = dict(self._drafts)
        except OSError:
            logger.warning("drafts could not be written")

    def read_again(self) -> None:
        """Take over what something else wrote in the file: a name was taken out of it."""
        self._timer.stop()
        self._drafts = self._read()
        self._written = dict(self._drafts) or None

    def _read(self) -> dict[str, Draft]:
        try:
            stored = json.loads(self._file.read_text("utf-8"))
            return {key: Draft(**value) for key, value in stored.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            logger.warning("drafts could not be read")
            return {}
