"""The board by keyboard and by mouse, and the details of a card."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from ef_desktop.ui.widgets.outcome_board_cards import CARD_ROLE
from ef_desktop.ui.widgets.outcome_board_editor import CardEditor
from ef_desktop.ui.widgets.outcome_board_model import CARDS_MIME
from tests.gui.room_views import PaintedArea, cards_of, go, make_meeting, press, type_text

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
TEXTS = ("Bel eerst, mail later", "Samen langs de plek lopen", "Eén vast aanspreekpunt")


def with_cards(workspace):
    meeting = make_meeting(workspace)
    for text in TEXTS:
        workspace.outcomes.add(meeting, "werkt", text)
    workspace.outcomes.add(meeting, "inzicht", "Tempo is ook respect")
    return meeting


CONTENT = with_cards


def texts(board, kind: str) -> list[str]:
    return [card.text for card in cards_of(board.ctx.workspace, board.meeting_id) if card.kind == kind]


def current(board) -> str:
    return board.board.current().text


def test_the_arrows_go_everywhere(board):
    assert current(board) == TEXTS[0]
    press(Qt.Key.Key_Down)
    assert current(board) == TEXTS[1]
    press(Qt.Key.Key_Right)
    assert current(board) == "Tempo is ook respect"
    press(Qt.Key.Key_Left)
    assert current(board) in TEXTS
    assert len(board.board.cards()) == 1


def test_a_number_gives_another_kind_and_keeps_the_keyboard_there(board):
    press(Qt.Key.Key_2)
    assert texts(board, "werkt_niet") == [TEXTS[0]]
    assert current(board) == TEXTS[0]
    press(Qt.Key.Key_9)
    assert len(texts(board, "werkt_niet")) == 0
    assert current(board) == TEXTS[0]


def test_private_vote_and_top_by_key(board):
    press(Qt.Key.Key_P)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space, SHIFT)
    press(Qt.Key.Key_T)
    card = board.board.current()
    assert (card.private, card.votes, card.top) == (True, 1, 1)
    press(Qt.Key.Key_P)
    press(Qt.Key.Key_T)
    card = board.board.current()
    assert (card.private, card.top) == (False, None)
    assert board.sub.text() == "4 kaarten"


def test_control_arrows_move_the_card(board):
    press(Qt.Key.Key_Down, CONTROL)
    assert texts(board, "werkt") == [TEXTS[1], TEXTS[0], TEXTS[2]]
    press(Qt.Key.Key_Up, CONTROL)
    assert texts(board, "werkt") == list(TEXTS)
    press(Qt.Key.Key_Right, CONTROL)
    assert texts(board, "werkt_niet") == [TEXTS[0]]
    assert current(board) == TEXTS[0]


def test_several_cards_at_once(board):
    press(Qt.Key.Key_Down, SHIFT)
    assert board.details.card() is None
    press(Qt.Key.Key_3)
    assert texts(board, "verbetering") == list(TEXTS[:2])
    assert [card.text for card in board.board.cards()] == list(TEXTS[:2])
    press(Qt.Key.Key_P)
    assert all(card.private for card in board.board.cards())


def test_delete_and_undo(board):
    press(Qt.Key.Key_Delete)
    assert texts(board, "werkt") == list(TEXTS[1:])
    assert current(board) == TEXTS[1]
    press(Qt.Key.Key_Z, CONTROL)
    assert texts(board, "werkt") == list(TEXTS)


def test_a_new_card_in_the_column_where_the_keyboard_is(board):
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_N)
    type_text("Luisteren scheelt werk")
    press(Qt.Key.Key_Return)
    assert texts(board, "inzicht") == ["Tempo is ook respect", "Luisteren scheelt werk"]
    press(Qt.Key.Key_Escape)
    assert board.bar.isHidden()
    assert QApplication.focusWidget() is board.board.first_view()


def test_a_case_chosen_in_the_bar_is_for_the_next_card_only(board):
    press(Qt.Key.Key_N)
    (case,) = board.ctx.workspace.meetings.plan(board.meeting_id).cases
    board.bar._use_case(case.id)
    for text, owner in (("Hier hoort hij bij", case.id), ("Hier niet", None)):
        type_text(text)
        press(Qt.Key.Key_Return)
        assert {card.text: card.case_id for card in cards_of(board.ctx.workspace, board.meeting_id)}[text] == owner
        assert board.bar.case_id() is None


def test_edit_in_the_details(board):
    press(Qt.Key.Key_Return)
    assert board.details.text.hasFocus()
    press(Qt.Key.Key_A, CONTROL)
    type_text("Eerst bellen")
    press(Qt.Key.Key_Escape)
    assert texts(board, "werkt")[0] == "Eerst bellen"
    assert current(board) == "Eerst bellen"
    assert not board.details.isVisible()
    press(Qt.Key.Key_Return)
    assert board.details.isVisible()


def test_what_is_typed_in_the_details_is_saved_when_another_card_is_chosen(board):
    press(Qt.Key.Key_Return)
    board.details.text.setPlainText("Half gewijzigd")
    board.board.choose(board.board.columns[3].view.model().cards()[0].id)
    assert "Half gewijzigd" in texts(board, "werkt")


def test_an_agreement_gets_who_when_and_status(board):
    press(Qt.Key.Key_5)
    press(Qt.Key.Key_Return)
    details = board.details
    assert details.due.isVisible()
    people = {words: id for id, words in details._people}
    details.owner.setCurrentText("Noor Visser")
    details.edited.emit(details.card().id, {"due_on": date(2026, 3, 26)})
    details.status.setCurrentText("bezig")
    card = board.board.current()
    assert (card.owner_id, card.due_on, card.status) == (people["Noor Visser"], date(2026, 3, 26), "busy")


def test_the_counter_of_the_short_text_advises_and_never_cuts(board):
    press(Qt.Key.Key_Return)
    board.details.wall.setFocus()
    type_text("x" * 55)
    press(Qt.Key.Key_Return)
    assert board.board.current().wall_text == "x" * 55


def test_the_words_are_changed_on_the_card_itself(board, qtbot):
    press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, CardEditor) and editor.isVisible() and not board.details.isVisible()
    # Letters only type here: none of them is a key of the board.
    type_text("Eerst bellen, dan PVNG")
    qtbot.waitUntil(lambda: texts(board, "werkt")[0] == "Eerst bellen, dan PVNG", timeout=5000)
    press(Qt.Key.Key_Return, SHIFT)
    type_text("en dan mailen")
    press(Qt.Key.Key_Return)
    assert texts(board, "werkt") == ["Eerst bellen, dan PVNG\nen dan mailen", *TEXTS[1:]]
    assert current(board).startswith("Eerst bellen")
    assert board.board.isAncestorOf(QApplication.focusWidget())
    # Typed in one go: one step back.
    press(Qt.Key.Key_Z, CONTROL)
    assert texts(board, "werkt") == list(TEXTS)


def test_on_the_card_stands_and_changes_its_short_text_where_it_has_one(board):
    card = board.board.current()
    board.ctx.workspace.outcomes.edit(card.id, wall_text="Kort")
    press(Qt.Key.Key_F2)
    assert QApplication.focusWidget().value() == "Kort"
    type_text("Korter")
    press(Qt.Key.Key_Escape)
    assert (board.board.current().wall_text, board.board.current().text) == ("Korter", TEXTS[0])


def test_an_emptied_card_keeps_its_words_and_leaving_keeps_what_was_typed(board):
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    assert texts(board, "werkt") == list(TEXTS)
    press(Qt.Key.Key_F2)
    type_text("Half")
    board.find.setFocus()
    assert texts(board, "werkt")[0] == "Half"


def test_the_history_tells_what_happened(board):
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Return)
    told = [entry.text for entry in board.ctx.workspace.undo.history(board.board.current().id)]
    shown = [board.details.history.grid.itemAtPosition(row, 1).widget().text() for row in range(len(told))]
    assert shown == told
    assert len(told) >= 2


def test_a_card_is_dropped_between_others(board):
    source, target = board.board.columns[3].view, board.board.columns[0].view
    data = QMimeData()
    data.setData(CARDS_MIME, source.model().cards()[0].id.hex().encode())
    spot = target.visualRect(target.model().index(1)).topLeft()
    event = QDropEvent(QPointF(spot), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    target.dropEvent(event)
    assert texts(board, "werkt") == [TEXTS[0], "Tempo is ook respect", TEXTS[1], TEXTS[2]]
    # Within the column, from below upwards and back.
    data.setData(CARDS_MIME, target.model().cards()[0].id.hex().encode())
    bottom = QPointF(20, target.viewport().height() - 2)
    target.dropEvent(QDropEvent(bottom, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert texts(board, "werkt")[-1] == TEXTS[0]


@pytest.mark.parametrize("width", [1100, 1366, 1900])
def test_size_and_paint_share_one_layout(board, width):
    board.window().resize(width, 768)
    QApplication.processEvents()
    for column in board.board.columns:
        view = column.view
        option = QStyleOptionViewItem()
        option.widget = view
        for row in range(view.model().rowCount()):
            index = view.model().index(row)
            layout = view.cards_delegate.layout_of(index.data(CARD_ROLE), view.viewport().width())
            assert view.cards_delegate.sizeHint(option, index).height() == round(layout.height + 8)
            assert view.visualRect(index).height() == round(layout.height + 8)
            if row:
                assert view.visualRect(index).top() == view.visualRect(view.model().index(row - 1)).bottom() + 1


without_cards = pytest.mark.parametrize("content", [make_meeting])


@without_cards
def test_an_empty_board_says_what_to_do(app_window, made, qtbot):
    page = go(app_window, qtbot, "board", meeting_id=made)
    assert page.empty.isVisible()
    press(Qt.Key.Key_N)
    assert not page.empty.isVisible()
    assert page.bar.line.hasFocus()


@pytest.mark.parametrize("content", [None])
def test_without_a_meeting_the_board_leads_to_planning(app_window, qtbot):
    page = go(app_window, qtbot, "board")
    assert page.empty.button.label() == "Plan een bijeenkomst"


def test_a_card_is_found_from_elsewhere(app_window, ctx, qtbot, made):
    wanted = cards_of(ctx.workspace, made)[-1]
    page = go(app_window, qtbot, "board", meeting_id=made, card_id=wanted.id)
    assert [card.id for card in page.board.cards()] == [wanted.id]
    assert page.board.current().id == wanted.id
    assert page.details.card().id == wanted.id


def test_tab_to_another_column_chooses_one_card_only(board):
    board.board.columns[3].view.setFocus(Qt.FocusReason.TabFocusReason)
    assert [card.text for card in board.board.cards()] == ["Tempo is ook respect"]


@without_cards
def test_a_key_on_a_long_board_touches_one_card(app_window, ctx, made, qtbot):
    """What is not shown anew is not read, compared or laid out anew: so a board of thousands stays quick."""
    meeting = made
    ctx.workspace.outcomes.add_lines(meeting, "inzicht", "\n".join(f"Kaart {n} over iets dat lang genoeg is voor twee regels" for n in range(1200)))
    ctx.workspace.outcomes.add(meeting, "werkt", "Los daarvan")
    page = go(app_window, qtbot, "board", meeting_id=meeting)
    view = next(column.view for column in page.board.columns if column.kind.id == "inzicht")
    page.board.choose(view.model().cards()[0].id)
    qtbot.waitUntil(lambda: len(view.cards_delegate._layouts) == 1200, timeout=10_000)
    layouts, rows = dict(view.cards_delegate._layouts), view.model().rows()
    other = next(column.view.model().rows() for column in page.board.columns if column.kind.id == "werkt")
    press(Qt.Key.Key_Space)
    page.grab()
    assert page.board.current().votes == 1
    assert sum(layouts[id] is not new for id, new in view.cards_delegate._layouts.items()) == 1
    assert sum(before.card is not after.card for before, after in zip(rows, view.model().rows(), strict=True)) == 1
    # Also after all of it was read anew, as when somebody is added to the list of people.
    layouts, rows = dict(view.cards_delegate._layouts), view.model().rows()
    ctx.workspace.people.add("Noor de Wit")
    press(Qt.Key.Key_Space)
    page.grab()
    assert page.board.current().votes == 2
    assert sum(layouts[id] is not new for id, new in view.cards_delegate._layouts.items()) == 1
    assert sum(before is not after for before, after in zip(rows, view.model().rows(), strict=True)) == 1
    assert other is next(column.view.model().rows() for column in page.board.columns if column.kind.id == "werkt")


def painted_by(board, key: Qt.Key) -> list[tuple[str, QRect]]:
    """Press a key; return the kinds of the columns in which cards were painted for it, and where."""
    QApplication.processEvents()
    areas = [(column.kind.id, PaintedArea(column.view.viewport())) for column in board.board.columns]
    press(key)
    return [(kind, rect) for kind, area in areas for rect in area.rects]


def test_a_key_paints_the_cards_that_look_different(board):
    press(Qt.Key.Key_Space)
    view = next(column.view for column in board.board.columns if column.kind.id == "werkt")

    def area(*places: int) -> QRect:
        rects = [view.visualRect(view.model().index(place)) for place in places]
        return rects[0].united(rects[-1])

    # A second vote changes a number on one card only.
    assert painted_by(board, Qt.Key.Key_Space) == [("werkt", area(0))]
    assert board.board.current().votes == 2
    # The keyboard goes from one card to the next one.
    painted = painted_by(board, Qt.Key.Key_Down)
    assert painted
    assert all(kind == "werkt" and area(0, 1).contains(rect) for kind, rect in painted)


def test_what_is_painted_in_pieces_looks_as_if_all_of_it_was_painted(board):
    def on_screen() -> QImage:
        QApplication.processEvents()
        picture = board.window().screen().grabWindow(board.window().winId()).toImage()
        return picture.copy(QRect(board.board.mapTo(board.window(), QPoint(0, 0)), board.board.size()))

    # A vote, another column and back, another place, hidden, private, taken away, and all of that undone.
    deeds = [(Qt.Key.Key_Space,), (Qt.Key.Key_2,), (Qt.Key.Key_1,), (Qt.Key.Key_Down, CONTROL), (Qt.Key.Key_H,), (Qt.Key.Key_P,), (Qt.Key.Key_Down,), (Qt.Key.Key_Delete,)]
    for deed in deeds + [(Qt.Key.Key_Z, CONTROL)] * 7:
        press(*deed)
        pieces = on_screen()
        board.window().repaint()
        assert pieces == on_screen(), deed


def test_a_card_that_gets_higher_moves_those_below(board):
    view = next(column.view for column in board.board.columns if column.kind.id == "werkt")
    before = [view.visualRect(view.model().index(place)) for place in (0, 1)]
    press(Qt.Key.Key_Space)
    after = [view.visualRect(view.model().index(place)) for place in (0, 1)]
    assert after[0].height() > before[0].height()
    assert after[1].top() - before[1].top() == after[0].height() - before[0].height()


def test_the_head_of_a_column_tells_another_number_at_once(board):
    column = next(column for column in board.board.columns if column.kind.id == "inzicht")
    QApplication.processEvents()
    painted = PaintedArea(column)
    board.ctx.workspace.outcomes.add(board.meeting_id, "inzicht", "Nog een")
    QApplication.processEvents()
    assert column.accessibleName() == "Inzicht, 2 kaarten"
    assert any(rect.top() == 0 and rect.width() == column.width() for rect in painted.rects)


def test_the_keyboard_stays_on_the_board_when_a_column_comes_or_goes(board):
    press(Qt.Key.Key_9)
    assert board.board.isAncestorOf(QApplication.focusWidget())
    press(Qt.Key.Key_Z, CONTROL)
    assert board.board.isAncestorOf(QApplication.focusWidget())
    assert board.board.current() is not None


@without_cards
def test_the_last_card_gone_leads_to_the_first(app_window, ctx, made, qtbot):
    meeting = made
    ctx.workspace.outcomes.add(meeting, "vraag", "Van wie is de ruimte?")
    page = go(app_window, qtbot, "board", meeting_id=meeting)
    press(Qt.Key.Key_Delete)
    assert page.empty.button.hasFocus()
