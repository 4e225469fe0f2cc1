"""Finding a name by a few letters."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

Key = TypeVar("Key")


def folded(value: str) -> str:
    """Return a text without capitals and accents, for comparing."""
    plain = unicodedata.normalize("NFKD", value)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def rank(query: str, name: str) -> int | None:
    """Return how well a few letters fit a name, 0 the best; None when they do not.

    0: the whole name; 1: the first name; 2: every word begins a word of the name; 3: the initials; 4: found inside.
    """
    asked, target = folded(query).split(), folded(name).replace("-", " ").split()
    if not asked or not target:
        return None
    if asked == target:
        return 0
    if asked == target[:1]:
        return 1
    left = list(target)
    for word in asked:
        begun = next((other for other in left if other.startswith(word)), None)
        if begun is None:
            break
        left.remove(begun)
    else:
        return 2
    if len(asked) == 1 and 1 < len(asked[0]) <= len(target) and asked[0] == "".join(w[0] for w in target)[: len(asked[0])]:
        return 3
    return 4 if all(any(word in other for other in target) for word in asked) else None


def best(query: str, names: Iterable[tuple[Key, str]]) -> Sequence[Key]:
    """Return the keys whose names fit best, all of the same rank."""
    ranked = [(found, key) for key, name in names if (found := rank(query, name)) is not None]
    top = min((found for found, _key in ranked), default=None)
    return [key for found, key in ranked if found == top]
