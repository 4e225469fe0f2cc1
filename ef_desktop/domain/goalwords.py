"""Finding a Global Goal by its number, its name, or a word of everyday speech."""

import re

from ef_desktop.domain.matching import folded
from ef_desktop.domain.views import GoalView

#: Words before a number that say that it is one.
_BEFORE = frozenset({"sdg", "doel", "goal", "gg", "nr", "nummer"})


def finds(query: str, goal: GoalView) -> bool:
    """Return whether a query finds a goal: '1' and 'SDG 1' find the first one only, 'armoede' and 'water' every one about it."""
    asked = re.findall(r"\w+", folded(query))
    if any(word.isdigit() for word in asked):
        asked = [word for word in asked if word not in _BEFORE]
    words = [word for text in (goal.name, *goal.words) for word in re.findall(r"\w+", folded(text))]
    return all(
        int(word) == goal.number if word.isdecimal() else any(word in target for target in words) for word in asked
    )
