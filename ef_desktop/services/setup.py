"""What a new work file begins with: the programme and the base package."""

from sqlalchemy import select

from ef_desktop.db.content import content_version, load_content
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Programme
from ef_desktop.domain.clock import Clock
from ef_desktop.domain.ids import new_id
from ef_desktop.domain.words import clean
from ef_desktop.i18n import _


def prepare(
    store: Store, clock: Clock, programme_name: str, facilitator: str, *, sample_id: bytes | None = None
) -> None:
    """Fill a new work file with a programme and the base package. This is not an undo step.

    Parameters:
        store: the open file.
        clock: gives the id of the programme its time.
        programme_name: name of the learning path; without one it is called after the path itself.
        facilitator: name of who made the file.
        sample_id: id of the sample programme; None for a programme of one's own, which gets a new id.
    """
    with store.unit("") as session:
        session.add(
            Programme(
                id=sample_id or new_id(clock.milliseconds()),
                name=clean(programme_name) or _("Excellent Facilitation"),
                facilitator=clean(facilitator),
                sample=sample_id is not None,
            )
        )
        session.flush()
        load_content(session)


def complete(store: Store, clock: Clock, facilitator: str) -> None:
    """Load a newer base package into a file that was made with an older one, and what a file lacks that never got its begin.

    Parameters:
        store: the open file.
        clock: gives the id of a programme its time.
        facilitator: name for a programme that is missing.
    """
    with store.read() as session:
        programme = session.scalars(select(Programme)).first()
        version = programme and programme.content_version
    if programme is None:
        prepare(store, clock, "", facilitator)
    elif version != content_version():
        with store.unit("") as session:
            load_content(session)
