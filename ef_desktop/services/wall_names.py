"""Names in what somebody typed, for the wall: of who did not say yes to that nothing is read there either, whoever typed it."""

import threading
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from sqlalchemy import select

from ef_desktop.content import plain_words
from ef_desktop.db.tables import Person
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.naming import NameVeil
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.services import reading
from ef_desktop.services.core import Core
from ef_desktop.services.people_reading import name_forms

#: ``typed(kind, text)`` returns a text of a card of a kind as the room may read it.
Typed = Callable[[str, str], str]

#: Texts that are remembered: those of a board are asked for again at every key.
_MOST = 20_000


class WallNames:
    """Covers names in typed texts; what it knows of people is kept until one of them changes."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._lock = threading.Lock()
        self._known: tuple[date, Typed] | None = None
        self._turn = 0

    def forget(self, change: ChangeSet) -> None:
        """Take in what changed; the workspace tells."""
        if change.kinds & {"person", "consent"}:
            with self._lock:
                self._known = None
                # Whoever is reading now may have read what was before: that is not kept.
                self._turn += 1

    def typed(self) -> Typed:
        """Return what covers the texts of cards today. With kinds that stay nameless everybody's name is covered."""
        today = self._core.local_now().date()
        with self._lock:
            known, turn = self._known, self._turn
        if known is not None and known[0] == today:
            return known[1]
        with self._core.store.read() as session:
            forms = name_forms(session, reading.WALL_CHANNEL, today)
            people = session.execute(select(Person.id, Person.name)).all()
        # The room reads first names only.
        veil = NameVeil(((name, "first" if id in forms else "") for id, name in people), plain_words())
        nobody = NameVeil(((name, "") for _id, name in people), plain_words())
        some, none = lru_cache(_MOST)(veil.text), lru_cache(_MOST)(nobody.text)

        def typed(kind: str, text: str) -> str:
            return none(text) if kind in NAMELESS else some(text)

        with self._lock:
            if turn == self._turn:
                self._known = (today, typed)
        return typed
