"""Puts the proposal on an overrun into words."""

from datetime import datetime, timedelta

from ef_desktop.db.tables import Meeting
from ef_desktop.domain import timer
from ef_desktop.domain.replan import Proposal, Upcoming, propose
from ef_desktop.domain.roomviews import ProposalView
from ef_desktop.domain.timer import ItemTime, PlanItem, TimerState
from ef_desktop.domain.views import AgendaItemView
from ef_desktop.i18n import HOURS_FROM, _, format_length, format_time, ngettext
from ef_desktop.services import reading
from ef_desktop.services.agreed_ends import agreed_ends
from ef_desktop.services.clocks import Clock, time_of
from ef_desktop.services.core import Core, get

#: So many minutes over is worth a proposal.
WORTH = 2


def view(core: Core, meeting_id: bytes, known: Clock) -> ProposalView | None:
    """Return one way out of an overrun, or None when there is none.

    Parameters:
        known: plan, planned start and events of the meeting.
    """
    plan, start, events = known
    state = timer.compute(plan, start, events, core.clock.now())
    if state.phase not in (timer.RUNNING, timer.PAUSED):
        return None
    with core.store.read() as session:
        meeting = get(session, Meeting, meeting_id)
        items, minimums = reading.agenda(session, meeting_id, meeting.starts_at)
        end = time_of(meeting, meeting.ends_at) or state.planned_end
        midnight = time_of(meeting, 0)
        stays = meeting_id in agreed_ends(session, [meeting_id])
    upcoming, over, deadline, ends = _deadline(items, minimums, state, {item.id: item for item in plan}, end)
    # What was agreed for a block does not move; the end of the meeting may, unless that was agreed too.
    found = propose(upcoming, over, stays or deadline is not None) if over >= WORTH else None
    if found is None:
        return None
    titles = {item.id: item.title for item in items}
    new_end = None
    if found.move_end and midnight is not None:
        new_end = round((end + timedelta(minutes=found.move_end) - midnight).total_seconds() / 60)
    lengths = {block.id: block.minutes for block in upcoming}
    return ProposalView(
        found,
        _title(over, titles.get(deadline), ends),
        tuple(_lines(found, titles, lengths, end)),
        deadline,
        len(events),
        new_end,
    )


def _deadline(
    items: tuple[AgendaItemView, ...],
    minimums: dict[bytes, int],
    state: TimerState,
    plan: dict[bytes, PlanItem],
    end: datetime,
) -> tuple[list[Upcoming], int, bytes | None, bool]:
    """Return the blocks before the first agreed time that will not be met, the minutes over, whose time it is, and whether
    that is its end."""
    upcoming: list[Upcoming] = []
    for item, known in list(zip(items, state.items, strict=True))[state.index + 1 :]:
        if known.state != "todo":
            continue
        begins, ends = plan[item.id].fixed, plan[item.id].ends
        if begins is not None and (over := _minutes(known.expected_start - begins)) >= WORTH:
            return upcoming, over, item.id, False
        if begins is not None:
            # What comes before an agreed beginning that is met wins nothing for what comes after it.
            upcoming.clear()
        upcoming.append(_upcoming(item, known, minimums, begins is not None or ends is not None))
        expected = known.expected_start + timedelta(seconds=known.expected_seconds)
        if ends is not None and (over := _minutes(expected - ends)) >= WORTH:
            return upcoming, over, item.id, True
    return upcoming, _minutes(state.expected_end - end), None, False


def _upcoming(item: AgendaItemView, known: ItemTime, minimums: dict[bytes, int], fixed: bool) -> Upcoming:
    least = minimums.get(item.block_id or b"", 0)
    return Upcoming(item.id, known.expected_seconds // 60, least, item.is_break or not item.counts, item.closes, fixed)


def _minutes(late: timedelta) -> int:
    """Whole minutes; one that has only begun does not count, so that a proposal is not made for seconds."""
    return int(late.total_seconds() // 60)


def _title(over: int, title: str | None, ends: bool) -> str:
    few = ngettext("{count} minute", "{count} minutes", over).format(count=over)
    minutes = few if over < HOURS_FROM else format_length(over)
    if title is not None and ends:
        return _("‘{title}’ would end {minutes} too late.").format(title=title, minutes=minutes)
    if title is not None:
        return _("‘{title}’ would begin {minutes} too late.").format(title=title, minutes=minutes)
    return _("The meeting would end {minutes} too late.").format(minutes=minutes)


def _lines(found: Proposal, titles: dict[bytes, str], lengths: dict[bytes, int], end: datetime) -> list[str]:
    lines = []
    for item, minutes in found.shorten:
        sentence = ngettext(
            "‘{title}’ {count} minute shorter: {length} instead of {before}.",
            "‘{title}’ {count} minutes shorter: {length} instead of {before}.",
            minutes,
        )
        before = lengths[item]
        lines.append(sentence.format(title=titles[item], count=minutes, length=before - minutes, before=before))
    lines += [_("Skip ‘{title}’.").format(title=titles[item]) for item in found.skip]
    if found.move_end:
        moved = (end + timedelta(minutes=found.move_end)).astimezone()
        lines.append(_("The end moves to {time}.").format(time=format_time(moved)))
    if found.unsolved:
        lines.append(
            ngettext(
                "{count} minute stays over; the rest has its least time already.",
                "{count} minutes stay over; the rest has its least time already.",
                found.unsolved,
            ).format(count=found.unsolved)
        )
    if found.spare:
        lines.append(
            ngettext("That leaves {count} minute to spare.", "That leaves {count} minutes to spare.", found.spare).format(
                count=found.spare
            )
        )
    return lines
