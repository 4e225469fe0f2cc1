"""The two panels beside the route: what asks for attention, and the agreements that are still open."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.domain.overviews import AgreementRow, Attention
from ef_desktop.i18n import _, format_number
from ef_desktop.ui.pages.meetings_words import due_words
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.badge import CategoryBadge
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import Label

_ROW, _LOW_ROW = 58, 54


class LineButton(QAbstractButton):
    """A row that can be pressed: a mark, two lines, and perhaps an arrow.

    Parameters:
        title: upper line, already translated or typed by the user.
        detail: lower line.
        warning: words of the lower line that stand out behind it.
        icon: mark at the left, for a row that opens something.
        tick: draw a tick box instead, for a row that is done by pressing it.
        tone: colour of the icon.
        inset: room at the left and right in logical pixels; None takes the margins of a panel.
    """

    def __init__(
        self,
        title: str,
        detail: str,
        parent: QWidget | None = None,
        *,
        warning: str = "",
        icon: str = "",
        tick: bool = False,
        tone: str = "ink2",
        inset: int | None = None,
    ):
        super().__init__(parent)
        self._tone, self._inset = tone, inset
        self._title, self._detail, self._warning = title[:300], detail[:300], warning
        self._icon, self._tick = icon, tick
        self._tall = True
        self.setCheckable(tick)
        self.setText(title[:80].replace("&", "&&"))
        self.setAccessibleName(". ".join(part for part in (title, detail, warning) if part)[:600])
        self.setToolTip(title[:600])
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("own_focus", True)

    def set_tall(self, tall: bool) -> None:
        """Take the normal height, or less on a low screen."""
        self._tall = tall
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(240, _ROW if self._tall else _LOW_ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event) -> None:
        color = theme().color
        area = QRectF(self.rect())
        side = self._inset if self._inset is not None else 18 if self._tall else 16
        with begin(self) as painter:
            if self.underMouse():
                painter.fillRect(area.adjusted(1, 1, -1, 0), color.hover)
            painter.fillRect(QRectF(0, 0, area.width(), 1), color.line)
            top = area.center().y() - 19.5
            if self._tick:
                self._paint_tick(painter, QRectF(side, area.center().y() - 10, 20, 20))
            else:
                paint_icon(painter, self._icon, QRectF(side, top + 0.5, 20, 20), getattr(color, self._tone))
            left = side + 32
            right = area.right() - side - (0 if self._tick else 28)
            line_of_text(painter, QRectF(left, top, right - left, 20), self._one_line(self._title), font("body_strong"), color.ink)
            self._paint_detail(painter, QRectF(left, top + 20, right - left, 19))
            if not self._tick:
                arrow = QRectF(area.right() - side - 18, area.center().y() - 9, 18, 18)
                paint_icon(painter, "chevron-right", arrow, color.ink2)
            if self.hasFocus():
                box(painter, area.adjusted(3, 3, -3, -2), theme().tokens.radius.control, None, color.focus, 2)

    def _paint_tick(self, painter, spot: QRectF) -> None:
        color = theme().color
        if self.isChecked():
            box(painter, spot, 5, color.primary)
            paint_icon(painter, "check", spot.adjusted(2, 2, -2, -2), color.on_primary, 3)
        else:
            box(painter, spot, 5, color.surface, color.line_strong, 1.5)

    def _paint_detail(self, painter, spot: QRectF) -> None:
        color = theme().color
        detail = self._one_line(self._detail)
        if not self._warning:
            line_of_text(painter, spot, detail, font("small"), color.ink2)
            return
        lead = f"{detail} · " if detail else ""
        width = min(text_width(lead, font("small")), spot.width() - text_width(self._warning, font("small_strong")))
        line_of_text(painter, QRectF(spot.left(), spot.top(), max(0.0, width), spot.height()), lead, font("small"), color.ink2)
        line_of_text(painter, spot.adjusted(width, 0, 0, 0), self._warning, font("small_strong"), color.accent)

    @staticmethod
    def _one_line(text: str) -> str:
        return text.replace("\n", " ")


class RowsPanel(Panel):
    """A panel with a title, a count and rows; base of the two panels."""

    def __init__(self, title: str, mark: QWidget, tone: str, parent: QWidget | None = None):
        super().__init__(parent, padding=(0, 14, 0, 6), spacing=0)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(18, 0, 18, 10)
        self._head.setSpacing(8)
        self._head.addWidget(mark)
        self._head.addWidget(Label(title, role="h2"), 1)
        self._count = Chip("0", tone=tone)
        self._head.addWidget(self._count)
        self.body.addLayout(self._head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self._tall = True

    def set_tall(self, tall: bool) -> None:
        """Take normal rows, or lower ones on a low screen."""
        self._tall = tall
        self.body.setContentsMargins(0, 14 if tall else 10, 0, 6 if tall else 2)
        self._head.setContentsMargins(18 if tall else 16, 0, 18 if tall else 16, 10)
        for row in self.findChildren(LineButton):
            row.set_tall(tall)

    def _show(self, rows: list[LineButton], count: int) -> None:
        while item := self._rows.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        for row in rows:
            row.set_tall(self._tall)
            self._rows.addWidget(row)
            # A layout shows what is added only some turns of the event loop later: that flickers.
            row.show()
        self._count.set_text(format_number(count))
        self._count.setVisible(count > 0)

    def _calm(self, text: str) -> Label:
        words = Label(text, tone="ink2", wrap=True)
        words.setContentsMargins(18, 4, 18, 12)
        return words


class AttentionPanel(RowsPanel):
    """What asks for attention. A row goes to where it can be done.

    Signals:
        opened: the Attention that was pressed.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(_("Needs attention"), IconMark("bell", tone="accent"), "warn", parent)
        self._mark = self._head.itemAt(0).widget()
        self._words = self._calm(_("You are up to date. Nothing asks for your attention now."))
        self.body.addWidget(self._words)

    def show_items(self, items: tuple[Attention, ...]) -> None:
        """Show other remarks."""
        rows = []
        for item in items:
            row = LineButton(item.title, item.detail, icon=item.icon)
            row.clicked.connect(lambda _checked=False, item=item: self.opened.emit(item))
            rows.append(row)
        self._mark.set_icon("bell", "accent" if items else "ink2")
        self._words.setVisible(not items)
        self._show(rows, len(items))


class AgreementsPanel(RowsPanel):
    """Open agreements with tick boxes; as many as fit, and a way to all of them.

    Signals:
        done: id of an agreement that was ticked.
        all_asked: show them all.
    """

    done = Signal(bytes)
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(_("Open agreements"), CategoryBadge("afspraak", name=_("Agreement")), "neutral", parent)
        self._items: tuple[AgreementRow, ...] = ()
        self._today = date.min
        self._shown = -1
        self._words = self._calm(_("No open agreements."))
        self.body.addWidget(self._words)
        self._more = MoreButton()
        self._more.clicked.connect(self.all_asked)
        self.body.addWidget(self._more)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(140)

    def show_items(self, items: tuple[AgreementRow, ...], today: date) -> None:
        """Show other agreements; ``today`` decides what is late."""
        self._items, self._today = items, today
        self._shown = -1
        self._fill()

    def set_tall(self, tall: bool) -> None:
        super().set_tall(tall)
        self._more.set_tall(tall)
        self._fill()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        row = _ROW if self._tall else _LOW_ROW
        room = self.height() - (14 if self._tall else 10) - 36 - 8
        fit = max(1, room // row)
        if fit < len(self._items):
            fit = max(1, (room - 36) // row)
        if fit == self._shown:
            return
        self._shown = fit
        self._words.setVisible(not self._items)
        self._more.setVisible(fit < len(self._items))
        self._more.set_text(_("Show all {count}").format(count=format_number(len(self._items))))
        rows = [self._row(item) for item in self._items[:fit]]
        self._show(rows, len(self._items))
        if rows:
            QWidget.setTabOrder(rows[-1], self._more)

    def _row(self, item: AgreementRow) -> LineButton:
        words, late = due_words(item.due_on, self._today)
        owner = item.owner or _("Nobody yet")
        detail = owner if late or not words else f"{owner} · {words}"
        row = LineButton(item.text, detail, warning=words if late else "", tick=True)
        row.clicked.connect(lambda _checked=False, id=item.id: self.done.emit(id))
        return row


class MoreButton(QAbstractButton):
    """The last row of a panel: words that lead to the rest."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("own_focus", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._left = 50

    def set_tall(self, tall: bool) -> None:
        """Begin where the words of the rows begin."""
        self._left = 50 if tall else 48
        self.update()

    def set_text(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 36)

    def paintEvent(self, event) -> None:
        color = theme().color
        area = QRectF(self.rect())
        with begin(self) as painter:
            painter.fillRect(QRectF(0, 0, area.width(), 1), color.line)
            line_of_text(painter, area.adjusted(self._left, 0, -16, 0), self.text(), font("body_strong"), color.primary)
            if self.hasFocus():
                box(painter, area.adjusted(3, 3, -3, -2), theme().tokens.radius.control, None, color.focus, 2)
