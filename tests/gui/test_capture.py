"""The capture bar: type, Enter, on the disk; nothing typed is ever lost."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.pages.cockpit import CockpitPage
from ef_desktop.ui.pages.cockpit_drafts import DELAY_MS
from ef_desktop.ui.widgets.capture_bar_words import parse_day, show_day
from tests.gui.room_views import KINDS, cards_of, go, make_meeting, press, type_text

SHIFT, CONTROL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
THURSDAY = date(2026, 3, 12)

CONTENT = make_meeting


@pytest.fixture
def cockpit(app_window, made, qtbot):
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    press(Qt.Key.Key_F5)
    return page


def cards(cockpit):
    return cards_of(cockpit.ctx.workspace, cockpit.meeting_id)


def test_thirty_cards_without_the_mouse(cockpit, manual_clock, settings):
    for number in range(30):
        press(getattr(Qt.Key, f"Key_{number % 6 + 1}"), ALT)
        type_text(f"Kaart {number}")
        press(Qt.Key.Key_Return)
    assert len(cards(cockpit)) == 30
    counts = {kind: sum(card.kind == kind for card in cards(cockpit)) for kind in KINDS}
    assert counts == dict.fromkeys(KINDS, 5)
    # On the disk: somebody who looks at the file sees them all.
    other = Workspace.open(cockpit.ctx.workspace.path, clock=manual_clock, settings=settings, read_only=True)
    assert other.outcomes.board(cockpit.meeting_id).total == 30
    other.close()


def test_enter_on_nothing_does_nothing(cockpit):
    for text in ("", "   ", "\u200b\x07"):
        cockpit.bar.line.setText(text)
        press(Qt.Key.Key_Return)
    assert not cards(cockpit)
    assert cockpit.bar.line.hasFocus()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x00een\x07 be\x1bl", "een bel"),
        ("=SOM(A1)", "=SOM(A1)"),
        ("👩‍👩‍👧 en مرحبا", "👩‍👩‍👧 en مرحبا"),
        ("- geen streep weg", "- geen streep weg"),
        ("x" * 10_000, "x" * 10_000),
    ],
)
def test_any_text_is_kept_and_control_characters_go(cockpit, typed, kept):
    cockpit.bar.line.setText(typed)
    press(Qt.Key.Key_Return)
    assert [card.text for card in cards(cockpit)] == [kept]


def test_long_text_is_advised_against_and_kept(cockpit):
    cockpit.bar.line.setText("x" * 141)
    assert cockpit.bar.length.isVisible()
    assert cockpit.bar.length.text() == "141 tekens"


def test_pasted_lines_are_cards_and_one_step_back(cockpit):
    QGuiApplication.clipboard().setText("• Bel eerst\r\n\r\n• Mail later\n• Loop langs")
    press(Qt.Key.Key_V, CONTROL)
    assert [card.text for card in cards(cockpit)] == ["Bel eerst", "Mail later", "Loop langs"]
    assert cockpit.bar.line.text() == ""
    press(Qt.Key.Key_Z, CONTROL)
    assert not cards(cockpit)


def test_pasted_lines_stay_private_when_the_bar_is(cockpit):
    press(Qt.Key.Key_P, CONTROL)
    QGuiApplication.clipboard().setText("een\ntwee")
    press(Qt.Key.Key_V, CONTROL)
    assert [card.private for card in cards(cockpit)] == [True, True]


def test_shift_enter_saves_one_card_for_me_only(cockpit):
    type_text("Oude klacht speelt nog mee")
    press(Qt.Key.Key_Return, SHIFT)
    type_text("Bel eerst")
    press(Qt.Key.Key_Return)
    assert {card.text: card.private for card in cards(cockpit)} == {"Oude klacht speelt nog mee": True, "Bel eerst": False}


def test_undo_takes_back_letters_first_and_then_the_card(cockpit):
    type_text("Bel eerst")
    press(Qt.Key.Key_Return)
    type_text("half")
    press(Qt.Key.Key_Z, CONTROL)
    assert cockpit.bar.line.text() == ""
    assert len(cards(cockpit)) == 1
    press(Qt.Key.Key_Z, CONTROL)
    assert not cards(cockpit)


def test_an_agreement_with_who_and_when(cockpit):
    press(Qt.Key.Key_5, ALT)
    type_text("Proefbrief schrijven")
    press(Qt.Key.Key_Tab)
    type_text("samir")
    press(Qt.Key.Key_Tab)
    type_text("26 mrt")
    press(Qt.Key.Key_Return)
    (card,) = cards(cockpit)
    assert (card.kind, card.owner, card.due_on, card.status) == ("afspraak", "Samir Bakkali", date(2026, 3, 26), "open")
    assert cockpit.bar.line.hasFocus()


@pytest.mark.parametrize(("who", "when", "field"), [("Pietje", "", "owner"), ("", "31 februari", "due")])
def test_what_cannot_be_kept_is_asked_again_and_not_lost(cockpit, who, when, field):
    press(Qt.Key.Key_5, ALT)
    cockpit.bar.line.setText("Proefbrief schrijven")
    cockpit.bar.owner.setText(who)
    cockpit.bar.due.setText(when)
    press(Qt.Key.Key_Return)
    assert not cards(cockpit)
    assert cockpit.bar.line.text() == "Proefbrief schrijven"
    assert getattr(cockpit.bar, field).hasFocus()
    assert cockpit.context_text()


def test_kinds_beyond_the_chosen_ones_are_one_key_away(cockpit):
    press(Qt.Key.Key_8, ALT)
    assert cockpit.bar.kinds.current() not in KINDS
    press(Qt.Key.Key_Up)
    assert cockpit.bar.kinds.current() in KINDS


def test_half_a_sentence_survives_a_crash(cockpit, qtbot, data_dir, ctx):
    # A crash takes at most a second of it.
    assert DELAY_MS < 1000
    press(Qt.Key.Key_4, ALT)
    type_text("Wij missen iem")
    file = data_dir / "drafts.json"
    qtbot.waitUntil(lambda: file.exists() and "Wij missen iem" in file.read_text("utf-8"), timeout=5000)
    # The crash: nobody closes anything; a new page reads what was left.
    again = CockpitPage(ctx)
    qtbot.addWidget(again)
    again.show_with(meeting_id=cockpit.meeting_id)
    again.reload()
    assert again.bar.line.text() == "Wij missen iem"
    assert again.bar.kinds.current() == "inzicht"
    assert "staat er nog" in again.context_text()


def test_a_saved_card_leaves_no_draft(cockpit, qtbot, data_dir):
    file = data_dir / "drafts.json"
    type_text("Bel eerst")
    qtbot.waitUntil(file.exists, timeout=10_000)
    press(Qt.Key.Key_Return)
    assert not file.exists()
    # Also where a broken file stood.
    file.write_text("{", "utf-8")
    cockpit.keeper.read_again()
    type_text("Bel dan")
    press(Qt.Key.Key_Return)
    assert not file.exists()


def test_a_broken_draft_file_is_no_obstacle(app_window, made, qtbot, data_dir):
    data_dir.mkdir(exist_ok=True)
    (data_dir / "drafts.json").write_text('{"00": 3}', "utf-8")
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    assert page.bar.line.text() == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("26-3", date(2026, 3, 26)),
        ("26/3/2027", date(2027, 3, 26)),
        ("1 2", date(2027, 2, 1)),
        ("26 mrt", date(2026, 3, 26)),
        ("2 maart", date(2027, 3, 2)),
        ("vr", date(2026, 3, 13)),
        ("donderdag", date(2026, 3, 19)),
        ("morgen", date(2026, 3, 13)),
        ("over 2 weken", date(2026, 3, 26)),
        ("do 26 mrt", date(2026, 3, 26)),
        ("31 februari", None),
        ("ooit", None),
        ("", None),
    ],
)
def test_days_in_plain_words(typed, meant):
    assert parse_day(typed, THURSDAY) == meant


@pytest.mark.parametrize("day", [THURSDAY, date(2026, 3, 26), date(2027, 3, 1), date(2028, 2, 29)])
def test_a_day_that_is_shown_is_understood_again(day):
    assert parse_day(show_day(day, THURSDAY), THURSDAY) == day


def test_the_bar_keeps_the_focus_after_a_click_on_its_buttons(cockpit, qtbot):
    type_text("Bel eerst")
    qtbot.mouseClick(cockpit.bar.privacy, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(cockpit.bar.save, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert cockpit.bar.line.hasFocus()
    assert [card.private for card in cards(cockpit)] == [True]


def test_talent_and_goal_by_sign_in_the_cockpit_too(cockpit):
    type_text("Goed gehoord +luisteren %13")
    press(Qt.Key.Key_Escape) if cockpit.bar.line.suggestions.isVisible() else None
    press(Qt.Key.Key_Return)
    (card,) = cards(cockpit)
    assert (card.text, card.talent, card.goal) == ("Goed gehoord", "Luisteren", 13)


def test_pasted_lines_are_read_for_signs_in_the_cockpit(cockpit):
    QGuiApplication.clipboard().setText("/afspraak Bel de wijk @samir ^26-3\nLoop langs")
    press(Qt.Key.Key_V, CONTROL)
    found = {card.text: (card.kind, card.owner, card.due_on) for card in cards(cockpit)}
    assert found["Bel de wijk"] == ("afspraak", "Samir Bakkali", date(2026, 3, 26))
    assert set(found) == {"Bel de wijk", "Loop langs"}
    press(Qt.Key.Key_Z, CONTROL)
    assert not cards(cockpit)


def on_screen(cockpit) -> QImage:
    """The bar between the kinds and the text as it stands on the screen, after all that was painted piece by piece."""
    bar = cockpit.bar
    QApplication.processEvents()
    left = bar.kinds.geometry().left() + 200
    part = QRect(bar.mapTo(cockpit.window(), QPoint(left, 0)), QSize(bar.line.geometry().left() - 2 - left, bar.height()))
    return cockpit.window().screen().grabWindow(cockpit.window().winId()).toImage().copy(part)


def test_the_line_beside_the_kinds_goes_along_with_them(cockpit):
    bar = cockpit.bar
    for deed in (lambda: type_text("Bel eerst"), lambda: press(Qt.Key.Key_Return), lambda: press(Qt.Key.Key_5, ALT), lambda: press(Qt.Key.Key_2, ALT)):
        deed()
        pieces = on_screen(cockpit)
        bar.repaint()
        assert pieces == on_screen(cockpit)
