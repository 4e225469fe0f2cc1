"""The scenes of the wall: one module per kind of frame, each lays a frame out on the canvas of 1920 x 1080."""

from collections.abc import Callable

from ef_desktop.domain.views import (
    AgendaFrame,
    BlankFrame,
    BoardFrame,
    BreakFrame,
    Frame,
    RulesFrame,
    TopFrame,
    WelcomeFrame,
)
from ef_desktop.ui.projector.scenes.agenda import agenda
from ef_desktop.ui.projector.scenes.board import board
from ef_desktop.ui.projector.scenes.pause import pause
from ef_desktop.ui.projector.scenes.rules import rules
from ef_desktop.ui.projector.scenes.top import top
from ef_desktop.ui.projector.scenes.welcome import welcome
from ef_desktop.ui.projector.stage import BLACK, Staging


def _blank(frame: BlankFrame) -> Staging:
    return Staging(1, lambda page: BLACK)


_SCENES: dict[type[Frame], Callable[..., Staging]] = {
    AgendaFrame: agenda,
    BlankFrame: _blank,
    BoardFrame: board,
    BreakFrame: pause,
    RulesFrame: rules,
    TopFrame: top,
    WelcomeFrame: welcome,
}


def compose(frame: Frame) -> Staging:
    """Lay a frame out.

    Raises:
        KeyError: a frame that has no scene.
    """
    return _SCENES[type(frame)](frame)
