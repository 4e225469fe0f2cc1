"""Started by bench_start: shows a bare window or the program, and prints as JSON what happened when.

The program runs as it is on the usual work file. Only QApplication.exec is wrapped: it is entered when the window is shown
but not yet painted.
"""

import json
import sys
import time

BEAT = 5  # ms between two beats of the event loop
SETTLED = 1_000  # ms from the last thing that is measured to the end
PATIENCE = 30_000  # ms after which a work file that is not open counts as a failure


def bare() -> None:
    """Show a QMainWindow and nothing else, until it is measured."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    watch(window, lambda window, told: end_later(told))
    app.exec()


def program() -> None:
    """Run the program until its window is painted and its work file open."""
    # In this order, as the program does: the first imports Qt in its own way.
    # isort: off
    from ef_desktop.cli import main
    from ef_desktop.ui import app  # noqa: F401
    from PySide6.QtWidgets import QApplication
    # isort: on

    run_loop = QApplication.exec

    def watched_loop(*arguments) -> int:
        from ef_desktop.ui.mainwindow import MainWindow

        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
        watch(window, follow_opening)
        return run_loop()

    QApplication.exec = watched_loop
    main([])


def watch(window, then) -> None:
    """Note the moment at which the first painting of a window is over, and go on with ``then(window, told)``."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    told = {"imported": sorted(name for name in sys.modules if "." not in name)}

    def painted() -> None:
        told["painted"] = time.perf_counter_ns()
        told["worked"] = time.process_time_ns()
        told["memory_painted"] = memory()
        then(window, told)

    class FirstPaint(QObject):
        def eventFilter(self, watched, event) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                # The next round of the event loop: this painting, with its children, has then reached the screen.
                QTimer.singleShot(0, painted)
            return False

    told_by = FirstPaint(window)
    window.installEventFilter(told_by)


def follow_opening(window, told) -> None:
    """Note when the pages are live and the longest pause of the event loop until a second later."""
    from PySide6.QtCore import Qt, QTimer

    last = time.perf_counter_ns()
    told["stall"] = 0

    def beat() -> None:
        nonlocal last
        now = time.perf_counter_ns()
        told["stall"] = max(told["stall"], now - last - BEAT * 1_000_000)
        last = now

    def live() -> None:
        told["open"] = time.perf_counter_ns()
        end_later(told)

    def give_up() -> None:
        import os

        print("the work file did not open", file=sys.stderr, flush=True)
        os._exit(1)

    QTimer.singleShot(PATIENCE, give_up)
    timer = QTimer(window)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start(BEAT)
    window.ctx.workspaceOpened.connect(lambda: QTimer.singleShot(0, live))


def end_later(told) -> None:
    """Let everything settle, print what was noted, and leave without closing anything."""
    from PySide6.QtCore import QTimer

    def end() -> None:
        import os

        told["memory"] = memory()
        print(json.dumps(told), flush=True)
        os._exit(0)

    QTimer.singleShot(SETTLED, end)


def memory() -> float | None:
    """Return the resident memory in MB where the system tells it."""
    import os

    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return None


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else program()
