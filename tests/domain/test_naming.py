"""Names of people who said no are not in a text, and words that only look like a name stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.domain.naming import NameVeil
from ef_desktop.domain.privacy import COVER

PEOPLE = (("Noor Visser", ""), ("Roos van der Linden", ""), ("Peter Tangel", "first"), ("Agnes de Boer", "full"), ("Wil", ""), ("Anne-Marie Kok", "first"))


PLAIN = frozenset({"roos", "boer", "wil", "linden"})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Noor Visser belt de school.", "[…] belt de school."),
        ("noor  visser belt", "[…] belt"),
        ("NOOR belt, Noor's idee", "[…] belt, […]'s idee"),
        ("Anne-Marie Kok en Anne-Marie, het Kok-plan", "Anne-Marie en Anne-Marie, het […]-plan"),
        ("Mevrouw Visser vroeg het aan mevrouw Van der Linden", "Mevrouw […] vroeg het aan mevrouw […]"),
        ("Vraag het Linden.", "Vraag het […]."),
        ("Peter Tangel en Peter", "Peter en Peter"),
        ("Meneer Tangel", "Meneer […]"),
        ("Agnes de Boer", "Agnes de Boer"),
        ("de boer wil een roos", "de boer wil een roos"),
        ("de linden bij het loket, wil je?", "de linden bij het loket, wil je?"),
        ("noor belt, vraag het visser", "[…] belt, vraag het […]"),
        ("samen met tangel en noor's zoon", "samen met […] en […]'s zoon"),
        ("Noorwegen, Visserij, januari, noordelijk", "Noorwegen, Visserij, januari, noordelijk"),
        ("", ""),
    ],
)
def test_what_is_covered_and_what_stays(typed, read):
    assert NameVeil(PEOPLE, PLAIN).text(typed) == read


def test_a_name_of_two_letters_in_small_letters_may_be_a_word():
    assert NameVeil([("An Ng", "")]).text("An en an, aan Ng") == f"{COVER} en an, aan {COVER}"


def test_who_is_recorded_in_small_letters_is_always_covered():
    assert NameVeil([("roos", "")], PLAIN).text("roos en Roos") == f"{COVER} en {COVER}"


def test_a_shared_first_name_stays_where_one_of_them_may_be_named():
    veil = NameVeil([("Jan Bakker", "first"), ("Jan Kok", "")])
    assert veil.text("Jan belt Jan Kok en Kok") == f"Jan belt {COVER} en {COVER}"


def test_particles_are_no_names():
    assert NameVeil([("De Vries", ""), ("Van", "")]).text("De buurt van Vries") == f"De buurt van {COVER}"


def test_accents_may_be_letters_of_their_own():
    assert NameVeil([("Renée Smit", "")]).text("Rene\u0301e Smit komt") == f"{COVER} komt"


@given(st.text(max_size=60), st.lists(st.tuples(st.text(min_size=1, max_size=20), st.sampled_from(["", "first", "full"])), max_size=5))
def test_any_text_and_any_name(text, people):
    NameVeil(people).text(text)


@given(st.sampled_from(["Noor Visser", "Roos van der Linden"]), st.text(alphabet=" .,;()\n", min_size=1, max_size=3), st.text(alphabet="abc ", max_size=8))
def test_the_whole_name_is_never_read(name, apart, words):
    assert name not in NameVeil(PEOPLE).text(f"{words}{apart}{name}{apart}{words}")


def test_one_of_twenty_thousand_people_is_covered():
    veil = NameVeil((f"Voor{number} Achter{number}", "") for number in range(20_000))
    assert veil.text("Voor7 Achter7 vraagt of de buurt hier een tuin mag maken. " * 5).count(COVER) == 5
