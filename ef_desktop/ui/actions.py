"""The one list of everything the program can do: it feeds the menus, the shortcuts, the palette and the sheet of keys."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ef_desktop.i18n import N_, _, language

MENUS = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("view", N_("&View")),
    ("meeting", N_("&Meeting")),
    ("help", N_("&Help")),
)


@dataclass(frozen=True)
class Action:
    """One thing that a user can do.

    Attributes:
        id: name such as ``meeting.start``; adding the same id again replaces the old one.
        text: msgid, marked with ``N_``; ends in '…' when a question follows.
        callback: called without arguments.
        shortcut: key as Qt spells it ("Ctrl+K", "F5"), several separated by ", ", or "".
        menu: file, edit, view, meeting, help, or "" for no menu. Within a menu ``section`` groups by a line.
        icon: name of an icon, or "".
        page: ids of the pages where it is active, separated by spaces; "" is everywhere.
        palette: True lists it in the command palette.
        enabled: asked whether it can be done now; None is always.
        checked: asked for an on/off action; None is no such action.
        words: asked for the translated text, when that changes with the state (undo); None uses ``text``.
        waits: True for what needs an open work file: called before that, it waits for it.
    """

    id: str
    text: str
    callback: Callable[[], object]
    shortcut: str = ""
    menu: str = ""
    section: int = 0
    icon: str = ""
    page: str = ""
    palette: bool = True
    enabled: Callable[[], bool] | None = None
    checked: Callable[[], bool] | None = None
    words: Callable[[], str] | None = None
    waits: bool = True

    @cached_property
    def pages(self) -> frozenset[str]:
        """Ids of the pages where it is active; empty is everywhere."""
        return frozenset(self.page.split())

    def shown_text(self) -> str:
        """Return the translated text, without the mark of the access key."""
        return (self.words() if self.words else _(self.text)).replace("&", "")

    def lives(self) -> bool:
        """Tell whether it has to be asked again after every change."""
        return self.enabled is not None or self.checked is not None or self.words is not None

    def shown_key(self) -> str:
        """Return the first key as a key hint shows it, or ""."""
        return key_text(self.shortcut.split(", ")[0])


@dataclass(frozen=True)
class Keys:
    """Keys that a page handles itself, so that the sheet of keys can tell about them.

    Attributes:
        page: id of the page; "" is everywhere.
        keys: as on the keyboard, e.g. "Alt+Up" or "N"; several separated by ", ".
        text: msgid of what they do.
        between: keys that do so too and need not be shown, such as those between the first and the last.
    """

    page: str
    keys: str
    text: str
    between: str = ""

    def has(self, key: str) -> bool:
        """Tell whether this is about a key."""
        return key in self.each()

    def each(self) -> list[str]:
        """Return all these keys."""
        return [key for part in (self.keys, self.between) for key in part.split(", ") if key]


_KEY_NAMES = {
    "Return": N_("Enter"),
    "Enter": N_("Enter"),
    "Space": N_("Space"),
    "Plus": "+",
    "Minus": "-",
    "Ctrl": "Cmd" if sys.platform == "darwin" else "Ctrl",
    "Meta": "Ctrl" if sys.platform == "darwin" else "Win",
}

_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


def key_caps(key: str) -> tuple[str, ...]:
    """Return the caps to press together for a key such as "Ctrl+K"; Up, Down, Left and Right stay, to be drawn as arrows."""
    if key in ("+", "-"):
        return (key,)
    return tuple(_(_KEY_NAMES[part]) if part in _KEY_NAMES else part for part in key.split("+"))


def key_text(key: str) -> str:
    """Return a key such as "Ctrl+K" as a key hint shows it: "Ctrl K", "Alt ↑"; an arrow alone stays "Up", drawn as an icon."""
    caps = key_caps(key)
    return caps[0] if len(caps) == 1 else " ".join(_ARROWS.get(cap, cap) for cap in caps)


@dataclass
class _Entry:
    action: Action
    qaction: QAction = field(repr=False)


class ActionRegistry(QObject):
    """All actions by id. One per application; the main window shows them, pages add theirs.

    The QAction of every entry belongs to the window given to ``attach``, so its shortcut works wherever the focus is.
    """

    changed = Signal()

    def __init__(self, ctx, parent: QObject | None = None):
        super().__init__(parent)
        self._ctx = ctx
        self._entries: dict[str, _Entry] = {}
        self._usual: dict[str, str] = {}
        self._keys: list[Keys] = []
        self._page = ""
        self._window: QWidget | None = None
        self._taken: frozenset[str] = frozenset()
        # Those to ask again after every change; the others are shown again when the rest of the program is in another state.
        self._lively: list[_Entry] = []
        self._state: tuple[bool, bool, str] | None = None

    def add(self, id: str, text: str, callback: Callable[[], object], **options) -> QAction:
        """Add an action, or replace the one of the same id.

        Parameters:
            id, text, callback: see ``Action``.
            options: shortcut, menu, section, icon, page, palette, enabled, checked, words, waits of ``Action``.

        Returns:
            The QAction, for a button that shall follow it (``button.clicked.connect(qaction.trigger)``).
        """
        return self.add_action(Action(id, text, callback, **options))

    def add_action(self, action: Action) -> QAction:
        """Add a described action; see ``add``."""
        self._usual[action.id] = action.shortcut
        # A settings file may hold anything: what is no key is no shortcut.
        own = self._ctx.settings.keys.get(action.id)
        if isinstance(own, str):
            action = replace(action, shortcut=own)
        old = self._entries.get(action.id)
        qaction = old.qaction if old else QAction(self)
        if old is None:
            qaction.triggered.connect(lambda _checked=False, id=action.id: self.trigger(id))
            if self._window is not None:
                self._window.addAction(qaction)
        qaction.setObjectName(action.id)
        qaction.setCheckable(action.checked is not None)
        qaction.setMenuRole(QAction.MenuRole.NoRole)
        self._entries[action.id] = _Entry(action, qaction)
        self._state = None
        self._show(self._entries[action.id])
        self.changed.emit()
        return qaction

    def add_all(self, actions: Iterable[Action], page: str = "") -> None:
        """Add described actions; those without a page become active on ``page`` only."""
        for action in actions:
            self.add_action(action if action.page else replace(action, page=page))

    def keys_of(self, action: Action) -> tuple[str, ...]:
        """Return the keys of an action on the page that is shown: what the page itself uses goes before what is everywhere."""
        keys = tuple(key for key in action.shortcut.split(", ") if key)
        return keys if action.pages else tuple(key for key in keys if key not in self._taken)

    def is_changed(self, id: str) -> bool:
        """Tell whether an action has another key than usual on this device."""
        return self._entries[id].action.shortcut != self._usual[id]

    def who_has(self, key: str, id: str) -> str:
        """Return what else a key does where an action works, translated, or "" when it is free.

        Parameters:
            key: as Qt spells it.
            id: of the action that wants it.
        """
        other = self._holder(key, id)
        if other is not None:
            return other.shown_text()
        pages = self._entries[id].action.pages
        described = (entry for entry in self._keys if not entry.page or not pages or entry.page in pages)
        return next((_(entry.text) for entry in described if entry.has(key)), "")

    def _holder(self, key: str, id: str) -> Action | None:
        pages = self._entries[id].action.pages
        for action in self.all():
            shared = not pages or not action.pages or bool(pages & action.pages)
            if action.id != id and shared and key in action.shortcut.split(", "):
                return action
        return None

    def set_key(self, id: str, key: str) -> None:
        """Give an action one key on this device, at once; another action that had it loses it.

        Parameters:
            id: of the action.
            key: as Qt spells it.
        """
        while (other := self._holder(key, id)) is not None:
            self._keep(other.id, ", ".join(part for part in other.shortcut.split(", ") if part != key))
        self._keep(id, key)
        self._ctx.save_settings()
        self.page_changed(self._page)

    def reset_keys(self, id: str = "") -> None:
        """Give an action, or all of them, the usual keys back; a usual key that another action took goes back too.

        Parameters:
            id: of the action, "" for all.
        """
        if not id:
            self._ctx.settings.keys.clear()
        for each in [id] if id else list(self._entries):
            for key in self._usual[each].split(", "):
                holder = self._holder(key, each) if key and id else None
                if holder is not None and self.is_changed(holder.id):
                    self._keep(holder.id, self._usual[holder.id] if key not in self._usual[holder.id].split(", ") else "")
            self._keep(each, self._usual[each])
        self._ctx.save_settings()
        self.page_changed(self._page)

    def _keep(self, id: str, shortcut: str) -> None:
        entry = self._entries[id]
        entry.action = replace(entry.action, shortcut=shortcut)
        if shortcut == self._usual[id]:
            self._ctx.settings.keys.pop(id, None)
        else:
            self._ctx.settings.keys[id] = shortcut

    def key_of(self, id: str) -> str:
        """Return the first key of an action as a key hint shows it, or ""."""
        entry = self._entries.get(id)
        keys = self.keys_of(entry.action) if entry else ()
        return key_text(keys[0]) if keys else ""

    def describe(self, page: str, keys: str, text: str, between: str = "") -> None:
        """Tell the sheet of keys about keys that a page handles itself, see ``Keys``.

        Parameters:
            page: id of the page, "" for everywhere.
            keys: "N" or "Alt+Up, Alt+Down".
            text: msgid, marked with ``N_``.
            between: further keys that do the same and are not shown.
        """
        entry = Keys(page, keys, text, between)
        if entry not in self._keys:
            self._keys.append(entry)

    def attach(self, window: QWidget) -> None:
        """Let the shortcuts work in a window."""
        self._window = window
        for entry in self._entries.values():
            window.addAction(entry.qaction)

    def trigger(self, id: str) -> None:
        """Do an action, if it can be done now; while the work file is still opening, as soon as it is open."""
        action = self._entries[id].action
        if action.waits and self._ctx.workspace is None:
            self._ctx.when_open(lambda: self.trigger(id))
        elif self.active(id):
            action.callback()

    def active(self, id: str) -> bool:
        """Tell whether an action can be done now, on the page that is shown."""
        action = self._entries[id].action
        if self._sleeps(action):
            return False
        if action.enabled is None:
            return True
        if action.waits and self._ctx.workspace is None:
            return False
        return bool(action.enabled())

    def get(self, id: str) -> Action:
        """Return the description of an action.

        Raises:
            KeyError: there is no such action.
        """
        return self._entries[id].action

    def qaction(self, id: str) -> QAction:
        """Return the QAction of an action."""
        return self._entries[id].qaction

    def all(self) -> tuple[Action, ...]:
        """Return every action in the order of adding."""
        return tuple(entry.action for entry in self._entries.values())

    def for_palette(self) -> tuple[Action, ...]:
        """Return what can be done now, for the command palette."""
        return tuple(
            entry.action
            for entry in self._entries.values()
            if entry.action.palette and self._reachable(entry.action) and self.active(entry.action.id)
        )

    def in_menu(self, menu: str) -> tuple[Action, ...]:
        """Return the actions of one menu, by section, those of other pages left out."""
        found = [
            entry.action
            for entry in self._entries.values()
            if entry.action.menu == menu and (not entry.action.pages or self._page in entry.action.pages)
        ]
        return tuple(sorted(found, key=lambda action: action.section))

    def keys_for(self, page: str) -> tuple[Keys, ...]:
        """Return the keys that a page ("" for everywhere) handles itself."""
        return tuple(entry for entry in self._keys if entry.page == page)

    def page_changed(self, page: str) -> None:
        """Tell which page is shown: actions of other pages sleep."""
        self._page = page
        described = {key for entry in self._keys if entry.page == page for key in entry.each()}
        own = {key for entry in self._entries.values() if page in entry.action.pages for key in entry.action.shortcut.split(", ")}
        self._taken = frozenset(described | own)
        self._state = None
        self.refresh()
        self.changed.emit()

    @property
    def page(self) -> str:
        """Id of the page that is shown."""
        return self._page

    def refresh(self) -> None:
        """Ask every action again for its text and whether it can be done."""
        state = (self._ctx.workspace is not None, self._ctx.expecting, language())
        if state == self._state:
            for entry in self._lively:
                self._ask(entry)
            return
        self._state = state
        self._lively = [entry for entry in self._entries.values() if entry.action.lives() and not self._sleeps(entry.action)]
        for entry in self._entries.values():
            self._show(entry)

    def _reachable(self, action: Action) -> bool:
        return not action.waits or self._ctx.workspace is not None or self._ctx.expecting

    def _sleeps(self, action: Action) -> bool:
        return bool(action.pages) and self._page not in action.pages

    def _show(self, entry: _Entry) -> None:
        action, qaction = entry.action, entry.qaction
        if self._sleeps(action):
            # It is asked again when its page comes.
            qaction.setEnabled(False)
            return
        keys = [QKeySequence(key) for key in self.keys_of(action)]
        if qaction.shortcuts() != keys:
            qaction.setShortcuts(keys)
        self._ask(entry)

    def _ask(self, entry: _Entry) -> None:
        action, qaction = entry.action, entry.qaction
        stateful = self._ctx.workspace is not None or not action.waits
        qaction.setText(action.words() if action.words and stateful else _(action.text))
        able = action.enabled is None or not stateful or bool(action.enabled())
        qaction.setEnabled(self._reachable(action) and able)
        if action.checked is not None and stateful:
            qaction.setChecked(bool(action.checked()))
