"""Boards as pictures: every card on one of the pages, drawn for work that runs beside the window."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtGui import QImage

from ef_desktop.domain.errors import Cancelled
from ef_desktop.domain.frames import BoardFrame, WallCard, WallColumn
from ef_desktop.ui.board_pictures import BoardPictures, draw_board


def board(cards):
    texts = [WallCard(f"{number}".encode(), f"Een inzicht dat een paar regels lang is, nummer {number}.", "", False) for number in range(cards)]
    return BoardFrame("nl", "Eerste dag", (WallColumn("inzicht", "Inzicht", tuple(texts)),))


@pytest.fixture
def pool():
    with ThreadPoolExecutor(max_workers=1) as made:
        yield made


def test_a_small_board_is_one_picture(qapp):
    (drawn,) = draw_board(board(1))
    picture = QImage.fromData(drawn)
    assert (picture.width(), picture.height()) == (1920, 1080)


def test_a_full_board_has_more_pages(qapp):
    drawn = draw_board(board(120))
    assert len(drawn) > 1 and len(set(drawn)) == len(drawn)


def test_work_beside_the_window_gets_its_pictures_from_the_window(qtbot, qapp, pool):
    pictures = BoardPictures(qapp)
    asked = pool.submit(pictures.asked(lambda: False), board(3))
    qtbot.waitUntil(asked.done, timeout=10_000)
    assert asked.result() == draw_board(board(3))
    pictures.deleteLater()


def test_work_that_is_cancelled_does_not_wait_for_the_window(qapp, pool):
    pictures = BoardPictures(qapp)
    stop = threading.Event()
    asked = pool.submit(pictures.asked(stop.is_set), board(3))
    # The window waits for the end of the work, and so draws nothing.
    stop.set()
    with pytest.raises(Cancelled):
        asked.result(timeout=20)
    pictures.deleteLater()


def test_what_cannot_be_drawn_is_told_to_who_asked(qtbot, qapp, pool):
    pictures = BoardPictures(qapp)
    asked = pool.submit(pictures.asked(lambda: False), object())
    qtbot.waitUntil(asked.done, timeout=10_000)
    with pytest.raises(KeyError):
        asked.result()
    pictures.deleteLater()
