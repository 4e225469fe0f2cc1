"""The one way in which a typed text gets into a book: without the names of who said no, and without anonymous initiatives."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import Person
from ef_desktop.domain.naming import NameVeil
from ef_desktop.services.anonymity import Cover


class BookCover(Cover):
    """Covers texts that may belong to some cases.

    Parameters:
        session: to read with.
        veil: covers the names of people.
        case_ids: cases that the texts may belong to.
    """

    def __init__(self, session: Session, veil: NameVeil, case_ids: Iterable[bytes | None] = ()) -> None:
        super().__init__(session, case_ids)
        self._veil = veil

    def text(self, value: str, *case_ids: bytes | None) -> str:
        return self._veil.text(super().text(value, *case_ids))


class Covering:
    """Makes covers for a book.

    Parameters:
        session: to read with.
        named: in which form people may be named in it, ``first`` or ``full``; nobody else is.
    """

    def __init__(self, session: Session, named: Mapping[bytes, str]) -> None:
        self._session = session
        self._named = named
        self._people = session.execute(select(Person.id, Person.name)).all()
        self._veil = NameVeil((name, named.get(person_id, "")) for person_id, name in self._people)

    def cover(self, *case_ids: bytes | None) -> BookCover:
        """Return a cover for texts of these cases."""
        return BookCover(self._session, self._veil, case_ids)

    def cover_of(self, person_id: bytes, form: str) -> BookCover:
        """Return a cover for texts of one person, who may be named in them in a form of its own."""
        forms = {**self._named, person_id: form}
        return BookCover(self._session, NameVeil((name, forms.get(id, "")) for id, name in self._people))
