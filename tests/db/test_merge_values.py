"""What merging makes of values, places, members, votes and consent that several changed, and of what somebody erased."""

from contextlib import closing

from ef_desktop.db.erasure import Redaction, Request
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import Attendance, Consent, Outcome, OutcomeGroup, Person, Vote
from ef_desktop.domain.ids import member_id, new_id
from ef_desktop.domain.ordering import between
from tests.db.laptops import meet, set_text

TEXT = 1603


def test_different_fields_of_a_row_both_survive(first, copies):
    a, b, _c = copies
    a.do(set_text(first[2], "anders"))
    b.do(lambda session: setattr(session.get(Outcome, first[2]), "answer", "antwoord"))
    result = a.take(b)
    assert a.ask("SELECT text, answer FROM outcome") == [("anders", "antwoord")] and not result.conflicts


def test_equal_values_are_no_conflict(first, copies):
    a, b, _c = copies
    a.do(set_text(first[2], "gelijk"))
    b.do(set_text(first[2], "gelijk"))
    assert not a.take(b).conflicts
    meet(a, b)


def test_the_same_field_has_one_winner_and_both_list_it(first, copies):
    a, b, _c = copies
    a.do(set_text(first[2], "van a"))
    b.clock.advance(5)
    b.do(set_text(first[2], "van b"))
    here, there = a.take(b), b.take(a)
    assert a.ask("SELECT text FROM outcome") == b.ask("SELECT text FROM outcome") == [("van b",)]
    assert here.conflicts == there.conflicts and [head.value for head in here.conflicts[0].heads] == ["van b", "van a"]


def test_a_card_moved_to_two_places_stands_at_one(first, copies):
    a, b, _c = copies
    for copy, kind in ((a, "inzicht"), (b, "signaal")):
        group = new_id(1)

        def move(session, kind=kind, group=group):
            session.add(OutcomeGroup(id=group, meeting_id=first[1], kind=kind, title=kind))
            session.flush()
            card = session.get(Outcome, first[2])
            card.kind, card.group_id, card.place = kind, group, "m"

        copy.do(move)
    a.take(b)
    assert a.ask("SELECT o.kind = g.kind FROM outcome o JOIN outcome_group g ON g.id = o.group_id") == [(1,)]
    meet(a, b)


def test_a_place_in_a_list_is_no_question(first, copies):
    a, b, _c = copies
    for copy, place in ((a, "c"), (b, "d")):
        copy.do(lambda session, place=place: setattr(session.get(Outcome, first[2]), "place", place))
    assert not a.take(b).conflicts


def test_five_hundred_cards_at_the_same_spot(first, copies):
    a, b, _c = copies
    for copy in (a, b):
        place, rows = between(None, None), []
        for number in range(250):
            place = between(place, None)
            rows.append({"id": new_id(number), "meeting_id": first[1], "text": "x", "place": place})
        copy.do(lambda session, rows=rows: session.execute(Outcome.__table__.insert(), rows))
    meet(a, b)
    ordered = "SELECT id FROM outcome ORDER BY place, id"
    assert a.ask(ordered) == b.ask(ordered) and len(a.ask(ordered)) == 501


def test_the_same_member_twice_is_one_row(first, copies):
    a, b, _c = copies
    person = new_id(1)
    a.do(lambda session: session.add(Person(id=person, name="Ilse")))
    b.take(a)
    for copy, note in ((a, "van a"), (b, "van b")):
        row = member_id("attendance", first[1], person)
        copy.do(
            lambda session, note=note, row=row: undelete_or_add(
                session, Attendance, row, meeting_id=first[1], person_id=person, note=note
            )
        )
    (conflict,) = a.take(b).conflicts
    assert len(a.ask("SELECT * FROM attendance")) == 1 and {head.value for head in conflict.heads} == {"van a", "van b"}
    meet(a, b)


def test_votes_add_up_and_a_typed_total_does_not(first, copies):
    a, b, _c = copies
    for copy, voter in ((a, "a"), (b, "b")):
        row = member_id("vote", first[2], voter)
        copy.do(
            lambda session, voter=voter, row=row: undelete_or_add(
                session, Vote, row, outcome_id=first[2], voter=voter, amount=1
            )
        )
    meet(a, b)
    assert a.ask("SELECT sum(amount) FROM vote WHERE NOT dead") == [(2,)]
    for copy in (a, b):
        row = member_id("vote", first[2], "total")
        copy.do(lambda session, row=row: undelete_or_add(session, Vote, row, outcome_id=first[2], voter="total", amount=7))
    meet(a, b)
    assert a.ask("SELECT amount FROM vote WHERE voter = 'total'") == [(7,)]


def test_a_withdrawal_of_consent_beats_a_later_yes(first, copies):
    a, b, c = copies
    person = new_id(1)
    row = member_id("consent", person, "wall")

    def consent(granted):
        return lambda session: undelete_or_add(session, Consent, row, person_id=person, channel="wall", granted=granted)

    a.do(lambda session: session.add(Person(id=person, name="Ilse")))
    a.do(consent(True))
    b.take(a)
    a.do(consent(False))
    b.clock.advance(500)
    b.do(lambda session: setattr(session.get(Consent, row), "asked_by", "later"))
    b.take(a)
    assert b.ask("SELECT granted FROM consent") == [(0,)]
    # Asked again, by somebody who knows: yes it is.
    b.do(consent(True))
    c.take(b)
    assert b.ask("SELECT granted FROM consent") == c.ask("SELECT granted FROM consent") == [(1,)]
    meet(a, b, c)
    assert a.ask("SELECT granted FROM consent") == [(1,)]


def test_a_redacted_text_goes_and_what_is_typed_afterwards_stays(first, copies):
    a, b, _c = copies
    a.do(set_text(first[2], "zwartelijst"))
    b.take(a)
    b.clock.advance(9000)
    b.do(set_text(first[2], "zwartelijst nog eens"))
    with closing(a.open()) as store:
        store.erase(Request(redactions=(Redaction(first[2], TEXT, {"text": "iemand"}),)), "Erase")
    a.take(b)
    meet(a, b)
    assert a.ask("SELECT text FROM outcome") == [("iemand",)]
    for copy in (a, b):
        assert b"zwartelijst" not in copy.path.read_bytes()
    b.do(set_text(first[2], "daarna"))
    a.take(b)
    assert a.ask("SELECT text FROM outcome") == [("daarna",)]


def test_who_is_erased_goes_from_every_copy(first, copies):
    a, b, c = copies
    person = new_id(1)
    a.do(lambda session: session.add(Person(id=person, name="Zwaantje Ongewoon")))
    b.take(a)
    c.take(a)
    b.do(lambda session: setattr(session.get(Person, person), "notes", "over Zwaantje"))
    row = member_id("attendance", first[1], person)
    c.do(lambda session: session.add(Attendance(id=row, meeting_id=first[1], person_id=person, note="Zwaantje komt")))
    with closing(a.open()) as store:
        store.erase(Request(rows=(person,)), "Erase person")
    meet(a, b, c)
    for copy in (a, b, c):
        assert not copy.ask("SELECT * FROM person") and not copy.ask("SELECT * FROM attendance")
        for file in [copy.path, *copy.home.rglob("*.efdb")]:
            assert b"Zwaantje" not in file.read_bytes()
