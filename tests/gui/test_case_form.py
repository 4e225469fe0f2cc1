"""The form of a case by keyboard alone: the whole intake, what misses, and what the group sees."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.domain import intake
from tests.gui.case_desk import kept, open_case, press, the_case, write
from tests.gui.planning_views import NASTY

Key = Qt.Key


@pytest.fixture
def page(ctx, qtbot):
    return open_case(ctx, qtbot)


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
