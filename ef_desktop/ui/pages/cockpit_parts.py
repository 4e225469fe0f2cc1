"""Parts of the cockpit that are painted in one go: the steps of a block, and who is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from ef_desktop.domain.views import AttendeeView
from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.avatar import paint_avatar
from ef_desktop.ui.widgets.draw import begin, box, edge_pen, line_of_text
from ef_desktop.ui.widgets.text import TextBlock, layout_text


@dataclass(frozen=True)
class _Step:
    number: int
    text: TextBlock
    height: float


class StepList(QWidget):
    """The steps of a block. A click, or the arrows, tell where the meeting is; the steps before it are ticked.

    When not everything fits, the steps that are done make room first.
    """

    stepChanged = Signal(int)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self._current = 0
        self._size, self._line, self._pad = 17, 23, 7
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setProperty("focus_radius", theme().tokens.radius.control)

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self._size, self._line, self._pad = ((17, 23, 7), (16, 20, 5), (16, 20, 3))[density]
        self.update()

    def set_steps(self, texts: Sequence[str], current: int = 0) -> None:
        """Show steps, with the place of the one going on from 0."""
        self._texts = tuple(texts)
        self._current = min(current, max(len(self._texts) - 1, 0))
        self._renew()

    def current(self) -> int:
        """Return the place of the step that goes on, from 0."""
        return self._current

    def count(self) -> int:
        """Return the number of steps."""
        return len(self._texts)

    def set_current(self, place: int) -> None:
        """Go to a step and tell it."""
        place = min(max(place, 0), len(self._texts) - 1)
        if place != self._current and self._texts:
            self._current = place
            self._renew()
            self.stepChanged.emit(place)

    def sizeHint(self) -> QSize:
        return QSize(300, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            for step, rect in self._places():
                self._paint_step(painter, step, rect)

    def mousePressEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            for step, rect in self._places():
                if rect.contains(event.position()):
                    self.set_current(step.number)

    def wheelEvent(self, event) -> None:
        self.set_current(self._current + (-1 if event.angleDelta().y() > 0 else 1))

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.set_current(self._current + 1)
        elif event.key() == Qt.Key.Key_Up:
            self.set_current(self._current - 1)
        else:
            super().keyPressEvent(event)

    def _renew(self) -> None:
        words = self._texts[self._current] if self._texts else ""
        self.setAccessibleName(
            _("Step {place} of {count}: {text}").format(place=self._current + 1, count=len(self._texts), text=words)
        )
        self.update()

    def _steps(self) -> list[_Step]:
        result = []
        room = max(self.width() - 24 - 12 - 16, 40)
        for number, text in enumerate(self._texts):
            face = make_font(self._size, 600 if number == self._current else 400)
            block = layout_text(text, face, room, self._line)
            result.append(_Step(number, block, max(block.height, 24) + 2 * self._pad))
        return result

    def _places(self) -> list[tuple[_Step, QRectF]]:
        steps = self._steps()
        first = 0
        # The step that goes on and the one after it are what matters.
        wanted = min(self._current + 2, len(steps))
        while first < self._current and sum(step.height for step in steps[first:wanted]) > self.height():
            first += 1
        while first > 0 and sum(step.height for step in steps[first - 1 :]) <= self.height():
            first -= 1
        result, top = [], 0.0
        for step in steps[first:]:
            if result and top + step.height > self.height() + 1:
                break
            result.append((step, QRectF(0, top, self.width(), step.height)))
            top += step.height
        return result

    def _paint_step(self, painter, step: _Step, rect: QRectF) -> None:
        color, border = theme().color, theme().tokens.border.control
        done, on = step.number < self._current, step.number == self._current
        if on:
            box(painter, rect, 8, color.primary_tint)
        mark = QRectF(8, rect.top() + self._pad, 24, 24)
        box(painter, mark, 6, color.primary if on else color.surface, color.primary if on or done else color.line_strong, border)
        if done:
            paint_icon(painter, "check", mark.adjusted(3, 3, -3, -3), color.primary, 2)
        else:
            tone = color.on_primary if on else color.ink
            line_of_text(painter, mark, str(step.number + 1), make_font(15, 700), tone, Qt.AlignmentFlag.AlignHCenter)
        top = rect.top() + (rect.height() - step.text.height) / 2 if step.text.lines == 1 else rect.top() + self._pad
        step.text.draw(painter, 44, top, color.ink2 if done else color.ink)


class AttendanceStrip(QWidget):
    """Who is there, as initials. A click, or Space on the one chosen by the arrows, checks somebody in or out."""

    toggled = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._people: tuple[AttendeeView, ...] = ()
        self._cursor = 0
        self._rows = 2
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("own_focus", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_density(self, density: int) -> None:
        """Choose the room: two rows at most, in the tight form one."""
        self._rows = 1 if density == 2 else 2
        self.updateGeometry()

    def set_people(self, people: Sequence[AttendeeView]) -> None:
        """Show people in this order."""
        self._people = tuple(people)
        self._cursor = min(self._cursor, max(len(self._people) - 1, 0))
        self._renew()
        self.updateGeometry()

    def rect_of(self, place: int) -> QRectF:
        """Return where somebody is drawn, by place from 0."""
        side, columns = theme().tokens.size.avatar, self._columns(self.width())
        step = min(side + 7, (self.width() - side) / max(min(len(self._people), columns) - 1, 1))
        return QRectF((place % columns) * step, (place // columns) * (side + 5), side, side)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        side = theme().tokens.size.avatar
        rows = min(self._rows, max(1, -(-len(self._people) // self._columns(width))))
        return rows * side + (rows - 1) * 5

    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(max(self.width(), 420)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme().tokens.size.avatar)

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            shown = self._shown()
            for place, attendee in enumerate(self._people[:shown]):
                rect = self.rect_of(place)
                paint_avatar(painter, rect, attendee.person.initials, attendee.status == "present")
                if self.hasFocus() and place == self._cursor:
                    painter.setPen(edge_pen(color.focus, 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
            if shown < len(self._people):
                rest = f"+{len(self._people) - shown}"
                line_of_text(painter, self.rect_of(shown), rest, font("label"), color.primary, Qt.AlignmentFlag.AlignHCenter)

    def mousePressEvent(self, event) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = self._at(event.position())
        if place == self._shown():
            self._open_rest()
        elif place is not None:
            self._cursor = place
            self.toggled.emit(self._people[place])

    def keyPressEvent(self, event) -> None:
        row = self._columns(self.width())
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: row, Qt.Key.Key_Up: -row}
        if event.key() in steps and self._people:
            self._cursor = min(max(self._cursor + steps[event.key()], 0), len(self._people) - 1)
            self._renew()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._people:
            if self._cursor >= self._shown():
                self._open_rest()
            else:
                self.toggled.emit(self._people[self._cursor])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event) -> None:
        self.update()
        super().focusOutEvent(event)

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            place = self._at(QPoint(event.pos()).toPointF())
            if place is None or place >= len(self._people):
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._words(self._people[place]), self)
            return True
        return super().event(event)

    def _columns(self, width: int) -> int:
        return max(1, int((width + 2) // (theme().tokens.size.avatar + 2)))

    def _shown(self) -> int:
        cells = self._columns(self.width()) * self._rows
        return len(self._people) if len(self._people) <= cells else cells - 1

    def _at(self, point) -> int | None:
        cells = min(len(self._people), self._shown() + 1)
        return next((place for place in range(cells) if self.rect_of(place).adjusted(-1, -2, 1, 2).contains(point)), None)

    def _words(self, attendee: AttendeeView) -> str:
        state = {"present": _("present"), "absent": _("not coming"), "expected": _("not here yet")}[attendee.status]
        return f"{attendee.person.name}: {state}"

    def _renew(self) -> None:
        self.setAccessibleName(self._words(self._people[self._cursor]) if self._people else _("Nobody invited yet"))
        self.update()

    def _open_rest(self) -> None:
        menu = QMenu(self)
        for attendee in self._people[self._shown() :]:
            action = menu.addAction(attendee.person.name)
            action.setCheckable(True)
            action.setChecked(attendee.status == "present")
            action.triggered.connect(lambda _checked=False, who=attendee: self.toggled.emit(who))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(self.width() - menu.sizeHint().width(), -menu.sizeHint().height())))
