"""Garbage is collected in the thread of the window, and what is there from the start is looked through once."""

import gc
import threading
import weakref
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject

from ef_desktop.ui.garbage import GarbageCollector


@pytest.fixture
def collector(qapp):
    gc.unfreeze()
    made = GarbageCollector()
    made.begin()
    yield made
    made.stop()
    # As it is in all tests.
    gc.disable()
    gc.collect()
    gc.freeze()


class Knot(QObject):
    """Refers to itself, so that only the collector can take it away; notes in which thread that was."""

    ended: ClassVar[list[str]] = []

    def __init__(self):
        super().__init__()
        self.self = self
        weakref.finalize(self, lambda: Knot.ended.append(threading.current_thread().name))


def tip_the_scale():
    return [[number] for number in range(20_000)]


def test_garbage_goes_in_the_thread_of_the_window(collector, qtbot):
    Knot.ended.clear()
    Knot()
    worker = threading.Thread(target=tip_the_scale)
    worker.start()
    worker.join()
    assert Knot.ended == []
    kept = tip_the_scale()
    qtbot.waitUntil(lambda: Knot.ended != [], timeout=20_000)
    assert Knot.ended == [threading.main_thread().name] and kept


def test_what_was_there_is_never_looked_through(qapp):
    gc.unfreeze()
    made = GarbageCollector()
    left = weakref.ref(Knot())
    made.begin()
    frozen = gc.get_freeze_count()
    later = weakref.ref(Knot())
    kept = []
    for _round in range(200):
        kept.append(tip_the_scale()[:800])
        made.collect()
    # Garbage of before stays as well: nobody looks there.
    assert left() is not None and later() is None
    made.begin()
    # What was there may still go by itself, such as a message to the process that runs the tests.
    assert len(kept) < gc.get_freeze_count() <= frozen
    made.stop()
    assert gc.isenabled() and not gc.get_freeze_count()
    # As it is in all tests.
    gc.disable()
    gc.collect()
    gc.freeze()
    assert left() is None
