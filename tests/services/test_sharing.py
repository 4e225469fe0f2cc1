"""Two facilitators, each with a copy of the work file: share, look, choose, merge, and take it back."""

import shutil
from datetime import timedelta

import pytest

from ef_desktop.domain.sharing import BOTH, CHANGED, CLASH, ERASED, MINE, NEW, THEIRS
from tests.services.colleagues import colleagues, texts


def test_what_both_did_is_there_on_both(pair):
    noor, joke = pair
    with noor as workspace:
        workspace.outcomes.add(noor.meeting, "inzicht", "Tempo is ook respect")
    with joke as workspace:
        workspace.outcomes.add(joke.meeting, "signaal", "Regels op één A4")
        sent = workspace.sharing.share(joke.folder)
    assert sent.name.startswith("Leerroute Delft 2026-03-12") and sent.name.endswith("Joke.efdb")
    with noor as workspace:
        told = workspace.sharing.preview(sent)
        assert (told.count(NEW), told.count(CHANGED), told.count(CLASH)) == (1, 0, 0)
        assert told.entries[0].title == "Regels op één A4" and told.entries[0].where == "Start"
        assert told.people == ("Joke",)
        done = workspace.sharing.merge(sent)
        assert done.counts[NEW] == 1 and done.undecided == 0
        assert texts(workspace, noor.meeting) == ["Proefbrief schrijven", "Regels op één A4", "Tempo is ook respect"]
        words = workspace.sharing.state().words
        assert not workspace.sharing.preview(sent).entries
        back = workspace.sharing.share(noor.folder)
    with joke as workspace:
        assert workspace.sharing.state().words != words
        workspace.sharing.merge(back)
        assert texts(workspace, joke.meeting) == ["Proefbrief schrijven", "Regels op één A4", "Tempo is ook respect"]
        assert workspace.sharing.state().words == words


@pytest.fixture(scope="module")
def clashed(begun, tmp_path_factory):
    """Noor and Joke after both changed the same text, and the copy that Joke sent."""
    with pytest.MonkeyPatch.context() as patch:
        noor, joke = colleagues(begun, tmp_path_factory.mktemp("clashed"), patch)
        with noor as workspace:
            workspace.outcomes.edit(noor.card, text="Eerst laten lezen door Ilse")
        joke.clock.advance(600)
        with joke as workspace:
            workspace.outcomes.edit(joke.card, text="Marleen kijkt naar de regels")
            return noor, joke, workspace.sharing.share(joke.folder)


@pytest.fixture
def clash(pair, clashed):
    """The copy that Joke sent after both changed the same text; both have come as far as that."""
    *made, sent = clashed
    for colleague, before in zip(pair, made, strict=True):
        shutil.copyfile(before.path, colleague.path)
        colleague.clock.at = before.clock.at
    return shutil.copyfile(sent, colleague.folder / sent.name)


@pytest.mark.parametrize(
    ("pick", "text", "left"),
    [
        (lambda clash: clash.sides[0].mark, "Eerst laten lezen door Ilse", 0),
        (lambda clash: clash.sides[1].mark, "Marleen kijkt naar de regels", 0),
        (lambda clash: BOTH, "Eerst laten lezen door Ilse\nMarleen kijkt naar de regels", 0),
        (lambda clash: "Samen schrijven", "Samen schrijven", 0),
        (None, "Marleen kijkt naar de regels", 1),
    ],
)
def test_what_both_changed_is_chosen(pair, clash, pick, text, left):
    noor, _joke = pair
    with noor as workspace:
        (entry,) = workspace.sharing.preview(clash).entries
        assert entry.state == CLASH and entry.kind == "afspraak"
        (found,) = entry.clashes
        assert [side.who for side in found.sides] == ["Noor", "Joke"] and found.sides[0].own and found.winner == 1
        done = workspace.sharing.merge(clash, {} if pick is None else {found.key: pick(found)})
        assert workspace.outcomes.card(noor.card).text == text
        assert done.undecided == left == len(workspace.sharing.state().undecided)


@pytest.mark.parametrize(("prefer", "text"), [(MINE, "Eerst laten lezen door Ilse"), (THEIRS, "Marleen kijkt naar de regels")])
def test_a_rule_decides_for_who_does_not_choose(pair, clash, prefer, text):
    noor, joke = pair
    with noor as workspace:
        assert workspace.sharing.merge(clash, prefer=prefer).undecided == 0
        assert workspace.outcomes.card(noor.card).text == text
        back = workspace.sharing.share(noor.folder)
    with joke as workspace:
        workspace.sharing.merge(back)
        assert workspace.outcomes.card(joke.card).text == text and not workspace.sharing.state().undecided


def test_an_open_choice_is_made_later_or_by_typing(pair, clash):
    noor, joke = pair
    with noor as workspace:
        workspace.sharing.merge(clash)
    with noor as workspace:
        (entry,) = workspace.sharing.state().undecided
        workspace.sharing.choose(entry.clashes[0].key, entry.clashes[0].sides[0].mark)
        assert not workspace.sharing.state().undecided
        workspace.undo.undo()
    with joke as workspace:
        workspace.sharing.merge(noor.path)
        workspace.outcomes.edit(joke.card, text="Opnieuw getypt")
        assert not workspace.sharing.state().undecided


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("typed", [True, False])
def test_undoing_a_choice_asks_again(pair, clash, own, typed):
    noor, joke = pair
    with noor as workspace:
        workspace.sharing.merge(clash)
        (entry,) = workspace.sharing.state().undecided
        (asked,) = entry.clashes
        held = workspace.outcomes.card(noor.card).text
        for _time in range(2):
            if typed:
                workspace.outcomes.edit(noor.card, text="Weer anders" if own else "Nog anders")
            else:
                workspace.sharing.choose(asked.key, next(side.mark for side in asked.sides if side.words.startswith("Eerst") == own))
            assert workspace.sharing.open_choices() == 0
            workspace.undo.undo()
            assert workspace.outcomes.card(noor.card).text == held and workspace.sharing.open_choices() == 1
            (again,) = workspace.sharing.state().undecided
            assert {side.words for side in again.clashes[0].sides} == {side.words for side in asked.sides}
        for side in again.clashes[0].sides[:1]:
            workspace.sharing.choose(asked.key, side.mark)
            assert workspace.outcomes.card(noor.card).text == side.words and workspace.sharing.open_choices() == 0
        back = workspace.sharing.share(noor.folder)
    with joke as workspace:
        workspace.sharing.merge(back)
        assert workspace.outcomes.card(joke.card).text == side.words and workspace.sharing.open_choices() == 0


def test_what_is_typed_after_a_choice_is_no_new_question(pair, clash):
    noor, _joke = pair
    with noor as workspace:
        workspace.sharing.merge(clash)
        (entry,) = workspace.sharing.state().undecided
        workspace.sharing.choose(entry.clashes[0].key, entry.clashes[0].sides[0].mark)
        workspace.outcomes.edit(noor.card, text="Verder getypt")
    with noor as workspace:
        assert workspace.sharing.open_choices() == 0
        workspace.outcomes.edit(noor.card, text="En nog eens")
    with noor as workspace:
        assert workspace.sharing.open_choices() == 0


def test_a_change_is_shown_with_what_it_was(pair):
    noor, joke = pair
    with joke as workspace:
        workspace.outcomes.edit(joke.card, text="Proefbrief laten lezen")
        sent = workspace.sharing.share(joke.folder)
    with noor as workspace:
        (entry,) = workspace.sharing.preview(sent).entries
    (revision,) = entry.revisions
    assert entry.state == CHANGED and revision.label == "tekst"
    assert (revision.before, revision.after) == ("Proefbrief schrijven", "Proefbrief laten lezen")


def test_undo_takes_the_whole_merge_back(pair, clash):
    noor, _joke = pair
    with noor as workspace:
        words = workspace.sharing.state().words
        (found,) = workspace.sharing.preview(clash).entries[0].clashes
        workspace.sharing.merge(clash, {found.key: BOTH})
        assert workspace.undo.state().undo == "Samenvoegen"
        workspace.undo.undo()
        assert workspace.outcomes.card(noor.card).text == "Eerst laten lezen door Ilse"
        assert workspace.sharing.state().words == words and not workspace.sharing.state().can_take_back
        assert workspace.sharing.preview(clash).count(CLASH) == 1


def test_rejecting_travels(pair):
    noor, joke = pair
    with joke as workspace:
        workspace.outcomes.add(joke.meeting, "signaal", "Liever niet")
        workspace.outcomes.edit(joke.card, text="Anders")
        sent = workspace.sharing.share(joke.folder)
    with noor as workspace:
        workspace.sharing.merge(sent)
        extra = workspace.outcomes.add(noor.meeting, "inzicht", "Daarna")
        workspace.sharing.reject()
        assert texts(workspace, noor.meeting) == ["Daarna", "Proefbrief schrijven"]
        assert workspace.outcomes.card(extra).text == "Daarna"
        back = workspace.sharing.share(noor.folder)
    with joke as workspace:
        workspace.sharing.merge(back)
        assert texts(workspace, joke.meeting) == ["Daarna", "Proefbrief schrijven"]


def test_what_stays_at_home_stays_unharmed(pair):
    noor, joke = pair
    with noor as workspace:
        person = workspace.people.add("Ilse", email="ilse@voorbeeld.nl", notes="alleen voor mij")
        workspace.meetings.update(noor.meeting, notes="geheime notitie")
        workspace.outcomes.edit(noor.card, text="Alleen voor mij bedoeld", private=True)
        sent = workspace.sharing.share(noor.folder, without_sensitive=True)
    content = sent.read_bytes()
    for hidden in ("ilse@voorbeeld.nl", "alleen voor mij", "geheime notitie", "Alleen voor mij bedoeld"):
        assert hidden.encode() not in content
    whole = noor.send()
    with joke as workspace:
        workspace.sharing.merge(sent)
        (row,) = [row for row in workspace.people.rows() if row.id == person]
        assert row.name == "Ilse"
        workspace.people.update(person, function="Meedenker")
        back = workspace.sharing.share(joke.folder)
    with noor as workspace:
        workspace.sharing.merge(back)
        assert workspace.meetings.plan(noor.meeting).notes == "geheime notitie"
        assert workspace.outcomes.card(noor.card).text == "Alleen voor mij bedoeld"
        words = workspace.sharing.state().words
    # Whoever gets a whole copy later has everything after all.
    with joke as workspace:
        workspace.sharing.merge(whole)
        assert workspace.meetings.plan(joke.meeting).notes == "geheime notitie"
        assert workspace.outcomes.card(joke.card).text == "Alleen voor mij bedoeld"
        assert workspace.sharing.state().words == words


def test_who_was_erased_does_not_come_back(pair):
    noor, joke = pair
    with noor as workspace:
        person = workspace.people.add("Zwaantje Ongewoon")
    before = noor.send()
    with joke as workspace:
        workspace.sharing.merge(before)
        workspace.people.update(person, function="bestuurslid")
        sent = workspace.sharing.share(joke.folder)
    with noor as workspace:
        workspace.erasure.erase(person, {})
        assert workspace.sharing.preview(sent).count(NEW) == 0
        workspace.sharing.merge(sent)
        assert all(row.id != person for row in workspace.people.rows())
    for path in [noor.path, *(noor.folder / "data").rglob("*.efdb")]:
        assert b"Zwaantje" not in path.read_bytes()
    erased = noor.send()
    with joke as workspace:
        assert workspace.sharing.preview(erased).count(ERASED) == 1
        workspace.sharing.merge(erased)
        assert all(row.id != person for row in workspace.people.rows())


def test_a_clock_of_years_ahead_does_not_win_from_who_saw_it(pair):
    noor, joke = pair
    joke.clock.at += timedelta(days=3300)
    with joke as workspace:
        workspace.outcomes.edit(joke.card, text="Uit de toekomst")
        sent = workspace.sharing.share(joke.folder)
    with noor as workspace:
        workspace.sharing.merge(sent)
        workspace.outcomes.edit(noor.card, text="Daarna gezien en verbeterd")
        back = workspace.sharing.share(noor.folder)
    with joke as workspace:
        workspace.sharing.merge(back)
        assert workspace.outcomes.card(joke.card).text == "Daarna gezien en verbeterd"
        assert not workspace.sharing.state().undecided


@pytest.mark.parametrize("own", [True, False])
def test_a_list_that_is_kept_follows_what_was_chosen_at_the_merge(pair, own):
    noor, joke = pair
    with noor as workspace:
        case = workspace.cases.add("Buurttuin")
        first = workspace.sharing.share(noor.folder)
    with joke as workspace:
        workspace.sharing.merge(first)
        workspace.cases.update(case, title="Buurttuin van Joke")
        sent = workspace.sharing.share(joke.folder)
    with noor as workspace:
        workspace.cases.update(case, title="Buurttuin van Noor")
        (found,) = workspace.sharing.preview(sent).entries[0].clashes
        assert [entry.title for entry in workspace.case_list.entries()] == ["Buurttuin van Noor"]
        side = next(side for side in found.sides if side.words.endswith("Noor") == own)
        workspace.sharing.merge(sent, {found.key: side.mark})
        assert [entry.title for entry in workspace.case_list.entries()] == [side.words] == [row.title for row in workspace.cases.rows()]
        workspace.undo.undo()
        assert [entry.title for entry in workspace.case_list.entries()] == ["Buurttuin van Noor"]
