"""The sheet of keys (F1): made from the registry, so it can never tell of a key that does nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.i18n import N_, _
from ef_desktop.ui.actions import ActionRegistry, key_caps
from ef_desktop.ui.dialogs.keys_change import ChangeKeysSheet
from ef_desktop.ui.dialogs.overlay import Overlay, heading
from ef_desktop.ui.theme import theme
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.draw import begin
from ef_desktop.ui.widgets.keyhint import KeyHint
from ef_desktop.ui.widgets.panel import Separator
from ef_desktop.ui.widgets.text import Label

_ARROWS = ("Up", "Down", "Left", "Right")
_EVERYWHERE = (("Esc", N_("Close, never stop")), ("Tab", N_("To the next field")))


def key_rows(registry: ActionRegistry, page: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the keys that work now, in groups: translated heading, then pairs of keys ("F5" or "Alt+Up, Alt+Down") and text.

    Parameters:
        registry: all actions.
        page: id of the page that is shown.
    """
    here, pages, everywhere = [], [], []
    for action in registry.all():
        keys = ", ".join(registry.keys_of(action))
        if keys and (not action.pages or page in action.pages):
            group = here if action.pages else pages if action.id.startswith("go.") else everywhere
            group.append((keys, action.shown_text().rstrip("…")))
    here += [(entry.keys, _(entry.text)) for entry in registry.keys_for(page)]
    everywhere += [(entry.keys, _(entry.text)) for entry in registry.keys_for("")]
    everywhere += [(keys, _(text)) for keys, text in _EVERYWHERE]
    groups = ((_("On this page"), tuple(here)), (_("Everywhere"), tuple(everywhere)), (_("To a page"), tuple(pages)))
    return tuple(group for group in groups if group[1])


class KeysSheet(Overlay):
    """The keys of this page and of the program."""

    def __init__(self, window: QWidget, registry: ActionRegistry):
        super().__init__(window, width=900)
        self.setAccessibleName(_("Keys"))
        head = heading(_("Keys"), _("Everything can be done without the mouse."), self.close_sheet)
        self.change = SecondaryButton(_("Change"), icon="pencil")
        self.change.clicked.connect(lambda: self._change(window, registry))
        head.layout().setSpacing(10)
        head.layout().insertWidget(1, self.change, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(head)
        columns = QHBoxLayout()
        columns.setSpacing(44)
        columns.setContentsMargins(0, 0, 12, 0)
        sides, filled = (QVBoxLayout(), QVBoxLayout()), [0, 0]
        for title, rows in key_rows(registry, registry.page):
            side = filled.index(min(filled))
            filled[side] += len(rows) + 2
            sides[side].addLayout(_group(title, rows))
            sides[side].addSpacing(18)
        for side in sides:
            side.setSpacing(0)
            side.addStretch(1)
            columns.addLayout(side, 1)
        content = QWidget(objectName="scrolled")
        content.setLayout(columns)
        area = _Fitting()
        area.setWidget(content)
        self.body.addWidget(area, 1)

    def _change(self, window: QWidget, registry: ActionRegistry) -> None:
        self.close_sheet()
        ChangeKeysSheet(window, registry).open()


def _group(title: str, rows) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Label(title, role="body_strong", tone="primary"))
    column.addSpacing(6)
    column.addWidget(_Rule())
    grid = QGridLayout()
    grid.setSpacing(0)
    grid.setColumnMinimumWidth(0, 144)
    grid.setColumnStretch(1, 1)
    for number, (keys, text) in enumerate(rows):
        grid.addWidget(_caps(keys), 2 * number, 0)
        grid.addWidget(Label(text, wrap=True), 2 * number, 1)
        grid.setRowMinimumHeight(2 * number, 35)
        grid.addWidget(Separator(), 2 * number + 1, 0, 1, 2)
    column.addLayout(grid)
    return column


def _caps(keys: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 12, 0)
    line.setSpacing(4)
    for number, key in enumerate(part for part in keys.split(", ") if part):
        if number:
            line.addSpacing(6)
        caps = key_caps(key)
        plain = [cap for cap in caps if cap not in _ARROWS]
        if plain:
            line.addWidget(KeyHint(" ".join(plain)))
        for cap in caps:
            if cap in _ARROWS:
                line.addWidget(KeyHint(cap))
    line.addStretch(1)
    row.setAccessibleName(keys)
    return row


class _Rule(QWidget):
    def __init__(self):
        super().__init__()
        self.setFixedHeight(2)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            painter.fillRect(self.rect(), theme().color.primary)


class _Fitting(QScrollArea):
    """As high as its content where there is room, else it scrolls; the keys scroll it."""

    def __init__(self):
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumHeight(120)

    def sizeHint(self):
        return self.widget().sizeHint()
