"""The help pages: plain texts that are shipped, in the language of the screen, and the keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from ef_desktop import paths
from ef_desktop.i18n import N_, _, language
from ef_desktop.ui.dialogs.overlay import Overlay, heading
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.buttons import QuietButton

TOPICS = (
    ("first-meeting", N_("Your first meeting")),
    ("room", N_("The room and the projector")),
    ("cases", N_("Cases, from question to follow-up")),
    ("work-form", N_("The work form Roles and talents")),
    ("privacy", N_("Names, terms and erasing")),
    ("sharing", N_("Sharing and merging")),
    ("work-file", N_("Your work is safe")),
)


def help_text(topic: str) -> str:
    """Return a help page in the language of the screen, as markdown.

    Parameters:
        topic: one of ``TOPICS``.
    """
    return paths.resource("help", language(), f"{topic}.md").read_text("utf-8")


class HelpSheet(Overlay):
    """The help pages above the window.

    Parameters:
        window: above which it lies.
        topic: the page to begin with.
    """

    def __init__(self, window: QWidget, topic: str):
        super().__init__(window, width=980)
        self.setAccessibleName(_("Help"))
        self.body.addWidget(heading(_("Help"), "", self.close_sheet))
        row = QHBoxLayout()
        row.setSpacing(28)
        side = QVBoxLayout()
        side.setSpacing(4)
        self.buttons: dict[str, QuietButton] = {}
        for id, label in TOPICS:
            button = QuietButton(_(label))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _checked=False, id=id: self.show_topic(id))
            self.buttons[id] = button
            side.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        side.addStretch(1)
        row.addLayout(side)
        self.browser = QTextBrowser(frameShape=QFrame.Shape.NoFrame, openExternalLinks=False)
        self.browser.setProperty("bare", True)
        self.browser.setMinimumHeight(max(200, min(460, window.height() - 150)))
        self.browser.setAccessibleName(_("Help"))
        row.addWidget(self.browser, 1)
        self.body.addLayout(row, 1)
        self.show_topic(topic)

    def default_focus(self) -> QWidget:
        return self.browser

    def show_topic(self, topic: str) -> None:
        """Show another help page."""
        self.buttons[topic].setChecked(True)
        self.browser.setMarkdown(help_text(topic))
        _set_type(self.browser.document())
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)


def _set_type(document: QTextDocument) -> None:
    document.setDefaultFont(font("body"))
    document.setDocumentMargin(14)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        shape = QTextBlockFormat()
        shape.setTopMargin({0: 0, 1: 0}.get(level, 20))
        shape.setBottomMargin(6 if level else 8)
        shape.setLineHeight(112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(shape)
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = QTextCharFormat()
            face = font("h1" if level == 1 else "h2")
            letters.setFont(face)
            letters.setForeground(theme().color.ink if level == 1 else theme().color.primary)
            # Set, not merged: the sizes of markdown are relative and would come on top.
            cursor.setCharFormat(letters)
        block = block.next()
