"""The proposal on an overrun: worked examples, and what must hold for every rundown."""

from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.domain.replan import Proposal, Upcoming, propose

A, B, C, D = b"a", b"b", b"c", b"d"


def test_nothing_over_needs_nothing():
    assert propose([Upcoming(A, 20)], 0, False) is None


def test_what_comes_is_shortened_in_proportion():
    blocks = [Upcoming(A, 30, 10), Upcoming(B, 15, is_break=True), Upcoming(C, 20, 10), Upcoming(D, 12, 5, closes=True)]
    assert propose(blocks, 9, False) == Proposal(9, shorten=((A, 6), (C, 3)))


def test_the_smallest_block_that_helps_is_left_out_when_shortening_is_not_enough():
    blocks = [Upcoming(A, 30, 25), Upcoming(B, 10, 10), Upcoming(C, 20, 20)]
    assert propose(blocks, 12, False) == Proposal(12, shorten=((A, 2),), skip=(B,))
    assert propose(blocks[2:], 12, False) == Proposal(12, skip=(C,), spare=8)


def test_the_end_moves_only_when_nothing_else_helps():
    blocks = [Upcoming(A, 10, 8), Upcoming(B, 15, is_break=True)]
    assert propose(blocks, 20, False) == Proposal(20, shorten=((A, 2),), move_end=18)
    assert propose(blocks, 20, True) == Proposal(20, skip=(A,), unsolved=10)
    assert propose([], 5, False) == Proposal(5, move_end=5)


def test_an_agreed_beginning_is_not_left_out():
    assert propose([Upcoming(A, 20, 20, fixed=True)], 5, False).skip == ()


upcoming = st.lists(
    st.tuples(st.integers(0, 90), st.integers(0, 120), st.booleans(), st.booleans(), st.booleans()), max_size=9
).map(lambda parts: [Upcoming(bytes([number]), *part) for number, part in enumerate(parts)])


@given(upcoming, st.integers(1, 200), st.booleans())
def test_any_proposal_keeps_the_rules(blocks, over, fixed_end):
    found = propose(blocks, over, fixed_end)
    by_id = {block.id: block for block in blocks}
    for item, minutes in found.shorten:
        assert minutes > 0 and by_id[item].minutes - minutes >= by_id[item].least
        assert by_id[item].least >= min(by_id[item].minutes, by_id[item].min_minutes)
    touched = [item for item, _minutes in found.shorten] + list(found.skip)
    assert len(touched) == len(set(touched))
    assert not any(by_id[item].is_break or by_id[item].closes for item in touched)
    assert not any(by_id[item].fixed for item in found.skip)
    assert found.move_end == 0 or not fixed_end
    won = sum(minutes for _item, minutes in found.shorten) + sum(by_id[item].minutes for item in found.skip)
    assert won + found.move_end + found.unsolved == over + found.spare
    assert not (found.spare and (found.move_end or found.unsolved or found.shorten))
    assert (found.unsolved == 0) or fixed_end


@given(upcoming, st.integers(1, 200), st.booleans())
def test_nothing_is_left_out_where_shortening_is_enough(blocks, over, fixed_end):
    found = propose(blocks, over, fixed_end)
    if sum(block.slack for block in blocks) >= over:
        assert (found.skip, found.move_end, found.unsolved) == ((), 0, 0)
