"""The page Casussen: adding, the intake, the four criteria, the goals and the verdict."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ef_desktop.ui.pages.cases import CasesPage
from ef_desktop.ui.pages.cases_words import criterion_words
from tests.gui.planning_views import NASTY

Key = Qt.Key
WHY = "Dit is uitgelegd in meer dan twintig letters."


@pytest.fixture
def page(ctx, qtbot):
    """The page with one case, shown."""
    ctx.workspace.cases.add("Stadstuin Voorhof")
    page = CasesPage(ctx)
    page.resize(1150, 656)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.enter()
    page.default_focus().setFocus()
    return page


def the_case(ctx):
    """The only case, as the work file has it."""
    return ctx.workspace.cases.rows()[0]


def test_a_case_is_added_by_its_title(page, ctx):
    page.start_adding()
    QTest.keyClicks(page.quick, "Speelstraat Wippolder")
    QTest.keyClick(page.quick, Key.Key_Return)
    assert [row.title for row in ctx.workspace.cases.rows()] == ["Speelstraat Wippolder", "Stadstuin Voorhof"]
    assert page.form.title.value() == "Speelstraat Wippolder"


def test_the_criteria_have_the_words_of_the_programme():
    assert criterion_words("c1") == "De casus komt voort uit een vraag uit de stad"
    assert criterion_words("c2") == "Kan als voorbeeld worden gebruikt voor andere cases"
    assert criterion_words("c3").startswith("Er kan een verband worden gelegd met een zich veranderende samenleving")
    assert criterion_words("c4").startswith("Met tenminste een van de 17 doelstellingen van de Global Goals")


def test_the_verdict_follows_the_criteria(page, ctx):
    assert page.form.verdict._title.text() == "Nog aanvullen"
    for row in page.form.criteria.values():
        row.motivation.setFocus()
        QTest.keyClicks(row.motivation, WHY)
        row.states.set_current("voldoet")
        row.states.changed.emit("voldoet")
    assert the_case(ctx).criteria_met == 4
    assert page.form.verdict._detail.text() == "4 van 4 criteria. Leg elk criterium uit, en geef één doel een zin."
    page.form.grid.setFocus()
    QTest.keyClick(page.form.grid, Key.Key_Space)
    field = page.form.sentences._fields[1]
    field.setFocus()
    QTest.keyClicks(field, "De tuin maakt de wijk groener.")
    page.form.title.setFocus()
    assert the_case(ctx).goals == (1,)
    assert the_case(ctx).verdict == "past"
    assert page.form.verdict._title.text() == "Past bij de criteria"


def test_a_motivation_that_is_too_short_is_told(page, ctx):
    row = page.form.criteria["c1"]
    row.states.changed.emit("deels")
    assert row._short.text() == "Leg het uit: nog 20 letters"
    QTest.keyClicks(row.motivation, WHY)
    assert not row._short.isVisible()


def test_goals_are_chosen_in_the_grid_and_the_first_is_the_main_one(page, ctx):
    spots = page.form.grid._spots()
    for place in (10, 2):
        QTest.mouseClick(page.form.grid, Qt.MouseButton.LeftButton, pos=spots[place].center().toPoint())
    goals = {goal.number: goal for goal in ctx.workspace.cases.goals(the_case(ctx).id) if goal.chosen}
    assert set(goals) == {3, 11}
    assert goals[11].main and not goals[3].main
    page.form.sentences._mains[3].click()
    goals = {goal.number: goal for goal in ctx.workspace.cases.goals(the_case(ctx).id) if goal.chosen}
    assert goals[3].main and not goals[11].main
    QTest.mouseClick(page.form.grid, Qt.MouseButton.LeftButton, pos=spots[2].center().toPoint())
    assert the_case(ctx).goals == (11,)
    ctx.undo()
    assert set(the_case(ctx).goals) == {3, 11}


def test_an_initiator_who_does_not_know_makes_it_anonymous(page, ctx):
    assert not page.form._anonymous.isVisible()
    page.form.initiator_knows.setCurrentIndex(3)
    assert the_case(ctx).anonymous
    assert page.form._anonymous.isVisible()
    ctx.undo()
    assert not page.form._anonymous.isVisible()


def test_removing_can_be_undone_and_empty_says_how_to_begin(page, ctx, qtbot):
    with qtbot.waitSignal(ctx.toastAsked) as asked:
        QTest.keyClick(page.list, Key.Key_Delete)
    assert asked.args[0].undo
    assert page.empty.isVisible()
    ctx.undo()
    assert page.form.title.value() == "Stadstuin Voorhof"


def test_what_is_typed_is_kept_when_the_page_is_left(page, ctx):
    page.form.question.setPlainText("Bewoners willen een tuin")
    page.hide()
    assert ctx.workspace.cases.fields(the_case(ctx).id)["question"] == "Bewoners willen een tuin"


@pytest.mark.parametrize("text", NASTY)
def test_awkward_texts_keep_the_page_within_the_window(page, ctx, text):
    case = the_case(ctx).id
    person = ctx.workspace.people.add(text)
    ctx.workspace.cases.update(case, title=text, question=text, district=text, learning_question=text, brought_by_id=person)
    ctx.workspace.cases.set_criterion(case, "c1", "voldoet", text)
    ctx.workspace.cases.set_goal(case, 11, text, True)
    page.grab()
    assert page.minimumSizeHint().width() <= 1150
    assert page.size().width() == 1150
