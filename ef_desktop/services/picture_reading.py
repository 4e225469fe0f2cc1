"""Reads the team picture of a round, in numbers and in words."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.tables import (
    CaseNeed,
    Person,
    Role,
    RoleAssignment,
    Talent,
    WorkFormRound,
)
from ef_desktop.domain import teampicture
from ef_desktop.domain.teampicture import MISSING, PRESENT, THIN, RoleCount, TalentCount
from ef_desktop.domain.words import first_name
from ef_desktop.domain.workform import TAKEN
from ef_desktop.domain.workviews import (
    ClusterView,
    GrowthRow,
    NeedView,
    PictureRole,
    PictureTalent,
    PictureView,
)
from ef_desktop.i18n import N_, _, content_text, format_list, ngettext
from ef_desktop.services import workform_rows
from ef_desktop.services.reading import spoken
from ef_desktop.services.workform_rows import WANTED

_STATES = {PRESENT: N_("enough of it"), THIN: N_("little of it"), MISSING: N_("missing here")}


def clusters() -> tuple[ClusterView, ...]:
    """Return the four clusters of talents."""
    entries = read_content("talents")["clusters"]
    return tuple(ClusterView(entry["id"], content_text(entry, "name"), content_text(entry, "desc")) for entry in entries)


def needs(session: Session, round_id: bytes) -> list[CaseNeed]:
    """Return what a case needs, in order; what two colleagues chose apart stands there once."""
    found: dict[bytes | None, CaseNeed] = {}
    for need in all_needs(session, round_id):
        found.setdefault(need.role_id or need.talent_id, need)
    return list(found.values())


def all_needs(session: Session, round_id: bytes) -> list[CaseNeed]:
    """Return everything that was written down of what a case needs, in order."""
    query = select(CaseNeed).where(CaseNeed.round_id == round_id).order_by(CaseNeed.weight, CaseNeed.id)
    return list(session.scalars(query))


def typical(session: Session, role: Role) -> tuple[bytes, ...]:
    """Return the ids of the talents that belong to a role."""
    known = {talent.key: talent.id for talent in workform_rows.talents(session, hidden=True)}
    return tuple(known[key] for key in role.talents.split(",") if key in known)


def picture(session: Session, row: WorkFormRound, with_growth: bool, allowed: frozenset[bytes] | None = None) -> PictureView:
    """Return the team picture of a round.

    Parameters:
        with_growth: True also counts what people want to grow in.
        allowed: who may be named where it is seen; None is the facilitator's own screen.
    """
    counts = workform_rows.talent_counts(session, row.id)
    role_counts = workform_rows.role_counts(session, row.id)
    people = row.group_size
    shown = [talent for talent in workform_rows.talents(session, hidden=True) if not talent.hidden or talent.id in counts]
    names = {talent.id: spoken(talent, "name") for talent in workform_rows.talents(session, hidden=True)}
    chosen = needs(session, row.id)
    needed = [need.talent_id for need in chosen if need.talent_id is not None]
    called = set(needed)
    for role in workform_rows.roles(session, hidden=True):
        if role_counts.get(role.id, RoleCount()).taken:
            called.update(typical(session, role))
    plenty = teampicture.plenty(counts, people)
    unused = teampicture.unused(counts, called) if chosen else ()
    gaps = teampicture.gaps(needed, counts, people)
    return PictureView(
        round_id=row.id,
        with_growth=with_growth,
        people=people,
        clusters=clusters(),
        talents=tuple(_talent(talent, counts.get(talent.id, TalentCount()), people, with_growth) for talent in shown),
        roles=_roles(session, row, role_counts, {need.role_id for need in chosen}, allowed),
        needs=tuple(_need(session, need, counts, role_counts, people, with_growth) for need in chosen),
        plenty=tuple(names[talent] for talent in plenty),
        unused=tuple(names[talent] for talent in unused),
        sentences=_sentences(names, plenty, gaps, unused, counts),
    )


def _talent(talent: Talent, count: TalentCount, people: int, with_growth: bool) -> PictureTalent:
    state = teampicture.talent_state(count, people, with_growth)
    return PictureTalent(
        id=talent.id,
        name=spoken(talent, "name"),
        cluster=talent.cluster,
        own=count.own,
        growth=count.growth,
        given=count.given,
        total=count.total(with_growth),
        state=state,
        words=_(_STATES[state]),
    )


def _roles(
    session: Session, row: WorkFormRound, counts: Mapping[bytes, RoleCount], needed: set[bytes | None], allowed: frozenset[bytes] | None
) -> tuple[PictureRole, ...]:
    agreed = workform_rows.named(session, row, allowed)
    takers: dict[bytes, list[RoleAssignment]] = {}
    for assigned in workform_rows.once(workform_rows.assignments(session, [row.id])):
        if assigned.part in (TAKEN, WANTED):
            takers.setdefault(assigned.role_id, []).append(assigned)
    found = []
    for role in workform_rows.roles(session, hidden=True):
        if role.hidden and role.id not in counts and role.id not in takers and role.id not in needed:
            continue
        count = counts.get(role.id, RoleCount())
        taken = [assigned for assigned in takers.get(role.id, []) if assigned.part == TAKEN]
        wanted = any(assigned.part == WANTED for assigned in takers.get(role.id, []))
        names = [first_name(session.get(Person, a.person_id).name) for a in taken if a.person_id in agreed]
        state = teampicture.role_state(count)
        found.append(
            PictureRole(
                id=role.id,
                key=role.key,
                name=spoken(role, "name"),
                question=spoken(role, "question"),
                preferred=count.preferred,
                taken=count.taken,
                names=tuple(names),
                unnamed=count.taken - len(names),
                wanted=wanted,
                state=state,
                words=role_words(count, names, wanted),
            )
        )
    return tuple(found)


def role_words(count: RoleCount, names: list[str], wanted: bool) -> str:
    """Return how it stands with a role: names where they may be shown, else a number, 'wanted', or that it is open."""
    unnamed = count.taken - len(names)
    if names and not unnamed:
        return format_list(names)
    if names:
        said = ngettext("{names} and {count} other", "{names} and {count} others", unnamed)
        return said.format(names=", ".join(names), count=unnamed)
    if count.taken:
        return ngettext("{count} person takes it", "{count} people take it", count.taken).format(count=count.taken)
    if wanted:
        return _("wanted")
    if count.preferred:
        return ngettext("{count} person would like it", "{count} people would like it", count.preferred).format(
            count=count.preferred
        )
    return _("nobody yet")


def _need(
    session: Session,
    need: CaseNeed,
    counts: Mapping[bytes, TalentCount],
    roles: Mapping[bytes, RoleCount],
    people: int,
    with_growth: bool,
) -> NeedView:
    if need.role_id is not None:
        count = roles.get(need.role_id, RoleCount())
        state = teampicture.role_state(count)
        row, kind, in_house, growth = session.get(Role, need.role_id), "role", max(count.taken, count.preferred), 0
    else:
        talent = counts.get(need.talent_id, TalentCount())
        state = teampicture.talent_state(talent, people, with_growth)
        row, kind, in_house, growth = session.get(Talent, need.talent_id), "talent", talent.total(with_growth), talent.growth
    words = _(_STATES[state])
    if growth and state != PRESENT and not with_growth:
        said = ngettext("{count} person wants to grow in it", "{count} people want to grow in it", growth)
        words = f"{words}; {said.format(count=growth)}"
    return NeedView(need.id, kind, row.id, spoken(row, "name"), state, words, in_house, growth, need.note)


def _sentences(
    names: Mapping[bytes, str],
    plenty: tuple[bytes, ...],
    gaps: tuple[bytes, ...],
    unused: tuple[bytes, ...],
    counts: Mapping[bytes, TalentCount],
) -> tuple[str, ...]:
    def told(msgid: str, talents: tuple[bytes, ...]) -> str:
        return _(msgid).format(talents=format_list([names[talent] for talent in talents]))

    found = []
    if plenty:
        found.append(told(N_("There is plenty of {talents}."), plenty))
    missing = tuple(talent for talent in gaps if not counts.get(talent, TalentCount()).total())
    thin = tuple(talent for talent in gaps if talent not in missing)
    if missing:
        found.append(told(N_("The case needs {talents}, and nobody in the room has shown it."), missing))
    if thin:
        found.append(told(N_("The case needs {talents}, and there is little of it."), thin))
    if unused:
        found.append(told(N_("Nothing calls upon {talents} yet."), unused[:3]))
    return tuple(found)


def growth(session: Session) -> tuple[GrowthRow, ...]:
    """Return how the picture grew over the rounds of the programme."""
    rounds = workform_rows.round_rows(session)
    counts = [workform_rows.talent_counts(session, row.id) for row in rounds]
    names = {talent.id: spoken(talent, "name") for talent in workform_rows.talents(session, hidden=True)}
    seen: set[bytes] = set()
    result = []
    for row, of_round, new in zip(rounds, counts, teampicture.firsts(counts), strict=True):
        seen.update(talent for talent, count in of_round.items() if count.total())
        said = ngettext("{count} talent seen so far", "{count} talents seen so far", len(seen)).format(count=len(seen))
        fresh = ngettext("{count} new", "{count} new", len(new)).format(count=len(new))
        result.append(
            GrowthRow(workform_rows.round_row(session, row), len(seen), tuple(names[t] for t in new), f"{said} · {fresh}")
        )
    return tuple(result)
