"""Names by a few letters, and lengths from experience."""

import pytest

from ef_desktop.domain.experience import suggest
from ef_desktop.domain.matching import best, rank


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("noor visser", "Noor Visser", 0),
        ("NOOR", "Noor Visser", 1),
        ("vis no", "Noor Visser", 2),
        ("nv", "Noor Visser", 3),
        ("sser", "Noor Visser", 4),
        ("renee", "Renée", 0),
        ("jan", "Anne-Jan Smit", 2),
        ("", "Noor", None),
        ("x", "Noor", None),
    ],
)
def test_how_well_letters_fit(query, name, expected):
    assert rank(query, name) == expected


def test_only_the_best_count():
    assert best("noor", [(1, "Noortje Bos"), (2, "Noor Visser"), (3, "Noor Bakker")]) == [2, 3]


@pytest.mark.parametrize(("real", "minutes"), [([], None), ([7], 7), ([8, 9], 9), ([31, 28, 26, 90, 27, 1, 1], 30), ([0], 1)])
def test_what_to_plan(real, minutes):
    assert suggest(real) == minutes
