"""The people of a list in the import: each with what was found and what will be done. Fast with many thousands."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.domain.importing_matches import FILL, FREE, NEW, SKIP, UPDATE, Match
from ef_desktop.domain.importing_people import Candidate, Reading, Told
from ef_desktop.domain.words import initials
from ef_desktop.i18n import _, format_number
from ef_desktop.ui.dialogs.people_import_words import action_words, reason_chip
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.avatar import paint_avatar
from ef_desktop.ui.widgets.draw import box, line_of_text, text_width

ALL, DOUBLE, TOLD = "all", "double", "told"
ACTIONS = (SKIP, FILL, UPDATE, NEW)

_ENTRY = Qt.ItemDataRole.UserRole
_ROW = 52
_TONES = {"blue": ("primary_tint", "primary"), "warn": ("accent_tint", "accent_ink"), "plain": ("sunk", "ink2")}
_ACTION_TONES = {NEW: "blue", FILL: "blue", UPDATE: "blue", SKIP: "plain"}


@dataclass(frozen=True)
class Entry:
    """A line of the list: somebody, or what is told about it.

    Attributes:
        place: of the candidate among the candidates, or None for a line that cannot come along.
    """

    place: int | None
    candidate: Candidate | None
    match: Match | None
    action: str
    told: Told | None


class EntriesModel(QAbstractListModel):
    """All lines in the order of the list, or those that fit a filter."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._reading = Reading((), (), ())
        self._matches: Sequence[Match] = ()
        self._chosen: list[str] = []
        self._shown: list[tuple[int, int, int]] = []
        self._filter = ALL

    def show(self, reading: Reading, matches: Sequence[Match], chosen: list[str]) -> None:
        """Show another comparison.

        Parameters:
            reading, matches: of the comparison.
            chosen: what is done with each candidate; it stays the caller's.
        """
        self.beginResetModel()
        self._reading, self._matches, self._chosen = reading, matches, chosen
        self._fill()
        self.endResetModel()

    def set_filter(self, name: str) -> None:
        """Show all lines, only those with a double, or only those that cannot come along."""
        self.beginResetModel()
        self._filter = name
        self._fill()
        self.endResetModel()

    def _fill(self) -> None:
        people = [
            (candidate.number, place, -1)
            for place, candidate in enumerate(self._reading.candidates)
            if self._filter == ALL or (self._filter == DOUBLE and self._matches[place].kind != FREE)
        ]
        told = [(line.number, -1, place) for place, line in enumerate(self._reading.told) if self._filter != DOUBLE]
        # Two addresses may stand on one line: sorting keeps their order.
        self._shown = sorted(people + told)

    def rowCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid() or role not in (_ENTRY, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        _number, place, told = self._shown[index.row()]
        if told >= 0:
            entry = Entry(None, None, None, "", self._reading.told[told])
        else:
            entry = Entry(place, self._reading.candidates[place], self._matches[place], self._chosen[place], None)
        return entry if role == _ENTRY else _spoken(entry, role)


def _spoken(entry: Entry, role) -> str:
    if entry.told is not None:
        return f"{entry.told.words}: {entry.told.reason}"
    name = entry.candidate.name
    if role == Qt.ItemDataRole.DisplayRole:
        return name
    return ", ".join(part for part in (name, _detail(entry.candidate), reason_chip(entry.candidate, entry.match), action_words(entry.action, entry.match)) if part)


def _detail(candidate: Candidate) -> str:
    parts = (candidate.function, candidate.department or candidate.organisation, candidate.email, candidate.phone)
    return " · ".join(part for part in parts if part)


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option, index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter, option, index) -> None:
        entry: Entry = index.data(_ENTRY)
        color = theme().color
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        lit = bool(option.state & QStyle.StateFlag.State_Selected)
        if lit:
            edge = color.focus if option.state & QStyle.StateFlag.State_HasFocus else None
            box(painter, area.adjusted(1, 1, -1, -1), theme().tokens.radius.chip, color.primary_tint, edge, 2)
        else:
            painter.fillRect(QRectF(area.left() + 8, area.bottom() - 0.5, area.width() - 16, 1), color.line)
        number = format_number(entry.candidate.number if entry.candidate else entry.told.number)
        lead = QRectF(area.left() + 4, area.top(), 44, area.height())
        line_of_text(painter, lead, number, font("small"), color.ink3, Qt.AlignmentFlag.AlignRight)
        spot = QRectF(lead.right() + 10, area.center().y() - 15, 30, 30)
        left = spot.right() + 12
        if entry.told is not None:
            paint_icon(painter, "alert-triangle", spot.adjusted(4, 4, -4, -4), color.accent)
            right = _chip(painter, area, area.right() - 10, left, _("Cannot come along"), "warn")
            title, detail, ink = entry.told.words, entry.told.reason, color.ink2
        else:
            paint_avatar(painter, spot, initials(entry.candidate.name)[:3], entry.action != SKIP)
            words = action_words(entry.action, entry.match)
            right = _chip(painter, area, area.right() - 10, left, words, _ACTION_TONES[entry.action], lit)
            reason = reason_chip(entry.candidate, entry.match)
            if reason:
                right = _chip(painter, area, right, left, reason, "warn")
            title, detail = entry.candidate.name, _detail(entry.candidate)
            ink = color.ink2 if entry.action == SKIP else color.ink
        width = max(20.0, right - left)
        upper = QRectF(left, area.top() + 6, width, 21) if detail else QRectF(left, area.top(), width, area.height())
        line_of_text(painter, upper, title[:300], font("body_strong"), ink)
        line_of_text(painter, QRectF(left, area.top() + 27, width, 19), detail[:300], font("small"), color.ink2)
        painter.restore()


def _chip(painter, area: QRectF, right: float, left: float, words: str, tone: str, lit: bool = False) -> float:
    """Draw words on a tint that end at ``right``; return where they begin, less the gap. Without room nothing is drawn."""
    face = font("label")
    width = text_width(words, face) + 18
    if right - width - left < 120:
        return right
    fill, ink = _TONES[tone]
    # On the tint of a lit row the same tint would not be seen.
    fill = "surface" if lit and fill == "primary_tint" else fill
    spot = QRectF(right - width, area.center().y() - 12, width, 24)
    box(painter, spot, theme().tokens.radius.chip, getattr(theme().color, fill))
    line_of_text(painter, spot, words, face, getattr(theme().color, ink), Qt.AlignmentFlag.AlignHCenter)
    return spot.left() - 6


class EntriesView(QListView):
    """The list; the keys 1 to 4 choose what is done with the line that is lit.

    Signals:
        lit: the entry that is current now, or None.
        chosen: an action for it.
    """

    lit = Signal(object)
    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.entries = EntriesModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(_EntryDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(name)
        self.entries.modelReset.connect(self._light_first)

    def current(self) -> Entry | None:
        """Return the entry that is lit, or None."""
        index = self.currentIndex()
        return index.data(_ENTRY) if index.isValid() else None

    def repaint_choices(self) -> None:
        """Paint the choices anew. Only what is in sight: telling that all rows changed would measure each of them."""
        index = self.currentIndex()
        self.entries.dataChanged.emit(index, index)
        self.viewport().update()

    def currentChanged(self, current, previous) -> None:
        super().currentChanged(current, previous)
        self.lit.emit(self.current())

    def keyPressEvent(self, event) -> None:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(ACTIONS) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.chosen.emit(ACTIONS[place])
        else:
            super().keyPressEvent(event)

    def _light_first(self) -> None:
        if self.entries.rowCount():
            self.setCurrentIndex(self.entries.index(0))
        else:
            self.lit.emit(None)
