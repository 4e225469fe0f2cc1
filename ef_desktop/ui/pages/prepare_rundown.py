"""The rows of the rundown: the model and the painting. Layout and hit-testing share one description of a row."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate

from ef_desktop.domain.views import AgendaItemView
from ef_desktop.i18n import _, format_minutes_of_day, ngettext
from ef_desktop.ui.forms.fields import UNLIMITED
from ef_desktop.ui.pages.meetings_words import minutes_words
from ef_desktop.ui.pages.prepare_minutes import MinutesEdit
from ef_desktop.ui.pages.prepare_sketch import Sketch, SketchRow
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import box, line_of_text, text_width

ROW_ROLE = Qt.ItemDataRole.UserRole
SKETCH_ROLE = Qt.ItemDataRole.UserRole + 1

TITLE, MINUTES = "title", "minutes"
INSET = 10
#: Width of a row below which only its time, its name and its minutes have room, in logical pixels.
_NARROW = 380


def scene_name(scene: str) -> str:
    """Return the word for what the wall shows, or '' for an unknown scene."""
    names = {
        "welcome": _("Welcome"),
        "agenda": _("Agenda"),
        "board": _("Board"),
        "rules": _("Rules of the room"),
        "break": _("Break"),
        "top": _("Top 3"),
        "card": _("One card large"),
        "case": _("Case and prompts"),
        "agreements": _("Open agreements"),
        "video": _("Own video"),
        "booklet": _("Own booklet"),
        "workform": _("Roles and talents"),
        "blank": _("Black"),
    }
    return names.get(scene, "")


SCENES = (
    "welcome", "agenda", "rules", "board", "break", "top", "card", "case", "agreements", "video", "booklet", "workform", "blank",
)  # fmt: skip


@dataclass(frozen=True)
class RowParts:
    """Where the parts of a row are, in the coordinates of the view."""

    time: QRectF
    lock: QRectF
    grip: QRectF | None
    icon: QRectF | None
    name: QRectF
    chip: QRectF | None
    stepper: QRectF
    side: int = 31

    @property
    def minus(self) -> QRectF:
        """The part that takes five minutes away."""
        return QRectF(self.stepper.left(), self.stepper.top(), self.side, self.stepper.height())

    @property
    def plus(self) -> QRectF:
        """The part that adds five minutes."""
        return QRectF(self.stepper.right() - self.side, self.stepper.top(), self.side, self.stepper.height())

    @property
    def value(self) -> QRectF:
        """The number between the two."""
        return self.stepper.adjusted(self.side, 0, -self.side, 0)


def row_parts(area: QRectF, tall: bool) -> RowParts:
    """Return where the parts of a row are.

    Parameters:
        area: rectangle of the whole row.
        tall: normal rows, or lower ones on a low screen.
    """
    inner = area.adjusted(INSET, 0, -INSET, 0)
    middle = inner.center().y()
    left, right, gap = inner.left(), inner.right(), 10
    height = 34 if tall else 32
    narrow = inner.width() < _NARROW
    width, side = (86, 25) if narrow else (112, 31)
    stepper = QRectF(right - width, middle - height / 2, width, height)
    # In a narrow list the whole row is the handle, and its name needs the room of the icon.
    name_left = left + 62 if narrow else left + 90 + 24 + gap
    chip = QRectF(stepper.left() - gap - 132, middle - 13, 132, 26)
    if chip.left() - gap - name_left < 150:
        chip = None
    name_right = (chip.left() if chip is not None else stepper.left()) - gap
    return RowParts(
        time=QRectF(left, area.top(), 50, area.height()),
        lock=QRectF(left + 43, middle - 8, 16, 16),
        grip=None if narrow else QRectF(left + 60, middle - 10, 20, 20),
        icon=None if narrow else QRectF(left + 90, middle - 12, 24, 24),
        name=QRectF(name_left, area.top(), max(20.0, name_right - name_left), area.height()),
        chip=chip,
        stepper=stepper,
        side=side,
    )


class RundownModel(QAbstractListModel):
    """The rows of a sketch, and one more for the end.

    Signals:
        titleTyped: id of the item and its new title.
        minutesTyped: id of the item and its new length.
        minutesRefused: what was typed instead of a length that a block can have.
    """

    titleTyped = Signal(bytes, str)
    minutesTyped = Signal(bytes, int)
    minutesRefused = Signal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self._sketch = Sketch()

    @property
    def sketch(self) -> Sketch:
        """What is shown."""
        return self._sketch

    def set_sketch(self, new: Sketch) -> None:
        """Show another rundown; rows that stay are only repainted, so that selection and editors survive."""
        old = self._keys(self._sketch)
        keys = self._keys(new)
        if old == keys:
            self._sketch = new
            if keys:
                self.dataChanged.emit(self.index(0), self.index(len(keys) - 1))
            return
        added = [place for place, key in enumerate(keys) if key not in old]
        gone = [place for place, key in enumerate(old) if key not in keys]
        if len(added) == 1 and not gone and keys[: added[0]] + keys[added[0] + 1 :] == old:
            self.beginInsertRows(QModelIndex(), added[0], added[0])
            self._sketch = new
            self.endInsertRows()
        elif len(gone) == 1 and not added and old[: gone[0]] + old[gone[0] + 1 :] == keys:
            self.beginRemoveRows(QModelIndex(), gone[0], gone[0])
            self._sketch = new
            self.endRemoveRows()
        else:
            self.beginResetModel()
            self._sketch = new
            self.endResetModel()

    @staticmethod
    def _keys(sketch: Sketch) -> list[object]:
        keys: list[object] = [row.item.id if row.item else "guest" for row in sketch.rows]
        return [*keys, "end"] if keys else keys

    def item_at(self, row: int) -> AgendaItemView | None:
        """Return the item in a row, or None for the drop place and the end."""
        return self._sketch.rows[row].item if 0 <= row < len(self._sketch.rows) else None

    def row_of(self, item_id: bytes | None) -> int:
        """Return the row of an item, or -1."""
        rows = self._sketch.rows
        return next((place for place, row in enumerate(rows) if row.item is not None and row.item.id == item_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._keys(self._sketch))

    def flags(self, index):
        if self.item_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsEditable | flag.ItemIsDragEnabled

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        if role == SKETCH_ROLE:
            return self._sketch
        if index.row() >= len(self._sketch.rows):
            return end_words(self._sketch) if role == Qt.ItemDataRole.DisplayRole else None
        row = self._sketch.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole and row.item is not None:
            return "\n".join(part for part in (row.item.title[:200], row.item.purpose[:300], *agreed_words(row)) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            start = "" if row.starts_at is None else format_minutes_of_day(row.starts_at)
            return ", ".join(part for part in (start, row.title, minutes_words(row.minutes), *agreed_words(row)) if part)
        return None


def agreed_words(row: SketchRow) -> list[str]:
    """Return what was agreed of the times of a block, in words."""
    words = [_("Begins at an agreed time")] if row.fixed else []
    if row.fixed_end is not None:
        words.append(_("Over at {time}").format(time=format_minutes_of_day(row.fixed_end)))
    return words


def end_words(sketch: Sketch) -> str:
    """Return the words of the last row: the end, and how much too late that is, or that it may not move."""
    if sketch.over:
        return ngettext("End, {count} minute too late", "End, {count} minutes too late", sketch.over).format(count=sketch.over)
    return _("End, it may not move") if sketch.end_stays else _("End")


class RundownDelegate(QStyledItemDelegate):
    """Draws a row, and gives it an editor for the title or the minutes."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.tall = True
        self.editing = TITLE
        self.has_focus = False

    def sizeHint(self, option, index) -> QSize:
        row: SketchRow | None = index.data(ROW_ROLE)
        if row is None:
            return QSize(100, 40)
        if row.guest is not None:
            return QSize(100, 62 if self.tall else 48)
        return QSize(100, 48 if self.tall else 42)

    def paint(self, painter: QPainter, option, index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row: SketchRow | None = index.data(ROW_ROLE)
        area = QRectF(option.rect)
        if row is None:
            self._paint_end(painter, area, index.data(SKETCH_ROLE))
        elif row.guest is not None:
            self._paint_place(painter, area, row)
        else:
            self._paint_row(painter, area, row, option.state)
        painter.restore()

    def _paint_end(self, painter, area: QRectF, sketch: Sketch) -> None:
        color = theme().color
        parts = row_parts(area, self.tall)
        self._paint_rule(painter, area)
        late = sketch.over > 0
        ink = color.accent if late else color.ink2
        time = "" if sketch.ends_at is None else format_minutes_of_day(sketch.ends_at)
        line_of_text(painter, parts.time, time, font("body_strong"), ink)
        line_of_text(painter, parts.name, end_words(sketch), font("body_strong"), ink)
        if sketch.end_stays:
            paint_icon(painter, "lock", parts.lock, ink)

    def _paint_place(self, painter, area: QRectF, row: SketchRow) -> None:
        color = theme().color
        spot = area.adjusted(INSET, 5, -INSET, -5)
        box(painter, spot, theme().tokens.radius.card, color.primary_tint, color.primary, 2, dashed=True)
        mark = QRectF(spot.left() + 62, spot.center().y() - 10, 20, 20)
        paint_icon(painter, "arrow-bar-to-right", mark, color.primary)
        moment = "" if row.starts_at is None else format_minutes_of_day(row.starts_at)
        words = _("Here: {time}").format(time=moment) if moment else _("Here")
        line_of_text(painter, spot.adjusted(92, 0, -12, 0), words, font("body_strong"), color.primary)

    def _paint_rule(self, painter, area: QRectF) -> None:
        painter.fillRect(QRectF(area.left() + INSET, area.top(), area.width() - 2 * INSET, 1), theme().color.line)

    def _paint_row(self, painter, area: QRectF, row: SketchRow, state) -> None:
        color = theme().color
        item = row.item
        parts = row_parts(area, self.tall)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            spot = area.adjusted(0, 0.5, 0, -0.5)
            edge = color.focus if self.has_focus else None
            box(painter, spot, theme().tokens.radius.card, color.primary_tint, edge, 2)
        else:
            self._paint_rule(painter, area)
        time = "" if row.starts_at is None else format_minutes_of_day(row.starts_at)
        line_of_text(painter, parts.time, time, font("body_strong"), color.accent if row.over else color.ink2)
        if row.fixed:
            paint_icon(painter, "lock", parts.lock, color.accent if row.over else color.ink2)
        for spot, name, ink in ((parts.grip, "grip-vertical", color.ink3), (parts.icon, row.icon, color.primary)):
            if spot is not None:
                paint_icon(painter, name, spot.adjusted(1, 1, -1, -1), ink)
        self._paint_name(painter, parts.name, item, row.fixed_end)
        if parts.chip is not None:
            self._paint_chip(painter, parts.chip, item.scene)
        self._paint_stepper(painter, parts, item.minutes)

    def _paint_name(self, painter, spot: QRectF, item: AgendaItemView, ends: int | None) -> None:
        ink, soft = theme().color.ink, theme().color.ink2
        over = "" if ends is None else _("Over at {time}").format(time=format_minutes_of_day(ends))
        sub = " · ".join(part[:120] for part in (over, item.leader, item.case_title) if part) if self.tall else ""
        upper = QRectF(spot.left(), spot.center().y() - 20, spot.width(), 22) if sub else spot
        room = upper.adjusted(0, 0, -22 if item.notes else 0, 0)
        title = item.title[:200].replace("\n", " ")
        line_of_text(painter, room, title, font("body_strong"), ink)
        if item.notes:
            # Notes for the facilitator alone: a lock right behind the title.
            left = min(room.left() + text_width(title, font("body_strong")) + 6, room.right() + 4)
            paint_icon(painter, "lock", QRectF(left, upper.center().y() - 8, 16, 16), soft)
        if sub:
            lower = QRectF(spot.left(), spot.center().y() + 1, spot.width(), 17)
            line_of_text(painter, lower, sub.replace("\n", " "), font("small"), soft)

    def _paint_chip(self, painter, spot: QRectF, scene: str) -> None:
        color = theme().color
        words = scene_name(scene)
        if not words:
            return
        box(painter, spot, theme().tokens.radius.chip, color.sunk)
        room = spot.adjusted(30, 0, -6, 0)
        if text_width(words, font("label")) > room.width():
            # The whole name tells more than the icon that every row has.
            room = spot.adjusted(8, 0, -6, 0)
        else:
            paint_icon(painter, "device-projector", QRectF(spot.left() + 8, spot.center().y() - 8, 16, 16), color.ink2)
        line_of_text(painter, room, words, font("label"), color.ink2)

    def _paint_stepper(self, painter, parts: RowParts, minutes: int) -> None:
        color = theme().color
        box(painter, parts.stepper, 7, color.surface, color.line_strong, 1.5)
        for spot, name in ((parts.minus, "minus"), (parts.plus, "plus")):
            side = QRectF(0, 0, 18, 18)
            side.moveCenter(spot.center())
            paint_icon(painter, name, side, color.ink2)
        value = parts.value
        painter.fillRect(QRectF(value.left(), value.top() + 1.5, 1, value.height() - 3), color.line)
        painter.fillRect(QRectF(value.right() - 1, value.top() + 1.5, 1, value.height() - 3), color.line)
        line_of_text(painter, value, str(minutes), font("body_strong"), color.ink, Qt.AlignmentFlag.AlignHCenter)

    def createEditor(self, parent, option, index):
        if self.editing == MINUTES:
            return MinutesEdit(parent)
        editor = QLineEdit(parent)
        editor.setFont(font("body_strong"))
        # Whatever its length: a title that is shown cut would be kept cut.
        editor.setMaxLength(UNLIMITED)
        editor.setAccessibleName(_("Title"))
        return editor

    def eventFilter(self, editor, event) -> bool:
        entered = event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and isinstance(editor, MinutesEdit) and editor.minutes() is None:
            editor.refuse()
            return True
        return super().eventFilter(editor, event)

    def setEditorData(self, editor, index) -> None:
        row: SketchRow = index.data(ROW_ROLE)
        editor.setText(str(row.minutes) if self.editing == MINUTES else row.title)

    def setModelData(self, editor, model, index) -> None:
        row: SketchRow = index.data(ROW_ROLE)
        text = editor.text().strip()
        if isinstance(editor, MinutesEdit):
            minutes = editor.minutes()
            if minutes is None and text:
                model.minutesRefused.emit(text)
            elif minutes not in (None, row.minutes):
                model.minutesTyped.emit(row.item.id, minutes)
        elif text and text != row.title:
            model.titleTyped.emit(row.item.id, text)

    def updateEditorGeometry(self, editor, option, index) -> None:
        parts = row_parts(QRectF(option.rect), self.tall)
        if self.editing == MINUTES:
            editor.setGeometry(parts.value.toAlignedRect())
        else:
            spot = parts.name
            editor.setGeometry(QRectF(spot.left() - 8, spot.center().y() - 17, spot.width() + 8, 34).toAlignedRect())
