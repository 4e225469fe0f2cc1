"""The menu bar, filled from the registry of actions each time a menu opens."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QMenuBar

from ef_desktop.i18n import _
from ef_desktop.ui.actions import MENUS, ActionRegistry
from ef_desktop.ui.theme import icon, theme


class MenuFiller(QObject):
    """Keeps a menu bar in step with the registry.

    Parameters:
        bar: the menu bar.
        registry: all actions.
    """

    def __init__(self, bar: QMenuBar, registry: ActionRegistry):
        super().__init__(bar)
        self._bar = bar
        self._registry = registry
        self._menus: dict[str, QMenu] = {}
        self.fill()
        registry.changed.connect(self._show_used)

    def fill(self) -> None:
        """Make the menus again, in the language of the screen."""
        self._bar.clear()
        for name, title in MENUS:
            menu = self._bar.addMenu(_(title))
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(lambda name=name: self.fill_menu(name))
            self._menus[name] = menu
        self._show_used()

    def fill_menu(self, name: str) -> None:
        """Put in a menu what can be done on the page that is shown."""
        menu = self._menus[name]
        menu.clear()
        self._registry.refresh()
        section = None
        for action in self._registry.in_menu(name):
            if section is not None and action.section != section:
                menu.addSeparator()
            section = action.section
            qaction = self._registry.qaction(action.id)
            if action.icon:
                qaction.setIcon(icon(action.icon, theme().color.ink2))
            menu.addAction(qaction)

    def _show_used(self) -> None:
        for name, menu in self._menus.items():
            menu.menuAction().setVisible(bool(self._registry.in_menu(name)))

    def menu(self, name: str) -> QMenu:
        """Return a menu by name: file, edit, view, meeting, help."""
        return self._menus[name]
