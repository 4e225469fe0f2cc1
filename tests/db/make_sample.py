"""Makes the sample file of today's schema for ``test_migrate``: ``python -m tests.db.make_sample``, once before a release."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from ef_desktop.db import migrate
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Attendance, Meeting, Outcome, Person, Programme
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.ids import member_id


def main() -> None:
    """Write ``samples/<schema>.efdb.gz``."""
    programme, meeting, person, card = (bytes([number]) * 16 for number in range(1, 5))
    with TemporaryDirectory() as folder:
        store = Store.create(Path(folder, "a.efdb"), clock=ManualClock(datetime(2026, 3, 12, tzinfo=UTC)), facilitator="Noor")
        with store.unit("") as session:
            session.add(Programme(id=programme, name="Leerroute"))
            session.add(Meeting(id=meeting, programme_id=programme, title="Kennismaken"))
            session.add(Person(id=person, name="Fatma"))
            attends = member_id("attendance", meeting, person)
            session.add(Attendance(id=attends, meeting_id=meeting, person_id=person, status="present"))
        with store.unit("Add outcome") as session:
            session.add(Outcome(id=card, meeting_id=meeting, kind="idea", text="Fietsenmaker"))
        with store.unit("Edit outcome") as session:
            row = session.get(Outcome, card)
            row.text, row.place, row.owner_id = "Fietsenmaker zoekt ruimte", "V", person
        whole = store.snapshot(Path(folder, "b.efdb"))
        store.close()
        target = Path(__file__).with_name("samples") / f"{migrate.SCHEMA:04d}.efdb.gz"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(gzip.compress(whole.read_bytes(), mtime=0))


if __name__ == "__main__":
    main()
