"""Twenty thousand people: opening their page, filtering, searching and putting in order, each until it is painted."""

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

from measuring import Result, in_turns, median, percentile, timed, workbench

TWO_FRAMES = 2000 / 60  # ms
MANY, FEW = 20_000, 20

_FIRST = "Noor Samir Esra Joke Ruud José Anna Bas Cor Dirk Émile Fatima Yara Wim Tineke".split()
_LAST = ("Visser", "Jansen", "de Vries", "Bakker", "Yılmaz", "van den Berg", "Smit", "Ünal", "Groeneweg")
_HOUSES = ("Gemeente Delft", "Stichting Buurttuin", "Bewoners Voorhof", "Welzijnswerk in de wijk")
_DEPARTMENTS = ("Vergunningen", "Ruimte", "Sociaal domein", "")
_RAW = "SELECT id, name, organisation, department, function, outside, facilitator, state FROM person WHERE dead = 0"


def run(*, quick: bool) -> list[Result]:
    """Return the results: reading, opening the page, and what is done in it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    rounds = 5 if quick else 21
    with workbench() as folder:
        few, many = fill(folder / "few.efdb", FEW), fill(folder / "many.efdb", MANY)
        return [*reading(many, rounds), *page(few, many, rounds)]


def fill(path: Path, count: int) -> Path:
    """Make a work file with this many people."""
    from ef_desktop.domain.clock import SystemClock
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings

    chance = random.Random(20)
    workspace = Workspace.create(path, clock=SystemClock(), settings=DeviceSettings(), programme_name="Bench", facilitator="")
    with workspace._store.unit("Seed"):
        for number in range(count):
            workspace.people.add(
                f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {number}",
                organisation=chance.choice(_HOUSES),
                department=chance.choice(_DEPARTMENTS),
                function="medewerker",
                outside=chance.random() < 0.4,
                email=f"mens{number}@voorbeeld.example",
            )
    workspace.close()
    return path


def reading(file: Path, rounds: int) -> list[Result]:
    """Compare the first reading of the list with plain SQL that fetches the same columns and sorts them."""
    from ef_desktop.domain.clock import SystemClock
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings

    workspace = Workspace.open(file, clock=SystemClock(), settings=DeviceSettings())
    raw = sqlite3.connect(file)

    def ours() -> None:
        workspace.people._list._lines = None
        assert len(workspace.people.lines()) == MANY

    def floor() -> None:
        assert len(sorted(raw.execute(_RAW), key=lambda row: row[1].casefold())) == MANY

    times, least = in_turns(rounds, ours, floor)
    one = workspace.people.lines()[MANY // 2].id
    after = []
    for number in range(rounds):
        workspace.people.update(one, phone=str(number))
        after.append(timed(workspace.people.lines))
    raw.close()
    workspace.close()
    name = "raw sqlite3: fetch and sort"
    return [
        Result(f"{MANY:,} people read, by the worker that opens the file, median", median(times), "ms", median(least), name, 2, note=f"{rounds} in turns"),
        Result("the same after one person changed, median", median(after), "ms", median(least), name, 1),
    ]


class Plain:
    """The floor: a bare list of names, as Qt has it."""

    def __init__(self, app, names: list[str]) -> None:
        from PySide6.QtCore import QStringListModel
        from PySide6.QtWidgets import QListView

        self.app, self.names = app, names
        self.model = QStringListModel(names)
        self.view = QListView(uniformItemSizes=True)
        self.view.setModel(self.model)
        self.view.resize(700, 600)
        self.view.show()
        app.processEvents()

    def show_names(self, fits: Callable[[str], bool]) -> None:
        """Show the names that fit, until painted."""
        self.model.setStringList([name for name in self.names if fits(name)])
        self.app.processEvents()


def page(few: Path, many: Path, rounds: int) -> list[Result]:
    """Open the page of people in a fresh window with few and with many, in turns; then filter, search and order the many."""
    from ef_desktop.domain.clock import SystemClock
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings
    from ef_desktop.ui.app import make_application, make_context
    from ef_desktop.ui.mainwindow import MainWindow

    settings, clock = DeviceSettings(appearance="light", calm=True), SystemClock()
    app = make_application(["bench"], settings)

    def window_on(file: Path):
        ctx = make_context(settings, clock)
        ctx.use(Workspace.open(file, clock=clock, settings=settings))
        window = MainWindow(ctx)
        window.resize(1440, 900)
        window.show()
        window.show_page("overview")
        app.processEvents()
        return window

    windows = {file: window_on(file) for file in (few, many)}

    def visit(file: Path) -> float:
        """Make the page again and show it; return the ms until it is painted."""
        window = windows[file]
        window.show_page("overview")
        old = window._pages.pop("people", None)
        if old is not None:
            window._stack.removeWidget(old)
            old.deleteLater()
        app.processEvents()
        return timed(lambda: (window.show_page("people"), app.processEvents()))

    def back(file: Path) -> float:
        windows[file].show_page("overview")
        app.processEvents()
        return timed(lambda: (windows[file].show_page("people"), app.processEvents()))

    first, first_few, again, again_few = [], [], [], []
    visit(few)
    for _round in range(rounds):
        first.append(visit(many))
        first_few.append(visit(few))
        again.append(back(many))
        again_few.append(back(few))
    same = f"the same page with {FEW} people"
    results = [
        Result(f"page of {MANY:,} people made and painted, median", median(first), "ms", median(first_few), same),
        Result("of which because they are so many", median(first) - median(first_few), "ms", goal=TWO_FRAMES, of="value"),
        Result("page opened again, median", median(again), "ms", median(again_few), same),
        Result("page opened again, p95", percentile(again, 0.95), "ms", goal=TWO_FRAMES, of="value"),
    ]
    results += deeds(app, windows[many].page, rounds)
    for window in windows.values():
        window.ctx.release()
        window.close()
    return results


def deeds(app, shown, rounds: int) -> list[Result]:
    """Filter, search and order the list, each in turns with a bare list of the same names."""
    plain = Plain(app, [line.name for line in shown.ctx.workspace.people.lines()])
    name = "bare QListView of names"

    def do(call: Callable[[], object]) -> Callable[[], object]:
        return lambda: (call(), app.processEvents())

    def everybody_changed() -> None:
        shown.show_all()
        rows = shown.list.rows()
        rows.set_rows(list(rows._all), rows._make, rows._words)

    def idle() -> None:
        while shown.list.rows()._idle.isActive():
            app.processEvents()

    found = []
    for what, call, undo, fits in (
        ("filter: from outside", lambda: shown.filters.choose("outside", True), shown.show_all, lambda text: text.endswith(("1", "3", "5", "7"))),
        ("search: one word", lambda: shown._find("visser"), shown.show_all, lambda text: "Visser" in text),
        ("search: first after a change of everybody", lambda: shown._find("visser"), lambda: (everybody_changed(), idle()), lambda text: "Visser" in text),
        ("search: in the same moment as that change", lambda: shown._find("visser"), everybody_changed, lambda text: "Visser" in text),
        ("order: last name", lambda: shown.filters.order_by("last"), lambda: shown.filters.order_by("name"), lambda text: bool(text)),
        ("show all again", shown.show_all, lambda: shown.filters.choose("outside", True), lambda text: bool(text)),
    ):  # fmt: skip
        ours, least = [], []
        for _round in range(rounds + 1):
            do(undo)()
            ours.append(timed(do(call)))
            plain.show_names(lambda text: False)
            least.append(timed(lambda fits=fits: plain.show_names(fits)))
        do(shown.show_all)()
        note = f"{rounds} in turns"
        found.append(Result(f"{what}, median", median(ours[1:]), "ms", median(least[1:]), name, note=note))
        if "same moment" not in what:
            found.append(Result(f"{what}, p95", percentile(ours[1:], 0.95), "ms", goal=TWO_FRAMES, of="value"))
    plain.view.close()
    return found
