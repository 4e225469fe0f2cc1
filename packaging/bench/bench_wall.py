"""One frame of the board on the wall, against filling the same picture once."""

import os
from collections.abc import Callable

from measuring import Result, in_turns, median, memory, timed

SIZES = {"1080p": (1920, 1080), "4K": (3840, 2160)}
CARDS = (30, 500, 5000)
FRAME = 1000 / 60  # ms


def run(*, quick: bool) -> list[Result]:
    """Return per size and number of cards: all of a page anew, one changed card, and laying out."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtWidgets import QApplication

    from ef_desktop.settings import DeviceSettings
    from ef_desktop.ui.app import make_application

    app = QApplication.instance() or make_application(["bench"], DeviceSettings(appearance="light"))
    rounds, results = 10 if quick else 60, []
    for name, (width, height) in SIZES.items():
        image = QImage(width, height, QImage.Format.Format_RGB32)

        def fill(image=image) -> None:
            with QPainter(image) as painter:
                painter.fillRect(image.rect(), QColor("#FFFFFF"))

        for cards in CARDS:
            results += board(f"{name}, {cards} cards", image, cards, fill, rounds)
    if (used := memory()) is not None:
        results.append(Result("memory at the end", used, "MB", goal=150, of="value", note="goal is for one board at 4K"))
    app.quit()
    return results


def board(what: str, image, cards: int, fill: Callable[[], None], rounds: int) -> list[Result]:
    """Paint one board into a picture."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from ef_desktop.ui.projector.fade import blend
    from ef_desktop.ui.projector.scenes import compose
    from ef_desktop.ui.projector.stage import StagePainter

    whole = QRectF(image.rect())
    stage = compose(frame(cards)).stage(0)
    changed = compose(frame(cards, "Dit is nu anders")).stage(0)
    different = stage.changed_since(changed)[0]
    scale = whole.width() / 1920
    clip = QRectF(different.topLeft() * scale, different.size() * scale)
    kept = StagePainter()

    def paint(painter_of_stage: StagePainter, shown, part: QRectF) -> None:
        with QPainter(image) as painter:
            painter_of_stage.paint(painter, shown, whole, part)

    paint(kept, stage, whole)
    again, floor = in_turns(rounds, lambda: paint(kept, stage, whole), fill)
    first, _floor = in_turns(max(5, rounds // 6), lambda: paint(StagePainter(), stage, whole), fill)
    one = []
    for number in range(rounds):
        new = compose(frame(cards, f"Dit is nu {number}")).stage(0)
        one.append(timed(lambda new=new: paint(kept, new, clip)))
    laid = [timed(lambda: compose(frame(cards)).stage(0)) for _round in range(rounds)]
    fill_ms = median(floor)
    old, new = (pixmap(kept, shown, whole) for shown in (stage, changed))

    def pass_over() -> None:
        with QPainter(image) as painter:
            blend(painter, whole.toRect(), old, new, 0.4)

    faded, _floor = in_turns(rounds, pass_over, fill)
    return [
        Result(f"{what}: a step of the passage to another scene", median(faded), "ms", fill_ms, "one fill"),
        Result(f"{what}: a step of the passage, in ms", median(faded), "ms", goal=FRAME, of="value"),
        Result(f"{what}: a whole frame", median(again), "ms", fill_ms, "one fill", 6, note=f"{len(stage.pieces)} pieces"),
        Result(f"{what}: a whole frame, in ms", median(again), "ms", goal=FRAME, of="value"),
        Result(f"{what}: a page turned, nothing of it drawn before", median(first), "ms", fill_ms, "one fill"),
        Result(f"{what}: one changed card", median(one), "ms", goal=1, of="value"),
        Result(f"{what}: laying out", median(laid), "ms", goal=30, of="value"),
    ]


def pixmap(painter_of_stage, stage, whole):
    """Return a stage as a picture of the size of the surface."""
    from PySide6.QtGui import QPainter, QPixmap

    picture = QPixmap(whole.size().toSize())
    with QPainter(picture) as painter:
        painter_of_stage.paint(painter, stage, whole, whole)
    return picture


def frame(cards: int, first: str = "Bel eerst, mail daarna"):
    """Return the frame of a board."""
    from ef_desktop.content import outcome_kinds
    from ef_desktop.domain.frames import BoardFrame, WallCard, WallColumn

    kinds = outcome_kinds()
    texts = ("De regels laten meer toe dan we denken.", "Samen langs de plek lopen helpt.", "Eén vast aanspreekpunt.")
    columns: dict[str, list] = {kind.id: [] for kind in kinds}
    for number in range(cards):
        kind = kinds[number % len(kinds)].id
        text = first if number == 0 else f"{texts[number % 3]} {number}"
        columns[kind].append(WallCard(number.to_bytes(16, "big"), text, "Noor" if number % 4 == 0 else "", fresh=False))
    return BoardFrame("nl", "Opbrengsten", tuple(WallColumn(kind.id, kind.name, tuple(columns[kind.id])) for kind in kinds))
