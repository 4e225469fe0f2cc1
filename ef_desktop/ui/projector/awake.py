"""Holds off screen saver and sleep while a meeting runs. What a system does not offer is left alone: nothing fails."""

import ctypes
import os
import shutil
import subprocess
import sys
from typing import Protocol

from ef_desktop.logs import logger

_WHO = "Excellent Faciliteren"
_WHY = "Bijeenkomst"


class _Way(Protocol):
    """A way to keep one kind of system awake."""

    def hold(self) -> bool:
        """Keep the system awake; return False when that is not possible."""

    def release(self) -> None:
        """Let it sleep again."""


class _Windows:
    _CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002

    def hold(self) -> bool:
        return bool(ctypes.windll.kernel32.SetThreadExecutionState(self._CONTINUOUS | self._SYSTEM | self._DISPLAY))

    def release(self) -> None:
        ctypes.windll.kernel32.SetThreadExecutionState(self._CONTINUOUS)


class Program:
    """A program of the system that holds sleep off as long as it runs; it ends with us, also when we end badly.

    Parameters:
        command: the program and its arguments.
    """

    def __init__(self, *command: str) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def hold(self) -> bool:
        if shutil.which(self._command[0]) is None:
            return False
        try:
            # Whatever waits at the other end of the pipe stops when this program is gone.
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except OSError:
            return False
        return True

    def release(self) -> None:
        if self._process is not None:
            self._process.stdin.close()
            self._process.terminate()
            self._process.wait()
            self._process = None


class _ScreenSaverService:
    """The service of Linux desktops. It lets go when the connection ends, so that ending badly leaves nothing behind."""

    _CONNECTION = "ef-awake"
    _SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"

    def hold(self) -> bool:
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage
        except ImportError:
            # A Linux without the D-Bus library has no such service either.
            return False
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, self._CONNECTION)
        if not bus.isConnected() or not bus.interface().isServiceRegistered(self._SERVICE).value():
            QDBusConnection.disconnectFromBus(self._CONNECTION)
            return False
        message = QDBusMessage.createMethodCall(self._SERVICE, self._PATH, self._SERVICE, "Inhibit")
        message.setArguments([_WHO, _WHY])
        return bus.send(message)

    def release(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        QDBusConnection.disconnectFromBus(self._CONNECTION)


def ways(platform: str = sys.platform) -> tuple[_Way, ...]:
    """Return the ways of a system, the best one first.

    Parameters:
        platform: as ``sys.platform`` spells it.
    """
    if platform == "win32":
        return (_Windows(),)
    if platform == "darwin":
        return (Program("caffeinate", "-di", "-w", str(os.getpid())),)
    return (
        _ScreenSaverService(),
        Program("systemd-inhibit", "--what=idle:sleep", f"--who={_WHO}", f"--why={_WHY}", "--mode=block", "cat"),
    )


class Awake:
    """Keeps the laptop awake between ``hold`` and ``release``; both may be called more than once."""

    def __init__(self, possible: tuple[_Way, ...] | None = None) -> None:
        self._possible = ways() if possible is None else possible
        self._used: _Way | None = None
        self._asked = False

    @property
    def asked(self) -> bool:
        """True when it is asked to stay awake, whether the system can or not."""
        return self._asked

    @property
    def held(self) -> bool:
        """True when the system really stays awake."""
        return self._used is not None

    def set(self, awake: bool) -> None:
        """Keep awake, or no longer."""
        if awake == self._asked:
            return
        self._asked = awake
        if not awake:
            if self._used is not None:
                self._used.release()
                self._used = None
            return
        self._used = next((way for way in self._possible if way.hold()), None)
        if self._used is None:
            logger.info("screen saver and sleep cannot be held off on this system")
