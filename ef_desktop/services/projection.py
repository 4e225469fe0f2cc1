"""What the room may see. This is the one place that filters: what is not put into a frame here cannot reach the wall.

Never in a frame: private cards, cards not yet revealed, notes, instructions, votes, plan against real unless the
facilitator lets the room see it, surnames, names without consent, names with kinds that stay nameless, file names, and of a case whose initiator does not know that it is
discussed the title, the place and the name of the initiative.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import outcome_kinds
from ef_desktop.db.tables import AgendaItem, CaseFile, GroundRule, Meeting
from ef_desktop.domain import timer
from ef_desktop.domain.errors import NotFoundError
from ef_desktop.domain.frames import (
    AgendaFrame,
    AgendaLine,
    AgreementsFrame,
    BlankFrame,
    BoardFrame,
    BreakFrame,
    CardFrame,
    CaseFrame,
    Frame,
    ReadingFrame,
    RulesFrame,
    TopFrame,
    WallCard,
    WallColumn,
    WelcomeFrame,
)
from ef_desktop.domain.timer import TimerState
from ef_desktop.i18n import _, format_date, format_minutes_of_day, format_time, language
from ef_desktop.services import clocks, reading, wall_cards
from ef_desktop.services.anonymity import Cover
from ef_desktop.services.core import Core, executor, get
from ef_desktop.services.room import Room, drift_words
from ef_desktop.services.wall_names import Typed, WallNames
from ef_desktop.services.workform import WorkForm

#: Kinds in the test of reading: of every shape and colour family one, with short names.
_READING_KINDS = ("werkt", "werkt_niet", "verbetering", "inzicht", "afspraak")

#: Scenes of files that are linked on the laptop; their frames are made where those are.
_OWN_FILES = ("video", "booklet")

#: The block that looks back on agreements; what asks for nothing more is left out there.
_LOOKING_BACK = "terugblik"

#: What decides which scene goes with a block of a rundown.
_BLOCK = (
    'SELECT i.scene, b.scene, b.is_break, b."key" FROM agenda_item i LEFT JOIN block b ON b.id = i.block_id AND b.dead = 0'
    " WHERE i.id = ? AND i.dead = 0"
)

#: So long after its planned start a meeting still counts as 'about to begin', and so long after its end as running.
LATE = timedelta(hours=3)

#: Icons of the rules of the base package, by their key.
_RULE_ICONS = {
    "blijft_hier": "lock",
    "ik": "user",
    "passen": "hand-stop",
    "eerst_vragen": "messages",
    "geen_namen": "shield-lock",
    "fouten": "bulb",
    "geen_fotos": "eye",
    "grens": "alert-triangle",
}
_OWN_RULE_ICON = "circle-check"

_STEP = timedelta(minutes=5)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Clock:
    """The clock of the current block as the room sees it."""

    remaining: int | None
    fraction: float
    note: str
    paused: bool


class Projection:
    """Makes the frames of the wall."""

    def __init__(self, core: Core, room: Room, work: WorkForm) -> None:
        self._core = core
        self._room = room
        self._work = work
        self.names = WallNames(core)
        self._scenes = {
            "welcome": self._welcome,
            "agenda": self._agenda,
            "board": self._board,
            "rules": self._rules,
            "break": self._break,
            "top": self._top,
            "card": self._card,
            "case": self._case,
            "agreements": self._agreements,
            "workform": self._workform,
        }

    @property
    def scenes(self) -> tuple[str, ...]:
        """The scenes of a meeting, by name."""
        return tuple(self._scenes)

    def frame(self, meeting_id: bytes, scene: str) -> Frame:
        """Return what the room sees at this moment.

        Parameters:
            scene: welcome, agenda, board, rules, break, top, card, case, agreements, workform, blank, or reading, which is of no meeting.

        Returns:
            A frame; a black one for ``blank``, an unknown scene or a meeting that was removed.
        """
        if scene == "reading":
            kinds = {kind.id: kind.name for kind in outcome_kinds()}
            return ReadingFrame(language(), tuple((id, kinds[id]) for id in _READING_KINDS))
        make = self._scenes.get(scene)
        if make is None:
            return BlankFrame(language())
        with self._core.store.read() as session:
            try:
                return make(session, get(session, Meeting, meeting_id))
            except NotFoundError:
                return BlankFrame(language())

    def scene_for(self, meeting_id: bytes) -> str:
        """Return the scene that fits the moment by itself: that of the current block; before it welcome, after it the end."""
        try:
            state = self._room.timer(meeting_id)
        except NotFoundError:
            return "blank"
        if state.phase == timer.FINISHED:
            with self._core.store.read() as session:
                return "top" if wall_cards.cards(session, *self._seen(), meeting_id, "o.top IS NOT NULL") else "board"
        if state.phase == timer.WAITING or state.index < 0:
            return "welcome"
        # Asked at every captured card, so only what decides is read, not the whole agenda.
        with self._core.store.read() as session:
            found = executor(session)(_BLOCK, (state.current,))
            if not found:
                return "agenda"
            own, of_block, is_break, key = found[0]
            if is_break:
                return "break"
            if own is None and self._work.round_of(state.current) is not None:
                return "workform"
            if own is None and key == _LOOKING_BACK:
                return "agreements" if self._open_agreements(session) else "agenda"
        scene = own if own is not None else of_block
        return scene if scene in self._scenes or scene in _OWN_FILES or scene == "blank" else "agenda"

    def running(self, meeting_id: bytes) -> bool:
        """Tell whether the meeting goes on now, so that the laptop is to stay awake; one forgotten to be closed does not."""
        try:
            state = self._room.timer(meeting_id)
        except NotFoundError:
            return False
        if state.phase not in (timer.RUNNING, timer.PAUSED):
            return False
        length = state.planned_end - state.items[0].planned_start
        return self._core.clock.now() < state.started_at + length + LATE

    # Scenes

    def _welcome(self, session: Session, meeting: Meeting) -> WelcomeFrame:
        rules, icons = self._wall_rules(session)
        return WelcomeFrame(
            language(),
            title=self._covered(session, meeting, meeting.title),
            begins=self._begins(meeting),
            date=format_date(meeting.held_on, "weekday") if meeting.held_on else "",
            place=self._covered(session, meeting, meeting.location),
            rules=rules,
            icons=icons,
        )

    def _begins(self, meeting: Meeting) -> str:
        if meeting.starts_at is None:
            return ""
        state = self._room.timer(meeting.id)
        if state.phase != timer.WAITING:
            return ""
        if self._about_to_begin(meeting):
            return _("we begin in a moment")
        return _("we begin at {time}").format(time=format_minutes_of_day(meeting.starts_at))

    def _rules(self, session: Session, meeting: Meeting) -> RulesFrame:
        rules, icons = self._wall_rules(session)
        extra = reading.text_lines(meeting.extra_rules)
        return RulesFrame(language(), (*rules, *extra), (*icons, *[_OWN_RULE_ICON] * len(extra)))

    def _agenda(self, session: Session, meeting: Meeting) -> AgendaFrame:
        items, _minimums = reading.agenda(session, meeting.id, meeting.starts_at)
        state = self._room.timer(meeting.id)
        known = {of_item.id: of_item for of_item in state.items}
        by_plan = self._by_plan(meeting, state)
        timed = state.phase != timer.WAITING or meeting.starts_at is not None
        lines = []
        cases = reading.meeting_case_ids(session, meeting.id)
        cover = Cover(session, cases)
        for item in items:
            of_item = known.get(item.id)
            if of_item is None or of_item.state == "skipped":
                continue
            word = {"current": "now", "todo": "todo"}.get(of_item.state, "done")
            start = of_item.planned_start if by_plan else of_item.expected_start
            shown = self._rounded(start) if word == "todo" and timed else ""
            # Two short blocks may begin at the same rounded time: that is told once.
            told = shown if shown not in (line.time for line in lines[-1:]) else ""
            lines.append(AgendaLine(cover.text(item.title, *cases), told, word))
        clock = self._block_clock(state)
        with_end = timed and items and state.phase != timer.FINISHED
        end = state.planned_end if by_plan else state.expected_end
        return AgendaFrame(
            language(),
            title=cover.text(meeting.title, *cases),
            lines=tuple(lines),
            end=self._rounded(end) if with_end else "",
            remaining_seconds=clock.remaining,
            fraction=clock.fraction,
            until=_("until {time}").format(time=self._end_of_current(state)) if clock.remaining else "",
            note=clock.note or self._note_outside(state, meeting),
            paused=clock.paused,
            drift=drift_words(state) if state.index >= 0 and clocks.drift_shown(session, meeting.id) else "",
        )

    def _note_outside(self, state: TimerState, meeting: Meeting) -> str:
        if state.phase == timer.FINISHED:
            return _("That was it")
        if state.phase == timer.WAITING:
            begins = self._begins(meeting)
            return begins[:1].upper() + begins[1:]
        return ""

    def _board(self, session: Session, meeting: Meeting) -> BoardFrame:
        by_kind = wall_cards.columns(session, *self._seen(), meeting.id)
        columns = [
            WallColumn(kind.id, kind.name, tuple(by_kind[kind.id]))
            for kind in outcome_kinds()
            if kind.on_board and kind.id in by_kind
        ]
        return BoardFrame(language(), self._covered(session, meeting, meeting.title), tuple(columns))

    def _break(self, session: Session, meeting: Meeting) -> BreakFrame:
        items, _minimums = reading.agenda(session, meeting.id, meeting.starts_at)
        state = self._room.timer(meeting.id)
        current = next((item for item in items if item.id == state.current), None)
        if current is None or not current.is_break:
            return BreakFrame(language(), _("Break"), "")
        clock = self._block_clock(state)
        back = ""
        if clock.remaining and state.index + 1 < len(items):
            back = _("We go on at {time}").format(time=self._end_of_current(state))
        note = _("We go on in a moment") if clock.note else ""
        return BreakFrame(language(), Cover(session).text(current.title), back, clock.remaining, clock.fraction, note, clock.paused)

    def _top(self, session: Session, meeting: Meeting) -> TopFrame:
        cards = wall_cards.cards(session, *self._seen(), meeting.id, "o.top IS NOT NULL", order="o.top, o.id")
        names = {kind.id: kind.name for kind in outcome_kinds()}
        return TopFrame(
            language(),
            title=self._covered(session, meeting, meeting.title),
            cards=tuple(card for _kind, card in cards),
            kinds=tuple(kind for kind, _card in cards),
            names=tuple(names[kind] for kind, _card in cards),
        )

    def _card(self, session: Session, meeting: Meeting) -> CardFrame:
        cards = wall_cards.cards(session, *self._seen(), meeting.id, order="o.captured_at DESC, o.id DESC")
        names = {kind.id: kind.name for kind in outcome_kinds() if kind.on_board}
        cards = [(kind, card) for kind, card in cards if kind in names]
        return CardFrame(
            language(),
            cards=tuple(card for _kind, card in cards),
            kinds=tuple(kind for kind, _card in cards),
            names=tuple(names[kind] for kind, _card in cards),
        )

    def _case(self, session: Session, meeting: Meeting) -> Frame:
        """Return the case of the current block; once its discussion has begun, the step with its prompts."""
        state = self._room.timer(meeting.id)
        query = (
            select(AgendaItem.id, CaseFile)
            .join(CaseFile, CaseFile.id == AgendaItem.case_id)
            .where(AgendaItem.meeting_id == meeting.id)
            .order_by(AgendaItem.place, AgendaItem.id)
        )
        rows = session.execute(query).all()
        if not rows:
            return CaseFrame(language(), "", "")
        item_id, case = next((row for row in rows if row[0] == state.current), rows[0])
        if self._room.discussion.view(item_id).clock.phase != timer.WAITING:
            return self._room.discussion.frame(item_id)
        return wall_cards.wall_case(session, case)

    def _agreements(self, session: Session, meeting: Meeting) -> AgreementsFrame:
        return AgreementsFrame(language(), tuple(card for _kind, card in self._open_agreements(session)))

    def _open_agreements(self, session: Session) -> list[tuple[str, WallCard]]:
        return wall_cards.cards(
            session,
            *self._seen(),
            None,
            "o.kind = 'afspraak' AND o.carried_from IS NULL AND (o.status IS NULL OR o.status NOT IN ('done', 'lapsed'))",
            order="o.due_on IS NULL, o.due_on, o.id",
        )

    def _workform(self, session: Session, meeting: Meeting) -> Frame:
        """Return the step of the work form, see ``WorkForm.on_wall``; without a round the agenda says more."""
        shown = self._work.on_wall(meeting.id, self._room.timer(meeting.id).current)
        return self._work.wall.frame(shown) if shown is not None else self._agenda(session, meeting)

    # Parts

    def _seen(self) -> tuple[Typed, datetime]:
        """Return what covers names in typed texts now, and the moment."""
        return self.names.typed(), self._core.clock.now()

    def _covered(self, session: Session, meeting: Meeting, text: str) -> str:
        """Return a text of a meeting without what leads to an anonymous case on its agenda."""
        cases = reading.meeting_case_ids(session, meeting.id)
        return Cover(session, cases).text(text, *cases)

    def _wall_rules(self, session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the rules in their short form, and an icon for each."""
        query = select(GroundRule).where(GroundRule.hidden.is_(False)).order_by(GroundRule.place, GroundRule.id)
        rules = list(session.scalars(query))
        return (
            tuple(reading.spoken(rule, "wall") or reading.spoken(rule, "text") for rule in rules),
            tuple(_RULE_ICONS.get(rule.key, _OWN_RULE_ICON) for rule in rules),
        )

    def _block_clock(self, state: TimerState) -> _Clock:
        if state.index < 0:
            return _Clock(None, 0.0, "", False)
        left = max(0, state.remaining_seconds)
        fraction = left / state.total_seconds if state.total_seconds > 0 else 0.0
        note = _("We are rounding off") if not left else ""
        return _Clock(left, min(1.0, fraction), note, state.phase == timer.PAUSED)

    # Times

    def _delay(self, meeting: Meeting) -> timedelta | None:
        """Return how long ago the meeting was to begin; negative before it; None without date and time."""
        if meeting.held_on is None or meeting.starts_at is None:
            return None
        hours, minutes = divmod(meeting.starts_at, 60)
        start = datetime.combine(meeting.held_on, time(hours % 24, minutes)).astimezone()
        return self._core.clock.now() - start

    def _about_to_begin(self, meeting: Meeting) -> bool:
        delay = self._delay(meeting)
        return delay is not None and timedelta(0) <= delay < LATE

    def _by_plan(self, meeting: Meeting, state: TimerState) -> bool:
        """A meeting that is looked at on another day than its own shows its plan, not the delay of days."""
        return state.phase == timer.WAITING and not self._about_to_begin(meeting)

    def _end_of_current(self, state: TimerState) -> str:
        end = state.items[state.index + 1].expected_start if state.index + 1 < len(state.items) else state.expected_end
        return self._rounded(end)

    def _rounded(self, moment: datetime) -> str:
        """Return a time of day rounded to five minutes, never one that has passed when the moment itself has not."""
        now = self._core.clock.now()
        shown = _EPOCH + _STEP * ((moment - _EPOCH + _STEP / 2) // _STEP)
        if shown < now <= moment:
            shown += _STEP
        return format_time(shown.astimezone())
