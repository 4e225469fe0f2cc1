"""The page Casussen: adding, removing, and what is kept. The form itself is in ``test_case_form`` and ``test_case_form_criteria``."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ef_desktop.ui.pages.cases import CasesPage
from tests.gui.case_desk import the_case
from tests.gui.page_alone import shown_page
from tests.gui.planning_views import NASTY

Key = Qt.Key


@pytest.fixture
def page(ctx, qtbot):
    """The page with one case, shown."""
    ctx.workspace.cases.add("Stadstuin Voorhof")
    return shown_page(CasesPage(ctx), qtbot)


def test_a_case_is_added_by_its_title(page, ctx):
    page.start_adding()
    QTest.keyClicks(page.quick, "Speelstraat Wippolder")
    QTest.keyClick(page.quick, Key.Key_Return)
    assert [row.title for row in ctx.workspace.cases.rows()] == ["Speelstraat Wippolder", "Stadstuin Voorhof"]
    assert page.form.fields["title"].value() == "Speelstraat Wippolder"


def test_what_is_typed_is_kept_when_the_page_is_left(page, ctx):
    page.form.fields["question"].setPlainText("Bewoners willen een tuin")
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
