"""Long work beside the window, and the bridge from the bus."""

import threading

import pytest

from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.services.bus import Bus
from ef_desktop.ui.bridge import Bridge


def test_work_ends_in_the_thread_of_the_window(closed_ctx, qtbot):
    ended = []

    def work(progress, cancelled):
        progress(1, 2, "half")
        return threading.get_ident()

    worker = closed_ctx.start_work("Werk", work, lambda result: ended.append((result, threading.get_ident())))
    shares = []
    worker.progressed.connect(lambda share, text: shares.append((share, text)))
    qtbot.waitUntil(lambda: bool(ended))
    (where, told), = ended
    assert where != told == threading.get_ident()
    assert shares == [(0.5, "half")] and not closed_ctx.working()


def test_cancelled_work_says_that_nothing_changed(closed_ctx, qtbot):
    started = threading.Event()
    told, ended = [], []
    closed_ctx.toastAsked.connect(lambda toast: told.append(toast.text))

    def work(progress, cancelled):
        started.set()
        while True:
            progress(0)

    worker = closed_ctx.start_work("Werk", work, ended.append)
    started.wait(5)
    worker.cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Gestopt. Er is niets veranderd."] and ended == []


def test_a_sentence_for_the_user_becomes_a_failure_message(closed_ctx, qtbot):
    told = []
    closed_ctx.toastAsked.connect(lambda toast: told.append((toast.text, toast.failure)))

    def work(progress, cancelled):
        raise InvalidValueError("Deze datum bestaat niet.")

    closed_ctx.start_work("Werk", work)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("Deze datum bestaat niet.", True)]


def test_run_tells_and_returns_none(closed_ctx):
    told = []
    closed_ctx.toastAsked.connect(lambda toast: told.append(toast.failure))

    def call():
        raise InvalidValueError("Nee.")

    assert closed_ctx.run(call) is None and told == [True]
    assert closed_ctx.run(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        closed_ctx.run(lambda: 1 / 0)


def test_a_change_in_the_window_is_told_at_once_and_names_its_origin(qapp):
    bus, bridge, heard = Bus(), Bridge(), []
    bridge.listen(bus)
    bridge.changed.connect(heard.append)
    change = ChangeSet(frozenset({("meeting", b"1")}))
    bus.publish(change)
    bridge.origin = "page"
    bus.publish(change)
    bus.publish(ChangeSet(change.rows, origin="other"))
    bridge.stop()
    bus.publish(change)
    assert [entry.origin for entry in heard] == [None, "page", "other"]


def test_a_change_of_a_worker_arrives_in_the_thread_of_the_window(qapp, qtbot):
    bus, bridge, heard = Bus(), Bridge(), []
    bridge.listen(bus)
    bridge.changed.connect(lambda change: heard.append(threading.get_ident()))
    worker = threading.Thread(target=lambda: bus.publish(ChangeSet(frozenset())))
    worker.start()
    worker.join()
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [threading.get_ident()]
