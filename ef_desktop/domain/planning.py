"""Rules of a rundown: running times, total, whether it fits, and what deserves a remark."""

from collections.abc import Sequence
from dataclasses import dataclass

#: After this many minutes without a break a group needs one (common practice in meeting design; our own choice).
LONGEST_WITHOUT_BREAK = 100

#: Minutes of a day.
DAY = 24 * 60


@dataclass(frozen=True)
class PlannedBlock:
    """What the rules need to know of a block in the rundown; lengths in minutes.

    Attributes:
        fixed_start: agreed beginning in minutes since midnight, or None.
        fixed_end: when it must be over, in minutes since midnight, or None.
    """

    minutes: int
    counts: bool = True
    is_break: bool = False
    closes: bool = False
    min_minutes: int = 0
    title: str = ""
    fixed_start: int | None = None
    fixed_end: int | None = None


@dataclass(frozen=True)
class Remark:
    """A remark on a plan: a code and the numbers or title that its sentence needs."""

    code: str
    warning: bool
    minutes: int = 0
    title: str = ""


def total_minutes(blocks: Sequence[PlannedBlock]) -> int:
    """Return the minutes of the meeting; the walk-in before the start does not count."""
    return sum(block.minutes for block in blocks if block.counts)


def fixed_minute(fixed_start: int, starts_at: int) -> int:
    """Return an agreed beginning in minutes since the midnight of the meeting's own day.

    Parameters:
        fixed_start: time of day in minutes since midnight.
        starts_at: start of the meeting in minutes since midnight; half a day and more before it is the next day.
    """
    return fixed_start + DAY if starts_at - fixed_start > DAY // 2 else fixed_start


def running_starts(blocks: Sequence[PlannedBlock], starts_at: int | None) -> list[int | None]:
    """Return the start of each block in minutes since midnight; the walk-in ends where the meeting starts.

    A block with an agreed beginning starts then, also when what comes before it takes too long or leaves a gap.

    Parameters:
        blocks: the rundown.
        starts_at: agreed start in minutes since midnight, or None.
    """
    if starts_at is None:
        return [None] * len(blocks)
    return [start for start, _running in _clock(blocks, starts_at)]


def _clock(blocks: Sequence[PlannedBlock], starts_at: int) -> list[tuple[int, int]]:
    """Return the start of each block, and where the blocks before it would end."""
    running = starts_at - sum(block.minutes for block in blocks if not block.counts)
    found = []
    for block in blocks:
        start = running
        if block.fixed_start is not None and block.counts:
            start = max(starts_at, fixed_minute(block.fixed_start, starts_at))
        found.append((start, running))
        running = start + block.minutes
    return found


def planned_end(blocks: Sequence[PlannedBlock], starts_at: int) -> int:
    """Return when the last block ends, in minutes since midnight, with the gaps before agreed beginnings."""
    found = _clock(blocks, starts_at)
    return found[-1][0] + blocks[-1].minutes if found else starts_at


def remarks(
    blocks: Sequence[PlannedBlock], available: int | None, has_date: bool, starts_at: int | None = None
) -> list[Remark]:
    """Return what deserves a remark, the most important first.

    Parameters:
        blocks: the rundown.
        available: minutes between the agreed start and end, or None when that is not known.
        has_date: False when the meeting has no date yet.
        starts_at: agreed start in minutes since midnight, or None; without one agreed beginnings of blocks say nothing.

    The programme text asks that every meeting is closed with 'de opbrengsten'.
    """
    found: list[Remark] = []
    if not has_date:
        found.append(Remark("no_date", False))
    if not blocks:
        found.append(Remark("empty", False))
        return found
    total = total_minutes(blocks) if starts_at is None else planned_end(blocks, starts_at) - starts_at
    if available is not None and total > available:
        found.append(Remark("too_long", True, total - available))
    if starts_at is not None:
        found.extend(_about_fixed(blocks, starts_at))
    closing = [place for place, block in enumerate(blocks) if block.closes]
    if not closing:
        found.append(Remark("no_outcomes", True))
    elif _followed_by_content(blocks, closing[-1]):
        found.append(Remark("outcomes_not_last", True))
    if (stretch := _longest_stretch(blocks)) > LONGEST_WITHOUT_BREAK:
        found.append(Remark("no_break", False, stretch))
    for block in blocks:
        if block.minutes < block.min_minutes:
            found.append(Remark("below_minimum", False, block.min_minutes, block.title))
    if available is not None and total <= available:
        found.append(Remark("spare", False, available - total))
    return found


def _about_fixed(blocks: Sequence[PlannedBlock], starts_at: int) -> list[Remark]:
    """Return a remark for each agreed beginning that the blocks before it run into, or leave idle time before, and for each
    agreed end that is not met."""
    found = []
    for block, (start, running) in zip(blocks, _clock(blocks, starts_at), strict=True):
        if running > start:
            found.append(Remark("fixed_overlap", True, running - start, block.title))
        elif start > running:
            found.append(Remark("fixed_gap", False, start - running, block.title))
        if block.fixed_end is not None and (late := start + block.minutes - fixed_minute(block.fixed_end, starts_at)) > 0:
            found.append(Remark("end_too_late", True, late, block.title))
    return found


def _followed_by_content(blocks: Sequence[PlannedBlock], closing: int) -> bool:
    """Evaluation and goodbye may follow the outcomes; more than half an hour of other things may not."""
    return sum(block.minutes for block in blocks[closing + 1 :]) > 30


def _longest_stretch(blocks: Sequence[PlannedBlock]) -> int:
    longest = stretch = 0
    for block in blocks:
        if block.is_break:
            stretch = 0
        elif block.counts:
            stretch += block.minutes
            longest = max(longest, stretch)
    return longest
