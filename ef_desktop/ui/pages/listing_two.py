"""On a page with a list: joining two rows that are one, and a line that tells which may be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.i18n import N_, _, format_number
from ef_desktop.ui.actions import Action
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import Label

#: Milliseconds after a change in which nothing changes before doubles are looked for: with thousands of rows it would be felt.
_QUIET = 200
_NAME = 60


@dataclass(frozen=True)
class JoinWords:
    """The translated words of the dialog, for people or for cases.

    Attributes:
        title, text: above the two.
        apart: the button that says that they are two.
        joined: what is told afterwards, with ``{name}``; ``kept``: likewise when they are two.
        icon: of one of them.
    """

    title: str
    text: str
    apart: str
    joined: str
    kept: str
    icon: str


def people_words() -> JoinWords:
    """Return the words for two people."""
    return JoinWords(
        _("Join these two people"),
        _("One stays, with everything of both. What people allow stays the least that one of the two said."),
        _("These are two people"),
        _("Joined: {name}"),
        _("They stay two people. They are not offered any more."),
        "user",
    )


def cases_words() -> JoinWords:
    """Return the words for two cases."""
    return JoinWords(
        _("Join these two cases"),
        _("One stays, with everything of both. Who may know of it stays the least that one of the two says."),
        _("These are two cases"),
        _("Joined: {name}"),
        _("They stay two cases. They are not offered any more."),
        "folder-question",
    )


class DoubleHint(QWidget):
    """One line under the search: who stand there twice, perhaps.

    Signals:
        asked: somebody wants to look at them.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconMark("git-merge", size=18))
        self.label = Label(role="small", tone="ink2", wrap=True)
        self.button = QuietButton(_("Look…"), small=True)
        self.button.clicked.connect(lambda: self.asked.emit())
        line.addWidget(self.label, 1)
        line.addWidget(self.button)
        self.hide()

    def tell(self, names: list[str]) -> None:
        """Show who they are: a name of each pair; without any the line is away."""
        self.setVisible(bool(names))
        if not names:
            return
        more = len(names) - 1
        shown = _("{name} and {count} more").format(name=names[0][:_NAME], count=format_number(more)) if more else names[0][:_NAME]
        self.label.setText(_("Perhaps twice in the list: {names}").format(names=shown))
        self.button.setAccessibleName(_("Look whether this is one and the same: {name}").format(name=names[0][:_NAME]))


class TwoDeeds(QObject):
    """Joining two rows of a list.

    Parameters:
        page: a page with a list in which more rows can be chosen.
        service: returns ``two_people`` or ``two_cases`` of the work file that is open.
        words: of the dialog.
    """

    def __init__(self, page: Any, service: Callable[[], Any], words: JoinWords):
        super().__init__(page)
        self._page, self._service, self._words = page, service, words
        self._pairs: tuple[tuple[tuple[bytes, str], tuple[bytes, str]], ...] = ()
        self._two = False
        self.hint = DoubleHint()
        self.hint.asked.connect(self._look_at_first)
        page.card.body.itemAt(0).layout().addWidget(self.hint)
        QWidget.setTabOrder(page.strip.button, self.hint.button)
        page.list.add_menu(_("Join these two…"), "git-merge", lambda _id: self.join())
        page.list.picked.connect(self._picked)
        self.button = SecondaryButton(_("Join these two…"), icon="git-merge", small=True)
        self.button.clicked.connect(self.join)
        self._told = Label(_("Is this one and the same? Join them."), role="small", tone="ink2", wrap=True)
        self._timer = QTimer(self, singleShot=True, interval=_QUIET)
        self._timer.timeout.connect(self.look)

    def add_to(self, panel: Panel) -> None:
        """Put the button in the panel of the rows that are chosen together."""
        part = QVBoxLayout()
        part.setSpacing(6)
        part.addWidget(self._told)
        line = QHBoxLayout()
        line.addWidget(self.button)
        line.addStretch(1)
        part.addLayout(line)
        panel.body.insertLayout(2, part)
        # From the list it is the next one with Tab: it stands above the others.
        QWidget.setTabOrder(self._page.list, self.button)

    def action(self) -> Action:
        """Return the action, for ``page_actions``."""
        return Action(
            f"{self._page.page_id}.join", N_("Join these two…"), self.join, menu="edit", section=2, icon="git-merge",
            enabled=lambda: self._two, words=self._action_words,
        )  # fmt: skip

    def _action_words(self) -> str:
        return _("Join these two…") if self._two else _("Join these two… (choose two in the list first)")

    # Two that are chosen

    def _picked(self, ids: tuple[bytes, ...]) -> None:
        two = len(ids) == 2
        for part in (self.button, self._told):
            part.setVisible(two)
        if two != self._two:
            self._two = two
            self._page.ctx.actions.refresh()

    def join(self) -> None:
        """Ask what is needed about the two rows that are chosen, and join them."""
        picked = self._page.list.picked_ids()
        if len(picked) == 2:
            self.open(picked)
        else:
            self._page.ctx.toast(_("Choose two in the list first: with Shift and an arrow, or with Ctrl and a click."))

    def open(self, pair: tuple[bytes, bytes]) -> None:
        """Open the dialog for two rows."""
        from ef_desktop.ui.dialogs.two_into_one import open_two_into_one

        self._page.form.flush()
        open_two_into_one(self._page.ctx, self._page.window(), self._service(), self._words, pair, self._joined)

    def _joined(self, kept: bytes) -> None:
        self._page.show_all()
        self._page.list.choose(kept)
        self._page.list.setFocus()

    # Two that may be one

    def look_soon(self) -> None:
        """Look for doubles when it is quiet."""
        self._timer.start()

    def look(self) -> None:
        """Look for doubles now."""
        if self._page.ctx.workspace is None:
            return
        self._pairs = self._service().doubles()
        self.hint.tell([one[1] for one, _other in self._pairs])

    def _look_at_first(self) -> None:
        (one, _name), (other, _other_name) = self._pairs[0]
        self.open((one, other))
