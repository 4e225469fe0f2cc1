"""The plan and what became of it, as two bars above each other with a line for this moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ef_desktop.domain.timer import FINISHED, TimerState
from ef_desktop.i18n import _, format_time
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width

_LABEL, _END, _SEAM = 44, 66, 3


@dataclass(frozen=True)
class Stretch:
    """One block as it is drawn.

    Attributes:
        row: ``plan`` or ``real``.
        start, end: moments.
        look: planned, buffer, done, current or expected.
        text: the words inside, shown as far as whole words fit.
        icon: shown where no word fits.
        fixed: True when it begins at an agreed time.
        full: the words of the tooltip.
        part: for the current block the part that has passed, 0 to 1.
    """

    row: str
    start: datetime
    end: datetime
    look: str
    text: str
    full: str
    part: float = 0.0
    icon: str = ""
    fixed: bool = False


def stretches(
    blocks: Sequence[tuple[str, str]], state: TimerState, agreed_end: datetime | None, fixed: Collection[bytes] = ()
) -> tuple[Stretch, ...]:
    """Return both bars.

    Parameters:
        blocks: title and icon of every block, in the order of ``state.items``.
        state: the clock.
        agreed_end: end that was agreed with the room, or None.
        fixed: ids of the blocks that begin at an agreed time.
    """
    result = []
    for (title, icon), item in zip(blocks, state.items, strict=True):
        end = item.planned_start + timedelta(seconds=item.planned_seconds)
        full = _span(title, item.planned_start, end)
        if item.id in fixed:
            full = _("{block}, agreed beginning").format(block=full)
        result.append(Stretch("plan", item.planned_start, end, "planned", title, full, icon=icon, fixed=item.id in fixed))
    if agreed_end is not None and state.items and agreed_end > state.planned_end:
        minutes = round((agreed_end - state.planned_end).total_seconds() / 60)
        result.append(
            Stretch("plan", state.planned_end, agreed_end, "buffer", str(minutes), _("{minutes} min to spare").format(minutes=minutes))
        )
    for (title, icon), item in zip(blocks, state.items, strict=True):
        if item.state == "skipped":
            continue
        end = item.expected_start + timedelta(seconds=item.expected_seconds)
        full = _span(title, item.expected_start, end)
        if item.state == "done":
            spent = _("{minutes} min").format(minutes=round(item.spent_seconds / 60))
            result.append(Stretch("real", item.expected_start, item.ended_at or end, "done", spent, full))
        elif item.state == "current":
            part = min(1.0, item.spent_seconds / item.expected_seconds) if item.expected_seconds else 1.0
            result.append(Stretch("real", item.expected_start, end, "current", "", full, part))
        elif state.phase != FINISHED:
            result.append(Stretch("real", item.expected_start, end, "expected", title, full, icon=icon))
    return tuple(result)


def _span(title: str, start: datetime, end: datetime) -> str:
    return f"{title} · {format_time(start.astimezone())}-{format_time(end.astimezone())}"


class PlanRealTimeline(QWidget):
    """Two bars: the plan, and what was done and is still expected. Painted in one go; tooltips tell names and times."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._stretches: tuple[Stretch, ...] = ()
        self._now: datetime | None = None
        self._ends = ("", "")
        self._seen: object = None
        self._bar = 26
        self._gap = 6
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self._bar, self._gap = ((26, 6), (23, 6), (22, 4))[density]
        self.updateGeometry()

    def show_state(
        self,
        blocks: Sequence[tuple[str, str]],
        state: TimerState,
        agreed_end: datetime | None,
        now: datetime,
        fixed: frozenset[bytes] = frozenset(),
    ) -> None:
        """Show the clock; repaints only when something moved by a visible amount.

        Parameters:
            blocks: title and icon of every block, in the order of ``state.items``.
            state: the clock.
            agreed_end: end agreed with the room, or None.
            now: the present moment.
            fixed: ids of the blocks that begin at an agreed time.
        """
        # A pixel is some ten seconds wide: the bars need no quarter seconds.
        lengths = tuple((item.state, item.expected_seconds) for item in state.items if item.state != "current")
        seen = (tuple(blocks), state.phase, state.index, state.total_seconds, int(now.timestamp()) // 5, agreed_end, fixed, lengths)
        if seen == self._seen:
            return
        self._seen = seen
        self._stretches = stretches(blocks, state, agreed_end, fixed)
        self._now = now if state.started_at and state.phase != FINISHED else None
        self._ends = (format_time((agreed_end or state.planned_end).astimezone()), format_time(state.expected_end.astimezone()))
        self.setAccessibleName(_("Plan until {planned}, expected end {expected}").format(planned=self._ends[0], expected=self._ends[1]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, 2 * self._bar + self._gap + 8)

    def rect_of(self, stretch: Stretch) -> QRectF:
        """Return where a stretch is drawn."""
        first, last = self._bounds()
        width = self.width() - _LABEL - _END
        total = max((last - first).total_seconds(), 1)
        left = _LABEL + width * (stretch.start - first).total_seconds() / total
        right = _LABEL + width * (stretch.end - first).total_seconds() / total
        return QRectF(left, self._top(stretch.row), max(right - left - _SEAM, 2), self._bar)

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            for row, label, end in (("plan", _("Plan"), self._ends[0]), ("real", _("Now"), self._ends[1])):
                line = QRectF(0, self._top(row), self.width(), self._bar)
                line_of_text(painter, line, label, font("label"), color.ink2)
                line_of_text(painter, line, end, font("label"), color.ink2, Qt.AlignmentFlag.AlignRight)
            if not self._stretches:
                return
            for stretch in self._stretches:
                self._paint_stretch(painter, stretch)
            if self._now is not None:
                moment = Stretch("plan", self._now, self._now, "", "", "")
                x = self.rect_of(moment).left()
                box(painter, QRectF(x - 1.5, 2, 3, self.height() - 4), 1.5, color.ink)

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            hit = next((s for s in self._stretches if self.rect_of(s).contains(event.pos())), None)
            if hit is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), hit.full, self)
            return True
        return super().event(event)

    def _bounds(self) -> tuple[datetime, datetime]:
        starts = [s.start for s in self._stretches]
        ends = [s.end for s in self._stretches]
        return min(starts), max(ends)

    def _top(self, row: str) -> float:
        top = (self.height() - 2 * self._bar - self._gap) / 2
        return top if row == "plan" else top + self._bar + self._gap

    def _paint_stretch(self, painter, stretch: Stretch) -> None:
        color = theme().color
        edge_width = theme().tokens.border.control
        rect = self.rect_of(stretch)
        fill: QColor | None
        fill, edge, width, dashed, ink, role = {
            "planned": (color.surface, color.line, 1.0, False, color.ink2, "small"),
            "buffer": (None, color.line_strong, edge_width, True, color.ink2, "small"),
            "done": (color.primary_tint2, None, 0.0, False, color.primary, "small_strong"),
            "current": (color.surface, color.primary, edge_width, False, color.ink, "small"),
            "expected": (color.surface, color.line_strong, edge_width, True, color.ink2, "small"),
        }[stretch.look]
        box(painter, rect, 5, fill, edge, width, dashed)
        if stretch.look == "current":
            passed = QRectF(rect.left(), rect.top(), rect.width() * stretch.part, rect.height())
            if passed.width() >= 2:
                box(painter, passed, min(5, passed.width() / 2), color.primary)
            return
        if stretch.fixed:
            paint_icon(painter, "lock", QRectF(rect.left() + 5, rect.center().y() - 7, 14, 14), color.primary, 2)
            rect = rect.adjusted(16, 0, 0, 0)
        words = fitting(stretch.text, rect.width() - 12, role)
        if not words and stretch.icon and rect.width() >= 20:
            paint_icon(painter, stretch.icon, QRectF(rect.center().x() - 8, rect.center().y() - 8, 16, 16), ink)
        elif words:
            align = Qt.AlignmentFlag.AlignHCenter if stretch.look == "buffer" else Qt.AlignmentFlag.AlignLeft
            line_of_text(painter, rect.adjusted(7, 0, -4, 0), words, font(role), ink, align)


def fitting(text: str, room: float, role: str) -> str:
    """Return as many whole words as fit: half a name helps nobody, and the tooltip has all of it.

    Parameters:
        text: a title.
        room: width in logical pixels.
        role: role of the type scale.
    """
    face = font(role)
    words = text.split()
    # From the front: of a text of ten thousand letters only the beginning is ever measured.
    count = 0
    while count < len(words) and text_width(" ".join(words[: count + 1]), face) <= room:
        count += 1
    if count == len(words):
        return " ".join(words).rstrip(",:")
    # A name cut after 'and' or 'of' reads as a mistake.
    while count > 1 and len(words[count - 1]) <= 3:
        count -= 1
    # An article alone says nothing; the icon then does.
    if count == 1 and len(words[0]) <= 3:
        return ""
    return " ".join(words[:count]).rstrip(",:")
