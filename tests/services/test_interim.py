"""The interim report: counted over its period, by name only with a yes to reports, and for A&O fonds without names, signals and districts."""

from dataclasses import asdict
from datetime import date, timedelta

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ef_desktop.db.tables import (
    CommunicationItem,
    Consent,
    Measurement,
    MeasurementCount,
    OpenAnswer,
    Portrait,
    Statement,
)
from ef_desktop.domain.errors import Cancelled, InvalidValueError, StorageError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.interim import AENO, GEMEENTE, InterimList, InterimTable, Rule
from ef_desktop.domain.peopleviews import FIRST_NAME, FULL_NAME, REPORT
from ef_desktop.services.interim_rule import rule_of
from tests.report.reading import plain, read

SINCE, UNTIL = date(2026, 1, 1), date(2026, 3, 31)
CHAPTERS = ["aanleiding", "bereik", "gedaan", "opbrengst", "houding_gedrag", "monitoring", "werkt", "overdraagbaar", "communicatie", "vervolg"]


@pytest.fixture
def world(workspace):
    """A programme with two meetings in the period, one before it and one to come, and something of everything."""
    w = workspace
    w.programme.update(municipality="Delft", starts_on=date(2025, 12, 1))
    noor = w.people.add("Noor Visser", department="Wonen")
    samir = w.people.add("Samir Aziz", department="Stadsbeheer")
    wil = w.people.add("Wil Hagenaar", outside=True)
    w.people.set_consent(samir, REPORT, FULL_NAME)
    old = w.meetings.create("Lang geleden", held_on=date(2025, 12, 10))
    first = w.meetings.create("Aan tafel in Voorhof", held_on=date(2026, 2, 12), starts_at=540)
    second = w.meetings.create("Klacht of kans", held_on=date(2026, 3, 12), starts_at=540)
    w.meetings.create("Nog een keer", held_on=date(2026, 4, 9), place="Buurthuis Voorhof")
    block = next(block for block in w.library.blocks() if block.base_package)
    w.meetings.add_block(first, block.id)
    for meeting in (old, first, second):
        w.meetings.add_text_item(meeting, "Praten", 10)
        w.room.start(meeting)
        for who in (noor, samir, wil):
            w.meetings.set_attendance(meeting, who, "present")
    known = w.cases.add("Buurttuin", initiator_name="Stichting Groen", district="Voorhof", initiator_knows="weet", share_in="logboek,rapportage", example_for="Elke buurt")
    hidden = w.cases.add("Skatebaan Buitenhof", initiator_name="Rolclub", district="Buitenhof", initiator_knows="nee")
    for case in (known, hidden):
        w.meetings.add_case(first, case)
    add = w.outcomes.add
    add(old, "afspraak", "Een oude afspraak")
    add(first, "afspraak", "Noor belt Stichting Groen in Voorhof", owner_id=noor, case_id=known)
    add(first, "afspraak", "Samir schrijft een brief", owner_id=samir, due_on=date(2026, 4, 1))
    add(first, "signaal", "Het loket is dicht voor Rolclub", case_id=hidden)
    top = [add(first, "inzicht", "Stilte voelt als een nee"), add(first, "signaal", "Niemand beslist")]
    w.outcomes.set_top(first, top)
    add(second, "werkt", "Eerst het verhaal, zegt Wil Hagenaar")
    add(second, "vraag", "Wie beslist?")
    add(second, "inzicht", "Alleen voor mij", private=True)
    return w


def measure(workspace, day, counts, note=""):
    """Write down a measurement: how often each value was given to the first statement."""
    with workspace._store.unit("") as session:
        statement = session.query(Statement).filter_by(key="h1").one()
        row = Measurement(id=member_id("test", str(day)), moment="T0", held_on=day, respondents=sum(counts.values()), note=note)
        session.add(row)
        session.flush()
        for value, amount in counts.items():
            keys = {"measurement_id": row.id, "statement_id": statement.id, "part": "", "value": str(value)}
            session.add(MeasurementCount(id=member_id("count", str(keys)), amount=amount, **keys))
        session.add(OpenAnswer(id=member_id("open", str(day)), measurement_id=row.id, answer="Noor vroeg door", change_story=True, chosen=True))


def chapter(report, id):
    return next(one for one in report.chapters if one.id == id)


def part(report, id, title):
    return next((one for one in chapter(report, id).parts if getattr(one, "title", "") == title), None)


def test_the_rule_of_each_reader_is_in_the_content():
    assert rule_of(GEMEENTE) == Rule(True, True, True, ("logboek", "rapportage"))
    assert rule_of(AENO) == Rule(False, False, False, ("rapportage",))
    with pytest.raises(InvalidValueError):
        rule_of("krant")


def test_all_chapters_in_their_order_and_only_the_period_counts(world):
    report = world.interim.report(SINCE, UNTIL)
    assert [one.id for one in report.chapters] == CHAPTERS
    assert report.counted == ("2 bijeenkomsten", "3 mensen", "2 casussen", "7 opbrengsten")
    assert all(one.text for one in report.chapters)
    assert "Een oude afspraak" not in str(report)
    assert part(report, "bereik", "Wie er waren").rows == (
        ("2", "Aan tafel in Voorhof", "12 februari 2026", "2", "1"),
        ("3", "Klacht of kans", "12 maart 2026", "2", "1"),
    )
    assert "6 keer" in " ".join(chapter(report, "bereik").text)
    assert part(report, "bereik", "Afdelingen").items == ("Stadsbeheer", "Wonen")
    assert part(report, "vervolg", "Bijeenkomsten die komen").rows == (("Nog een keer", "9 april 2026", "Buurthuis Voorhof"),)
    assert part(report, "vervolg", "Vragen die nog open staan").items == ("Wie beslist?",)
    assert "2 afspraken: 0 klaar, 2 open, 0 vervallen" in " ".join(chapter(report, "opbrengst").text)


def test_for_the_municipality_names_go_by_the_yes_to_reports(world):
    report = world.interim.report(SINCE, UNTIL)
    table = part(report, "opbrengst", "Afspraken die nog open staan")
    assert [row[:2] for row in table.rows] == [("Samir schrijft een brief", "Samir Aziz"), ("[…] belt Stichting Groen in Voorhof", "")]
    assert part(report, "opbrengst", "2. Aan tafel in Voorhof").items == ("Stilte voelt als een nee", "Niemand beslist")
    signals = part(report, "opbrengst", "Signalen")
    assert [row[0] for row in signals.rows] == ["Het loket is dicht voor […]", "Niemand beslist"]
    assert part(report, "werkt", "Wat werkt").items == ("Eerst het verhaal, zegt […]",)
    titles = [row[0] for row in part(report, "gedaan", "Casussen").rows]
    assert titles[0] == "Buurttuin"
    assert titles[1].startswith("Anonieme casus")
    assert "1 naam staat hier niet, omdat er geen toestemming voor is." in report.left_out
    assert "1 privékaart staat hier niet." in report.left_out
    for gone in ("Noor", "Visser", "Hagenaar", "Rolclub", "Skatebaan", "Alleen voor mij"):
        assert gone not in str(report)


def test_a_first_name_is_a_first_name_and_a_yes_can_be_taken_back(world):
    samir = next(row.id for row in world.people.rows() if row.name == "Samir Aziz")
    world.people.set_consent(samir, REPORT, FIRST_NAME)
    assert "Samir" in str(world.interim.report(SINCE, UNTIL))
    assert "Aziz" not in str(world.interim.report(SINCE, UNTIL))
    world.people.set_consent(samir, REPORT, "")
    assert "Samir" not in str(world.interim.report(SINCE, UNTIL))


def test_for_a_en_o_fonds_there_are_no_names_signals_or_districts(world):
    report = world.interim.report(SINCE, UNTIL, AENO)
    said = str(report)
    for gone in ("Noor", "Visser", "Samir", "Aziz", "Hagenaar", "Voorhof", "Buitenhof", "Rolclub", "Skatebaan", "Niemand beslist", "Het loket", "Wonen", "Alleen voor mij"):
        assert gone not in said, gone
    assert "Buurttuin" in said
    assert "Elke buurt" in said
    assert part(report, "opbrengst", "Signalen") is None
    assert part(report, "opbrengst", "2. Aan tafel in […]").items == ("Stilte voelt als een nee",)
    assert chapter(report, "opbrengst").left_out == "2 signalen aan de organisatie staan hier niet."
    assert "We gaven 2 signalen aan de organisatie." in chapter(report, "opbrengst").text
    assert report.left_out[0] == "Voor deze lezers weggelaten: namen van mensen, signalen aan de organisatie en wijken die naar een initiatief leiden."


def test_a_case_that_is_not_shared_with_a_en_o_has_a_code(world):
    case = next(row.id for row in world.cases.rows() if row.title == "Buurttuin")
    world.cases.update(case, share_in="logboek")
    report = world.interim.report(SINCE, UNTIL, AENO)
    assert "Buurttuin" not in str(report)
    assert "Stichting Groen" not in str(report)
    assert "Buurttuin" in str(world.interim.report(SINCE, UNTIL))


def test_the_town_itself_is_no_district_that_leads_somewhere(world):
    world.cases.add("Fietsenstalling", district="delft", initiator_name="Fietsclub")
    report = world.interim.report(SINCE, UNTIL, AENO)
    assert "gemeente Delft" in report.chapters[0].text[0]


@pytest.mark.parametrize(("counts", "mean", "spread"), [({4: 4}, None, False), ({4: 3, 5: 2}, 4.5, False), ({4: 8, 5: 3}, 4.3, True)])
def test_figures_from_five_answers_on(world, counts, mean, spread):
    measure(world, date(2026, 3, 1), counts)
    report = world.interim.report(SINCE, UNTIL)
    (found,) = [one for one in chapter(report, "houding_gedrag").parts if not isinstance(one, InterimTable | InterimList)]
    assert [figure.mean for figure in found.figures] == ([] if mean is None else [mean])
    assert found.withheld == (mean is None)
    assert bool(found.figures and found.figures[0].spread) == spread
    thermometer = "thermometer" in chapter(report, "houding_gedrag").text[0]
    assert thermometer == (mean is not None)


def test_how_monitoring_takes_shape(world):
    assert "In deze periode hebben we niet gemeten." in chapter(world.interim.report(SINCE, UNTIL), "monitoring").text
    measure(world, date(2026, 3, 1), {4: 6}, note="Stelling 3 wordt korter, zei Noor")
    measure(world, date(2025, 12, 5), {4: 9})
    report = world.interim.report(SINCE, UNTIL)
    assert part(report, "monitoring", "Respons in deze periode").rows == (("Eerste bijeenkomst", "1 maart 2026", "6", "–"),)
    assert len(part(report, "monitoring", "Wanneer we meten").rows) == 5
    said = " ".join(chapter(report, "monitoring").text)
    assert "Stelling 3 wordt korter, zei […]" in said
    assert part(report, "houding_gedrag", "Wat mensen vertelden").items == ("[…] vroeg door",)


def test_portraits_and_messages_are_counted(world):
    with world._store.unit("") as session:
        noor = next(row.id for row in world.people.rows() if row.name == "Noor Visser")
        for number, status in enumerate(("idee", "geplaatst", "ingetrokken", "iets anders")):
            session.add(Portrait(id=member_id("p", str(number)), person_id=noor, form="Portret in tekst", status=status, quote="Ik durfde meer"))
        session.add(CommunicationItem(id=member_id("c", "1"), medium="Korte video", status="gemaakt"))
        session.flush()
        yes = {"person_id": noor, "portrait_id": member_id("p", "1"), "channel": REPORT, "granted": True, "given_on": date(2026, 3, 1), "name_form": FIRST_NAME}
        session.add(Consent(id=member_id("y", "1"), **yes))
    report = world.interim.report(SINCE, UNTIL)
    assert part(report, "communicatie", "Portretten en berichten").rows == (("Korte video", "0", "1", "0", "0"), ("Portret in tekst", "1", "0", "1", "1"))
    assert part(report, "houding_gedrag", "Wat mensen vertelden").items == ("Ik durfde meer (Noor)",)
    assert "Ik durfde meer" not in str(world.interim.report(SINCE, UNTIL, AENO))


def test_what_comes_later_today_is_among_the_meetings_to_come(world):
    today = world.clock.now().date()
    assert SINCE <= today <= UNTIL
    for day in (today, today - timedelta(days=1)):
        world.meetings.create("Straks", held_on=day)
    coming = part(world.interim.report(SINCE, UNTIL), "vervolg", "Bijeenkomsten die komen")
    assert [row[0] for row in coming.rows] == ["Straks", "Nog een keer"]


def test_own_text_stands_in_the_report_and_can_be_undone(world):
    interim = world.interim
    proposed = next(one for one in interim.texts(SINCE, UNTIL) if one.chapter == "vervolg")
    assert proposed.own == ""
    assert "Er staat nog 1 bijeenkomst gepland." in proposed.proposal
    interim.set_text("vervolg", "Wij vragen Noor om tijd.\nEn ruimte in Voorhof.", GEMEENTE, SINCE, UNTIL)
    assert chapter(interim.report(SINCE, UNTIL), "vervolg").text == ("Wij vragen […] om tijd.", "En ruimte in Voorhof.")
    mine = next(one for one in interim.texts(SINCE, UNTIL) if one.chapter == "vervolg")
    assert (mine.text, mine.written_from, mine.written_to) == ("Wij vragen Noor om tijd.\nEn ruimte in Voorhof.", SINCE, UNTIL)
    assert "om tijd" not in str(interim.report(SINCE, UNTIL, AENO))
    interim.set_text("vervolg", "Samir helpt in Voorhof", AENO, SINCE, UNTIL)
    assert chapter(interim.report(SINCE, UNTIL, AENO), "vervolg").text == ("[…] helpt in […]",)
    assert world.undo.state().undo == "Tussenrapportage schrijven"
    world.undo.undo()
    world.undo.undo()
    assert next(one for one in interim.texts(SINCE, UNTIL) if one.chapter == "vervolg") == proposed
    world.undo.redo()
    interim.set_text("vervolg", "", GEMEENTE)
    assert chapter(interim.report(SINCE, UNTIL), "vervolg").text == tuple(proposed.proposal.split("\n\n"))


def test_an_equal_text_is_no_step(world):
    world.interim.set_text("bereik", "Eigen woorden")
    world.outcomes.add(world.meetings.rows()[0].id, "werkt", "Tussendoor")
    world.interim.set_text("bereik", "Eigen woorden ")
    world.undo.undo()
    assert world.undo.state().undo == "Tussenrapportage schrijven"


def test_what_cannot_be_is_said(world, tmp_path):
    with pytest.raises(InvalidValueError, match="eindigt voordat ze begint"):
        world.interim.report(UNTIL, SINCE)
    with pytest.raises(InvalidValueError):
        world.interim.texts(UNTIL, SINCE)
    with pytest.raises(InvalidValueError):
        world.interim.set_text("samenvatting", "Woorden")
    with pytest.raises(InvalidValueError):
        world.interim.report(SINCE, UNTIL, "krant")
    with pytest.raises(StorageError):
        world.interim.write(tmp_path / "weg" / "x.pdf", SINCE, UNTIL)
    with pytest.raises(Cancelled):
        world.interim.write(tmp_path / "x.pdf", SINCE, UNTIL, cancelled=lambda: True)
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_file_is_whole_and_holds_no_name_without_a_yes(world, tmp_path):
    steps = []
    for audience in (GEMEENTE, AENO):
        path = tmp_path / world.interim.suggested_name(SINCE, UNTIL, audience)
        assert path.name == f"Tussenrapportage-{audience}-2026-01-01-2026-03-31.pdf"
        world.interim.write(path, SINCE, UNTIL, audience, progress=lambda done, total: steps.append((done, total)))
        assert steps[-1] == (11, 11)
        text = plain(read(path).everything())
        assert "Waar gaat het over?" in text
        assert ("Samir Aziz" in text) == (audience == GEMEENTE)
        with pikepdf.open(path) as pdf:
            held = b"".join(one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)) + str(pdf.docinfo).encode()
        for gone in (b"Noor", b"Visser", b"Rolclub", *((b"Samir", b"Voorhof") if audience == AENO else ())):
            assert gone not in held


def test_it_can_be_kept_as_an_edition(world, tmp_path):
    path = tmp_path / "verslag.pdf"
    kept = world.interim.publish(path, SINCE, UNTIL, AENO)
    assert (kept.number, kept.report, kept.file_name) == (1, "interim", "verslag.pdf")
    assert kept.note == "A&O fonds, 1 januari 2026 tot en met 31 maart 2026"
    assert kept.chapters == tuple(CHAPTERS)
    assert world.interim.editions() == (kept,)
    assert world.logbook.check_edition(path) == kept
    assert world.logbook.editions() == ()
    world.undo.undo()
    assert world.interim.editions() == ()


def test_an_empty_programme_has_a_report_too(workspace, tmp_path):
    since, until = workspace.interim.suggested_period()
    assert since <= until == date(2026, 3, 12)
    report = workspace.interim.write(tmp_path / "leeg.pdf", since, until)
    assert report.counted == ()
    assert "Er waren geen bijeenkomsten." in report.chapters[0].text[1]


@given(st.lists(st.tuples(st.sampled_from(["inzicht", "werkt", "vraag", "afspraak", "verbetering"]), st.text("abc .,'-\n", max_size=12)), max_size=4), st.booleans())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wherever_a_name_is_typed_it_is_not_in_the_report(workspace, cards, for_fund):
    if not workspace.people.rows():
        workspace.people.add("Quirine Bakkenes")
        meeting = workspace.meetings.create("Kort", held_on=date(2026, 3, 1))
        workspace.meetings.add_text_item(meeting, "Praten", 5)
        workspace.room.start(meeting)
    meeting = workspace.meetings.rows()[0].id
    for kind, words in cards:
        workspace.outcomes.add(meeting, kind, f"{words} Quirine Bakkenes {words}")
        workspace.meetings.update(meeting, title=f"Met Quirine {words}", place="Bij Bakkenes")
    said = str(asdict(workspace.interim.report(SINCE, UNTIL, AENO if for_fund else GEMEENTE)))
    assert "Quirine" not in said
    assert "Bakkenes" not in said
