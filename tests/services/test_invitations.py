"""Invitations, read back as a calendar reads them: times also over summer time, replacing, privacy, awkward texts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from ef_desktop.domain.errors import InvalidValueError, StorageError


def read(path) -> Calendar:
    return Calendar.from_ical(path.read_bytes())


def texts(path) -> str:
    """The file as it is, with its folded lines put together."""
    return path.read_bytes().replace(b"\r\n ", b"").decode("utf-8")


@pytest.fixture
def ics(tmp_path):
    return tmp_path / "uitnodiging.ics"


@pytest.fixture
def meeting(workspace):
    made = workspace.meetings.create(
        "Houding; gedrag, en \\ meer", held_on=date(2026, 3, 12), starts_at=810, ends_at=960, place="Stadskantoor, zaal 2"
    )
    workspace.meetings.update(made, goal="Eerst bellen, dan mailen", notes="GEHEIM", summary="NIET LEZEN")
    workspace.meetings.add_text_item(made, "Welkom", 10)
    workspace.meetings.add_text_item(made, "Gesprek", 50)
    return made


def test_one_meeting_is_read_back(workspace, meeting, ics):
    assert workspace.invitations.write(ics, meeting) == 1
    calendar = read(ics)
    assert calendar["method"] == "PUBLISH"
    (event,) = calendar.events
    assert event["uid"] == f"{meeting.hex()}@excellent-faciliteren"
    assert event["summary"] == "Houding; gedrag, en \\ meer · Leerroute Delft"
    assert event["location"] == "Stadskantoor, zaal 2"
    assert event["description"] == "Eerst bellen, dan mailen\n\nAgenda:\n13:30 Welkom (10 min)\n13:40 Gesprek (50 min)"
    assert event.start == datetime.fromisoformat("2026-03-12T13:30+01:00")
    assert event.end == datetime.fromisoformat("2026-03-12T16:00+01:00")
    assert event["dtstamp"].dt == datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
    assert event["dtstart"].params["tzid"] == "Europe/Amsterdam"


def test_nothing_private_and_nobody_is_in_it(workspace, meeting, ics):
    noor = workspace.people.add("Noor Visser", email="noor@delft.example", facilitator=True)
    workspace.meetings.set_attendance(meeting, noor, "expected", "facilitator")
    workspace.invitations.write(ics, meeting)
    for word in ("GEHEIM", "NIET LEZEN", "Noor", "ATTENDEE", "ORGANIZER", "@delft"):
        assert word not in texts(ics)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 1), (date(2026, 3, 30), 2), (date(2026, 10, 24), 2), (date(2026, 10, 26), 1)]
)
def test_the_time_is_that_of_delft_in_winter_and_summer(workspace, ics, day, hours):
    meeting = workspace.meetings.create("Sessie", held_on=day, starts_at=540, ends_at=600)
    workspace.invitations.write(ics, meeting)
    calendar = read(ics)
    assert calendar.events[0].start.astimezone(UTC).hour == 9 - hours
    # A calendar that knows no names of zones goes by the rules in the file itself.
    zone = calendar.timezones[0].to_tz()
    assert datetime(day.year, day.month, day.day, 9, tzinfo=zone).utcoffset() == timedelta(hours=hours)


def test_a_meeting_past_midnight_and_over_the_change_of_the_clock(workspace, ics):
    meeting = workspace.meetings.create("Nacht", held_on=date(2026, 3, 28), starts_at=1380, ends_at=1620)
    workspace.invitations.write(ics, meeting)
    event = read(ics).events[0]
    assert (event.start.isoformat(), event.end.isoformat()) == ("2026-03-28T23:00:00+01:00", "2026-03-29T03:00:00+02:00")


def test_without_a_time_it_is_the_whole_day_and_without_an_end_the_rundown_counts(workspace, ics):
    meeting = workspace.meetings.create("Sessie", held_on=date(2026, 4, 2))
    workspace.invitations.write(ics, meeting)
    event = read(ics).events[0]
    assert (event.start, event.end) == (date(2026, 4, 2), date(2026, 4, 3))
    workspace.meetings.update(meeting, starts_at=540)
    workspace.meetings.add_text_item(meeting, "Gesprek", 45)
    workspace.invitations.write(ics, meeting)
    assert read(ics).events[0].end.strftime("%H:%M") == "09:45"


def test_a_change_replaces_what_was_sent(workspace, meeting, ics, manual_clock):
    def sent():
        workspace.invitations.write(ics, meeting)
        event = read(ics).events[0]
        return event["uid"], event["sequence"], event["dtstamp"].dt

    first = sent()
    assert sent() == first
    manual_clock.advance(60)
    workspace.meetings.update(meeting, held_on=date(2026, 3, 19))
    second = sent()
    assert second[0] == first[0] and second[1] > first[1] and second[2] > first[2]
    workspace.undo.undo()
    assert sent()[1] > second[1]


def test_the_series_holds_every_meeting_with_a_date(workspace, meeting, ics):
    workspace.meetings.create("Later", held_on=date(2026, 4, 2), starts_at=540, ends_at=600)
    workspace.meetings.create("Ooit")
    assert workspace.invitations.undated() == 1
    assert workspace.invitations.write(ics) == 2
    calendar = read(ics)
    assert len({event["uid"] for event in calendar.events}) == 2
    assert len(calendar.timezones) == 1


def test_people_are_in_it_only_when_asked_for(workspace, meeting, ics):
    people = workspace.people
    noor = people.add('Noor "de" Visser; x', email="noor@delft.example")
    for name, email, status in (("Bas", "bas@delft.example", "expected"), ("Cor", "", "expected"), ("Dirk", "d@delft.example", "absent"), ("Evil", 'a";b@x', "expected")):
        workspace.meetings.set_attendance(meeting, people.add(name, email=email), status)
    gone = people.add("Fien", email="fien@delft.example")
    workspace.meetings.set_attendance(meeting, gone, "expected")
    people.set_state([gone], "withdrawn")
    with pytest.raises(InvalidValueError, match="e-mailadres"):
        workspace.invitations.write(ics, meeting, with_people=True)
    assert not ics.exists()
    workspace.meetings.set_attendance(meeting, noor, "expected", "facilitator")
    workspace.invitations.write(ics, meeting, with_people=True)
    calendar = read(ics)
    event = calendar.events[0]
    assert calendar["method"] == "REQUEST"
    assert event["organizer"] == "mailto:noor@delft.example"
    assert event["organizer"].params["cn"] == "Noor 'de' Visser; x"
    assert [str(guest) for guest in event["attendee"]] == ["mailto:noor@delft.example", "mailto:bas@delft.example"]
    workspace.meetings.create("Later", held_on=date(2026, 4, 2), facilitators=[noor])
    workspace.invitations.write(ics, with_people=True)
    # A request for more than one meeting is no valid file: a series is a plain calendar.
    assert "method" not in read(ics)


def test_an_anonymous_case_is_covered(workspace, meeting, ics):
    case = workspace.cases.add("Buurttuin De Kas", initiator_name="Stichting De Kas", initiator_knows="nee")
    workspace.meetings.add_case(meeting, case)
    workspace.meetings.update(meeting, goal="We leren van Stichting De Kas")
    workspace.invitations.write(ics, meeting)
    assert "De Kas" not in texts(ics)


def test_what_cannot_be_done_is_told_and_leaves_no_file(workspace, tmp_path, ics):
    undated = workspace.meetings.create("Ooit")
    for call in (lambda: workspace.invitations.write(ics, undated), lambda: workspace.invitations.write(ics)):
        with pytest.raises(InvalidValueError, match="datum"):
            call()
    dated = workspace.meetings.create("Nu", held_on=date(2026, 4, 2))
    with pytest.raises(StorageError, match="niet bewaard"):
        workspace.invitations.write(tmp_path / "weg" / "x.ics", dated)
    with pytest.raises(StorageError, match="werkbestand"):
        workspace.invitations.write(workspace.path, dated)
    assert list(tmp_path.glob("*.ics")) == [] and list(tmp_path.glob(".*.part")) == []


@pytest.mark.parametrize("text", ["BEGIN:VEVENT\nEND:VCALENDAR", "😀" * 200, "a\tb;c,d\\n", "\u2028regel"])
def test_awkward_texts_cannot_break_the_file(workspace, ics, text):
    meeting = workspace.meetings.create(text, held_on=date(2026, 4, 2), place=text)
    workspace.meetings.update(meeting, goal=text)
    workspace.invitations.write(ics, meeting)
    calendar = read(ics)
    assert len(calendar.events) == 1
    assert all(len(line) <= 75 for line in ics.read_bytes().split(b"\r\n"))
    plan = workspace.meetings.plan(meeting)
    assert calendar.events[0]["location"] == plan.row.place
    assert calendar.events[0]["description"].split("\n\nAgenda")[0] == plan.goal


def test_names_of_files(workspace, meeting):
    assert workspace.invitations.suggested_name(meeting) == "Uitnodiging-2026-03-12-Houding-gedrag-en-meer.ics"
    assert workspace.invitations.suggested_name() == "Uitnodigingen-Leerroute-Delft.ics"
