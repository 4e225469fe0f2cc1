"""The editions of the logbook: what was published when, a new one, and whether a file is one of them."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedLayout, QStyledItemDelegate, QVBoxLayout, QWidget

from ef_desktop.domain.book_parts import EditionView
from ef_desktop.i18n import _, format_date, format_number, ngettext
from ef_desktop.ui.forms import Form, TextArea
from ef_desktop.ui.pages.overview_head import steady_scroll
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.dialog import Dialog
from ef_desktop.ui.widgets.draw import box, line_of_text
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.panel import Separator

_ROW = 76


class EditionsPart(QWidget):
    """The editions, the last one first.

    Attributes:
        list: the editions.
        publish: makes the next one.
        check: looks whether a file is one of them.
    """

    publish_asked = Signal()
    check_asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self.model = Editions(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_EditionLine(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        steady_scroll(self.list)
        self.list.setTabKeyNavigation(False)
        self.list.setAccessibleName(_("Editions"))
        self._stack.addWidget(self.list)
        self._stack.addWidget(
            EmptyState("history", _("No edition yet"), _("An edition is the logbook as you gave it to others. It gets a number."))
        )
        column.addWidget(Separator())
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 12, 14, 12)
        foot.setSpacing(8)
        self.publish = SecondaryButton(_("Keep an edition…"), icon="certificate")
        self.publish.clicked.connect(lambda: self.publish_asked.emit())
        self.check = SecondaryButton(_("Is this one of our editions?"), icon="shield-check")
        self.check.clicked.connect(lambda: self.check_asked.emit())
        foot.addWidget(self.publish)
        foot.addWidget(self.check)
        column.addLayout(foot)

    def show_editions(self, editions: tuple[EditionView, ...]) -> None:
        """Show the editions."""
        self.model.show(tuple(reversed(editions)))
        self._stack.setCurrentIndex(0 if editions else 1)


class Editions(QAbstractListModel):
    """The editions, for the list and for a screen reader."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.rows: tuple[EditionView, ...] = ()

    def show(self, editions: tuple[EditionView, ...]) -> None:
        """Show other editions."""
        if editions != self.rows:
            self.beginResetModel()
            self.rows = editions
            self.endResetModel()

    def rowCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        edition = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return edition
        if role == Qt.ItemDataRole.DisplayRole:
            return ", ".join(part for part in (edition_words(edition), edition.file_name, edition.note) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            mark = _("Checksum (SHA-256): {checksum}").format(checksum=edition.checksum)
            return "\n".join(part for part in (edition.file_name, edition.note, mark) if part)
        return None


def edition_words(edition: EditionView) -> str:
    """Return number and date of an edition."""
    number = _("Edition {number}").format(number=format_number(edition.number))
    return f"{number}, {format_date(edition.published_on)}" if edition.published_on else number


class _EditionLine(QStyledItemDelegate):
    """Number in a tile, date with the number of chapters, name of the file, note."""

    def sizeHint(self, option, index) -> QSize:
        return QSize(280, _ROW)

    def paint(self, painter, option, index) -> None:
        color = theme().color
        edition: EditionView = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(rect.left() + 14, rect.bottom() - 1, rect.width() - 14, 1), color.line)
        tile = QRectF(rect.left() + 14, rect.top() + 10, 32, 32)
        box(painter, tile, 6, color.primary_tint)
        line_of_text(painter, tile, format_number(edition.number), font("body_strong"), color.primary, Qt.AlignmentFlag.AlignHCenter)
        left, room = tile.right() + 12, rect.right() - tile.right() - 24
        day = format_date(edition.published_on) if edition.published_on else _("No date")
        chapters = ngettext("{count} chapter", "{count} chapters", len(edition.chapters))
        if edition.chapters:
            day = f"{day} · {chapters.format(count=format_number(len(edition.chapters)))}"
        line_of_text(painter, QRectF(left, rect.top() + 6, room, 22), day, font("body_strong"), color.ink)
        line_of_text(painter, QRectF(left, rect.top() + 28, room, 20), edition.file_name, font("small"), color.ink2)
        line_of_text(painter, QRectF(left, rect.top() + 48, room, 20), " ".join(edition.note.split()), font("small"), color.ink2)
        if option.widget is not None and option.widget.hasFocus() and index == option.widget.currentIndex():
            box(painter, rect.adjusted(2, 1, -2, -2), 6, None, color.focus, theme().tokens.focus.ring)
        painter.restore()


class PublishDialog(Dialog):
    """Asks what is worth remembering of an edition, before its place is asked.

    Attributes:
        note: the field.
    """

    def __init__(self, parent: QWidget | None, number: int):
        super().__init__(
            parent,
            _("Edition {number}").format(number=format_number(number)),
            _("The logbook is saved as PDF, and the program remembers its number, date and checksum. So you can always see"
              " later whether a file is this edition."),
            icon="certificate",
            width=480,
        )  # fmt: skip
        form = Form()
        self.note = TextArea(placeholder=_("For instance: for the council meeting"), rows=(2, 5))
        form.add(self.note, _("Note"), optional=True)
        self.body.addWidget(form)
        self.add_standard_buttons(_("Choose where…"))
        self.note.setFocus()
