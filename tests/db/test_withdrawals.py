"""A yes that was taken back: by two at once, by a redaction, and said again by somebody who knew of it."""

from contextlib import closing
from datetime import date

import pytest

from ef_desktop.db.erasure import Redaction, Request
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import Consent, Person
from ef_desktop.domain.ids import member_id, new_id

GRANTED = 3104


def say(row, person, granted):
    def change(session):
        undelete_or_add(session, Consent, row, person_id=person, channel="wall", granted=granted, given_on=date(2026, 3, 1))

    return change


@pytest.fixture
def yes(copies):
    """The id of a yes that all have, and whose it is."""
    a, b, c = copies
    person = new_id(1)
    row = member_id("consent", person, "wall")
    a.do(lambda session: session.add(Person(id=person, name="Noor")))
    a.do(say(row, person, True))
    b.take(a)
    c.take(a)
    return row, person


def granted(copy):
    return copy.ask("SELECT granted FROM consent")[0][0]


def meet_and_agree(copies, wanted):
    a, b, c = copies
    a.take(b, c)
    b.take(a)
    c.take(a)
    assert a.everything() == b.everything() == c.everything()
    for copy in copies:
        copy.whole()
        assert granted(copy) == wanted


def test_a_yes_holds_that_was_said_after_two_took_it_back_alike(copies, yes):
    a, b, _c = copies
    a.do(say(*yes, False))
    b.do(say(*yes, False))
    b.take(a)
    # Both said the same, so that nobody was asked to choose.
    b.do(say(*yes, True))
    b.whole()
    meet_and_agree(copies, 1)
    b.do(say(*yes, False))
    meet_and_agree(copies, 0)
    with closing(b.open()) as store:
        store.undo()
    meet_and_agree(copies, 1)


def test_a_third_who_took_it_back_unseen_still_wins(copies, yes):
    a, b, c = copies
    a.do(say(*yes, False))
    b.do(say(*yes, False))
    c.do(say(*yes, False))
    b.take(a)
    b.do(say(*yes, True))
    meet_and_agree(copies, 0)


def test_a_yes_holds_that_was_said_after_a_redaction_and_a_later_yes_that_had_not_seen_it(copies, yes):
    a, b, _c = copies
    row, person = yes
    b.do(say(row, person, False))
    b.clock.advance(3600)
    b.do(say(row, person, True))
    with closing(a.open()) as store:
        store.erase(Request(redactions=(Redaction(row, GRANTED, {"granted": False}),)), "Take back")
    a.take(b)
    assert granted(a) == 0
    a.do(say(row, person, True))
    a.whole()
    meet_and_agree(copies, 1)
