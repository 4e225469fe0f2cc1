"""Joining two people in a real work file, and what laptops make of people and cases that were joined: nothing is lost, all agree."""

from datetime import date

import pytest

from ef_desktop.db.fields import tables
from ef_desktop.db.tables import Person, Portrait, TalentAward
from ef_desktop.domain.erasing import LEAVE, REPLACE, Decision
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.two_into_one import BOTH, FIRST, SECOND
from ef_desktop.services import two_cases, two_people
from ef_desktop.services.checking import check_file
from ef_desktop.services.setting_rows import write_setting
from tests.services.joined import person, state_of, undone_and_redone
from tests.services.seats import Seat


@pytest.fixture
def noors(workspace):
    """Noor twice, the older one first."""
    clock = workspace.clock
    first = workspace.people.add("Noor", email="noor@delft.nl", function="Wijkregisseur", notes="Belt liever")
    clock.advance(60)
    second = workspace.people.add("Noor Visser", phone="06 12345678", function="Projectleider", notes="Komt later")
    clock.advance(60)
    return first, second


# People


def test_everything_of_a_person_goes_along(workspace, noors, work_file):
    first, second = noors
    one, two, three = (workspace.meetings.create(title) for title in ("Een", "Twee", "Drie"))
    workspace.meetings.set_attendance(one, first, "expected")
    workspace.meetings.set_attendance(one, second, "present", "facilitator")
    workspace.meetings.set_attendance(two, second, "absent")
    card = workspace.outcomes.add(one, "afspraak", "Bellen", owner_id=second)
    case = workspace.cases.add("Tuin", brought_by_id=second)
    before = state_of(workspace)
    told = workspace.two_people.preview(second, first)
    assert (told.first.id, told.second.id) == (first, second)
    assert told.second.holds == ("2 bijeenkomsten", "1 afspraak", "1 casus")
    assert [(question.name, question.choice) for question in told.questions] == [("name", SECOND), ("function", FIRST), ("notes", BOTH)]
    assert told.filled == ("telefoon",)
    assert told.problem == ""

    assert workspace.two_people.join(second, first, {"function": SECOND}) == first

    assert [row.id for row in workspace.people.rows()] == [first]
    now = person(workspace, first)
    assert (now.row.name, now.row.email, now.row.phone, now.row.function) == ("Noor Visser", "noor@delft.nl", "06 12345678", "Projectleider")
    assert now.notes == "Belt liever\nKomt later"
    assert [(meeting.status, meeting.role) for meeting in sorted(now.meetings, key=lambda m: [one, two, three].index(m.id))] == [
        ("present", "facilitator"), ("absent", "participant"), ("", "participant"),
    ]  # fmt: skip
    assert [entry.id for entry in now.agreements] == [card]
    assert [entry.id for entry in now.cases] == [case]
    undone_and_redone(workspace, before, work_file)


def test_a_no_wins_in_every_channel_whoever_said_it(workspace, noors):
    first, second = noors
    workspace.people.set_consent(first, "sessie", "first")
    workspace.people.set_consent(second, "sessie", "first")
    workspace.people.set_consent(second, "sessie", "")
    workspace.people.set_consent(first, "logboek", "full")
    workspace.people.set_consent(second, "logboek", "first")
    workspace.people.set_consent(second, "rapportage", "full", asked_by="Esra")
    workspace.people.set_state([second], "withdrawn")
    told = " ".join(workspace.two_people.preview(first, second).told)
    assert "op het zaalscherm. Eén van beide zei nee" in told
    assert "Alleen met de voornaam: in het logboek" in told
    assert "Afgemeld" in told
    coming = workspace.meetings.create("Straks", held_on=date(2026, 4, 1))
    workspace.meetings.set_attendance(coming, first, "expected")
    workspace.two_people.join(first, second)
    now = person(workspace, first)
    wall, logbook, report = now.consents
    assert (wall.form, wall.withdrawn_on) == ("", date(2026, 3, 12))
    assert logbook.form == "first"
    assert (report.form, report.asked_by) == ("full", "Esra")
    assert now.state == "withdrawn"
    assert [meeting.status for meeting in now.meetings] == ["absent"]
    workspace.undo.undo()
    assert [view.form for view in person(workspace, first).consents] == ["first", "full", ""]
    assert [view.form for view in person(workspace, second).consents] == ["", "first", "full"]


@pytest.fixture
def round_id(workspace, noors):
    """A round that keeps names, of a meeting with both Noors."""
    meeting = workspace.meetings.create("Een")
    for row_id in noors:
        workspace.meetings.set_attendance(meeting, row_id, "present")
    round_id = workspace.workform.begin(meeting)
    workspace.workform.names.keep(round_id)
    return round_id


def awards(workspace):
    with workspace.two_people._core.store.read() as session:
        return [(row.talent_id, row.person_id, row.giver_id, row.part) for row in session.query(TalentAward).order_by(TalentAward.id)]


def test_talents_and_groups_go_along_and_of_two_choices_the_last_counts(workspace, noors, round_id):
    first, second = noors
    form = workspace.workform
    for row_id in noors:
        form.names.agree(round_id, row_id, True)
    talents = [option.id for option in form.recording.view(round_id).talents][:4]
    form.recording.choose(round_id, talents[:2], person_id=first)
    workspace.clock.advance(60)
    form.recording.choose(round_id, talents[2:3], person_id=second)
    workspace.clock.advance(60)
    form.recording.give(round_id, talents[3], person_id=first, giver_id=second, example="Ik zag jou")
    form.circles.choose(round_id, [[second], [first]])
    workspace.two_people.join(first, second)
    assert awards(workspace) == [(talents[2], first, None, "own"), (talents[3], first, None, "given")]
    assert form.names.agreed(round_id) == {first}
    assert [circle.person_ids for circle in form.circles.of(round_id)] == [(first,)]
    # What sweeps up names without a yes leaves these, also for undo.
    form.names.sweep()
    assert awards(workspace) == [(talents[2], first, None, "own"), (talents[3], first, None, "given")]
    workspace.undo.undo()
    assert {row[1] for row in awards(workspace)} == {first, second}
    assert len(awards(workspace)) == 4
    assert form.names.agreed(round_id) == {first, second}
    assert [circle.person_ids for circle in form.circles.of(round_id)] == [(second,), (first,)]


def test_a_yes_that_was_taken_back_in_a_round_is_settled_first(workspace, noors, round_id):
    first, second = noors
    for row_id in noors:
        workspace.workform.names.agree(round_id, row_id, True)
    workspace.workform.names.agree(round_id, first, False)
    assert "ronde" in workspace.two_people.preview(first, second).problem
    with pytest.raises(InvalidValueError):
        workspace.two_people.join(first, second)
    # Also where the one who took it back said yes again: what was recorded before holds by another yes.
    workspace.workform.names.agree(round_id, first, True)
    assert "ronde" in workspace.two_people.preview(first, second).problem
    for row_id in noors:
        workspace.workform.names.agree(round_id, row_id, False)
    workspace.two_people.join(first, second)
    assert workspace.workform.names.agreed(round_id) == frozenset()


def test_whom_a_portrait_shows_never_changes(workspace, noors):
    first, second = noors
    core = workspace.two_people._core
    with core.store.unit("Portrait") as session:
        session.add(Portrait(id=core.new_id(), person_id=second, title="Noor vertelt"))
    assert workspace.two_people.preview(first, second).first.id == second
    assert workspace.two_people.join(first, second) == second
    workspace.undo.undo()
    with core.store.unit("Portrait") as session:
        session.add(Portrait(id=core.new_id(), person_id=first, title="Noor vertelt nog eens"))
    assert "portret" in workspace.two_people.preview(first, second).problem
    with pytest.raises(InvalidValueError):
        workspace.two_people.join(first, second)
    assert len(workspace.people.rows()) == 2


def test_one_and_the_same_is_refused(workspace, noors):
    with pytest.raises(InvalidValueError):
        workspace.two_people.preview(noors[0], noors[0])


def test_every_link_is_taken_along():
    """A new link to a person or a case must be moved too."""
    known = {"person": set(two_people.LINKS), "case_file": set(two_cases.LINKS)}
    by_hand = {
        "person": {"attendance.person_id", "consent.person_id", "talent_award.person_id", "role_assignment.person_id", "portrait.person_id"},
        "case_file": {"meeting_case.case_id", "case_criterion.case_id", "case_goal.case_id", "case_relation.case_id", "case_relation.other_id"},
    }
    for target, columns in known.items():
        links = {f"{table.name}.{link.name}" for table in tables() for link in table.links if link.target == target}
        assert links == by_hand[target] | {f"{column.class_.__tablename__}.{column.key}" for column in columns}


def test_the_same_name_or_address_may_be_a_double_until_somebody_says_no(workspace, noors):
    first, second = noors
    assert workspace.two_people.doubles() == ()
    third = workspace.people.add("Visser Noor")
    workspace.clock.advance(60)
    fourth = workspace.people.add("N. Visser", email="Noor@Delft.nl")
    found = workspace.two_people.doubles()
    assert {frozenset((one[0], other[0])) for one, other in found} == {frozenset((second, third)), frozenset((first, fourth))}
    assert dict(found[0]) == {second: "Noor Visser", third: "Visser Noor"}
    workspace.two_people.keep_apart(third, second)
    assert [{one[0], other[0]} for one, other in workspace.two_people.doubles()] == [{first, fourth}]
    workspace.undo.undo()
    assert len(workspace.two_people.doubles()) == 2


def test_erasing_who_stayed_erases_who_went_into_it(workspace, noors, work_file):
    first, second = noors
    workspace.two_people.join(first, second)
    assert [found[0] for found in workspace.erasure.find("Noor Visser")] == [first]
    preview = workspace.erasure.preview(first)
    workspace.erasure.erase(first, {hit.key: Decision(REPLACE) for hit in preview.hits})
    assert workspace.erasure.find("Noor Visser") == ()
    workspace.close()
    assert b"Visser" not in work_file.read_bytes()


def test_who_came_back_is_somebody_again_and_is_not_erased_along(workspace, noors):
    first, second = noors
    workspace.two_people.join(first, second)
    with workspace.two_people._core.store.unit("A colleague's change") as session:
        session.get(Person, second, execution_options={"include_dead": True}).dead = 0
    workspace.erasure.erase(first, {hit.key: Decision(LEAVE) for hit in workspace.erasure.preview(first).hits})
    assert [row.id for row in workspace.people.rows()] == [second]


def test_what_another_program_wrote_there_is_left_alone(workspace, noors):
    with workspace.two_people._core.store.unit("Harm") as session:
        for key, value in (("joined/zz", "1"), ("joined/" + noors[0].hex(), "{"), ("apart/x", "true"), ("joined/", '""')):
            write_setting(session, key, value)
    workspace.two_people.follow()
    assert workspace.two_people.doubles() == ()
    assert workspace.case_life.removed() == ()


# Two laptops


@pytest.fixture
def laptops(workspace, noors, gardens, work_file, tmp_path, monkeypatch):
    """Two colleagues with copies of the same file, in which Noor and the garden stand twice."""
    meeting = workspace.meetings.create("Een")
    workspace.meetings.set_attendance(meeting, noors[1], "present")
    card = workspace.outcomes.add(meeting, "afspraak", "Bellen", owner_id=noors[1], case_id=gardens[1])
    workspace.close()
    made = [Seat(tmp_path / name, name, work_file, monkeypatch) for name in ("Samir", "Joke")]
    for colleague in made:
        colleague.meeting, colleague.card = meeting, card
    yield made
    for colleague in made:
        colleague.leave()


def met(samir, joke):
    """Let two colleagues bring their copies together, each from the other, and return what both show then."""
    with joke as workspace:
        second = workspace.sharing.share(joke.folder)
        workspace.sharing.merge(samir.path)
    with samir as workspace:
        titles = [entry.title for entry in workspace.sharing.preview(second).entries]
        assert not any("joined" in title for title in titles)
        workspace.sharing.merge(second)
        workspace.sharing.merge(joke.path)
        seen = workspace.sharing.state().words, state_of(workspace)
    with joke as workspace:
        workspace.sharing.merge(samir.path)
        return seen, (workspace.sharing.state().words, state_of(workspace)), workspace.sharing.state().undecided


def test_laptops_that_do_the_same_apart_agree(laptops, noors, gardens):
    samir, joke = laptops
    for colleague, turned in ((samir, 1), (joke, -1)):
        with colleague as workspace:
            workspace.two_people.join(*noors[::turned])
            workspace.two_cases.join(*gardens[::turned])
    mine, theirs, undecided = met(samir, joke)
    assert mine == theirs
    assert undecided == ()
    with joke as workspace:
        assert [row.id for row in workspace.people.rows()] == [noors[0]]
        assert [row.id for row in workspace.cases.rows()] == [gardens[0]]
        assert workspace.people.details(noors[0]).row.meetings == 1
    joke.leave()
    assert check_file(joke.path, joke.clock) == ()


@pytest.fixture
def agreed(workspace, noors, round_id):
    """A round in which the younger Noor said yes."""
    workspace.workform.names.agree(round_id, noors[1], True)
    return round_id


@pytest.fixture
def twins(workspace):
    """Two people and two cases that are alike in everything, the older ones first."""
    made = []
    for _time in (1, 2):
        workspace.clock.advance(60)
        made.append((workspace.people.add("Bas"), workspace.cases.add("Speelveld")))
    return made


def test_what_a_colleague_does_meanwhile_follows_or_stays(agreed, twins, laptops, noors, gardens):
    first, second = noors
    (person_id, case_id), (other_person, other_case) = twins
    samir, joke = laptops
    with samir as workspace:
        workspace.people.set_consent(first, "logboek", "full")
        workspace.two_people.join(first, second)
        workspace.two_cases.join(*gardens)
        workspace.two_people.join(person_id, other_person)
        workspace.two_cases.join(case_id, other_case)
        assert workspace.workform.names.agreed(agreed) == {first}
    with joke as workspace:
        later = workspace.meetings.create("Later")
        workspace.meetings.set_attendance(later, second, "expected")
        promised = workspace.outcomes.add(later, "afspraak", "Schrijven", owner_id=second)
        workspace.people.set_consent(second, "logboek", "first")
        workspace.people.set_consent(second, "logboek", "")
        workspace.workform.names.agree(agreed, second, False)
        workspace.cases.update(gardens[1], phase="plan")
        workspace.people.remove([person_id])
        workspace.case_life.remove([case_id])
    mine, theirs, _undecided = met(samir, joke)
    assert mine == theirs
    with joke as workspace:
        now = workspace.people.details(first)
        assert {joke.meeting, later} <= {meeting.id for meeting in now.meetings if meeting.status}
        assert {entry.id for entry in now.agreements} == {joke.card, promised}
        # She took the yes back with the one that is gone: that holds for who stayed, in the logbook and in the round.
        assert now.consents[1].form == ""
        assert workspace.workform.names.agreed(agreed) == frozenset()
        # Whom she removed while the other one went into it is there still.
        assert {row.id for row in workspace.people.rows()} == {first, person_id}
        # The case that she changed is there too, and can be joined once more.
        assert {row.id for row in workspace.cases.rows()} == {*gardens, case_id}
        workspace.two_cases.join(*gardens)
        assert workspace.cases.fields(gardens[0])["phase"] == "plan"


def test_a_card_that_a_colleague_made_with_the_former_case_follows(laptops, gardens):
    samir, joke = laptops
    with joke as workspace:
        card = workspace.outcomes.add(joke.meeting, "werkt", "Samen wieden", case_id=gardens[1])
        sent = workspace.sharing.share(joke.folder)
    with samir as workspace:
        workspace.two_cases.join(*gardens)
        workspace.sharing.merge(sent)
        assert {entry.id for entry in workspace.case_life.story(gardens[0]).outcomes} == {samir.card, card}
        # Taking the merge back takes that along.
        workspace.sharing.take_back()
        assert [entry.id for entry in workspace.case_life.story(gardens[0]).outcomes] == [samir.card]


@pytest.mark.parametrize("typed", ["", "0611111111"])
def test_what_came_from_somebody_whom_a_colleague_erased_goes_too(laptops, noors, typed):
    first, second = noors
    samir, joke = laptops
    for colleague in laptops:
        with colleague as workspace:
            workspace.people.update(first, phone="")
    number = b"0699999999"
    with samir as workspace:
        workspace.people.update(second, phone=number.decode())
        workspace.two_people.join(first, second)
        if typed:
            workspace.people.update(first, phone=typed)
        before = workspace.sharing.share(samir.folder)
    with joke as workspace:
        found = workspace.erasure.preview(second).hits
        workspace.erasure.erase(second, {hit.key: Decision(LEAVE) for hit in found})
    mine, theirs, undecided = met(samir, joke)
    assert mine == theirs and undecided == ()
    with joke as workspace:
        # Nor from a copy of before.
        workspace.sharing.merge(before)
        (row,) = workspace.people.rows()
        assert (row.id, row.phone) == (first, typed)
    for colleague in laptops:
        colleague.leave()
        assert check_file(colleague.path, colleague.clock) == ()
        assert number not in colleague.path.read_bytes()
