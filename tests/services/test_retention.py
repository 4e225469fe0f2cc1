"""Terms are settings of the programme; the clean-up proposes, and does only what was chosen."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from ef_desktop.db.tables import (
    Attachment,
    Consent,
    Measurement,
    MeasurementCount,
    Meeting,
    OpenAnswer,
    Portrait,
    ReportEdition,
    Role,
    RoleAssignment,
    Statement,
    Talent,
    TalentAward,
    WorkFormRound,
)
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id, new_id
from ef_desktop.services.workspace import Workspace
from tests.db.test_erasure import TOKEN, traces


@pytest.fixture
def workspace(work_file, manual_clock, settings):
    opened = Workspace.open(work_file, clock=manual_clock, settings=settings)
    opened.programme.update(starts_on=date(2025, 9, 1), ends_on=date(2026, 3, 31))
    yield opened
    opened.close()


def fill(w) -> dict[str, bytes]:
    """Something of every kind that has a term."""
    ids = {name: new_id(w.clock.milliseconds()) for name in ("portrait", "picture", "round", "award", "role", "measurement", "answer")}
    ids["person"] = w.people.add(f"{TOKEN} Bos", email=f"{TOKEN}@voorbeeld.nl", on_wall=True)
    w.people.update(ids["person"], email="ander@voorbeeld.nl")
    ids["meeting"] = w.meetings.create("Start", held_on=date(2026, 2, 1))
    w.meetings.set_attendance(ids["meeting"], ids["person"], "present")
    ids["case"] = w.cases.add("Tuin van Plukgeluk", initiator_name="Plukgeluk", initiator_knows="weet", question="Hoe helpt de tuin van Plukgeluk?")
    w.outcomes.add(ids["meeting"], "vraag", "Wie belt Plukgeluk over de Tuin van Plukgeluk?", case_id=ids["case"])
    w.outcomes.add(ids["meeting"], "vraag", "Los hiervan belt Plukgeluk zelf")
    with w._store.unit("Fill") as session:
        session.add(Portrait(id=ids["portrait"], person_id=ids["person"], made_on=date(2024, 2, 1)))
        session.flush()
        session.add(Attachment(id=ids["picture"], portrait_id=ids["portrait"], name="foto.jpg", media_type="image/jpeg", sha256="bb"))
        session.execute(text("INSERT INTO blob VALUES ('bb', x'00')"))
        session.add(Consent(id=member_id("consent", ids["portrait"], "site"), person_id=ids["person"], portrait_id=ids["portrait"], channel="site", granted=True, given_on=date(2024, 2, 1)))
        session.add(WorkFormRound(id=ids["round"], meeting_id=ids["meeting"]))
        talent, role = session.scalars(select(Talent.id)).first(), session.scalars(select(Role.id)).first()
        session.flush()
        session.add(TalentAward(id=ids["award"], round_id=ids["round"], talent_id=talent, person_id=ids["person"], example=f"{TOKEN} zoemtzacht", amount=1))
        session.add(RoleAssignment(id=ids["role"], round_id=ids["round"], role_id=role, person_id=ids["person"]))
        session.add(Measurement(id=ids["measurement"], moment="T0"))
        session.flush()
        statement = session.scalars(select(Statement.id)).first()
        session.add(MeasurementCount(id=member_id("count", ids["measurement"]), measurement_id=ids["measurement"], statement_id=statement, value="3", amount=7))
        session.add(OpenAnswer(id=ids["answer"], measurement_id=ids["measurement"], answer="Ik leerde luisteren."))
        session.add(ReportEdition(id=new_id(w.clock.milliseconds()), report="final", published_on=date(2026, 3, 1)))
    return ids


def proposed(view) -> dict[str, int]:
    return {proposal.term.id: len(proposal.items) for proposal in view.proposals}


def count(w, table) -> int:
    with w._store.connection() as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_nothing_goes_by_itself_and_each_kind_comes_at_its_own_time(workspace, manual_clock):
    w = workspace
    fill(w)
    # 12 March 2026: the photo is two years old, the report is there.
    assert proposed(w.retention.view()) == {"answers": 1, "media": 1}
    manual_clock.advance(timedelta(days=20).total_seconds())
    assert set(proposed(w.retention.view())) == {"answers", "media", "talents", "archive"}
    manual_clock.advance(timedelta(days=200).total_seconds())
    assert proposed(w.retention.view()) == {
        "contact": 2, "talents": 2, "counts": 1, "answers": 1, "cases": 1, "media": 1, "archive": 2,
    }  # fmt: skip
    manual_clock.advance(timedelta(days=220).total_seconds())
    assert proposed(w.retention.view())["consent"] == 1
    assert count(w, "attendance") == count(w, "blob") == 1


def test_only_what_is_chosen_goes(workspace, manual_clock, work_file):
    w = workspace
    ids = fill(w)
    manual_clock.advance(timedelta(days=420).total_seconds())
    report = w.retention.clean(["media", "answers"])
    assert report.finished
    assert (count(w, "attachment"), count(w, "blob"), count(w, "open_answer")) == (0, 0, 0)
    assert (count(w, "attendance"), count(w, "measurement_count")) == (1, 1)
    assert w.retention.view().looked_on == manual_clock.now().astimezone().date()

    w.retention.clean(["contact", "talents", "counts", "consent"])
    assert (count(w, "attendance"), count(w, "measurement_count")) == (0, 0)
    row = w.people.rows()[0]
    assert (row.name, row.email) == (f"{TOKEN} Bos", "")
    content = work_file.read_bytes()
    assert f"{TOKEN}@".encode() not in content and b"ander@voorbeeld" not in content and b"zoemtzacht" not in content
    with w._store.read() as session:
        award = session.get(TalentAward, ids["award"])
        assert (award.person_id, award.giver_id, award.example, award.amount) == (None, None, "", 1)
        assert session.get(RoleAssignment, ids["role"]).person_id is None
    assert set(proposed(w.retention.view())) == {"cases", "archive"}

    w.retention.clean(["cases"])
    assert b"Plukgeluk" not in work_file.read_bytes()
    case = w.cases.rows()[0]
    assert case.title.startswith("Anonieme casus ")
    # The title is covered as a whole, the name of the initiative everywhere.
    assert w.cases.fields(ids["case"])["question"] == "Hoe helpt de […]?"
    words = sorted(card.text for column in w.outcomes.board(ids["meeting"]).columns for card in column.cards)
    assert words == ["Los hiervan belt […] zelf", "Wie belt […] over de […]?"]
    with w._store.read() as session:
        assert session.get(Meeting, ids["meeting"]).title == "Start"
    assert set(proposed(w.retention.view())) == {"archive"}
    assert w._store.check() == ()


def test_a_withdrawn_consent_makes_the_picture_go_at_once(workspace):
    w = workspace
    ids = fill(w)
    with w._store.unit("Withdraw") as session:
        session.get(Portrait, ids["portrait"]).made_on = date(2026, 2, 1)
    assert "media" not in proposed(w.retention.view())
    with w._store.unit("Withdraw") as session:
        consent = session.get(Consent, member_id("consent", ids["portrait"], "site"))
        consent.granted, consent.withdrawn_on = False, date(2026, 3, 10)
    assert proposed(w.retention.view())["media"] == 1


def test_terms_can_be_changed_and_go_back_to_the_proposal(workspace):
    w = workspace
    terms = {term.id: term for term in w.retention.view().terms}
    assert (terms["contact"].months, terms["contact"].changed, terms["archive"].months) == (6, False, None)
    assert all(term.title and term.why and term.usual for term in terms.values())
    w.retention.set_term("contact", 3)
    changed = {term.id: term for term in w.retention.view().terms}["contact"]
    assert (changed.months, changed.changed) == (3, True)
    w.undo.undo()
    assert not {term.id: term for term in w.retention.view().terms}["contact"].changed
    w.undo.redo()
    w.retention.reset_term("contact")
    assert {term.id: term for term in w.retention.view().terms} == terms
    for wrong in (("contact", -1), ("contact", 241), ("archive", 3), ("nothing", 3)):
        with pytest.raises(InvalidValueError):
            w.retention.set_term(*wrong)


def test_the_reminder(workspace, manual_clock):
    w = workspace
    assert not w.retention.view().reminder
    manual_clock.advance(timedelta(days=200).total_seconds())
    assert w.retention.view().reminder
    assert [entry.target for entry in w.programme.overview().attention if entry.target == "cleanup"] == ["cleanup"]
    w.retention.looked()
    assert not w.retention.view().reminder
    assert not [entry for entry in w.programme.overview().attention if entry.target == "cleanup"]
    manual_clock.advance(timedelta(days=366).total_seconds())
    assert w.retention.view().reminder


def test_removed_people_are_named_until_they_are_erased(workspace, work_file):
    w = workspace
    ids = fill(w)
    w.people.remove([ids["person"]])
    assert w.retention.view().removed_people == ((ids["person"], f"{TOKEN} Bos"),)
    preview = w.erasure.preview(ids["person"])
    from ef_desktop.domain.erasing import REPLACE, Decision

    w.erasure.erase(ids["person"], {hit.key: Decision(REPLACE) for hit in preview.hits})
    assert w.retention.view().removed_people == ()
    assert traces(work_file.parent) == []
