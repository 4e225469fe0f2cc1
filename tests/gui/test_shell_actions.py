"""The registry of actions, the sheet of keys, and the score of the palette."""

import pytest
from PySide6.QtGui import QKeySequence

from ef_desktop.i18n import N_
from ef_desktop.ui.actions import Action, key_caps, key_text
from ef_desktop.ui.dialogs.keys import key_rows
from ef_desktop.ui.palette import score


@pytest.fixture
def registry(closed_ctx):
    return closed_ctx.actions


def keys(registry, id):
    return [key.toString() for key in registry.qaction(id).shortcuts()]


def test_an_action_of_another_page_sleeps(registry):
    done = []
    registry.add("a", N_("Keys"), lambda: done.append("a"), page="board", waits=False)
    registry.page_changed("meetings")
    registry.trigger("a")
    assert done == [] and not registry.qaction("a").isEnabled()
    registry.page_changed("board")
    registry.trigger("a")
    assert done == ["a"] and registry.qaction("a").isEnabled()


def test_adding_the_same_id_replaces_the_action_and_keeps_its_qaction(registry):
    done = []
    first = registry.add("a", N_("Keys"), lambda: done.append(1), waits=False)
    second = registry.add("a", N_("Help"), lambda: done.append(2), waits=False)
    second.trigger()
    assert first is second and done == [2] and second.text() == "Help" and len(registry.all()) == 1


def test_the_keys_of_a_page_go_before_those_that_work_everywhere(registry):
    registry.add("everywhere", N_("Keys"), int, shortcut="Alt+1, Ctrl+1", waits=False)
    registry.add("there", N_("Help"), int, shortcut="Alt+1", page="cockpit", waits=False)
    registry.describe("board", "Ctrl+1", N_("Search and do"))
    registry.page_changed("cockpit")
    assert keys(registry, "everywhere") == ["Ctrl+1"] and keys(registry, "there") == ["Alt+1"]
    registry.page_changed("board")
    assert keys(registry, "everywhere") == ["Alt+1"]
    registry.page_changed("overview")
    assert keys(registry, "everywhere") == ["Alt+1", "Ctrl+1"]


def test_what_needs_a_work_file_waits_only_while_one_is_being_opened(closed_ctx):
    done = []
    registry = closed_ctx.actions
    registry.add("a", N_("Keys"), lambda: done.append(1))
    assert not registry.qaction("a").isEnabled() and registry.for_palette() == ()
    closed_ctx.expect(True)
    assert registry.qaction("a").isEnabled()
    registry.trigger("a")
    assert done == []
    closed_ctx.expect(False)
    assert not registry.qaction("a").isEnabled()


def test_menus_and_keys_are_made_from_the_registry(registry):
    registry.add("b", N_("Help"), int, menu="file", section=1, shortcut="F5", page="board", waits=False)
    registry.add("a", N_("Keys"), int, menu="file", shortcut="F1", waits=False)
    registry.describe("board", "Alt+Up, Alt+Down", N_("Search and do…"))
    registry.page_changed("board")
    assert [action.id for action in registry.in_menu("file")] == ["a", "b"]
    groups = dict(key_rows(registry, "board"))
    assert groups["Op deze pagina"] == (("F5", "Help"), ("Alt+Up, Alt+Down", "Zoeken en doen…"))
    assert ("F1", "Toetsen") in groups["Overal"]
    registry.page_changed("cases")
    assert [action.id for action in registry.in_menu("file")] == ["a"]
    assert "Op deze pagina" not in dict(key_rows(registry, "cases"))


def test_key_names_are_those_on_a_dutch_keyboard():
    assert key_text("Ctrl+K") == "Ctrl K"
    assert key_text("Space") == "Spatie" and key_text("Return") == "Enter" and key_text("+") == "+"
    assert key_caps("Alt+Up") == ("Alt", "Up") and key_text("Alt+Up") == "Alt ↑" and key_text("Up") == "Up"


def test_an_action_on_its_own_has_readable_texts():
    action = Action("a", N_("&File"), int, shortcut="Ctrl+Y, Ctrl+Shift+Z")
    assert action.shown_text() == "Bestand" and action.shown_key() == "Ctrl Y"
    assert QKeySequence(action.shortcut.split(", ")[1]).count() == 1


@pytest.mark.parametrize(
    "query, better, worse",
    [
        ("log", "Logboek", "Catalogus"),
        ("nieuwe bij", "Nieuwe bijeenkomst", "Bijeenkomsten"),
        ("opsl", "Kopie opslaan", "Over op slot, laten"),
        ("lgb", "Logboek", "Instellingen"),
    ],
)
def test_the_palette_puts_what_was_meant_first(query, better, worse):
    assert score(query, better) > score(query, worse)


def test_the_palette_leaves_out_what_does_not_fit():
    assert score("xyz", "Logboek") == 0
    assert score("  ", "Logboek") == 1
