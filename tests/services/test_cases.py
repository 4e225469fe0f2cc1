"""Cases: the rule of the criteria, goals, the exception, what the group sees, and the cases in the logbook."""

from datetime import date

import pytest

from ef_desktop.domain.errors import InvalidValueError

REASON = "De casus is klein, maar past precies bij wat wij oefenen."
WHY = "Deze vraag komt uit de stad, want een bewoner van de straat belde zelf."
DAY = date(2026, 3, 12)


@pytest.fixture
def held(workspace):
    """A meeting that ran, with a case on its agenda that may stand in the logbook; returns meeting and case."""
    case = workspace.cases.add("Stadstuin", initiator_knows="weet", share_in="groep,logboek", district="Voorhof")
    meeting = workspace.meetings.create("Proef", held_on=DAY, starts_at=570)
    item = workspace.meetings.add_text_item(meeting, "Casus", 30)
    workspace.meetings.update_item(item, case_id=case)
    workspace.outcomes.add(meeting, "werkt", "Bellen", case_id=case)
    workspace.room.start(meeting)
    workspace.room.finish(meeting)
    return meeting, case


def test_only_the_beginning_of_a_sentence_is_kept_as_none(workspace):
    case = workspace.cases.add("Stadstuin")
    workspace.cases.set_criterion(case, "c1", "voldoet", "Deze vraag komt uit de stad, want …")
    view = workspace.cases.criteria(case)[0]
    assert (view.motivation, view.gap) == ("", "motivation")
    workspace.cases.set_goal(case, 11, "De casus draagt bij, want")
    assert next(goal for goal in workspace.cases.goals(case) if goal.chosen).sentence == ""


def test_a_sixth_goal_is_refused_and_a_chosen_one_can_still_change(workspace):
    case = workspace.cases.add("Stadstuin")
    for number in (1, 2, 3, 4, 5):
        workspace.cases.set_goal(case, number, "Dit helpt.")
    with pytest.raises(InvalidValueError, match="vier andere"):
        workspace.cases.set_goal(case, 6, "Dit ook.")
    workspace.cases.set_goal(case, 5, "Dit helpt echt.", True)
    goals = {goal.number: goal for goal in workspace.cases.goals(case) if goal.chosen}
    assert goals[5].main and not goals[1].main and len(goals) == 5
    with pytest.raises(InvalidValueError):
        workspace.cases.set_goal(case, 18, "")


def test_who_brings_a_case_is_found_by_name_in_any_writing(workspace):
    noor = workspace.people.add("Noor Visser")
    case = workspace.cases.add("Stadstuin")
    workspace.cases.bring_in(case, "noor visser")
    assert workspace.cases.fields(case)["brought_by_id"] == noor
    workspace.cases.bring_in(case, " ")
    assert workspace.cases.fields(case)["brought_by_id"] is None
    assert len(workspace.people.rows()) == 1


def test_what_the_content_never_shows_cannot_be_shown(workspace):
    case = workspace.cases.add("Stadstuin")
    for field in ("sensitive", "initiator_name", "exception_reason", "no such field"):
        with pytest.raises(InvalidValueError):
            workspace.cases.keep_off(case, field, False)
    workspace.cases.keep_off(case, "question")
    workspace.cases.keep_off(case, "district")
    workspace.cases.keep_off(case, "question", False)
    assert workspace.cases.kept_off(case) == {"district"}


def test_suggestions_are_what_was_used_before(workspace):
    workspace.people.add("Noor", department="Wijkzaken")
    workspace.cases.add("Stadstuin", departments="Vastgoed,Juridische Zaken", district="Poptahof")
    fields = {field.name: field for section in workspace.cases.intake() for field in section.fields}
    assert fields["departments"].suggestions == ("Juridische Zaken", "Vastgoed", "Wijkzaken")
    assert fields["district"].suggestions[0] == "Binnenstad" and "Poptahof" in fields["district"].suggestions


def test_an_exception_of_a_case_that_was_put_off_takes_it_up_again(workspace):
    case = workspace.cases.add("Stadstuin")
    workspace.cases.keep_for_later(case, "Er loopt een bezwaar.")
    workspace.cases.set_exception(case, "Te kort", "Noor", DAY)
    assert workspace.cases.rows()[0].verdict == "niet_nu"
    workspace.cases.set_exception(case, REASON, "Noor", DAY)
    assert (workspace.cases.rows()[0].verdict, workspace.cases.rows()[0].status) == ("met_reden", "intake")
    with pytest.raises(InvalidValueError):
        workspace.cases.keep_for_later(case, "  ")
    with pytest.raises(InvalidValueError):
        workspace.cases.set_rule("zomaar")


def test_a_setting_that_cannot_be_read_is_the_usual_one(workspace):
    from ef_desktop.db.tables import Setting
    from ef_desktop.domain.ids import member_id

    store = workspace._store
    for value in ("niet eens JSON", '"zomaar"', "[1]"):
        with store.unit("") as session:
            row = session.get(Setting, member_id("setting", "criteria_rule"))
            if row is None:
                row = Setting(id=member_id("setting", "criteria_rule"), key="criteria_rule")
                session.add(row)
            row.value = value
        assert workspace.cases.rule() == "alle"


# The logbook


def test_the_logbook_tells_criteria_and_exception(workspace, held):
    _meeting, case = held
    noor = workspace.people.add("Noor Visser", in_logbook=True)
    workspace.cases.set_criterion(case, "c1", "voldoet", WHY)
    workspace.cases.set_exception(case, REASON, "Noor", DAY)
    workspace.cases.set_goal(case, 11, "De wijk wordt groener.")
    (told,) = workspace.logbook.book().cases
    assert (told.title, told.verdict, told.reason) == ("Stadstuin", "Toegelaten met reden", REASON)
    assert (told.decided_by, told.decided_on) == ("Noor", DAY)
    assert told.goals == ("11. Duurzame steden en gemeenschappen",)
    assert [(found.state, found.motivation) for found in told.criteria] == [("Voldoet", WHY)] + [("Nog niet bekeken", "")] * 3
    # Whose name it is cannot be told where somebody else of that name said no.
    other = workspace.people.add("Noor de Wit")
    assert workspace.logbook.book().cases[0].decided_by == ""
    workspace.people.remove([other])
    assert workspace.logbook.book().cases[0].decided_by == "Noor"
    workspace.people.update(noor, in_logbook=False)
    assert workspace.logbook.book().cases[0].decided_by == ""


@pytest.mark.parametrize(
    ("knows", "share_in", "begin"),
    [
        ("weet", "logboek", "Stadstuin"),
        ("weet", "groep", "Casus "),
        ("weet", "", "Casus "),
        ("nee", "logboek", "Anonieme casus "),
        ("", "logboek", "Anonieme casus "),
    ],
)
def test_under_which_title_a_case_stands_in_the_logbook(workspace, held, knows, share_in, begin):
    _meeting, case = held
    workspace.cases.set_criterion(case, "c1", "voldoet", WHY)
    workspace.cases.update(case, initiator_knows=knows, share_in=share_in)
    book = workspace.logbook.book()
    assert book.cases[0].title.startswith(begin)
    assert book.meetings[0].outcomes[0].case_title == book.cases[0].title
    assert bool(book.cases[0].criteria[0].motivation) == (begin == "Stadstuin")


def test_an_exception_stands_in_the_logbook_before_the_case_was_discussed(workspace):
    case = workspace.cases.add("Stadstuin", initiator_knows="weet", share_in="logboek")
    assert workspace.logbook.book().cases == ()
    workspace.cases.set_exception(case, "Te kort", "Noor", DAY)
    assert workspace.logbook.book().cases == ()
    workspace.cases.set_exception(case, REASON, "Noor", DAY)
    assert [told.title for told in workspace.logbook.book().cases] == ["Stadstuin"]


def test_the_overview_counts_what_misses_by_the_rule_of_the_programme(workspace):
    def missing():
        return [entry.title for entry in workspace.programme.overview().attention if entry.target == "cases"]

    first, other, none = (workspace.cases.add(title) for title in ("Een", "Twee", "Drie"))
    for case, criterion in ((first, "c1"), (first, "c3"), (other, "c3"), (other, "c4")):
        workspace.cases.set_criterion(case, criterion, "voldoet", WHY)
    found = {}
    for rule in ("alle", "eerste_en_een", "een"):
        workspace.cases.set_rule(rule)
        found[rule] = missing()
    assert found == {
        "alle": ["3 casussen missen een criterium"],
        "eerste_en_een": ["2 casussen missen een criterium"],
        "een": ["1 casus mist een criterium"],
    }
    workspace.cases.set_exception(none, REASON, "Noor", DAY)
    assert missing() == []
