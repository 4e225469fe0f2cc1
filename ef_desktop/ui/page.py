"""The base of every page: it knows when it is out of date, and reads again only when somebody looks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ef_desktop.domain.changes import ChangeSet
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext

LABELS, ICONS, HIDDEN = "labels", "icons", "hidden"


class Page(QWidget):
    """One page of the main window. It is made once, at the first visit, and again after a change of language.

    A subclass sets the class attributes, builds its widgets in ``__init__`` (after ``super().__init__(ctx)``, without reading
    the work file), and overrides ``reload``.

    Attributes:
        page_id: name of the page.
        rail_item: the entry of the rail that is lit while the page shows; "" is ``page_id`` itself.
        kinds: tables that make it stale.
        rail: ``labels`` (216 px), ``icons`` (64 px) or ``hidden``.
        menu_bar: False hides the menu bar; its shortcuts go on working.
        toast_top: for a page that needs all of the window: distance from its upper edge at which messages lie that do not fit
            in the status bar, in logical pixels. 0: they lie at the bottom, see ``Toasts.make_way``.
        needs_workspace: False may ``reload`` before the work file is open.
    """

    page_id = ""
    rail_item = ""
    kinds: frozenset[str] = frozenset()
    rail = LABELS
    menu_bar = True
    toast_top = 0
    needs_workspace = True

    contextChanged = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent)
        self.ctx = ctx
        self._stale = True
        self._shown = False
        self.setObjectName(f"page-{self.page_id}")
        ctx.changed.connect(self._on_change)
        ctx.workspaceOpened.connect(self.mark_stale)

    # For subclasses to override

    def title(self) -> str:
        """Return the translated name of the page, for the title of the window."""
        return ""

    def reload(self) -> None:
        """Read the read models again and show them. Called when the page is visible and out of date."""

    def show_with(self, **args) -> None:
        """Take in what to show, e.g. ``meeting_id``; called before the page becomes visible, which then reloads."""

    def left(self) -> None:
        """The user goes to another page: finish what is being typed, stop timers."""

    def default_focus(self) -> QWidget | None:
        """Return the widget that gets the focus when the page is shown."""
        return None

    def context_text(self) -> str:
        """Return what the status bar tells beside 'all saved'; emit ``contextChanged`` when it changes."""
        return ""

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Return up to three hints for the status bar: key as Qt spells it and translated text."""
        return ()

    def page_actions(self) -> list[Action]:
        """Return the actions of this page; the window adds them to the registry, active on this page only."""
        return []

    # For the window

    @property
    def stale(self) -> bool:
        """True when what is shown is out of date."""
        return self._stale

    def enter(self, **args) -> None:
        """The page comes into view: take the arguments, then read again."""
        self._shown = True
        if args:
            self.show_with(**args)
            self._stale = True
        self.refresh()

    def leave(self) -> None:
        """The page goes out of view."""
        self._shown = False
        self.left()

    def mark_stale(self) -> None:
        """Read again: now when in view, else when it comes into view."""
        self._stale = True
        if self._shown:
            self.refresh()

    def refresh(self) -> None:
        """Read again if out of date and possible."""
        if self._stale and (self.ctx.workspace is not None or not self.needs_workspace):
            self._stale = False
            self.reload()
            self.contextChanged.emit()

    def _on_change(self, change: ChangeSet) -> None:
        if change.origin is not self and change.kinds & self.kinds:
            self.mark_stale()
