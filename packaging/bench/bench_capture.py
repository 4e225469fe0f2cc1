"""From Enter in the capture bar of the cockpit to the card painted on the wall and on the disk."""

import os
import sqlite3
import time
from pathlib import Path

from measuring import Result, median, percentile, program, timed, workbench

FRAME = 1000 / 60  # ms
#: What is taken over from the connection of a work file; no foreign keys: what the row points at is not in the raw file.
PRAGMAS = ("journal_mode", "synchronous", "secure_delete", "temp_store", "cache_size")


def run(*, quick: bool) -> list[Result]:
    """Return the results: committing alone, then the whole way through the real cockpit with the wall shown."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    rounds = 60 if quick else 400
    with workbench() as folder:
        file = folder / "leerroute.efdb"
        program("sample", str(file))
        return [*commits(file, rounds), *keypresses(file, rounds)]


# Committing


def commits(file: Path, rounds: int) -> list[Result]:
    """Compare a captured outcome with a raw INSERT and COMMIT, in turns."""
    from ef_desktop.domain.clock import SystemClock
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings

    workspace = Workspace.open(file, clock=SystemClock(), settings=DeviceSettings())
    meeting = workspace.meetings.rows()[0].id
    with workspace._store.connection() as connection:
        pragmas = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    raw = RawInsert(file.with_name("raw.db"), file, pragmas)
    ours, floor = [], []
    for number in range(rounds):
        ours.append(timed(lambda: workspace.outcomes.add(meeting, "inzicht", f"Eerst bellen, dan mailen {number}")))
        floor.append(timed(raw.insert))
    workspace.close()
    raw.close()
    name, note = "raw sqlite3, same pragmas", f"{rounds} in turns"
    return [
        Result("outcomes.add: committed with its journal, median", median(ours), "ms", median(floor), name, 2, note=note),
        Result("outcomes.add: committed with its journal, p95", percentile(ours, 0.95), "ms", percentile(floor, 0.95), name),
    ]


class RawInsert:
    """Puts copies of an outcome in a file that has that table, its indexes and the pragmas of a work file; no triggers."""

    def __init__(self, path: Path, model: Path, pragmas: dict[str, object]) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for name, value in pragmas.items():
            self._connection.execute(f"PRAGMA {name}={value}")
        source = sqlite3.connect(model)
        for (sql,) in source.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'outcome' AND type IN ('table', 'index') AND sql NOT NULL ORDER BY type DESC"):
            self._connection.execute(sql)
        cursor = source.execute("SELECT * FROM outcome LIMIT 1")
        names = [column[0] for column in cursor.description]
        self._values = dict(zip(names, cursor.fetchone(), strict=True))
        source.close()
        self._sql = f"INSERT INTO outcome ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})"

    def insert(self) -> None:
        self._values["id"] = os.urandom(16)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(self._sql, self._values)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()



# The whole way


def keypresses(file: Path, rounds: int) -> list[Result]:
    """Type Enter in the cockpit, on the work file and on the same cockpit without one, in turns of ten."""
    cockpit = Cockpit(file)
    ours, floor = [], []
    for _turn in range(rounds // 10):
        cockpit.tidy()
        ours += [cockpit.capture() for _number in range(10)]
        cockpit.tidy()
        with_disk, cockpit.ctx.workspace = cockpit.ctx.workspace, cockpit.memory
        floor += [cockpit.capture() for _number in range(10)]
        cockpit.ctx.workspace = with_disk
    cockpit.close()
    name, note = "same without database", f"{len(ours)} in turns of ten"
    value, least = median(ours), median(floor)
    return [
        Result("Enter to painted and committed, median", value, "ms", least, name, 3, note=note),
        Result("Enter to painted and committed, p95", percentile(ours, 0.95), "ms", goal=FRAME, of="value"),
        Result("Enter to painted and committed, p99", percentile(ours, 0.99), "ms"),
    ]


class Cockpit:
    """The program on the cockpit of a running meeting, with the board on the wall."""

    def __init__(self, file: Path) -> None:
        from ef_desktop.domain.clock import SystemClock
        from ef_desktop.services.workspace import Workspace
        from ef_desktop.settings import DeviceSettings
        from ef_desktop.ui.app import make_application, make_context
        from ef_desktop.ui.mainwindow import MainWindow

        settings, clock = DeviceSettings(appearance="light", calm=True), SystemClock()
        self.app = make_application(["bench"], settings)
        self.ctx = make_context(settings, clock)
        workspace = Workspace.open(file, clock=clock, settings=settings)
        self.ctx.use(workspace)
        self.meeting = workspace.programme.overview().next_id
        workspace.room.start(self.meeting)
        self.window = MainWindow(self.ctx)
        self.window.resize(1440, 900)
        self.window.show()
        self.window.show_page("cockpit", meeting_id=self.meeting)
        self.ctx.wall.set_meeting(self.meeting)
        self.ctx.wall.show_wall()
        self.ctx.wall.set_scene("board")
        self.app.processEvents()
        self.memory = WithoutDatabase(workspace, self.meeting)
        self._painted = painted_flag(self.ctx.wall.window)

    def capture(self) -> float:
        """Type a sentence, press Enter and wait until the wall has painted it; return the ms from Enter on."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        line = self.window.page.bar.line
        line.setText("Eerst bellen, dan mailen")
        self.app.processEvents()
        self._painted.clear()
        begin = time.perf_counter_ns()
        QTest.keyClick(line, Qt.Key.Key_Return)
        while not self._painted:
            self.app.processEvents()
            if time.perf_counter_ns() - begin > 5e9:
                raise RuntimeError("the wall was not painted again after a card was captured")
        return (time.perf_counter_ns() - begin) / 1e6

    def tidy(self) -> None:
        """Remove what was captured, so that every turn begins with the same board."""
        outcomes = self.ctx.workspace.outcomes
        cards = [card for column in outcomes.board(self.meeting).columns for card in column.cards]
        outcomes.remove([card.id for card in cards])
        self.memory.reset()
        self.ctx.wall.refresh()
        self.app.processEvents()

    def close(self) -> None:
        """Leave without questions."""
        self.ctx.wall.hide_wall()
        self.window.hide()
        self.ctx.release()


def painted_flag(window) -> list:
    """Return a list that gets an entry at every painting of a window."""
    from PySide6.QtCore import QEvent, QObject

    paintings: list = []

    class Watcher(QObject):
        def eventFilter(self, watched, event) -> bool:
            if event.type() == QEvent.Type.Paint:
                paintings.append(True)
            return False

    watcher = Watcher(window)
    window.installEventFilter(watcher)
    return paintings


class WithoutDatabase:
    """A workspace that keeps new cards in memory: what the path costs without a database. The rest is the real one."""

    def __init__(self, workspace, meeting: bytes) -> None:
        from ef_desktop.domain.changes import ChangeSet

        self._workspace = workspace
        self._meeting = meeting
        self._change = lambda id: ChangeSet(frozenset({("outcome", id)}))
        self._running = workspace.projection.running(meeting)
        self.outcomes = self.projection = self
        self.reset()

    def __getattr__(self, name: str):
        return getattr(self._workspace, name)

    def reset(self) -> None:
        """Begin with the board as the work file has it."""
        self._scene = self._workspace.projection.scene_for(self._meeting)
        self._board = self._workspace.projection.frame(self._meeting, "board")

    def add(self, meeting_id, kind, text, **_named) -> bytes:
        from dataclasses import replace

        from ef_desktop.content import outcome_kinds
        from ef_desktop.domain.frames import WallCard, WallColumn

        id = os.urandom(16)
        card = WallCard(id, text, "", fresh=True)
        columns = {column.kind: column for column in self._board.columns}
        if kind in columns:
            columns[kind] = replace(columns[kind], cards=(*columns[kind].cards, card))
        else:
            name = next(known.name for known in outcome_kinds() if known.id == kind)
            columns[kind] = WallColumn(kind, name, (card,))
        self._board = replace(self._board, columns=tuple(columns.values()))
        self._workspace.bus.publish(self._change(id))
        return id

    def frame(self, _meeting: bytes, _scene: str):
        return self._board

    def scene_for(self, _meeting: bytes) -> str:
        return self._scene

    def running(self, _meeting: bytes) -> bool:
        return self._running
