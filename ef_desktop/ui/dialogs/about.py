"""About this program."""

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop import __version__
from ef_desktop.i18n import _
from ef_desktop.ui.dialogs.overlay import Overlay
from ef_desktop.ui.widgets.buttons import PrimaryButton
from ef_desktop.ui.widgets.text import Label
from ef_desktop.ui.widgets.tile import Logo


class AboutSheet(Overlay):
    """Name, version, what it is for, and whose work it stands on."""

    def __init__(self, window: QWidget):
        super().__init__(window, width=540)
        self.setAccessibleName(_("About Excellent Faciliteren"))
        line = QHBoxLayout()
        line.setSpacing(20)
        left = QVBoxLayout()
        left.addWidget(Logo(size=72))
        left.addStretch(1)
        line.addLayout(left)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(Label("Excellent Faciliteren", role="h1"))
        words.addWidget(Label(_("Version {version}").format(version=__version__), tone="ink2"))
        for text in (
            _("Prepare, run and record the meetings of a learning path."),
            _("Everything stays on this laptop. The program sends nothing."),
            _("Free software under the European Union Public Licence 1.2."),
        ):
            words.addWidget(Label(text, wrap=True))
        made = _("Made with Python {python}, Qt {qt}, Source Sans 3 (SIL Open Font License) and the icons of Tabler (MIT).")
        words.addWidget(Label(made.format(python=platform.python_version(), qt=qVersion()), role="small", tone="ink2", wrap=True))
        line.addLayout(words, 1)
        self.body.addLayout(line)
        row = QHBoxLayout()
        row.addStretch(1)
        self.close_button = PrimaryButton(_("Close"), key="Esc")
        self.close_button.clicked.connect(self.close_sheet)
        row.addWidget(self.close_button)
        self.body.addLayout(row)

    def default_focus(self) -> QWidget:
        return self.close_button
