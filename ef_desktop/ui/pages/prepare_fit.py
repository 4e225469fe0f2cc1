"""The right side of Voorbereiden: does it fit, who comes, which cases."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.domain.views import AttendeeView, CaseRow, MeetingPlan
from ef_desktop.i18n import _, format_list, ngettext
from ef_desktop.ui.pages.overview_panels import LineButton
from ef_desktop.ui.pages.prepare_sketch import Sketch
from ef_desktop.ui.theme import make_font
from ef_desktop.ui.widgets.avatar import Avatar
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.case_names import own_name
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.panel import IconMark, Panel, SectionTitle, Separator
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_NUMBER = 38
_AVATARS = 28
_NAMES = 3
_SAID_ABOVE = ("spare", "too_long")


def _empty(layout: QLayout) -> None:
    while item := layout.takeAt(0):
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()

#: What the panel and those under it take without remarks, and what a remark takes; in logical pixels.
_TAKEN, _REMARK = 540, 78
#: Height of the page below which there is no room for one.
_LOW = 470


class FitPanel(Panel):
    """How long it is against how long it may be, and what deserves a remark."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 14, 16, 10), spacing=2)
        self._lead = ElidedLabel(role="label", tone="ink2")
        self.body.addWidget(self._lead)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._number = Label("0")
        self._number.setFont(make_font(_NUMBER, 700))
        self._of = Label("", tone="ink2")
        line.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._of, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addStretch(1)
        self.body.addLayout(line)
        self._words = Label("", role="body_strong", wrap=True)
        self.body.addWidget(self._words)
        self.body.addSpacing(4)
        # This one follows what is dragged; the others are of the plan as it is.
        self._shorten = _Remark("alert-triangle", _("Make something shorter or take a block out."), True)
        self.body.addWidget(self._shorten)
        self._advice = QVBoxLayout()
        self._advice.setSpacing(0)
        self.body.addLayout(self._advice)
        self._plan: MeetingPlan | None = None
        self._short = False
        self._room = _TAKEN

    def set_room(self, height: int) -> None:
        """Take the height of the page, for what there is room for."""
        if height != self._room:
            self._room = height
            if self._plan is not None:
                self._show_advice()
                self._shorten.setVisible(self._plan.over_minutes > 0 and not self._short and not self._low())

    def set_short(self, short: bool) -> None:
        """Leave the remarks out, where the room is needed for something else."""
        self._short = short
        if self._plan is not None:
            self._show_advice()
            self._shorten.setVisible(self._plan.over_minutes > 0 and not short and not self._low())

    def _low(self) -> bool:
        """Tell whether there is no room for any remark: they are then in the tooltip."""
        return self._room < _LOW

    def show_plan(self, plan: MeetingPlan) -> None:
        """Show a plan and its remarks."""
        self._plan = plan
        self._show_advice()

    def show_sketch(self, sketch: Sketch) -> None:
        """Show the numbers of a rundown, also while something is dragged over it."""
        guest = sketch.guest
        adding = guest is not None and guest.item_id is None
        self._lead.set_text(_("If you add {title}").format(title=guest.title[:80]) if adding else _("Does it fit?"))
        late = sketch.over > 0
        self._number.setText(str(sketch.minutes))
        self._number.set_tone("accent" if late else "ink")
        if sketch.available is None:
            self._of.setText(_("min"))
        else:
            self._of.setText(_("of {count} min").format(count=sketch.available))
        self._words.setText(fit_words(sketch))
        self._words.set_tone("accent" if late else "primary")
        self._words.setVisible(bool(self._words.text()))
        self._shorten.setVisible(late and not self._short and not self._low())

    def _show_advice(self) -> None:
        _empty(self._advice)
        remarks = [] if self._short else [remark for remark in self._plan.advice if remark.code not in _SAID_ABOVE]
        remarks.sort(key=lambda remark: remark.level != "warning")
        late = self._plan.over_minutes > 0
        # The others stand in a tooltip: whatever does not fit would be cut in the middle of a line.
        most = max(1, (self._room - _TAKEN) // _REMARK - late)
        if self._low():
            most = 0
        for place, remark in enumerate(remarks[:most]):
            if place or late:
                self._advice.addWidget(Separator())
            warning = remark.level == "warning"
            line = _Remark("alert-triangle" if warning else "info-circle", remark.text, warning)
            self._advice.addWidget(line)
            line.show()
        self.setToolTip("\n".join(remark.text for remark in remarks) if self._low() else "")
        if (rest := remarks[most:]) and not self._low():
            words = ngettext("and {count} remark more", "and {count} remarks more", len(rest)).format(count=len(rest))
            more = Label(words, role="small", tone="ink2")
            more.setToolTip("\n".join(remark.text for remark in rest))
            more.setAccessibleDescription(more.toolTip())
            self._advice.addWidget(more)
            more.show()


def fit_words(sketch: Sketch) -> str:
    """Return how a rundown fits its time, in one line."""
    if sketch.available is None:
        return _("No end time agreed yet") if sketch.rows else ""
    if sketch.over:
        return _("{count} min too long, no time to spare").format(count=sketch.over)
    if not sketch.rows:
        return _("Everything is still free")
    if not sketch.spare:
        return _("Fits exactly")
    return _("{count} min to spare").format(count=sketch.spare)


class _Remark(QWidget):
    def __init__(self, icon: str, text: str, warning: bool):
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 8, 0, 8)
        line.setSpacing(10)
        line.addWidget(IconMark(icon, tone="accent" if warning else "ink2"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(text[:600], role="sub", wrap=True), 1)


class _Flow(QLayout):
    """Widgets side by side, as many on a line as fit."""

    def __init__(self, parent: QWidget | None = None, gap: int = 7):
        super().__init__(parent)
        self._items: list = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, place: int):
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int):
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(270))

    def minimumSize(self) -> QSize:
        return QSize(60, 0)

    def _place(self, area: QRect, move: bool) -> int:
        left, top, line = area.left(), area.top(), 0
        for item in self._items:
            size = item.sizeHint()
            if left > area.left() and left + size.width() > area.right() + 1:
                left, top = area.left(), top + line + self._gap
                line = 0
            if move:
                item.setGeometry(QRect(left, top, size.width(), size.height()))
            left += size.width() + self._gap
            line = max(line, size.height())
        return top + line - area.top()


class PeoplePanel(Panel):
    """Who is invited.

    Signals:
        pick_asked: choose people.
    """

    pick_asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 10, 16, 14), spacing=8)
        head = SectionTitle(_("People"))
        self._count = Chip("")
        pick = QuietButton(_("Choose"), icon="plus", small=True)
        pick.setAccessibleName(_("Choose people"))
        pick.clicked.connect(self.pick_asked)
        head.trailing.addWidget(self._count)
        head.trailing.addWidget(pick)
        self.body.addWidget(head)
        self._circles = QWidget()
        self._flow = _Flow(self._circles)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._circles.setSizePolicy(policy)
        self.body.addWidget(self._circles)
        self._words = Label("", role="small", tone="ink2", wrap=True)
        self.body.addWidget(self._words)
        self._tall = True
        self._people: tuple[AttendeeView, ...] = ()

    def set_tall(self, tall: bool) -> None:
        """Show the initials, or only the words on a low screen."""
        self._tall = tall
        self._circles.setVisible(tall and bool(self._people))

    def show_people(self, people: tuple[AttendeeView, ...]) -> None:
        """Show who is invited."""
        self._people = people
        coming = [view for view in people if view.status != "absent"]
        self._count.set_text(_("{coming} of {count}").format(coming=len(coming), count=len(people)))
        self._count.setVisible(bool(people))
        _empty(self._flow)
        for view in people[:_AVATARS]:
            present = view.status != "absent"
            self._flow.addWidget(Avatar(view.person.name[:200], present=present, letters=view.person.initials[:3]))
        if len(people) > _AVATARS:
            self._flow.addWidget(Chip(f"+{len(people) - _AVATARS}"))
        self._circles.setVisible(self._tall and bool(people))
        self._words.setText(people_words(people))


def people_words(people: tuple[AttendeeView, ...]) -> str:
    """Return who does not come and how many guests there are, in words."""
    if not people:
        return _("Nobody yet. Choose who you invite.")
    absent = [view.person.name.split()[0][:30] if view.person.name.split() else "?" for view in people if view.status == "absent"]
    parts = []
    if len(absent) > _NAMES:
        parts.append(ngettext("{count} person cannot come.", "{count} people cannot come.", len(absent)).format(count=len(absent)))
    elif absent:
        words = ngettext("{names} does not come.", "{names} do not come.", len(absent))
        parts.append(words.format(names=format_list(absent)))
    else:
        parts.append(_("Everybody comes."))
    guests = sum(view.person.outside for view in people)
    if guests:
        parts.append(ngettext("{count} guest from outside.", "{count} guests from outside.", guests).format(count=guests))
    return " ".join(parts)


class CasesPanel(Panel):
    """The cases of the meeting, with how many of the four criteria they meet.

    Signals:
        pick_asked: choose cases.
        opened: id of a case.
    """

    pick_asked = Signal()
    opened = Signal(bytes)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 10, 16, 8), spacing=4)
        head = SectionTitle(_("Cases"))
        pick = QuietButton(_("Choose"), icon="plus", small=True)
        pick.setAccessibleName(_("Choose cases"))
        pick.clicked.connect(self.pick_asked)
        head.trailing.addWidget(pick)
        self.body.addWidget(head)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        area.setWidget(inner)
        self.body.addWidget(area, 1)

    def show_cases(self, cases: tuple[CaseRow, ...]) -> None:
        """Show the cases of the meeting."""
        _empty(self._rows)
        if not cases:
            words = Label(_("No case yet. Choose one, or leave it open."), role="small", tone="ink2", wrap=True)
            self._rows.addWidget(words)
        for row in cases:
            line = self._row(row)
            self._rows.addWidget(line)
            line.show()
        self._rows.addStretch(1)

    def _row(self, row: CaseRow) -> QWidget:
        fits = row.verdict in ("past", "met_reden")
        detail = _("{count} of 4 criteria").format(count=row.criteria_met)
        icon, tone = ("circle-check", "primary") if fits else ("alert-triangle", "accent")
        line = LineButton(own_name(row, self), detail, icon=icon, tone=tone, inset=0)
        line.clicked.connect(lambda _checked=False, id=row.id: self.opened.emit(id))
        return line
