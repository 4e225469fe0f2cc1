"""Giving actions other keys: choose an action, press the new key. Kept on this device, and it counts at once."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ef_desktop.domain.matching import folded
from ef_desktop.i18n import _
from ef_desktop.ui.actions import Action, ActionRegistry, key_text
from ef_desktop.ui.dialogs.pick import PickRow, PickSheet
from ef_desktop.ui.keyrules import key_of_event, why_not
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.text import Label


class ChangeKeysSheet(PickSheet):
    """Choose an action, then press its new key. A key that does something else is taken over by pressing it once more.

    Parameters:
        window: above which it lies.
        registry: all actions.
    """

    # Before Qt asks for it: events of the field come while the base is being made.
    _listening: Action | None = None

    def __init__(self, window: QWidget, registry: ActionRegistry):
        hints = [("Up|Down", _("choose")), (_("Enter"), _("change")), ("Esc", _("close"))]
        text = _("Choose an action and press its new key.")
        super().__init__(window, _("Change keys"), text, _("Search an action"), hints, shown=7)
        self._registry = registry
        self._asked = ""
        self.told = Label("", role="body_strong", tone="accent_ink", wrap=True)
        self.told.setMinimumHeight(24)
        self.body.insertWidget(2, self.told)
        self.reset = QuietButton(_("All keys as usual"), icon="arrow-back-up", small=True)
        self.reset.clicked.connect(self._reset_all)
        row = QHBoxLayout()
        self.body.removeWidget(self.foot)
        row.addWidget(self.foot)
        row.addStretch(1)
        row.addWidget(self.reset)
        self.body.addLayout(row)
        self.refresh()

    def find(self, text: str) -> Sequence[PickRow]:
        wanted, page = folded(text).split(), self._registry.page
        rows = []
        for action in self._registry.all():
            here = not action.pages or page in action.pages
            if here and (action.palette or action.shortcut) and all(part in folded(action.shown_text()) for part in wanted):
                rows.append((page not in action.pages, PickRow(action.id, action.shown_text().rstrip("…"), self._keys(action), action.icon or "chevron-right")))
        return [row for _elsewhere, row in sorted(rows, key=lambda pair: pair[0])]

    def take(self, row: PickRow, modifiers: Qt.KeyboardModifier) -> None:
        self._listening, self._asked = self._registry.get(row.value), ""
        self.field.setReadOnly(True)
        words = _("Press the new key for ‘{action}’. Backspace: as usual. Esc: leave it.")
        self._tell(words.format(action=row.title))
        self.field.setFocus()

    def eventFilter(self, watched, event) -> bool:
        if watched is self.field and self._listening is not None:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._press(event)
                return True
            if event.type() == QEvent.Type.FocusOut:
                self._stop("")
        return super().eventFilter(watched, event)

    def _press(self, event) -> None:
        action = self._listening
        if event.key() == Qt.Key.Key_Escape:
            self._stop("")
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._registry.reset_keys(action.id)
            self._stop(_("‘{action}’ has its usual key again.").format(action=action.shown_text()))
        elif key := key_of_event(event):
            self._try(action, key)

    def _try(self, action: Action, key: str) -> None:
        refusal = why_not(key)
        if refusal:
            self._tell(refusal)
            return
        other = self._registry.who_has(key, action.id)
        if other and self._asked != key:
            self._asked = key
            words = _("{key} does ‘{other}’ already. Press it once more to take it over.")
            self._tell(words.format(key=key_text(key), other=other))
            return
        self._registry.set_key(action.id, key)
        self._stop(_("{key} now does ‘{action}’.").format(key=key_text(key), action=action.shown_text()))

    def _stop(self, words: str) -> None:
        self._listening, self._asked = None, ""
        self.field.setReadOnly(False)
        self._tell(words)
        place = self.list.current().value if self.list.current() else None
        self.refresh()
        for row in self.list.rows():
            if row.value == place:
                break
            self.list.step(1)

    def _reset_all(self) -> None:
        self._registry.reset_keys()
        self._stop(_("All keys are as usual again."))
        self.field.setFocus()

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setAccessibleName(words)

    def _keys(self, action: Action) -> str:
        keys = ", ".join(key_text(key) for key in action.shortcut.split(", ") if key)
        return _("{keys} (changed)").format(keys=keys or _("no key")) if self._registry.is_changed(action.id) else keys
