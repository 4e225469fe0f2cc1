"""A meeting with people, in which the work form can be held."""

from datetime import date

NAMES = ("Noor", "Samir", "Joke", "Ruud", "Esra", "Daan", "Bram", "Ilse", "Karim", "Petra", "Winston", "Marleen")
#: Surnames that stand nowhere else in the program, so that they are found in whatever leaks.
SURNAME = "Qvistgaardsen"
DEPARTMENTS = ("Wijkzaken", "Vergunningen", "Beheer")


class House:
    """The services with what a test asks for most.

    Attributes:
        meeting, item, round: ids; the round is in the block of the work form.
        people: ids by first name.
        talents, roles: ids by name.
    """

    def __init__(self, workspace, people=12, block="rollen_talenten"):
        self.w, self.work = workspace, workspace.workform
        # One unit for all: a commit for every person would take most of the time of a test.
        with workspace._store.unit(""):
            self.meeting = workspace.meetings.create("Rollen", held_on=date(2026, 3, 12), starts_at=540)
            self.people = {}
            for number, name in enumerate(NAMES[:people]):
                person = workspace.people.add(f"{name} {SURNAME}", department=DEPARTMENTS[number % 3], outside=number % 6 == 5)
                self.people[name] = person
                workspace.meetings.set_attendance(self.meeting, person, "present")
            found = next(view for view in workspace.library.blocks() if view.key == block)
            self.item = workspace.meetings.add_block(self.meeting, found.id)
        known = self.work.sets.view(hidden=True)
        self.talents = {talent.name: talent.id for talent in known.talents}
        self.roles = {role.name: role.id for role in known.roles}
        self.round = self.work.begin(self.meeting, self.item)

    def view(self):
        return self.work.view(self.round)

    def choose(self, name, own, growth=None, role=None):
        return self.work.recording.choose(
            self.round,
            [self.talents[one] for one in own],
            self.talents[growth] if growth else None,
            self.roles[role] if role else None,
            person_id=self.people[name],
        )

    def give(self, name, talent, giver=None, example=""):
        return self.work.recording.give(
            self.round, self.talents[talent], person_id=self.people[name], giver_id=self.people.get(giver), example=example
        )

    def agree(self, *names):
        self.work.names.keep(self.round)
        for name in names:
            self.work.names.agree(self.round, self.people[name], True)

    def picture(self, **values):
        return self.work.picture.view(self.round, **values)

    def talent(self, name):
        return next(talent for talent in self.picture().talents if talent.name == name)
