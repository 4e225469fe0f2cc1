"""How far the intake is, what still misses with a jump to it, and the bar to go from part to part."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ef_desktop.domain.intake import Completion
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.bars import ProgressBar
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.text import Label


class CompletionBar(QWidget):
    """'11 van 16 verplichte velden', and a button to the first one that misses; the menu beside it has them all.

    Signals:
        asked: id of a question to go to.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self.words = Label("", role="small_strong", tone="ink2")
        self.bar = ProgressBar(name=_("Intake"))
        self.next = QuietButton(small=True, trailing_icon="arrow-right", key="Ctrl J")
        self.next.clicked.connect(self.go_on)
        self.more = QuietButton(icon="list-details", small=True, name=_("Show everything that still misses"))
        self.more.clicked.connect(self._offer)
        line.addWidget(self.words)
        line.addWidget(self.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.next)
        line.addWidget(self.more)
        self._state = Completion(0, 0, ())

    def show_state(self, state: Completion) -> None:
        """Show how far the intake is."""
        self._state = state
        words = ngettext("{done} of {count} required field", "{done} of {count} required fields", state.total)
        text = words.format(done=state.done, count=state.total) if state.missing else _("Everything required is filled in")
        self.words.setText(text)
        self.bar.set_share(state.done / state.total if state.total else 1.0)
        self.bar.setAccessibleName(text)
        self.next.setVisible(bool(state.missing))
        self.more.setVisible(len(state.missing) > 1)
        if state.missing:
            label = state.missing[0].label
            self.next.setText(label if len(label) <= 26 else f"{label[:25].rstrip()}…")
            self.next.setToolTip(_("Go to: {field}").format(field=label))
            self.next.setAccessibleName(_("Go to: {field}").format(field=label))

    def go_on(self) -> None:
        """Ask for the first question that misses an answer."""
        if self._state.missing:
            self.asked.emit(self._state.missing[0].id)

    def menu(self) -> QMenu:
        """Return a menu with everything that misses."""
        menu = QMenu(self)
        for field in self._state.missing:
            menu.addAction(field.label.replace("&", "&&"), lambda id=field.id: self.asked.emit(id))
        return menu

    def _offer(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


@dataclass(frozen=True)
class Part:
    """A part to go to: id, one word, its whole title, and how many required answers it misses; None has none to miss."""

    id: str
    short: str
    title: str
    missing: int | None = None


class PartsBar(QWidget):
    """The parts of the form side by side. Left, Right, Home and End move; Enter or Down goes into the part.

    Signals:
        chosen: id of the part that was moved to.
        entered: id of the part that the keyboard is to go into.
    """

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("focus_radius", theme().tokens.radius.control)

    def parts(self) -> tuple[Part, ...]:
        """Return the parts as they are shown."""
        return self._parts

    def current(self) -> str:
        """Return the id of the part that is lit."""
        return self._parts[self._current].id if self._parts else ""

    def set_parts(self, parts: tuple[Part, ...]) -> None:
        """Show these parts."""
        if parts != self._parts:
            self._parts = parts
            self._current = min(self._current, max(0, len(parts) - 1))
            self._tell()

    def set_missing(self, missing: dict[str, int]) -> None:
        """Show how many required answers parts miss, by their ids."""
        self.set_parts(tuple(replace(part, missing=missing.get(part.id, part.missing)) for part in self._parts))

    def set_current(self, id: str) -> None:
        """Light a part without emitting signals."""
        place = next((place for place, part in enumerate(self._parts) if part.id == id), self._current)
        if place != self._current:
            self._current = place
            self._tell()

    def step(self, by: int) -> str:
        """Return the id of the part so many further on."""
        return self._parts[min(max(self._current + by, 0), len(self._parts) - 1)].id

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._natural())), 34)

    def part_rect(self, id: str) -> QRectF:
        """Return where a part is drawn; parts that do not fit lie outside the widget."""
        widths = self._natural()
        total = sum(widths)
        spare = max(0.0, (self.width() - total) / max(1, len(widths)))
        lefts = [sum(widths[:place]) + spare * place for place in range(len(widths))]
        # With too little room the parts slide, so that the lit one is always whole.
        slide = 0.0
        if total > self.width() and self._parts:
            middle = lefts[self._current] + widths[self._current] / 2
            slide = min(max(0.0, middle - self.width() / 2), total - self.width())
        place = next(place for place, part in enumerate(self._parts) if part.id == id)
        return QRectF(lefts[place] - slide, 0, widths[place] + spare, self.height())

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), color.line)
            for place, part in enumerate(self._parts):
                rect = self.part_rect(part.id)
                on = place == self._current
                role = "small_strong" if on else "small"
                ink = color.primary if on else color.ink2
                mark = 20 if part.missing is not None else 0
                left = rect.center().x() - (text_width(part.short, font(role)) + mark) / 2
                line_of_text(painter, QRectF(left, 0, rect.width(), self.height() - 4), part.short, font(role), ink)
                if part.missing is not None:
                    self._paint_mark(painter, part.missing, left + text_width(part.short, font(role)) + 5)
                if on:
                    box(painter, QRectF(rect.left() + 6, self.height() - 4, rect.width() - 12, 4), 2, color.primary)

    def _paint_mark(self, painter, missing: int, left: float) -> None:
        color = theme().color
        area = QRectF(left, self.height() / 2 - 10, 16, 16)
        if missing:
            box(painter, area, 8, color.sunk, color.line_strong, 1)
            line_of_text(painter, area, str(missing), font("kbd"), color.ink2, Qt.AlignmentFlag.AlignHCenter)
        else:
            paint_icon(painter, "check", area, color.primary, 2.5)

    def mousePressEvent(self, event) -> None:
        found = self._at(event.position())
        if found:
            self.set_current(found)
            self.chosen.emit(found)

    def mouseMoveEvent(self, event) -> None:
        found = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        self.setToolTip(next((part.title for part in self._parts if part.id == found), ""))

    def keyPressEvent(self, event) -> None:
        last = len(self._parts) - 1
        targets = {
            Qt.Key.Key_Left: self._current - 1,
            Qt.Key.Key_Right: self._current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.key() in targets:
            target = min(max(targets[event.key()], 0), last)
            if target != self._current:
                self.set_current(self._parts[target].id)
                self.chosen.emit(self.current())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.entered.emit(self.current())
        else:
            super().keyPressEvent(event)

    def _at(self, point) -> str:
        return next((part.id for part in self._parts if self.part_rect(part.id).contains(point)), "")

    def _natural(self) -> list[float]:
        return [24 + text_width(part.short, font("small_strong")) + (20 if part.missing is not None else 0) for part in self._parts]

    def _tell(self) -> None:
        if self._parts:
            part = self._parts[self._current]
            told = [part.title]
            if part.missing:
                told.append(ngettext("{count} answer misses", "{count} answers miss", part.missing).format(count=part.missing))
            parts = _("Parts of the form")
            self.setAccessibleName(f"{parts}: {', '.join(told)}")
        self.updateGeometry()
        self.update()
