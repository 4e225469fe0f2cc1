"""A disk that is full, read-only or gone: a clear sentence, the transaction taken back, and going on afterwards."""

import threading

import pytest
from sqlalchemy import insert

from ef_desktop.db.tables import Outcome
from ef_desktop.domain.errors import StorageError
from ef_desktop.domain.ids import new_id


def many(world, count=4000):
    with world.store.unit("Bulk") as session:
        rows = [{"id": new_id(number), "meeting_id": world.meeting, "text": "x" * 500} for number in range(count)]
        session.execute(insert(Outcome), rows)


@pytest.mark.parametrize("spare", [0, 3, 100])
def test_full_disk(world, spare):
    world.card("voor")
    with world.store.connection() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages + spare}")
    with pytest.raises(StorageError, match="De schijf is vol"):
        many(world)
    assert world.sql("SELECT count(*) FROM outcome") == [(1,)]
    with world.store.connection() as connection:
        connection.execute("PRAGMA max_page_count=1000000")
    many(world)
    assert world.sql("SELECT count(*) FROM outcome") == [(4001,)]
    assert world.store.check() == ()


def test_threads_each_have_their_own_connection(world):
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(15):
                with world.store.unit("Add") as session:
                    row = new_id(world.clock.milliseconds())
                    session.add(Outcome(id=row, meeting_id=world.meeting, text=f"{name} {number}"))
                with world.store.read() as session:
                    assert session.get(Outcome, row).text == f"{name} {number}"
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert world.sql("SELECT count(*) FROM outcome") == [(45,)]
    assert len([change for change in world.changes if change.label == "Add"]) == 45
    assert world.store.check() == ()
