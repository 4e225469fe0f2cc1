"""Sharing and merging two copies of a very large programme of which both sides changed a part."""

import multiprocessing
import resource
import shutil
import sys
from contextlib import ExitStack, closing
from pathlib import Path

from measuring import Result, median, timed, workbench

BIG = (5_000, 200_000)  # meetings, outcomes
SMALL = (50, 2_000)
PART = 20  # one in so many outcomes is changed on each side: 5 %


def run(*, quick: bool) -> list[Result]:
    """Return the results; a small programme when ``quick``."""
    rounds = 1 if quick else 3
    with workbench() as folder:
        mine, theirs = two_copies(folder, SMALL if quick else BIG)
        copying = median([timed(lambda: shutil.copyfile(mine, folder / "copy.efdb")) for _ in range(rounds)])
        found = [measured(merging, mine, theirs, folder / f"merged {at}.efdb") for at in range(rounds)]
        shared = [measured(sharing, mine, folder / f"shared {at}.efdb") for at in range(rounds)]
    looking, merged, memory = (median([one[at] for one in found]) for at in range(3))
    note = f"{found[0][3]:,} operations taken in, both sides changed one in {PART} of {(SMALL if quick else BIG)[1]:,}"
    return [
        Result("the merge itself, committed", merged, "ms", copying, "copying the file", 15, note=note),
        Result("- looking the copy over beforehand, from end to end", looking, "ms", copying, "copying the file"),
        Result("- memory of the whole process", memory, "MB", None, "", 200, "value"),
        Result("sharing: a whole, checked copy", median([one[0] for one in shared]), "ms", copying, "copying the file"),
        Result("- memory of the whole process", median([one[1] for one in shared]), "MB", None, "", 200, "value"),
    ]


def two_copies(folder: Path, size: tuple[int, int]) -> tuple[Path, Path]:
    """Make a programme and two copies of it, each with other outcomes changed."""
    from sqlalchemy import text

    from ef_desktop.db.store import Store
    from ef_desktop.domain.clock import SystemClock
    from ef_desktop.services.sample import create_sample

    first = folder / "first.efdb"
    create_sample(first, clock=SystemClock(), meetings=size[0], outcomes=size[1])
    copies = folder / "mine.efdb", folder / "theirs.efdb"
    for at, path in enumerate(copies):
        shutil.copyfile(first, path)
        with closing(Store.open(path, clock=SystemClock(), facilitator=path.stem)) as store, store.unit("Change") as session:
            session.execute(text(f"UPDATE outcome SET text = text || ' {path.stem}' WHERE rowid % {PART} = {at * 7}"))
    first.unlink()
    return copies


def measured(work, *paths: Path) -> tuple:
    """Run in a process of its own, so that its memory can be told, and return what it sent."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=work, args=(sender, *paths))
    process.start()
    answer = receiver.recv()
    process.join()
    return answer


def merging(sender, mine: Path, theirs: Path, target: Path) -> None:
    """Merge and send: looking over (ms), merging (ms), memory (MB), operations."""
    from ef_desktop.db import copies, merging
    from ef_desktop.db.store import Store
    from ef_desktop.domain.clock import SystemClock

    shutil.copyfile(mine, target)
    with closing(Store.open(target, clock=SystemClock(), facilitator="bench")) as store, ExitStack() as stack:
        found = []
        looking = timed(lambda: found.append(stack.enter_context(copies.arrived(theirs, store.family()))))

        def merge() -> None:
            with store._joined(found[0]) as connection:
                found.append(merging.merge(connection).ops)
                connection.execute("COMMIT")

        merged = timed(merge)
    sender.send((looking, merged, memory(), found[1]))


def sharing(sender, mine: Path, target: Path) -> None:
    """Share and send: time (ms), memory (MB)."""
    from ef_desktop.domain.clock import SystemClock
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.settings import DeviceSettings

    with closing(Workspace.open(mine, clock=SystemClock(), settings=DeviceSettings(facilitator="bench"))) as workspace:
        time = timed(lambda: workspace.sharing.share(target))
    sender.send((time, memory()))


def memory() -> float:
    """Return the most memory that this process had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
