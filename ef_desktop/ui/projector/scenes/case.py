"""A case: title and question, and during its discussion the step with its prompts and clock."""

from ef_desktop.domain.discussion import DiscussionFrame
from ef_desktop.domain.frames import CaseFrame
from ef_desktop.i18n import _
from ef_desktop.ui.projector.letters import text
from ef_desktop.ui.projector.scenes.parts import CLOCK, icon, made_pages, pages, paragraph, rule, tile_clock, tile_strip, title
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Staging
from ef_desktop.ui.theme import projector_look

_LEFT, _TOP, _BOTTOM = 216, 72, 100
_WIDTH = WIDTH - _LEFT - 72


def case(frame: CaseFrame) -> Staging:
    """Lay title and question out, as large as fits."""
    color = projector_look().color
    head = [tile_strip(), title(_("Case"), _LEFT, _TOP, _WIDTH)]
    if not frame.title and not frame.question:
        return pages([[*head, paragraph(_("We think along with one case."), _LEFT, 440, _WIDTH, 92, 104, 600, color.ink, 3)]])
    top = 180
    named = text(frame.title, 92, 104, 700, _WIDTH, 2)
    head.append(paragraph(frame.title, _LEFT, top, _WIDTH, 92, 104, 700, color.ink, 2))
    top += named.height + 40
    if not frame.question:
        return pages([head])
    head.append(rule(_LEFT, top, _WIDTH))
    top += 44
    room = HEIGHT - 60 - top
    sizes = ((84, 94), (68, 76), (56, 64), (48, 54))
    size, line = next((step for step in sizes if text(frame.question, *step, 600, _WIDTH).height <= room), sizes[-1])
    # The last size shortens: a question longer than half a wall is read aloud, not from the wall.
    most = max(1, room // text("x", size, line, 600, _WIDTH).line)
    return pages([[*head, paragraph(frame.question, _LEFT, top, _WIDTH, size, line, 600, color.ink, most)]])


def discussion(frame: DiscussionFrame) -> Staging:
    """Lay a step out: which it is, who speaks, the prompts, and its clock."""
    color = projector_look().color
    clock = frame.remaining_seconds is not None
    width = _WIDTH - (CLOCK + 56 if clock else 0)
    step = _("Step {number} of {count}").format(number=frame.number, count=frame.count)
    over = f"{frame.case_title} · {step}" if frame.case_title else step
    pieces = [tile_strip(), paragraph(over, _LEFT, 64, _WIDTH, 52, 60, 600, color.ink2, 1)]
    heading = text(frame.title, 92, 104, 700, width, 2)
    pieces.append(paragraph(frame.title, _LEFT, 136, width, 92, 104, 700, color.primary, 2))
    top = 136 + heading.height + 12
    if frame.speaks:
        spoken = text(frame.speaks, 54, 62, 400, width, 2)
        pieces.append(paragraph(frame.speaks, _LEFT, top, width, 54, 62, 400, color.ink2, 2))
        top += spoken.height
    top += 28
    if clock:
        left, high = WIDTH - 60 - CLOCK, (HEIGHT - CLOCK) // 2
        pieces += tile_clock(left, high, frame.remaining_seconds, frame.fraction, frame.note, frame.paused)
    laid = _prompts(frame.prompts, top, width)
    return made_pages(len(laid), lambda page: [*pieces, *laid[page]])


def _prompts(prompts: tuple[str, ...], top: int, width: int) -> list[list[Piece]]:
    """Return the prompts over as many pages as they need."""
    color = projector_look().color
    laid: list[list[Piece]] = [[]]
    y = top
    for words in prompts:
        shown = text(words, 62, 72, 600, width - 92, 5)
        if y + shown.height + 48 > HEIGHT - _BOTTOM and laid[-1]:
            laid.append([])
            y = top
        laid[-1] += [
            rule(_LEFT, y, width),
            icon("messages", _LEFT, y + 24 + (72 - 60) // 2, 60, color.primary),
            paragraph(words, _LEFT + 92, y + 24, width - 92, 62, 72, 600, color.ink, 5),
        ]
        y += shown.height + 48
    return laid
