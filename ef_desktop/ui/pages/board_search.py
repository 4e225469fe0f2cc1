"""Searching the cards of all meetings: words and filters above, what was found below; Enter opens a card on its board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from ef_desktop.domain.views import CardView, KindView
from ef_desktop.i18n import _, format_date, ngettext
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.overlay import Overlay
from ef_desktop.ui.forms.fields import ComboField
from ef_desktop.ui.pages.meetings_words import numbered_title
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.badge import paint_badge
from ef_desktop.ui.widgets.card_details import STATUSES
from ef_desktop.ui.widgets.case_names import own_name
from ef_desktop.ui.widgets.draw import box, line_of_text
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Separator
from ef_desktop.ui.widgets.text import Label

_ROW, _SHOWN, _WAIT_MS, _LONGEST = 54, 8, 80, 300
#: What is above, under and around the rows, in logical pixels.
_AROUND = 250


@dataclass(frozen=True)
class Hit:
    """A card that was found.

    Attributes:
        id, meeting_id: of the card and its meeting.
        kind, kind_name: id and name of the kind.
        text: of the card.
        meeting: number and title.
        held_on: of the meeting, or None.
        private: True for a card that only the facilitator sees.
    """

    id: bytes
    meeting_id: bytes
    kind: str
    kind_name: str
    text: str
    meeting: str
    held_on: date | None
    private: bool

    @property
    def detail(self) -> str:
        """Where and when, in words."""
        when = format_date(self.held_on) if self.held_on is not None else _("no date yet")
        parts = (self.kind_name, self.meeting, when, _("only you") if self.private else "")
        return " · ".join(part for part in parts if part)


class BoardSearch(Overlay):
    """The sheet for searching cards.

    Parameters:
        ctx: of the application.
        window: above which it lies.
    """

    def __init__(self, ctx: AppContext, window: QWidget):
        super().__init__(window, width=920, top=64, padding=0)
        self._ctx = ctx
        kinds = ctx.workspace.library.kinds()
        self._names = {kind.id: kind.name for kind in kinds}
        self._meetings = {row.id: row for row in ctx.workspace.meetings.rows()}
        self.setAccessibleName(_("Search cards"))
        self.body.setSpacing(0)
        self.body.setContentsMargins(2, 2, 2, 2)
        self.field = QLineEdit(placeholderText=_("Search the cards of all meetings"))
        self.field.setAccessibleName(_("Search cards"))
        self.field.setFont(font("h2"))
        self.field.setFixedHeight(56)
        self.field.setTextMargins(20, 0, 20, 0)
        self.field.setProperty("bare", True)
        self.field.setProperty("own_focus", True)
        self.field.installEventFilter(self)
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._later.timeout.connect(self.find_now)
        self.field.textChanged.connect(lambda _text: self._later.start())
        self.body.addWidget(self.field)
        self.body.addLayout(self._filters(kinds))
        self.body.addWidget(Separator())
        self.hits = _Hits(self)
        self.list = QListView(uniformItemSizes=True, frameShape=QFrame.Shape.NoFrame, focusPolicy=Qt.FocusPolicy.NoFocus)
        self.list.setModel(self.hits)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Results"))
        self.list.setViewportMargins(8, 6, 8, 6)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._open)
        self.body.addWidget(self.list)
        self.nothing = Label(_("Nothing found. Try fewer letters or fewer filters."), tone="ink2")
        self.nothing.setContentsMargins(20, 20, 20, 20)
        self.body.addWidget(self.nothing)
        self.body.addWidget(Separator())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 9, 20, 9)
        foot.addWidget(KeyHintRow([("Up|Down", _("choose")), (_("Enter"), _("show on the board")), ("Tab", _("filter")), ("Esc", _("close"))]))
        foot.addStretch(1)
        self.count = Label(role="small", tone="ink2")
        foot.addWidget(self.count)
        self.body.addLayout(foot)
        self.find_now()

    def _filters(self, kinds: Sequence[KindView]) -> QHBoxLayout:
        workspace = self._ctx.workspace
        self.kind = ComboField([(None, _("All kinds")), *((kind.id, kind.name) for kind in kinds)], dense=True)
        self.case = ComboField([(None, _("All cases")), *((row.id, own_name(row, self)) for row in workspace.cases.rows())], dense=True)
        self.person = ComboField([(None, _("Everybody")), *((row.id, row.name) for row in workspace.people.rows())], dense=True)
        talents = workspace.outcomes.known().talents
        self.talent = ComboField([(None, _("All talents")), *talents], dense=True)
        self.status = ComboField([(None, _("All statuses")), *((id, _(words)) for id, words in STATUSES)], dense=True)
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 16, 12)
        line.setSpacing(8)
        named = ((self.kind, _("Kind")), (self.case, _("Case")), (self.person, _("Who")), (self.talent, _("Talent")), (self.status, _("Status")))
        for combo, name in named:
            combo.setAccessibleName(name)
            combo.changed.connect(lambda _value: self.find_now())
            line.addWidget(combo, 1)
        return line

    def default_focus(self) -> QWidget:
        return self.field

    def find_now(self) -> None:
        """Show what fits the words and the filters."""
        self._later.stop()
        kind, status = self.kind.value(), self.status.value()
        found = self._ctx.run(
            lambda: self._ctx.workspace.outcomes.search(
                self.field.text(),
                kinds=(kind,) if kind else (),
                case_id=self.case.value(),
                person_id=self.person.value(),
                talent_id=self.talent.value(),
                statuses=(status,) if status else (),
            )
        )
        hits = tuple(self._hit(card) for card in found.cards) if found is not None else ()
        self.hits.show(hits)
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        # In a low window fewer rows: the one that is lit stays in sight.
        most = max(3, min(_SHOWN, (self.parentWidget().height() - _AROUND) // _ROW))
        self.list.setFixedHeight(_ROW * min(max(len(hits), 1), most) + 12)
        self.list.setCurrentIndex(self.hits.index(0))
        self.list.scrollToTop()
        total = found.total if found is not None else 0
        words = ngettext("{count} card", "{count} cards", total).format(count=total)
        if total > len(hits):
            words = _("{shown} of {total} cards. Type more letters.").format(shown=len(hits), total=total)
        self.count.setText(words)
        self.fit()

    def _hit(self, card: CardView) -> Hit:
        row = self._meetings[card.meeting_id]
        return Hit(card.id, row.id, card.kind, self._names[card.kind], card.text, numbered_title(row), row.held_on, card.private)

    def eventFilter(self, watched, event) -> bool:
        if watched is self.field and event.type() == event.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}
        if key in steps:
            row = min(max(self.list.currentIndex().row() + steps[key], 0), self.hits.rowCount() - 1)
            self.list.setCurrentIndex(self.hits.index(row))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Whoever types and presses Enter at once means what was typed, not what was found before.
            if self._later.isActive():
                self.find_now()
            self._open(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            hit = self.hits.hit(index.row())
            self.close_sheet()
            self._ctx.navigate("board", meeting_id=hit.meeting_id, card_id=hit.id)


class _Hits(QAbstractListModel):
    def __init__(self, parent):
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def show(self, hits: tuple[Hit, ...]) -> None:
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def hit(self, row: int) -> Hit:
        return self._hits[row]

    def rowCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.text}, {hit.detail}"
        if role == Qt.ItemDataRole.UserRole:
            return hit
        return None


class _Row(QStyledItemDelegate):
    """The mark of the kind, the text, and where it was said."""

    def sizeHint(self, option, index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter, option, index) -> None:
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        color = theme().color
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            box(painter, rect.adjusted(0, 1, 0, -1), theme().tokens.radius.chip, color.primary_tint)
        paint_badge(painter, hit.kind, QRectF(rect.left() + 12, rect.center().y() - 12, 24, 24))
        left, right = rect.left() + 48, rect.right() - 12
        if hit.private:
            paint_icon(painter, "lock", QRectF(right - 18, rect.center().y() - 9, 18, 18), color.ink2)
            right -= 26
        text = hit.text[:_LONGEST].replace("\n", " ")
        line_of_text(painter, QRectF(left, rect.top() + 7, right - left, 21), text, font("body_strong"), color.ink)
        line_of_text(painter, QRectF(left, rect.top() + 28, right - left, 19), hit.detail, font("small"), color.ink2)
        painter.restore()
