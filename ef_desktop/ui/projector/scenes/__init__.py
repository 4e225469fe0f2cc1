"""The scenes of the wall: one module per kind of frame, each lays a frame out on the canvas of 1920 x 1080."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from ef_desktop.domain.discussion import DiscussionFrame
from ef_desktop.domain.frames import (
    AgendaFrame,
    AgreementsFrame,
    BlankFrame,
    BoardFrame,
    BreakFrame,
    CardFrame,
    CaseFrame,
    Frame,
    NumberFrame,
    ReadingFrame,
    RulesFrame,
    TopFrame,
    WelcomeFrame,
)
from ef_desktop.domain.workframes import (
    WorkCardsFrame,
    WorkNeedsFrame,
    WorkPictureFrame,
    WorkRolesFrame,
    WorkTextFrame,
    WorkTurnFrame,
)
from ef_desktop.ui.projector.scenes.agenda import agenda
from ef_desktop.ui.projector.scenes.agreements import agreements
from ef_desktop.ui.projector.scenes.board import board
from ef_desktop.ui.projector.scenes.card import card
from ef_desktop.ui.projector.scenes.case import case, discussion
from ef_desktop.ui.projector.scenes.pause import pause
from ef_desktop.ui.projector.scenes.reading import number, reading
from ef_desktop.ui.projector.scenes.rules import rules
from ef_desktop.ui.projector.scenes.top import top
from ef_desktop.ui.projector.scenes.welcome import welcome
from ef_desktop.ui.projector.scenes.work_cards import work_cards, work_picture
from ef_desktop.ui.projector.scenes.work_needs import work_needs, work_roles
from ef_desktop.ui.projector.scenes.work_text import work_text, work_turn
from ef_desktop.ui.projector.stage import BLACK, Staging, picture_of

#: The scenes in the order of their keys, Ctrl+1 to Ctrl+6.
SCENES = ("welcome", "rules", "agenda", "board", "break", "top")


def _blank(frame: BlankFrame) -> Staging:
    return Staging(1, lambda page: BLACK)


_SCENES: dict[type[Frame], Callable[..., Staging]] = {
    AgendaFrame: agenda,
    AgreementsFrame: agreements,
    BlankFrame: _blank,
    BoardFrame: board,
    BreakFrame: pause,
    CardFrame: card,
    CaseFrame: case,
    DiscussionFrame: discussion,
    NumberFrame: number,
    ReadingFrame: reading,
    RulesFrame: rules,
    TopFrame: top,
    WelcomeFrame: welcome,
    WorkCardsFrame: work_cards,
    WorkNeedsFrame: work_needs,
    WorkPictureFrame: work_picture,
    WorkRolesFrame: work_roles,
    WorkTextFrame: work_text,
    WorkTurnFrame: work_turn,
}


def compose(frame: Frame) -> Staging:
    """Lay a frame out.

    Raises:
        KeyError: a frame that has no scene.
    """
    return _SCENES[type(frame)](frame)


def render_frame(frame: Frame, size: QSize, page: int = 0) -> QImage:
    """Return a frame as a picture.

    Parameters:
        size: in pixels.
        page: from 0.
    """
    return picture_of(compose(frame).stage(page), size)
