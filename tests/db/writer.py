"""A process that adds cards to a work file until it is killed."""

from multiprocessing.connection import Connection
from pathlib import Path

from ef_desktop.db.store import Store
from ef_desktop.db.tables import Meeting, Outcome
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.ids import new_id


def write(path: Path, report: Connection) -> None:
    """Add cards for ever and report the id of each as soon as its unit is done."""
    clock = SystemClock()
    store = Store.open(path, clock=clock)
    with store.read() as session:
        meeting = session.query(Meeting).first().id
    while True:
        row = new_id(clock.milliseconds())
        with store.unit("Add outcome") as session:
            session.add(Outcome(id=row, meeting_id=meeting, text="x" * 3000))
        report.send_bytes(row)
