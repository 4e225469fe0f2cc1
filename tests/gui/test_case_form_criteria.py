"""The form of a case by keyboard alone: the criteria, the verdict, the decision, and the goals."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.pages.cases_words import criterion_words
from tests.gui.case_desk import kept, open_case, press, the_case, write

Key = Qt.Key
WHY = "een bewoner van de straat belde zelf."


@pytest.fixture
def page(ctx, qtbot):
    return open_case(ctx, qtbot)


# The criteria


def test_the_criteria_have_the_words_of_the_programme():
    assert criterion_words("c1") == "De casus komt voort uit een vraag uit de stad"
    assert criterion_words("c2") == "Kan als voorbeeld worden gebruikt voor andere cases"
    assert criterion_words("c3").startswith("Er kan een verband worden gelegd met een zich veranderende samenleving")
    assert criterion_words("c4").startswith("Met tenminste een van de 17 doelstellingen van de Global Goals")


def test_the_motivation_is_begun_and_its_beginning_does_not_count(page, ctx):
    row = page.form.criteria["c1"]
    row.motivation.setFocus()
    assert row.motivation.toPlainText() == "Deze vraag komt uit de stad, want "
    page.form.flush()
    assert ctx.workspace.cases.criteria(the_case(ctx).id)[0].motivation == ""
    row.states.setFocus()
    assert row.motivation.toPlainText() == ""
    press(Key.Key_2)
    assert row._short.text() == "Leg het uit: nog 20 letters"
    row.motivation.setFocus()
    write("iemand belde.")
    assert row._short.text() == "Leg het uit: nog 7 letters"
    write(" Twee keer zelfs.")
    assert not row._short.isVisible()
    press(Key.Key_Tab)
    view = ctx.workspace.cases.criteria(the_case(ctx).id)[0]
    assert view.motivation == "Deze vraag komt uit de stad, want iemand belde. Twee keer zelfs."
    assert (view.state, view.gap) == ("deels", "partly")


def test_a_gap_inside_the_sentence_is_typed_over(page):
    row = page.form.criteria["c3"]
    row.motivation.setFocus()
    write("de straat")
    assert row.motivation.toPlainText() == "Buiten verandert de straat en daarom moet de gemeente "


def test_the_verdict_follows_the_criteria_by_keyboard(page, ctx):
    title, missing = page.form.verdict._title, page.form.verdict._missing
    assert (title.text(), missing.text()) == ("Nog aanvullen", "Bekijk criterium 1, 2, 3 en 4.")
    page.form.enter_part("criteria")
    for number in range(4):
        assert page.form.criteria[f"c{number + 1}"].states.hasFocus()
        press(Key.Key_2 if number == 3 else Key.Key_J)
        press(Key.Key_Tab)
        write(WHY)
        press(Key.Key_Tab)
    assert missing.text() == "Criterium 4 klopt niet: laat de casus toe met een reden, of kies ‘Niet nu’."
    # The fourth cannot be met before a goal has its sentence.
    last = page.form.criteria["c4"]
    last.states.setFocus()
    press(Key.Key_J)
    assert last.states.current() == "deels"
    assert last._short.text().startswith("Kies eerst")
    page.form.grid.setFocus()
    press(Key.Key_Space)
    page.form.go_to("goals")
    write("de tuin maakt de wijk groener.")
    last.states.setFocus()
    press(Key.Key_J)
    assert the_case(ctx).criteria_met == 4
    assert the_case(ctx).verdict == "past"
    assert title.text() == "Past bij de criteria"
    ctx.workspace.cases.remove_goal(the_case(ctx).id, 1)
    assert missing.text() == "Geef één Global Goal een zin."


def test_an_exception_is_written_down_with_reason_person_and_day(page, ctx):
    decision = page.form.judging.decision
    decision.ways.setFocus()
    press(Key.Key_Right)
    assert decision.reason.hasFocus()
    assert (decision.decided_by.value(), decision.decided_on.value()) == ("Noor", date(2026, 3, 12))
    write("De casus is klein.")
    assert decision._short.text() == "Leg het uit: nog 22 letters"
    page.form.flush()
    assert the_case(ctx).verdict == "aanvullen"
    write(" Hij past precies bij wat we oefenen.")
    press(Key.Key_Tab)
    assert the_case(ctx).verdict == "met_reden"
    assert (kept(ctx, "exception_by"), kept(ctx, "exception_on")) == ("Noor", date(2026, 3, 12))
    assert page.form.verdict._title.text() == "Toegelaten met reden"
    assert page.form.verdict._missing.text() == "De casus is klein. Hij past precies bij wat we oefenen."
    decision.ways.setFocus()
    press(Key.Key_Left)
    assert (the_case(ctx).verdict, kept(ctx, "exception_reason")) == ("aanvullen", "")
    ctx.undo()
    assert the_case(ctx).verdict == "met_reden"


def test_not_now_needs_a_reason_and_keeps_the_case(page, ctx):
    decision = page.form.judging.decision
    decision.ways.setFocus()
    press(Key.Key_Right)
    decision.ways.setFocus()
    press(Key.Key_Right)
    assert decision.why_later.hasFocus()
    press(Key.Key_Tab)
    assert the_case(ctx).verdict == "aanvullen"
    decision.why_later.setFocus()
    write("Er loopt een bezwaar.")
    press(Key.Key_Tab)
    assert (the_case(ctx).verdict, the_case(ctx).status) == ("niet_nu", "not_now")
    assert page.form.verdict._title.text() == "Niet nu"
    decision.ways.setFocus()
    press(Key.Key_Home)
    assert (the_case(ctx).verdict, the_case(ctx).status) == ("aanvullen", "intake")


@pytest.mark.usefixtures("hasty")
def test_why_not_now_is_kept_while_it_is_typed(ctx, qtbot, request):
    decision = request.getfixturevalue("page").form.judging.decision
    for _way in range(2):
        decision.ways.setFocus()
        press(Key.Key_Right)
    write("Er loopt")
    qtbot.waitUntil(lambda: kept(ctx, "not_now_reason") == "Er loopt", timeout=5000)
    write(" een bezwaar.")
    qtbot.waitUntil(lambda: kept(ctx, "not_now_reason") == "Er loopt een bezwaar.", timeout=5000)
    assert decision.why_later.hasFocus() and the_case(ctx).status == "not_now"
    ctx.undo()
    assert (the_case(ctx).verdict, the_case(ctx).status) == ("aanvullen", "proposed")


def test_another_rule_of_the_programme_changes_the_verdict(page, ctx):
    case = the_case(ctx).id
    ctx.workspace.cases.set_criterion(case, "c2", "voldoet", WHY * 2)
    assert the_case(ctx).verdict == "aanvullen"
    ctx.workspace.cases.set_rule("een")
    assert the_case(ctx).verdict == "past"
    assert page.form.verdict._detail.text() == "1 van 4 criteria. Minstens één criterium is genoeg."
    ctx.undo()
    assert page.form.verdict._title.text() == "Nog aanvullen"


# The goals


def chosen(ctx):
    return {goal.number: goal for goal in ctx.workspace.cases.goals(the_case(ctx).id) if goal.chosen}


def test_goals_are_found_by_number_and_by_word(page, ctx):
    search, grid = page.form.goals.search, page.form.grid
    for words, numbers in (
        ("armoede", {1}),
        ("SDG 1", {1}),
        ("doel 16", {16}),
        ("7", {7}),
        ("water", {6, 13, 14}),
        ("waardig werk", {8}),
        ("onzin", set()),
    ):
        search.setFocus()
        search.setText(words)
        press(Key.Key_Return)
        assert grid._found == numbers, words
        assert grid.hasFocus()
    search.setFocus()
    search.setText("klimaat")
    press(Key.Key_Return)
    press(Key.Key_Space)
    assert set(chosen(ctx)) == {13}


def test_the_first_goal_is_the_main_one_and_the_next_when_it_goes(page, ctx):
    for number in (11, 3):
        page.form.goals.toggled.emit(number)
    assert {number: goal.main for number, goal in chosen(ctx).items()} == {3: False, 11: True}
    page.form.sentences._mains[3].click()
    assert {number: goal.main for number, goal in chosen(ctx).items()} == {3: True, 11: False}
    page.form.goals.toggled.emit(3)
    assert {number: goal.main for number, goal in chosen(ctx).items()} == {11: True}
    ctx.undo()
    assert {number: goal.main for number, goal in chosen(ctx).items()} == {3: True, 11: False}


def test_a_sixth_goal_is_refused_in_plain_words(page, ctx, qtbot):
    for number in range(1, 6):
        page.form.goals.toggled.emit(number)
    assert page.form.goals._count.text() == "5 van hoogstens 5 gekozen"
    with qtbot.waitSignal(ctx.toastAsked) as asked:
        page.form.goals.toggled.emit(6)
    assert "één hoofddoel en hoogstens vier andere" in asked.args[0].text
    assert set(chosen(ctx)) == {1, 2, 3, 4, 5}


def test_the_sentence_of_a_goal_is_begun(page, ctx):
    page.form.goals.toggled.emit(11)
    page.form.go_to("goals")
    field = QApplication.focusWidget()
    assert field.text() == "De casus draagt bij, want "
    press(Key.Key_Tab)
    assert chosen(ctx)[11].sentence == ""
    field.setFocus()
    write("het plein wordt groen.")
    press(Key.Key_Tab)
    assert chosen(ctx)[11].sentence == "De casus draagt bij, want het plein wordt groen."


def test_accent_goals_are_told(page, ctx):
    ctx.workspace.cases.set_accents([1, 16])
    page.form.grid.setFocus()
    assert "accentdoel" in page.form.grid.accessibleName()
    press(Key.Key_Right)
    assert "accentdoel" not in page.form.grid.accessibleName()
