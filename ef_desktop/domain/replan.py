"""What to do about an overrun: one proposal that can be explained in a sentence.

First what is still to come becomes shorter, each in proportion to the room it has above its minimum. Where that is not
enough one block is left out, the smallest that helps; only then the end moves. Breaks, the closing 'opbrengsten', agreed
beginnings and the block that runs now stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Upcoming:
    """A block that is still to come.

    Attributes:
        id: id of the agenda item.
        minutes: its length as it stands now.
        min_minutes: shortest that makes sense; 0 is not known, and then it is half the length.
        is_break, closes: breaks and the closing block stay as they are.
        fixed: True when it begins at an agreed time: it is not skipped.
    """

    id: bytes
    minutes: int
    min_minutes: int = 0
    is_break: bool = False
    closes: bool = False
    fixed: bool = False

    @property
    def stays(self) -> bool:
        """True when its length is not touched."""
        return self.is_break or self.closes

    @property
    def least(self) -> int:
        """Shortest length in minutes."""
        return min(self.minutes, self.min_minutes or -(-self.minutes // 2))

    @property
    def slack(self) -> int:
        """Minutes that can be taken from it."""
        return 0 if self.stays else self.minutes - self.least


@dataclass(frozen=True)
class Proposal:
    """A way to win back time.

    Attributes:
        over: minutes to win back.
        shorten: pairs of item id and minutes to take from it, in the order of the rundown.
        skip: ids of the items to leave out.
        move_end: minutes that the end moves.
        unsolved: minutes that stay over because the end may not move.
        spare: minutes won more than needed, because a block is left out as a whole.
    """

    over: int
    shorten: tuple[tuple[bytes, int], ...] = ()
    skip: tuple[bytes, ...] = ()
    move_end: int = 0
    unsolved: int = 0
    spare: int = 0


def propose(upcoming: Sequence[Upcoming], over: int, fixed_end: bool) -> Proposal | None:
    """Return a proposal, or None when nothing has to be won back.

    Parameters:
        upcoming: the blocks that can still change, in order.
        over: minutes to win back.
        fixed_end: True when the end may not move.
    """
    if over <= 0:
        return None
    slack = sum(block.slack for block in upcoming)
    if slack >= over:
        return Proposal(over, shorten=_share(upcoming, over))
    candidates = [block for block in upcoming if not block.stays and not block.fixed and block.minutes]
    enough = [block for block in candidates if block.minutes + slack - block.slack >= over]
    if enough:
        left_out = min(enough, key=lambda block: block.minutes)
        rest = [block for block in upcoming if block is not left_out]
        need = max(0, over - left_out.minutes)
        return Proposal(over, _share(rest, need), (left_out.id,), spare=max(0, left_out.minutes - over))
    if not fixed_end:
        return Proposal(over, shorten=_share(upcoming, slack), move_end=over - slack)
    return _leave_out(upcoming, candidates, over)


def _leave_out(upcoming: Sequence[Upcoming], candidates: Sequence[Upcoming], over: int) -> Proposal:
    """The end may not move: leave out as many blocks as it takes, the longest first so that they are few."""
    skipped: list[Upcoming] = []
    for block in sorted(candidates, key=lambda block: -block.minutes):
        rest = [other for other in upcoming if other not in skipped]
        if sum(other.minutes for other in skipped) + sum(other.slack for other in rest) >= over:
            break
        skipped.append(block)
    rest = [other for other in upcoming if other not in skipped]
    won = sum(block.minutes for block in skipped)
    need = max(0, min(over - won, sum(block.slack for block in rest)))
    return Proposal(
        over,
        _share(rest, need),
        tuple(block.id for block in upcoming if block in skipped),
        unsolved=max(0, over - won - need),
        spare=max(0, won - over),
    )


def _share(blocks: Sequence[Upcoming], need: int) -> tuple[tuple[bytes, int], ...]:
    """Divide minutes over blocks in proportion to their slack, in whole minutes that add up."""
    slack = sum(block.slack for block in blocks)
    taken: list[int] = []
    passed = given = 0
    for block in blocks:
        passed += block.slack
        # The rounded total up to here, less what was given before: never more than the slack of the block.
        share = (need * passed // slack if slack else 0) - given
        given += share
        taken.append(share)
    return tuple((block.id, minutes) for block, minutes in zip(blocks, taken, strict=True) if minutes)
