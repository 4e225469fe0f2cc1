"""The rundown as it is, or as it would be with one block more or moved: what the list, the bar and the sum all show."""

from dataclasses import dataclass

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
class SketchRow:
    """One row: an agenda item, or the drop place when ``item`` is None.

    Attributes:
        starts_at: minutes since midnight, or None when the meeting has no start.
        over: True when it begins at or after the agreed end.
    """

    item: AgendaItemView | None
    guest: Guest | None
    title: str
    icon: str
    minutes: int
    starts_at: int | None
    is_break: bool
    over: bool


@dataclass(frozen=True)
class Sketch:
    """The whole rundown.

    Attributes:
        minutes: total that counts.
        available: agreed length in minutes, or None.
        starts_at, ends_at: by the rundown, minutes since midnight, or None.
        agreed_end: minutes since midnight, or None.
        guest: what is being dragged, or None.
    """

    rows: tuple[SketchRow, ...] = ()
    minutes: int = 0
    available: int | None = None
    starts_at: int | None = None
    ends_at: int | None = None
    agreed_end: int | None = None
    guest: Guest | None = None

    @property
    def over(self) -> int:
        """Minutes too long, never negative."""
        return max(0, self.minutes - self.available) if self.available is not None else 0

    @property
    def spare(self) -> int:
        """Minutes that are still free, never negative."""
        return max(0, self.available - self.minutes) if self.available is not None else 0


def sketch(plan: MeetingPlan, guest: Guest | None = None) -> Sketch:
    """Return the rundown of a plan, with the guest in its place."""
    entries: list[tuple[AgendaItemView | None, Guest | None]] = [(item, None) for item in plan.items]
    if guest is not None:
        before, after = entries[: guest.index], entries[guest.index :]
        entries = [*_without(before, guest), (None, guest), *_without(after, guest)]
    blocks = [_block(item, visitor) for item, visitor in entries]
    starts = planning.running_starts(blocks, plan.row.starts_at)
    end = plan.row.ends_at
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
        )
        for (item, visitor), block, start in zip(entries, blocks, starts, strict=True)
    )
    total = planning.total_minutes(blocks)
    begin = plan.row.starts_at
    return Sketch(
        rows=rows,
        minutes=total,
        available=plan.available_minutes,
        starts_at=starts[0] if starts else begin,
        ends_at=None if begin is None else begin + total,
        agreed_end=end,
        guest=guest,
    )


def _block(item: AgendaItemView | None, guest: Guest | None) -> planning.PlannedBlock:
    if item is None:
        return planning.PlannedBlock(guest.minutes)
    return planning.PlannedBlock(item.minutes, counts=item.counts, is_break=item.is_break)


def _without(entries, guest: Guest):
    return [entry for entry in entries if guest.item_id is None or entry[0].id != guest.item_id]
