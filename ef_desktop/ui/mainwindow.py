"""The main window: rail, pages, status bar. What it can do is in the registry of actions; what it shows is in the pages."""

from PySide6.QtCore import QByteArray, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.overviews import SaveState
from ef_desktop.i18n import _, format_time
from ef_desktop.ui import page as page_base
from ef_desktop.ui.actions import key_text
from ef_desktop.ui.context import AppContext, ToastText
from ef_desktop.ui.copies import copies_of
from ef_desktop.ui.menus import MenuFiller
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages import page_class, rail_entries
from ef_desktop.ui.pages.overview_head import is_small
from ef_desktop.ui.pages.sharing_words import dropped_copy
from ef_desktop.ui.projector.memory import last_meeting
from ef_desktop.ui.shell import Shell, text_has_focus
from ef_desktop.ui.widgets.focusring import FocusRing
from ef_desktop.ui.widgets.rail import AppRail, RailPage
from ef_desktop.ui.widgets.statusbar import StatusBar, StatusItem
from ef_desktop.ui.widgets.toast import Toasts

#: Smallest size of the window: it fits a screen of 960 × 540 (Full HD at 200 %) with a task bar and a title.
LEAST = (940, 460)


class MainWindow(QMainWindow):
    """The window of the facilitator.

    Parameters:
        ctx: of the application.

    Attributes:
        opening: leads to an open work file; set by who makes the window for a real start, None in other cases.
    """

    pageShown = Signal(str)

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent)
        self.ctx = ctx
        self.opening = None
        self._pages: dict[str, Page] = {}
        self._page: Page | None = None
        self._args: dict = {}
        self._path: list[tuple[str, dict]] = []
        self._whole: QWidget | None = None
        self._leaving = False
        self._changed = False
        self._step = ""
        self._programme: tuple[str, ...] = ()
        self.setWindowTitle("Excellent Faciliteren")
        self.setMinimumSize(*LEAST)
        self.shell = Shell(ctx, self)
        self.shell.register()
        ctx.actions.attach(self)
        self._build()
        self._menus = MenuFiller(self.menuBar(), ctx.actions)
        self.toasts = Toasts(self, room=self._status_room)
        self._ring = FocusRing(self)
        self._ring.stay_under(self.toasts)
        ctx.navigationAsked.connect(lambda page, args: self.show_page(page, **args))
        ctx.toastAsked.connect(self._toast)
        ctx.workStarted.connect(self.shell.show_progress)
        ctx.workspaceOpened.connect(self._opened)
        ctx.workspaceClosed.connect(self._closed)
        ctx.languageChanged.connect(self._rebuild)
        ctx.saveStateChanged.connect(self._show_saved)
        ctx.stepTold.connect(self._tell_step)
        ctx.changed.connect(self._note_change)
        ctx.changed.connect(self._retitle)
        ctx.changed.connect(self._count_choices)
        # Its button takes back the last step, which is then no longer the one that it tells of.
        ctx.changed.connect(self.toasts.withdraw_undo)
        self._copies = copies_of(ctx)
        self._copies.changed.connect(self._count_choices)
        self.setAcceptDrops(True)

    # What is shown

    @property
    def page(self) -> Page | None:
        """The page that is shown, or None."""
        return self._page

    @property
    def page_id(self) -> str:
        """Id of the page that is shown, or ""."""
        return self._page.page_id if self._page is not None else ""

    @property
    def waiting(self) -> bool:
        """True while there is nothing in the window yet."""
        return self._stack.currentWidget() is self._nothing

    def show_page(self, page_id: str, **args) -> None:
        """Go to a page; a visit to another page can be gone back from."""
        if self._page is not None and (page_id, args) != (self.page_id, self._args):
            self._path = [*self._path[-19:], (self.page_id, self._args)]
        self._go(page_id, args)

    def go_back(self) -> None:
        """Go to the page before this one."""
        if self._path:
            page_id, args = self._path.pop()
            self._go(page_id, args)

    def can_go_back(self) -> bool:
        """Tell whether there is a page to go back to."""
        return bool(self._path)

    def show_whole(self, widget: QWidget) -> None:
        """Fill the window with something that is no page: the first start, a file that does not open."""
        self._drop_whole()
        self._whole = widget
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        self._rail.hide()
        self._status.hide()
        self.menuBar().show()
        widget.default_focus().setFocus()

    def show_pages(self) -> None:
        """Show the pages again, instead of what filled the window."""
        self._drop_whole()
        self._status.show()
        if self._page is not None:
            self._stack.setCurrentWidget(self._page)
            self._dress(self._page)
        else:
            self.show_waiting()

    def show_waiting(self) -> None:
        """Show an empty page while the work file is being opened."""
        self._drop_whole()
        self._status.show()
        self._rail.show()
        self._stack.setCurrentWidget(self._nothing)
        self._hint()

    def show_state(self) -> None:
        """Show anew whether the work file can be written to."""
        self._retitle()
        self._hint()
        self.ctx.actions.refresh()
        if self._page is not None:
            self._page.refresh()

    def restore_place(self) -> None:
        """Take the place and size of last time, or one that fits the screen."""
        kept = self.ctx.settings.windows.get("main", "")
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            # Not self.screen(): see ``projector.screens.of_window``.
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(1440, room.width() - 40), min(900, room.height() - 60))

    # Inside

    def _build(self) -> None:
        self._rail = AppRail(
            [RailPage(id, entry.icon, _(entry.label), entry.apart) for id, entry in rail_entries()]
        )
        self._rail.activated.connect(self._rail_chosen)
        self._stack = QStackedWidget()
        self._nothing = QWidget()
        self._stack.addWidget(self._nothing)
        self._status = StatusBar()
        upper = QHBoxLayout()
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self._rail)
        upper.addWidget(self._stack, 1)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self._status)
        self.setCentralWidget(central)
        self._hint()

    def _go(self, page_id: str, args: dict) -> None:
        page = self._pages.get(page_id)
        if page is None:
            # In its place before it is filled: with every move Qt dresses all that is in it again.
            page = page_class(page_id)(self.ctx, self._stack)
            page.contextChanged.connect(self._hint)
            self.ctx.actions.add_all(page.page_actions(), page_id)
            self._pages[page_id] = page
            self._stack.addWidget(page)
        if self._page is not None and self._page is not page:
            self._page.leave()
        self._drop_whole()
        self._page, self._args = page, args
        self.ctx.actions.page_changed(page_id)
        self._status.show()
        self._dress(page)
        self._stack.setCurrentWidget(page)
        page.enter(**args)
        # Whether an action is possible may depend on what the page shows only now.
        self.ctx.actions.refresh()
        self._retitle()
        self._hint()
        focus = page.default_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pageShown.emit(page_id)

    def _dress(self, page: Page) -> None:
        lit = page.rail_item or page.page_id
        if lit in dict(rail_entries()):
            self._rail.set_current(lit)
        self._fit(page)
        self._rail.setVisible(page.rail != page_base.HIDDEN)
        self.menuBar().setVisible(page.menu_bar)

    def _fit(self, page: Page) -> None:
        small = is_small(self)
        self._rail.set_compact(page.rail == page_base.ICONS or small)
        # In a small window a message may lie over the title of the page, never over its clock.
        self.toasts.make_way(min(page.toast_top, 2) if small else page.toast_top)

    def _note_change(self, _change: object) -> None:
        self._changed, self._step = True, ""

    def _tell_step(self, words: str) -> None:
        """Tell what was taken back or done again, until the next change."""
        self._step = words
        self._show_saved(self.ctx.workspace.save_state())

    def _rail_chosen(self, page_id: str) -> None:
        if self.ctx.workspace is None:
            # Keep the light on the page that is shown until the chosen one can be.
            self._rail.set_current(self.page_id or page_id)
        self.ctx.navigate(page_id)

    def _drop_whole(self) -> None:
        if self._whole is not None:
            self._stack.removeWidget(self._whole)
            self._whole.deleteLater()
            self._whole = None

    def _opened(self) -> None:
        self._changed, self._step = False, ""
        if self._page is not None:
            self._page.refresh()
        meeting = last_meeting()
        ready = self.page_id in ("", "overview") and not self.ctx.workspace.read_only
        if ready and meeting is not None and self.ctx.workspace.projection.running(meeting):
            # It was being led when the program stopped: who starts again goes on there.
            self.show_page("cockpit", meeting_id=meeting)
        self.ctx.actions.refresh()
        self._retitle()
        self._count_choices()
        self._hint()

    def _closed(self) -> None:
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        if self._page is not None:
            self._page.leave()
        self._pages, self._page, self._path = {}, None, []
        self._stack.setCurrentWidget(self._nothing)

    def _rebuild(self) -> None:
        page_id, args = self.page_id, self._args
        self._closed()
        self.takeCentralWidget().deleteLater()
        self._build()
        self._menus.fill()
        if page_id:
            self._go(page_id, args)
        if self.ctx.workspace is not None:
            self._show_saved(self.ctx.workspace.save_state())
            self._count_choices()

    def _count_choices(self, _change: object = None) -> None:
        """Show beside 'Sharing' how many choices an earlier merge left open, and how many copies hold something new."""
        if self.ctx.workspace is not None:
            self._rail.set_count("sharing", self.ctx.workspace.sharing.open_choices() + len(self._copies.found))

    def _retitle(self, change: ChangeSet | None = None) -> None:
        parts = [self._page.title()] if self._page is not None and self._page.title() else []
        if self.ctx.workspace is not None:
            # After a card nobody waits for the name of the programme to be read again.
            if change is None or "programme" in change.kinds:
                view = self.ctx.workspace.programme.view()
                self._programme = (view.name, _("sample")) if view.sample else (view.name,)
            parts.extend(self._programme)
            if self.ctx.workspace.read_only:
                parts.append(_("only looking"))
        self.setWindowTitle(" · ".join([*parts, "Excellent Faciliteren"]))

    def _hint(self) -> None:
        items = []
        if self.ctx.workspace is None:
            items.append(StatusItem(_("Opening the work file"), "loader-2"))
        elif self.ctx.workspace.read_only:
            items.append(StatusItem(_("Only looking: nothing can be changed"), "eye"))
        self._status.save.setVisible(self.ctx.workspace is not None)
        text = self._page.context_text() if self._page is not None and self.ctx.workspace is not None else ""
        if text:
            items.append(StatusItem(text, yields=True))
        self._status.set_context(*items)
        hints = [(key_text(key), words) for key, words in self._page.key_hints()] if self._page is not None else []
        self._status.set_hints([*hints, ("F1", _("Keys"))])

    def _status_room(self) -> QRect:
        room = self._status.room()
        return QRect(self._status.mapTo(self, room.topLeft()), room.size())

    def _show_saved(self, state: SaveState) -> None:
        if state.failed:
            self._status.save.set_failed(self.toasts.until_saved(state.failed))
        else:
            self.toasts.until_saved("")
            # The time of what was done here: the file may come from another day, or from a sample.
            self._status.save.set_saved(format_time(state.saved_at.astimezone()) if state.saved_at and self._changed else "", self._step)

    def _toast(self, told: ToastText) -> None:
        if told.undo:
            toast = self.toasts.undo(told.text, told.detail)
            toast.undoRequested.connect(self.ctx.undo)
        elif told.failure:
            toast = self.toasts.failure(told.text, told.detail)
        else:
            toast = self.toasts.info(told.text, told.detail)
        if told.action is not None:
            label, call = told.action
            button = toast.add_action(label, primary=not told.undo)
            button.clicked.connect(lambda: (toast.close_now(), call()))

    # Qt

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if self._page is not None:
            self._fit(self._page)

    def dragEnterEvent(self, event) -> None:
        ready = self.ctx.workspace is not None or (self.opening is not None and not self.ctx.expecting)
        if dropped_copy(event.mimeData()) is not None and ready:
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        path = dropped_copy(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            if self.ctx.workspace is not None:
                self.ctx.navigate("sharing", source=path)
            else:
                self.opening.open(path)

    def changeEvent(self, event) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.ctx.actions.refresh()
        super().changeEvent(event)

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape and self.toasts.visible_toasts():
            self.toasts.visible_toasts()[-1].close_now()
        elif event.key() == Qt.Key.Key_Escape and self.ctx.wall_made and self.ctx.wall.state != "none" and not text_has_focus():
            # The key with which a clicker ends a show. A mistake is mended where it is seen.
            self.ctx.wall.press_key(event.key())
            self.ctx.toast(_("The wall is hidden."), action=(_("Show again"), self.ctx.wall.show_wall))
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event) -> None:
        if not self._leaving and self.shell.asks_before_quitting(self._leave):
            event.ignore()
            return
        self.ctx.settings.windows["main"] = bytes(self.saveGeometry().toBase64()).decode()
        self.ctx.save_settings()
        if self.ctx.wall_made:
            self.ctx.wall.hide_wall()
        super().closeEvent(event)

    def _leave(self) -> None:
        self._leaving = True
        self.close()
