"""What the room sees of the work form: a frame per kind of step. What is not put into a frame here cannot reach the wall.

Never in a frame: a name beside a talent, notes, examples, what the facilitator says or minds, surnames, and the title of a
case whose initiator does not know that it is discussed. A name stands beside a role only where its person said yes, in this
round and to the wall.
"""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from ef_desktop.db.tables import CaseFile, WorkFormRound
from ef_desktop.domain import teampicture, timer
from ef_desktop.domain.errors import NotFoundError
from ef_desktop.domain.frames import BlankFrame, Frame
from ef_desktop.domain.teampicture import RoleCount
from ef_desktop.domain.workform import Turn
from ef_desktop.domain.workframes import (
    WallBar,
    WallBars,
    WallCircle,
    WallCluster,
    WallNeed,
    WallRole,
    WallRoleCount,
    WorkCardsFrame,
    WorkClock,
    WorkFrame,
    WorkNeedsFrame,
    WorkPictureFrame,
    WorkRolesFrame,
    WorkTextFrame,
    WorkTurnFrame,
)
from ef_desktop.domain.workviews import (
    CircleView,
    PictureRole,
    PictureView,
    RoundView,
    WorkStepView,
)
from ef_desktop.i18n import _, language, ngettext
from ef_desktop.services import picture_reading, reading, workform_rows, workform_steps
from ef_desktop.services.core import Core, get
from ef_desktop.services.people_reading import name_forms
from ef_desktop.services.wall_cards import wall_case

#: So many talents stand under 'in house' beside what is needed.
_MOST_IN_HOUSE = 5


class WorkWall:
    """Makes the frames of the work form.

    Parameters:
        view: gives a round as the facilitator sees it; from it only what may be seen is taken.
    """

    def __init__(self, core: Core, view: Callable[[bytes], RoundView]) -> None:
        self._core = core
        self._view = view

    def frame(self, round_id: bytes, step: str = "") -> Frame:
        """Return what the room sees of a round; a black frame when it was removed.

        Parameters:
            step: id of a step to show; "" is the current one, before the first the first, after the last one the last.
        """
        try:
            view = self._view(round_id)
        except NotFoundError:
            return BlankFrame(language())
        held = [one for one in view.steps if one.state not in ("skipped", "later")] or list(view.steps)
        current = view.steps[view.index] if view.index >= 0 else held[-1] if view.phase == timer.FINISHED else held[0]
        shown = next((one for one in view.steps if one.id == step), current)
        with self._core.store.read() as session:
            row = get(session, WorkFormRound, round_id)
            head = {
                "language": language(),
                "title": shown.title,
                "case_title": _case(session, row)[0],
                "number": held.index(shown) + 1 if shown in held else 1,
                "count": len(held),
                "clock": _step_clock(view, shown),
            }
            return self._made(session, row, view, shown, head)

    def _made(self, session: Session, row: WorkFormRound, view: RoundView, step: WorkStepView, head: dict) -> WorkFrame:
        content = {entry["id"]: whole for entry, whole in workform_rows.script_entries(row.variant)}
        lines = tuple(workform_steps.said(content[step.id], "wall"))
        named = frozenset(name_forms(session, reading.WALL_CHANNEL, self._core.local_now().date()))
        if step.scene == "cards":
            return _cards(session, lines, head)
        if step.scene == "turn":
            turn = view.turn if head["clock"].remaining_seconds is not None else None
            return WorkTurnFrame(
                **head,
                lines=lines,
                turn=turn.number if turn is not None else 0,
                turns=step.turns,
                turn_clock=_turn_clock(view, turn),
                circles=_circles(view.circles, named),
            )
        if step.scene == "picture":
            return _picture(picture_reading.picture(session, row, False, named), lines, head)
        if step.scene == "needs":
            return _needs(picture_reading.picture(session, row, False, named), lines, head)
        if step.scene == "roles":
            return _roles(session, row, picture_reading.picture(session, row, False, named), head)
        return WorkTextFrame(**head, scene=step.scene, lines=lines, rules=view.rules if step.scene == "rules" else ())


def _case(session: Session, row: WorkFormRound) -> tuple[str, str]:
    """Return title and question of the case, both "" where nothing of it may be named."""
    case = session.get(CaseFile, row.case_id) if row.case_id is not None else None
    if case is None or case.dead:
        return "", ""
    frame = wall_case(session, case)
    return frame.title, frame.question


def _step_clock(view: RoundView, step: WorkStepView) -> WorkClock:
    if view.index < 0 or view.steps[view.index].id != step.id or view.phase not in (timer.RUNNING, timer.PAUSED):
        return WorkClock()
    return _clock(view, view.remaining_seconds, step.minutes * 60)


def _turn_clock(view: RoundView, turn: Turn | None) -> WorkClock:
    return WorkClock() if turn is None else _clock(view, turn.remaining, turn.seconds)


def _clock(view: RoundView, remaining: int, length: int) -> WorkClock:
    left = max(0, remaining)
    note = _("We are rounding off") if not left else ""
    return WorkClock(left, min(1.0, left / length) if length else 0.0, note, view.phase == timer.PAUSED)


def _cards(session: Session, lines: tuple[str, ...], head: dict) -> WorkCardsFrame:
    talents = workform_rows.talents(session)
    return WorkCardsFrame(
        **head,
        lines=lines,
        clusters=tuple(
            WallCluster(
                cluster.id, cluster.name, tuple(reading.spoken(talent, "name") for talent in talents if talent.cluster == cluster.id)
            )
            for cluster in picture_reading.clusters()
        ),
        roles=tuple(reading.spoken(role, "name") for role in workform_rows.roles(session)),
    )


def _circles(circles: Sequence[CircleView], named: frozenset[bytes]) -> tuple[WallCircle, ...]:
    found = []
    for circle in circles:
        names = tuple(name for id, name in zip(circle.person_ids, circle.first_names, strict=True) if id in named)
        found.append(WallCircle(circle.number, names, len(circle.names) - len(names)))
    return tuple(found)


def _picture(picture: PictureView, lines: tuple[str, ...], head: dict) -> WorkPictureFrame:
    bars: dict[str, list[WallBar]] = {cluster.id: [] for cluster in picture.clusters}
    for talent in picture.talents:
        bars[talent.cluster].append(WallBar(talent.name, talent.own, talent.given, talent.total))
    return WorkPictureFrame(
        **head,
        lines=lines,
        clusters=tuple(WallBars(cluster.id, cluster.name, tuple(bars[cluster.id])) for cluster in picture.clusters),
        roles=tuple(_role_count(role) for role in picture.roles),
        filled=_("{here} of {total} roles are here").format(
            here=sum(bool(role.preferred) for role in picture.roles), total=len(picture.roles)
        ),
        largest=max((talent.total for talent in picture.talents if talent.total), default=1),
    )


def _role_count(role: PictureRole) -> WallRoleCount:
    """Return how many would like a role; who took it stands in another frame."""
    words = ngettext("{count} person", "{count} people", role.preferred).format(count=role.preferred)
    state = teampicture.role_state(RoleCount(role.preferred))
    return WallRoleCount(role.key, role.name, role.preferred, state, words if role.preferred else _("nobody yet"))


def _needs(picture: PictureView, lines: tuple[str, ...], head: dict) -> WorkNeedsFrame:
    seen = sorted((talent for talent in picture.talents if talent.total), key=lambda talent: -talent.total)
    return WorkNeedsFrame(
        **head,
        lines=lines,
        needs=tuple(WallNeed(need.kind, need.name, need.state, need.words, need.in_house) for need in picture.needs),
        house=tuple((talent.name, talent.total) for talent in seen[:_MOST_IN_HOUSE]),
    )


def _roles(session: Session, row: WorkFormRound, picture: PictureView, head: dict) -> WorkRolesFrame:
    """The roles that the case needs, and others that were taken or are looked for; without needs all roles."""
    needed = {need.item_id for need in picture.needs if need.kind == "role"}
    shown = [role for role in picture.roles if role.id in needed or role.taken or role.wanted] or list(picture.roles)
    title, question = _case(session, row)
    taken = sum(bool(role.taken) for role in shown)
    return WorkRolesFrame(
        **head,
        case_sentence=question or title,
        roles=tuple(
            WallRole(
                role.name,
                role.question,
                role.names,
                role.words,
                "taken" if role.taken else "wanted" if role.wanted else "open",
                role.key,
            )
            for role in shown
        ),
        filled=_("{taken} of {total} roles").format(taken=taken, total=len(shown)),
    )
