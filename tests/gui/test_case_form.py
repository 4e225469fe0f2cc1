"""The form of a case by keyboard alone: the whole intake, what misses, the criteria, the decision, and what the group sees."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.domain import intake
from ef_desktop.ui.pages.cases import CasesPage
from ef_desktop.ui.pages.cases_words import criterion_words
from tests.gui.planning_views import NASTY

Key = Qt.Key
WHY = "een bewoner van de straat belde zelf."


@pytest.fixture
def page(ctx, qtbot):
    """The page with one case of which the initiator takes part, shown."""
    ctx.workspace.cases.add("Stadstuin Voorhof", initiator_knows="doet_mee")
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


def kept(ctx, name):
    """A field of the only case, as the work file has it."""
    return ctx.workspace.cases.fields(the_case(ctx).id)[name]


def press(key, times=1, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key in whatever has the keyboard."""
    for _time in range(times):
        QTest.keyClick(QApplication.focusWidget(), key, modifier)


def write(text):
    """Type into whatever has the keyboard."""
    QTest.keyClicks(QApplication.focusWidget(), text)


def go(page, id):
    """Jump to a question."""
    page.form.go_to(id)


# The intake


def test_every_question_of_the_content_has_a_field(page):
    questions = [field for section in page.ctx.workspace.cases.intake() for field in section.fields]
    assert len(questions) == 22
    for question in questions:
        assert question.kind == intake.GOALS or page.form.rows[question.id].field.accessibleName() == question.label


def test_the_whole_intake_is_filled_in_by_keyboard(page, ctx):
    """Ctrl+J goes on to what misses: each answer by typing only, until everything required is there."""
    typed = {
        "question": "Mogen wij hier een tuin maken?",
        "brought_by_id": "Samira",
        "departments": "Wijkzaken",
        "state_of_affairs": "Er is een keer gebeld.",
        "stuck_on": "Drie loketten.",
        "learning_question": "Hoe kan ik helpen?",
        "social_change": "Mensen beginnen zelf.",
        "example_for": "Elk team met tijdelijk gebruik.",
    }
    names = {id: row.question.name for id, row in page.form.rows.items()}
    for _step in range(30):
        missing = ctx.workspace.cases.completion(the_case(ctx).id).missing
        if not missing:
            break
        page.form.go_on()
        name = names.get(missing[0].id)
        if name in typed:
            write(typed[name])
            press(Key.Key_Return if name == "departments" else Key.Key_Tab)
        elif missing[0].kind == intake.CHOICE:
            press(Key.Key_Down)
        elif missing[0].kind == intake.CHOICES:
            press(Key.Key_Space)
        else:
            press(Key.Key_Space)
            page.form.go_on()
            write("de wijk wordt groener en koeler.")
            press(Key.Key_Tab)
    assert ctx.workspace.cases.completion(the_case(ctx).id).missing == ()
    assert page.form.progress.words.text() == "Alle verplichte velden zijn ingevuld"
    assert kept(ctx, "departments") == "Wijkzaken"
    assert kept(ctx, "sensitive") == "niets"
    assert the_case(ctx).brought_by == "Samira"
    assert the_case(ctx).goals == (1,)


def test_what_misses_is_counted_named_and_gone_to(page, ctx):
    assert page.form.progress.words.text() == "2 van 16 verplichte velden"
    labels = [action.text() for action in page.form.progress.menu().actions()]
    assert labels[0] == "De vraag uit de stad" and len(labels) == 14
    page.form.go_on()
    assert page.form.fields["question"].hasFocus()
    next(part for part in page.form.bar.parts() if part.id == "vraag")
    assert {part.id: part.missing for part in page.form.bar.parts()}["vraag"] == 3
    write("Mag dat?")
    press(Key.Key_Tab)
    assert {part.id: part.missing for part in page.form.bar.parts()}["vraag"] == 2


def test_the_keyboard_goes_from_part_to_part(page):
    page.form.setFocus()
    seen = []
    for _part in range(7):
        page.form.next_part()
        seen.append(page.form.bar.current())
    assert seen == ["initiatief", "erbij", "stand", "waarde", "criteria", "goals", "delen"]
    page.form.next_part(-1)
    assert page.form.bar.current() == "goals"
    assert page.form.goals.isAncestorOf(QApplication.focusWidget())
    page.form.bar.setFocus()
    press(Key.Key_Home)
    press(Key.Key_Right)
    assert page.form.bar.hasFocus() and page.form.bar.current() == "initiatief"
    press(Key.Key_Return)
    assert page.form.fields["initiator_kind"].hasFocus()


def test_answers_of_more_than_one_go_together_or_not(page, ctx):
    go(page, "gevoelig")
    press(Key.Key_Space)
    assert kept(ctx, "sensitive") == "niets"
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert kept(ctx, "sensitive") == "bezwaar"
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert kept(ctx, "sensitive") == "bezwaar,besluit"
    ctx.undo()
    assert kept(ctx, "sensitive") == "bezwaar"
    assert page.form.fields["sensitive"].value() == "bezwaar"


def test_a_list_is_typed_and_taken_off_by_keyboard(page, ctx):
    go(page, "afdelingen")
    write("Wijkzaken,Vastgoed")
    press(Key.Key_Return)
    assert kept(ctx, "departments") == "Wijkzaken,Vastgoed"
    press(Key.Key_Backspace)
    assert kept(ctx, "departments") == "Wijkzaken"
    write("Juridische Zaken")
    press(Key.Key_Tab)
    assert kept(ctx, "departments") == "Wijkzaken,Juridische Zaken"


def test_somebody_who_is_not_known_yet_brings_the_case(page, ctx):
    go(page, "inbrenger")
    write("Sami")
    # Half a name is nobody, however long somebody waits before typing on.
    page.form.saver._keep_typing()
    assert ctx.workspace.people.rows() == ()
    write("ra")
    press(Key.Key_Tab)
    assert [row.name for row in ctx.workspace.people.rows()] == ["Samira"]
    ctx.undo()
    assert ctx.workspace.people.rows() == ()
    assert page.form.fields["brought_by_id"].value() == ""


def test_a_known_name_is_completed_by_keyboard(page, ctx, qtbot):
    noor = ctx.workspace.people.add("Noor Visser")
    ctx.workspace.people.add("Samira Idrissi")
    go(page, "inbrenger")
    field = page.form.fields["brought_by_id"]
    write("vis")
    popup = field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    press(Key.Key_Tab)
    assert kept(ctx, "brought_by_id") == noor
    assert len(ctx.workspace.people.rows()) == 2


# Privacy


def test_an_initiator_who_does_not_know_makes_it_anonymous_and_so_does_no_answer(page, ctx):
    assert not page.form._anonymous.isVisible()
    go(page, "initiatiefnemer_weet")
    press(Key.Key_End)
    assert kept(ctx, "initiator_knows") == "nee"
    assert page.form._anonymous.isVisible()
    assert page.form.rows["titel"].seen._room.text() == "niet in de zaal"
    press(Key.Key_Home)
    assert kept(ctx, "initiator_knows") == ""
    assert the_case(ctx).anonymous and page.form._anonymous.isVisible()
    ctx.undo()
    ctx.undo()
    assert not page.form._anonymous.isVisible()


def test_the_facilitator_keeps_a_field_from_the_group(page, ctx):
    meeting = ctx.workspace.meetings.create("Proef", held_on=date(2026, 3, 12), starts_at=570)
    item = ctx.workspace.meetings.add_text_item(meeting, "Casus", 40)
    ctx.workspace.meetings.update_item(item, case_id=the_case(ctx).id)
    ctx.workspace.cases.update(the_case(ctx).id, question="Mag dat?")
    assert ctx.workspace.projection.frame(meeting, "case").question == "Mag dat?"
    assert "sensitive" not in page.form.shown.boxes and "initiator_name" not in page.form.shown.boxes
    page.form.shown.boxes["question"].setFocus()
    press(Key.Key_Space)
    assert ctx.workspace.cases.kept_off(the_case(ctx).id) == {"question"}
    assert ctx.workspace.projection.frame(meeting, "case").question == ""
    assert page.form.rows["vraag_uit_de_stad"].seen._room.text() == "niet in de zaal"
    ctx.undo()
    assert ctx.workspace.projection.frame(meeting, "case").question == "Mag dat?"
    assert page.form.shown.boxes["question"].isChecked()


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


# The form as a whole


def test_tab_goes_through_every_answer_in_order_and_the_parts_follow(page):
    page.form.setFocus()
    seen, parts = [], []
    for _step in range(45):
        focus = QApplication.focusWidget()
        name = next((name for name, field in page.form.fields.items() if field is focus or field.isAncestorOf(focus)), "")
        if name and name not in seen:
            seen.append(name)
        if page.form.bar.current() not in parts:
            parts.append(page.form.bar.current())
        press(Key.Key_Tab)
    wanted = [field.name for section in page.ctx.workspace.cases.intake() for field in section.fields if field.name]
    assert seen == wanted
    assert parts[:8] == ["vraag", "initiatief", "erbij", "stand", "waarde", "criteria", "goals", "delen"]


@pytest.mark.parametrize("text", NASTY)
def test_awkward_answers_keep_the_form_within_the_window(page, ctx, text):
    case = the_case(ctx).id
    cases = ctx.workspace.cases
    names = [field.name for section in cases.intake() for field in section.fields if field.kind in (intake.TEXT, intake.TEXTS, intake.SUGGESTED, intake.LIST)]
    cases.update(case, **dict.fromkeys(names, text), maex="ja", maex_link=text, initiator_kind=text, municipal_role=text)
    cases.bring_in(case, text)
    cases.set_exception(case, text, text, None)
    for criterion in ("c1", "c2", "c3", "c4"):
        cases.set_criterion(case, criterion, "deels", text)
    cases.set_goal(case, 11, text)
    for part in page.form.bar.parts():
        page.form.enter_part(part.id)
        page.grab()
    assert page.minimumSizeHint().width() <= 1150
    assert page.size().width() == 1150


def test_what_another_window_changed_is_shown_but_not_under_the_hands(page, ctx):
    go(page, "stand_van_zaken")
    write("Er is geb")
    ctx.workspace.cases.update(the_case(ctx).id, learning_question="Hoe kan ik luisteren?")
    assert page.form.fields["learning_question"].value() == "Hoe kan ik luisteren?"
    assert page.form.fields["state_of_affairs"].value() == "Er is geb"
    write("eld.")
    press(Key.Key_Tab)
    assert kept(ctx, "state_of_affairs") == "Er is gebeld."
