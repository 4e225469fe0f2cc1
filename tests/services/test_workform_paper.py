"""The work form on paper, from a real programme."""

import pytest

from ef_desktop.domain.errors import Cancelled, StorageError
from ef_desktop.i18n import set_language
from ef_desktop.report.selfcheck import check_pdf
from tests.services.workform_house import House


def test_there_is_a_card_for_every_visible_talent_and_role_in_both_languages(workspace):
    paper = workspace.workform.paper
    deck = paper.deck()
    assert len(deck.cards) == 24 + 8
    first = deck.cards[0]
    assert (first.first.name, first.second.name, first.first.kind) == ("Luisteren", "Listening", "Talent · Hart")
    assert (deck.cards[-1].first.kind, deck.cards[-1].first.parts[0]) == ("Rol", ("Vraagt", "Wat heb je van mij nodig om dit te durven?"))
    assert len({card.colour for card in deck.cards}) == 5
    set_language("en")
    assert paper.deck().cards[0].first.name == "Listening"
    assert paper.deck().cards[0].second.kind == "Talent · Hart"


def test_own_talents_are_on_cards_and_hidden_ones_are_not(workspace):
    sets = workspace.workform.sets
    sets.add_talent("Grappen maken", "lef")
    sets.hide_talent(sets.view().talents[0].id)
    deck = workspace.workform.paper.deck()
    names = [card.first.name for card in deck.cards]
    assert "Grappen maken" in names
    assert "Luisteren" not in names
    assert next(card for card in deck.cards if card.first.name == "Grappen maken").second is None


def test_cards_and_sheet_are_saved_and_pass_the_check(workspace, tmp_path):
    paper = workspace.workform.paper
    cards, sheet = tmp_path / paper.suggested_name("cards"), tmp_path / paper.suggested_name("sheet")
    paper.cards(cards)
    paper.sheet(sheet)
    assert (cards.name, sheet.name) == ("Kaarten-rollen-en-talenten.pdf", "Mijn-rollen-en-talenten.pdf")
    assert check_pdf(cards) == check_pdf(sheet) == []
    assert cards.stat().st_mode & 0o044


def test_paper_is_not_written_over_a_work_file_and_an_older_one_stays_when_it_stops(workspace, tmp_path):
    paper = workspace.workform.paper
    with pytest.raises(StorageError):
        paper.sheet(workspace.path)
    with pytest.raises(StorageError, match="is niet bewaard"):
        paper.cards(tmp_path / "geen map" / "kaarten.pdf")
    old = tmp_path / "kaarten.pdf"
    old.write_bytes(b"oud")
    with pytest.raises(Cancelled):
        paper.cards(old, cancelled=lambda: True)
    assert old.read_bytes() == b"oud"
    assert list(tmp_path.glob(".*.part")) == []


def test_nothing_on_paper_comes_from_a_round(workspace):
    before = workspace.workform.paper.deck(), workspace.workform.paper.page()
    house = House(workspace, people=3)
    house.agree("Noor")
    house.choose("Noor", ["Luisteren"])
    assert (workspace.workform.paper.deck(), workspace.workform.paper.page()) == before


def test_the_chapter_of_the_logbook_comes_from_the_rounds(workspace):
    assert workspace.logbook.book().talents is None
    house = House(workspace, people=6)
    house.choose("Noor", ["Luisteren", "Inleven"], "Beslissen", "Aanjager")
    for name in ("Samir", "Joke"):
        house.choose(name, ["Luisteren"])
    house.work.picture.set_needs(house.round, [], [house.talents["Beslissen"]])
    house.work.picture.set_outside(house.picture().needs[0].id, "De wethouder")
    house.work.observe(house.round, "Veel hart")
    # A meeting that was not held is not in the book yet.
    assert workspace.logbook.book().talents is None
    workspace.room.start(house.meeting)
    talents = workspace.logbook.book().talents
    assert talents.rounds == ("12 maart 2026 · Lang · 6 mensen",)
    assert [(name, [(one.name, one.own, one.growth) for one in found]) for name, _colour, found in talents.clusters] == [
        ("Hart", [("Luisteren", 3, 0), ("Inleven", 1, 0)]),
        ("Lef", [("Beslissen", 0, 1)]),
    ]
    assert talents.plenty == ("Luisteren",)
    assert talents.missing == ("Beslissen: ontbreekt; 1 persoon wil hierin groeien; van buiten: De wethouder",)
    assert (talents.roles, talents.noticed) == ((("Aanjager", 1, ""),), ("Veel hart",))
