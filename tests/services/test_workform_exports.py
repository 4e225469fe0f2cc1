"""No export tells who has which talent, also of people who may be named in the logbook and said yes in the round before."""

from tests.property.test_no_names_in_exports import folder_files, texts_of
from tests.services.workform_house import House

MARK = "Qbeeldend"


def test_no_export_has_a_name_beside_a_talent(workspace, tmp_path):
    house = House(workspace, people=4)
    for person in house.people.values():
        workspace.people.update(person, on_wall=True, in_logbook=True)
    workspace.room.start(house.meeting)
    house.agree("Noor", "Samir")
    (own, growth, *_more), (role, *_others) = house.talents, house.roles
    for name in ("Noor", "Samir"):
        house.choose(name, [own], growth, role)
    house.give("Noor", own, giver="Samir", example=f"Ik zag jou {MARK}")
    assert [len(one.own) for one in house.work.recording.view(house.round).people if one.agreed] == [1, 1]
    house.work.names.totals_only(house.round)
    workspace.room.finish(house.meeting)
    names = set(house.people)
    told = 0
    for name, content in folder_files(workspace.archive.write(tmp_path / "archief")):
        for text in texts_of(name, content):
            assert MARK not in text, name
            if name.endswith((".md", ".csv")):
                for line in text.splitlines():
                    told += own in line
                    assert not (own in line and any(one in line for one in names)), (name, line)
    assert told
