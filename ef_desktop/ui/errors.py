"""Errors that nobody foresaw: they are written in the log, shown once above the window, and the program goes on.

The report holds places in the program, never what people typed: no values, no paths of the user, and of the texts of errors only
such as name nothing but parts of the program.
"""

import re
import sys
import threading
import traceback
from pathlib import PurePath
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QWidget

from ef_desktop import __version__
from ef_desktop.domain.errors import UserError
from ef_desktop.logs import logger

#: Texts of errors in which only names of types, methods and parameters can stand.
_BARE = re.compile(
    r"'PySide6\.[\w.]+' called with wrong argument (?:types|values)"
    r"|(?:type object )?'[\w.]+' object (?:has no attribute '\w+'|is not (?:callable|iterable|subscriptable|an iterator))"
    r"|unsupported operand type\(s\) for \S+: '[\w.]+' and '[\w.]+'"
    r"|[\w.]+\(\) (?:missing|takes|got an unexpected keyword argument|got multiple values for argument)[\w' ,-]*"
    r"|name '\w+' is not defined"
)


def describe(error: BaseException) -> str:
    """Return a report of an error: versions, and for every cause its type, its text where that is bare, and places in the program."""
    import platform

    lines = [
        f"Excellent Faciliteren {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()} {platform.machine()}",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append("")
        text = _BARE.match(str(seen)) if isinstance(seen, TypeError | AttributeError | NameError) else None
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}" + (f": {text[0]}" if text else ""))
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def _short(filename: str) -> str:
    parts = PurePath(filename).parts
    for root in ("ef_desktop", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) + (root != "ef_desktop") :])
    return parts[-1] if parts else "?"


class ErrorCatcher(QObject):
    """Takes what nobody caught, in any thread, to one sheet above the window.

    Parameters:
        window: the main window, which has ``ctx``.
    """

    _met = Signal(object)

    def __init__(self, window: QWidget):
        super().__init__(window)
        self._window = window
        self._sheet: QObject | None = None
        self._met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take over from ``sys.excepthook``."""
        if not issubclass(kind, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        if not isinstance(error, UserError):
            logger.error("unexpected error\n%s", describe(error))
        self._met.emit(error)

    def thread_hook(self, args: threading.ExceptHookArgs) -> None:
        """Take over from ``threading.excepthook``."""
        self.hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            # A sentence for the user came up outside ctx.run: it is still for the user.
            self._window.ctx.toast(str(error), failure=True)
        elif self._sheet is None:
            from ef_desktop.ui.dialogs.report import ReportSheet

            self._sheet = ReportSheet(self._window, describe(error))
            self._sheet.closed.connect(self._forget)
            self._sheet.open()

    def _forget(self) -> None:
        self._sheet = None


def catch_errors(window: QWidget) -> ErrorCatcher:
    """From now on show unexpected errors above this window, and go on."""
    catcher = ErrorCatcher(window)
    sys.excepthook = catcher.hook
    threading.excepthook = catcher.thread_hook
    return catcher
