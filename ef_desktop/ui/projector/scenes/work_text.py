"""Sentences of the work form, large: the aim with the agreements, questions, a sentence to finish, and a turn with its clock."""

from ef_desktop.domain.workframes import WallCircle, WorkTextFrame, WorkTurnFrame
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.projector.letters import text
from ef_desktop.ui.projector.scenes.parts import (
    CLOCK,
    made_pages,
    page_room,
    pages,
    paragraph,
    tile_clock,
    tile_strip,
)
from ef_desktop.ui.projector.scenes.work_parts import (
    BOTTOM,
    Line,
    columns,
    head,
    height_of,
    largest,
    over_title,
)
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Staging
from ef_desktop.ui.theme import projector_look

_LEFT, _RIGHT = 216, 72
_WIDTH = WIDTH - _LEFT - _RIGHT
_AIM = ((62, 70), (54, 62))
_QUESTIONS = ((92, 104), (76, 86), (62, 72))
#: Part of the room that the sentence of a turn may take when the groups stand under it.
_SENTENCE_PART = 0.4
_SENTENCE = ((132, 144), (104, 114), (84, 94), (68, 76))


def work_text(frame: WorkTextFrame) -> Staging:
    """Lay the sentences out as large as fits."""
    if frame.scene == "rules":
        return _aim(frame)
    if frame.clock.remaining_seconds is None:
        pieces, top = head(frame, _LEFT)
        width = _WIDTH
    else:
        width = _WIDTH - CLOCK - 56
        heading, top = _heading(frame, width)
        clock = frame.clock
        ring = tile_clock(WIDTH - 60 - CLOCK, (HEIGHT - CLOCK) // 2, clock.remaining_seconds, clock.fraction, clock.note, clock.paused)
        pieces = [*heading, *ring]
    top, bottom = top + 16, BOTTOM - page_room()
    if frame.scene == "sentence":
        lines = largest(frame.lines, _SENTENCE, width, bottom - top)
        # Alone on the wall it stands in the middle, beside the clock.
        top = max(top, (HEIGHT - height_of(lines, width)) // 2)
    else:
        lines = largest(frame.lines, _QUESTIONS, width, bottom - top, "messages")
    laid = columns(lines, _LEFT, top, width, bottom)
    return made_pages(len(laid), lambda page: [tile_strip(), *pieces, *laid[page]])


def _heading(frame: WorkTextFrame | WorkTurnFrame, width: int) -> tuple[list[Piece], int]:
    """Return the head beside a large clock, and where it ends."""
    color = projector_look().color
    shown = text(frame.title, 68, 76, 700, width, 2)
    pieces = [
        paragraph(over_title(frame), _LEFT, 48, _WIDTH, 50, 56, 600, color.ink2, 1),
        paragraph(frame.title, _LEFT, 116, width, 68, 76, 700, color.primary, 2),
    ]
    return pieces, 116 + shown.height + 20


def _aim(frame: WorkTextFrame) -> Staging:
    """Lay what it is about out, and the agreements under it; on pages of their own when they do not fit together."""
    pieces, top = head(frame, _LEFT)
    named = Line(_("Our agreements"), 54, 62, 700, ruled=False, primary=True)
    room = BOTTOM - top - 8
    for size, line in _AIM:
        aim = [Line(words, size, line, ruled=False) for words in frame.lines]
        agreed = [Line(words, 54, 62, icon="circle-check", ruled=False) for words in frame.rules]
        if height_of([*aim, named, *agreed], _WIDTH) <= room:
            laid = columns([*aim, named, *agreed], _LEFT, top + 8, _WIDTH, BOTTOM)
            return pages([[tile_strip(), *pieces, *page] for page in laid])
    bottom = BOTTOM - page_room()
    laid = columns(largest(frame.lines, _QUESTIONS, _WIDTH, bottom - top - 16, "target"), _LEFT, top + 16, _WIDTH, bottom)
    laid += columns([named, *(Line(words, 62, 70, icon="circle-check") for words in frame.rules)], _LEFT, top + 8, _WIDTH, bottom)
    return pages([[tile_strip(), *pieces, *page] for page in laid])


def work_turn(frame: WorkTurnFrame) -> Staging:
    """Lay the question or sentence of a turn out, its clock, and the groups under it."""
    color = projector_look().color
    clock = frame.turn_clock if frame.turn else frame.clock
    with_clock = clock.remaining_seconds is not None
    width = _WIDTH - (CLOCK + 56 if with_clock else 0)
    pieces, top = _heading(frame, width)
    pieces.insert(0, tile_strip())
    if frame.turn:
        words = _("Turn {number} of {count}").format(number=frame.turn, count=frame.turns)
        pieces.append(paragraph(words, _LEFT, top, width, 62, 70, 600, color.ink, 1))
        top += 82
    bottom = BOTTOM - page_room()
    if with_clock:
        high = (HEIGHT - CLOCK) // 2
        pieces += tile_clock(WIDTH - 60 - CLOCK, high, clock.remaining_seconds, clock.fraction, clock.note, clock.paused)
    top += 12
    groups = [_group(circle) for circle in frame.circles]
    sentence = largest(frame.lines, _SENTENCE, width, round((bottom - top) * _SENTENCE_PART) if groups else bottom - top)
    if groups and height_of(sentence, width) <= (bottom - top) / 2:
        # Short enough to stay in sight over every page of groups.
        pieces += columns(sentence, _LEFT, top, width, bottom)[0]
        laid = columns(groups, _LEFT, top + height_of(sentence, width) + 16, width, bottom)
    else:
        laid = columns([*sentence, *groups], _LEFT, top, width, bottom)
    return made_pages(len(laid), lambda page: [*pieces, *laid[page]])


def _group(circle: WallCircle) -> Line:
    number = _("Group {number}").format(number=circle.number)
    names = ", ".join(circle.names)
    if circle.others:
        others = ngettext("{count} other", "{count} others", circle.others) if names else ngettext("{count} person", "{count} people", circle.others)
        others = others.format(count=circle.others)
        names = f"{names} + {others}" if names else others
    return Line(f"{number}: {names}" if names else number, 50, 58, icon="users-group")
