"""What the cockpit says of the clock: the face of the current block, the rows that come next, the agreed end."""

from datetime import datetime, timedelta

from ef_desktop.domain.timer import FINISHED, WAITING, TimerState
from ef_desktop.domain.views import AgendaItemView, RoomView
from ef_desktop.i18n import _
from ef_desktop.ui.pages import cockpit_words as words
from ef_desktop.ui.pages.cockpit_next import NextRow
from ef_desktop.ui.widgets.now_card import NowFace


def now_face(view: RoomView, state: TimerState, block: AgendaItemView | None, now: datetime) -> NowFace:
    """Return what the card of the current block says.

    Parameters:
        view: the meeting.
        state: its clock at this moment.
        block: the block that goes on, before the start the first one.
        now: the present moment.
    """
    kind = words.card_state(state)
    title = block.title if block else _("The meeting is finished") if kind == FINISHED else _("The agenda is still empty")
    detail = _("Case: {title}").format(title=block.case_title) if block and block.case_title else block.purpose if block else ""
    held = [item for item, time in zip(view.items, state.items, strict=True) if time.state == "todo"]
    passed = state.elapsed_seconds / state.total_seconds if state.total_seconds > 0 else 1.0 if state.index >= 0 else 0.0
    return NowFace(
        state=kind,
        heading=words.heading(state),
        title=title,
        detail=detail,
        span=words.span_words(state, now),
        digits=words.large(state, now),
        caption=words.caption(state, now),
        passed=passed,
        following=held[0].title if state.index >= 0 and held else "",
        can_go_back=state.index > 0,
    )


def next_rows(view: RoomView, state: TimerState, now: datetime) -> tuple[NextRow, ...]:
    """Return the rows of what comes next, blocks that are skipped included.

    Parameters:
        view: the meeting.
        state: its clock at this moment.
        now: the present moment.
    """
    if state.phase == FINISHED:
        return ()
    first = max(state.index + 1, 1 if state.phase == WAITING else 0)
    rows = []
    for item, time in list(zip(view.items, state.items, strict=True))[first:]:
        skipped = time.state == "skipped"
        start = "" if skipped else _("now") if time.expected_start <= now else words.clock(time.expected_start)
        minutes = item.minutes if skipped else round(time.expected_seconds / 60)
        rows.append(NextRow(item.id, start, item.title, words.short_minutes(minutes), skipped))
    return tuple(rows)


def agreed_end(view: RoomView, state: TimerState) -> datetime | None:
    """Return the end agreed with the room when it leaves time to spare, else None."""
    row = view.plan.row
    if row.ends_at is None or row.starts_at is None:
        return None
    spare = row.ends_at - row.starts_at - view.plan.planned_minutes
    return state.planned_end + timedelta(minutes=spare) if spare > 0 else None
