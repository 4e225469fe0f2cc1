"""Whether names are kept with talents and roles: in plain words, and asked of every person, for this round only."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.pages.workform_people import PeopleList, PersonLine
from ef_desktop.ui.pages.workform_section import Section, side_panel
from ef_desktop.ui.pages.workform_storage import StorageChoice
from ef_desktop.ui.widgets.dialog import ask
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.text import Label


class NamesSection(Section):
    """The part 'Names': totals or names, and who said yes."""

    section_id = "names"
    records = frozenset({"storage"})

    def __init__(self, page):
        super().__init__(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = Panel(padding=(14, 12, 14, 10), spacing=8)
        self.people_title = Label(role="h2")
        self.people_words = Label(role="small", tone="ink2", wrap=True)
        self.people = PeopleList(_("Who says yes to a name"))
        self.people.ticked.connect(self.toggle)
        self.hints = KeyHintRow([(_("Space"), _("says yes, or no"))])
        for widget in (self.people_title, self.people_words):
            left.body.addWidget(widget)
        self.rules_title = Label(_("Say this to the group"), role="label")
        self.rules = Label(wrap=True)
        left.body.addWidget(self.rules_title)
        left.body.addWidget(self.rules)
        left.body.addWidget(self.people, 1)
        left.body.addWidget(self.hints)
        row.addWidget(left, 1)
        side, title, note = side_panel()
        title.setText(_("What do you keep?"))
        note.setText(_("Who only wants to be counted never has to say why."))
        choice = StorageChoice()
        self.totals, self.names = choice.totals, choice.names
        side.body.addWidget(choice)
        self.totals.clicked.connect(self.ask_totals)
        self.names.clicked.connect(self.keep)
        back = _("Going back to totals removes the names for good: also from the history and the backups. The counts stay.")
        side.body.addWidget(Label(back, role="small", tone="ink2", wrap=True))
        side.body.addStretch(1)
        row.addWidget(side)

    def default_focus(self) -> QWidget:
        return self.people if self.view is not None and self.view.row.names else self.totals

    def show_round(self) -> None:
        data = self.work.recording.view(self.round)
        (self.names if data.names else self.totals).setChecked(True)
        yes = sum(person.agreed for person in data.people)
        self.people_title.setText(
            ngettext("{count} person says yes to a name", "{count} people say yes to a name", yes).format(count=yes) if data.names else _("No names are kept")
        )
        words = _("Ask: “May your name stand with your talents, on this laptop, for this round?”")
        if not data.names:
            words = _("The program counts. On the wall, in the logbook and in every export only totals can stand.")
        elif not data.people:
            words = _("Nobody is on the list of this meeting yet. Check people in first.")
        self.people_words.setText(words)
        rows = [
            PersonLine(one.id, one.name, one.initials, _("says yes") if one.agreed else _("only counted"), one.agreed) for one in data.people
        ]
        self.people.set_rows(rows if data.names else (), self.people.current())
        self.hints.setVisible(data.names and not self.low)
        self.rules.setText("\n".join(f"• {rule}" for rule in self.view.rules))
        for widget in (self.rules_title, self.rules):
            widget.setVisible(not data.names)

    def keep(self) -> None:
        """Keep the names of whoever says yes from now on."""
        if not self.view.row.names:
            self.ctx.run(lambda: self.work.names.keep(self.round))
            self.people.setFocus()

    def ask_totals(self) -> None:
        """Go back to totals, after a question when names are there."""
        if not self.view.row.names:
            return
        self.names.setChecked(True)
        ask(
            self.window(),
            _("Back to totals?"),
            _("All names and examples go out of this round, also out of the history and the backups. This cannot be undone. The counts stay."),
            _("Remove the names"),
            lambda: self.ctx.run(lambda: self.work.names.totals_only(self.round)),
            danger=True,
        )

    def toggle(self, place: int) -> None:
        """Write down a yes; taking a yes back removes what stands by name, after a question."""
        rows = self.people.rows()
        if not 0 <= place < len(rows):
            return
        person = rows[place]
        if not person.done:
            self.ctx.run(lambda: self.work.names.agree(self.round, person.id, True))
            return
        ask(
            self.window(),
            _("Take back the yes of {name}?").format(name=person.name),
            _("The name goes out of this round, also out of the history and the backups. This cannot be undone. The counts stay."),
            _("Remove the name"),
            lambda: self.ctx.run(lambda: self.work.names.agree(self.round, person.id, False)),
            danger=True,
        )
