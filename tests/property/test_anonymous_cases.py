"""Whatever the initiator does not know of: no wall, board, meeting, logbook or export leads to it.

The title, the district and the name of the initiative of a case are words that occur nowhere else, in any capitals. They are
put into everything that belongs to the case, and the name of the initiative into everything at all.
"""

import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ef_desktop.domain.clock import ManualClock
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT

SCENES = ("welcome", "agenda", "board", "rules", "break", "top", "card", "case", "agreements", "blank", "reading")
KINDS = ("werkt", "inzicht", "afspraak", "belofte", "signaal", "mooi_moment")

WORD = st.text("abcdefghijklmnoprstuvwz", min_size=4, max_size=9)
CASE = st.fixed_dictionaries(
    {
        "answer": st.sampled_from(["nee", "", "weet", "doet_mee"]),
        "title": WORD,
        "name": WORD,
        "district": WORD,
        "share_in": st.sampled_from(["", "groep", "logboek", "logboek,rapportage"]),
        "twist": st.sampled_from([str, str.upper, str.title]),
        "gap": st.sampled_from([" ", "  ", "\n"]),
    }
)


def fill(workspace, clock, number, case):
    """Put a case in a meeting, with its words wherever somebody may type them; return the meeting and the words."""
    # Two parts each, which nothing else on any page or in any form begins with.
    title, name, district = (f"qx{number}{kind} {case[part]}zzq" for kind, part in (("t", "title"), ("n", "name"), ("w", "district")))
    said = {key: case["twist"](value).replace(" ", case["gap"]) for key, value in (("t", title), ("n", name), ("w", district))}
    about = f"over {said['t']} van {said['n']} in {said['w']} gaat dit"
    case_id = workspace.cases.add(
        title,
        initiator_knows=case["answer"],
        initiator_name=name,
        district=district,
        question=f"Mag {name} dit?",
        share_in=case["share_in"],
    )
    workspace.cases.set_criterion(case_id, "c1", "voldoet", about)
    workspace.cases.set_exception(case_id, f"Toch toegelaten, want {about}", "Noor", date(2026, 3, 1))
    meeting = workspace.meetings.create(f"Bijeenkomst over {title}", held_on=date(2026, 3, 12), starts_at=570)
    workspace.meetings.update(meeting, goal=about, summary=about, place=f"Buurthuis {district}")
    item = workspace.meetings.add_text_item(meeting, f"Casus {title}, {district}", 30)
    other = workspace.meetings.add_text_item(meeting, f"Gesprek met {said['n']}", 20)
    workspace.meetings.update_item(item, case_id=case_id)
    clock.advance(1)
    ids = [workspace.outcomes.add(meeting, kind, f"{about}: {kind}", case_id=case_id) for kind in KINDS]
    ids.append(workspace.outcomes.add(meeting, "werkt", f"Los gezegd over {said['n']}"))
    workspace.outcomes.edit(ids[0], wall_text=f"Kort over {said['t']} en {said['n']}")
    workspace.outcomes.group(ids[:1] + ids[-1:], f"Groep {said['n']}")
    workspace.outcomes.set_top(meeting, ids[1:4])
    workspace.room.start(meeting)
    return meeting, item, other, (title, name, district)


def shown(workspace, meeting, item, other, folder):
    """Everything of a meeting that others may see, as one text; the facilitator's own board only by its case titles."""
    seen = []
    for place in (other, item):
        workspace.room.go_to(meeting, place)
        seen += [repr(workspace.projection.frame(meeting, scene)) for scene in SCENES]
    workspace.room.discussion.start(item)
    seen.append(repr(workspace.projection.frame(meeting, "case")))
    board = workspace.outcomes.board(meeting)
    seen += [card.case_title for column in board.columns for card in column.cards]
    seen += [card.case_title for card in workspace.outcomes.search("gaat").cards]
    seen += [entry.case_title for entry in workspace.meetings.plan(meeting).items]
    seen += [row.shown for row in workspace.meetings.plan(meeting).cases]
    seen.append(workspace.room.discussion.view(item).case_title)
    seen.append(workspace.outcomes.export.markdown(meeting))
    workspace.outcomes.export.csv(meeting, folder / "bord.csv")
    seen.append((folder / "bord.csv").read_text("utf-8-sig"))
    workspace.room.finish(meeting)
    seen.append(repr(workspace.logbook.book()))
    return "\n".join(seen)


@given(st.lists(CASE, min_size=1, max_size=2))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_leads_to_an_anonymous_case(template_file, tmp_path_factory, cases):
    folder = tmp_path_factory.mktemp("anoniem")
    path = folder / "wereld.efdb"
    shutil.copyfile(template_file, path)
    clock = ManualClock(MOMENT)
    workspace = Workspace.open(path, clock=clock, settings=DeviceSettings())
    try:
        made = [fill(workspace, clock, number, case) for number, case in enumerate(cases)]
        seen = "\n".join(shown(workspace, meeting, item, other, folder) for meeting, item, other, _words in made)
        folded = " ".join(seen.replace("\\n", " ").split()).casefold()
        for case, (_meeting, _item, _other, (title, name, district)) in zip(cases, made, strict=True):
            if case["answer"] in ("nee", ""):
                for word in (title, name, district):
                    assert word.casefold() not in folded
                    assert word.split()[1] not in folded
            else:
                assert title.casefold() in folded
    finally:
        workspace.close()


@pytest.mark.parametrize("answer", ["nee", ""])
def test_yes_brings_the_name_back_and_undo_takes_it_off_again(workspace, answer):
    meeting = workspace.meetings.create("Proef", held_on=date(2026, 3, 12), starts_at=570)
    case = workspace.cases.add("Zwemsteiger", initiator_knows=answer, initiator_name="Kiosk De Plas")
    card = workspace.outcomes.add(meeting, "werkt", "Kiosk De Plas belde", case_id=case)

    def on_wall():
        return workspace.projection.frame(meeting, "board").columns[0].cards[0].text

    assert on_wall() == "[…] belde"
    assert workspace.outcomes.card(card).case_title.startswith("Anonieme casus ")
    # The facilitator edits what was said, not what is covered.
    assert workspace.outcomes.card(card).text == "Kiosk De Plas belde"
    workspace.cases.update(case, initiator_knows="weet")
    assert on_wall() == "Kiosk De Plas belde"
    assert workspace.outcomes.card(card).case_title == "Zwemsteiger"
    workspace.undo.undo()
    assert on_wall() == "[…] belde"
