"""The command palette (Ctrl+K): type a few letters, press Enter. Actions, meetings, cases and people in one list."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.domain.overviews import Found
from ef_desktop.i18n import N_, _
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.overlay import Overlay
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import box, line_of_text, text_width
from ef_desktop.ui.widgets.keyhint import KeyHintRow, key_hint_width, paint_key_hint
from ef_desktop.ui.widgets.panel import Separator
from ef_desktop.ui.widgets.text import Label

_ROW = 44
_SHOWN = 9
#: The fewest rows of a low window, and what is above, under and around the rows, in logical pixels.
_LEAST_SHOWN, _AROUND = 3, 210
_MOST = 40

# What a hit opens: page, name of its argument, icon, and what it is.
_TARGETS = {
    "meeting": ("prepare", "meeting_id", "calendar", N_("Meeting")),
    "case": ("cases", "case_id", "folder-question", N_("Case")),
    "person": ("people", "person_id", "user", N_("Participant")),
}


@dataclass(frozen=True)
class Entry:
    """A line of the palette."""

    title: str
    detail: str
    icon: str
    key: str
    call: Callable[[], object]


def score(query: str, text: str) -> int:
    """Return how well a text fits what was typed: 0 is not at all, higher is better.

    All letters must be there in order. Whole words and beginnings of words count for more than loose letters.

    Parameters:
        query: what was typed.
        text: a title.
    """
    wanted, found = query.casefold().split(), text.casefold()
    if not wanted:
        return 1
    words = found.replace("-", " ").split()
    if all(any(word.startswith(part) for word in words) for part in wanted):
        return 300 - min(len(found), 100) + (100 if found.startswith(wanted[0]) else 0)
    if all(part in found for part in wanted):
        return 150 - min(len(found), 100)
    place, gaps = -1, 0
    for letter in "".join(wanted):
        nearest = found.find(letter, place + 1)
        if nearest < 0:
            return 0
        gaps += nearest - place - 1
        place = nearest
    return max(0, 40 - gaps)


class Palette(Overlay):
    """The palette above the window.

    Parameters:
        window: above which it lies.
        ctx: of the application.
    """

    def __init__(self, window: QWidget, ctx: AppContext):
        super().__init__(window, width=660, top=72, padding=0)
        self._ctx = ctx
        self.setAccessibleName(_("Search and do"))
        self.panel.setProperty("own_focus", True)
        self.body.setSpacing(0)
        self.body.setContentsMargins(2, 2, 2, 2)
        self.field = QLineEdit(placeholderText=_("Search an action, meeting, case or name"))
        self.field.setAccessibleName(_("Search and do"))
        self.field.setFont(font("h2"))
        self.field.setFixedHeight(60)
        self.field.setTextMargins(20, 0, 20, 0)
        self.field.setProperty("bare", True)
        self.field.setProperty("own_focus", True)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.body.addWidget(self.field)
        self.body.addWidget(Separator())
        self.model = _Entries(self)
        self.list = QListView(uniformItemSizes=True, frameShape=QFrame.Shape.NoFrame, focusPolicy=Qt.FocusPolicy.NoFocus)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Results"))
        self.list.setViewportMargins(8, 6, 8, 6)
        self.list.clicked.connect(self._choose)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.body.addWidget(self.list)
        self.nothing = Label(_("Nothing found. Try fewer letters."), tone="ink2")
        self.nothing.setContentsMargins(20, 20, 20, 20)
        self.body.addWidget(self.nothing)
        self.body.addWidget(Separator())
        foot = KeyHintRow([("Up|Down", _("choose")), (_("Enter"), _("do")), ("Esc", _("close"))])
        foot.setContentsMargins(20, 9, 20, 9)
        self.body.addWidget(foot)
        self._find("")

    def default_focus(self) -> QWidget:
        return self.field

    def eventFilter(self, watched, event) -> bool:
        if watched is self.field and event.type() == event.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _SHOWN,
            Qt.Key.Key_PageUp: -_SHOWN,
        }
        if key in steps:
            last = self.model.rowCount() - 1
            row = self.list.currentIndex().row()
            single = abs(steps[key]) == 1
            target = (row + steps[key]) % (last + 1) if single and last >= 0 else min(max(row + steps[key], 0), last)
            self.list.setCurrentIndex(self.model.index(target))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def _find(self, query: str) -> None:
        scored = [(score(query, action.shown_text()), self._of_action(action)) for action in self._ctx.actions.for_palette()]
        entries = [entry for points, entry in sorted(scored, key=lambda pair: -pair[0]) if points]
        if query.strip() and self._ctx.workspace is not None:
            found = self._ctx.run(lambda: self._ctx.workspace.search.find(query)) or ()
            hits = [self._of_found(hit) for hit in found]
            # A name that was typed exactly goes before an action that merely has its letters.
            strong = [entry for entry in entries if score(query, entry.title) >= 100]
            entries = [*strong, *hits, *(entry for entry in entries if entry not in strong)]
        self.model.show(entries[:_MOST])
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        # In a low window fewer rows: the keys under them stay in sight.
        most = max(_LEAST_SHOWN, min(_SHOWN, (self.parentWidget().height() - _AROUND) // _ROW))
        self.list.setFixedHeight(_ROW * min(max(len(entries), 1), most) + 12)
        self.list.setCurrentIndex(self.model.index(0))
        self.list.scrollToTop()
        self.fit()

    def _of_action(self, action: Action) -> Entry:
        keys = self._ctx.actions.keys_of(action)
        key = action.shown_key() if keys else ""
        return Entry(action.shown_text(), "", action.icon or "chevron-right", key, lambda: self._ctx.actions.trigger(action.id))

    def _of_found(self, hit: Found) -> Entry:
        page, argument, icon, kind = _TARGETS[hit.kind]
        detail = " · ".join(part for part in (_(kind), hit.detail) if part)
        return Entry(hit.title, detail, icon, "", lambda: self._ctx.navigate(page, **{argument: hit.id}))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            entry = self.model.entry(index.row())
            self.close_sheet()
            entry.call()


class _Entries(QAbstractListModel):
    def __init__(self, parent):
        super().__init__(parent)
        self._rows: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self._rows = entries
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        return self._rows[row]

    def rowCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.detail, entry.key) if part)
        if role == Qt.ItemDataRole.UserRole:
            return entry
        return None


class _Row(QStyledItemDelegate):
    """Icon, title, what it is, and its key at the right."""

    def sizeHint(self, option, index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter, option, index) -> None:
        entry = index.data(Qt.ItemDataRole.UserRole)
        color = theme().color
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            box(painter, rect, theme().tokens.radius.chip, color.primary_tint)
        ink = color.primary if chosen else color.ink2
        paint_icon(painter, entry.icon, QRectF(rect.left() + 12, rect.center().y() - 10, 20, 20), ink)
        right = rect.right() - 12
        if entry.key:
            width = key_hint_width(entry.key)
            height = theme().tokens.size.key_hint
            spot = QRectF(right - width, rect.center().y() - height / 2, width, height)
            paint_key_hint(painter, spot, entry.key, color.ink2, color.line_strong, color.surface)
            right = spot.left() - 12
        left = rect.left() + 44
        face = font("body_strong" if chosen else "body")
        room = right - left
        detail = min(text_width(entry.detail, font("small")), room * 0.5) if entry.detail else 0
        title = min(text_width(entry.title, face) + 1, room - (detail + 16 if detail else 0))
        line_of_text(painter, QRectF(left, rect.top(), title, rect.height()), entry.title, face, color.ink)
        if detail:
            spot = QRectF(left + title + 12, rect.top(), room - title - 12, rect.height())
            line_of_text(painter, spot, entry.detail, font("small"), color.ink2)
        painter.restore()
