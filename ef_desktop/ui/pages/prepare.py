"""The page Voorbereiden: library, rundown, and whether it fits."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.views import MeetingPlan
from ef_desktop.i18n import N_, _
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms import SearchField
from ef_desktop.ui.page import ICONS, Page
from ef_desktop.ui.pages.cockpit_minutes import StepMinutesSheet
from ef_desktop.ui.pages.cockpit_rules import RulesSheet
from ef_desktop.ui.pages.meetings_words import head_line, minutes_words, numbered_title, time_words
from ef_desktop.ui.pages.overview_head import SCROLL_BAR, is_small, is_tall, is_wide
from ef_desktop.ui.pages.prepare_actions import Planner
from ef_desktop.ui.pages.prepare_bar import RundownBar
from ef_desktop.ui.pages.prepare_details import DetailsPanel
from ef_desktop.ui.pages.prepare_fit import CasesPanel, FitPanel, PeoplePanel
from ef_desktop.ui.pages.prepare_head import MeetingHead
from ef_desktop.ui.pages.prepare_library import LibraryView
from ef_desktop.ui.pages.prepare_rundown import INSET
from ef_desktop.ui.pages.prepare_rundown_view import RundownView
from ef_desktop.ui.pages.prepare_sketch import Agreed
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Panel, SectionTitle, Separator
from ef_desktop.ui.widgets.text import Label


class PreparePage(Page):
    """Prepares one meeting."""

    page_id = "prepare"
    rail_item = "meetings"
    rail = ICONS
    kinds = frozenset(
        {
            "meeting",
            "agenda_item",
            "block",
            "attendance",
            "meeting_case",
            "person",
            "case_file",
            "case_criterion",
            "case_goal",
            "setting",
        }
    )

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._plan: MeetingPlan | None = None
        self.planner = Planner(ctx)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        self._column = column
        self.head = MeetingHead()
        column.addWidget(self.head)
        self._parts = QHBoxLayout()
        column.addLayout(self._parts, 1)
        self._parts.addWidget(self._build_library())
        self._parts.addWidget(self._build_rundown(), 1)
        self._build_side()
        self._connect()
        self._describe_keys()

    def _build_library(self) -> QWidget:
        self._library_card = Panel(padding=(12, 14, 12, 10), spacing=8)
        self._library_card.body.addWidget(SectionTitle(_("Building blocks")))
        self.search = SearchField(_("Search a block"), dense=True, delay=0)
        self.search.installEventFilter(self)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, SCROLL_BAR, 0)
        line.addWidget(self.search)
        self._library_card.body.addLayout(line)
        self.library = LibraryView()
        self._library_card.body.addWidget(self.library, 1)
        self._library_hint = QWidget()
        hint = QVBoxLayout(self._library_hint)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.setSpacing(8)
        hint.addWidget(Separator())
        hint.addWidget(KeyHintRow([(_("Enter"), _("adds to the rundown"))]), 0, Qt.AlignmentFlag.AlignLeft)
        self._library_card.body.addWidget(self._library_hint)
        return self._library_card

    def _build_rundown(self) -> QWidget:
        self._run_card = Panel(padding=0, spacing=0)
        self._run_head = QHBoxLayout()
        self._run_head.addWidget(Label(_("Rundown"), role="h2"), 1)
        self._length = Label("", role="small", tone="ink2")
        self._run_head.addWidget(self._length)
        self._run_card.body.addLayout(self._run_head)
        self.bar = RundownBar()
        self._bar_line = QHBoxLayout()
        self._bar_line.addWidget(self.bar)
        self._run_card.body.addLayout(self._bar_line)
        self._view_line = QVBoxLayout()
        self.rundown = RundownView()
        self._view_line.addWidget(self.rundown)
        self.empty = EmptyState(
            "list-details",
            _("The rundown is still empty"),
            _("Drag a block here, or choose one at the left and press Enter."),
            _("Choose a block"),
            primary=False,
        )
        self.empty.triggered.connect(self.search.setFocus)
        self.rundown.set_empty_state(self.empty)
        self._run_card.body.addLayout(self._view_line, 1)
        self._keys = KeyHintRow(
            [("Alt|Up|Down", _("moves")), ("+|-", _("5 minutes")), (_("Del"), _("takes out")), ("F2", _("title"))]
        )
        self._keys_line = QHBoxLayout()
        self._keys_line.addWidget(self._keys)
        self._keys_line.addStretch(1)
        self._run_card.body.addLayout(self._keys_line)
        return self._run_card

    def _build_side(self) -> None:
        # In its place before it is filled: with every move Qt dresses all that is in it again.
        self._side = QWidget()
        self._parts.addWidget(self._side)
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self.fit = FitPanel()
        self._side_column.addWidget(self.fit)
        self.people = PeoplePanel()
        self._side_column.addWidget(self.people)
        self.cases = CasesPanel()
        self._side_column.addWidget(self.cases, 1)
        self.details = DetailsPanel(self._side)
        self.details.hide()
        self._side_column.addWidget(self.details, 1)

    def _connect(self) -> None:
        planner, ctx = self.planner, self.ctx
        self.head.back_asked.connect(lambda: ctx.navigate("meetings"))
        self.head.renamed.connect(planner.rename)
        self.head.edit_asked.connect(self._change)
        self.head.wall_asked.connect(self._test_wall)
        self.head.start_asked.connect(self._start)
        self.head.mode_chosen.connect(lambda mode: ctx.navigate(mode, meeting_id=planner.meeting_id))
        self.search.changed.connect(self.library.search)
        self.library.added.connect(self._add)
        self.library.own_added.connect(lambda title: self._added(planner.add_own(title)))
        self.library.typed.connect(self._type_on)
        self.rundown.typed.connect(self._type_on)
        self.rundown.sketched.connect(self.bar.show_sketch)
        self.rundown.sketched.connect(self.fit.show_sketch)
        self.rundown.blockDropped.connect(self._add)
        self.rundown.itemMoved.connect(planner.move)
        self.rundown.minutesChanged.connect(planner.set_minutes)
        self.rundown.minutesRefused.connect(planner.refuse_minutes)
        self.rundown.titleChanged.connect(lambda item_id, title: planner.update(item_id, "title", title))
        self.rundown.removeAsked.connect(self._remove)
        self.rundown.detailsAsked.connect(lambda _item_id: self.show_details(True))
        self.rundown.currentItemChanged.connect(self._follow)
        self.rundown.lockAsked.connect(self._lock)
        self.rundown.escaped.connect(lambda: self.show_details(False))
        self.bar.chosen.connect(self._choose)
        self.details.edited.connect(planner.update)
        self.details.close_asked.connect(self._close_details)
        self.details.minutes_asked.connect(self._ask_minutes)
        self.people.pick_asked.connect(lambda: planner.pick_people(self.window(), lambda: self._plan.attendees))
        self.cases.pick_asked.connect(
            lambda: planner.pick_cases(self.window(), lambda: frozenset(row.id for row in self._plan.cases))
        )
        self.cases.opened.connect(lambda case_id: ctx.navigate("cases", case_id=case_id))

    def _describe_keys(self) -> None:
        for keys, text in (
            ("Return", N_("Add the block, or open the details")),
            ("Alt+Up, Alt+Down", N_("Move the block")),
            ("+, -", N_("Five minutes more or less (Ctrl: one)")),
            ("F2", N_("Change the title of the block")),
            ("Ctrl+L", N_("The block begins at an agreed time, or not")),
            ("Del", N_("Take the block out")),
        ):
            self.ctx.actions.describe(self.page_id, keys, text)

    # The page

    @property
    def meeting_id(self) -> bytes | None:
        """Id of the meeting, or None before one is shown."""
        return self.planner.meeting_id

    def title(self) -> str:
        return numbered_title(self._plan.row)[:200] if self._plan else _("Prepare")

    def default_focus(self) -> QWidget | None:
        return self.rundown if self._plan is not None and self._plan.items else self.search

    def context_text(self) -> str:
        return _("Preparing: {title}").format(title=self._plan.row.title[:300].replace("\n", " ")) if self._plan else ""

    def page_actions(self) -> list[Action]:
        planner = self.planner
        return [
            replace(self._action("start", N_("Start this meeting"), self._start, "F5", "player-play"), words=self._start_words),
            self._action("change", N_("Change title, date, time and place…"), self._change, "Ctrl+E", "pencil"),
            self._action("people", N_("Choose people…"), self.people.pick_asked.emit, "", "users-group"),
            self._action("cases", N_("Choose cases…"), self.cases.pick_asked.emit, "", "folder-question"),
            self._action("end", N_("The end may not move, or it may"), planner.lock_end, "", "lock"),
            self._action("rules", N_("Ground rules of this group…"), self._ask_rules, "", "heart-handshake"),
            self._action("search", N_("Search a block"), self.search.setFocus, "Ctrl+F", "search"),
        ]

    def _start_words(self) -> str:
        running = self._plan is not None and self._plan.row.state == "running"
        return _("Back to leading") if running else _("Start this meeting")

    def _action(self, name: str, text: str, call, shortcut: str, icon: str) -> Action:
        return Action(f"{self.page_id}.{name}", text, call, shortcut=shortcut, menu="meeting", icon=icon)

    def show_with(self, meeting_id: bytes | None = None, **_others) -> None:
        if meeting_id is not None and meeting_id != self.planner.meeting_id:
            self.planner.meeting_id = meeting_id
            self.show_details(False)
            self.search.clear()

    def hideEvent(self, event) -> None:
        # Whatever hides the page, the window closing included: what was typed is kept.
        if self.ctx.workspace is not None:
            self.details.saver.flush()
        super().hideEvent(event)

    def reload(self) -> None:
        if self.planner.meeting_id is None:
            return
        workspace = self.ctx.workspace
        plan = self.ctx.run(lambda: workspace.meetings.plan(self.planner.meeting_id))
        if plan is None:
            # The meeting was removed, here by undo or in another window.
            self.planner.meeting_id = None
            self.ctx.navigate("meetings")
            return
        blocks = workspace.library.blocks()
        self.library.library().set_blocks(blocks)
        self.rundown.set_library(blocks)
        self.show_plan(plan)

    def show_plan(self, plan: MeetingPlan) -> None:
        """Show a plan; needs nothing but the view."""
        self._plan = plan
        today = self.ctx.clock.now().astimezone().date()
        running = plan.row.state == "running"
        since = self.planner.began() if running else None
        self.head.show_meeting(numbered_title(plan.row), plan.row.title, head_line(plan.row, today, since), running=running)
        hours = time_words(plan.row.starts_at, plan.row.ends_at)
        length = "" if plan.available_minutes is None else minutes_words(plan.available_minutes)
        self._length.setText(" · ".join(part for part in (hours, length) if part))
        self.library.library().set_used(frozenset(item.block_id for item in plan.items if item.block_id is not None))
        self.fit.show_plan(plan)
        self.rundown.show_plan(plan, self.planner.agreed() if self.ctx.workspace is not None else Agreed())
        self.people.show_people(plan.attendees)
        self.cases.show_cases(plan.cases)
        self._show_emptiness()
        if self.details.isVisible():
            self._follow(self.rundown.current_item())

    def _show_emptiness(self) -> None:
        nothing = not self._plan.items
        self._keys.setVisible(not nothing and is_tall(self))
        self.bar.setVisible(not nothing or not is_small(self))
        if nothing:
            self.show_details(False)

    def show_details(self, shown: bool) -> None:
        """Show the chosen block in full at the right, or people and cases again."""
        item = self.rundown.current_item()
        shown = shown and item is not None
        if not shown:
            self.details.saver.flush()
        self.details.setVisible(shown)
        self.people.setVisible(not shown)
        self.cases.setVisible(not shown)
        self.fit.set_short(shown)
        if shown:
            self._follow(item)

    def _follow(self, item) -> None:
        if item is not None and self.details.isVisibleTo(self):
            workspace = self.ctx.workspace
            agreed = self.planner.agreed() if workspace else Agreed()
            cases = workspace.cases.rows() if workspace else self._plan.cases
            experience = workspace.meetings.experience(item.block_id) if workspace and item.block_id is not None else None
            self.details.show_item(item, cases, agreed.starts.get(item.id), agreed.ends.get(item.id), experience)

    # What is asked

    def _add(self, block_id: bytes, index: int | None = None) -> None:
        self._added(self.planner.add_block(block_id, index))

    def _added(self, item_id: bytes | None) -> None:
        if item_id is not None:
            self.rundown.choose(item_id)
            self.search.clear()

    def _remove(self, item_ids: list[bytes]) -> None:
        titles = [item.title for item in self._plan.items if item.id in item_ids]
        self.planner.remove(item_ids, titles)

    def _choose(self, item_id: bytes) -> None:
        self.rundown.setFocus()
        self.rundown.choose(item_id)

    def _lock(self, item_id: bytes) -> None:
        item = next((item for item in self._plan.items if item.id == item_id), None)
        if item is None:
            self.planner.lock_end()
        else:
            self._choose(item_id)
            self.planner.lock_start(item)

    def _ask_minutes(self) -> None:
        item = self.rundown.current_item()
        StepMinutesSheet(self.ctx, self.window(), item.id, item.minutes).open()

    def _ask_rules(self) -> None:
        RulesSheet(self.ctx, self.window(), self.planner.meeting_id).open()

    def _close_details(self) -> None:
        self.show_details(False)
        self.rundown.setFocus()

    def _type_on(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def _start(self) -> None:
        self.ctx.navigate("cockpit", meeting_id=self.planner.meeting_id)

    def _test_wall(self) -> None:
        self.ctx.wall.set_meeting(self.planner.meeting_id)
        self.ctx.wall.show_wall()

    def _change(self) -> None:
        from ef_desktop.ui.dialogs.meeting_form import change_meeting

        change_meeting(self.ctx, self.window(), self._plan)

    def eventFilter(self, watched, event) -> bool:
        # The search field and the list under it work as one: the arrows choose, Enter adds.
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.library.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.library.add_current()
                return True
            if key == Qt.Key.Key_Escape and not self.search.text():
                self.rundown.setFocus()
                return True
        return super().eventFilter(watched, event)

    # Room

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide, tall = is_wide(self), is_tall(self)
        side = 24 if wide else 16
        self._column.setContentsMargins(side, 0, side, 16 if tall else 12)
        self._parts.setSpacing(16 if wide else 12)
        self._side_column.setSpacing(12 if tall else 10)
        library, side_width = (308, 308) if wide else (232, 262) if is_small(self) else (288, 288)
        self._library_card.setFixedWidth(library)
        self._side.setFixedWidth(side_width)
        self.head.set_short(is_small(self))
        self._library_card.body.setContentsMargins(*((12, 14, 4, 10) if tall else (10, 10, 2, 6)))
        edge, right = 18, 20
        self._run_head.setContentsMargins(edge, 14 if tall else 8, right, 0)
        self._bar_line.setContentsMargins(edge, 6 if tall else 2, right, 6 if tall else 2)
        self._view_line.setContentsMargins(edge - INSET, 0, right - INSET - SCROLL_BAR, 2)
        self._keys_line.setContentsMargins(edge, 8, edge, 12)
        for part in (self.head, self.library, self.rundown, self.bar, self.people):
            part.set_tall(tall)
        self._library_hint.setVisible(tall)
        self.fit.set_room(self.height())
        if self._plan is not None:
            self._show_emptiness()
