"""The team picture: which talents and roles are in the house, in words and in shape, and how it grew."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QWidget

from ef_desktop.domain.teampicture import MISSING, PRESENT
from ef_desktop.domain.workviews import PictureRole, PictureTalent, PictureView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.forms import TextArea
from ef_desktop.ui.pages.workform_section import Section, side_panel
from ef_desktop.ui.pages.workform_shapes import paint_state, state_tone
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.capture_bar import Draft
from ef_desktop.ui.widgets.choices import ToggleSwitch
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.role_icons import role_icon
from ef_desktop.ui.widgets.text import Label, layout_text

_HEAD, _GAP, _ROLES, _LOW_ROLES, _TITLE = 26, 14, 68, 54, 26
#: Talents in a cluster as it comes.
_ROWS = 6
#: Height of a row from which its bar fits under the name, and of one where it stands close to the name.
_WITH_BAR, _CLOSE = 35, 30
#: Width of a column from which names are as large as other text.
_WIDE = 180
#: Lines about how the picture grew that are shown, the last ones.
_GROWN = 4


class PictureFace(QWidget):
    """The talents by cluster as bars, and the roles under them; without names."""

    def __init__(self):
        super().__init__()
        self._view: PictureView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, view: PictureView) -> None:
        """Show a team picture."""
        self._view = view
        parts = [*(f"{one.name}: {one.words}" for one in view.talents), *(f"{one.name}: {one.words}" for one in view.roles)]
        self.setAccessibleName(". ".join(parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 360)

    def minimumSizeHint(self) -> QSize:
        return QSize(400, 240)

    def paintEvent(self, event) -> None:
        if self._view is None:
            return
        with begin(self) as painter:
            self._paint_talents(painter)
            self._paint_roles(painter)

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._view is not None:
            spot = event.pos().toPointF()
            found = [one for one, rect in (*self._talent_places(), *self._role_places()) if rect.contains(spot)]
            QToolTip.showText(event.globalPos(), f"{found[0].name}: {found[0].words}" if found else "", self)
            return True
        return super().event(event)

    def _column(self, place: int) -> tuple[float, float]:
        """Return left edge and width of the column of a cluster."""
        count = max(len(self._view.clusters), 1)
        width = (self.width() - _GAP * (count - 1)) / count
        return place * (width + _GAP), width

    def _talent_places(self) -> list[tuple[PictureTalent, QRectF]]:
        rows = [[one for one in self._view.talents if one.cluster == cluster.id] for cluster in self._view.clusters]
        most = max((len(found) for found in rows), default=1) or 1
        height = min(58.0, (self.height() - self._roles_height() - _HEAD - 8) / most)
        places = []
        for place, found in enumerate(rows):
            left, width = self._column(place)
            places += [(one, QRectF(left, _HEAD + row * height, width, height)) for row, one in enumerate(found)]
        return places

    def _paint_talents(self, painter) -> None:
        for place, cluster in enumerate(self._view.clusters):
            left, width = self._column(place)
            line_of_text(painter, QRectF(left, 0, width, _HEAD), cluster.name, font("label"), theme().color.primary)
        largest = max((one.total for one in self._view.talents), default=1) or 1
        # One width for the words of all, so that bars can be compared.
        room = max((text_width(self._words(one), font("small")) for one in self._view.talents), default=0.0) + 2
        for talent, rect in self._talent_places():
            self._paint_talent(painter, talent, rect, largest, room)

    def _paint_talent(self, painter, talent: PictureTalent, rect: QRectF, largest: int, room: float) -> None:
        color, low = theme().color, rect.height() < _CLOSE
        up = 0.0 if low else max(_WITH_BAR - rect.height(), 0.0)
        paint_state(painter, QRectF(rect.left(), rect.top() + 4 - up / 2, 14, 14), talent.state)
        faces = ("body", "sub") if rect.width() >= _WIDE else ("small", "small")
        face = font(faces[0 if talent.total else 1])
        beside = text_width(str(talent.total), font("small")) + 4 if low else 0
        # A long name may use the gap before the next column.
        name = QRectF(rect.left() + 20, rect.top(), rect.width() - (22 + beside if low else 24 - _GAP), 22 - up)
        line_of_text(painter, name, talent.name, face, color.ink if talent.total else color.ink2)
        if low:
            tone = getattr(color, state_tone(talent.state))
            spot = QRectF(rect.right() - beside, rect.top(), beside, 22)
            line_of_text(painter, spot, str(talent.total), font("small"), tone, Qt.AlignmentFlag.AlignRight)
            return
        line = QRectF(rect.right() - room, rect.top() + 20 - up, room, 18)
        line_of_text(painter, line, self._words(talent), font("small"), getattr(color, state_tone(talent.state)))
        track = QRectF(rect.left() + 20, rect.top() + 26 - up, rect.width() - 28 - room, 7)
        box(painter, track, 3.5, color.sunk)
        total = talent.total / largest * track.width()
        own = talent.own / largest * track.width()
        if total:
            # Chosen is filled, got from others and wished for is an edge: a shape and not only a colour.
            box(painter, QRectF(track.left(), track.top(), max(total, 7), 7), 3.5, color.primary_tint2, color.primary, 1)
        if own:
            box(painter, QRectF(track.left(), track.top(), max(own, 7), 7), 3.5, color.primary)

    def _words(self, talent: PictureTalent) -> str:
        return _state_words(talent, talent.name in self._view.plenty)

    def _role_height(self) -> int:
        """Return the height of a role: less where the bars of the talents would have no room otherwise."""
        return _ROLES if self.height() - _HEAD - 8 - self._lines() * (_ROLES + 8) - _TITLE >= _ROWS * _WITH_BAR else _LOW_ROLES

    def _lines(self) -> int:
        return -(-len(self._view.roles) // 4)

    def _roles_height(self) -> float:
        return _TITLE + self._lines() * (self._role_height() + 8)

    def _role_places(self) -> list[tuple[PictureRole, QRectF]]:
        top, width = self.height() - self._roles_height() + _TITLE, (self.width() - 3 * 10) / 4
        height = self._role_height()
        return [
            (role, QRectF(place % 4 * (width + 10), top + place // 4 * (height + 8), width, height))
            for place, role in enumerate(self._view.roles)
        ]

    def _paint_roles(self, painter) -> None:
        top = self.height() - self._roles_height()
        words = _("{here} of {total} roles are here").format(here=sum(one.state != MISSING for one in self._view.roles), total=len(self._view.roles))
        line_of_text(painter, QRectF(0, top, self.width(), _TITLE), words, font("label"), theme().color.primary)
        for role, rect in self._role_places():
            self._paint_role(painter, role, rect)

    def _paint_role(self, painter, role: PictureRole, rect: QRectF) -> None:
        color, tokens = theme().color, theme().tokens
        missing = role.state == MISSING
        box(painter, rect, tokens.radius.card, color.surface, color.accent if missing else color.primary if role.state == PRESENT else color.line_strong, 1.5, missing)
        ink = color.accent_ink if missing else color.primary
        paint_icon(painter, role_icon(role.key), QRectF(rect.left() + 10, rect.top() + 8, 18, 18), ink)
        name = QRectF(rect.left() + 34, rect.top() + 6, rect.width() - 38, 22)
        line_of_text(painter, name, role.name, font("body_strong" if rect.width() >= _WIDE else "label"), ink)
        roomy = rect.height() >= _ROLES
        if roomy:
            paint_state(painter, QRectF(rect.right() - 23, rect.bottom() - 23, 14, 14), role.state)
        words = layout_text(role.words, font("small"), rect.width() - (38 if roomy else 14), 18, 2 if roomy else 1)
        words.draw(painter, rect.left() + 10, rect.top() + 29, color.accent_ink if missing else color.ink2)


def _state_words(talent: PictureTalent, plenty: bool) -> str:
    """Return how much there is of a talent, short enough to stand beside its bar, in the words of the sentences at its side."""
    if talent.state == MISSING:
        return talent.words
    if plenty:
        return _("{count} · plenty").format(count=talent.total)
    return (_("{count} · enough") if talent.state == PRESENT else _("{count} · little")).format(count=talent.total)


class PictureSection(Section):
    """The part 'Team picture'."""

    section_id = "picture"
    records = frozenset({"totals", "observations"})

    def __init__(self, page):
        super().__init__(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = Panel(padding=(16, 12, 16, 14), spacing=6)
        self.face = PictureFace()
        left.body.addWidget(self.face, 1)
        row.addWidget(left, 1)
        side, self.title, self.note = side_panel(292)
        self.with_growth = ToggleSwitch(_("Count what people want to grow in too"))
        self.with_growth.toggled.connect(lambda _on: self.show_round())
        side.body.addWidget(self.with_growth)
        self.sentences = Label(wrap=True)
        side.body.addWidget(self.sentences)
        self.grown = Label(role="small", tone="ink2", wrap=True)
        side.body.addWidget(Label(_("The picture grows"), role="label"))
        side.body.addWidget(self.grown)
        side.body.addStretch(1)
        side.body.addWidget(Label(_("What the group sees, three lines at most"), role="label"))
        self.seen = TextArea(rows=(3, 3), placeholder=_("What stands out?"))
        self.seen.setAccessibleName(_("What the group sees, three lines at most"))
        self.seen.committed.connect(self.keep_seen)
        self.seen.textChanged.connect(lambda: self.keep_draft("seen", Draft(self.seen.toPlainText())))
        side.body.addWidget(self.seen)
        row.addWidget(side)

    def default_focus(self) -> QWidget:
        return self.seen

    def forget(self) -> None:
        self.seen.set_value("")

    def flush(self) -> None:
        self.seen.commit()

    def show_round(self) -> None:
        if self.view is None:
            return
        picture = self.work.picture.view(self.round, with_growth=self.with_growth.isChecked())
        self.face.show_picture(picture)
        talents = sum(one.total > 0 for one in picture.talents)
        words = ngettext("{count} of {total} talents is here", "{count} of {total} talents are here", talents)
        self.title.setText(words.format(count=talents, total=len(picture.talents)))
        self.note.setText(_("Filled: chosen. Edge: got from others. No names."))
        empty = _("Nothing was recorded yet. Record the own choice first.")
        self.sentences.setText("\n".join(picture.sentences) if talents else empty)
        rows = self.work.picture.growth()
        self.grown.setText("\n".join(one.words for one in rows[-_GROWN:]) or _("From the second round on you see here what is new."))
        if not self.seen.hasFocus():
            self.seen.set_value("\n".join(self.view.observations))
            if text := self.draft("seen").text:
                # Typed and not kept, by a crash or as a fourth line: it stands there still, and is kept when it is left.
                self.seen.setPlainText(text)

    def keep_seen(self, text: str) -> None:
        """Keep what the group noticed."""
        if self.view is not None and self.ctx.workspace is not None and self.ctx.run(lambda: self.work.observe(self.round, text) or True):
            self.keep_draft("seen", Draft())
