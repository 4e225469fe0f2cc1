"""Joining two records of the same person: where this person was, gave and got goes along; what was allowed stays the least."""

import json
from collections.abc import Callable
from dataclasses import fields as fields_of
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.erasure import Request
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import (
    Attendance,
    CaseFile,
    Consent,
    Outcome,
    Person,
    Portrait,
    RoleAssignment,
    Setting,
    TalentAward,
    WorkFormRound,
)
from ef_desktop.domain import two_into_one as rules
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.peopleviews import (
    AGREED,
    CHANNELS,
    LOGBOOK,
    REPORT,
    WALL,
    WITHDRAWN,
)
from ef_desktop.domain.two_into_one import PERSON_FIELDS, Values, Word
from ef_desktop.domain.workform import GROWTH, OWN, PREFERRED
from ef_desktop.i18n import N_, _, format_date, format_list, ngettext
from ef_desktop.services import workform_rows
from ef_desktop.services.attending import attend
from ef_desktop.services.core import Core, executor
from ef_desktop.services.joined_erased import left_over
from ef_desktop.services.people import People
from ef_desktop.services.setting_rows import write_setting
from ef_desktop.services.two_into_one import (
    Asked,
    Choices,
    TwoIntoOne,
    ask,
    count_links,
    move_links,
)

_LABELS = {
    "name": N_("Name"),
    "outside": N_("From outside the municipality"),
    "function": N_("Function"),
    "organisation": N_("Organisation"),
    "department": N_("Department"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "facilitator": N_("Facilitates meetings"),
    "agreed_by": N_("Who agreed?"),
    "notes": N_("Notes"),
}
_PLACES = {WALL: N_("on the wall"), LOGBOOK: N_("in the logbook"), REPORT: N_("in reports")}
#: What of a consent goes along with the word itself; ``rest`` of a ``Word``, in this order.
_REST = ("asked_by", "how", "what", "purpose", "seen_on", "removed_on", "guardian")
#: Links that only need to point elsewhere. Whom a portrait shows never changes: that record is the one that stays.
LINKS = (CaseFile.brought_by_id, Outcome.owner_id, TalentAward.giver_id)


class TwoPeople(TwoIntoOne):
    """Joins two people who are one."""

    model = Person
    label = N_("Join two people")
    apart_label = N_("Keep two people apart")

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._people = People(core)

    def _order(self, session: Session, one: Person, other: Person) -> tuple[Person, Person]:
        portrayed = [bool(count_links(session, Portrait.person_id, person.id)) for person in (one, other)]
        return (other, one) if portrayed == [False, True] else (one, other)

    def _asked(self, session: Session, kept: Person, gone: Person) -> list[Asked]:
        return [ask(kept, gone, field, _(_LABELS[field.name]), _words) for field in PERSON_FIELDS]

    def _ruled(self, kept: Person, gone: Person) -> dict[str, object]:
        return {"state": rules.state(kept.state, gone.state)} if kept.state != gone.state else {}

    def _told(self, session: Session, kept: Person, gone: Person) -> list[str]:
        told = []
        if kept.state != gone.state and (state := rules.state(kept.state, gone.state)) in (AGREED, WITHDRAWN):
            told.append(_("Signed off, as one of the two is.") if state == WITHDRAWN else _("Taking part is agreed, as with one of the two."))
        refused = [channel for channel in CHANNELS if _is_refused(session, kept.id, gone.id, channel)]
        if refused:
            places = format_list([_(_PLACES[channel]) for channel in refused])
            told.append(_("Not named: {places}. One of the two said no or took a yes back.").format(places=places))
        narrowed = [channel for channel in CHANNELS if _is_narrowed(session, kept.id, gone.id, channel)]
        if narrowed:
            places = format_list([_(_PLACES[channel]) for channel in narrowed])
            told.append(_("By first name only: {places}. One of the two said so.").format(places=places))
        return told

    def _problem(self, session: Session, kept: Person, gone: Person) -> str:
        if count_links(session, Portrait.person_id, gone.id):
            return _("Both have a portrait, and whom a portrait shows never changes. Remove one of the portraits first.")
        yeses = workform_rows.Yeses(session)
        if any(row.names and _differ(session, yeses, row.id, kept.id, gone.id) for row in _rounds(session)):
            return _(
                "In a round of roles and talents one of the two may be named and the other took that back. Take the yes back of both first: at Consent."
            )
        return ""

    def _side(self, session: Session, person: Person) -> tuple[str, str, list[str]]:
        detail = " · ".join(part for part in (person.function, person.department or person.organisation) if part)
        return person.name, detail, _holds(session, person.id)

    def _keep_parts(self, session: Session, kept: Person, gone: Person, choices: Choices) -> None:
        if WITHDRAWN in (kept.state, gone.state) and kept.state != gone.state:
            # Nor expected any more at the meetings to come where the other one was.
            self._people.set_state([kept.id, gone.id], WITHDRAWN)

    def _move(self, session: Session, kept: bytes, gone: bytes) -> None:
        _move_attendance(session, kept, gone)
        _move_consents(session, kept, gone)
        _move_choices(session, kept, gone)
        move_links(session, LINKS, kept, gone)
        _move_circles(session, kept, gone)
        for award in session.scalars(select(TalentAward).where(TalentAward.person_id == kept, TalentAward.giver_id == kept)):
            # Nobody gives a talent to oneself.
            award.giver_id = None
        session.flush()

    def _points(self, session: Session, row_id: bytes) -> bool:
        columns = (*LINKS, Attendance.person_id, TalentAward.person_id, RoleAssignment.person_id)
        return (
            any(count_links(session, column, row_id) for column in columns)
            or count_links(session, Consent.person_id, row_id, Consent.portrait_id.is_(None)) > 0
            or bool(_circles(session, row_id))
        )

    def follow(self) -> None:
        """Let what came for somebody who is gone go along; what came from somebody who was erased meanwhile goes for good."""
        super().follow()
        with self._core.store.read() as session:
            left = left_over(session)
        if left:
            self._core.store.erase(Request(redactions=tuple(left), follows=True), N_("Erase person"))

    def _found(self, session: Session) -> tuple[list[tuple[Any, ...]], Callable[[str], str]]:
        return executor(session)("SELECT id, name, email FROM person WHERE dead = 0 ORDER BY id", ()), rules.name_key


def _words(values: Values) -> str:
    parts = [_("yes") if value is True else _("no") if value is False else value for value in values if value not in ("", None)]
    return " · ".join(part if isinstance(part, str) else format_date(part) for part in parts)


def _holds(session: Session, person: bytes) -> list[str]:
    """Return what belongs to a person, in words."""
    agreed = count_links(session, Outcome.owner_id, person, Outcome.kind == "afspraak")
    cards = count_links(session, Outcome.owner_id, person) - agreed
    counted = (
        (count_links(session, Attendance.person_id, person), lambda n: ngettext("{count} meeting", "{count} meetings", n)),
        (agreed, lambda n: ngettext("{count} agreement", "{count} agreements", n)),
        (cards, lambda n: ngettext("{count} card", "{count} cards", n)),
        (count_links(session, CaseFile.brought_by_id, person), lambda n: ngettext("{count} case", "{count} cases", n)),
        (count_links(session, Consent.person_id, person), lambda n: ngettext("{count} consent", "{count} consents", n)),
        (count_links(session, TalentAward.person_id, person), lambda n: ngettext("{count} talent by name", "{count} talents by name", n)),
        (count_links(session, TalentAward.giver_id, person), lambda n: ngettext("{count} talent given", "{count} talents given", n)),
        (count_links(session, RoleAssignment.person_id, person), lambda n: ngettext("{count} role by name", "{count} roles by name", n)),
        (count_links(session, Portrait.person_id, person), lambda n: ngettext("{count} portrait", "{count} portraits", n)),
    )
    return [words(count).format(count=count) for count, words in counted if count]


def _move_attendance(session: Session, kept: bytes, gone: bytes) -> None:
    for row in session.scalars(select(Attendance).where(Attendance.person_id == gone)).all():
        known = session.get(Attendance, member_id("attendance", row.meeting_id, kept))
        now = (row.status, row.role, row.note)
        if known is not None and not known.dead:
            now = rules.attendance((known.status, known.role, known.note), now)
        attend(session, row.meeting_id, kept, now[0], now[1]).note = now[2]
        _drop(session, row)


# What was allowed


def _word(row: Consent | None) -> Word | None:
    if row is None or row.dead:
        return None
    rest = tuple(getattr(row, name) for name in _REST)
    return Word(row.granted, row.name_form, row.given_on, row.withdrawn_on, row.valid_until, rest)


def _both_words(session: Session, kept: bytes, gone: bytes, channel: str) -> list[Word]:
    """Return what the two said about a channel; empty where one of them said nothing."""
    words = [_word(session.get(Consent, member_id("consent", person, channel))) for person in (kept, gone)]
    return words if all(words) else []


def _is_refused(session: Session, kept: bytes, gone: bytes, channel: str) -> bool:
    """Tell whether one said yes and the other no, in a channel."""
    return len({word.holds for word in _both_words(session, kept, gone, channel)}) > 1


def _is_narrowed(session: Session, kept: bytes, gone: bytes, channel: str) -> bool:
    """Tell whether both said yes, one to the whole name and the other to the first name."""
    words = _both_words(session, kept, gone, channel)
    return all(word.holds for word in words) and len({word.form for word in words}) > 1


def _differ(session: Session, yeses: workform_rows.Yeses, round_id: bytes, kept: bytes, gone: bytes) -> bool:
    """Tell whether one may be named in a round while the other took that back, or whether what was recorded by the yes of the
    one would not hold under that of the other: joining them would then remove a name for good.
    """
    words = [_word(session.get(Consent, yeses.id(round_id, person))) for person in (kept, gone)]
    holds = [word is not None and word.holds for word in words]
    noes = [yeses.times(round_id, person)[1] for person in (kept, gone)]
    if all(holds):
        return 0 < noes[0] != noes[1]
    return any(holds) and any((no or word is not None) and not held for no, word, held in zip(noes, words, holds, strict=True))


def _move_consents(session: Session, kept: bytes, gone: bytes) -> None:
    """Let the stricter of two words hold, for each channel and each round. A word about a portrait stays with that portrait."""
    ids = {member_id("consent", gone, channel): member_id("consent", kept, channel) for channel in CHANNELS}
    yeses, over = workform_rows.Yeses(session), {}
    for row in _rounds(session):
        ids[yeses.id(row.id, gone)] = yeses.id(row.id, kept)
        over |= dict.fromkeys(yeses.former_ids(row.id, gone), row.id)
    for row in session.scalars(select(Consent).where(Consent.person_id == gone, Consent.portrait_id.is_(None))).all():
        target = ids.get(row.id)
        if target is None:
            if row.id in over and not _word(row).holds:
                _take_back(session, yeses, over[row.id], kept, gone, row)
            # Of what is over, or of a channel that is not known here: it keeps its own place, with the one who stays.
            row.person_id = kept
            continue
        word = rules.stricter(_word(session.get(Consent, target)), _word(row))
        values = {field.name: getattr(word, field.name) for field in fields_of(word) if field.name not in ("form", "rest")}
        values |= {"name_form": word.form, "person_id": kept, "channel": row.channel, **dict(zip(_REST, word.rest, strict=True))}
        undelete_or_add(session, Consent, target, **values)
        _drop(session, row)


def _take_back(session: Session, yeses: workform_rows.Yeses, round_id: bytes, kept: bytes, gone: bytes, no: Consent) -> None:
    """Let a no in a round hold for who stays: a colleague wrote it down with the one who is gone, not knowing of that."""
    now = _word(session.get(Consent, yeses.id(round_id, gone)))
    yes = session.get(Consent, yeses.id(round_id, kept))
    if yes is not None and not yes.dead and yes.granted and not (now is not None and now.holds):
        yes.granted, yes.withdrawn_on = False, no.withdrawn_on


def _rounds(session: Session) -> list[WorkFormRound]:
    """Return all rounds, also of what was removed: undo brings those back."""
    return list(session.scalars(select(WorkFormRound).order_by(WorkFormRound.id).execution_options(include_dead=True)))


# The work form


def _move_choices(session: Session, kept: bytes, gone: bytes) -> None:
    """Let talents and roles by name go along. Of two choices in one round the last one counts, as when somebody chooses anew."""
    for model, parts in ((TalentAward, (OWN, GROWTH)), (RoleAssignment, (PREFERRED,))):
        rows = session.scalars(select(model).where(model.person_id.in_((kept, gone))).order_by(model.id)).all()
        chosen: dict[tuple[bytes, str], dict[bytes, list[TalentAward | RoleAssignment]]] = {}
        for row in rows:
            if row.part in parts:
                chosen.setdefault((row.round_id, row.part), {}).setdefault(row.person_id, []).append(row)
        former = [
            row
            for of_people in chosen.values()
            if len(of_people) > 1
            for row in min(of_people.values(), key=lambda mine: mine[-1].id)
        ]
        # What does not count any more goes along too: its name holds by the yes of the one who stays, until undo.
        move_links(session, (model.person_id,), kept, gone)
        for row in former:
            row.dead = 1
        session.flush()


def _circles(session: Session, person: bytes) -> list[Setting]:
    """Return the settings with the groups of a round in which a person is."""
    query = select(Setting).where(Setting.key.like("workform/%/circles"), Setting.value.contains(person.hex()))
    return list(session.scalars(query))


def _move_circles(session: Session, kept: bytes, gone: bytes) -> None:
    for row in _circles(session, gone):
        groups, seen = [], set()
        for group in json.loads(row.value):
            people = [kept.hex() if person == gone.hex() else person for person in group]
            # Who stood in two groups has the first place.
            people = [person for person in dict.fromkeys(people) if person not in seen]
            seen.update(people)
            groups += [people] if people else []
        write_setting(session, row.key, groups)


def _drop(session: Session, row: Attendance | Consent) -> None:
    session.flush()
    row.dead = 1
    session.flush()
