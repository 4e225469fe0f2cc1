"""Finding a person in texts, and the text without the person."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.domain.erasing import Names, without

SAID = ("iemand", "iemands", "(weg)")


def result(names: Names, text: str) -> str:
    return without(text, names.find(text), *SAID)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zoë van der Linden-Bakker belt", "Iemand belt"),
        ("Vraag ZOE VAN DER LINDEN-BAKKER.", "Vraag iemand."),
        ("Van der Linden-Bakker, Zoë: ja", "Iemand: ja"),
        ("zoe.van.der.linden-bakker", "Iemand"),
        ("Dat is Zoë’s plan", "Dat is iemands plan"),
        ("Klaar. Zoës plan", "Klaar. Iemands plan"),
        ("met mevrouw Bakker", "met mevrouw iemand"),
        ("Bakkerij Zoëterwoude", "Bakkerij Zoëterwoude"),
        ("van der en de", "van der en de"),
        ("mail zoe@voorbeeld.nl", "mail (weg)"),
        ("mail azoe@voorbeeld.nl", "mail azoe@voorbeeld.nl"),
        ("bel 06-12345678", "bel (weg)"),
        ("bel 06 12 34 56 78 of +31 6 12345678, of 0031612345678", "bel (weg) of (weg), of (weg)"),
        ("nummer 1061234567890", "nummer 1061234567890"),
        ("", ""),
    ],
)
def test_where_a_person_stands(text, left):
    assert result(Names("Zoë van der Linden-Bakker", "zoe@voorbeeld.nl", "+31 (0)6 1234 5678"), text) == left


def test_a_part_of_a_name_is_told_from_the_whole():
    names = Names("Noor Visser")
    assert [match.whole for match in names.find("Noor Visser en Noor")] == [True, False]
    assert [match.whole for match in Names("Noor").find("Noor")] == [True]
    assert Names("  ,. ").find("tekst") == Names("").find("tekst") == ()


def test_what_stands_in_the_whole_name_of_somebody_else_is_theirs():
    names = Names("Noor Visser", others=("Samir Visser", "Noor Bakker", "Jan"))
    assert result(names, "Samir Visser, Noor Bakker, Noor en Visser") == "Samir Visser, Noor Bakker, iemand en iemand"
    # Of two with the same name it cannot be told.
    assert result(Names("Noor Visser", others=("Noor Visser",)), "Noor Visser") == "Iemand"


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["Quirijntje", "QUIRIJNTJE", "quirijntje's", "Bos, Quirijntje", "Quirijntje Bos"]))
def test_nothing_of_the_name_is_left_between_any_words(before, after, said):
    text = f"{before} {said} {after}"
    assert "quirijntje" not in result(Names("Quirijntje Bos"), text).casefold()


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=12), st.text(max_size=12))
def test_any_name_in_any_text(text, name, email, phone):
    names = Names(name, email, phone)
    matches = names.find(text)
    assert all(0 <= match.start < match.end <= len(text) for match in matches)
    assert all(one.end <= other.start for one, other in itertools.pairwise(matches))
    assert without(text, (), *SAID) == text
