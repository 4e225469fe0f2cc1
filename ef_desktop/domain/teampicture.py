"""The team picture: which roles and talents are in the house, against what a case needs. Counts only, never names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PRESENT, THIN, MISSING = "present", "thin", "missing"

#: In a group to this size two make enough, above it three.
_SMALL_GROUP = 12


@dataclass(frozen=True)
class TalentCount:
    """How often a talent was chosen, wished to grow in, and given."""

    own: int = 0
    growth: int = 0
    given: int = 0

    def total(self, with_growth: bool = False) -> int:
        """Return what is in the house: chosen and given, and on demand what people want to grow in."""
        return self.own + self.given + (self.growth if with_growth else 0)


@dataclass(frozen=True)
class RoleCount:
    """How many people would like to take a role, and how many did."""

    preferred: int = 0
    taken: int = 0


def enough(people: int) -> int:
    """Return how often a talent is to be seen in a group before it counts as present: two, above twelve people three."""
    return 2 if people <= _SMALL_GROUP else 3


def talent_state(count: TalentCount, people: int, with_growth: bool = False) -> str:
    """Return whether a talent is present, thin or missing in a group of so many people."""
    total = count.total(with_growth)
    return MISSING if not total else PRESENT if total >= enough(people) else THIN


def role_state(count: RoleCount) -> str:
    """Return whether a role is present, thin or missing: taken or liked by two is present, liked by one is thin."""
    if count.taken or count.preferred > 1:
        return PRESENT
    return THIN if count.preferred else MISSING


def summed(counts: Iterable[Mapping[bytes, TalentCount]]) -> dict[bytes, TalentCount]:
    """Return the counts of several rounds together."""
    total: dict[bytes, TalentCount] = {}
    for of_round in counts:
        for talent, count in of_round.items():
            known = total.get(talent, TalentCount())
            total[talent] = TalentCount(known.own + count.own, known.growth + count.growth, known.given + count.given)
    return total


def plenty(counts: Mapping[bytes, TalentCount], people: int, most: int = 3) -> tuple[bytes, ...]:
    """Return the talents that there is plenty of, the most first: more than is enough, see ``enough``.

    Parameters:
        counts: per talent.
        people: size of the group.
        most: at most so many; a talent that is seen as often as the last of them is not cut off by its name: it stays out.
    """
    present = [(count.total(), talent) for talent, count in counts.items() if count.total() > enough(people)]
    present.sort(key=lambda pair: (-pair[0], pair[1]))
    if len(present) > most:
        edge = present[most][0]
        present = [pair for pair in present[:most] if pair[0] > edge]
    return tuple(talent for _total, talent in present)


def gaps(needed: Sequence[bytes], counts: Mapping[bytes, TalentCount], people: int) -> tuple[bytes, ...]:
    """Return the needed talents that are thin or missing, in the order of the need."""
    return tuple(
        talent for talent in needed if talent_state(counts.get(talent, TalentCount()), people) != PRESENT
    )


def unused(counts: Mapping[bytes, TalentCount], used: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return the talents in the house that nothing calls upon, the most seen first.

    Parameters:
        counts: per talent.
        used: talents that the case needs, or that belong to a role that was taken.
    """
    called = set(used)
    left = [(count.total(), talent) for talent, count in counts.items() if count.total() and talent not in called]
    return tuple(talent for _total, talent in sorted(left, key=lambda pair: (-pair[0], pair[1])))


def firsts(rounds: Sequence[Mapping[bytes, TalentCount]]) -> tuple[tuple[bytes, ...], ...]:
    """Return per round, in order, the talents that are seen in it for the first time: so the picture grows."""
    seen: set[bytes] = set()
    result = []
    for counts in rounds:
        new = sorted(talent for talent, count in counts.items() if count.total() and talent not in seen)
        seen.update(new)
        result.append(tuple(new))
    return tuple(result)
