"""Read models made by hand, to show the pages of planning before a work file is open."""

from datetime import UTC, date, datetime

from ef_desktop.domain.ids import new_id
from ef_desktop.domain.overviews import AgreementRow, Attention, MeetingRow, OverviewView, ProgrammeView

NOW = datetime(2026, 3, 12, 8, 12, tzinfo=UTC)

_ROUTE = (
    ("Kennismaken en verwachtingen", date(2026, 1, 15), "closed", 4, "Afgerond", 18),
    ("Samen maken we het mogelijk", date(2026, 2, 5), "closed", 4, "Afgerond", 21),
    ("Rollen en talenten", date(2026, 2, 19), "running", 3, "Nog afsluiten", 24),
    ("Houding en gedrag", date(2026, 3, 12), "planned", 1, "Draaiboek klaar", 0),
    ("De menselijke maat", date(2026, 4, 2), "planned", 0, "Draaiboek begonnen", 0),
    ("Coaching en praktijk", date(2026, 4, 23), "planned", 0, "Nog leeg", 0),
    ("Instrumenten op maat", date(2026, 5, 21), "planned", 0, "Nog leeg", 0),
    ("Terugkijken en verder", None, "planned", 0, "Nog leeg", 0),
)


def meeting_row(number: int = 4, title: str = "Houding en gedrag", **fields) -> MeetingRow:
    """Return a meeting of a list; every field has a usual value."""
    usual = dict(
        id=new_id(number),
        number=number,
        title=title,
        held_on=date(2026, 3, 12),
        starts_at=810,
        ends_at=960,
        place="Stadskantoor, zaal Oostpoort",
        state="planned",
        item_count=8,
        planned_minutes=145,
        outcome_count=0,
        attending=12,
        invited=14,
        progress=1,
        note="Draaiboek klaar",
    )
    return MeetingRow(**(usual | fields))


def overview_view(**fields) -> OverviewView:
    """Return the overview of a lively programme; every field can be replaced."""
    rows = tuple(
        meeting_row(place, title, held_on=day, state=state, progress=progress, note=note, outcome_count=outcomes)
        for place, (title, day, state, progress, note, outcomes) in enumerate(_ROUTE, 1)
    )
    agreements = tuple(
        AgreementRow(new_id(100 + place), rows[2].id, text, owner, due, "open")
        for place, (text, owner, due) in enumerate(
            (
                ("Wandeling langs de Voorhof plannen", "Samir", date(2026, 3, 7)),
                ("Contactlijst per wijk maken", "Joke", date(2026, 3, 12)),
                ("Ja-mits-brief uitproberen", "Noor", date(2026, 3, 26)),
                ("Spreekuur in het buurthuis", "Ruud", date(2026, 4, 9)),
                ("Terugbellen oefenen", "Esra", date(2026, 4, 9)),
                ("Vergunning uitleggen in één bladzijde", "", None),
            )
        )
    )
    attention = (
        Attention("flag-check", "Bijeenkomst 3 afsluiten", "Rollen en talenten", "wrapup", rows[2].id),
        Attention("clock", "1 afspraak is over de datum", "Wandeling langs de Voorhof plannen", "board", rows[2].id),
        Attention("folder-question", "1 casus mist een criterium", "Kijk naar de vier criteria.", "cases"),
    )
    usual = dict(
        programme=ProgrammeView(new_id(0), "Leerroute Delft, voorjaar 2026", "Delft", "Agnes"),
        meetings=rows,
        next_id=rows[3].id,
        people_count=14,
        case_count=6,
        agreements=agreements,
        attention=attention,
    )
    return OverviewView(**(usual | fields))

# Texts that people do paste: very long, one long word, emoji, right to left, markup, an access key.
NASTY = (
    "Heel lang " * 1000,
    "x" * 10_000,
    "👩🏽‍🌾🏘️ tuin 🌱" * 40,
    "שלום לכולם, زيارة الحي " * 30,
    "<b>vet</b> & 'aanhaling' =1+1 %s {naam}",
)
