"""The own video and booklet in the settings: linked once per laptop."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.cockpit_media import choose_file, open_outside
from ef_desktop.ui.projector.media import BOOKLET, VIDEO, missing_words
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import ElidedLabel, Label


class MediaPanel(Panel):
    """Which files stand behind the scenes 'own video' and 'own booklet'."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent, spacing=12)
        self.body.addWidget(SectionTitle(_("Video and booklet"), icon="player-play"))
        self.body.addWidget(Label(_("They stay on this laptop and are not in the work file. Their block brings them to the wall by itself."), role="small", tone="ink2", wrap=True))
        self.lines = {VIDEO: MediaLine(ctx, VIDEO, _("Own video")), BOOKLET: MediaLine(ctx, BOOKLET, _("Own booklet"))}
        for line in self.lines.values():
            self.body.addWidget(line)

    def reload(self) -> None:
        """Look at the files again."""
        for line in self.lines.values():
            line.show_file()


class MediaLine(QWidget):
    """One file: its name or what is wrong with it, and what can be done.

    Parameters:
        ctx: of the application.
        what: ``video`` or ``booklet``.
        name: translated.
    """

    def __init__(self, ctx: AppContext, what: str, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._ctx, self._what = ctx, what
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(name, role="label"))
        self.file = ElidedLabel("", role="body")
        self.problem = Label("", role="small", tone="accent_ink", wrap=True)
        words.addWidget(self.file)
        words.addWidget(self.problem)
        row.addLayout(words, 1)
        self.choose = SecondaryButton("", icon="folder-open", small=True, name=_("{what}: choose file").format(what=name))
        self.outside = SecondaryButton("", icon="share-3", small=True, name=_("{what}: open outside").format(what=name))
        self.remove = QuietButton("", icon="x", small=True, name=_("{what}: link no file").format(what=name))
        for button in (self.choose, self.outside, self.remove):
            button.setToolTip(button.accessibleName())
            row.addWidget(button)
        self.choose.clicked.connect(self._choose)
        self.outside.clicked.connect(lambda: open_outside(ctx, ctx.settings.media.get(what, "")))
        self.remove.clicked.connect(self._remove)

    def show_file(self) -> None:
        """Show which file it is."""
        path = self._ctx.settings.media.get(self._what, "")
        # The wall knows more, but is not made for this page only: it takes half a second.
        problem = self._ctx.wall.media.problem(self._what) if self._ctx.wall_made else missing_words(path)
        self.file.set_text(Path(path).name)
        self.file.setVisible(bool(path))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.problem.set_tone("accent_ink" if path else "ink2")
        self.outside.setEnabled(Path(path).is_file())
        self.remove.setEnabled(bool(path))

    def _choose(self) -> None:
        choose_file(self._ctx, self.window(), self._what)
        self.show_file()

    def _remove(self) -> None:
        self._ctx.wall.media.link(self._what, "")
        self.show_file()

