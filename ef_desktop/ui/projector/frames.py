"""What can be told of a frame without painting it."""

from dataclasses import replace

from ef_desktop.domain.views import AgendaFrame, BoardFrame, BreakFrame, Frame
from ef_desktop.i18n import _

#: The scenes in the order of their keys, Ctrl+1 to Ctrl+6.
SCENES = ("welcome", "rules", "agenda", "board", "break", "top")


def scene_name(scene: str) -> str:
    """Return the word for a scene."""
    return {
        "welcome": _("Welcome"),
        "rules": _("Agreements"),
        "agenda": _("Agenda"),
        "board": _("Outcomes"),
        "break": _("Break"),
        "top": _("Top 3"),
        "blank": _("Black"),
    }[scene]


def has_clock(frame: Frame) -> bool:
    """Tell whether a clock runs in a frame."""
    return isinstance(frame, (AgendaFrame, BreakFrame)) and frame.remaining_seconds is not None


def fresh_cards(frame: Frame) -> list[bytes]:
    """Return the ids of the cards that stand out because they are new."""
    if not isinstance(frame, BoardFrame):
        return []
    return [card.id for column in frame.columns for card in column.cards if card.fresh]


def without_time(frame: Frame) -> Frame:
    """Return a frame without what changes by itself, to see whether somebody changed something."""
    if isinstance(frame, AgendaFrame):
        lines = tuple(replace(line, time="") for line in frame.lines)
        return replace(frame, lines=lines, end="", until="", note="", remaining_seconds=None, fraction=0.0)
    if isinstance(frame, BreakFrame):
        return replace(frame, back_at="", note="", remaining_seconds=None, fraction=0.0)
    if isinstance(frame, BoardFrame):
        columns = tuple(
            replace(column, cards=tuple(replace(card, fresh=False) for card in column.cards)) for column in frame.columns
        )
        return replace(frame, columns=columns)
    return frame
