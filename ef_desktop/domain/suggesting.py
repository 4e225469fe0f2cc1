"""Proposals from talents: who could take a role, and mixed groups. Rules that can be told in a sentence; people decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ef_desktop.domain.matching import folded


@dataclass(frozen=True)
class Holder:
    """A person who said yes to being named with talents.

    Attributes:
        own: talents that the person chose.
        given: talents that others gave, with how often.
        roles: how many roles the person has taken already.
    """

    id: bytes
    name: str
    own: frozenset[bytes] = frozenset()
    given: Mapping[bytes, int] = field(default_factory=dict)
    roles: int = 0


@dataclass(frozen=True)
class Candidate:
    """A person who could take a role: the talents that fit it, chosen and given."""

    id: bytes
    name: str
    own: tuple[bytes, ...]
    given: tuple[tuple[bytes, int], ...]
    roles: int


@dataclass(frozen=True)
class Member:
    """A person to be put in a group.

    Attributes:
        traits: what makes people alike, the most telling first: from outside, department, cluster of talents; "" is unknown.
    """

    id: bytes
    name: str
    traits: tuple[str, ...]


def candidates(wanted: Sequence[bytes], holders: Sequence[Holder], most: int = 3) -> tuple[Candidate, ...]:
    """Return who could take a role, the best first.

    The rule: whoever has more of the talents that belong to the role comes first; then whoever got them more often from
    others; then whoever has fewer roles already; then by name. Without a talent that fits nobody is proposed.

    Parameters:
        wanted: the talents that belong to the role.
        holders: the people who may be named.
        most: at most so many.
    """
    found = []
    for holder in holders:
        own = tuple(talent for talent in wanted if talent in holder.own)
        given = tuple((talent, holder.given[talent]) for talent in wanted if holder.given.get(talent))
        if own or given:
            found.append(Candidate(holder.id, holder.name, own, given, holder.roles))

    def order(one: Candidate) -> tuple:
        fitting = {*one.own, *(talent for talent, _times in one.given)}
        return -len(fitting), -sum(times for _talent, times in one.given), one.roles, folded(one.name), one.id

    return tuple(sorted(found, key=order)[:most])


def mixed(members: Sequence[Member], sizes: Sequence[int]) -> tuple[tuple[Member, ...], ...]:
    """Return groups in which people who are alike sit apart.

    The rule: people are dealt one by one, those who are alike right after each other; each goes to the group with room in
    which the fewest are like them. The first trait weighs most.

    Parameters:
        members: everybody.
        sizes: how many there are in each group; together at least as many as there are members.
    """
    groups: list[list[Member]] = [[] for _size in sizes]
    for member in sorted(members, key=lambda one: (*one.traits, folded(one.name), one.id)):
        open_groups = [place for place, size in enumerate(sizes) if len(groups[place]) < size]
        best = min(open_groups, key=lambda place: (*_alike(member, groups[place]), len(groups[place]), place))
        groups[best].append(member)
    return tuple(tuple(group) for group in groups)


def _alike(member: Member, group: Sequence[Member]) -> tuple[int, ...]:
    return tuple(
        sum(other.traits[place] == trait for other in group) if trait else 0 for place, trait in enumerate(member.traits)
    )
