"""Five thousand cases: opening their page, filtering, searching, putting in order, and what they touch, until painted."""

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

from bench_lists import TWO_FRAMES, Plain
from measuring import Result, in_turns, median, percentile, timed, workbench

MANY, FEW, MEETINGS = 5_000, 20, 40

_WORDS = "Speelstraat Buurttuin Hellingbaan Zwemsteiger Straatfeest Leeszaal Moestuin Fietsenstalling".split()
_DISTRICTS = ("Voorhof", "Wippolder", "Tanthof-Oost", "Buitenhof", "Binnenstad", "")
_STATES = ("voldoet", "voldoet", "deels", "nog_niet_bekeken")
_QUESTION = "Bewoners willen samen iets maken en vragen van wie zij daarvoor toestemming nodig hebben. " * 3
_WHY = "Deze vraag komt uit de stad, want een groep bewoners vroeg er zelf om bij de wijkmanager."
_SENTENCE = "De casus draagt bij omdat de buurt er groener en gezonder van wordt."
_RAW = (
    "SELECT id, title, question, district, status, initiator_knows, follow_up, exception_reason FROM case_file WHERE dead = 0",
    "SELECT case_id, criterion, state FROM case_criterion WHERE dead = 0",
    "SELECT case_id, goal_id, main FROM case_goal WHERE dead = 0",
    "SELECT case_id, meeting_id FROM meeting_case WHERE dead = 0",
)


def run(*, quick: bool) -> list[Result]:
    """Return the results: reading, opening the page, and what is done in it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    rounds = 5 if quick else 21
    with workbench() as folder:
        few, many = fill(folder / "few.efdb", FEW), fill(folder / "many.efdb", MANY)
        return [*reading(many, rounds), *page(few, many, rounds)]


def fill(path: Path, count: int) -> Path:
    """Make a work file with this many cases: four criteria and two goals each, every third one on an agenda."""
    from sqlalchemy import select

    from ef_desktop.db.tables import CaseCriterion, CaseFile, CaseGoal, Goal, MeetingCase
    from ef_desktop.domain.clock import SystemClock
    from ef_desktop.domain.ids import member_id, new_id
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings

    chance, clock = random.Random(4), SystemClock()
    workspace = Workspace.create(path, clock=clock, settings=DeviceSettings(), programme_name="Bench", facilitator="")
    with workspace._store.unit("Seed") as session:  # past the services: making it is not what is measured
        goals = dict(session.execute(select(Goal.number, Goal.id)).all())
        meetings = [workspace.meetings.create(f"Bijeenkomst {number}") for number in range(MEETINGS)]
        for number in range(count):
            case = new_id(clock.milliseconds())
            session.add(
                CaseFile(
                    id=case,
                    title=f"{chance.choice(_WORDS)} {number}",
                    question=_QUESTION,
                    district=chance.choice(_DISTRICTS),
                    status=chance.choice(("proposed", "intake", "admitted", "closed")),
                    initiator_knows=chance.choice(("weet", "doet_mee", "nee", "")),
                )
            )
            for criterion in ("c1", "c2", "c3", "c4"):
                row = member_id("case_criterion", case, criterion)
                session.add(CaseCriterion(id=row, case_id=case, criterion=criterion, state=chance.choice(_STATES), motivation=_WHY))
            for place, goal in enumerate(chance.sample(range(1, 18), 2)):
                row = member_id("case_goal", case, goals[goal])
                session.add(CaseGoal(id=row, case_id=case, goal_id=goals[goal], main=place == 0, sentence=_SENTENCE))
            if number % 3 == 0:
                meeting = chance.choice(meetings)
                session.add(MeetingCase(id=member_id("meeting_case", meeting, case), meeting_id=meeting, case_id=case, place="a"))
    workspace.close()
    return path


def reading(file: Path, rounds: int) -> list[Result]:
    """Compare reading the list, and the coverage, with plain SQL that fetches the same columns and sorts the titles."""
    from ef_desktop.domain.clock import SystemClock
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings

    workspace = Workspace.open(file, clock=SystemClock(), settings=DeviceSettings())
    raw = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)

    def floor() -> None:
        rows = [raw.execute(sql).fetchall() for sql in _RAW]
        assert len(sorted(rows[0], key=lambda row: row[1].casefold())) == MANY

    name = "raw sqlite3: fetch and sort"
    results = []

    def ours() -> None:
        workspace.case_list._known = None
        assert len(workspace.case_list.entries()) == MANY

    for what, call, goal in (
        (f"{MANY:,} cases read, by the worker that opens the file, median", ours, 4),
        ("what they touch, median", workspace.case_list.coverage, 6),
    ):
        times, least = in_turns(rounds, call, floor)
        results.append(Result(what, median(times), "ms", median(least), name, goal, note=f"{rounds} in turns"))
    one = workspace.case_list.entries()[MANY // 2].id
    after = []
    for number in range(rounds):
        workspace.cases.update(one, title=f"Andere titel {number}")
        after.append(timed(workspace.case_list.entries))
    results.append(Result("the same after one case changed, median", median(after), "ms", median(least), name, 1))
    story = [timed(lambda: workspace.case_life.story(one)) for _round in range(rounds)]
    results.append(Result("the life of one of them, median", median(story), "ms"))
    raw.close()
    workspace.close()
    return results


def page(few: Path, many: Path, rounds: int) -> list[Result]:
    """Open the page in a fresh window with few and with many, in turns; then filter, search and order the many."""
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
        window.show_page("cases")
        app.processEvents()
        return window

    windows = {file: window_on(file) for file in (few, many)}

    def again(file: Path) -> float:
        """Come back to the page after something changed: it is read and painted anew."""
        window = windows[file]
        shown = window.page if window.page_id == "cases" else window._pages["cases"]
        window.show_page("overview")
        app.processEvents()
        shown.mark_stale()
        return timed(lambda: (window.show_page("cases"), app.processEvents()))

    def back(file: Path) -> float:
        """Come back to the page where nothing changed: the same measure as for people."""
        windows[file].show_page("overview")
        app.processEvents()
        return timed(lambda: (windows[file].show_page("cases"), app.processEvents()))

    times, least, plain = [], [], []
    for _round in range(rounds + 1):
        times.append(again(many))
        least.append(again(few))
        plain.append(back(many))
    same = f"the same page with {FEW} cases"
    results = [
        Result(f"page of {MANY:,} cases opened, median", median(times[1:]), "ms", median(least[1:]), same, note=f"{rounds} in turns"),
        Result("page opened again, nothing changed, median", median(plain[1:]), "ms"),
        Result("page opened again, nothing changed, p95", percentile(plain[1:], 0.95), "ms", goal=TWO_FRAMES, of="value"),
        Result("of which because they are so many", median(times[1:]) - median(least[1:]), "ms", goal=TWO_FRAMES, of="value"),
    ]
    windows[many].show_page("cases")
    results += deeds(app, windows[many].page, rounds)
    for window in windows.values():
        window.ctx.release()
        window.close()
    return results


def deeds(app, shown, rounds: int) -> list[Result]:
    """Filter, search and order the list, each in turns with a bare list of the same titles."""
    plain = Plain(app, [entry.title for entry in shown.ctx.workspace.case_list.entries()])
    name = "bare QListView of titles"

    def do(call: Callable[[], object]) -> Callable[[], object]:
        return lambda: (call(), app.processEvents())

    found = []
    for what, call, undo, fits in (
        ("filter: step", lambda: shown.filters.choose("stage", "intake"), shown.show_all, lambda text: text.endswith(("1", "2"))),
        ("filter: misses a criterion", lambda: shown.filters.choose("missing", "any"), shown.show_all, lambda text: text[0] != "B"),
        ("filter: goal", lambda: shown.filters.choose("goal", 11), shown.show_all, lambda text: text.endswith("7")),
        ("search: one word", lambda: shown._find("buurttuin"), shown.show_all, lambda text: "Buurttuin" in text),
        ("order: district", lambda: shown.filters.order_by("district"), lambda: shown.filters.order_by("title"), lambda text: bool(text)),
        ("order: last change", lambda: shown.filters.order_by("changed"), lambda: (shown.filters.order_by("title"), setattr(shown, "_moments", None)), lambda text: bool(text)),
    ):  # fmt: skip
        ours, least = [], []
        for _round in range(rounds + 1):
            do(undo)()
            ours.append(timed(do(call)))
            plain.show_names(lambda text: False)
            least.append(timed(lambda fits=fits: plain.show_names(fits)))
        do(undo)()
        do(shown.show_all)()
        found.append(Result(f"{what}, median", median(ours[1:]), "ms", median(least[1:]), name, note=f"{rounds} in turns"))
        found.append(Result(f"{what}, p95", percentile(ours[1:], 0.95), "ms", goal=TWO_FRAMES, of="value"))
    plain.view.close()
    return found
