"""The fields of the intake, several answers to one question, finding goals, and words that are covered."""

import pytest

from ef_desktop.content import intake_sections, read_content
from ef_desktop.domain import intake, privacy
from ef_desktop.domain.goalwords import finds
from ef_desktop.domain.views import GoalView
from ef_desktop.i18n import set_language


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_intake_is_that_of_the_content(language):
    set_language(language)
    fields = {field.id: field for section in intake_sections() for field in section.fields}
    content = {entry["id"]: entry for entry in read_content("case_intake")["fields"]}
    assert set(fields) == set(content)
    for id, entry in content.items():
        field = fields[id]
        assert field.label == entry[f"label_{language}"]
        assert (field.kind, field.required, field.visibility) == (entry["type"], entry["required"], entry["visibility"])
        assert field.on_wall == entry["show_on_projector"]
        assert len(field.options) == len(entry.get("options", ()))
    assert fields["titel"].advised == 80


def test_each_answer_is_kept_once():
    assert intake.joined(["Wijkzaken", " Wijkzaken ", "", "Zaken, juridisch"]) == "Wijkzaken,Zaken juridisch"
    assert intake.parts("a, b,,c ") == ("a", "b", "c")
    assert intake.parts(None) == ()


def test_nothing_goes_with_no_other_answer():
    field = next(field for section in intake_sections() for field in section.fields if field.id == "gevoelig")
    assert intake.chosen(field, ("niets",), "media", True) == ("media",)
    assert intake.chosen(field, ("media", "bezwaar"), "niets", True) == ("niets",)
    assert intake.chosen(field, ("media", "bezwaar"), "media", False) == ("bezwaar",)


def test_completion_counts_what_is_required():
    sections = intake_sections()
    empty = intake.completion(sections, {}, 0)
    assert (empty.done, empty.total, len(empty.missing)) == (0, 16, 16)
    some = intake.completion(sections, {"title": "Tuin", "question": "  ", "sensitive": ",", "brought_by_id": b"1"}, 1)
    assert some.done == 3
    assert {field.id for field in empty.missing} - {field.id for field in some.missing} == {"titel", "inbrenger", "goals"}


def goal(number, name, *words):
    return GoalView(number, name, "#000000", "#FFFFFF", False, False, "", words=words)


@pytest.mark.parametrize(
    ("query", "found"),
    [("armoede", {1}), ("1", {1}), ("SDG 1", {1}), ("doel 11", {11}), ("goal1", set()), ("stad", {11}), ("", {1, 11}), ("ARM", {1})],
)
def test_goals_are_found_by_number_name_and_word(query, found):
    goals = (goal(1, "Geen armoede", "SDG 1", "bijstand"), goal(11, "Duurzame steden", "SDG 11", "stad", "wijk"))
    assert {entry.number for entry in goals if finds(query, entry)} == found


def test_a_case_is_anonymous_unless_somebody_said_yes():
    assert [privacy.is_anonymous(answer) for answer in ("doet_mee", "weet", "nee", "", None)] == [False, False, True, True, True]


def test_words_that_lead_to_somebody_are_covered():
    words = privacy.traceable("Zwemsteiger", "Kiosk  De Plas", "Delftse Hout,Hele stad,Ru")
    assert words == ("Kiosk De Plas", "Delftse Hout", "Zwemsteiger")
    text = "KIOSK de\nplas bij de zwemsteiger in de Delftse  Hout (hele stad)."
    assert privacy.covered(text, words) == "[…] bij de […] in de […] (hele stad)."
    assert privacy.covered(text, ()) == text
    assert privacy.covered("Het cafe\u0301 van Noor", ("Café",)) == "Het […] van Noor"


def test_the_code_of_a_case_is_two_signs_and_stays():
    assert privacy.case_code(b"x" * 16) == privacy.case_code(b"x" * 16)
    assert {len(privacy.case_code(bytes([number]) * 16)) for number in range(50)} == {2}
