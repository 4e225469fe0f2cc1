"""The rundown as one bar: every block as wide as it is long, with the agreed end as a line across it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ef_desktop.i18n import _, format_minutes_of_day
from ef_desktop.ui.pages.meetings_words import minutes_words
from ef_desktop.ui.pages.prepare_sketch import Sketch
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width

_GAP = 3
_ICON = 18


class RundownBar(QWidget):
    """The bar and the times under it. A click chooses the block.

    Signals:
        chosen: id of the agenda item that was clicked.
    """

    chosen = Signal(bytes)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._sketch = Sketch()
        self._tall = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_sketch(self, sketch: Sketch) -> None:
        """Show a rundown."""
        self._sketch = sketch
        end = "" if sketch.ends_at is None else format_minutes_of_day(sketch.ends_at)
        words = [f"{row.title} {minutes_words(row.minutes)}" for row in sketch.rows]
        self.setAccessibleName(_("Proportions of the rundown"))
        self.setAccessibleDescription(", ".join([*words, end])[:2000])
        self.update()

    def set_tall(self, tall: bool) -> None:
        """Take the normal height, or less on a low screen."""
        self._tall = tall
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, self._bar_height() + 30)

    def _bar_height(self) -> int:
        return 36 if self._tall else 28

    def _span(self) -> int:
        length = sum(row.minutes + row.gap for row in self._sketch.rows)
        return max(1, length + self._sketch.spare)

    def _spots(self) -> list[QRectF]:
        """Rectangles of the rows, and of the spare time where there is some."""
        minutes = [(row.gap, row.minutes) for row in self._sketch.rows]
        if self._sketch.spare:
            minutes.append((0, self._sketch.spare))
        room = self.width() - _GAP * max(0, len(minutes) - 1)
        scale = room / self._span()
        spots, left = [], 0.0
        for gap, length in minutes:
            left += gap * scale
            spots.append(QRectF(left, 6, max(1.0, length * scale), self._bar_height()))
            left += length * scale + _GAP
        return spots

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            spots = self._spots()
            for row, spot in zip(self._sketch.rows, spots, strict=False):
                if row.guest is not None:
                    box(painter, spot, 5, color.surface, color.primary, 2)
                elif row.over:
                    box(painter, spot, 5, color.accent_tint)
                else:
                    box(painter, spot, 5, color.sunk if row.is_break else color.primary_tint2)
                if spot.width() >= _ICON + 2:
                    side = QRectF(0, 0, _ICON, _ICON)
                    side.moveCenter(spot.center())
                    paint_icon(painter, row.icon, side, color.accent if row.over else color.primary)
            if self._sketch.spare:
                box(painter, spots[-1], 5, color.surface, color.line_strong, 1.5, dashed=True)
                words = minutes_words(self._sketch.spare)
                if text_width(words, font("label")) < spots[-1].width() - 8:
                    line_of_text(painter, spots[-1], words, font("label"), color.ink2, Qt.AlignmentFlag.AlignHCenter)
            self._paint_times(painter)

    def _paint_times(self, painter) -> None:
        sketch, color = self._sketch, theme().color
        if sketch.starts_at is None or not (sketch.rows or sketch.agreed_end):
            return
        area = QRectF(0, 6 + self._bar_height() + 4, self.width(), 20)
        line_of_text(painter, area, format_minutes_of_day(sketch.starts_at), font("small"), color.ink2)
        end = sketch.ends_at if sketch.over else sketch.agreed_end or sketch.ends_at
        tail = format_minutes_of_day(end)
        right = Qt.AlignmentFlag.AlignRight
        if not sketch.over:
            line_of_text(painter, area, tail, font("small"), color.ink2, right)
            return
        line_of_text(painter, area, tail, make_font(14, 700), color.accent, right)
        agreed, late = self.end_times()
        place = self._agreed_place()
        # Beside the time of the end the line would run through its figures.
        box(painter, QRectF(place - 1.5, 0, 3, self._bar_height() + (26 if place < late.left() - 4 else 10)), 1.5, color.ink)
        if agreed.left() > text_width("00:00", font("small")) + 8:
            line_of_text(painter, agreed, format_minutes_of_day(sketch.agreed_end), font("label"), color.ink)

    def end_times(self) -> tuple[QRectF, QRectF]:
        """Return where the agreed end and, right of it, the later end of the rundown stand under the bar."""
        top = 6 + self._bar_height() + 4
        wide = text_width(format_minutes_of_day(self._sketch.ends_at), make_font(14, 700))
        late = QRectF(self.width() - wide, top, wide, 20)
        width = text_width(format_minutes_of_day(self._sketch.agreed_end), font("label"))
        return QRectF(min(self._agreed_place(), late.left()) - width - 8, top, width, 20), late

    def _agreed_place(self) -> float:
        return self.width() * (self._sketch.agreed_end - self._sketch.starts_at) / self._span()

    def _row_at(self, x: float):
        for row, spot in zip(self._sketch.rows, self._spots(), strict=False):
            if spot.left() <= x <= spot.right():
                return row
        return None

    def mousePressEvent(self, event) -> None:
        row = self._row_at(event.position().x())
        if row is not None and row.item is not None:
            self.chosen.emit(row.item.id)

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            row = self._row_at(event.pos().x())
            if row is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), f"{row.title[:200]} · {minutes_words(row.minutes)}", self)
            return True
        return super().event(event)
