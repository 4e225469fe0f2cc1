"""A process that erases a person and tells when it begins; it is killed somewhere on the way."""

from multiprocessing.connection import Connection
from pathlib import Path

from ef_desktop.db.erasure import Redaction, Request
from ef_desktop.db.store import Store
from ef_desktop.domain.clock import SystemClock


def erase(path: Path, person: bytes, card: bytes, report: Connection) -> None:
    """Erase a person and redact a card."""
    store = Store.open(path, clock=SystemClock())
    report.send_bytes(b"begin")
    store.erase(Request((person,), (Redaction(card, 1603, {"text": "Iemand belt"}),)), "Erase person")
    report.send_bytes(b"done")
    store.close()
