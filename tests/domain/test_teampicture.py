"""The team picture and the proposals, with worked examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.domain import suggesting, teampicture
from ef_desktop.domain.suggesting import Holder, Member
from ef_desktop.domain.teampicture import MISSING, PRESENT, THIN, RoleCount, TalentCount
from ef_desktop.domain.workform import group_sizes

LISTEN, ASK, DECIDE, PATIENCE = b"l" * 16, b"a" * 16, b"d" * 16, b"p" * 16

#: A group of eight: listening was chosen by two and given once, asking on given once, two want to decide more often.
HOUSE = {LISTEN: TalentCount(own=2, given=1), ASK: TalentCount(given=1), DECIDE: TalentCount(growth=2)}


@pytest.mark.parametrize(
    ("talent", "people", "with_growth", "state"),
    [
        (LISTEN, 8, False, PRESENT),
        (ASK, 8, False, THIN),
        (DECIDE, 8, False, MISSING),
        (DECIDE, 8, True, PRESENT),
        (PATIENCE, 8, True, MISSING),
        # In a large group two are little.
        (DECIDE, 24, True, THIN),
        (LISTEN, 24, False, PRESENT),
    ],
)
def test_present_thin_and_missing(talent, people, with_growth, state):
    assert teampicture.talent_state(HOUSE.get(talent, TalentCount()), people, with_growth) == state


def test_a_role_is_there_when_somebody_took_it_or_two_would_like_it():
    assert teampicture.role_state(RoleCount()) == MISSING
    assert teampicture.role_state(RoleCount(preferred=1)) == THIN
    assert teampicture.role_state(RoleCount(preferred=2)) == PRESENT
    assert teampicture.role_state(RoleCount(taken=1)) == PRESENT


def test_gaps_and_what_is_not_used():
    assert teampicture.gaps([LISTEN, DECIDE, ASK], HOUSE, 8) == (DECIDE, ASK)
    assert teampicture.unused(HOUSE, [ASK]) == (LISTEN,)
    assert teampicture.unused(HOUSE, []) == (LISTEN, ASK)


def test_plenty_names_no_talent_by_chance():
    counts = {LISTEN: TalentCount(own=5), ASK: TalentCount(own=3), DECIDE: TalentCount(own=3), PATIENCE: TalentCount(own=3)}
    assert teampicture.plenty(counts, 8) == (LISTEN,)
    assert teampicture.plenty(counts, 8, most=4) == (LISTEN, ASK, DECIDE, PATIENCE)
    # Enough is not plenty: the bar beside it says 'enough'.
    assert teampicture.plenty({LISTEN: TalentCount(own=1)}, 8) == ()
    assert teampicture.plenty({LISTEN: TalentCount(own=2)}, 8) == ()
    assert teampicture.plenty({LISTEN: TalentCount(own=3)}, 8) == (LISTEN,)
    assert teampicture.plenty({LISTEN: TalentCount(own=3)}, 24) == ()


def test_the_picture_grows_from_round_to_round():
    first, second = {LISTEN: TalentCount(own=1)}, {LISTEN: TalentCount(own=1), ASK: TalentCount(given=1), DECIDE: TalentCount(growth=1)}
    assert teampicture.firsts([first, second]) == ((LISTEN,), (ASK,))
    assert teampicture.summed([first, second])[LISTEN] == TalentCount(own=2)


def test_who_has_most_of_a_role_is_proposed_first():
    noor = Holder(b"1", "Noor", own=frozenset({LISTEN}), given={ASK: 1})
    samir = Holder(b"2", "Samir", own=frozenset({LISTEN}), given={LISTEN: 3})
    joke = Holder(b"3", "Joke", own=frozenset({PATIENCE}))
    found = suggesting.candidates([LISTEN, ASK, DECIDE], [samir, joke, noor])
    assert [one.name for one in found] == ["Noor", "Samir"]
    assert (found[0].own, found[0].given) == ((LISTEN,), ((ASK, 1),))


def test_equal_ones_are_told_apart_by_gifts_then_roles_then_name():
    plain, busy = Holder(b"1", "Wim", frozenset({ASK})), Holder(b"2", "Anna", frozenset({ASK}), roles=1)
    gifted = Holder(b"3", "Zoe", frozenset(), {ASK: 2})
    assert [one.name for one in suggesting.candidates([ASK], [plain, busy, gifted])] == ["Zoe", "Wim", "Anna"]


def test_people_of_one_department_sit_apart():
    members = [Member(bytes([n]), f"P{n}", ("inside", department)) for n, department in enumerate("AAABBBCC")]
    groups = suggesting.mixed(members, (4, 4))
    for group in groups:
        assert sorted(member.traits[1] for member in group) in (["A", "A", "B", "C"], ["A", "B", "B", "C"])


def test_guests_from_outside_are_spread():
    members = [Member(bytes([n]), f"P{n}", ("outside" if n < 3 else "inside", "")) for n in range(12)]
    groups = suggesting.mixed(members, (4, 4, 4))
    assert [sum(member.traits[0] == "outside" for member in group) for group in groups] == [1, 1, 1]


@given(st.lists(st.tuples(st.sampled_from(["inside", "outside"]), st.sampled_from("ABC"), st.sampled_from(["", "hart", "lef"])), min_size=1, max_size=30))
def test_everybody_is_in_one_group_and_the_proposal_is_the_same_each_time(traits):
    members = [Member(bytes([n]), f"P{n}", trait) for n, trait in enumerate(traits)]
    sizes = group_sizes(len(members))
    groups = suggesting.mixed(members, sizes)
    assert tuple(len(group) for group in groups) == sizes
    assert sorted(member.id for group in groups for member in group) == [member.id for member in members]
    assert suggesting.mixed(list(reversed(members)), sizes) == groups
