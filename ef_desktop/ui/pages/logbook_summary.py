"""The chapter 'In short': the sentences that count by themselves, and the facilitator's own text in their place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.book_parts import SummaryText
from ef_desktop.i18n import _
from ef_desktop.ui.forms import TextArea
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark
from ef_desktop.ui.widgets.text import Label


class SummaryPart(QScrollArea):
    """Own text, and what stands there as long as there is none.

    Attributes:
        own: the field with the own text.
        take: begins the own text with the sentences that count.

    Signals:
        changed: the own text.
    """

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sentences: tuple[str, ...] = ()
        inner = QWidget(objectName="scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 2, 14, 16)
        column.setSpacing(10)
        self.own = TextArea(placeholder=_("Write here what the reader must know first."), rows=(5, 14))
        self.own.setAccessibleName(_("Own text of the summary"))
        self._saver = AutoSave(lambda _name, text: self.changed.emit(text), self)
        self._saver.bind("own", self.own)
        column.addWidget(self.own)
        self._told = Label("", role="small", tone="ink2", wrap=True)
        column.addWidget(self._told)
        self.take = SecondaryButton(_("Begin with these sentences"), icon="pencil", small=True)
        self.take.clicked.connect(self._take)
        self._counted = Label(_("Counted by the program"), role="label", tone="ink2")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column.addWidget(self._counted)
        column.addLayout(self._lines)
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(inner)

    def show_summary(self, summary: SummaryText) -> None:
        """Show the texts; what is being typed stays."""
        self._saver.load({"own": summary.own}, other=False)
        self._told.setText(
            _("This text stands in the book instead of the sentences below. Empty it, and they count again.")
            if summary.own
            else _("The sentences below stand in the book. They count along by themselves.")
        )
        self.take.setVisible(not summary.own and bool(summary.sentences))
        if summary.sentences != self._sentences:
            self._sentences = summary.sentences
            while self._lines.count():
                row = self._lines.takeAt(0).widget()
                row.hide()
                row.deleteLater()
            for sentence in summary.sentences:
                self._lines.addWidget(_sentence(sentence))

    def set_enabled(self, enabled: bool) -> None:
        """Let the text be changed, or only be read."""
        self.own.setReadOnly(not enabled)
        self.take.setEnabled(enabled)

    def finish(self) -> None:
        """Write down what was typed."""
        self._saver.flush()

    def _take(self) -> None:
        self.own.set_value("\n".join(self._sentences))
        self.own.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finish()


def _sentence(text: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(IconMark("check", size=18, tone="primary"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(text, wrap=True), 1)
    return row
