"""The list of cases: filters, orders, search by keyboard, and the coverage that leads to it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ef_desktop.ui.pages.cases import CasesPage
from ef_desktop.ui.pages.cases_list import ANY_CRITERION, NO_GOAL, OPEN_CASES
from ef_desktop.ui.pages.listing_model import ROW_ROLE
from tests.gui.page_alone import shown_page

Key = Qt.Key
WHY = "Dit is uitgelegd in meer dan twintig letters, zodat het telt als uitleg van dit criterium en niet te kort is."


@pytest.fixture
def cases(ctx, manual_clock):
    """Three cases by a short name."""
    cases = ctx.workspace.cases
    found = {
        "tuin": cases.add("Stadstuin", district="Voorhof", question="Mag de buurt tuinieren?"),
        "straat": cases.add("Speelstraat", district="Wippolder", status="intake"),
        "pand": cases.add("Leeg pand", status="closed"),
    }
    for criterion in ("c1", "c2", "c3", "c4"):
        cases.set_criterion(found["tuin"], criterion, "voldoet", WHY)
    cases.set_criterion(found["straat"], "c1", "voldoet", WHY)
    cases.set_goal(found["tuin"], 11, "De tuin maakt de wijk groener en koeler voor iedereen die er woont.")
    cases.set_goal(found["straat"], 3, "Kinderen spelen buiten.")
    manual_clock.advance(60)
    cases.update(found["straat"], question="Mag de straat dicht?")
    return found


def make_page(ctx, qtbot) -> CasesPage:
    """The page of cases by itself."""
    return shown_page(CasesPage(ctx), qtbot)


@pytest.fixture
def page(ctx, cases, qtbot):
    return make_page(ctx, qtbot)


def shown(page) -> list[str]:
    model = page.list.rows()
    return [model.index(place).data() for place in range(model.rowCount())]


def test_the_list_says_how_it_stands(page):
    assert shown(page) == ["Leeg pand", "Speelstraat", "Stadstuin"]
    assert page.head.sub_label.text() == "3 casussen · 1 mist nog een criterium"
    rows = [page.list.rows().index(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(3)]
    assert rows == ["Leeg pand, Afgerond, 0 van 4", "Speelstraat, Intake · Wippolder, 1 van 4", "Stadstuin, Voorgesteld · Voorhof, 4 van 4"]


def test_the_rule_of_the_programme_says_what_still_misses(page, ctx, cases):
    ctx.workspace.cases.set_goal(cases["straat"], 3, "Kinderen spelen buiten en leren elkaar in de straat kennen.")
    ctx.workspace.cases.set_rule("een")
    assert page.head.sub_label.text() == "3 casussen"
    assert page.list.rows().index(1).data(ROW_ROLE).chips == (("1 van 4", "blue"),)
    ctx.undo()
    assert page.head.sub_label.text() == "3 casussen · 1 mist nog een criterium"
    assert page.list.rows().index(1).data(ROW_ROLE).chips == (("1 van 4", "warn"),)


def test_filters(page):
    for name, value, wanted in (
        ("stage", "intake", ["Speelstraat"]),
        ("stage", OPEN_CASES, ["Speelstraat", "Stadstuin"]),
        ("goal", 11, ["Stadstuin"]),
        ("goal", NO_GOAL, ["Leeg pand"]),
        ("missing", "c1", ["Leeg pand"]),
        ("missing", "c4", ["Leeg pand", "Speelstraat"]),
        ("missing", ANY_CRITERION, ["Leeg pand", "Speelstraat"]),
        ("district", "Voorhof", ["Stadstuin"]),
    ):
        page.filters.choose(name, value)
        assert shown(page) == wanted, (name, value)
        assert page.strip.label.text().startswith(f"{len(wanted)} van 3")
        page.show_all()
        assert len(shown(page)) == 3


def test_filters_go_together_and_nothing_found_has_a_way_back(page):
    page.filters.choose("goal", 11)
    page.filters.choose("district", "Wippolder")
    assert shown(page) == []
    assert page._nothing.isVisible()
    assert not page.life.isVisible()
    page._nothing.button.click()
    assert len(shown(page)) == 3


def test_orders(page):
    for name, wanted in (
        ("title", ["Leeg pand", "Speelstraat", "Stadstuin"]),
        ("stage", ["Stadstuin", "Speelstraat", "Leeg pand"]),
        ("district", ["Stadstuin", "Speelstraat", "Leeg pand"]),
    ):
        page.filters.order_by(name)
        assert shown(page) == wanted, name


def test_the_order_of_the_last_change_follows_changes(page, ctx, cases, manual_clock):
    page.filters.order_by("changed")
    assert shown(page)[0] == "Speelstraat"
    manual_clock.advance(60)
    ctx.workspace.cases.update(cases["pand"], question="Mag het pand open?")
    assert shown(page)[0] == "Leeg pand"


def test_search_finds_title_question_district_and_goals(page, qtbot):
    page.search_cases()
    for typed, wanted in (("tuinieren", "Stadstuin"), ("wippolder", "Speelstraat"), ("duurzame steden", "Stadstuin")):
        page.search.clear()
        QTest.keyClicks(page.search, typed)
        qtbot.waitUntil(lambda wanted=wanted: shown(page) == [wanted], timeout=10_000)


def test_the_coverage_leads_to_the_list(page, ctx, cases):
    page.show_view("coverage")
    assert page.coverage.isVisible()
    assert page.coverage.summary.text() == "2 van de 17 doelen worden geraakt."
    tiles = page.coverage.tiles
    assert page.focusWidget() is tiles
    for _step in range(2):
        QTest.keyClick(tiles, Key.Key_Right)
    assert tiles.accessibleName() == "Global Goals: 3. Goede gezondheid en welzijn, 1 casus, hoofddoel van 1 casus"
    QTest.keyClick(tiles, Key.Key_Return)
    assert shown(page) == ["Speelstraat"]
    assert page.view.current() == "list"
    page.show_view("coverage")
    page.coverage.bars["c1"].click()
    assert shown(page) == ["Leeg pand"]
    page.show_view("coverage")
    QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=tiles.spots()[10].center().toPoint())
    assert shown(page) == ["Stadstuin"]


def test_a_goal_that_nothing_touches_leads_to_an_empty_list_with_a_way_back(page):
    page.show_view("coverage")
    page.coverage.tiles.chosen.emit(5)
    assert shown(page) == []
    assert page._nothing.isVisible()


def test_accent_goals_without_a_case_are_named(page, ctx):
    ctx.workspace.cases.set_accents([11, 6])
    page.show_view("coverage")
    assert page.coverage.summary.text().endswith("Nog geen casus bij de accentdoelen Schoon water en sanitair.")
    QTest.keyClick(page.coverage.tiles, Key.Key_Down)
    assert page.coverage.tiles.accessibleName().endswith("accentdoel van het programma") == (page.coverage.tiles._current in (5, 10))


def test_the_criteria_are_told_in_words(page):
    page.show_view("coverage")
    assert page.coverage.bars["c1"].accessibleName() == (
        "1. De casus komt voort uit een vraag uit de stad: 2 voldoen en 1 nog te bekijken of uit te leggen"
    )
    page.coverage.grab()


def test_the_coverage_follows_changes(page, ctx, cases):
    page.show_view("coverage")
    ctx.workspace.cases.set_goal(cases["pand"], 17, "Samen met de eigenaar en de buurt openen wij het pand weer.")
    assert page.coverage.isVisible()
    assert page.coverage.summary.text() == "3 van de 17 doelen worden geraakt."


def test_without_cases_there_is_only_the_beginning(ctx, qtbot):
    page = make_page(ctx, qtbot)
    assert page.empty.isVisible()
    assert not page.view.isVisible()
    page.show_view("coverage")
    assert page.empty.isVisible()


def test_a_new_case_begins_in_the_list(page, ctx):
    page.show_view("coverage")
    page.start_adding()
    QTest.keyClicks(page.quick, "Zwemsteiger")
    QTest.keyClick(page.quick, Key.Key_Return)
    assert page.view.current() == "list"
    assert page.story.row.title == "Zwemsteiger"
