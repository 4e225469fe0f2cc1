"""A break, with the time to be back."""

from ef_desktop.domain.frames import BreakFrame
from ef_desktop.ui.projector.letters import text, width_of
from ef_desktop.ui.projector.scenes.parts import CLOCK, icon, pages, paragraph, tile_clock, tile_strip
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Staging
from ef_desktop.ui.theme import projector_look

_LEFT, _RIGHT = 216, 72


def pause(frame: BreakFrame) -> Staging:
    """Lay the break out."""
    color = projector_look().color
    with_clock = frame.remaining_seconds is not None
    width = WIDTH - _LEFT - _RIGHT - (CLOCK + 64 if with_clock else 0)
    size, line = next(
        (step for step in ((168, 176), (120, 128), (92, 100)) if width_of(frame.title, step[0], 700) <= width), (92, 100)
    )
    heading = text(frame.title, size, line, 700, width, 3)
    words = frame.back_at or (frame.note if not with_clock else "")
    below = text(words, 76, 86, 600, width, 3) if words else None
    total = 132 + heading.height + (40 + below.height if below else 0)
    top = (HEIGHT - total) // 2
    pieces = [
        tile_strip(),
        icon("coffee", _LEFT, top, 112, color.primary, 1.7),
        paragraph(frame.title, _LEFT, top + 132, width, size, line, 700, color.primary, 3),
    ]
    if below:
        pieces.append(paragraph(words, _LEFT, top + 132 + heading.height + 40, width, 76, 86, 600, color.ink, 3))
    if with_clock:
        left, high = WIDTH - _RIGHT - CLOCK, (HEIGHT - CLOCK) // 2
        pieces += tile_clock(left, high, frame.remaining_seconds, frame.fraction, frame.note, frame.paused)
    return pages([pieces])
