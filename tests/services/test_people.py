"""People: the list kept up to date, participation, consents per channel, attendance, and who is not offered any more."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from ef_desktop.db.tables import Consent
from ef_desktop.domain.erasing import REPLACE, Decision
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.peopleviews import AGREED, LOGBOOK, PROPOSED, REPORT, WALL, WITHDRAWN
from ef_desktop.domain.roomviews import CheckIn


def names(workspace):
    return [line.name for line in workspace.people.lines()]


def consent(workspace, person_id, channel):
    return next(view for view in workspace.people.details(person_id).consents if view.channel == channel)


@pytest.fixture
def noor(workspace):
    return workspace.people.add("Noor Visser", organisation="Gemeente Delft")


@pytest.fixture
def coming(workspace):
    return workspace.meetings.create("Houding en gedrag", held_on=date(2026, 4, 2), starts_at=810, ends_at=960)


def test_the_list_follows_every_change(workspace):
    first = workspace.people.add("Bas")
    workspace.people.add("Émile")
    workspace.people.add("anna")
    assert names(workspace) == ["anna", "Bas", "Émile"]
    untouched = workspace.people.lines()[0]
    workspace.people.update(first, name="Zita")
    assert names(workspace) == ["anna", "Zita", "Émile"]
    assert workspace.people.lines()[0] is untouched
    workspace.people.remove([first])
    assert names(workspace) == ["anna", "Émile"]
    workspace.undo.undo()
    workspace.undo.undo()
    assert names(workspace) == ["anna", "Bas", "Émile"]
    workspace.undo.redo()
    assert names(workspace) == ["anna", "Zita", "Émile"]


def test_many_changes_at_once_are_read_again_as_a_whole(workspace):
    assert names(workspace) == []
    for number in range(520):
        workspace.people.add(f"Mens {number:03d}")
    assert len(names(workspace)) == 520
    assert names(workspace) == sorted(names(workspace))


def test_everybody_is_proposed_until_somebody_agreed(workspace, noor):
    bas = workspace.people.add("Bas")
    assert (workspace.people.details(noor).state, workspace.people.details(noor).agreed_on) == (PROPOSED, None)
    workspace.people.set_state([noor, bas], AGREED, agreed_by="Team organisatieontwikkeling")
    for person_id in (noor, bas):
        known = workspace.people.details(person_id)
        assert (known.state, known.agreed_by, known.agreed_on) == (AGREED, "Team organisatieontwikkeling", date(2026, 3, 12))
    workspace.undo.undo()
    assert workspace.people.details(bas).state == workspace.people.details(noor).state == PROPOSED


def test_who_signs_off_is_not_offered_and_not_expected_but_what_was_stays(workspace, noor, coming):
    before = workspace.meetings.create("Begin", held_on=date(2026, 2, 5))
    workspace.meetings.set_attendance(before, noor, "present")
    workspace.meetings.set_attendance(coming, noor, "expected")
    workspace.people.set_state([noor], WITHDRAWN)
    assert [row.name for row in workspace.people.offered()] == []
    assert [row.name for row in workspace.people.offered([noor])] == ["Noor Visser"]
    held = {view.id: view.status for view in workspace.people.details(noor).meetings}
    assert held == {before: "present", coming: "absent"}
    workspace.undo.undo()
    assert workspace.people.details(noor).meetings[-1].status == "expected"


def test_check_in_does_not_find_who_signed_off(workspace, noor, coming):
    workspace.people.set_state([noor], WITHDRAWN)
    assert workspace.meetings.check_in(coming, "noor") == CheckIn(None)
    workspace.people.set_state([noor], PROPOSED)
    assert workspace.meetings.check_in(coming, "noor").person.id == noor


def test_inviting_several_is_one_step_and_leaves_alone_who_is_on_the_list(workspace, noor, coming):
    bas, cor = workspace.people.add("Bas"), workspace.people.add("Cor")
    workspace.meetings.set_attendance(coming, noor, "present")
    workspace.people.set_state([cor], WITHDRAWN)
    assert workspace.people.invite(coming, [noor, bas, cor]) == 1
    assert workspace.people.attending(coming) == {noor, bas}
    assert workspace.people.details(noor).meetings[0].status == "present"
    workspace.undo.undo()
    assert workspace.people.attending(coming) == {noor}


def test_nobody_is_named_anywhere_until_said(workspace, noor):
    assert [view.form for view in workspace.people.details(noor).consents] == ["", "", ""]
    assert workspace.people.named() == {WALL: frozenset(), LOGBOOK: frozenset(), REPORT: frozenset()}


def test_a_yes_that_is_over_is_a_no_everywhere_and_a_new_one_is_new(workspace, noor, coming):
    people, today = workspace.people, workspace.clock.now().date()
    workspace.people.set_consent(noor, WALL, "first")
    workspace.outcomes.add(coming, "afspraak", "Bellen", owner_id=noor)

    def ends(day):
        with workspace._store.unit("Test") as session:
            session.scalars(select(Consent)).one().valid_until = day

    def on_wall():
        return "Noor" in repr(workspace.projection.frame(coming, "board"))

    ends(today)
    assert (on_wall(), consent(workspace, noor, WALL).form, consent(workspace, noor, WALL).valid_until) == (True, "first", today)
    # Another word about a yes that holds leaves its end.
    people.set_consent(noor, WALL, "first", asked_by="Esra")
    assert consent(workspace, noor, WALL).valid_until == today
    ends(today - timedelta(days=1))
    view = consent(workspace, noor, WALL)
    assert (on_wall(), view.form, view.valid_until, people.named()[WALL]) == (False, "", today - timedelta(days=1), frozenset())
    people.set_consent(noor, WALL, "first")
    view = consent(workspace, noor, WALL)
    assert (on_wall(), view.form, view.valid_until, people.named()[WALL]) == (True, "first", None, {noor})


def test_a_yes_holds_for_its_channel_with_who_asked_and_when(workspace, noor):
    workspace.people.set_consent(noor, LOGBOOK, "full", asked_by="Esra", given_on=date(2026, 3, 1))
    given = consent(workspace, noor, LOGBOOK)
    assert (given.form, given.asked_by, given.given_on) == ("full", "Esra", date(2026, 3, 1))
    assert workspace.people.named() == {WALL: frozenset(), LOGBOOK: {noor}, REPORT: frozenset()}


def test_taking_a_yes_back_is_one_call_and_tells_when(workspace, noor, manual_clock):
    workspace.people.set_consent(noor, REPORT, "first", asked_by="Esra")
    manual_clock.advance(86_400 * 3)
    workspace.people.set_consent(noor, REPORT, "")
    taken = consent(workspace, noor, REPORT)
    assert (taken.form, taken.withdrawn_on) == ("", date(2026, 3, 15))
    assert REPORT in workspace.people.named() and noor not in workspace.people.named()[REPORT]
    workspace.people.set_consent(noor, REPORT, "first", asked_by="Esra")
    assert consent(workspace, noor, REPORT).withdrawn_on is None


def test_saying_no_to_what_was_never_asked_changes_nothing(workspace, noor):
    label = workspace.undo.state().undo
    workspace.people.set_consent(noor, WALL, "")
    assert workspace.undo.state().undo == label
    assert consent(workspace, noor, WALL).withdrawn_on is None


def test_a_yes_of_tomorrow_is_refused(workspace, noor):
    with pytest.raises(InvalidValueError, match="toekomst"):
        workspace.people.set_consent(noor, WALL, "first", given_on=date(2026, 3, 13))
    assert consent(workspace, noor, WALL).form == ""


def test_a_person_shows_cases_and_agreements(workspace, noor, coming):
    workspace.cases.add("Stadstuin", brought_by_id=noor)
    card = workspace.outcomes.add(coming, "afspraak", "Bel de wijkraad", owner_id=noor, due_on=date(2026, 4, 9))
    workspace.outcomes.add(coming, "afspraak", "Van een ander")
    known = workspace.people.details(noor)
    assert [case.title for case in known.cases] == ["Stadstuin"]
    assert [(row.id, row.meeting_id, row.due_on) for row in known.agreements] == [(card, coming, date(2026, 4, 9))]

def test_a_name_stands_in_the_logbook_as_its_bearer_allows(workspace, noor, coming):
    workspace.people.update(noor, facilitator=True)
    workspace.meetings.set_attendance(coming, noor, "present", "facilitator")
    workspace.outcomes.add(coming, "afspraak", "Bel de wijkraad", owner_id=noor)
    workspace.meetings.add_text_item(coming, "Welkom", 5)
    workspace.room.start(coming)
    for form, shown in (("", ""), ("first", "Noor"), ("full", "Noor Visser")):
        workspace.people.set_consent(noor, LOGBOOK, form)
        book = workspace.logbook.book()
        assert book.facilitators == book.meetings[0].facilitators == ((shown,) if shown else ())
        assert [outcome.owner for outcome in book.meetings[0].outcomes] == [shown or None]


def test_who_is_erased_is_off_the_list_at_once_and_the_files_with_the_name_are_told(workspace, noor, coming, tmp_path):
    workspace.people.invite(coming, [noor])
    workspace.people.update(noor, email="noor@delft.example", facilitator=True)
    workspace.meetings.set_facilitators(coming, [noor])
    workspace.attendance_list.write(tmp_path / "lijst.csv", coming)
    workspace.invitations.write(tmp_path / "zonder.ics", coming)
    workspace.invitations.write(tmp_path / "met.ics", coming, with_people=True)
    assert names(workspace) == ["Noor Visser"]
    preview = workspace.erasure.preview(noor)
    report = workspace.erasure.erase(noor, {hit.key: Decision(REPLACE) for hit in preview.hits})
    assert names(workspace) == []
    assert {Path(copy.path).name for copy in report.copies} == {"lijst.csv", "met.ics"}
