"""What one takes apart or removes while the other goes on with it: nothing dangles, nothing of either is lost."""

import pytest

from tests.services.colleagues import Colleague, texts


@pytest.fixture
def team(workspace, work_file, tmp_path, monkeypatch):
    """Noor and Joke with a meeting of three cards, two of them in a group; a person and a case."""
    ids = {"meeting": workspace.meetings.create("Start")}
    for name in ("een", "twee", "drie"):
        ids[name] = workspace.outcomes.add(ids["meeting"], "afspraak", name)
    ids["group"] = workspace.outcomes.group([ids["een"], ids["twee"]], "Samen")
    ids["person"] = workspace.people.add("Ilse")
    ids["case"] = workspace.cases.add("Bankje")
    workspace.close()
    return [Colleague(tmp_path / name, name, work_file, monkeypatch) for name in ("Noor", "Joke")], ids


def seen(workspace, ids):
    """What both see of the board: loose cards and groups in order, with owners and cases."""
    entries = workspace.outcomes.entries(ids["meeting"], "afspraak")
    return [(entry.title, [(card.text, card.owner, card.case_title) for card in entry.cards]) for entry in entries]


def both_hear(team, work_of_one, work_of_other):
    """Let both work, hear of each other, and see the same; return that."""
    (noor, joke), ids = team
    for colleague, work in ((noor, work_of_one), (joke, work_of_other)):
        with colleague as workspace:
            work(workspace)
    with noor as workspace:
        workspace.sharing.merge(joke.path)
        found = seen(workspace, ids)
        assert workspace.sharing.preview(joke.path).anything is False
    with joke as workspace:
        workspace.sharing.merge(noor.path)
        assert seen(workspace, ids) == found and texts(workspace, ids["meeting"]) == ["drie", "een", "twee"]
        assert workspace._store.check() == ()
    return found


def test_a_group_that_one_takes_apart_while_the_other_adds_to_it(team):
    _both, ids = team
    found = both_hear(
        team,
        lambda noor: noor.outcomes.ungroup(ids["group"]),
        lambda joke: joke.outcomes.group([ids["een"], ids["drie"]]),
    )
    assert found == [("", [(text, "", "")]) for text in ("een", "twee", "drie")]


def test_what_one_removes_and_the_other_links_to(team):
    """A removed person or case is nobody's owner and no card's case any more; the card itself stays."""
    _both, ids = team

    def remove(noor):
        noor.people.remove([ids["person"]])
        noor.case_life.remove([ids["case"]])

    found = both_hear(
        team,
        remove,
        lambda joke: joke.outcomes.edit(ids["drie"], owner_id=ids["person"], case_id=ids["case"]),
    )
    assert ("", [("drie", "", "")]) in found and found[0][0] == "Samen"
