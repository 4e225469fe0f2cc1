"""The verdict on a case: every combination of findings, motivations, goals, exception, decision and rule."""

from datetime import date
from itertools import product

import pytest

from ef_desktop.content import criteria as criteria_content
from ef_desktop.content import sentence_starts
from ef_desktop.domain import criteria
from ef_desktop.domain.criteria import ALL, CRITERIA, FIRST_AND_ONE, MEETS, NOT, ONE, OPEN, PARTLY, STATES, Check, Gap

WHY = "een bewoner van de straat belde zelf."
DAY = date(2026, 3, 12)


def checks(*states, why=WHY):
    return {id: Check(state, why if state != OPEN else "") for id, state in zip(CRITERIA, states, strict=True)}


def expected(states, explained, goals, exception, not_now, rule):
    """The verdict by hand, straight from the words of the programme and the content."""
    if not_now:
        return "niet_nu"
    counts = [state == MEETS and explained for state in states]
    counts[3] = counts[3] and goals > 0
    enough = {ALL: all(counts), FIRST_AND_ONE: counts[0] and any(counts[1:]), ONE: any(counts)}[rule]
    unexplained = not explained and any(state != OPEN for state in states)
    if enough and not unexplained:
        return "past"
    something_unmet = any(state != MEETS for state in states) or (explained and goals == 0)
    return "met_reden" if exception and something_unmet else "aanvullen"


@pytest.mark.parametrize("rule", criteria.RULES)
def test_every_combination(rule):
    for states in product(STATES, repeat=4):
        for explained, goals, exception, not_now in product((True, False), (0, 1, 3), (True, False), (True, False)):
            found = criteria.verdict(
                checks(*states, why=WHY if explained else "kort"),
                goals_with_sentence=goals,
                exception_complete=exception,
                not_now=not_now,
                rule=rule,
            )
            case = (states, explained, goals, exception, not_now, rule)
            assert found == expected(*case), case


@pytest.mark.parametrize(
    ("states", "goals", "exception", "rule", "verdict"),
    [
        # The programme as it is shipped: all four, or an exception with a reason.
        ((MEETS, MEETS, MEETS, MEETS), 1, False, ALL, "past"),
        ((MEETS, MEETS, MEETS, MEETS), 0, False, ALL, "aanvullen"),
        ((MEETS, MEETS, MEETS, MEETS), 0, True, ALL, "met_reden"),
        ((MEETS, MEETS, PARTLY, MEETS), 1, False, ALL, "aanvullen"),
        ((MEETS, MEETS, PARTLY, MEETS), 1, True, ALL, "met_reden"),
        ((MEETS, MEETS, NOT, MEETS), 1, True, ALL, "met_reden"),
        ((MEETS, MEETS, OPEN, MEETS), 1, False, ALL, "aanvullen"),
        ((OPEN, OPEN, OPEN, OPEN), 0, True, ALL, "met_reden"),
        # An exception that nobody needs any more changes nothing.
        ((MEETS, MEETS, MEETS, MEETS), 1, True, ALL, "past"),
        # A question from the city, and at least one more.
        ((MEETS, NOT, NOT, MEETS), 1, False, FIRST_AND_ONE, "past"),
        ((MEETS, NOT, NOT, MEETS), 0, False, FIRST_AND_ONE, "aanvullen"),
        ((MEETS, OPEN, OPEN, OPEN), 1, False, FIRST_AND_ONE, "aanvullen"),
        ((NOT, MEETS, MEETS, MEETS), 1, False, FIRST_AND_ONE, "aanvullen"),
        ((NOT, MEETS, MEETS, MEETS), 1, True, FIRST_AND_ONE, "met_reden"),
        # At least one of the four.
        ((OPEN, OPEN, MEETS, OPEN), 0, False, ONE, "past"),
        ((NOT, PARTLY, NOT, MEETS), 0, False, ONE, "aanvullen"),
        ((NOT, PARTLY, NOT, OPEN), 1, False, ONE, "aanvullen"),
    ],
)
def test_worked_examples(states, goals, exception, rule, verdict):
    found = criteria.verdict(checks(*states), goals_with_sentence=goals, exception_complete=exception, rule=rule)
    assert found == verdict


def test_an_exception_is_not_for_what_nobody_explained():
    met = checks(MEETS, MEETS, MEETS, MEETS, why="kort")
    assert criteria.verdict(met, goals_with_sentence=1, exception_complete=True) == "aanvullen"


def test_what_each_criterion_lacks():
    found = {"c1": Check(PARTLY, WHY), "c2": Check(NOT, "kort"), "c4": Check(MEETS, WHY)}
    assert criteria.gaps(found, 0) == (
        Gap("c1", "partly"),
        Gap("c2", "motivation"),
        Gap("c3", "open"),
        Gap("c4", "goal"),
    )
    assert criteria.criteria_met(found, 0) == 0
    assert criteria.criteria_met(found, 1) == 1


def test_an_exception_needs_forty_characters_somebody_and_a_day():
    reason = "De casus is klein, maar past precies bij wat wij oefenen."
    assert criteria.exception_gaps("  te   kort  ", " ", None) == ("reason", "by", "on")
    assert criteria.exception_gaps("x" * 39, "Noor", DAY) == ("reason",)
    assert criteria.exception_gaps("x" * 40, "Noor", DAY) == ()
    assert criteria.exception_complete(reason, "Noor", DAY)
    assert not criteria.exception_complete(reason, "", DAY)


@pytest.mark.parametrize(
    ("criterion", "text", "own"),
    [
        ("c1", "Deze vraag komt uit de stad, want", ""),
        ("c1", "Deze vraag komt uit de stad, want …", ""),
        ("c1", "deze vraag  komt uit de stad, want Noor belde", "Noor belde"),
        ("c1", "Noor belde", "Noor belde"),
        ("c1", "This question comes from the city, because she rang", "she rang"),
        ("c3", "Buiten verandert … en daarom moet de gemeente …", ""),
        ("c3", "Buiten verandert de straat en daarom moet de gemeente luisteren", "de straat luisteren"),
        ("c4", "De casus draagt bij aan doel 11, want het wordt groener", "11 het wordt groener"),
    ],
)
def test_the_given_beginning_is_left_out_of_the_count(criterion, text, own):
    assert criteria.own_words(text, sentence_starts(criterion)) == own


def test_twenty_letters_of_ones_own_are_a_motivation():
    starts = sentence_starts("c1")
    begun = "Deze vraag komt uit de stad, want "
    assert not criteria.motivated(Check(MEETS, begun + "x" * 19, starts))
    assert criteria.motivated(Check(MEETS, begun + "x" * 20, starts))
    assert criteria.motivated(Check(OPEN, "", starts))


def test_the_cursor_stands_where_one_writes_on():
    openings = {entry["id"]: criteria.opening(entry["motivation_prompt_nl"]) for entry in criteria_content()}
    words, place, length = openings["c1"]
    assert (words, place, length) == ("Deze vraag komt uit de stad, want ", len(words), 0)
    words, place, length = openings["c3"]
    assert words[place : place + length] == "…" and words.endswith("de gemeente ")
