"""Who in a list is already there: same e-mail address, same name, or nearly the same name; and what is done about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ef_desktop.domain.importing import Progress
from ef_desktop.domain.importing_columns import INFIXES
from ef_desktop.domain.importing_people import Candidate
from ef_desktop.domain.matching import folded
from ef_desktop.domain.views import PersonRow

#: How a person in a list stands to the people who are there; FREE is nobody like this one.
FREE, SAME_MAIL, SAME_NAME, OTHER_NAME, ALIKE = "free", "same_mail", "same_name", "other_name", "alike"
SURE = frozenset({SAME_MAIL, SAME_NAME})

#: What can be done with a person in a list.
SKIP, FILL, UPDATE, NEW = "skip", "fill", "update", "new"

TEXTS = ("name", "organisation", "department", "function", "email", "phone")
_STEP = 2_000
_SHORTEST, _LONGEST = 5, 40
_MAILBOX = 12


@dataclass(frozen=True)
class Match:
    """How a candidate stands to who is there.

    Attributes:
        kind: one of the kinds above.
        person: who is there, or None.
        twin: place of an earlier candidate in the same list, or None.
    """

    kind: str = FREE
    person: PersonRow | None = None
    twin: int | None = None


@dataclass(frozen=True)
class Deed:
    """What will be done with a candidate.

    Attributes:
        action: SKIP, FILL, UPDATE or NEW.
        person: who is filled or updated, or None.
        twin: place of the candidate that is added first and then filled or updated, or None.
    """

    action: str
    person: PersonRow | None = None
    twin: int | None = None


class _Known:
    """People by what they can be recognised by; of those who are recognised alike the first."""

    def __init__(self) -> None:
        self.by_mail: dict[str, list] = {}
        self.by_name: dict[str, object] = {}
        self.by_both: dict[tuple[str, str], object] = {}
        self.alike: dict[str, object] = {}

    def add(self, who, name: str, organisation: str, email: str, *, alike: bool) -> None:
        shared = self.by_mail.setdefault(_mail(email), []) if email else []
        # More people than this on one address are a mailbox: nobody is recognised by it.
        if len(shared) < _MAILBOX:
            shared.append((who, name))
        plain = _plain(name)
        self.by_name.setdefault(plain, who)
        self.by_both.setdefault((plain, folded(organisation).strip()), who)
        if alike:
            for key in _alike_keys(name, asked=False):
                self.alike.setdefault(key, who)


def match_people(candidates: Sequence[Candidate], people: Sequence[PersonRow], progress: Progress) -> tuple[Match, ...]:
    """Find for every candidate who is already there, or earlier in the same list.

    Parameters:
        candidates: people of the list.
        people: people of the programme.
        progress: called now and then.
    """
    known, listed = _Known(), _Known()
    for row in people:
        known.add(row, row.name, row.organisation, row.email, alike=True)
    matches = []
    for place, candidate in enumerate(candidates):
        matches.append(_match(candidate, known, listed))
        listed.add(place, candidate.name, candidate.organisation, candidate.email, alike=False)
        if place % _STEP == 0:
            progress(place, len(candidates))
    return tuple(matches)


def _match(candidate: Candidate, known: _Known, listed: _Known) -> Match:
    person, kind = _sure(candidate, known)
    twin, twin_kind = _sure(candidate, listed)
    if kind in SURE:
        return Match(kind, person=person)
    if twin_kind in SURE:
        return Match(twin_kind, twin=twin)
    if person is not None:
        return Match(kind, person=person)
    for key in _alike_keys(candidate.name, asked=True):
        if key in known.alike:
            return Match(ALIKE, person=known.alike[key])
    return Match(twin_kind, twin=twin) if twin is not None else Match()


def _sure(candidate: Candidate, known: _Known):
    mail = known.by_mail.get(_mail(candidate.email), []) if candidate.email else []
    for who, name in mail:
        if _similar(candidate.name, name):
            return who, SAME_MAIL
    plain = _plain(candidate.name)
    both = known.by_both.get((plain, folded(candidate.organisation).strip()))
    if both is not None:
        return both, SAME_NAME
    if mail:
        return mail[0][0], OTHER_NAME
    named = known.by_name.get(plain)
    return (named, ALIKE) if named is not None else (None, FREE)


def _mail(value: str) -> str:
    return value.strip().casefold()


def _words(name: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in folded(name)).split()


def _plain(name: str) -> str:
    # A name in another script has no plain letters: it is compared as it is.
    return " ".join(_words(name)) or folded(name)


def _similar(one: str, other: str) -> bool:
    """Tell whether two names with one e-mail address are one person: all words of the shorter in the longer, or alike."""
    ours, theirs = set(_words(one)) - INFIXES, set(_words(other)) - INFIXES
    return ours <= theirs or theirs <= ours or bool(set(_alike_keys(one, asked=True)) & set(_alike_keys(other, asked=False)))


def _alike_keys(name: str, *, asked: bool) -> Iterator[str]:
    """Give keys of which names that look alike share one: words in another order, without infix, initials, one letter off.

    Parameters:
        name: of a person.
        asked: True for the name that is looked for, False for one that is kept.
    """
    words = [word for word in _words(name) if word not in INFIXES]
    if len(words) > 1:
        yield "w " + " ".join(sorted(words))
        # 'N. Jansen' looks like 'Noor Jansen'; two whole first names with the same initial do not look alike.
        short = (len(words[0]) == 1) != asked
        yield f"{'i' if short else 'f'} {words[0][0]} {words[-1]}"
    letters = "".join(words)
    if _SHORTEST <= len(letters) <= _LONGEST:
        yield "l " + letters
        for place in range(len(letters)):
            yield "l " + letters[:place] + letters[place + 1 :]


def usual_choice(candidate: Candidate, match: Match) -> str:
    """Return what is done unless the user chooses: nothing that could spoil what is there."""
    if match.kind not in SURE:
        return NEW
    if match.person is not None:
        return FILL if changes(candidate, match.person, FILL) else SKIP
    return FILL


def choices(match: Match) -> tuple[str, ...]:
    """Return what can be chosen for a candidate."""
    return (SKIP, NEW) if match.kind == FREE else (SKIP, FILL, UPDATE, NEW)


def changes(candidate: Candidate, person, action: str) -> dict[str, object]:
    """Return the fields of a person that filling or updating changes, with their new values. Nothing is ever emptied.

    Parameters:
        candidate: from the list.
        person: anything with the fields of a person.
        action: FILL changes only what is empty, UPDATE whatever the list says otherwise.
    """
    found: dict[str, object] = {}
    for field in TEXTS:
        new, old = getattr(candidate, field), getattr(person, field)
        if new and new != old and (action == UPDATE or not old):
            found[field] = new
    if action == UPDATE and candidate.outside is not None and candidate.outside != person.outside:
        found["outside"] = candidate.outside
    return found


def deeds(matches: Sequence[Match], chosen: Sequence[str]) -> tuple[Deed, ...]:
    """Return what will be done, line by line, in the order of the list.

    Where the earlier one of two in the list is skipped, the later one goes to whoever that one would have gone to; where
    there is nobody, it is added itself.

    Parameters:
        matches: how the candidates stand to who is there.
        chosen: SKIP, FILL, UPDATE or NEW for each.
    """
    found: list[Deed] = []
    for match, action in zip(matches, chosen, strict=True):
        if action in (SKIP, NEW):
            found.append(Deed(action))
            continue
        person, twin = match.person, match.twin
        while twin is not None and found[twin].action != NEW:
            # The earlier one goes to somebody itself, or is skipped because of somebody.
            earlier = matches[twin] if found[twin].action == SKIP else found[twin]
            person, twin = earlier.person, earlier.twin
        if person is None and twin is None:
            found.append(Deed(NEW))
        else:
            found.append(Deed(action, person, twin))
    return tuple(found)
