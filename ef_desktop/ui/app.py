"""Starting the windows: paint first, open the work file after, so that a click is never waited for longer than needed."""

import builtins

# PySide6 puts an import hook of its own in place that inspects every later module; only its own features need it.
_plain_import = builtins.__import__
import PySide6  # noqa: E402, F401

builtins.__import__ = _plain_import

import gc  # noqa: E402
import os  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from pathlib import Path  # noqa: E402

from PySide6.QtGui import QIcon  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from ef_desktop import __version__, i18n, paths  # noqa: E402
from ef_desktop import settings as device  # noqa: E402
from ef_desktop.domain.clock import Clock, SystemClock  # noqa: E402
from ef_desktop.logs import start_logging  # noqa: E402
from ef_desktop.settings import DeviceSettings  # noqa: E402
from ef_desktop.ui.context import AppContext  # noqa: E402
from ef_desktop.ui.garbage import GarbageCollector  # noqa: E402
from ef_desktop.ui.theme import install_theme  # noqa: E402


def run(argv: Sequence[str], file: Path | str | None = None) -> int:
    """Start the program and stay until its last window is closed.

    Parameters:
        argv: arguments for Qt, the name of the program first.
        file: the work file to open; None is the one opened last, or the usual place.

    Returns:
        The exit code.
    """
    # Everything that is made until a work file is open stays: looking for garbage in it takes a tenth of a second and finds none.
    gc.disable()
    start_logging()
    settings = device.load()
    i18n.set_language(settings.language)
    app = make_application(argv, settings)
    ctx = make_context(settings, SystemClock())

    from ef_desktop.ui.errors import catch_errors
    from ef_desktop.ui.mainwindow import MainWindow
    from ef_desktop.ui.opening import Opening

    window = MainWindow(ctx)
    catch_errors(window)
    opening = Opening(ctx, window)
    # Qt's own words are for dialogs: loading them can wait until the window is there.
    opening.painted.connect(lambda: speak(settings.language))
    window.restore_place()
    opening.first(Path(file) if file else usual_file(settings))
    window.show()
    garbage = GarbageCollector(app)
    ctx.workspaceOpened.connect(garbage.begin)
    code = app.exec()
    ctx.stop_work()
    ctx.release()
    garbage.stop()
    return code


def make_application(argv: Sequence[str], settings: DeviceSettings) -> QApplication:
    """Make the QApplication in the look of the settings; ``speak`` gives Qt's own dialogs their language."""
    QApplication.setApplicationName("excellent-faciliteren")
    QApplication.setApplicationDisplayName("Excellent Faciliteren")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("excellent-faciliteren")
    # The style by name of an argument: asking Qt for it, as an object, has PySide set up all there is to styles.
    app = QApplication([*argv, "-style", "Fusion"])
    install_theme(app, settings.appearance, styled=True)
    app.setWindowIcon(app_icon())
    return app


def make_context(settings: DeviceSettings, clock: Clock) -> AppContext:
    """Make the context of the pages for the running application, which then follows its language."""
    from ef_desktop.ui.theme import theme

    ctx = AppContext(settings, theme(), clock)
    ctx.languageChanged.connect(lambda: speak(settings.language))
    return ctx


def usual_file(settings: DeviceSettings) -> Path | None:
    """Return the work file to open when none is named, or None at the very first start."""
    if settings.last_file and Path(settings.last_file).exists():
        return Path(settings.last_file)
    usual = paths.default_work_file()
    return usual if usual.exists() else None


def speak(language: str) -> None:
    """Let Qt's own dialogs, and its dates and numbers, speak the language of the screen.

    Parameters:
        language: ``nl`` or ``en``.
    """
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    app = QApplication.instance()
    QLocale.setDefault(QLocale("nl_NL" if language == "nl" else "en_GB"))
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    if language != "nl":
        return
    from ef_desktop.ui.qt_words import RestOfQt

    app.installTranslator(RestOfQt(app))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(os.path.join(folder, "qtbase_nl.qm")):
        app.installTranslator(translator)


def app_icon() -> QIcon:
    """Return the icon of the program: the tile."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QPainter, QPixmap

    from ef_desktop.ui.theme.theme import look
    from ef_desktop.ui.widgets.tile import paint_logo

    light = look("light").color
    icon = QIcon()
    for side in (16, 32, 48, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_logo(painter, QRectF(0, 0, side, side), light.primary, light.surface)
        painter.end()
        icon.addPixmap(picture)
    return icon
