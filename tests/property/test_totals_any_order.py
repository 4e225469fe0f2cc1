"""Three laptops, names kept and taken back at random, copies that meet in any order: only a yes by somebody who knew counts."""

import shutil
import sqlite3
from contextlib import closing, suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ef_desktop.db.fields import tables
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import UserError
from ef_desktop.services.workform_rows import GRANTED, NAMES, consent_id
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT
from tests.property.test_workform_names import PEOPLE, play
from tests.services.test_sharing import Colleague
from tests.services.workform_house import House

WHO = st.integers(0, 2)
#: Few people, so that what is done apart is often about the same.
FEW = st.integers(0, 2)
WORDS = ["yes", "yes", "yes", "no", "totals", "choose", "give", "take", "undo", "redo"]
DEED = st.tuples(st.sampled_from(WORDS), FEW, FEW, FEW)
EVENT = st.one_of(
    st.tuples(st.just("work"), WHO, st.lists(DEED, min_size=1, max_size=4)),
    st.tuples(st.just("give"), WHO, WHO),
)


class Laptop(Colleague):
    """A colleague who knows which names were taken back: ``heard``; and who said yes knowing of what: ``yeses``, of all."""

    def __init__(self, *about, yeses):
        super().__init__(*about)
        self.heard, self.yeses = set(), yeses

    def work(self, house, deeds):
        with self as workspace:
            house.w, house.work = workspace, workspace.workform
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

    def take(self, house, copy):
        with self as workspace:
            workspace.sharing.merge(copy)
            self.hear(house, workspace)

    def everything(self):
        names = [table.sql for table in tables()] + ["sync_op", "sync_erase"]
        with closing(sqlite3.connect(self.path)) as connection:
            return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}


@pytest.fixture(scope="module")
def begun(template_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("begun") / "leerroute.efdb"
    shutil.copyfile(template_file, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(path.parent / "data"))
        with closing(Workspace.open(path, clock=ManualClock(MOMENT), settings=DeviceSettings())) as workspace:
            # That there is a round is not undone.
            with workspace._store.unit(""):
                house = House(workspace, people=len(PEOPLE))
            house.agree(PEOPLE[0])
            house.choose(PEOPLE[0], ["Luisteren"])
    return house, path


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
    with pytest.MonkeyPatch.context() as patch:
        laptops = [Laptop(folder / name, name, path, patch, yeses=yeses) for name in ("Begeleider", "Collega", "Invaller")]
        for hours, laptop in enumerate(laptops):
            laptop.clock.advance(hours * 3600)
        for kind, who, what in events:
            if kind == "work":
                laptops[who].work(house, what)
            elif who != what:
                laptops[what].take(house, laptops[who].send())
        first, *others = laptops
        for other in others:
            first.take(house, other.send())
        sent = first.send()
        for other in others:
            other.take(house, sent)
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
