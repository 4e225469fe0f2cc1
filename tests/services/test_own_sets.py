"""Own roles and talents, and sets as files."""

import json

import pytest

from ef_desktop.domain.errors import InvalidValueError, StorageError
from ef_desktop.i18n import set_language
from tests.services.workform_house import House


@pytest.fixture
def sets(workspace):
    return workspace.workform.sets


def names(sets, **values):
    return [talent.name for talent in sets.view(**values).talents]


def talent(sets, name):
    return next(talent for talent in sets.view(hidden=True).talents if talent.name == name)


def role(sets, name):
    return next(role for role in sets.view(hidden=True).roles if role.name == name)


def test_the_shipped_set_has_24_talents_and_8_roles_with_two_more_hidden(sets):
    view = sets.view()
    assert (len(view.talents), len(view.roles), len(view.clusters)) == (24, 8, 4)
    assert [role.name for role in sets.view(hidden=True).roles if role.hidden] == ["Regelaar", "Verteller"]
    assert talent(sets, "Luisteren").names == ("Luisteren", "Listening")
    assert [t.name for t in view.talents if t.id in role(sets, "Luisteraar").talents] == ["Luisteren", "Inleven", "Doorvragen"]


def test_add_change_hide_and_order(sets, workspace):
    added = sets.add_talent("Grappen maken", "lef", description="Je maakt het licht.")
    assert names(sets)[-1] == "Grappen maken"
    sets.update_talent(added, too_much="Je neemt niets serieus.", cluster="hart")
    assert (talent(sets, "Grappen maken").too_much, talent(sets, "Grappen maken").cluster) == ("Je neemt niets serieus.", "hart")
    sets.move_talent(added, 0)
    assert names(sets)[0] == "Grappen maken"
    sets.move_talent(added, 2)
    assert names(sets)[:3] == ["Luisteren", "Inleven", "Grappen maken"]
    sets.hide_talent(added)
    assert "Grappen maken" not in names(sets)
    sets.hide_talent(added, False)
    assert "Grappen maken" in names(sets)
    own = sets.add_role("Grappenmaker", question="Wat is hier grappig?", talent_ids=[added])
    sets.update_role(own, pitfall="Lacht iets weg.", talent_ids=[added, talent(sets, "Luisteren").id])
    sets.move_role(own, 1)
    assert [r.name for r in sets.view().roles][:2] == ["Luisteraar", "Grappenmaker"]
    assert role(sets, "Grappenmaker").talents == (added, talent(sets, "Luisteren").id)
    sets.hide_role(own)
    assert role(sets, "Grappenmaker").hidden


@pytest.mark.parametrize(
    "call",
    [
        lambda sets: sets.add_talent("  ", "hart"),
        lambda sets: sets.add_talent("luisteren", "hart"),
        lambda sets: sets.add_talent("Listening", "hart"),
        lambda sets: sets.add_talent("Grappen", "buik"),
        lambda sets: sets.add_role(""),
        lambda sets: sets.rename_talent(talent(sets, "Inleven").id, "Luisteren"),
        lambda sets: sets.update_talent(talent(sets, "Inleven").id, cluster="buik"),
    ],
)
def test_what_cannot_be_is_refused(sets, call):
    before = sets.view(hidden=True)
    with pytest.raises(InvalidValueError):
        call(sets)
    assert sets.view(hidden=True) == before


def test_what_was_not_recorded_is_simply_renamed(sets):
    id = talent(sets, "Inleven").id
    assert sets.rename_talent(id, "Meevoelen") == id
    assert names(sets)[1] == "Meevoelen"


def test_what_was_recorded_keeps_its_meaning(workspace, sets):
    house = House(workspace, people=3)
    house.choose("Noor", ["Luisteren"], role="Luisteraar")
    old = house.talents["Luisteren"]
    new = sets.rename_talent(old, "Stil zijn")
    assert new != old
    assert names(sets)[0] == "Stil zijn"
    # The round says what was chosen then, and the roles have the new one.
    assert house.talent("Luisteren").own == 1
    assert house.talent("Stil zijn").own == 0
    assert new in role(sets, "Luisteraar").talents
    assert old not in role(sets, "Luisteraar").talents
    fresh = sets.rename_role(house.roles["Luisteraar"], "Stille")
    assert sets.view().roles[0].name == "Stille"
    assert next(r for r in house.picture().roles if r.name == "Luisteraar").preferred == 1
    assert fresh != house.roles["Luisteraar"]
    # What was renamed away and hidden can come back under its own name.
    sets.hide_talent(old, False)
    assert {"Luisteren", "Stil zijn"} <= set(names(sets))


def test_a_typing_error_is_put_right_everywhere(workspace, sets):
    house = House(workspace, people=3)
    house.choose("Noor", ["Luisteren"])
    assert sets.rename_talent(house.talents["Luisteren"], "Luisteren!", typo=True) == house.talents["Luisteren"]
    assert house.talent("Luisteren!").own == 1


def test_hiding_takes_nothing_out_of_a_round(workspace, sets):
    house = House(workspace, people=3)
    house.choose("Noor", ["Luisteren"])
    sets.hide_talent(house.talents["Luisteren"])
    assert house.talent("Luisteren").own == 1
    assert "Luisteren" not in [option.name for option in house.work.recording.view(house.round).talents]


def test_own_words_are_kept_when_the_base_package_is_loaded_again(work_file, manual_clock, settings):
    from ef_desktop.services.workspace import Workspace

    first = Workspace.open(work_file, clock=manual_clock, settings=settings)
    first.workform.sets.rename_talent(talent(first.workform.sets, "Inleven").id, "Meevoelen")
    first.workform.sets.hide_talent(talent(first.workform.sets, "Regelen").id)
    first.close()
    again = Workspace.open(work_file, clock=manual_clock, settings=settings)
    try:
        assert "Meevoelen" in names(again.workform.sets)
        assert "Regelen" not in names(again.workform.sets)
    finally:
        again.close()


# Files


def content(sets, tmp_path):
    file = tmp_path / "set.rollen.json"
    sets.export(file)
    return file, json.loads(file.read_text("utf-8"))


def write(file, data):
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return file


def test_a_set_goes_out_and_comes_in_again_without_change(sets, tmp_path):
    sets.add_talent("Grappen maken", "lef")
    before = sets.view(hidden=True)
    file, data = content(sets, tmp_path)
    assert data["schema"] == "ef.role_talent_set/1"
    done = sets.bring_in(file)
    assert (done.added, done.changed, done.hidden, done.talents, done.roles) == (0, 0, 0, 25, 8)
    assert done.words == "0 komen erbij · 0 veranderen · 0 worden verborgen"
    assert [(t.name, t.hidden) for t in sets.view().talents] == [(t.name, t.hidden) for t in before.talents if not t.hidden]


def test_a_set_of_another_programme_takes_the_place_of_this_one(sets, tmp_path):
    file, data = content(sets, tmp_path)
    data["talents"] = [data["talents"][1], {"key": "own_x", "name_nl": "Grappen maken", "cluster": "lef"}]
    data["talents"][0]["description_nl"] = "Anders gezegd."
    data["roles"] = [{"key": "own_r", "name_nl": "Grappenmaker", "talents": ["own_x"]}]
    preview = sets.preview(write(file, data))
    assert (preview.added, preview.changed, preview.hidden) == (2, 1, 23 + 8)
    assert len(sets.view().talents) == 24
    sets.bring_in(file)
    assert names(sets) == ["Inleven", "Grappen maken"]
    assert talent(sets, "Inleven").description == "Anders gezegd."
    assert [r.name for r in sets.view().roles] == ["Grappenmaker"]
    assert role(sets, "Grappenmaker").talents == (talent(sets, "Grappen maken").id,)
    set_language("en")
    assert names(sets) == ["Empathy", "Grappen maken"]


def test_bringing_in_is_one_step_to_undo(sets, workspace, tmp_path):
    file, data = content(sets, tmp_path)
    before = sets.view(hidden=True)
    data["talents"] = data["talents"][:3]
    data["roles"] = [{"key": "own_r", "name_nl": "Grappenmaker"}]
    sets.bring_in(write(file, data))
    workspace.undo.undo()
    assert sets.view(hidden=True) == before


def test_a_recorded_talent_that_comes_in_under_another_name_comes_in_beside_it(workspace, sets, tmp_path):
    house = House(workspace, people=3)
    house.choose("Noor", ["Luisteren"])
    file, data = content(sets, tmp_path)
    data["talents"][0]["name_nl"] = "Stil zijn"
    sets.bring_in(write(file, data))
    assert names(sets)[0] == "Stil zijn"
    assert house.talent("Luisteren").own == 1
    assert talent(sets, "Stil zijn").id in role(sets, "Luisteraar").talents
    count = len(sets.view(hidden=True).talents)
    sets.bring_in(file)
    assert len(sets.view(hidden=True).talents) == count


def spoiled():
    def of(change):
        def made(data):
            change(data)
            return json.dumps(data)

        return made

    def first(data):
        return data["talents"][0]

    return {
        "no json": lambda data: "{",
        "a list": lambda data: "[1]",
        "another file": of(lambda data: data.update(schema="ef.talents/1")),
        "newer": of(lambda data: data.update(schema="ef.role_talent_set/2")),
        "no talents": of(lambda data: data.update(talents=[])),
        "talents is a text": of(lambda data: data.update(talents="veel")),
        "an entry is a number": of(lambda data: data["talents"].append(7)),
        "no key": of(lambda data: first(data).pop("key")),
        "a key with signs": of(lambda data: first(data).update(key="../etc")),
        "a key twice": of(lambda data: data["talents"].append(data["talents"][0])),
        "a name twice": of(lambda data: first(data).update(name_nl="Inleven", name_en="x")),
        "no name": of(lambda data: first(data).update(name_nl="", name_en=" ")),
        "a name of a book": of(lambda data: first(data).update(name_nl="a" * 121)),
        "a name that is a number": of(lambda data: first(data).update(name_nl=3, name_en=None)),
        "no cluster": of(lambda data: first(data).pop("cluster")),
        "a role with a strange talent": of(lambda data: data["roles"][0].update(talents=["vliegen"])),
        "a role with talents as a number": of(lambda data: data["roles"][0].update(talents=3)),
        "a role with a list in its talents": of(lambda data: data["roles"][0].update(talents=[["luisteren"]])),
        "deep": lambda data: "[" * 100_000,
    }


@pytest.mark.parametrize("damage", spoiled().values(), ids=spoiled())
def test_a_file_that_is_not_right_is_refused_in_dutch_and_changes_nothing(sets, tmp_path, damage):
    file, data = content(sets, tmp_path)
    before = sets.view(hidden=True)
    file.write_text(damage(data), "utf-8")
    with pytest.raises(InvalidValueError) as refused:
        sets.bring_in(file)
    assert "niets veranderd" in str(refused.value)
    assert sets.view(hidden=True) == before


def test_a_file_that_is_not_there_or_is_large_or_cannot_be_written(sets, workspace, tmp_path):
    with pytest.raises(InvalidValueError, match="kan niet gelezen worden"):
        sets.preview(tmp_path / "weg.json")
    large = tmp_path / "groot.json"
    large.write_bytes(b" " * 2_000_001)
    with pytest.raises(InvalidValueError, match="geen set"):
        sets.preview(large)
    with pytest.raises(StorageError, match="kies een andere plek"):
        sets.export(tmp_path / "geen map" / "set.json")
    # The work file itself is never written over.
    with pytest.raises(StorageError):
        sets.export(workspace.path)
    assert list(tmp_path.glob(".*.part")) == []
