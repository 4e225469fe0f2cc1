"""The case discussion of a block: its variant, its steps with a clock of their own, notes, and what the room sees of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import AgendaItem, CaseFile, DiscussionStep
from ef_desktop.domain import discussion, timer
from ef_desktop.domain.discussion import DiscussionClock, DiscussionFrame, DiscussionView, StepPlan, StepView, VariantView
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.timer import TimerEvent
from ef_desktop.i18n import N_, _, content_text, language
from ef_desktop.services import clocks, reading
from ef_desktop.services.anonymity import shown_title
from ef_desktop.services.core import Core, get, lines
from ef_desktop.services.wall_cards import wall_case

#: A step takes at most so many minutes.
LONGEST_STEP = 8 * 60


class Discussion:
    """Leads a case discussion in steps. Every change is one undo step; undoing 'next' puts its clock back as it was."""

    def __init__(self, core: Core) -> None:
        self._core = core

    # Reading

    def variants(self) -> tuple[VariantView, ...]:
        """Return the ways to hold the discussion, the usual one first."""
        content = read_content("case_discussion")
        usual = VariantView("", content_text(content, "title"), "", "")
        return (
            usual,
            *(
                VariantView(*(entry["id"], *(content_text(entry, key) for key in ("name", "use", "change"))))
                for entry in content["variants"]
            ),
        )

    def view(self, item_id: bytes) -> DiscussionView:
        """Return the discussion of a block, with its clock at this moment."""
        content = read_content("case_discussion")
        with self._core.store.read() as session:
            item = get(session, AgendaItem, item_id)
            rows = self._rows(session, item_id)
            steps = self._plan(item, rows)
            clock = self._clock(session, item, steps)
            case = session.get(CaseFile, item.case_id) if item.case_id is not None else None
            variant = self._variant(rows)
            return DiscussionView(
                item_id=item_id,
                case_id=item.case_id,
                case_title=shown_title(case.id, case.title, case.initiator_knows) if case is not None and not case.dead else "",
                variant=next(view for view in self.variants() if view.id == variant),
                steps=tuple(
                    self._step_view(step, known, rows.get(step.id)) for step, known in zip(steps, clock.steps, strict=True)
                ),
                clock=clock,
                advice=content_text(content, "group_rule"),
                stuck=_sentences(content, "stuck_prompts"),
            )

    def frame(self, item_id: bytes) -> DiscussionFrame:
        """Return what the room sees: the current step; before the first one the first, after the last one the last."""
        view = self.view(item_id)
        held = [step for step in view.steps if step.state != "skipped"] or list(view.steps)
        last = held[-1] if view.clock.phase == timer.FINISHED else held[0]
        step = view.steps[view.clock.index] if view.clock.index >= 0 else last
        with self._core.store.read() as session:
            case = session.get(CaseFile, view.case_id) if view.case_id is not None else None
            shown = wall_case(session, case).title if case is not None and not case.dead else ""
        running = view.clock.phase in (timer.RUNNING, timer.PAUSED)
        left = max(0, view.clock.remaining_seconds) if running else None
        length = step.minutes * 60
        return DiscussionFrame(
            language(),
            case_title=shown,
            title=step.title,
            phase=step.phase,
            speaks=step.speaks,
            prompts=step.prompts,
            number=held.index(step) + 1 if step in held else 1,
            count=len(held),
            remaining_seconds=left,
            fraction=min(1.0, left / length) if left and length else 0.0,
            note=_("We are rounding off") if left == 0 else "",
            paused=view.clock.phase == timer.PAUSED,
        )

    def _step_view(self, step: StepPlan, known: discussion.StepTime, row: DiscussionStep | None) -> StepView:
        content = read_content("case_discussion")
        entry = next(entry for entry in content["steps"] if entry["id"] == step.id)
        phases = {phase["id"]: phase[language()] for phase in content["phases"]}
        return StepView(
            id=step.id,
            title=content_text(entry, "title"),
            phase=phases[entry["kolb"]],
            minutes=step.minutes,
            speaks=content_text(entry, "speaks"),
            prompts=_sentences(entry, "prompts"),
            guard=content_text(entry, "guard"),
            note=row.note if row is not None else "",
            state=known.state,
            spent_seconds=known.spent_seconds,
        )

    def _rows(self, session: Session, item_id: bytes) -> dict[str, DiscussionStep]:
        query = select(DiscussionStep).where(DiscussionStep.item_id == item_id)
        return {row.step: row for row in session.scalars(query)}

    def _variant(self, rows: dict[str, DiscussionStep]) -> str:
        known = {entry["id"] for entry in read_content("case_discussion")["variants"]}
        return max((row.variant for row in rows.values() if row.variant in known), default="")

    def _plan(self, item: AgendaItem, rows: dict[str, DiscussionStep]) -> tuple[StepPlan, ...]:
        table = [(entry["id"], entry["minutes"]) for entry in read_content("case_discussion")["steps"]]
        planned = discussion.plan_steps(table, self._variant(rows), item.minutes)
        return tuple(
            StepPlan(step.id, rows[step.id].minutes)
            if step.id in rows and rows[step.id].minutes is not None
            else step
            for step in planned
        )

    def _clock(self, session: Session, item: AgendaItem, steps: tuple[StepPlan, ...]) -> DiscussionClock:
        events = [
            TimerEvent(reading.moment(row.at), row.kind, row.item_id, row.seconds)
            for row in clocks.events_of(session, item.meeting_id)
        ]
        return discussion.compute(steps, item.id, events, self._core.clock.now())

    # Preparing

    def choose(self, item_id: bytes, variant: str, *, origin: object = None) -> None:
        """Choose a variant; its lengths follow from the block, own lengths are dropped.

        Raises:
            InvalidValueError: there is no such variant.
        """
        if variant not in {view.id for view in self.variants()}:
            raise InvalidValueError(_("This variant does not exist. Choose another one."))
        with self._core.store.unit(N_("Choose variant"), origin) as session:
            item = get(session, AgendaItem, item_id)
            for entry in read_content("case_discussion")["steps"]:
                self._write(session, item, entry["id"], variant=variant, minutes=None)

    def set_minutes(self, item_id: bytes, step: str, minutes: int, *, origin: object = None) -> None:
        """Give a step a length of its own, 1 to 480 minutes."""
        if not 1 <= minutes <= LONGEST_STEP:
            raise InvalidValueError(_("A step takes between 1 and 480 minutes. Choose another number."))
        self._set(item_id, step, N_("Change minutes of step"), origin, minutes=minutes)

    def note(self, item_id: bytes, step: str, text: str, *, origin: object = None) -> None:
        """Note something with a step. Notes are never on the wall."""
        self._set(item_id, step, N_("Note with step"), origin, note=lines(text))

    def _set(self, item_id: bytes, step: str, label: str, origin: object, **values: object) -> None:
        with self._core.store.unit(label, origin) as session:
            item = get(session, AgendaItem, item_id)
            if step not in {entry["id"] for entry in read_content("case_discussion")["steps"]}:
                raise InvalidValueError(_("This step does not exist. Choose another one."))
            self._write(session, item, step, **values)

    def _write(self, session: Session, item: AgendaItem, step: str, **values: object) -> None:
        own = {"item_id": item.id, "case_id": item.case_id, "step": step}
        rows = self._rows(session, item.id)
        if "variant" not in values and step not in rows:
            own["variant"] = self._variant(rows)
        undelete_or_add(session, DiscussionStep, member_id("discussion_step", item.id, step), **own, **values)

    # Leading

    def start(self, item_id: bytes, *, origin: object = None) -> None:
        """Begin the first step; a discussion that was ended begins anew at its last step."""
        clock = self.view(item_id).clock
        if clock.index >= 0:
            return
        held = [step.id for step in clock.steps if step.state != "skipped"]
        target = held[-1] if clock.phase == timer.FINISHED else held[0]
        self._go(item_id, clock, target, N_("Start case discussion"), origin)

    def next(self, item_id: bytes, *, origin: object = None) -> None:
        """Go to the next step that is not skipped; after the last one the discussion ends."""
        clock = self.view(item_id).clock
        if clock.index < 0:
            return
        target = next((step.id for step in clock.steps[clock.index + 1 :] if step.state != "skipped"), "")
        self._go(item_id, clock, target, N_("Next step"), origin)

    def back(self, item_id: bytes, *, origin: object = None) -> None:
        """Go back to the step before."""
        clock = self.view(item_id).clock
        if clock.index > 0:
            self._go(item_id, clock, clock.steps[clock.index - 1].id, N_("Previous step"), origin)

    def skip(self, item_id: bytes, step: str, *, origin: object = None) -> None:
        """Leave out a step; when it is the current one the next begins."""
        clock = self.view(item_id).clock
        known = next((entry for entry in clock.steps if entry.id == step), None)
        if known is None or known.state in ("done", "skipped"):
            return
        with self._core.store.unit(N_("Skip step"), origin) as session:
            item = get(session, AgendaItem, item_id)
            if known.state == "current":
                self.next(item_id)
            clocks.add_event(session, self._core, item.meeting_id, discussion.LEFT_OUT + step, item.id)
            self._write(session, item, step, state="skipped")

    def _go(self, item_id: bytes, clock: DiscussionClock, target: str, label: str, origin: object) -> None:
        with self._core.store.unit(label, origin) as session:
            item = get(session, AgendaItem, item_id)
            if clock.current:
                self._write(session, item, clock.current, state="done")
            kind = discussion.STEP + target if target else discussion.DONE
            clocks.add_event(session, self._core, item.meeting_id, kind, item.id)
            if target:
                self._write(session, item, target, state="current")


def _sentences(entry: dict, key: str) -> tuple[str, ...]:
    return tuple(entry.get(f"{key}_{language()}") or entry[f"{key}_nl"])
