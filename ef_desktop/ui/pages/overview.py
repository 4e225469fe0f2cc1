"""The page Leerroute: the next meeting, the whole route, what asks for attention and what was agreed."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ef_desktop.domain.overviews import Attention, MeetingRow, OverviewView
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.overview_empty import FirstSteps
from ef_desktop.ui.pages.overview_head import PageHead, is_small, is_tall
from ef_desktop.ui.pages.overview_hero import Hero
from ef_desktop.ui.pages.overview_panels import AgreementsPanel, AttentionPanel
from ef_desktop.ui.pages.overview_route import RouteHeader, RouteLayout, RouteView
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.leastarea import LeastArea
from ef_desktop.ui.widgets.panel import Panel

#: Width of the window in logical pixels from which the margins and the column at the right take more, and yet no title gets less than at 1366.
_ROOMY = 1440

_TARGET_ARGS = {"cases": "case_id", "people": "person_id"}


class OverviewPage(Page):
    """The first page. It paints from an ``OverviewView`` alone, before the work file is open."""

    page_id = "overview"
    kinds = frozenset(
        {
            "programme",
            "meeting",
            "agenda_item",
            "attendance",
            "outcome",
            "person",
            "case_file",
            "setting",
            "case_criterion",
            "case_goal",
            "timer_event",
        }
    )
    needs_workspace = False

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._view: OverviewView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 20)
        column.setSpacing(0)
        self._column = column
        self.head = PageHead()
        self._search = QuietButton(_("Search"), icon="search", key="Ctrl K")
        self._search.clicked.connect(lambda: ctx.actions.trigger("palette"))
        self._new = SecondaryButton(_("Meeting"), icon="plus")
        self._new.setAccessibleName(_("New meeting"))
        self._new.clicked.connect(self.new_meeting)
        self.head.actions.addWidget(self._search)
        self.head.actions.addWidget(self._new)
        column.addWidget(self.head)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self._full = self._build_full()
        self._stack.addWidget(self._full)
        self._empty: FirstSteps | None = None

    def _build_full(self) -> QWidget:
        full = QWidget()
        self._halves = QHBoxLayout(full)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._left = QVBoxLayout()
        self.hero = Hero()
        self.hero.prepare_asked.connect(lambda: self._open(self._view.next_id))
        self.hero.start_asked.connect(self._start)
        self._left.addWidget(self.hero)
        card = Panel(padding=(1, 2, 1, 10), spacing=0)
        self._route_head = RouteHeader()
        self.route = RouteView()
        self.route.opened.connect(self._open)
        card.body.addWidget(self._route_head)
        card.body.addWidget(self.route, 1)
        self._left.addWidget(card, 1)
        self._halves.addLayout(self._left, 1)
        self._side = QWidget()
        self._panels = QVBoxLayout(self._side)
        self._panels.setContentsMargins(0, 0, 0, 0)
        self.attention = AttentionPanel()
        self.attention.opened.connect(self._attend)
        self.agreements = AgreementsPanel()
        self.agreements.done.connect(self._done)
        self.agreements.all_asked.connect(lambda: self.ctx.navigate("actions"))
        self._panels.addWidget(self.attention)
        self._panels.addWidget(self.agreements, 1)
        self._halves.addWidget(self._side)
        return full

    def title(self) -> str:
        return _("Learning path")

    def default_focus(self) -> QWidget | None:
        if self._view is None or not self._view.meetings:
            return self._empty.create_button if self._empty else None
        return self.hero.start_button if self._view.next_id else self.route

    def page_actions(self) -> list[Action]:
        return [
            Action(
                "overview.start",
                N_("Start the next meeting"),
                self._start,
                shortcut="F5",
                menu="meeting",
                icon="player-play",
                page="overview",
                enabled=lambda: self._view is not None and self._view.next_id is not None,
            )
        ]

    def reload(self) -> None:
        view = self.ctx.overview()
        if view is not None:
            self.show_overview(view)

    def show_overview(self, view: OverviewView) -> None:
        """Show the programme; needs nothing but the view."""
        self._view = view
        if not view.meetings:
            self._show_empty()
            return
        self._search.show()
        self._new.show()
        self.head.set_texts(view.programme.name[:300], self._counts(view))
        coming = self._next()
        self.hero.setVisible(coming is not None)
        if coming is not None:
            now = self.ctx.clock.now().astimezone()
            self.hero.show_meeting(coming, now, len(QGuiApplication.screens()))
        self.route.show_rows(view.meetings, view.next_id)
        self.attention.show_items(view.attention)
        self.agreements.show_items(view.agreements, self.ctx.clock.now().astimezone().date())
        self._stack.setCurrentWidget(self._full)
        self._fit()

    def _show_empty(self) -> None:
        if self._empty is None:
            self._empty = FirstSteps()
            self._empty.create_asked.connect(self.new_meeting)
            self._empty.open_asked.connect(lambda: self.ctx.actions.trigger("file.open"))
            self._stack.addWidget(LeastArea(self._empty))
        self._search.hide()
        self._new.hide()
        name = self._view.programme.name[:300] or _("Learning path")
        self.head.set_texts(name, _("Nothing planned yet"))
        self._stack.setCurrentIndex(self._stack.count() - 1)

    @staticmethod
    def _counts(view: OverviewView) -> str:
        meetings, people, cases = len(view.meetings), view.people_count, view.case_count
        return " · ".join(
            (
                *((_("Sample"),) if view.programme.sample else ()),
                ngettext("{count} meeting", "{count} meetings", meetings).format(count=meetings),
                ngettext("{count} person", "{count} people", people).format(count=people),
                ngettext("{count} case", "{count} cases", cases).format(count=cases),
            )
        )

    def _next(self) -> MeetingRow | None:
        return next((row for row in self._view.meetings if row.id == self._view.next_id), None)

    def _open(self, meeting_id: bytes) -> None:
        row = next(row for row in self._view.meetings if row.id == meeting_id)
        page = {"closed": "wrapup", "running": "cockpit"}.get(row.state, "prepare")
        self.ctx.navigate(page, meeting_id=meeting_id)

    def _start(self) -> None:
        if self._view is not None and self._view.next_id is not None:
            self.ctx.navigate("cockpit", meeting_id=self._view.next_id)

    def _attend(self, item: Attention) -> None:
        argument = _TARGET_ARGS.get(item.target, "meeting_id")
        self.ctx.navigate(item.target, **({argument: item.row} if item.row is not None else {}))

    def _done(self, outcome_id: bytes) -> None:
        def mark() -> None:
            text = next(row.text for row in self._view.agreements if row.id == outcome_id)
            self.ctx.run(lambda: self.ctx.workspace.outcomes.set_status(outcome_id, "done"))
            self.ctx.toast(_("Done: {text}").format(text=text[:60]), undo=True)

        self.ctx.when_open(mark)

    def new_meeting(self) -> None:
        """Ask for a new meeting, once the work file is open."""

        def ask() -> None:
            from ef_desktop.ui.dialogs.meeting_form import new_meeting

            new_meeting(self.ctx, self.window())

        self.ctx.when_open(ask)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide, tall, small = self.window().width() >= _ROOMY, is_tall(self), is_small(self)
        gap = 20 if wide else 16
        self._column.setContentsMargins(24, 0, 24, 20 if tall else 14)
        self.head.set_tall(tall)
        self._halves.setSpacing(gap)
        self._left.setSpacing(gap)
        self._panels.setSpacing(gap)
        self._side.setFixedWidth(384 if wide else 272 if small else 340)
        layout = RouteLayout(wide, tall, small)
        self._route_head.layout_of_rows = layout
        self._route_head.updateGeometry()
        self.route.set_layout(layout)
        self.hero.set_room(wide, tall, small)
        self.attention.set_tall(tall)
        self.agreements.set_tall(tall)
