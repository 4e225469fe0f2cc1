"""The card of the block that is going on: one glance tells the time left, one key does what is next."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, make_font, theme, type_role
from ef_desktop.ui.widgets.buttons import AccentButton, Button, PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.text import layout_role, layout_text


@dataclass(frozen=True)
class NowFace:
    """Everything the card says.

    Attributes:
        state: waiting, running, last, over, paused or finished.
        heading: small line above, such as 'In progress · 4 of 7'.
        title: title of the block.
        detail: the case, or the purpose where there is none.
        span: when it began and until when it runs.
        digits: the large digits.
        caption: the line under the digits.
        passed: part of the time that has passed; above 1 when it runs over.
        following: title of the next block, or "" when there is none.
        can_go_back: whether there is a block before this one.
    """

    state: str
    heading: str
    title: str
    detail: str
    span: str
    digits: str
    caption: str
    passed: float
    following: str
    can_go_back: bool


EMPTY = NowFace("waiting", "", "", "", "", "", "", 0.0, "", False)


@dataclass(frozen=True)
class _Measure:
    """Sizes in logical pixels of one density."""

    across: int
    top: int
    gap: int
    digit_size: int
    digit_line: int
    after_digits: int
    title: tuple[int, int]
    button_row: int


_MEASURES = (
    _Measure(20, 16, 12, 132, 104, 14, (32, 38), 40),
    _Measure(16, 12, 10, 104, 80, 12, (28, 32), 40),
    _Measure(16, 10, 8, 92, 70, 12, (28, 32), 40),
    _Measure(12, 8, 6, 72, 54, 6, (22, 26), 40),
)
_BAR = 14


class _NextButton(Button):
    """Next: filled blue, or filled in the accent colour once the time is up."""

    urgent = False

    def _live_shades(self):
        return (AccentButton if self.urgent else PrimaryButton)._live_shades(self)


class NowCard(QWidget):
    """The current block with its clock and its buttons.

    Signals say what was asked: ``asked(str)`` with start, pause, resume, next, back, finish or reopen,
    ``adjustAsked(int)`` with signed minutes, and ``beganAsked()`` to say that it began earlier.
    """

    asked = Signal(str)
    adjustAsked = Signal(int)
    beganAsked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._face = EMPTY
        self._density = 0
        self._minute_keys = ("F4", "Shift F4")
        self._pause_key, self._next_key = "F3", "F9"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._start = AccentButton(_("Start"), icon="player-play", key="F5")
        self._pause = SecondaryButton(_("Hold"), icon="player-pause", key="F3")
        self._resume = PrimaryButton(_("Go on"), icon="player-play", key="F3")
        self._more = SecondaryButton(_("{minutes} min").format(minutes=1), icon="plus", key="F4", name=_("Give one minute more"))
        self._less = SecondaryButton(_("{minutes} min").format(minutes=1), icon="minus", key="Shift F4", name=_("Take one minute off"))
        self._began = SecondaryButton("", icon="history", name=_("It began earlier"))
        self._back = SecondaryButton("", icon="arrow-left", name=_("Back to the previous block"))
        self._next = _NextButton(_("Next"), trailing_icon="arrow-right", key="F9")
        self._finish = PrimaryButton(_("Look back"), icon="flag-check")
        self._reopen = SecondaryButton(_("Reopen"), icon="arrow-back-up")
        for button, name in (
            (self._start, "start"),
            (self._pause, "pause"),
            (self._resume, "resume"),
            (self._back, "back"),
            (self._next, "next"),
            (self._finish, "finish"),
            (self._reopen, "reopen"),
        ):
            button.clicked.connect(lambda _checked=False, what=name: self.asked.emit(what))
        self._more.clicked.connect(lambda: self.adjustAsked.emit(1))
        self._less.clicked.connect(lambda: self.adjustAsked.emit(-1))
        self._began.clicked.connect(self.beganAsked)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        for button in (self._start, self._pause, self._resume, self._more, self._less, self._began):
            self._row.addWidget(button)
        self._row.addStretch(1)
        for button in (self._reopen, self._back, self._next, self._finish):
            self._row.addWidget(button)
        self._outer = QVBoxLayout(self)
        self._outer.addStretch(1)
        self._outer.addLayout(self._row)
        self.set_density(0)

    def set_keys(self, key_of: Callable[[str], str]) -> None:
        """Show the keys on the buttons as they are on this device.

        Parameters:
            key_of: returns the key of start, pause, more, less, next, back, or "".
        """
        self._start.set_key(key_of("start"))
        self._pause_key, self._next_key = key_of("pause"), key_of("next")
        self._minute_keys = (key_of("minutes+1"), key_of("minutes-1"))
        self._back.setToolTip(_("Back to the previous block ({key})").format(key=key_of("back")))
        self._more.setToolTip(_("{key}: five minutes more").format(key=key_of("minutes+5")))
        self._less.setToolTip(_("{key}: five minutes less").format(key=key_of("minutes-5")))
        self._began.setToolTip(_("It began earlier ({key})").format(key=key_of("began")))
        self._fit_next()

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight, 3 least."""
        self._density = density
        measure = _MEASURES[density]
        self._outer.setContentsMargins(measure.across + 2, measure.top + 2, measure.across + 2, measure.top + 2)
        self._row.setSpacing(8 if density < 3 else 6)
        self._show_buttons()
        self.updateGeometry()
        self.update()

    def face(self) -> NowFace:
        """Return what the card says now."""
        return self._face

    def show_face(self, face: NowFace) -> None:
        """Say something else. When only the seconds went on, only the rectangle of the digits is painted again."""
        old, self._face = self._face, face
        if old == face:
            return
        if (old.state, old.title, old.heading, old.span, old.detail, old.caption, len(old.digits)) == (
            face.state,
            face.title,
            face.heading,
            face.span,
            face.detail,
            face.caption,
            len(face.digits),
        ) and (old.following, old.can_go_back) == (face.following, face.can_go_back):
            self.update(self.digits_rect().toAlignedRect())
            if round(old.passed * self.width()) != round(face.passed * self.width()):
                self.update(self._bar_rect().toAlignedRect())
            return
        self.setAccessibleName(_("{heading}: {title}, {digits} {caption}").format(**vars(face)))
        self._show_buttons()
        self.update()

    def digits_rect(self) -> QRectF:
        """Return where the large digits are drawn."""
        measure = _MEASURES[self._density]
        width = text_width(self._face.digits, self._digit_font()) + 4
        right = self.width() - measure.across - 2
        return QRectF(right - width, measure.top + 2, width, measure.digit_line + 4)

    def sizeHint(self) -> QSize:
        measure = _MEASURES[self._density]
        head = 2 + measure.digit_line + measure.after_digits + 22
        return QSize(560, 4 + 2 * measure.top + head + measure.gap + _BAR + measure.gap + measure.button_row)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, self.sizeHint().height())

    def resizeEvent(self, event) -> None:
        self._fit_next()

    def paintEvent(self, event) -> None:
        face, color, measure = self._face, theme().color, _MEASURES[self._density]
        rect = QRectF(self.rect())
        over, paused = face.state == "over", face.state == "paused"
        edge = color.accent if over else color.line_strong if paused else color.primary
        with begin(self) as painter:
            border = theme().tokens.border
            box(painter, rect, theme().tokens.radius.panel, color.surface, edge, border.control if paused else border.selected, paused)
            digits = self.digits_rect()
            tone = color.accent if over else color.ink2 if paused else color.ink
            line_of_text(painter, digits, face.digits, self._digit_font(), tone, Qt.AlignmentFlag.AlignRight)
            caption = QRectF(rect.left(), digits.bottom() + measure.after_digits - 2, digits.right(), 22)
            line_of_text(painter, caption, face.caption, font("body"), color.accent if over else color.ink2, Qt.AlignmentFlag.AlignRight)
            self._paint_words(painter, digits)
            self._paint_bar(painter)

    def _paint_words(self, painter, digits: QRectF) -> None:
        face, color, measure = self._face, theme().color, _MEASURES[self._density]
        left, top = measure.across + 2.0, measure.top + 2.0
        room = digits.left() - left - 16
        tone = color.accent if face.state == "over" else color.primary
        line_of_text(painter, QRectF(left, top, room, 18), face.heading, font("label"), tone)
        top += 20
        size, line = measure.title
        bottom = self._bar_rect().top() - 4
        title = layout_text(face.title, make_font(size, 700), room, line)
        if title.lines > 2 or top + title.height > bottom:
            title = layout_text(face.title, font("h2"), room, 24, max(1, int((bottom - top) // 24)))
        title.draw(painter, left, top, color.ink)
        top += title.height + 2
        if face.detail and top + 22 <= bottom:
            left_lines = max(1, int((bottom - top - (24 if face.span and self._density < 2 else 0)) // 24))
            detail = layout_role(face.detail, "instruction", room, min(2, left_lines))
            detail.draw(painter, left, top, color.ink2)
            top += detail.height + (8 if self._density == 0 else 6)
        if face.span and top + 20 <= bottom:
            line_of_text(painter, QRectF(left, top, room, 22), face.span, font("body"), color.ink2)

    def _paint_bar(self, painter) -> None:
        face, color = self._face, theme().color
        rect = self._bar_rect()
        box(painter, rect, _BAR / 2, color.sunk)
        if face.passed <= 0:
            return
        shade = color.line_strong if face.state == "paused" else color.primary
        if face.passed > 1:
            # The planned part in blue, a seam, and what came on top in the accent colour.
            planned = max(rect.width() / face.passed, _BAR)
            planned = min(planned, rect.width() - 24)
            box(painter, rect.adjusted(0, 0, planned - rect.width(), 0), _BAR / 2, shade)
            over = color.accent if face.state == "over" else color.ink3
            box(painter, rect.adjusted(planned + 4, 0, 0, 0), _BAR / 2, over)
            return
        box(painter, QRectF(rect.left(), rect.top(), max(rect.width() * face.passed, _BAR), _BAR), _BAR / 2, shade)

    def _bar_rect(self) -> QRectF:
        measure = _MEASURES[self._density]
        bottom = self.height() - measure.top - 2 - measure.button_row - measure.gap
        return QRectF(measure.across + 2, bottom - _BAR, self.width() - 2 * measure.across - 4, _BAR)

    def _digit_font(self):
        size = _MEASURES[self._density].digit_size
        # A time of day, or hours, is wider than minutes and seconds: it keeps room for the title.
        return make_font(size if len(self._face.digits) < 6 else round(size * 0.8), type_role("timer").weight)

    def _show_buttons(self) -> None:
        state = self._face.state
        live = state in ("running", "last", "over", "paused")
        self._start.setVisible(state == "waiting")
        self._pause.setVisible(live and state != "paused")
        self._resume.setVisible(state == "paused")
        self._more.setVisible(live)
        self._less.setVisible(live and self._density < 2)
        self._began.setVisible(live or state == "waiting")
        self._began.setText(_("It began earlier") if state == "waiting" else "")
        self._back.setVisible(live and self._face.can_go_back)
        self._next.setVisible(live)
        self._next.urgent = state == "over"
        for button in (self._finish, self._reopen):
            button.setVisible(state == "finished")
        self._fit_next()

    def _fit_next(self) -> None:
        """Name the next block on the button where there is room for the whole name, and never half of it.

        Where there is not even room for the short words, the keys go, those of the minutes first: no word is cut.
        """
        following = self._face.following
        for button, key in ((self._pause, self._pause_key), (self._resume, self._pause_key), (self._next, self._next_key)):
            button.set_key(key)
        short = _("Next") if following else _("Round off")
        self._next.setText(short)
        minutes = (self._more, self._less)
        for button, key in zip(minutes, self._minute_keys, strict=True):
            button.set_key(key)
        measure = _MEASURES[self._density]
        room = self.width() - 2 * measure.across - 4
        shown = [b for b in (self._pause, self._resume, self._more, self._less, self._began, self._back, self._next) if not b.isHidden()]
        taken = sum(button.sizeHint().width() + self._row.spacing() for button in shown)
        for spared in (minutes, (self._pause, self._resume), (self._next,)):
            if sum(button.sizeHint().width() + self._row.spacing() for button in shown) > room:
                for button in spared:
                    button.set_key("")
        if not following:
            return
        whole = _("Next: {title}").format(title=following)
        extra = text_width(whole, font("button")) - text_width(short, font("button"))
        if taken + extra <= room:
            self._next.setText(whole)
