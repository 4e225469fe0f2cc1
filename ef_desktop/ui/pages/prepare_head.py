"""The head of Voorbereiden: the title that is edited in place, when and where, the three modes, Start."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.pages.overview_head import PageHead
from ef_desktop.ui.widgets.buttons import AccentButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.segmented import SegmentedControl


class MeetingHead(PageHead):
    """Title, line and buttons of one meeting.

    Signals:
        back_asked, edit_asked, wall_asked, start_asked: a button was pressed.
        renamed: a new title.
        mode_chosen: ``cockpit`` or ``wrapup``.
    """

    back_asked = Signal()
    edit_asked = Signal()
    wall_asked = Signal()
    start_asked = Signal()
    renamed = Signal(str)
    mode_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent=parent)
        self._plain_title = ""
        back = QuietButton(icon="arrow-left", name=_("Back to the meetings"), small=True)
        back.clicked.connect(self.back_asked)
        self.left.addWidget(back)
        self.title_label.setCursor(Qt.CursorShape.IBeamCursor)
        self.title_label.clicked.connect(self.edit_title)
        self.sub_label.setCursor(Qt.CursorShape.PointingHandCursor)
        self.sub_label.clicked.connect(self.edit_asked)
        self.title_field = TextField(advised=80, role="h2")
        self.title_field.setAccessibleName(_("Title of the meeting"))
        self.title_field.hide()
        self.title_field.editingFinished.connect(self._end_edit)
        self.words.insertWidget(1, self.title_field)
        self.modes = SegmentedControl(
            [("prepare", _("Prepare")), ("cockpit", _("Facilitate")), ("wrapup", _("Look back"))],
            name=_("Part of the meeting"),
        )
        self.modes.changed.connect(self._choose)
        self.change = QuietButton(icon="pencil", name=_("Change title, date, time and place"))
        self.change.clicked.connect(self.edit_asked)
        self.wall = SecondaryButton(_("Test projector"), icon="device-projector", name=_("Test projector"))
        self.wall.setToolTip(_("Test projector"))
        self.wall.clicked.connect(self.wall_asked)
        self.start = AccentButton(_("Start"), icon="player-play", key="F5")
        self.start.clicked.connect(self.start_asked)
        for widget in (self.change, self.modes, self.wall, self.start):
            self.actions.addWidget(widget)

    def set_tall(self, tall: bool) -> None:
        self.setFixedHeight(76 if tall else 60)

    def set_short(self, short: bool) -> None:
        """Give the title room in a narrow window: what tests the projector is then an icon."""
        self.wall.setText("" if short else _("Test projector"))

    def show_meeting(self, numbered: str, title: str, line: str, *, running: bool = False) -> None:
        """Show a meeting.

        Parameters:
            numbered: title with its number; ``title``: without, as it is edited.
            line: when and where.
            running: True goes on with leading it instead of starting it.
        """
        self.start.setText(_("Go on") if running else _("Start"))
        self._plain_title = title
        self.set_texts(numbered[:400].replace("\n", " "), line[:400].replace("\n", " "))
        self.modes.set_current("prepare")

    def edit_title(self) -> None:
        """Type another title in place. Enter keeps it, Escape does not."""
        self.title_field.set_value(self._plain_title)
        self.title_label.hide()
        self.title_field.show()
        self.title_field.setFocus()
        self.title_field.selectAll()

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape and self.title_field.isVisible():
            self.title_field.set_value(self._plain_title)
            self._end_edit()
        else:
            super().keyPressEvent(event)

    def _end_edit(self) -> None:
        if not self.title_field.isVisible():
            return
        text = self.title_field.value()
        self.title_field.hide()
        self.title_label.show()
        if text and text != self._plain_title:
            self.renamed.emit(text)

    def _choose(self, mode: str) -> None:
        # The page goes on to show 'prepare'; the other modes are other pages.
        self.modes.set_current("prepare")
        self.mode_chosen.emit(mode)
