"""What a talent or role is, on the page of the own sets: name, words, and the question whether another name is another meaning."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ef_desktop.domain.completing import Option
from ef_desktop.domain.workviews import RoleView, TalentView, WorkSet
from ef_desktop.i18n import _
from ef_desktop.ui.forms import ComboField, Form, TextArea, TextField
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.pages.sets_talents import TalentsField
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.dialog import Dialog


class SetForm(QWidget):
    """The fields of a talent or a role. Words are kept while they are typed, the name when its field is left: it may ask a question.

    Signals:
        renamed: another name.
        said: id of the talent or role, name of a field, and its words; of ``talent_ids`` the ids of the talents.
    """

    renamed = Signal(str)
    said = Signal(bytes, str, object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._shown: bytes | None = None
        self._saver = AutoSave(self._say, self)
        form = Form(self, spacing=12)
        self.name = TextField(advised=30)
        self.cluster = ComboField()
        self.words = {field: TextArea(rows=(2, 4)) for field in ("description", "too_much", "question", "when", "pitfall")}
        self.talents = TalentsField()
        self._rows = {"name": form.add(self.name, _("Name")), "cluster": form.add(self.cluster, _("Cluster"))}
        labels = {
            "description": _("In one sentence"),
            "too_much": _("Too much of it"),
            "question": _("Question that it asks"),
            "when": _("When we need it"),
            "pitfall": _("What to watch for"),
        }
        for field, area in self.words.items():
            self._rows[field] = form.add(area, labels[field], optional=True)
            self._saver.bind(field, area)
            if field == "description":
                self._rows["talents"] = form.add(self.talents, _("Talents that belong to it"), optional=True)
        self.talents.said.connect(lambda talents: self._say("talent_ids", talents))
        self.name.committed.connect(self.renamed)
        self.cluster.committed.connect(lambda cluster: self._say("cluster", cluster))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        column.addStretch(1)

    def show_view(self, view: TalentView | RoleView, known: WorkSet, writable: bool) -> None:
        """Show a talent or role; a field in which somebody types stays as it is, unless it is another one."""
        other = view.id != self._shown
        if other:
            self._saver.flush()
        self._shown = view.id
        talent = isinstance(view, TalentView)
        used = {"name", "description", *(("cluster", "too_much") if talent else ("question", "when", "pitfall", "talents"))}
        for field, row in self._rows.items():
            row.setVisible(field in used)
            row.setEnabled(writable)
        if other or not self.name.hasFocus():
            self.name.set_value(view.name)
        if talent:
            self.cluster.set_options([(cluster.id, cluster.name) for cluster in known.clusters], view.cluster)
        else:
            self.talents.show_talents([Option(one.id, one.name, one.names) for one in known.talents if not one.hidden], view.talents)
        self._saver.load({field: getattr(view, field, "") for field in self.words}, other=other)

    def flush(self) -> None:
        """Keep what is being typed."""
        self._saver.flush()
        focused = self.focusWidget()
        if focused is not None and focused.hasFocus():
            focused.clearFocus()

    def _say(self, field: str, value: object) -> None:
        if self._shown is not None:
            self.said.emit(self._shown, field, value)


class MeaningDialog(Dialog):
    """Asks what another name means for what was recorded already.

    Parameters:
        parent: the window.
        old, new: both names.
        choose: called with True for a typing error, False for another meaning.
        cancelled: called when nothing is to change.
    """

    def __init__(self, parent: QWidget, old: str, new: str, choose: Callable[[bool], None], cancelled: Callable[[], None]):
        text = _(
            "‘{old}’ was recorded in a round. Is ‘{new}’ the same, better spelled? Then it changes everywhere. "
            "Does it mean something else? Then earlier rounds keep ‘{old}’, and the set gets ‘{new}’."
        ).format(old=old, new=new)
        super().__init__(parent, _("The same, or something else?"), text, icon="message-2-question", width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choose = choose
        self.add_button(SecondaryButton(_("Cancel")), self.reject)
        self.typo = self.add_button(SecondaryButton(_("The same, better spelled")), lambda: self._done(True))
        self.other = self.add_button(PrimaryButton(_("Something else")), lambda: self._done(False), default=True)
        self.rejected.connect(cancelled)
        self.other.setFocus()

    def _done(self, typo: bool) -> None:
        self.accept()
        self._choose(typo)
