"""What can be told of a frame without painting it."""

from dataclasses import replace

from ef_desktop.domain.discussion import DiscussionFrame
from ef_desktop.domain.frames import AgendaFrame, BoardFrame, BreakFrame, CardFrame, Frame
from ef_desktop.domain.workframes import WorkClock, WorkFrame, WorkTurnFrame

#: Tables whose changes can change the wall.
KINDS = frozenset(
    {
        "outcome", "outcome_group", "timer_event", "agenda_item", "meeting", "person", "consent", "block", "ground_rule", "case_file",
        "discussion_step", "setting", "workform_round", "talent_award", "role_assignment", "case_need", "role", "talent",
    }
)

#: Ticks between two looks at a frame: one with a running clock, one of the work form with its clock, one with a new card, any other.
_CLOCK, _WORK, _CARD, _CALM = 1, 2, 2, 40


def ticks_between(frame: Frame) -> int:
    """Return how many ticks of the clock go between two looks at a frame."""
    if isinstance(frame, WorkFrame) and frame.clock.remaining_seconds is not None:
        return _WORK
    return _CLOCK if has_clock(frame) else _CARD if fresh_cards(frame) else _CALM


def has_clock(frame: Frame) -> bool:
    """Tell whether a clock runs in a frame."""
    return isinstance(frame, (AgendaFrame, BreakFrame, DiscussionFrame)) and frame.remaining_seconds is not None


def goes_on(before: Frame, frame: Frame) -> bool:
    """Tell whether a frame shows the same thing as the one before it, so that its page stays; another step does not."""
    if type(before) is not type(frame):
        return False
    return not isinstance(frame, WorkFrame) or (before.number, before.title) == (frame.number, frame.title)


def fresh_cards(frame: Frame) -> list[bytes]:
    """Return the ids of the cards that stand out because they are new."""
    if isinstance(frame, CardFrame):
        return [card.id for card in reversed(frame.cards) if card.fresh]
    if not isinstance(frame, BoardFrame):
        return []
    return [card.id for column in frame.columns for card in column.cards if card.fresh]


def newest_card(before: Frame, frame: Frame) -> bytes | None:
    """Return the id of the last card that stands out in a frame and did not in the one before; None where there is none."""
    known = frozenset(fresh_cards(before))
    return next((card for card in reversed(fresh_cards(frame)) if card not in known), None)


def without_time(frame: Frame) -> Frame:
    """Return a frame without what changes by itself, to see whether somebody changed something."""
    if isinstance(frame, AgendaFrame):
        lines = tuple(replace(line, time="") for line in frame.lines)
        return replace(frame, lines=lines, end="", until="", note="", drift="", remaining_seconds=None, fraction=0.0)
    if isinstance(frame, WorkTurnFrame):
        frame = replace(frame, turn_clock=WorkClock(paused=frame.turn_clock.paused))
    if isinstance(frame, WorkFrame):
        return replace(frame, clock=WorkClock(paused=frame.clock.paused))
    if isinstance(frame, DiscussionFrame):
        return replace(frame, note="", remaining_seconds=None, fraction=0.0)
    if isinstance(frame, CardFrame):
        return replace(frame, cards=tuple(replace(card, fresh=False) for card in frame.cards))
    if isinstance(frame, BreakFrame):
        return replace(frame, back_at="", note="", remaining_seconds=None, fraction=0.0)
    if isinstance(frame, BoardFrame):
        columns = tuple(
            replace(column, cards=tuple(replace(card, fresh=False) for card in column.cards)) for column in frame.columns
        )
        return replace(frame, columns=columns)
    return frame
