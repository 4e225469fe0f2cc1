"""From a key to the screen and the disk: Enter in the capture bar of the cockpit, and a vote on the board of outcomes.

Both on boards of 30, 500 and 5,000 cards, each against its floor of the same run.
"""

import os
import shutil
import sqlite3
import time
from pathlib import Path

from measuring import Result, median, percentile, program, timed, workbench

FRAME = 1000 / 60  # ms
#: What is taken over from the connection of a work file; no foreign keys: what the row points at is not in the raw file.
#: Cards on the board before a key is pressed.
SIZES = (30, 500, 5000)
KINDS = ("werkt", "werkt_niet", "verbetering", "inzicht", "afspraak", "belofte")
PRAGMAS = ("journal_mode", "synchronous", "secure_delete", "temp_store", "cache_size")


def run(*, quick: bool) -> list[Result]:
    """Return the results: committing alone, then the whole way through the real cockpit with the wall shown."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    rounds = 60 if quick else 400
    with workbench() as folder:
        file = folder / "leerroute.efdb"
        program("sample", str(file))
        results = commits(file, rounds)
        for size in SIZES[:2] if quick else SIZES:
            copied = folder / f"leerroute-{size}.efdb"
            shutil.copyfile(file, copied)
            results += keypresses(copied, rounds if size == SIZES[0] else rounds // 4, size)
        for size in SIZES[:2] if quick else SIZES:
            results += board_keys(folder / f"bord-{size}.efdb", size, 20 if quick else 100)
        return results


def fill(workspace, meeting: bytes, size: int) -> None:
    """Put cards on the board of a meeting, as many in each of six columns."""
    for kind in KINDS:
        text = "\n".join(f"Kaart {number} over iets dat lang genoeg is voor twee of drie regels" for number in range(size // len(KINDS)))
        workspace.outcomes.add_lines(meeting, kind, text)


def collect_as_the_program(app) -> None:
    """Collect garbage once a second, and not through what was there at the start."""
    from ef_desktop.ui.garbage import GarbageCollector

    GarbageCollector(app).begin()


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
        ours.append(timed(lambda number=number: workspace.outcomes.add(meeting, "inzicht", f"Eerst bellen, dan mailen {number}")))
        floor.append(timed(raw.insert))
    workspace.close()
    raw.close()
    name, note = "raw sqlite3, same pragmas", f"{rounds} in turns"
    return [
        Result("outcomes.add: committed with its journal, median", median(ours), "ms", median(floor), name, 2, note=note),
        Result("outcomes.add: committed with its journal, p99", percentile(ours, 0.99), "ms", percentile(floor, 0.99), name),
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



# A key on the board


def board_keys(file: Path, size: int, rounds: int) -> list[Result]:
    """Give a card a vote by the space bar, and capture a card in the bar, on the board of outcomes.

    The floor is what no program can leave out: the same vote or card committed by the service with nobody looking, and one
    painting of the visible board. Both in turns with the key.
    """
    page = BoardOfCards(file, size)
    vote, vote_floor, card, card_floor = [], [], [], []
    for _round in range(rounds):
        vote_floor.append(timed(page.bare_vote))
        vote.append(page.vote())
        card_floor.append(timed(page.bare_card))
        card.append(page.capture())
        page.undo(4)
    page.close()
    name = "commit alone + one painting"
    results = []
    for what, ours, floor in (("Space (a vote)", vote, vote_floor), ("Enter (a card)", card, card_floor)):
        label = f"board of {size:,} cards, {what} to painted"
        note = f"{rounds} in turns; p99 {percentile(ours, 0.99):.1f} ms"
        results.append(Result(f"{label}, median", median(ours), "ms", median(floor), name, 3, note=note))
    return results


class BoardOfCards:
    """The program on the board of a meeting with many cards in six columns."""

    def __init__(self, file: Path, size: int) -> None:
        from PySide6.QtWidgets import QApplication

        from ef_desktop.domain.clock import SystemClock
        from ef_desktop.services.workspace import Workspace
        from ef_desktop.settings import DeviceSettings
        from ef_desktop.ui.app import make_application, make_context
        from ef_desktop.ui.mainwindow import MainWindow

        settings, clock = DeviceSettings(appearance="light", calm=True), SystemClock()
        self.app = QApplication.instance() or make_application(["bench"], settings)
        collect_as_the_program(self.app)
        self.ctx = make_context(settings, clock)
        workspace = Workspace.create(file, clock=clock, settings=settings, programme_name="Leerroute", facilitator="Noor")
        self.meeting = workspace.meetings.create("Houding en gedrag")
        fill(workspace, self.meeting, size)
        self.ctx.use(workspace)
        self.outcomes = workspace.outcomes
        self.window = MainWindow(self.ctx)
        self.window.resize(1440, 900)
        self.window.show()
        self.window.show_page("board", meeting_id=self.meeting)
        self.board = self.window.page.board
        self.window.page.open_bar()
        self._settle()
        self.view = self.board.columns[0].view
        self.view.setFocus()
        self.board.choose(self.view.model().cards()[0].id)
        self._settle()
        self.card = self.board.current().id

    def _settle(self) -> None:
        # The columns lay out the cards below in pieces, when nothing else is to be done.
        for _turn in range(200):
            self.app.processEvents()

    def _painted(self, key, widget) -> float:
        from PySide6.QtTest import QTest

        begin = time.perf_counter_ns()
        QTest.keyClick(widget, key)
        self.view.viewport().repaint()
        spent = (time.perf_counter_ns() - begin) / 1e6
        self._settle()
        return spent

    def vote(self) -> float:
        """Press the space bar; return the ms until the column shows it."""
        from PySide6.QtCore import Qt

        return self._painted(Qt.Key.Key_Space, self.view)

    def capture(self) -> float:
        """Press Enter behind a sentence; return the ms until the column shows it."""
        from PySide6.QtCore import Qt

        self.window.page.bar.kinds.choose(KINDS[0])
        self.window.page.bar.line.setText("Eerst bellen, dan mailen")
        return self._painted(Qt.Key.Key_Return, self.window.page.bar.line)

    def bare_vote(self) -> None:
        """Commit a vote while nobody looks, and paint the column once."""
        self._unseen(lambda: self.outcomes.vote_by([self.card], 1))

    def bare_card(self) -> None:
        """Commit a card while nobody looks, and paint the column once."""
        self._unseen(lambda: self.outcomes.add(self.meeting, KINDS[0], "Eerst bellen, dan mailen"))

    def _unseen(self, deed) -> None:
        from ef_desktop.domain.changes import ChangeSet

        store = self.ctx.workspace._store
        told, store.on_change = store.on_change, lambda _change: None
        deed()
        store.on_change = told
        self.view.viewport().repaint()
        self._missed = ChangeSet(frozenset({("meeting", self.meeting)}))

    def undo(self, steps: int) -> None:
        """Take steps back, and read the board anew."""
        for _step in range(steps):
            self.ctx.workspace.undo.undo()
        self.ctx.workspace.bus.publish(self._missed)
        self._settle()

    def close(self) -> None:
        """Leave without questions."""
        self.window.hide()
        self.ctx.release()


# The whole way


def keypresses(file: Path, rounds: int, size: int) -> list[Result]:
    """Type Enter in the cockpit, on the work file and on the same cockpit without one, in turns of ten.

    Parameters:
        size: cards that are on the board already.
    """
    cockpit = Cockpit(file, size)
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
    what = f"{size:,} cards, Enter to painted and committed"
    return [
        Result(f"{what}, median", value, "ms", least, name, 3, note=note),
        Result(f"{what}, p95", percentile(ours, 0.95), "ms", goal=FRAME if size == SIZES[0] else None, of="value"),
        Result(f"{what}, p99", percentile(ours, 0.99), "ms"),
    ]


class Cockpit:
    """The program on the cockpit of a running meeting, with the board on the wall."""

    def __init__(self, file: Path, size: int) -> None:
        from PySide6.QtWidgets import QApplication

        from ef_desktop.domain.clock import SystemClock
        from ef_desktop.services.workspace import Workspace
        from ef_desktop.settings import DeviceSettings
        from ef_desktop.ui.app import make_application, make_context
        from ef_desktop.ui.mainwindow import MainWindow

        settings, clock = DeviceSettings(appearance="light", calm=True), SystemClock()
        self.app = QApplication.instance() or make_application(["bench"], settings)
        collect_as_the_program(self.app)
        self.ctx = make_context(settings, clock)
        workspace = Workspace.open(file, clock=clock, settings=settings)
        self.ctx.use(workspace)
        self.meeting = workspace.programme.overview().next_id
        workspace.outcomes.remove(self._cards(workspace))
        fill(workspace, self.meeting, size)
        self._there = frozenset(self._cards(workspace))
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
        workspace = self.ctx.workspace
        workspace.outcomes.remove([row_id for row_id in self._cards(workspace) if row_id not in self._there])
        self.memory.reset()
        self.ctx.wall.refresh()
        self.app.processEvents()

    def _cards(self, workspace) -> list[bytes]:
        return [card.id for column in workspace.outcomes.board(self.meeting).columns for card in column.cards]

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

    def add_cards(self, meeting_id, cards, **_named) -> list[bytes]:
        from dataclasses import replace

        from ef_desktop.content import outcome_kinds
        from ef_desktop.domain.frames import WallCard, WallColumn

        id, kind = os.urandom(16), cards[0].kind
        card = WallCard(id, cards[0].text, "", fresh=True)
        columns = {column.kind: column for column in self._board.columns}
        if kind in columns:
            columns[kind] = replace(columns[kind], cards=(*columns[kind].cards, card))
        else:
            name = next(known.name for known in outcome_kinds() if known.id == kind)
            columns[kind] = WallColumn(kind, name, (card,))
        self._board = replace(self._board, columns=tuple(columns.values()))
        self._workspace.bus.publish(self._change(id))
        return [id]

    def frame(self, _meeting: bytes, _scene: str):
        return self._board

    def scene_for(self, _meeting: bytes) -> str:
        return self._scene

    def running(self, _meeting: bytes) -> bool:
        return self._running
