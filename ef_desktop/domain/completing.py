"""Completing a name from a few letters, in either language, so that a choice takes three keystrokes: two letters and Enter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ef_desktop.domain.matching import folded


@dataclass(frozen=True)
class Option:
    """Something to complete to: its id, the name that is shown, and all names it can be typed by."""

    id: bytes
    name: str
    names: tuple[str, ...]


def complete(text: str, options: Sequence[Option], most: int = 6) -> tuple[Option, ...]:
    """Return what a few letters can mean, the best first; capitals and accents do not matter.

    A name that begins with the letters comes first, then a name of which another word begins with them, then a name in
    which the letters stand in this order. In an equal case the shorter name comes first; no letters give no options.

    Parameters:
        text: what was typed.
        options: what there is.
        most: at most so many.
    """
    typed = folded(text).replace(" ", "")
    if not typed:
        return ()
    ranked = [(found, place) for place, option in enumerate(options) if (found := _fit(typed, option.names)) is not None]
    return tuple(options[place] for _found, place in sorted(ranked)[:most])


def _fit(typed: str, names: Iterable[str]) -> tuple[int, int, int] | None:
    fits = []
    # The name that is shown comes first, so that a name in the other language never wins from an equal one in one's own.
    for place, name in enumerate(names):
        target = folded(name)
        words = target.replace("-", " ").split()
        if "".join(words).startswith(typed):
            fits.append((0, place, len(target)))
        elif any("".join(words[start:]).startswith(typed) for start in range(1, len(words))):
            fits.append((1, place, len(target)))
        elif len(typed) > 1 and target[:1] == typed[:1] and _in_order(typed, target):
            fits.append((2, place, len(target)))
    return min(fits, default=None)


def _in_order(typed: str, target: str) -> bool:
    rest = iter(target)
    return all(letter in rest for letter in typed)
