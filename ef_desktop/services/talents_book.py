"""Gathers the chapter on roles and talents of the logbook: totals, and names only where they may be read."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from ef_desktop.content import kind_styles
from ef_desktop.db.tables import Meeting
from ef_desktop.domain import teampicture
from ef_desktop.domain.book import BookTalent, BookTalents
from ef_desktop.domain.teampicture import PRESENT, TalentCount
from ef_desktop.domain.workviews import NeedView, PictureView
from ef_desktop.i18n import _, format_date
from ef_desktop.services import picture_reading, workform_rows
from ef_desktop.services.anonymity import Cover
from ef_desktop.services.book_cover import Withheld
from ef_desktop.services.book_meetings import left_out
from ef_desktop.services.reading import spoken
from ef_desktop.services.workform_paper import CLUSTER_STYLES


def talents(session: Session, meeting_ids: set[bytes], named: Collection[bytes]) -> BookTalents | None:
    """Return the chapter over the rounds of meetings; None where nothing was recorded in any.

    Parameters:
        named: the people who may be named in the book.
    """
    rounds = [row for row in workform_rows.round_rows(session) if row.meeting_id in meeting_ids]
    pictures = [picture_reading.picture(session, row, False, frozenset(named)) for row in rounds]
    counts = teampicture.summed([workform_rows.talent_counts(session, row.id) for row in rounds])
    days = {row.id: session.get(Meeting, row.meeting_id).held_on for row in rounds}
    roles = _roles([(days[row.id], picture) for row, picture in zip(rounds, pictures, strict=True)])
    needs = [(row, need) for row, picture in zip(rounds, pictures, strict=True) for need in picture.needs if need.state != PRESENT]
    often = Counter(need.name for _row, need in needs)
    if not counts and not roles and not any(picture.needs for picture in pictures):
        return None
    cover = Cover(session, [row.case_id for row in rounds])
    largest = max(row.group_size for row in rounds)
    names = {talent.id: spoken(talent, "name") for talent in workform_rows.talents(session, hidden=True)}
    return BookTalents(
        rounds=tuple(cover.text(workform_rows.round_row(session, row).sentence, row.case_id) for row in rounds),
        clusters=_clusters(session, counts),
        roles=roles,
        plenty=tuple(names[talent] for talent in teampicture.plenty(counts, largest)),
        missing=tuple(
            _dated(cover.text(_missing(need), row.case_id), days[row.id] if often[need.name] > 1 else None) for row, need in needs
        ),
        noticed=tuple(cover.text(line, row.case_id) for row in rounds for line in row.conclusion.split("\n") if line),
        left_out=left_out(Withheld(), sum(role.unnamed for picture in pictures for role in picture.roles)),
    )


def _dated(said: str, day: date | None) -> str:
    """Return what is said of a round, with its day where there is one to tell it apart."""
    return f"{format_date(day)}: {said}" if day else said


def _missing(need: NeedView) -> str:
    """Return what was thin or missing: name, how it stood, and who from outside could bring it."""
    said = f"{need.name}: {need.words}"
    return _("{said}; from outside: {who}").format(said=said, who=" ".join(need.outside.split())) if need.outside else said


def _roles(pictures: Sequence[tuple[date | None, PictureView]]) -> tuple[tuple[str, int, str], ...]:
    """Return the roles that were liked, taken or looked for, each once over all rounds.

    Parameters:
        pictures: of every round, with its day: where a role was taken in more rounds, it says when.
    """
    names: dict[bytes, str] = {}
    liked: Counter[bytes] = Counter()
    said: dict[bytes, list[tuple[date | None, str]]] = {}
    for held_on, picture in pictures:
        for role in picture.roles:
            if role.preferred or role.taken or role.wanted:
                names[role.id] = role.name
                liked[role.id] += role.preferred
                if role.taken or role.wanted:
                    said.setdefault(role.id, []).append((held_on, role.words))
    found = []
    for role_id, name in names.items():
        rounds = said.get(role_id, [])
        words = [_dated(words, day if len(rounds) > 1 else None) for day, words in rounds]
        found.append((name, liked[role_id], " · ".join(words)))
    return tuple(found)


def _clusters(
    session: Session, counts: Mapping[bytes, TalentCount]
) -> tuple[tuple[str, str, tuple[BookTalent, ...]], ...]:
    rows = [row for row in workform_rows.talents(session, hidden=True) if row.id in counts]
    found = []
    for cluster in picture_reading.clusters():
        of_cluster = [
            BookTalent(spoken(row, "name"), counts[row.id].own, counts[row.id].given, counts[row.id].growth)
            for row in rows
            if row.cluster == cluster.id
        ]
        of_cluster.sort(key=lambda talent: -(talent.own + talent.given))
        if of_cluster:
            kind, _icon = CLUSTER_STYLES[cluster.id]
            found.append((cluster.name, kind_styles()[kind]["solid"], tuple(of_cluster)))
    return tuple(found)
