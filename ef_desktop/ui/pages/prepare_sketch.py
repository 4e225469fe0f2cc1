"""The rundown as it is, or as it would be with one block more or moved: what the list, the bar and the sum all show."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ef_desktop.domain import planning
from ef_desktop.domain.views import AgendaItemView, MeetingPlan


@dataclass(frozen=True)
class Guest:
    """What is being dragged over the rundown.

    Attributes:
        title, icon: of the block.
        minutes: its length.
        item_id: the agenda item that is being moved, or None for a new block.
        index: where it would come among the items that are there now.
    """

    title: str
    icon: str
    minutes: int
    item_id: bytes | None = None
    index: int = 0


@dataclass(frozen=True)
class Agreed:
    """What was agreed of times.

    Attributes:
        starts, ends: of blocks, in minutes since midnight per item.
        end_stays: True when the end of the meeting may not move.
    """

    starts: Mapping[bytes, int] = field(default_factory=dict)
    ends: Mapping[bytes, int] = field(default_factory=dict)
    end_stays: bool = False


@dataclass(frozen=True)
class SketchRow:
    """One row: an agenda item, or the drop place when ``item`` is None.

    Attributes:
        starts_at: minutes since midnight, or None when the meeting has no start.
        over: True when it begins at or after the agreed end.
        fixed: True when it begins at an agreed time.
        fixed_end: when it must be over, in minutes since midnight, or None.
        gap: minutes that are free before it, because it begins at an agreed time.
    """

    item: AgendaItemView | None
    guest: Guest | None
    title: str
    icon: str
    minutes: int
    starts_at: int | None
    is_break: bool
    over: bool
    fixed: bool = False
    fixed_end: int | None = None
    gap: int = 0


@dataclass(frozen=True)
class Sketch:
    """The whole rundown.

    Attributes:
        minutes: total that counts.
        available: agreed length in minutes, or None.
        starts_at, ends_at: by the rundown, minutes since midnight, or None.
        agreed_end: minutes since midnight, or None.
        guest: what is being dragged, or None.
        end_stays: True when the agreed end may not move.
    """

    rows: tuple[SketchRow, ...] = ()
    minutes: int = 0
    available: int | None = None
    starts_at: int | None = None
    ends_at: int | None = None
    agreed_end: int | None = None
    guest: Guest | None = None
    end_stays: bool = False

    @property
    def over(self) -> int:
        """Minutes too long, never negative."""
        return max(0, self.minutes - self.available) if self.available is not None else 0

    @property
    def spare(self) -> int:
        """Minutes that are still free, never negative."""
        return max(0, self.available - self.minutes) if self.available is not None else 0


def sketch(plan: MeetingPlan, guest: Guest | None = None, agreed: Agreed = Agreed()) -> Sketch:
    """Return the rundown of a plan with its agreed times, and with the guest in its place."""
    entries: list[tuple[AgendaItemView | None, Guest | None]] = [(item, None) for item in plan.items]
    if guest is not None:
        before, after = entries[: guest.index], entries[guest.index :]
        entries = [*_without(before, guest), (None, guest), *_without(after, guest)]
    blocks = [_block(item, visitor, agreed) for item, visitor in entries]
    starts = planning.running_starts(blocks, plan.row.starts_at)
    end = plan.row.ends_at
    gaps = [0]
    for place in range(1, len(blocks)):
        known = starts[place] is not None
        gaps.append(max(0, starts[place] - starts[place - 1] - blocks[place - 1].minutes) if known else 0)
    rows = tuple(
        SketchRow(
            item=item,
            guest=visitor,
            title=(visitor or item).title,
            icon=(visitor or item).icon,
            minutes=block.minutes,
            starts_at=start,
            is_break=block.is_break,
            over=start is not None and end is not None and start >= end,
            fixed=block.fixed_start is not None,
            fixed_end=block.fixed_end,
            gap=gap,
        )
        for (item, visitor), block, start, gap in zip(entries, blocks, starts, gaps[: len(blocks)], strict=True)
    )
    begin = plan.row.starts_at
    # With the time that is free before an agreed beginning.
    total = planning.total_minutes(blocks) if begin is None else planning.planned_end(blocks, begin) - begin
    return Sketch(
        rows=rows,
        minutes=total,
        available=plan.available_minutes,
        starts_at=starts[0] if starts else begin,
        ends_at=None if begin is None else begin + total,
        agreed_end=end,
        guest=guest,
        end_stays=agreed.end_stays,
    )


def _block(item: AgendaItemView | None, guest: Guest | None, agreed: Agreed) -> planning.PlannedBlock:
    if item is None:
        return planning.PlannedBlock(guest.minutes)
    return planning.PlannedBlock(
        item.minutes,
        counts=item.counts,
        is_break=item.is_break,
        fixed_start=agreed.starts.get(item.id),
        fixed_end=agreed.ends.get(item.id),
    )


def _without(entries, guest: Guest):
    return [entry for entry in entries if guest.item_id is None or entry[0].id != guest.item_id]
