"""The one way in which a typed text gets into a book: without the names of who said no, and without initiatives that may not be named."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ef_desktop.content import plain_words
from ef_desktop.db.tables import CaseFile, Consent, Outcome, Person, Programme
from ef_desktop.domain import privacy
from ef_desktop.domain.intake import parts
from ef_desktop.domain.naming import NameVeil
from ef_desktop.services.anonymity import Cover
from ef_desktop.services.reading import holds


class Card(Protocol):
    """A card, as far as it decides who may read it."""

    id: bytes
    private: bool
    revealed: bool


AnyCard = TypeVar("AnyCard", bound=Card)


class Withheld(NamedTuple):
    """How many cards are not in a report: private ones, such as the group was never shown, and such without a yes of their speaker."""

    private: int = 0
    hidden: int = 0
    quotes: int = 0


def readable(cards: Iterable[AnyCard], gone: Collection[bytes]) -> tuple[list[AnyCard], Withheld]:
    """Return the cards that others than the facilitator may read, in order, and how many may not be read.

    What was hidden while it was written down, and never revealed, was not said in the group: it is in no report and no export.

    Parameters:
        gone: of ``refused``.
    """
    shown, private, hidden, quotes = [], 0, 0, 0
    for card in cards:
        if card.private:
            private += 1
        elif not card.revealed:
            hidden += 1
        elif card.id in gone:
            quotes += 1
        else:
            shown.append(card)
    return shown, Withheld(private, hidden, quotes)


def summed(parts: Iterable[Withheld]) -> Withheld:
    """Return what is not in several parts together."""
    return Withheld(*map(sum, zip(*parts, strict=True)))


class BookCover(Cover):
    """Covers texts that may belong to some cases.

    Parameters:
        session: to read with.
        veil: covers the names of people.
        case_ids: cases that the texts may belong to.
        kept: of the cases whose initiator knows of it but that may not stand in this report, the words that lead to them.
        everywhere: True where a text may belong to any of the cases.
    """

    def __init__(
        self,
        session: Session,
        veil: NameVeil,
        case_ids: Iterable[bytes | None] = (),
        kept: Mapping[bytes, tuple[str, ...]] | None = None,
        everywhere: bool = False,
    ) -> None:
        wanted = tuple(case_ids)
        super().__init__(session, wanted)
        self._veil = veil
        self._kept = kept or {}
        self._always = tuple(dict.fromkeys(wanted)) if everywhere else ()

    def text(self, value: str, *case_ids: bytes | None) -> str:
        case_ids = (*case_ids, *self._always)
        words = tuple(word for case_id in case_ids for word in self._kept.get(case_id, ()))
        covered = super().text(value, *case_ids)
        return self._veil.text(privacy.covered(covered, words) if words else covered)

    def name_text(self, value: str) -> str:
        """Return a text that may name its case: without the names of who said no."""
        return self._veil.text(value)


class Covering:
    """Makes covers for a book.

    Parameters:
        session: to read with.
        named: in which form people may be named in it, ``first`` or ``full``; nobody else is.
        shared_in: the answers to 'Waar mag de casus in?' that let a case into it; None where that is not asked.
    """

    def __init__(self, session: Session, named: Mapping[bytes, str], shared_in: Collection[str] | None = None) -> None:
        self._session = session
        self._named = named
        self._people = [(person_id, name) for person_id, name in session.execute(select(Person.id, Person.name))]
        # Who wrote the name of the facilitator with the programme need not have put that person in the list of people.
        facilitator = session.scalars(select(Programme.facilitator)).one()
        if facilitator and facilitator not in {name for _person_id, name in self._people}:
            self._people.append((b"", facilitator))
        self._veil = self._veil_of(named)
        self._nobody = self._veil_of({})
        self._cases: tuple[bytes, ...] = ()
        self._kept: dict[bytes, tuple[str, ...]] = {}
        if shared_in is not None:
            self._read_cases(frozenset(shared_in))

    def _read_cases(self, shared_in: frozenset[str]) -> None:
        columns = (CaseFile.id, CaseFile.title, CaseFile.initiator_name, CaseFile.initiator_knows, CaseFile.share_in)
        rows = self._session.execute(select(*columns).order_by(CaseFile.id)).all()
        self._cases = tuple(row[0] for row in rows)
        for case_id, title, initiator, knows, share_in in rows:
            if not privacy.is_anonymous(knows) and not shared_in & set(parts(share_in)):
                self._kept[case_id] = privacy.traceable(title, initiator, "")

    def _veil_of(self, named: Mapping[bytes, str]) -> NameVeil:
        return NameVeil(((name, named.get(person_id, "")) for person_id, name in self._people), plain_words())

    def cover(self, *case_ids: bytes | None) -> BookCover:
        """Return a cover for texts of these cases."""
        return BookCover(self._session, self._veil, case_ids, self._kept)

    def nameless(self, *case_ids: bytes | None) -> BookCover:
        """Return a cover for texts of these cases in which nobody is named, whatever people said."""
        return BookCover(self._session, self._nobody, case_ids, self._kept)

    def cover_all(self) -> BookCover:
        """Return a cover for texts that may be about any case."""
        return BookCover(self._session, self._veil, self._cases, self._kept, everywhere=True)

    def cover_of(self, person_id: bytes, form: str) -> BookCover:
        """Return a cover for texts of one person, who may be named in them in a form of its own."""
        veil = self._veil_of({**self._named, person_id: form})
        return BookCover(self._session, veil, self._cases, self._kept, everywhere=True)


def refused(session: Session, channel: str, today: date) -> frozenset[bytes]:
    """Return the cards that hang on a permission, where that is not one for this channel, was taken back, or is over; and
    the cards that look back on these."""
    yes = and_(Consent.id == Outcome.consent_id, Consent.channel == channel, holds(today))
    own = select(Outcome.id).outerjoin(Consent, yes).where(Outcome.consent_id.is_not(None), Consent.id.is_(None))
    gone = frozenset(session.scalars(own))
    return gone.union(session.scalars(select(Outcome.id).where(Outcome.carried_from.in_(own.correlate(None))))) if gone else gone
