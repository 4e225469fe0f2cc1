"""Any sequence of services' calls: undo all gives the empty programme, redo all the same state, the journal the tables.

The calls are found by reflection: every public method of a service that makes an undo step takes ``origin``. A new method
is played as soon as it is there; a parameter that nobody knows a value for fails the test.
"""

import inspect
import shutil
from datetime import date, timedelta
from operator import attrgetter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ef_desktop.content import kind_ids
from ef_desktop.domain.board import NewCard
from ef_desktop.domain.caselife import BY_HAND
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.criteria import CRITERIA, RULES, STATES
from ef_desktop.domain.errors import UserError
from ef_desktop.domain.importing_matches import Deed
from ef_desktop.domain.importing_people import Candidate
from ef_desktop.domain.interim import AUDIENCES
from ef_desktop.services.book_outline import chapter_ids
from ef_desktop.services.checking import check_file
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT
from tests.property import workform_values

SERVICES = ("programme", "library", "meetings", "room", "outcomes", "placing", "room.discussion", "people", "people_import", "cases", "case_life", "two_people", "two_cases", "retention", "logbook", "interim", *workform_values.SERVICES)

#: What a method with ``**fields`` is given: names and the kind of value, as in the parameters below.
FIELDS = {
    ("programme", "update"): {"name": "text", "municipality": "text", "starts_on": "day"},
    ("library", "update_block"): {"title": "text", "minutes": "minutes", "purpose": "text", "hidden": "flag"},
    ("meetings", "update"): {"title": "text", "held_on": "day", "goal": "text", "notes": "text", "summary": "text"},
    ("meetings", "update_item"): {"title": "text", "notes": "text", "leader": "text", "case_id": "case_id"},
    ("outcomes", "edit"): {"text": "text", "due_on": "day", "owner_id": "person_id", "private": "flag", "kind": "kind"},
    ("people", "add"): {"outside": "flag", "on_wall": "flag", "email": "text"},
    ("people", "update"): {"name": "text", "in_logbook": "flag", "function": "text"},
    ("cases", "add"): {"question": "text", "district": "text"},
    ("cases", "update"): {"title": "text", "state_of_affairs": "text", "brought_by_id": "person_id", "exception_on": "day"},
    **workform_values.FIELDS,
}

STEP = st.one_of(
    st.tuples(st.just("call"), st.integers(0, 10_000), st.lists(st.integers(0, 40), min_size=9, max_size=9), st.text(min_size=1, max_size=30)),
    st.tuples(st.just("tick"), st.integers(-3600, 36_000)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


class Nothing(Exception):
    """There is nothing to call the method with, such as no meeting yet."""


def steps_of(workspace):
    """Return (service, method, function) of everything that makes an undo step, sorted by name."""
    found = []
    for service in SERVICES:
        target = attrgetter(service)(workspace)
        for name, function in inspect.getmembers(target, callable):
            if not name.startswith("_") and "origin" in inspect.signature(function).parameters:
                found.append((service, name, function))
    return found


class Values:
    """Values for parameters by their name, chosen by numbers from what is in the work file."""

    def __init__(self, workspace, numbers, words):
        self.w, self.numbers, self.words = workspace, list(numbers), words
        self.meeting = None

    def number(self):
        return self.numbers.pop() if self.numbers else 0

    def pick(self, values):
        values = list(values)
        if not values:
            raise Nothing
        return values[self.number() % len(values)]

    def some(self, values):
        values = list(values)
        if not values:
            raise Nothing
        first = self.number() % len(values)
        return values[first : first + 1 + self.number() % 3]

    def a_meeting(self):
        if self.meeting is None:
            self.meeting = self.pick(self.w.meetings.rows()).id
        return self.meeting

    def cards(self):
        board = self.w.outcomes.board(self.a_meeting())
        return [card for column in board.columns for card in column.cards]

    def items(self):
        return [item.id for item in self.w.meetings.plan(self.a_meeting()).items]

    def rows_of(self, service):
        return self.w.people.rows() if service == "two_people" else self.w.cases.rows()

    def of(self, name, service, method):
        made = {
            "meeting_id": self.a_meeting,
            "item_id": lambda: self.pick(self.items()),
            "item_ids": lambda: self.some(self.items()),
            "outcome_id": lambda: self.pick(self.cards()).id,
            "outcome_ids": lambda: [card.id for card in self.some(self.cards())],
            "group_id": lambda: self.pick(card.group_id for card in self.cards() if card.group_id),
            "block_id": lambda: self.pick(self.w.library.blocks()).id,
            "person_id": lambda: self.pick(self.w.people.rows()).id,
            "owner_id": lambda: self.pick(self.w.people.rows()).id,
            "person_ids": lambda: [row.id for row in self.some(self.w.people.rows())],
            "facilitators": lambda: (),
            "new_facilitators": lambda: (self.words,) if self.number() % 3 else (),
            "case_id": lambda: self.pick(self.w.case_life.removed() if method == "restore" else self.w.cases.rows()).id,
            "first_id": lambda: self.pick(self.rows_of(service)[:2]).id,
            "second_id": lambda: self.pick(self.rows_of(service)[1:]).id,
            "choices": lambda: {"name": self.pick(("first", "second")), "question": "both", "title": "second"},
            "other_id": lambda: self.pick(self.w.cases.rows()).id,
            "stage": lambda: self.pick(BY_HAND),
            "case_ids": lambda: [row.id for row in self.some(self.w.cases.rows())],
            "template": lambda: self.pick((None, *(view.id for view in self.w.library.templates()))),
            "proposal": lambda: self.pick([p for p in [self.w.room.proposal(self.a_meeting())] if p]),
            "held_on": self.day,
            "due_on": self.day,
            "look_back_on": self.day,
            "day": self.day,
            "starts_at": lambda: 540,
            "ends_at": lambda: 700 + self.number(),
            "minutes": lambda: self.number() - (10 if service == "room" else 0),
            "total": self.number,
            "by": lambda: self.number() - 20,
            "cards": lambda: [NewCard(self.pick(kind_ids()), self.words, day=self.day(), goal=1 + self.number() % 17)],
            "index": self.number,
            "minute": lambda: self.pick((None, 600, 600 + self.number())),
            "kept": lambda: self.number() % 2 == 0,
            "number": lambda: 1 + self.number() % 17,
            "goal": lambda: 1 + self.number() % 17,
            "kind": lambda: self.pick(kind_ids()),
            "status": lambda: self.pick(("present", "absent", None) if service == "meetings" else ("open", "busy", "done")),
            "role": lambda: self.pick(("participant", "facilitator", "guest")),
            "criterion": lambda: self.pick(CRITERIA),
            "state": lambda: self.pick(STATES),
            "rule": lambda: self.pick(RULES),
            "goals": lambda: [1 + self.number() % 17, 11],
            # Of two people in a list the first is new, and the second fills in whoever is there.
            "candidates": lambda: [Candidate(number, f"Noor {number}", email="noor@x.nl") for number in (1, 2)],
            "planned": lambda: [Deed("new"), Deed("fill", self.pick(self.w.people.rows()))],
            "progress": lambda: lambda _done, _total: None,
            "cancelled": lambda: lambda: False,
            "order": lambda: self.some(chapter_ids()),
            "chosen": lambda: self.some(chapter_ids()),
            "field": lambda: self.pick(("question", "title", "email")),
            "participation": lambda: self.pick(("proposed", "agreed", "withdrawn")),
            "channel": lambda: self.pick(("sessie", "logboek", "rapportage")),
            "form": lambda: self.pick(("", "first")),
            "given_on": self.day,
            "term_id": lambda: self.pick(("contact", "media", "archive")),
            "months": self.number,
            # A file on the disk is no part of what is undone, and takes long to draw.
            "path": lambda: self.pick(()),
            "chapter": lambda: self.pick(("aanleiding", "monitoring", "vervolg")),
            "audience": lambda: self.pick(AUDIENCES),
            "period_from": self.day,
            "period_to": self.day,
            "variant": lambda: self.pick(("", "open_tafel", "voorval")),
            "step": lambda: self.pick(("vertellen", "feiten", "oogst")),
        }
        made |= workform_values.values(self, service)
        flags = ("private", "revealed", "outside", "main", "confirmed", "flag", "off", "example", "shown")
        texts = ("agreed_by", "asked_by", "title", "text", "typed", "name", "wall_text", "purpose", "place", "motivation", "sentence", "note", "reason")
        if name in made:
            return made[name]()
        if name in flags:
            return bool(self.number() % 2)
        if name in ("rules", "instruction"):
            return (self.words,)
        assert name in texts, f"{service}.{method}: no value is known for the parameter {name}"
        return self.words

    def day(self):
        return date(2026, 3, 1) + timedelta(days=self.number())


def play(workspace, call):
    _word, position, numbers, words = call
    steps = steps_of(workspace)
    service, method, function = steps[position % len(steps)]
    values = Values(workspace, numbers, words)
    arguments, named = [], {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name == "origin":
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            known = FIELDS[service, method]
            name = values.pick(known)
            named[name] = values.of(known[name], service, method)
            continue
        try:
            value = values.of(parameter.name, service, method)
        except Nothing:
            if parameter.default is parameter.empty:
                raise
            continue
        if parameter.kind is parameter.KEYWORD_ONLY:
            named[parameter.name] = value
        else:
            arguments.append(value)
    function(*arguments, **named)


def everything(workspace):
    """All that pages can show."""
    rows = workspace.meetings.rows()
    cases = workspace.cases.rows()
    return (
        workspace.programme.view(),
        workspace.library.blocks(),
        rows,
        [workspace.meetings.plan(row.id) for row in rows],
        [workspace.outcomes.board(row.id) for row in rows],
        [workspace.room.timer(row.id).items for row in rows],
        workspace.people.rows(),
        cases,
        [workspace.cases.fields(row.id) for row in cases],
        [workspace.cases.criteria(row.id) + workspace.cases.goals(row.id) for row in cases],
        workform_values.everything(workspace),
        [workspace.case_life.story(row.id) for row in cases],
        (workspace.logbook.outline(), workspace.logbook.summary(), workspace.logbook.editions()),
        [workspace.interim.texts(date(2026, 1, 1), date(2026, 12, 31), audience) for audience in AUDIENCES],
    )


@given(st.lists(STEP, max_size=25))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_all_redo_all_and_the_journal(template_file, tmp_path_factory, script):
    path = tmp_path_factory.mktemp("world") / "wereld.efdb"
    shutil.copyfile(template_file, path)
    clock = ManualClock(MOMENT)
    workspace = Workspace.open(path, clock=clock, settings=DeviceSettings())
    try:
        empty = everything(workspace)
        # Every world begins with something to work on.
        workspace.meetings.create("Begin", template=workspace.library.templates()[0].id, held_on=date(2026, 3, 12))
        workspace.people.add("Noor Visser")
        workspace.cases.add("Stadstuin")
        workspace.outcomes.add_lines(workspace.meetings.rows()[0].id, "werkt", "een\ntwee\ndrie")
        workform_values.begin(workspace)
        for call in script:
            try:
                if call[0] == "call":
                    play(workspace, call)
                elif call[0] == "tick":
                    clock.advance(call[1])
                elif call[0] == "undo":
                    workspace.undo.undo()
                else:
                    workspace.undo.redo()
            except (UserError, Nothing):
                # A text of blanks only, an empty agenda: refused in words, and nothing was changed.
                continue
        while workspace.undo.redo():
            pass
        # The clock stands still while states are compared.
        full, steps = everything(workspace), 0
        while workspace.undo.undo():
            steps += 1
        assert everything(workspace) == empty
        while workspace.undo.redo():
            steps -= 1
        assert steps == 0
        assert everything(workspace) == full
    finally:
        workspace.close()
    assert check_file(path, clock) == ()


def test_every_step_of_every_service_can_be_played(workspace):
    """Each method is called once with something to work on; what it refuses, it refuses in words."""
    workspace.meetings.create("Begin", template=workspace.library.templates()[0].id, held_on=date(2026, 3, 12), starts_at=570)
    workspace.people.add("Noor Visser")
    workspace.cases.add("Stadstuin")
    workspace.outcomes.group(workspace.outcomes.add_lines(workspace.meetings.rows()[0].id, "werkt", "een\ntwee"), "Samen")
    workform_values.begin(workspace)
    names = [(service, method) for service, method, _function in steps_of(workspace)]
    assert len(names) > 60
    for position in range(len(names)):
        try:
            play(workspace, ("call", position, [1] * 9, "Noor"))
        except (UserError, Nothing):
            continue
