"""Completing names: every shipped talent and role with two letters and Enter, in either language."""

from itertools import product
from string import ascii_lowercase

import pytest

from ef_desktop.content import read_content
from ef_desktop.domain.completing import Option, complete


def options(kind, code):
    other = "en" if code == "nl" else "nl"
    entries = [entry for entry in read_content(kind)[kind] if entry.get("in_default_set", True)]
    return [
        Option(entry["id"].encode(), entry[f"name_{code}"], (entry[f"name_{code}"], entry[f"name_{other}"])) for entry in entries
    ]


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("kind", ["talents", "roles"])
def test_two_letters_are_enough_for_each(kind, code):
    known = options(kind, code)
    reached = {complete("".join(pair), known, 1)[0].id for pair in product(ascii_lowercase, repeat=2) if complete("".join(pair), known)}
    assert [option.name for option in known if option.id not in reached] == []


def test_the_beginning_comes_before_another_word_and_that_before_letters_in_order():
    known = [Option(b"1", "Helder uitleggen", ("Helder uitleggen",)), Option(b"2", "Uitproberen", ("Uitproberen",)), Option(b"3", "Uren lezen", ("Uren lezen",))]
    assert [option.id for option in complete("uit", known)] == [b"2", b"1"]
    assert [option.id for option in complete("ul", known)] == [b"3"]


def test_capitals_accents_and_blanks_do_not_matter():
    known = [Option(b"1", "Één voor één", ("Één voor één",))]
    assert complete("EEN V", known) == tuple(known)
    assert complete("  ", known) == () == complete("", known)
    assert complete("x", known) == ()


def test_a_name_in_the_other_language_comes_after_an_equal_one():
    known = [Option(b"1", "Beslissen", ("Beslissen", "Geven")), Option(b"2", "Geduld", ("Geduld", "Patience"))]
    assert [option.id for option in complete("ge", known)] == [b"2", b"1"]


def test_no_more_than_asked_for():
    assert len(complete("a", options("talents", "nl"), 2)) == 2
