"""The page Logboek: what is in it, and saving it as PDF."""

from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QListView, QStackedLayout, QStyledItemDelegate, QVBoxLayout, QWidget

from ef_desktop.domain.book import Book, BookMeeting
from ef_desktop.i18n import N_, _, format_date, format_number, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.overview_head import PageHead, is_tall, is_wide
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.buttons import PrimaryButton
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.draw import box, line_of_text
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.panel import IconMark, Panel, SectionTitle, Separator
from ef_desktop.ui.widgets.text import Label

_ROW = 58
_COUNT = 110
_STATE = 150


class LogbookPage(Page):
    """What the logbook holds, meeting by meeting; one button makes the PDF."""

    page_id = "logbook"
    kinds = frozenset(
        {"programme", "meeting", "agenda_item", "attendance", "outcome", "person", "case_file", "consent", "timer_event"}
    )

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._book: Book | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 20)
        column.setSpacing(0)
        self.head = PageHead(_("Logbook"))
        column.addWidget(self.head)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        full = QWidget()
        halves = QHBoxLayout(full)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(20)
        halves.addWidget(self._contents(), 1)
        self._side = self._saving()
        halves.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(full)
        self.empty = EmptyState(
            "book-2",
            _("Nothing in the logbook yet"),
            _("Meetings that you run come into it by themselves: agenda, outcomes and summary."),
            _("To the meetings"),
        )
        self.empty.triggered.connect(lambda: ctx.navigate("meetings"))
        self._stack.addWidget(self.empty)

    def title(self) -> str:
        return _("Logbook")

    def default_focus(self) -> QWidget:
        return self.empty.button if self._book is None or not self._book.meetings else self.save

    def page_actions(self) -> list[Action]:
        return [
            Action(
                "logbook.save",
                N_("Save the logbook as PDF…"),
                self.ask_save,
                shortcut="Ctrl+P",
                menu="file",
                section=1,
                icon="book-2",
                enabled=lambda: self._has_content() and not self.ctx.working(),
            )
        ]

    def resizeEvent(self, event) -> None:
        self.head.set_tall(is_tall(self))
        self._side.setFixedWidth(384 if is_wide(self) else 340)
        super().resizeEvent(event)

    def reload(self) -> None:
        book = self.ctx.workspace.logbook.book()
        self._book = book
        self._stack.setCurrentIndex(0 if book.meetings else 1)
        self.head.set_texts(_("Logbook"), self._summary(book))
        self.model.show(book.meetings)
        lines = [_count_words(book.counts.meetings, book.counts.outcomes)]
        if book.period_from and book.period_to:
            first, last = format_date(book.period_from), format_date(book.period_to)
            lines.append(first if first == last else _("{first} to {last}").format(first=first, last=last))
        self.counts.setText("\n".join(lines))
        if book.hidden_count:
            words = ngettext("{count} private card stays out.", "{count} private cards stay out.", book.hidden_count)
            self.hidden.setText(words.format(count=format_number(book.hidden_count)))
        else:
            self.hidden.setText(_("Private cards stay out. There are none now."))
        self.ctx.actions.refresh()

    # Saving

    def ask_save(self) -> None:
        """Ask where, then make the PDF beside the window."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(folder) / self.ctx.workspace.logbook.suggested_name()
        name, _kind = QFileDialog.getSaveFileName(
            self.window(), _("Save the logbook as PDF"), str(suggested), _("PDF files (*.pdf)")
        )
        if name:
            self.write(Path(name) if name.lower().endswith(".pdf") else Path(name + ".pdf"))

    def write(self, path: Path) -> None:
        """Make the PDF, with progress, and open it afterwards when that is ticked."""
        logbook = self.ctx.workspace.logbook
        self.save.setEnabled(False)
        worker = self.ctx.start_work(
            _("Saving the logbook"),
            lambda progress, cancelled: logbook.write(path, progress=progress, cancelled=cancelled),
            lambda _nothing: self._written(path),
        )
        worker.finished.connect(lambda: self.save.setEnabled(True))

    def _written(self, path: Path) -> None:
        self.ctx.toast(_("The logbook is saved: {name}").format(name=path.name), action=(_("Open the PDF"), lambda: open_file(path)))
        if self.open_after.isChecked():
            open_file(path)

    # What is seen

    def _contents(self) -> Panel:
        panel = Panel(padding=(20, 14, 2, 12), spacing=8)
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 18, 0)
        line.setSpacing(0)
        line.addWidget(Label(_("What is in it"), role="h2"), 1)
        for words, width, align in (
            (_("State"), _STATE, Qt.AlignmentFlag.AlignLeft),
            (_("Outcomes"), _COUNT, Qt.AlignmentFlag.AlignRight),
        ):
            label = Label(words, role="label", tone="ink2")
            label.setFixedWidth(width)
            label.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(label)
        panel.body.addWidget(head)
        self.model = _Meetings(self)
        self.list = QListView(frameShape=QFrame.Shape.NoFrame, uniformItemSizes=True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_MeetingLine(self.list))
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("What is in it"))
        panel.body.addWidget(self.list, 1)
        return panel

    def _saving(self) -> Panel:
        panel = Panel(padding=20, spacing=12)
        panel.body.addWidget(SectionTitle(_("Save as PDF"), icon="file-description"))
        self.counts = Label("", role="body_strong", wrap=True)
        panel.body.addWidget(self.counts)
        panel.body.addWidget(
            Label(_("With a cover, contents, and per meeting the agenda, the outcomes and the top 3."), tone="ink2", wrap=True)
        )
        panel.body.addWidget(Separator())
        for icon, label in self._promises():
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(IconMark(icon, tone="primary"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, 1)
            panel.body.addLayout(row)
        panel.body.addWidget(Separator())
        self.open_after = CheckBox(_("Open it afterwards"))
        self.open_after.setChecked(True)
        panel.body.addWidget(self.open_after)
        self.save = PrimaryButton(_("Save the logbook as PDF"), icon="book-2", key="Ctrl P")
        self.save.clicked.connect(self.ask_save)
        panel.body.addWidget(self.save)
        return panel

    def _promises(self):
        self.hidden = Label("", tone="ink2", wrap=True)
        names = Label(_("Names only of people who agreed to that."), tone="ink2", wrap=True)
        return (("lock", self.hidden), ("shield-check", names))

    def _has_content(self) -> bool:
        return self._book is not None and bool(self._book.meetings)

    def _summary(self, book: Book) -> str:
        if not book.meetings:
            return _("Nothing held yet")
        open_ones = sum(not meeting.closed for meeting in book.meetings)
        if not open_ones:
            return _("All meetings that were held are closed")
        words = ngettext("{count} meeting is not closed yet", "{count} meetings are not closed yet", open_ones)
        return words.format(count=open_ones)


def open_file(path: Path) -> None:
    """Open a file in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _count_words(meetings: int, outcomes: int) -> str:
    first = ngettext("{count} meeting", "{count} meetings", meetings).format(count=format_number(meetings))
    second = ngettext("{count} outcome", "{count} outcomes", outcomes).format(count=format_number(outcomes))
    return f"{first} · {second}"


class _Meetings(QAbstractListModel):
    def __init__(self, parent):
        super().__init__(parent)
        self._rows: tuple[BookMeeting, ...] = ()

    def show(self, meetings: tuple[BookMeeting, ...]) -> None:
        if meetings != self._rows:
            self.beginResetModel()
            self._rows = meetings
            self.endResetModel()

    def rowCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        meeting = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return meeting
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{meeting.number}. {meeting.title}, {_sub(meeting)}, {_state(meeting)}, {_count_words(1, len(meeting.outcomes))}"
        return None


def _sub(meeting: BookMeeting) -> str:
    day = format_date(meeting.held_on) if meeting.held_on else _("No date")
    return " · ".join(part for part in (day, meeting.place) if part)


def _state(meeting: BookMeeting) -> str:
    return _("Closed") if meeting.closed else _("Not closed yet")


class _MeetingLine(QStyledItemDelegate):
    """Number in a tile, title with date and place, state, number of outcomes."""

    def sizeHint(self, option, index) -> QSize:
        return QSize(300, _ROW)

    def paint(self, painter, option, index) -> None:
        color = theme().color
        meeting: BookMeeting = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect).adjusted(0, 0, -18, 0)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), color.line)
        tile = QRectF(rect.left(), rect.center().y() - 16, 32, 32)
        fill, ink = (color.primary, color.on_primary) if meeting.closed else (color.primary_tint, color.primary)
        box(painter, tile, 6, fill)
        line_of_text(painter, tile, str(meeting.number), font("body_strong"), ink, Qt.AlignmentFlag.AlignHCenter)
        left = tile.right() + 14
        state = rect.right() - _COUNT - _STATE
        room = state - left - 16
        line_of_text(painter, QRectF(left, rect.top() + 8, room, 22), meeting.title, font("body_strong"), color.ink)
        line_of_text(painter, QRectF(left, rect.top() + 30, room, 20), _sub(meeting), font("small"), color.ink2)
        mark = "circle-check" if meeting.closed else "circle-dashed"
        paint_icon(painter, mark, QRectF(state, rect.center().y() - 9, 18, 18), color.primary if meeting.closed else color.ink2)
        spot = QRectF(state + 26, rect.top(), _STATE - 30, rect.height())
        line_of_text(painter, spot, _state(meeting), font("small"), color.ink2)
        count = format_number(len(meeting.outcomes))
        line_of_text(painter, rect, count, font("body"), color.ink, Qt.AlignmentFlag.AlignRight)
        painter.restore()
