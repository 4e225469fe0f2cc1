"""What fills the window when there is no work file: the first start, and a file that does not open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.panel import Panel, Separator
from ef_desktop.ui.widgets.text import Label
from ef_desktop.ui.widgets.tile import Logo, Tile


class StartPage(QWidget):
    """Two questions: the name of the programme and yours. Or look at the sample, or open a file.

    Parameters:
        facilitator: name to begin with.
        back: True offers to go back to the open programme.
    """

    begun = Signal(str, str)
    sampleAsked = Signal()
    fileAsked = Signal()
    backAsked = Signal()

    def __init__(self, facilitator: str = "", *, back: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._back = back
        panel = Panel(padding=(40, 36, 40, 32), spacing=0)
        panel.setFixedWidth(560)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(Logo(size=64))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(_("A new learning path") if back else _("Welcome"), role="h1"))
        words.addWidget(Label(_("The base package is ready. Everything stays on this laptop."), tone="ink2", wrap=True))
        head.addLayout(words, 1)
        panel.body.addLayout(head)
        panel.body.addSpacing(28)
        self.name = self._field(panel, _("What is the learning path called?"), _("For instance: Learning path Delft, spring 2026"))
        panel.body.addSpacing(18)
        self.facilitator = self._field(panel, _("What is your name?"), _("A first name is enough"))
        self.facilitator.set_value(facilitator)
        panel.body.addSpacing(8)
        self.problem = Label("", role="small_strong", tone="accent_ink", wrap=True)
        panel.body.addWidget(self.problem)
        panel.body.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.begin = PrimaryButton(_("Begin"), key=_("Enter"))
        self.begin.clicked.connect(self._begin)
        row.addWidget(self.begin)
        if back:
            away = QuietButton(_("Back"), key="Esc")
            away.clicked.connect(self.backAsked)
            row.addWidget(away)
        row.addStretch(1)
        panel.body.addLayout(row)
        panel.body.addSpacing(24)
        panel.body.addWidget(Separator())
        panel.body.addSpacing(20)
        others = QHBoxLayout()
        others.setSpacing(12)
        self.sample = SecondaryButton(_("Look at the sample"), icon="eye")
        self.sample.clicked.connect(self.sampleAsked)
        self.file = SecondaryButton(_("Open a file"), icon="folder-open")
        self.file.clicked.connect(self.fileAsked)
        others.addWidget(self.sample)
        others.addWidget(self.file)
        others.addStretch(1)
        panel.body.addLayout(others)
        centre(self, panel)

    def default_focus(self) -> QWidget:
        """Return the field to type in first."""
        return self.name

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape and self._back:
            self.backAsked.emit()
        else:
            super().keyPressEvent(event)

    def _field(self, panel: Panel, label: str, example: str) -> TextField:
        caption = Label(label, role="label", tone="ink2")
        field = TextField(placeholder=example, advised=60)
        field.setAccessibleName(label)
        field.returnPressed.connect(self._begin)
        caption.setBuddy(field)
        panel.body.addWidget(caption)
        panel.body.addSpacing(6)
        panel.body.addWidget(field)
        return field

    def _begin(self) -> None:
        for field, sentence in (
            (self.name, _("Give the learning path a name. You can change it later.")),
            (self.facilitator, _("Fill in your name. It shows who wrote what.")),
        ):
            if not field.value():
                self.problem.setText(sentence)
                field.setFocus()
                return
        self.problem.setText("")
        self.begun.emit(self.name.value(), self.facilitator.value())


class TroublePage(QWidget):
    """A work file that does not open: what is the matter, and the ways out.

    Parameters:
        sentence: translated.
        way_out: ``backup``, ``read_only``, ``take_over``, ``again``, ``other`` or "": which way comes first.
        name: of the file.
        below: a panel below it, or None.
        backups: False offers no backup: there is none.
    """

    backupAsked = Signal()
    readOnlyAsked = Signal()
    takeOverAsked = Signal()
    againAsked = Signal()
    fileAsked = Signal()
    newAsked = Signal()

    def __init__(self, sentence: str, way_out: str, name: str, below: Panel | None = None, parent: QWidget | None = None, *, backups: bool = True):
        super().__init__(parent)
        self._backups = backups
        panel = Panel(padding=(40, 36, 40, 36), spacing=0)
        panel.setFixedWidth(760)
        title = _("{name} does not open").format(name=name) if name else _("The work file does not open")
        panel.body.addWidget(Tile("alert-triangle"), 0, Qt.AlignmentFlag.AlignHCenter)
        panel.body.addSpacing(18)
        for words in (Label(title, role="h2", wrap=True), Label(sentence, tone="ink2", wrap=True)):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            panel.body.addWidget(words)
            panel.body.addSpacing(6)
        panel.body.addSpacing(20)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        self.buttons = []
        for number, (label, icon, signal) in enumerate(self._ways(way_out)):
            button = PrimaryButton(label, icon=icon) if number == 0 else SecondaryButton(label, icon=icon)
            button.clicked.connect(signal)
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        panel.body.addLayout(row)
        centre(self, panel, below)

    def default_focus(self) -> QWidget:
        """Return the first way out."""
        return self.buttons[0]

    def _ways(self, way_out: str):
        backup = (_("Open the last backup"), "history", self.backupAsked)
        look = (_("Only look"), "eye", self.readOnlyAsked)
        take = (_("Take over…"), "arrow-right", self.takeOverAsked)
        again = (_("Try again"), "", self.againAsked)
        other = (_("Other file"), "folder-open", self.fileAsked)
        new = (_("New learning path"), "plus", self.newAsked)
        ways = {
            "backup": (backup, other, new),
            "read_only": (look, again, other),
            "take_over": (look, take, again, other),
            "again": (again, backup, other),
        }
        found = ways.get(way_out, (other, again, new))
        return found if self._backups else tuple(way for way in found if way is not backup)


class AdvicePage(QWidget):
    """A work file that is not on this laptop, or comes from another one: what that means, and where to work.

    Parameters:
        sentence: translated.
        name: of the file.
        stay: True offers to work in the file itself.
    """

    hereAsked = Signal()
    stayAsked = Signal()
    readOnlyAsked = Signal()
    backAsked = Signal()

    def __init__(self, sentence: str, name: str, *, stay: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        panel = Panel(padding=(40, 36, 40, 36), spacing=0)
        panel.setFixedWidth(760)
        panel.body.addWidget(Tile("info-circle"), 0, Qt.AlignmentFlag.AlignHCenter)
        panel.body.addSpacing(18)
        for words in (Label(_("Where do you work in {name}?").format(name=name), role="h2", wrap=True), Label(sentence, tone="ink2", wrap=True)):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            panel.body.addWidget(words)
            panel.body.addSpacing(6)
        panel.body.addSpacing(20)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        self.here = PrimaryButton(_("In a copy of my own") if stay else _("Work on this laptop"), icon="copy")
        self.look = SecondaryButton(_("Only look"), icon="eye")
        ways = [(self.here, self.hereAsked), (self.look, self.readOnlyAsked), (QuietButton(_("Back"), key="Esc"), self.backAsked)]
        if stay:
            ways.insert(1, (SecondaryButton(_("In this file"), icon="file-description"), self.stayAsked))
        for button, signal in ways:
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        panel.body.addLayout(row)
        centre(self, panel)

    def default_focus(self) -> QWidget:
        """Return what is advised."""
        return self.here

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.backAsked.emit()
        else:
            super().keyPressEvent(event)


def centre(page: QWidget, panel: QWidget, below: QWidget | None = None) -> None:
    """Put a panel in the middle of a page, which scrolls when the window is small; a second one may stand below it."""
    inner = QWidget(objectName="scrolled")
    column = QVBoxLayout(inner)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(20)
    column.addStretch(2)
    for one in (panel, below) if below is not None else (panel,):
        # Stretches, no alignment: only so does wrapped text get the height it needs.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
    column.addStretch(3)
    area = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(area)
