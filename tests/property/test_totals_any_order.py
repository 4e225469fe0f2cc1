"""Three laptops, names kept and taken back at random, copies that meet in any order: only a yes by somebody who knew counts."""

import sqlite3
from contextlib import ExitStack, closing, suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ef_desktop.domain.errors import UserError
from ef_desktop.services.workform_rows import GRANTED, NAMES, consent_id
from tests.property.test_workform_names import PEOPLE, play
from tests.services.seats import Seat, begin, on
from tests.services.workform_house import House

WHO = st.integers(0, 2)
#: Few people, so that what is done apart is often about the same.
FEW = st.integers(0, 2)
WORDS = ["yes", "yes", "yes", "no", "totals", "choose", "give", "take", "undo", "redo"]
DEED = st.tuples(st.sampled_from(WORDS), FEW, FEW, FEW)
EVENT = st.one_of(
    st.tuples(st.just("work"), WHO, st.lists(DEED, min_size=1, max_size=4)),
    st.tuples(st.just("give"), WHO, WHO),
    # Whoever comes back later opens the file anew.
    st.tuples(st.just("leave"), WHO, st.none()),
)


class Laptop(Seat):
    """A colleague who knows which names were taken back: ``heard``; and who said yes knowing of what: ``yeses``, of all."""

    def __init__(self, *about, yeses):
        super().__init__(*about)
        self.heard, self.yeses = set(), yeses

    def work(self, house, deeds):
        with self as workspace:
            on(house, workspace)
            for word, a, b, c in deeds:
                person = house.people[PEOPLE[a % len(PEOPLE)]]
                with suppress(UserError):
                    if word == "yes":
                        house.work.names.keep(house.round)
                        house.work.names.agree(house.round, person, True)
                        self.yeses.append((person, frozenset(self.heard)))
                    elif word == "no":
                        house.work.names.agree(house.round, person, False)
                    elif word == "totals":
                        house.work.names.totals_only(house.round)
                    else:
                        play(house, word, a, b, c)
                self.hear(house, workspace)

    def hear(self, house, workspace):
        self.heard |= {
            key for key in workspace._store.erasures() if key.actor and (key.cid == GRANTED or (key.row, key.cid) == (house.round, NAMES))
        }

    def learn(self, house, other):
        """Merge the file of another and hear what that one knows."""
        with self as workspace:
            workspace.sharing.merge(other.path)
            self.hear(house, workspace)


@pytest.fixture(scope="module")
def begun(template_file, tmp_path_factory):
    def prepare(workspace):
        # That there is a round is not undone.
        with workspace._store.unit(""):
            house = House(workspace, people=len(PEOPLE))
        house.agree(PEOPLE[0])
        house.choose(PEOPLE[0], ["Luisteren"])
        return house

    return begin(template_file, tmp_path_factory.mktemp("begun"), prepare)


@given(st.lists(EVENT, min_size=4, max_size=9))
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
def test_only_a_yes_counts_that_was_said_knowing_of_all_that_was_taken_back(begun, tmp_path_factory, events):
    house, path = begun
    yeses = [(house.people[PEOPLE[0]], frozenset())]
    folder = tmp_path_factory.mktemp("three")
    with pytest.MonkeyPatch.context() as patch, ExitStack() as at_end:
        laptops = [Laptop(folder / name, name, path, patch, yeses=yeses) for name in ("Begeleider", "Collega", "Invaller")]
        for hours, laptop in enumerate(laptops):
            at_end.callback(laptop.leave)
            laptop.clock.advance(hours * 3600)
        for kind, who, what in events:
            if kind == "work":
                laptops[who].work(house, what)
            elif kind == "leave":
                laptops[who].leave()
            elif who != what:
                laptops[what].learn(house, laptops[who])
        first, *others = laptops
        for other in others:
            first.learn(house, other)
        for other in others:
            other.learn(house, first)
            assert other.everything() == first.everything()
        with first as workspace:
            agreed = workspace.workform.names.agreed(house.round)
            assert workspace._store.check() == ()
        for person in agreed:
            # What takes back all yeses of a round begins with the first of each, and so does a no.
            of_person = {key for key in first.heard if key.cid == NAMES or key.row == consent_id(house.round, person)}
            assert any(said == person and of_person <= knew for said, knew in yeses)
        with closing(sqlite3.connect(first.path)) as connection:
            query = "SELECT person_id FROM talent_award UNION SELECT giver_id FROM talent_award UNION SELECT person_id FROM role_assignment"
            assert {person for (person,) in connection.execute(query)} <= agreed | {None}
