"""The life of a case on its page: the line, the next step by keyboard, what belongs to it, removing with care, the sheet."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from ef_desktop.ui.dialogs.overlay import Overlay
from ef_desktop.ui.pages.cases import CasesPage
from ef_desktop.ui.pages.cases_life_sheets import NoticeDialog, SheetDialog
from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.gui.page_alone import shown_page
from tests.gui.planning_views import NASTY

Key = Qt.Key
WHY = "Dit is uitgelegd in meer dan twintig letters, zodat het telt als uitleg van dit criterium en niet te kort is."
WAIT = 10_000


@pytest.fixture
def case(ctx):
    return ctx.workspace.cases.add("Stadstuin Voorhof", district="Voorhof", initiator_knows="weet")


@pytest.fixture
def page(ctx, case, qtbot):
    """The page of cases by itself, with one case."""
    return shown_page(CasesPage(ctx), qtbot, case_id=case)


@pytest.fixture
def window(app_window, qtbot, case):
    """The whole window on the page of cases."""
    app_window.activateWindow()
    qtbot.waitUntil(app_window.isActiveWindow, timeout=WAIT)
    app_window.show_page("cases", case_id=case)
    return app_window


def fits_criteria(ctx, case):
    for criterion in ("c1", "c2", "c3", "c4"):
        ctx.workspace.cases.set_criterion(case, criterion, "voldoet", WHY)
    ctx.workspace.cases.set_goal(case, 11, "De tuin maakt de wijk groener en koeler voor iedereen die er woont.")


def now(page) -> str:
    return next(step.stage for step in page.life.line.steps() if step.state == "now")


def sheet(window) -> Overlay:
    """The sheet that lies above the window."""
    return next(overlay for overlay in window.findChildren(Overlay) if overlay.isVisible())


def dialog(kind):
    """The dialog of this class that is open."""
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def choose(window, text: str) -> None:
    """Type in the sheet and take the first row."""
    QTest.keyClicks(sheet(window).field, text)
    QTest.keyClick(sheet(window).field, Key.Key_Return)


def test_the_next_step_leads_through_the_whole_life(page, ctx, case):
    workspace = ctx.workspace
    assert (now(page), page.life.next.label()) == ("proposed", "Begin de intake")
    page.life.next.click()
    assert now(page) == "intake"
    assert page.life.next.label() == "Bekijk de vier criteria"
    fits_criteria(ctx, case)
    assert page.life.next.label() == "Laat de casus toe"
    page.life.next.click()
    assert now(page) == "admitted"
    template = workspace.library.templates()[0].id
    meeting = workspace.meetings.create("Houding en gedrag", template=template, held_on=date(2026, 3, 12), starts_at=570)
    page.life.next.click()
    choose(page, "houding")
    assert now(page) == "planned"
    assert [row.accessibleName() for row in page.sections.meetings.rows()] == ["1. Houding en gedrag, 12 maart 2026 · gepland"]
    workspace.room.start(meeting)
    workspace.room.finish(meeting)
    assert now(page) == "discussed"
    page.life.next.click()
    notice = dialog(NoticeDialog)
    assert not notice.keep.isEnabled()
    QTest.keyClicks(notice.words, "Het hek is open.")
    notice.keep.click()
    assert now(page) == "followed_up"
    assert page.story.noticed[0].on == date(2026, 3, 12)
    page.life.next.click()
    assert now(page) == "closed"
    page.life.next.click()
    assert now(page) == "followed_up"
    ctx.undo()
    assert now(page) == "closed"


def test_the_next_step_is_done_by_the_keyboard(window):
    page = window.page
    QTest.keyClick(page.list, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert now(page) == "intake"


def test_the_fields_have_the_height_of_a_small_window(window):
    page = window.page
    window.resize(1366, 768)
    QApplication.processEvents()
    assert page.form._area.height() >= 370
    assert page.form.isAncestorOf(page.life.next) and page.life.next.isVisible()
    assert page.life.next.toolTip() == page.life.next.accessibleDescription() != ""


def test_the_criteria_are_gone_to_with_the_keyboard(page):
    page.life.next.click()
    page.life.next.click()
    assert page.form.judging.isAncestorOf(page.window().focusWidget())


def test_a_case_that_is_kept_for_later_is_taken_up_again(page, ctx, case):
    ctx.workspace.cases.keep_for_later(case, "Er loopt een bezwaar.")
    assert page.life._aside.isVisible()
    assert page.life.next.label() == "Weer oppakken"
    page.life.next.click()
    assert ctx.workspace.cases.fields(case)["status"] == "intake"
    assert not page.life._aside.isVisible()


def test_a_step_is_set_in_the_menu_and_refused_in_words(page, ctx, qtbot):
    menu = page.life.make_menu()
    stages = menu.actions()[0].menu().actions()
    assert [action.text() for action in stages] == ["Voorgesteld", "Intake", "Toegelaten", "Afgerond"]
    assert stages[0].isChecked()
    with qtbot.waitSignal(ctx.toastAsked) as asked:
        stages[2].trigger()
    assert asked.args[0].failure
    assert "kan nog niet worden toegelaten" in asked.args[0].text
    stages[1].trigger()
    assert now(page) == "intake"
    menu.deleteLater()


def test_what_follows_by_itself_is_not_set_back(page, ctx, case, qtbot):
    ctx.workspace.meetings.add_case(ctx.workspace.meetings.create("Leren"), case)
    with qtbot.waitSignal(ctx.toastAsked, timeout=WAIT) as asked:
        page.deeds.set_stage("intake")
    assert asked.args[0].text.startswith("De casus blijft ‘Gepland’")


def test_related_cases_are_added_turned_round_and_taken_away(page, ctx, case, qtbot):
    other = ctx.workspace.cases.add("Speelstraat Wippolder")
    page.sections.related.add.click()
    assert sheet(page).turn.current() == "example"
    QTest.keyClick(sheet(page).field, Key.Key_Tab)
    assert sheet(page).turn.current() == "learns"
    choose(page, "wippolder")
    assert [(view.id, view.example) for view in page.story.related] == [(other, False)]
    page.deeds.relate()
    choose(page, "speel")
    assert [view.example for view in page.story.related] == [True, False]
    assert len(page.sections.related.rows()) == 2
    page.deeds.unrelate(page.story.related[0])
    assert [view.example for view in page.story.related] == [False]
    with qtbot.waitSignal(ctx.navigationAsked, timeout=WAIT) as asked:
        page.sections.related.rows()[0].click()
    assert asked.args == ["cases", {"case_id": other}]
    page.enter(case_id=other)
    assert page.list.current_id() == other
    assert [(view.id, view.example) for view in page.story.related] == [(case, True)]


def test_an_outcome_leads_to_its_board(window, ctx, case):
    meeting = ctx.workspace.meetings.create("Leren", held_on=date(2026, 3, 12))
    ctx.workspace.meetings.add_case(meeting, case)
    ctx.workspace.outcomes.add(meeting, "inzicht", "Eén loket helpt", case_id=case)
    sections = window.page.sections
    sections.outcomes.rows()[0].click()
    assert window.page_id == "board"
    window.go_back()
    sections.meetings.rows()[0].click()
    assert window.page_id == "prepare"


def test_taken_off_the_agenda_with_undo(page, ctx, case, qtbot):
    meeting = ctx.workspace.meetings.create("Leren", held_on=date(2026, 3, 20))
    ctx.workspace.meetings.add_case(meeting, case)
    with qtbot.waitSignal(ctx.toastAsked) as asked:
        page.deeds.take_off(page.story.meetings[0])
    assert asked.args[0].undo
    assert page.story.meetings == ()
    ctx.undo()
    assert len(page.story.meetings) == 1


def test_roles_of_the_work_form_are_shown_without_wishes(page, ctx, case):
    work = ctx.workspace.workform
    kept = work.begin(ctx.workspace.meetings.create("Houding en gedrag"), case_id=case)
    roles = {option.name: option.id for option in work.recording.view(kept).roles}
    work.recording.choose(kept, [], role=roles["Luisteraar"])
    work.picture.want_role(kept, roles["Aanjager"])
    work.picture.set_needs(kept, [roles["Aanjager"], roles["Verbinder"]], [])
    assert [row.accessibleName() for row in page.sections.roles.rows()] == [
        "Aanjager, gezocht · Houding en gedrag",
        "Verbinder, nodig voor de casus · Houding en gedrag",
    ]


def test_notes_are_changed_and_dropped(page, ctx, case):
    ctx.workspace.case_life.add_noticed(case, "Het hek is open.", date(2026, 4, 1))
    page.sections.noticed.rows()[0].click()
    notice = dialog(NoticeDialog)
    assert notice.day.value() == date(2026, 4, 1)
    notice.words.setPlainText("Het hek is helemaal open.")
    notice.keep.click()
    assert page.story.noticed[0].text == "Het hek is helemaal open."
    page.deeds.drop_note(0)
    assert page.story.noticed == ()
    ctx.undo()
    assert len(page.story.noticed) == 1


# Removing


def test_removing_asks_first_and_can_be_taken_back_later(page, ctx, case):
    ctx.workspace.cases.set_criterion(case, "c1", "deels", WHY)
    QTest.keyClick(page.list, Key.Key_Delete)
    asked = dialog(MessageDialog)
    assert asked.windowTitle() == "Deze casus verwijderen?"
    asked.reject()
    assert len(ctx.workspace.cases.rows()) == 1
    QTest.keyClick(page.list, Key.Key_Delete)
    dialog(MessageDialog).accept()
    assert ctx.workspace.cases.rows() == ()
    assert page.empty.isVisible()
    page.deeds.open_removed()
    choose(page, "stadstuin")
    page.enter(case_id=case)
    assert [row.id for row in ctx.workspace.cases.rows()] == [case]
    assert ctx.workspace.cases.criteria(case)[0].state == "deels"
    assert now(page) == "proposed"


def test_a_case_on_an_agenda_is_closed_instead(page, ctx, case):
    meeting = ctx.workspace.meetings.create("Leren")
    ctx.workspace.meetings.add_case(meeting, case)
    page.life.deed_asked.emit("remove")
    asked = dialog(MessageDialog)
    assert asked.windowTitle() == "Deze casus blijft"
    assert "1 bijeenkomst" in asked._text.text()
    asked.accept()
    assert now(page) == "closed"
    assert len(ctx.workspace.cases.rows()) == 1


def test_of_more_cases_only_those_that_occur_nowhere_are_removed(page, ctx, case):
    ctx.workspace.meetings.add_case(ctx.workspace.meetings.create("Leren"), case)
    ctx.workspace.cases.add("Vrij")
    ctx.workspace.cases.add("Ook vrij")
    page.list.selectAll()
    assert page.several.isVisible()
    assert not page.life.isVisible()
    QTest.keyClick(page.list, Key.Key_Delete)
    asked = dialog(MessageDialog)
    assert asked.windowTitle() == "2 casussen verwijderen?"
    asked.accept()
    assert [row.id for row in ctx.workspace.cases.rows()] == [case]
    ctx.undo()
    assert len(ctx.workspace.cases.rows()) == 3


def test_more_cases_are_set_to_a_step_together(page, ctx, case):
    other = ctx.workspace.cases.add("Speelstraat")
    page.list.selectAll()
    page.several.stages["intake"].click()
    assert {ctx.workspace.cases.fields(id)["status"] for id in (case, other)} == {"intake"}
    ctx.undo()
    assert {ctx.workspace.cases.fields(id)["status"] for id in (case, other)} == {"proposed"}


# The sheet


def test_the_sheet_is_saved_where_one_chooses(page, ctx, case, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "blad"), ""))
    page.deeds.ask_sheet()
    asked = dialog(SheetDialog)
    assert asked.anonymous.isEnabled()
    asked.after.setChecked(False)
    with qtbot.waitSignal(ctx.toastAsked, timeout=WAIT) as told:
        asked.go.click()
    assert told.args[0].text == "Het casusblad is bewaard: blad.pdf"
    assert (tmp_path / "blad.pdf").read_bytes().startswith(b"%PDF")


def test_the_sheet_is_anonymous_by_force(page, ctx, case):
    ctx.workspace.cases.update(case, initiator_knows="nee")
    page.deeds.ask_sheet()
    asked = dialog(SheetDialog)
    assert asked.anonymous.isChecked()
    assert not asked.anonymous.isEnabled()
    asked.reject()


def test_a_sheet_that_cannot_be_saved_says_why(page, ctx, case, qtbot, tmp_path):
    with qtbot.waitSignal(ctx.toastAsked, timeout=WAIT) as told:
        page.deeds.save_sheet(case, tmp_path / "weg" / "blad.pdf", anonymous=False, after=False)
    assert told.args[0].failure
    assert "Er is niets verloren" in told.args[0].text


# The look


@pytest.mark.parametrize("text", NASTY)
def test_awkward_texts_keep_the_page_within_the_window(page, ctx, case, text):
    other = ctx.workspace.cases.add(text)
    ctx.workspace.case_life.relate(case, other, text)
    ctx.workspace.case_life.add_noticed(case, text, date(2026, 4, 1))
    meeting = ctx.workspace.meetings.create(text, held_on=date(2026, 3, 12))
    ctx.workspace.meetings.add_case(meeting, case)
    ctx.workspace.outcomes.add(meeting, "werkt", text, case_id=case)
    page.grab()
    assert page.width() == 1150
    assert page.minimumSizeHint().width() <= 1150
    page.deeds.relate()
    assert sheet(page).panel.width() <= 620


def test_the_line_tells_each_step_in_words(page, ctx, case):
    meeting = ctx.workspace.meetings.create("Leren", held_on=date(2026, 3, 20))
    ctx.workspace.meetings.add_case(meeting, case)
    said = page.life.line.accessibleName()
    for words in ("Voorgesteld, klaar", "Toegelaten, overgeslagen", "Gepland, hier is de casus nu, 20 mrt", "Besproken, komt nog"):
        assert words in said
    QTest.mouseMove(page.life.line, QPoint(5, 5))
    page.life.line.grab()
