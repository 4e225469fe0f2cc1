"""What can be done in the cockpit, with its keys: one hand, and never a letter."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ef_desktop.domain.timer import FINISHED, PAUSED, RUNNING
from ef_desktop.i18n import N_, _
from ef_desktop.ui.actions import Action, ActionRegistry
from ef_desktop.ui.pages.cockpit_agenda import agenda_actions
from ef_desktop.ui.pages.cockpit_steps import step_actions
from ef_desktop.ui.pages.cockpit_time import time_actions
from ef_desktop.ui.pages.cockpit_wall import MORE_SCENES, SCENES

if TYPE_CHECKING:
    from ef_desktop.ui.pages.cockpit import CockpitPage


def cockpit_actions(page: "CockpitPage") -> list[Action]:
    """Return the actions of the cockpit.

    Parameters:
        page: the cockpit.
    """

    def phase() -> str:
        return page.phase()

    def live() -> bool:
        return phase() in (RUNNING, PAUSED)

    def add(id: str, text: str, call, keys: str, section: int, **more) -> Action:
        return Action(f"cockpit.{id}", text, call, shortcut=keys, menu="meeting", section=section, page="cockpit", **more)

    actions = [
        add("start", N_("Start"), page.begin, "F5", 0, icon="player-play", enabled=lambda: phase() != FINISHED),
        add("pause", N_("Pause or go on"), page.pause_or_resume, "F3", 0, icon="player-pause", enabled=live),
        add("next", N_("Next block"), lambda: page.ask("next"), "F9", 0, icon="arrow-right", enabled=live),
        add("back", N_("Previous block"), lambda: page.ask("back"), "Shift+F9", 0, icon="arrow-left", enabled=live),
        add("capture", N_("To capturing"), page.to_capture, "F2", 1, icon="pencil"),
        add("notes", N_("To my notes"), page.to_notes, "Alt+N", 1, icon="lock"),
        add("people", N_("Check people in"), page.to_people, "Alt+A", 1, icon="users-group"),
        add("freeze", N_("Freeze the wall, or live again"), lambda: page.room.ask("freeze"), "F6", 2, icon="snowflake"),
        add("black", N_("Wall black, or picture again"), lambda: page.room.ask("blank"), "F7", 2, icon="device-projector"),
        add("wall", N_("Show or hide the wall"), lambda: page.room.ask("show"), "Shift+F5", 2, icon="device-projector"),
        add("scene", N_("Next scene"), lambda: page.room.ask("next"), "F8", 2, icon="player-track-next"),
        add("page_down", N_("Next page of the wall"), lambda: page.room.ask("page_down"), "PgDown", 2),
        add("page_up", N_("Previous page of the wall"), lambda: page.room.ask("page_up"), "PgUp", 2),
        add("follow", N_("The wall follows the agenda"), lambda: page.room.choose(None), "Ctrl+0", 4),
        add("drift", N_("Plan against real on the wall, or not"), page.room.turn_drift, "Alt+V", 2, checked=page.room.drift_shown),
        add("finish", N_("Look back and close"), lambda: page.ask("finish"), "", 3, icon="flag-check"),
    ]
    video = N_("Play or pause the video")
    actions.append(add("video", video, page.ctx.wall.media.play, "Ctrl+Space", 4, icon="player-play"))
    front, swap = N_("Bring the wall to the front"), N_("Wall and cockpit change screens")
    actions.append(add("front", front, page.ctx.wall.show_wall, "Ctrl+F5", 2, icon="device-projector"))
    actions.append(add("swap", swap, page.ctx.wall.swap, "", 2, icon="device-projector"))
    for minutes, keys in ((1, "F4"), (-1, "Shift+F4"), (5, "Ctrl+F4"), (-5, "Ctrl+Shift+F4")):
        texts = {1: N_("One minute more"), -1: N_("One minute less"), 5: N_("Five minutes more"), -5: N_("Five minutes less")}
        call = lambda minutes=minutes: page.adjust(minutes)
        actions.append(add(f"minutes{minutes:+d}", texts[minutes], call, keys, 0, enabled=live))
    for number, (name, text, icon) in enumerate((*SCENES, *MORE_SCENES), 1):
        words = lambda text=text: _("Wall: {scene}").format(scene=_(text))
        call = lambda name=name: page.room.choose(name)
        keys = f"Ctrl+{number}" if number < 10 else ""
        actions.append(add(f"scene.{name}", text, call, keys, 4, icon=icon, words=words))
    return [*actions, *time_actions(page, add, live), *agenda_actions(page, add, live), *step_actions(page, add), *page.work.actions(add), *page.offers.actions(add)]


def kind_keys() -> list[str]:
    """Return the keys of the kinds, from the first."""
    return [f"Alt+{number}" for number in range(1, 10)]


def wire_kinds(page: "CockpitPage") -> None:
    """Let the keys of the kinds work in all of the cockpit: elsewhere they go to a page."""
    for number, key in enumerate(kind_keys(), 1):
        shortcut = QShortcut(QKeySequence(key), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda number=number: page.choose_kind(number))


def describe_keys(registry: ActionRegistry) -> None:
    """Tell the sheet of keys what the capture bar does with its keys."""
    kinds = kind_keys()
    registry.describe("cockpit", f"{kinds[0]}, {kinds[-1]}", N_("choose a kind"), ", ".join(kinds[1:-1]))
    for keys, text in (
        ("Return", N_("save the card")),
        ("Shift+Return", N_("save it for you only")),
        ("Up, Down", N_("another kind")),
        ("Ctrl+P", N_("room sees it, or only you")),
        ("Esc", N_("back to the text, never stops anything")),
    ):
        registry.describe("cockpit", keys, text)
