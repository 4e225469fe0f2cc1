"""A soft bell when the time of a block is up: only where that was asked for, once, and never without a visual."""

import math
import struct
import wave
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal

from ef_desktop import paths
from ef_desktop.domain.timer import RUNNING, TimerState
from ef_desktop.logs import logger

SECONDS, RATE, PITCH = 0.4, 44_100, 660.0
_LOUD = 0.25


def write_bell(file: Path) -> None:
    """Write the sound: a sine that swells at once and dies away, 16 bits mono.

    Parameters:
        file: where.

    Raises:
        OSError: it cannot be written there.
    """
    count = round(SECONDS * RATE)
    samples = bytearray()
    for number in range(count):
        moment = number / RATE
        # A hundredth of a second to swell, so that it does not click; the overtone makes a bell of it.
        swell = min(1.0, moment / 0.01) * math.exp(-moment * 7) * (1 - number / count)
        tone = 0.8 * math.sin(2 * math.pi * PITCH * moment) + 0.2 * math.sin(4 * math.pi * PITCH * moment)
        samples += struct.pack("<h", round(32_000 * _LOUD * swell * tone))
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(bytes(samples))


class EndSound(QObject):
    """Rings when a block that was seen running comes to the end of its time.

    Signals:
        rang: the id of the block.
    """

    rang = Signal(bytes)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._within: tuple[bytes, int] | None = None
        self._sound = None

    def look(self, state: TimerState, wanted: bool) -> None:
        """Follow the clock.

        Parameters:
            state: the clock at this moment.
            wanted: True when the sound was asked for on this device.
        """
        if state.phase != RUNNING or state.current is None:
            return
        key = (state.current, state.total_seconds)
        if state.remaining_seconds > 0:
            self._within = key
        elif self._within == key:
            # Forgotten before it rings: one end rings once.
            self._within = None
            if wanted:
                self._ring()
                self.rang.emit(state.current)

    def _ring(self) -> None:
        if self._sound is None:
            # Sound takes a while to load and is hardly ever asked for.
            from PySide6.QtMultimedia import QSoundEffect

            file = paths.cache_dir() / "bell.wav"
            try:
                if not file.exists():
                    write_bell(file)
            except OSError:
                logger.warning("the sound could not be written")
                return
            self._sound = QSoundEffect(self)
            self._sound.setSource(QUrl.fromLocalFile(str(file)))
        self._sound.play()
