"""Opening a meeting with 500 cards and 30 people, and the overview of a very large programme, against raw SQL."""

import sqlite3
from pathlib import Path

from measuring import Result, in_turns, median, program, timed, workbench

CARDS, PEOPLE = 500, 30
BIG = (5_000, 200_000)  # meetings, outcomes


def run(*, quick: bool) -> list[Result]:
    """Return the results; the very large programme is left out when ``quick``."""
    with workbench() as folder:
        results = meeting(folder / "meeting.efdb", 5 if quick else 50)
        if not quick:
            results += very_large(folder / "large.efdb")
    return results


def meeting(file: Path, rounds: int) -> list[Result]:
    """Read the board and the people of one full meeting, in turns with the same rows by raw SQL."""
    workspace, id = full_meeting(file)
    raw = RawMeeting(file, id)
    calls = {
        "board": (lambda: workspace.outcomes.board(id), raw.board),
        "plan": (lambda: workspace.meetings.plan(id), raw.plan),
        "view": (lambda: workspace.room.view(id), raw.plan),
        "frame": (lambda: workspace.projection.frame(id, "board"), raw.board),
    }
    times = {name: in_turns(rounds, *pair) for name, pair in calls.items()}
    workspace.close()
    note = f"{rounds} in turns"
    both = [median([plan + board for plan, board in zip(times["plan"][at], times["board"][at], strict=True)]) for at in (0, 1)]
    what = f"a meeting with {CARDS} cards and {PEOPLE} people"
    results = [Result(f"{what}: plan and board", both[0], "ms", both[1], "raw SQL", 8, note=note)]
    for name, told in (("board", "board"), ("plan", "plan"), ("view", "what the cockpit reads"), ("frame", "what the wall reads")):
        results.append(Result(f"- {told}", median(times[name][0]), "ms", median(times[name][1]), "raw SQL"))
    return results


def full_meeting(file: Path):
    """Make a work file whose one meeting has all cards and people; return it open, with the id of the meeting."""
    from ef_desktop.domain.clock import SystemClock
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings

    workspace = Workspace.create(
        file, clock=SystemClock(), settings=DeviceSettings(), programme_name="Leerroute", facilitator="Noor"
    )
    template = workspace.library.templates()[0].id
    id = workspace.meetings.create("Vol", template=template)
    kinds = [kind.id for kind in workspace.library.kinds()]
    with workspace._store.unit("Fill"):  # one transaction for all: making it is not what is measured
        people = [workspace.people.add(f"Deelnemer {number}", on_wall=number % 2 == 0) for number in range(PEOPLE)]
        cases = [workspace.cases.add(f"Casus {number}") for number in range(8)]
        for person in people:
            workspace.meetings.set_attendance(id, person, "present")
        for number in range(CARDS):
            owner, case = people[number % PEOPLE], cases[number % 8]
            workspace.outcomes.add(id, kinds[number % len(kinds)], f"Opbrengst {number}", owner_id=owner, case_id=case)
    return workspace, id


class RawMeeting:
    """The rows that a meeting needs, with nothing made of them."""

    def __init__(self, file: Path, id: bytes) -> None:
        self._connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        self._id = id

    def board(self) -> list:
        """Cards with the titles and names that stand on them."""
        return self._rows(
            "SELECT o.*, c.title, p.name, (SELECT sum(amount) FROM vote v WHERE v.outcome_id = o.id AND v.dead = 0)"
            " FROM outcome o LEFT JOIN case_file c ON c.id = o.case_id LEFT JOIN person p ON p.id = o.owner_id"
            " WHERE o.meeting_id = ? AND o.dead = 0 ORDER BY o.place, o.id"
        )

    def plan(self) -> list:
        """The meeting, its rundown with the blocks, its people and its cases."""
        return (
            self._rows("SELECT * FROM meeting WHERE id = ?")
            + self._rows(
                "SELECT a.*, b.* FROM agenda_item a LEFT JOIN block b ON b.id = a.block_id"
                " WHERE a.meeting_id = ? AND a.dead = 0 ORDER BY a.place"
            )
            + self._rows(
                "SELECT t.*, p.* FROM attendance t JOIN person p ON p.id = t.person_id WHERE t.meeting_id = ? AND t.dead = 0"
            )
            + self._rows(
                "SELECT c.* FROM meeting_case m JOIN case_file c ON c.id = m.case_id WHERE m.meeting_id = ? AND m.dead = 0"
            )
        )

    def _rows(self, sql: str) -> list:
        return self._connection.execute(sql, (self._id,)).fetchall()


def very_large(file: Path) -> list[Result]:
    """Make, check and read a programme of the largest size."""
    from ef_desktop.domain.clock import SystemClock
    from ef_desktop.services import first_look
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings

    meetings, outcomes = BIG
    what, clock = f"{meetings:,} meetings, {outcomes:,} outcomes", SystemClock()
    made = timed(lambda: program("sample", str(file), "--meetings", str(meetings), "--outcomes", str(outcomes))) / 1e3
    size = file.stat().st_size / 1e6
    checked = timed(lambda: program("check", str(file))) / 1e3
    opened = timed(lambda: Workspace.open(file, clock=clock, settings=DeviceSettings()).close()) / 1e3
    workspace = Workspace.open(file, clock=clock, settings=DeviceSettings())
    raw = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)

    def plain() -> list:
        return raw.execute(
            "SELECT m.*, (SELECT count(*) FROM outcome o WHERE o.meeting_id = m.id AND o.dead = 0),"
            " (SELECT count(*) FROM agenda_item a WHERE a.meeting_id = m.id AND a.dead = 0),"
            " (SELECT count(*) FROM attendance t WHERE t.meeting_id = m.id AND t.dead = 0) FROM meeting m WHERE m.dead = 0"
        ).fetchall()

    overview, floor = in_turns(5, workspace.programme.overview, plain)
    look = [timed(lambda: first_look.overview(file, clock.now().astimezone())) for _round in range(5)]
    search = [timed(lambda: workspace.search.find("vergunning")) for _round in range(9)]
    workspace.close()
    return [
        Result(f"{what}: overview", median(overview), "ms", median(floor), "raw SQL", 8),
        Result("- the overview as the first picture needs it", median(look), "ms", median(floor), "raw SQL"),
        Result("- finding a word from the palette", median(search), "ms", note="meetings, cases and people"),
        Result("- opening, with the look over it", opened, "s"),
        Result("- making the file", made, "s", note=f"{size:.0f} MB"),
        Result("- checking all of it", checked, "s"),
    ]
