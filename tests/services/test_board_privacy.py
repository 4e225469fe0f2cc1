"""What of a card stays hidden, private or nameless, wherever it is carried, and what its history tells."""

from datetime import date

from ef_desktop.content import kind_ids
from ef_desktop.db.tables import Outcome
from ef_desktop.domain.privacy import NAMELESS


def test_a_hidden_card_is_not_on_the_wall_until_it_is_revealed(workspace, meeting):
    card = workspace.outcomes.add(meeting, "werkt", "Geheim nog", revealed=False)
    assert "Geheim" not in repr(workspace.projection.frame(meeting, "board"))
    workspace.outcomes.set_revealed([card], True)
    assert "Geheim" in repr(workspace.projection.frame(meeting, "board"))


def test_what_was_private_or_hidden_stays_so_when_it_is_carried_over(workspace, meeting):
    outcomes = workspace.outcomes
    secret = outcomes.add(meeting, "afspraak", "Onder ons", private=True)
    hidden = outcomes.add(meeting, "afspraak", "Nog niet tonen", revealed=False)
    later = workspace.meetings.create("Tweede", held_on=date(2026, 4, 12))
    assert len(outcomes.carry_over(later)) == 2
    for scene in ("board", "agreements", "card", "top"):
        shown = repr(workspace.projection.frame(later, scene))
        assert "Onder ons" not in shown and "Nog niet" not in shown
    # Also when only the original is made private, or open again, afterwards.
    outcomes.set_private([secret], False)
    assert "Onder ons" in repr(workspace.projection.frame(later, "board"))
    outcomes.set_private([secret], True)
    assert "Onder ons" not in repr(workspace.projection.frame(later, "board"))
    outcomes.set_revealed([hidden], True)
    assert "Nog niet" not in repr(workspace.projection.frame(later, "board"))


def test_a_card_that_looks_back_is_hidden_as_long_as_its_original(workspace, meeting):
    outcomes = workspace.outcomes
    ids = outcomes.add_lines(meeting, "afspraak", "Stil\nOok stil")
    later = workspace.meetings.create("Tweede", held_on=date(2026, 4, 12))
    for one in (meeting, later):
        workspace.meetings.add_text_item(one, "Praten", 10)
        workspace.room.start(one)
    back, other = sorted(outcomes.carry_over(later), key=lambda id: outcomes.card(id).text, reverse=True)

    def shown() -> list[int]:
        book, frames = workspace.logbook.book(), [workspace.projection.frame(one, "board") for one in (meeting, later)]
        sheets = [workspace.meeting_pages.sheet(one) for one in (meeting, later)]
        return [repr(found).count("text='Stil'") for found in (*frames, *book.meetings, *(sheet.agreements for sheet in sheets))]

    assert shown() == [1] * 6
    # Hidden where it was made: hidden everywhere, also when somebody says it was revealed in the later file of a colleague.
    outcomes.set_revealed([ids[0]], False)
    assert shown() == [0] * 6 and not outcomes.detail(back).revealed
    with workspace._store.unit("Test") as session:
        session.get(Outcome, back).revealed = True
    assert shown() == [0] * 6 and not outcomes.card(back).revealed
    # In another column it is a card of its own, and still hidden.
    outcomes.move_many([back], "werkt")
    assert shown()[1::2] == [0] * 3 and not outcomes.card(back).revealed
    workspace.undo.undo()
    # Revealing it at the later meeting reveals the agreement; hiding it there takes it off that board only.
    outcomes.set_revealed([back], True)
    assert shown() == [1] * 6
    outcomes.set_revealed([back], False)
    assert shown() == [1, 0] * 3 and outcomes.card(ids[0]).revealed
    # What is left of a hidden agreement that is removed stays hidden.
    outcomes.set_revealed([ids[1]], False)
    outcomes.remove([ids[1]])
    assert not outcomes.card(other).revealed


def test_a_nameless_kind_names_nobody_anywhere(workspace, meeting, tmp_path):
    outcomes = workspace.outcomes
    noor = workspace.people.add("Noor Visser", on_wall=True, in_logbook=True)
    ids = {kind: outcomes.add(meeting, kind, f"kaart {kind}") for kind in kind_ids()}
    for card in ids.values():
        outcomes.edit(card, owner_id=noor)
        outcomes.set_top(meeting, [card])
        outcomes.edit(card, text=outcomes.card(card).text + " nader")
    board = {card.kind: card for column in outcomes.board(meeting).columns for card in column.cards}
    assert {kind for kind, card in board.items() if card.owner or card.owner_id} == set(kind_ids()) - NAMELESS
    found = outcomes.search("", person_id=noor).cards
    assert {card.kind for card in found} == set(kind_ids()) - NAMELESS
    for kind in NAMELESS:
        outcomes.set_top(meeting, [ids[kind]])
        told = workspace.undo.history(ids[kind])
        assert len(told) > 2 and "Noor" not in repr(told)
        assert "Noor" not in repr(workspace.projection.frame(meeting, "top"))
        assert "Noor" not in repr(outcomes.detail(ids[kind]))
        others = [row for other, row in ids.items() if other != kind]
        outcomes.remove(others)
        for for_myself in (False, True):
            assert "Noor" not in outcomes.export.markdown(meeting, for_myself=for_myself)
            outcomes.export.csv(meeting, tmp_path / "bord.csv", for_myself=for_myself)
            assert "Noor" not in (tmp_path / "bord.csv").read_text("utf-8-sig")
        for scene in ("board", "card"):
            assert "Noor" not in repr(workspace.projection.frame(meeting, scene))
        workspace.undo.undo()
    assert "Noor" in repr(workspace.undo.history(ids["afspraak"]))


def test_the_history_of_a_carried_card_begins_with_its_original(workspace, meeting, manual_clock):
    outcomes = workspace.outcomes
    card = outcomes.add(meeting, "afspraak", "Bellen")
    manual_clock.advance(60)
    outcomes.edit(card, owner_id=workspace.people.add("Samir Bakker"))
    manual_clock.advance(60)
    later = workspace.meetings.create("Tweede", held_on=date(2026, 4, 12))
    (reference,) = outcomes.carry_over(later)
    manual_clock.advance(60)
    outcomes.set_status(reference, "busy")
    told = [entry.text for entry in reversed(workspace.undo.history(reference))]
    assert told == ["Vastgelegd", "Samir Bakker als eigenaar gekozen", "Meegenomen naar ‘Tweede’", "Status: bezig"]
    assert {entry.who for entry in workspace.undo.history(reference)} == {"Noor"}
    assert [entry.text for entry in reversed(workspace.undo.history(card))] == [told[0], told[1], told[3]]


def test_the_history_tells_goal_talent_day_and_hiding(workspace, meeting):
    outcomes = workspace.outcomes
    card = outcomes.add(meeting, "belofte", "Luisteren")
    talent, name = outcomes.known().talents[0]
    outcomes.edit(card, talent_id=talent)
    outcomes.edit(card, goal=11)
    outcomes.edit(card, look_back_on=date(2026, 5, 1))
    outcomes.set_revealed([card], False)
    told = [entry.text for entry in workspace.undo.history(card)]
    goal = dict(outcomes.known().goals)[11]
    assert told == [
        "Verborgen voor de zaal", "Terugkijken op 1 mei 2026", f"Bij doel 11. {goal} gezet",
        f"Bij talent ‘{name}’ gezet", "Vastgelegd",
    ]  # fmt: skip
