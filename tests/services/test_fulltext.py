"""Full-text search in outcomes: folded, from one character, ranked, filtered, and in step with every change."""

import gzip
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent.parent / "db" / "samples" / "0001.efdb.gz"


@pytest.fixture
def meeting(workspace):
    return workspace.meetings.create("Eerste", held_on=date(2026, 3, 12))


def texts(workspace, query, **wanted):
    return [card.text for card in workspace.outcomes.search(query, **wanted).cards]


def whole(workspace):
    """The index agrees with the table; raises when it does not."""
    with sqlite3.connect(workspace.path) as tool:
        tool.execute("INSERT INTO outcome_fts (outcome_fts, rank) VALUES ('integrity-check', 1)")
        tool.rollback()
    tool.close()


def test_words_begin_accents_and_signs(workspace, meeting):
    outcomes = workspace.outcomes
    outcomes.add(meeting, "inzicht", "Overleg eerst met het café in de wijk")
    outcomes.add(meeting, "werkt", "Bel vóór de middag", wall_text="Vroeg bellen")
    assert texts(workspace, "c") == texts(workspace, "CAFE wij") == ["Overleg eerst met het café in de wijk"]
    assert texts(workspace, "voor") == texts(workspace, "vroeg") == ["Bel vóór de middag"]
    assert texts(workspace, "afé") == texts(workspace, "***") == texts(workspace, '"') == []
    assert len(texts(workspace, 'bel" OR "overleg')) == 0 and len(texts(workspace, "")) == 2


@pytest.mark.parametrize("query", ['"', "a*", "NEAR(a b)", "text:a", "-a", "(", "a AND", "é' --", "\x00", "😀", "_"])
def test_no_query_is_a_command(workspace, meeting, query):
    workspace.outcomes.add(meeting, "inzicht", "appel")
    workspace.outcomes.search(query)


def test_in_step_with_edit_remove_and_undo(workspace, meeting):
    card = workspace.outcomes.add(meeting, "signaal", "Fietsen")
    workspace.outcomes.edit(card, text="Lopen", answer="Gehoord")
    assert (texts(workspace, "fiets"), texts(workspace, "lop"), texts(workspace, "gehoord")) == ([], ["Lopen"], ["Lopen"])
    workspace.outcomes.remove([card])
    assert texts(workspace, "lop") == []
    whole(workspace)
    workspace.undo.undo()
    workspace.undo.undo()
    assert (texts(workspace, "fiets"), texts(workspace, "lop")) == (["Fietsen"], [])
    workspace.undo.undo()
    assert texts(workspace, "fiets") == []
    workspace.undo.redo()
    workspace.meetings.remove(meeting)
    assert texts(workspace, "fiets") == []
    whole(workspace)


def test_filters_and_rank(workspace, meeting):
    outcomes = workspace.outcomes
    noor, case = workspace.people.add("Noor"), workspace.cases.add("Stadstuin")
    second = workspace.meetings.create("Tweede", held_on=date(2026, 4, 12))
    often = outcomes.add(second, "afspraak", "tuin tuin tuin", owner_id=noor)
    outcomes.add(meeting, "inzicht", "een heel lange zin waarin ook nog ergens een tuin staat naast veel andere dingen", case_id=case)
    outcomes.set_status(often, "done")
    outcomes.carry_over(second)
    assert [text[:8] for text in texts(workspace, "tuin")] == ["tuin tui", "een heel"]
    for wanted in ({"meeting": second}, {"kinds": ("afspraak",)}, {"person_id": noor}, {"statuses": ("done",)}, {"limit": 1}):
        assert texts(workspace, "tuin", **wanted) == ["tuin tuin tuin"]
    assert len(texts(workspace, "tuin", case_id=case)) == 1
    assert texts(workspace, "", kinds=("afspraak",)) == ["tuin tuin tuin"]


def test_an_agreement_that_was_carried_over_is_found_once(workspace, meeting):
    workspace.outcomes.add(meeting, "afspraak", "Bellen met de wijk")
    workspace.outcomes.carry_over(workspace.meetings.create("Tweede", held_on=date(2026, 4, 12)))
    assert texts(workspace, "bellen") == ["Bellen met de wijk"]


def test_a_copy_that_was_packed_anew_finds_the_same(workspace, meeting, tmp_path, manual_clock, settings):
    from ef_desktop.services.workspace import Workspace

    ids = workspace.outcomes.add_lines(meeting, "inzicht", "een\ntwee\ndrie\nvier")
    workspace.outcomes.remove(ids[:2])
    copy = tmp_path / "kopie.efdb"
    with sqlite3.connect(workspace.path) as tool:
        tool.execute("VACUUM INTO ?", (str(copy),))
    tool.close()
    other = Workspace.open(copy, clock=manual_clock, settings=settings)
    assert texts(other, "drie") == ["drie"] and texts(other, "een") == []
    whole(other)
    other.close()


def test_an_older_file_is_indexed_when_it_is_opened(tmp_path, manual_clock, settings):
    from ef_desktop.services.workspace import Workspace

    path = tmp_path / "oud.efdb"
    with gzip.open(SAMPLE) as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
    opened = Workspace.open(path, clock=manual_clock, settings=settings)
    assert texts(opened, "fietsenm") == ["Fietsenmaker zoekt ruimte"]
    opened.close()


def test_more_than_are_shown_are_counted(workspace, meeting):
    workspace.outcomes.add_lines(meeting, "inzicht", "\n".join(f"kaart {number}" for number in range(7)))
    for query in ("kaart", ""):
        found = workspace.outcomes.search(query, limit=3)
        assert (len(found.cards), found.total) == (3, 7)
    assert workspace.outcomes.search("kaart").total == 7
    assert workspace.outcomes.search("***").total == 0


def test_by_talent_and_never_by_a_person_where_a_kind_stays_nameless(workspace, meeting):
    outcomes = workspace.outcomes
    noor = workspace.people.add("Noor Visser")
    talent, name = outcomes.known().talents[0]
    linked = outcomes.add(meeting, "inzicht", "Goed gehoord")
    outcomes.edit(linked, talent_id=talent, owner_id=noor)
    for kind in ("signaal", "werkt_niet"):
        outcomes.add(meeting, kind, f"{kind} van iemand", owner_id=noor)
    assert texts(workspace, "", talent_id=talent) == ["Goed gehoord"]
    assert texts(workspace, "", person_id=noor) == ["Goed gehoord"]
    assert texts(workspace, "", person_id=noor, kinds=("signaal",)) == []
    assert {card.owner for card in outcomes.search("iemand").cards} == {""}
    assert outcomes.card(linked).talent == name
