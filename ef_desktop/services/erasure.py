"""Erasing a person (AVG): first where the person occurs, then gone everywhere, for good."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from ef_desktop.db import backup, tracing
from ef_desktop.db.erasure import Redaction, Request
from ef_desktop.db.tables import Person
from ef_desktop.domain.erasing import ADAPT, LEAVE, Decision, ErasePreview, EraseReport, Match, Names, TextHit, parts_of, without
from ef_desktop.domain.errors import InvalidValueError, NotFoundError
from ef_desktop.domain.matching import folded
from ef_desktop.domain.words import clean
from ef_desktop.i18n import N_, _
from ef_desktop.services import drafts, exports
from ef_desktop.services.core import Core
from ef_desktop.services.erasure_words import place_of, trace_of
from ef_desktop.services.joined import gone_people


class Erasure:
    """Takes people out of the work file, its journal and its backups."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def find(self, words: str) -> tuple[tuple[bytes, str, str], ...]:
        """Return people by name or by the beginning of their id, as (id, name, organisation), also removed ones. Who was
        joined with another one is found as that one.

        Parameters:
            words: the whole name, or at least eight signs of the id as hexadecimal digits.
        """
        wanted = folded(words).split()
        with self._core.store.read() as session:
            rows = session.execute(
                select(Person.id, Person.name, Person.organisation)
                .order_by(Person.dead, Person.name, Person.id)
                .execution_options(include_dead=True)
            )
            along = gone_people(session)
            return tuple(
                (row_id, name, organisation)
                for row_id, name, organisation in rows
                if row_id not in along
                if folded(name).split() == wanted or (len(words) >= 8 and row_id.hex().startswith(words.lower()))
            )

    def preview(self, person_id: bytes) -> ErasePreview:
        """Return where a person occurs: rows, texts, drafts, and files outside the program. Nothing is changed.

        Raises:
            NotFoundError: the person is not in this work file.
        """
        with self._core.store.read() as session:
            person = self._person(session, person_id)
            names, others = self._names(session, person)
            name = person.name
        namesakes = tuple(sorted({other for other in others if set(parts_of(other)) & set(names.parts)}))
        common = {part for other in namesakes for part in parts_of(other)}
        with self._core.store.connection() as connection:
            links = tracing.links(connection, "person", person_id)
            inner = tracing.closure(connection, "person", person_id)
            traces = tuple(trace_of(connection, link) for link in links if link.live)
            hits = tuple(self._hits(connection, names, common, inner))
            writes = bool(tracing.writers(connection, _whole(names)))
        hits += tuple(self._draft_hits(names, common))
        return ErasePreview(
            person_id, name, traces, hits, exports.made(self._core), len(backup.backups(self._core.store.path)), writes, namesakes
        )

    def erase(self, person_id: bytes, decisions: Mapping[str, Decision], *, cause: object = None) -> EraseReport:
        """Erase a person everywhere. It cannot be undone.

        Parameters:
            person_id: who.
            decisions: what to do with each text of the preview, by its key.
            cause: who asks, passed on with the change.

        Raises:
            NotFoundError: the person is not in this work file.
            InvalidValueError: a text was added meanwhile, or nothing was decided about one; nothing is changed.
            WorkFileError: it could not be written; nothing is changed.
        """
        with self._core.store.read() as session:
            names, _others = self._names(session, self._person(session, person_id))
            former = sorted(gone for gone, kept in gone_people(session).items() if kept == person_id)
        unsaved = {f"draft:{key}": (key, text) for key, text in drafts.texts().items() if names.find(text)}
        with self._core.store.connection() as connection:
            found = tuple(tracing.texts(connection, names.find, tracing.closure(connection, "person", person_id)))
            writers = tracing.writers(connection, _whole(names))
        if not {*map(_key, found), *unsaved} <= decisions.keys():
            raise InvalidValueError(_("There are texts with this name that you did not decide about. Look at the list again."))
        copies = exports.made(self._core)
        redactions: dict[tuple[bytes, int], dict[str, object]] = {}
        for text in found:
            if decisions[_key(text)].choice != LEAVE:
                values = redactions.setdefault((text.row, text.cid), {})
                if not text.past:
                    values[text.column] = _decided(text.value, names, decisions[_key(text)])
        request = Request((person_id, *former), tuple(Redaction(*place, values) for place, values in redactions.items()), writers)
        cleaned = self._core.store.erase(request, N_("Erase person"), cause)
        for mark, (key, text) in unsaved.items():
            if decisions[mark].choice != LEAVE:
                drafts.replace(key, _decided(text, names, decisions[mark]))
        left = sum(decisions[mark].choice == LEAVE for mark in {*map(_key, found), *unsaved})
        return EraseReport(cleaned.rewritten, cleaned.removed, cleaned.finished, left, copies)

    @staticmethod
    def _person(session, person_id: bytes) -> Person:
        person = session.get(Person, person_id, execution_options={"include_dead": True})
        if person is None:
            raise NotFoundError(_("This person is not in the work file (any more)."))
        return person

    @staticmethod
    def _names(session, person: Person) -> tuple[Names, tuple[str, ...]]:
        others = tuple(session.scalars(select(Person.name).where(Person.id != person.id)))
        return Names(person.name, person.email, person.phone, others), others

    @staticmethod
    def _hits(connection, names: Names, common: set[str], inner: frozenset[bytes]) -> Iterable[TextHit]:
        for text in tracing.texts(connection, names.find, inner):
            matches = () if text.past else names.find(text.value)
            yield TextHit(
                _key(text),
                place_of(connection, text),
                "" if text.past else text.value,
                matches,
                "" if text.past else _proposal(text.value, matches),
                text.past or all(match.whole for match in matches),
                text.past or _is_certain(text.value, matches, common),
                text.dead,
                text.past,
            )

    @staticmethod
    def _draft_hits(names: Names, common: set[str]) -> Iterable[TextHit]:
        for key, text in drafts.texts().items():
            if matches := names.find(text):
                place = _("Not saved yet, on this laptop")
                whole = all(match.whole for match in matches)
                certain = _is_certain(text, matches, common)
                yield TextHit(f"draft:{key}", place, text, matches, _proposal(text, matches), whole, certain)


def _whole(names: Names):
    return lambda text: any(match.whole for match in names.find(text))


def _key(text: tracing.Text) -> str:
    return f"{text.row.hex()}:{text.cid}:{text.column}"


def _is_certain(text: str, matches: Iterable[Match], common: set[str]) -> bool:
    """Tell whether a text is about this person and nobody else who is known here."""
    return all(match.whole or _bare(text, match) not in common for match in matches)


def _bare(text: str, match: Match) -> str:
    word = folded(text[match.start : match.end])
    return word.removesuffix("s").rstrip("'\u2019") if match.owning else word


def _proposal(text: str, matches: Iterable[Match]) -> str:
    return without(text, matches, _("somebody"), _("somebody’s"), _("(removed)"))


def _decided(text: str, names: Names, decision: Decision) -> str:
    if decision.choice == ADAPT:
        return clean(decision.text, lines=True)
    return _proposal(text, names.find(text))

