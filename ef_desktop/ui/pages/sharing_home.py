"""The page Delen at rest: share a copy, fetch one, how this file stands to those of colleagues, and what is still to be chosen."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.sharing import SHORTEST_PASSPHRASE, Entry, FoundCopy, SharingState
from ef_desktop.i18n import _, format_number, ngettext
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.pages.overview_head import PageHead
from ef_desktop.ui.pages.sharing_parts import FourWords, Notice
from ef_desktop.ui.pages.sharing_words import entry_words, moment_words, open_words
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.panel import IconMark, Panel, SectionTitle, Separator
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_LISTED = 6


class SharePanel(Panel):
    """Hand out a copy.

    Signals:
        asked: the button was pressed.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, spacing=10)
        self.body.addWidget(SectionTitle(_("Share a copy"), icon="share-3"))
        words = _("Your colleague gets a whole, checked copy, by stick, mail or a shared folder. You go on in your own file.")
        self.body.addWidget(Label(words, tone="ink2", wrap=True))
        self.without = CheckBox(_("Without sensitive data"))
        self.body.addWidget(self.without)
        words = _("Private notes, private cards, e-mail and phone stay here. They stay unharmed when you fetch the copy back later.")
        self.body.addLayout(_indented(words))
        self.closed = CheckBox(_("Close it with a passphrase"))
        self.body.addWidget(self.closed)
        self.passphrase = TextField(placeholder=_("four words, such as: roof candle swim letter"))
        self.passphrase.setAccessibleName(_("Passphrase"))
        self.passphrase.returnPressed.connect(self.asked)
        self.passphrase.changed.connect(lambda _text: self._need())
        self.body.addWidget(self.passphrase)
        self.need = Label("", role="small", wrap=True)
        self.body.addWidget(self.need)
        words = _("Tell the words by phone, not in the same mail. Nobody can open the copy without them, we cannot either.")
        self.advice = Label(words, role="small", tone="ink2", wrap=True)
        self.body.addWidget(self.advice)
        for part in (self.passphrase, self.need, self.advice):
            part.hide()
        self._need()
        self.closed.toggled.connect(self._show_words)
        self.share = PrimaryButton(_("Share a copy…"), icon="share-3")
        self.share.clicked.connect(self.asked)
        self.body.addWidget(self.share, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def chosen_passphrase(self) -> str:
        """Return the passphrase, or "" for an open copy."""
        return self.passphrase.value() if self.closed.isChecked() else ""

    def ready(self) -> bool:
        """Tell whether the copy can be shared; where the passphrase is not there yet, that is said at the field."""
        words = self.chosen_passphrase()
        if not self.closed.isChecked() or len(words) >= SHORTEST_PASSPHRASE:
            return True
        self._need(_("This is too short.") if words else _("Type a passphrase, or take the tick away."))
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _need(self, trouble: str = "") -> None:
        """Say what a passphrase needs; where it lacks something, what that is, until something is typed."""
        words = _("Take a passphrase of at least {count} characters, such as four words.").format(count=SHORTEST_PASSPHRASE)
        self.need.setText(f"{trouble} {words}".strip())
        self.need.set_tone("accent_ink" if trouble else "ink2")
        self.passphrase.setAccessibleDescription(self.need.text())

    def _show_words(self, on: bool) -> None:
        for part in (self.passphrase, self.need, self.advice):
            part.setVisible(on)
        self._need()
        if on:
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)


class FetchPanel(Panel):
    """Bring a copy in: choose one, drop one, or take one that was found; a closed one asks for its passphrase.

    Signals:
        file_asked, folder_asked: a button was pressed.
        chosen: path of a copy that was found.
        opened: the passphrase of the closed copy was typed.
    """

    file_asked = Signal()
    folder_asked = Signal()
    chosen = Signal(object)
    opened = Signal(object, str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, spacing=10)
        self._waiting: Path | None = None
        self.buttons: list[SecondaryButton] = []
        self.body.addWidget(SectionTitle(_("Fetch"), icon="git-merge"))
        words = _("Bring in the copy of a colleague. You first see what is in it. You can also drop the file on the window.")
        self.body.addWidget(Label(words, tone="ink2", wrap=True))
        self._lock = QWidget()
        lock = QVBoxLayout(self._lock)
        lock.setContentsMargins(0, 4, 0, 4)
        lock.setSpacing(8)
        self.lock_words = Label("", role="body_strong", wrap=True)
        lock.addWidget(self.lock_words)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.passphrase = TextField(placeholder=_("the words of your colleague"))
        self.passphrase.setAccessibleName(_("Passphrase"))
        self.passphrase.returnPressed.connect(self._open)
        row.addWidget(self.passphrase, 1)
        self.open = PrimaryButton(_("Open"), icon="lock")
        self.open.clicked.connect(self._open)
        row.addWidget(self.open)
        lock.addLayout(row)
        self.body.addWidget(self._lock)
        self._lock.hide()
        self._found = QVBoxLayout()
        self._found.setSpacing(8)
        self.body.addLayout(self._found)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.choose = SecondaryButton(_("Choose a file"), icon="folder-open")
        self.choose.clicked.connect(self.file_asked)
        foot.addWidget(self.choose)
        self.folder = QuietButton(_("Shared folder…"), icon="search")
        self.folder.clicked.connect(self.folder_asked)
        foot.addWidget(self.folder)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.folder_words = ElidedLabel("", role="small", tone="ink2")
        self.body.addWidget(self.folder_words)
        self.folder_words.hide()
        # In a high panel, such as one beside a higher one, the room goes below.
        self.body.addStretch(1)

    def show_found(self, copies: Sequence[FoundCopy], folder: str, now: datetime) -> None:
        """Show copies that hold something new.

        Parameters:
            copies: the newest first.
            folder: shared folder that is looked into, or "".
            now: local.
        """
        _clear(self._found)
        self.buttons = []
        if copies:
            words = ngettext("{count} copy found:", "{count} copies found:", len(copies))
            self._found.addWidget(Label(words.format(count=format_number(len(copies))), role="label", tone="ink2"))
        for copy in copies[:_LISTED]:
            self._found.addWidget(self._copy(copy, now))
        self.folder_words.set_text(_("Also looks in {folder}").format(folder=folder) if folder else "")
        self.folder_words.setVisible(bool(folder))

    def ask_passphrase(self, source: Path) -> None:
        """Ask for the words of a closed copy."""
        self._waiting = source
        self.lock_words.setText(_("{name} is closed. Which words did your colleague tell you?").format(name=source.name))
        self._lock.show()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.selectAll()

    def forget(self) -> None:
        """Forget the passphrase and what it was for."""
        self._waiting = None
        self.passphrase.set_value("")
        self._lock.hide()

    def asks(self) -> bool:
        """Tell whether a passphrase is asked for."""
        return self._waiting is not None

    def _open(self) -> None:
        if self._waiting is not None and self.passphrase.value():
            self.opened.emit(self._waiting, self.passphrase.value())

    def _copy(self, copy: FoundCopy, now: datetime) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(10)
        line.addWidget(IconMark("file-description", tone="primary"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(copy.path.name))
        if copy.new is None:
            news = _("closed with a passphrase: opening it tells of which learning path it is")
        else:
            news = ngettext("{count} change that you do not have", "{count} changes that you do not have", copy.new)
            news = news.format(count=format_number(copy.new))
        detail = f"{moment_words(copy.saved_at, now)} · {news}"
        words.addWidget(ElidedLabel(detail, role="small", tone="ink2"))
        line.addLayout(words, 1)
        button = SecondaryButton(_("Look at it"), small=True, name=_("Look at {name}").format(name=copy.path.name))
        button.clicked.connect(lambda: self.chosen.emit(copy.path))
        self.buttons.append(button)
        line.addWidget(button)
        return row


class StatePanel(Panel):
    """How this file stands to those of colleagues.

    Signals:
        back_asked, reject_asked: about the last merge.
    """

    back_asked = Signal()
    reject_asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, spacing=10)
        self.body.addWidget(SectionTitle(_("How you stand"), icon="users-group"))
        self.words = FourWords()
        self.body.addWidget(self.words)
        words = _("Read these four words to each other. Are they the same, then you have the same. Do they differ, then one of you has something new.")
        self.body.addWidget(Label(words, role="small", tone="ink2", wrap=True))
        self.shared = Label("", wrap=True)
        self.fetched = Label("", wrap=True)
        for icon, label in (("share-3", self.shared), ("git-merge", self.fetched)):
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(IconMark(icon), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label, 1)
            self.body.addLayout(line)
        self._last = QWidget()
        last = QVBoxLayout(self._last)
        last.setContentsMargins(0, 0, 0, 0)
        last.setSpacing(8)
        last.addWidget(Separator())
        last.addWidget(Label(_("Do you want the last merge back?"), role="body_strong", wrap=True))
        self.back = SecondaryButton(_("Not this time"), icon="arrow-back-up", small=True)
        self.back.clicked.connect(self.back_asked)
        self.reject = SecondaryButton(_("Reject"), icon="x", small=True)
        self.reject.clicked.connect(self.reject_asked)
        for button, words in (
            (self.back, _("As if it had not been. Fetch the file again and it comes after all.")),
            (self.reject, _("Also with your colleagues, once they fetch your copy. Your own later work stays.")),
        ):
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            button.setMinimumWidth(112)
            button.setAccessibleDescription(words)
            line.addWidget(Label(words, role="small", tone="ink2", wrap=True), 1)
            last.addLayout(line)
        self.body.addWidget(self._last)

    def show_state(self, state: SharingState, now: datetime) -> None:
        """Show the state; ``now`` is local."""
        self.words.show_words(state.words, _("The four words of this file"))
        shared, fetched = _("You did not share a copy yet."), _("You did not fetch a copy yet.")
        if state.shared_at is not None:
            shared = _("Last shared {moment}.").format(moment=moment_words(state.shared_at, now))
        if state.merged_at is not None:
            fetched = _("Last fetched {moment}: {name}.").format(moment=moment_words(state.merged_at, now), name=state.merged_with)
        self.shared.setText(shared)
        self.fetched.setText(fetched)
        self._last.setVisible(state.can_take_back)


class OpenPanel(Panel):
    """What both sides changed and nobody chose yet.

    Signals:
        asked: row to choose in, or None for the first.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, spacing=8)
        self.title = SectionTitle("", icon="git-compare")
        self.body.addWidget(self.title)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.choose = PrimaryButton(_("Choose"), icon="git-compare")
        self.choose.clicked.connect(lambda: self.asked.emit(None))
        self.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show the rows; the panel is only there when there are any."""
        _clear(self._rows)
        self.title.set_text(open_words(sum(len(entry.clashes) for entry in entries)))
        for entry in entries[:_LISTED]:
            button = QuietButton(entry.title if len(entry.title) < 40 else entry.title[:39] + "…", small=True)
            button.setAccessibleDescription(entry_words(entry))
            button.clicked.connect(lambda _on=False, row=entry.row: self.asked.emit(row))
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if len(entries) > _LISTED:
            more = _("{count} more").format(count=format_number(len(entries) - _LISTED))
            self._rows.addWidget(Label(more, role="small", tone="ink2"))
        self.setVisible(bool(entries))


class HomeView(QWidget):
    """The panels beside each other, below a sentence about what happened.

    Attributes:
        head, notice, side: the head, the sentence, and the right side, whose width the page sets.
        share, fetch, open, state: the panels.
    """

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 0)
        column.setSpacing(0)
        self.head = PageHead(_("Sharing"))
        column.addWidget(self.head)
        area = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget(objectName="scrolled")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 4, 12, 20)
        rows.setSpacing(16)
        self.notice = Notice()
        rows.addWidget(self.notice)
        self.notice.hide()
        halves = QHBoxLayout()
        halves.setSpacing(20)
        self._left = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._left.setSpacing(20)
        left = QVBoxLayout()
        left.addLayout(self._left)
        self.share, self.fetch = SharePanel(), FetchPanel()
        self.side = QWidget()
        right = QVBoxLayout(self.side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(20)
        self.open, self.state = OpenPanel(), StatePanel()
        for layout, panels in ((self._left, (self.share, self.fetch)), (right, (self.open, self.state))):
            for panel in panels:
                layout.addWidget(panel)
        left.addStretch(1)
        right.addStretch(1)
        self.open.hide()
        halves.addLayout(left, 1)
        halves.addWidget(self.side)
        rows.addLayout(halves)
        rows.addStretch(1)
        area.setWidget(inner)
        column.addWidget(area, 1)

    def set_broad(self, broad: bool) -> None:
        """Put sharing and fetching beside each other, or under each other."""
        beside = QBoxLayout.Direction.LeftToRight if broad else QBoxLayout.Direction.TopToBottom
        self._left.setDirection(beside)
        for place in range(2):
            self._left.setStretch(place, int(broad))


def _indented(words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(32, 0, 0, 0)
    line.addWidget(Label(words, role="small", tone="ink2", wrap=True))
    return line


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
