"""The window of the tests: dressed, in Dutch, on a real work file, offscreen."""

import shutil

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from ef_desktop.domain.clock import ManualClock
from ef_desktop.settings import DeviceSettings
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.theme import install_theme, theme
from tests.conftest import MOMENT
from tests.gui.room_views import go


@pytest.fixture(scope="session")
def _dressed_once(qapp):
    # Setting a style sheet takes most of a second, so it is done once for all tests.
    install_theme(qapp, "light")
    return qapp


@pytest.fixture
def dressed(_dressed_once):
    """The application with the theme of the program, light."""
    theme().choose("light")
    return _dressed_once


class Opened(QObject):
    """Takes what would go to the viewer of the system."""

    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def take(self, url):
        self.urls.append(url.toLocalFile())


@pytest.fixture
def opened():
    """Paths of what was opened with the program of the system."""
    handler = Opened()
    QDesktopServices.setUrlHandler("file", handler, "take")
    yield handler.urls
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def closed_ctx(dressed, settings, manual_clock, qtbot):
    """The application as pages see it while no work file is open yet."""
    context = AppContext(settings, theme(), manual_clock)
    yield context
    context.stop_work()
    context.release()
    # Without an event loop nothing that may go later goes: hundreds of windows would be dressed again for every test.
    if context.wall_made:
        context.wall.window.close()
        context.wall.window.deleteLater()
    context.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def filled_file(template_file, tmp_path_factory):
    """Gives a work file in which a function has put something, and what that returned; every function does so once per run."""
    from ef_desktop.services.workspace import Workspace

    found = {}

    def fill(content):
        if content not in found:
            folder = tmp_path_factory.mktemp("filled")
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("EF_DATA_DIR", str(folder / "data"))
                path = shutil.copyfile(template_file, folder / "gevuld.efdb")
                workspace = Workspace.open(path, clock=ManualClock(MOMENT), settings=DeviceSettings(facilitator="Noor"))
                result = content(workspace)
                workspace.close()
            found[content] = path, result
        return found[content]

    return fill


@pytest.fixture
def content(request):
    """What puts in the work file, through the services, what tests start from: the function that their module calls CONTENT, if any."""
    return getattr(request.module, "CONTENT", None)


@pytest.fixture
def work_file(work_file, content, filled_file):
    """A work file for this test only, with the content of the module."""
    if content is not None:
        shutil.copyfile(filled_file(content)[0], work_file)
    return work_file


@pytest.fixture
def made(content, filled_file):
    """What the content of the module returned, such as the id of its meeting."""
    return filled_file(content)[1]


@pytest.fixture
def ctx(closed_ctx, work_file):
    """The application as pages see it, with an open work file: an empty programme with the base package."""
    from ef_desktop.services.workspace import Workspace

    closed_ctx.use(Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings))
    return closed_ctx


@pytest.fixture
def three(ctx):
    """The ids of Anna, Bas and Cor, who are in the work file."""
    return [ctx.workspace.people.add(name) for name in ("Anna", "Bas", "Cor")]


@pytest.fixture(scope="session")
def sample_file(template_file, tmp_path_factory):
    """The sample programme around the moment of the tests, made once per run; copy it, never open it."""
    from ef_desktop.services.sample import create_sample

    # After the template, which sees to the language.
    path = tmp_path_factory.mktemp("sample") / "voorbeeld.efdb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(path.parent / "data"))
        create_sample(path, clock=ManualClock(MOMENT), today=MOMENT.date())
    return path


@pytest.fixture
def sample_ctx(closed_ctx, sample_file, tmp_path):
    """The application as pages see it, with the sample programme open."""
    from ef_desktop.services.workspace import Workspace

    path = shutil.copyfile(sample_file, tmp_path / "voorbeeld.efdb")
    closed_ctx.use(Workspace.open(path, clock=closed_ctx.clock, settings=closed_ctx.settings))
    return closed_ctx


@pytest.fixture
def hasty(monkeypatch):
    """What is being typed is kept sooner than in the program; ask for it before the page. That it is soon enough has tests of its own."""
    from ef_desktop.ui.pages import meetings_autosave

    monkeypatch.setattr(meetings_autosave, "LONGEST_UNSAVED", 40)


@pytest.fixture
def impatient(monkeypatch):
    """A preview is made sooner after a change than in the program; ask for it before the page."""
    from ef_desktop.ui.pages import logbook_preview

    monkeypatch.setattr(logbook_preview, "_CALM", 50)


@pytest.fixture
def first_window(closed_ctx, qtbot):
    """The main window at 1366 x 768, not shown yet, without a work file."""
    from ef_desktop.ui.mainwindow import MainWindow

    window = MainWindow(closed_ctx)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def app_window(ctx, qtbot):
    """The main window at 1366 x 768 on the open work file."""
    from ef_desktop.ui.mainwindow import MainWindow

    window = MainWindow(ctx)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def board(app_window, made, qtbot):
    """The board of the meeting that the content of the module made, with the keyboard."""
    return go(app_window, qtbot, "board", meeting_id=made)
