"""A process that works in a file until it is taken over or killed."""

from multiprocessing.connection import Connection
from pathlib import Path

from ef_desktop.db.store import Store
from ef_desktop.db.tables import Meeting, Outcome
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.errors import TakenOverError
from ef_desktop.domain.ids import new_id
from ef_desktop.i18n import set_language


def work(path: Path, report: Connection) -> None:
    """Add a card for every message that comes; tell its id, or that the file was taken over."""
    set_language("nl")
    clock = SystemClock()
    store = Store.open(path, clock=clock, facilitator="Joke", machine="laptop-joke")
    with store.read() as session:
        meeting = session.query(Meeting).first().id
    report.send("open")
    while report.recv() == "add":
        row = new_id(clock.milliseconds())
        try:
            with store.unit("Add outcome") as session:
                session.add(Outcome(id=row, meeting_id=meeting, text="kaart"))
        except TakenOverError as error:
            report.send(str(error))
        else:
            report.send(row)
    store.close()
    report.send("closed")
