"""What becomes of two records of the same: proposals per field, and the rules that nobody chooses about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.db.tables import CaseFile, Person
from ef_desktop.domain import two_into_one as rules
from ef_desktop.domain.criteria import CRITERIA
from ef_desktop.domain.peopleviews import STATES
from ef_desktop.domain.privacy import is_anonymous
from ef_desktop.domain.two_into_one import (
    BOTH,
    FIRST,
    FLAG,
    LINE,
    LIST,
    SECOND,
    STAGE,
    TEXT,
    Proposal,
    Word,
)


@pytest.mark.parametrize(
    ("kind", "first", "second", "proposal"),
    [
        (LINE, ("Noor",), ("Noor",), Proposal(FIRST)),
        (LINE, ("",), ("Noor",), Proposal(SECOND)),
        (LINE, ("Noor",), ("",), Proposal(FIRST)),
        (LINE, ("Noor",), ("Noor Visser",), Proposal(SECOND, (FIRST, SECOND))),
        (LINE, ("Wonen",), ("Zorg",), Proposal(FIRST, (FIRST, SECOND))),
        (LINE, (None,), (b"x",), Proposal(SECOND)),
        (LINE, (b"y",), (b"x",), Proposal(FIRST, (FIRST, SECOND))),
        (LINE, ("", None), ("Team", date(2026, 3, 1)), Proposal(SECOND)),
        (TEXT, ("Belt liever",), ("Komt later",), Proposal(BOTH, (FIRST, SECOND, BOTH))),
        (TEXT, ("Belt liever. Komt later",), ("komt later",), Proposal(FIRST, (FIRST, SECOND, BOTH))),
        (LIST, ("Wonen,Zorg",), ("Zorg",), Proposal(FIRST, (FIRST, SECOND, BOTH))),
        (LIST, ("Wonen",), ("Zorg",), Proposal(BOTH, (FIRST, SECOND, BOTH))),
        (FLAG, (False,), (True,), Proposal(SECOND, (FIRST, SECOND))),
        (STAGE, ("proposed", ""), ("closed", ""), Proposal(SECOND)),
        (STAGE, ("admitted", ""), ("closed", ""), Proposal(SECOND, (FIRST, SECOND))),
        (STAGE, ("not_now", "te vroeg"), ("", ""), Proposal(FIRST)),
    ],
)
def test_filled_beats_empty_and_what_differs_is_asked(kind, first, second, proposal):
    assert rules.propose(kind, first, second) == proposal


def test_both_keeps_both():
    assert rules.chosen(TEXT, BOTH, ("een",), ("twee",)) == ("een\ntwee",)
    assert rules.chosen(LIST, BOTH, ("Wonen, Zorg",), ("Zorg,Werk",)) == ("Wonen,Zorg,Werk",)
    assert rules.chosen(LINE, SECOND, ("een", None), ("twee", date(2026, 3, 1))) == ("twee", date(2026, 3, 1))


DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 4))
WORDS = st.none() | st.builds(Word, st.booleans(), st.sampled_from(["first", "full"]), DAYS, DAYS, DAYS, st.tuples(st.sampled_from(["Noor", "Esra"])))


@given(WORDS, WORDS, WORDS)
def test_a_word_is_never_wider_than_the_narrowest(first, second, third):
    both = rules.stricter(first, second)
    assert both == rules.stricter(second, first)
    assert rules.stricter(first, first) == first
    assert rules.stricter(both, third) == rules.stricter(first, rules.stricter(second, third))
    said = [word for word in (first, second) if word is not None]
    if said:
        assert both.holds == all(word.holds for word in said)
        if both.holds:
            assert (both.form == "full") == all(word.form == "full" for word in said)


@given(st.sampled_from(STATES), st.sampled_from(STATES))
def test_who_signed_off_stays_so(first, second):
    state = rules.state(first, second)
    assert state == rules.state(second, first)
    assert (state == "withdrawn") == ("withdrawn" in (first, second))
    assert (state == "proposed") == (first == second == "proposed")


def test_a_state_that_is_not_known_is_proposed():
    assert rules.state("iets", "agreed") == "agreed"


@given(st.sampled_from(["", "nee", "weet", "doet_mee"]), st.sampled_from(["", "nee", "weet", "doet_mee"]))
def test_an_anonymous_case_stays_anonymous(first, second):
    known = rules.knows(first, second)
    assert known == rules.knows(second, first)
    assert (known is None) == (not is_anonymous(first) and not is_anonymous(second))
    assert known is None or is_anonymous(known)
    if "nee" in (first, second):
        assert known == "nee"


def test_what_is_sensitive_adds_up_and_where_it_may_go_narrows():
    assert rules.sensitive("niets", "media,prive", "niets") == "media,prive"
    assert rules.sensitive("niets", "", "niets") == "niets"
    assert rules.share_in("logboek,intranet", "rapportage,logboek", "groep") == "logboek"
    assert rules.share_in("logboek", "intranet", "groep") == "groep"
    assert rules.share_in("", "intranet", "groep") == "intranet"


def test_what_was_noticed_is_told_by_day_and_once():
    first, second = "2026-03-01 rustiger", "zonder dag\n2026-02-01 drukker\n2026-03-01 rustiger"
    assert rules.noticed(first, second) == "zonder dag\n2026-02-01 drukker\n2026-03-01 rustiger"


def test_who_was_there_was_there():
    assert rules.attendance(("absent", "participant", ""), ("present", "guest", "late")) == ("present", "guest", "late")
    assert rules.attendance(("expected", "facilitator", ""), ("absent", "guest", "")) == ("absent", "facilitator", "")


def test_doubles_are_found_by_name_or_address_and_not_where_they_were_kept_apart():
    rows = [(b"1", "Noor Visser", ""), (b"2", "Visser, Noor", ""), (b"3", "Bas", "bas@x.nl"), (b"4", "B. de Wit", " Bas@X.nl"), (b"5", "nóor visser", "")]
    assert rules.doubles(rows, rules.name_key) == ((b"1", b"2"), (b"3", b"4"), (b"2", b"5"))
    apart = frozenset({frozenset((b"3", b"4"))})
    assert rules.doubles(rows, rules.name_key, apart) == ((b"1", b"2"), (b"2", b"5"))
    assert rules.doubles([(b"1", "", ""), (b"2", "", "")], rules.name_key) == ()


def test_titles_are_the_same_whatever_the_signs():
    assert rules.title_key("Stadstuin, de Hof!") == rules.title_key("stadstuin  de hóf") == "stadstuin de hof"


def test_every_field_of_the_tables_has_its_rule():
    """A new field of a person or a case must be asked, or follow by rule."""
    by_rule = {Person: {"state"}, CaseFile: {"sensitive", "share_in", "follow_up", "place"}}
    for model, fields in ((Person, rules.PERSON_FIELDS), (CaseFile, rules.CASE_FIELDS)):
        asked = {column for field in fields for column in field.columns}
        assert asked | by_rule[model] | {"id", "dead"} == set(model.__table__.c.keys())
        assert not asked & by_rule[model]
    assert not {field.name for field in rules.CASE_FIELDS} & set(CRITERIA)
