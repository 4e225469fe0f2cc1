"""The page of a meeting: one page whatever was said, tagged and checked, with a count of what is not on it."""

import io
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ef_desktop.domain.book import BookKind
from ef_desktop.domain.meeting_sheet import (
    MeetingSheet,
    SheetAgreement,
    SheetNext,
    SheetOutcome,
    SheetPart,
    SheetRest,
)
from ef_desktop.report.meeting_page import write_meeting_page
from ef_desktop.report.selfcheck import check_pdf
from tests.gui.planning_views import NASTY

from .reading import plain, read

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
LONG = "Bewoners willen samen een tuin maken en vragen hoe dat mag. "
KINDS = (
    BookKind("inzicht", "Inzicht", "#7A5F00", "bulb", "hexagon"),
    BookKind("signaal", "Signaal", "#5C2E00", "speakerphone", "shield"),
    BookKind("afspraak", "Afspraak", "#1B3F8B", "flag", "square", True),
)


def sheet(**changes) -> MeetingSheet:
    whole = MeetingSheet(
        number=3,
        title="Aan tafel in de wijk",
        held_on=date(2026, 3, 12),
        starts_at=810,
        ends_at=990,
        place="De Waterval",
        held=True,
        kinds=KINDS,
        parts=(SheetPart("Welkom en doel", 810), SheetPart("Casus bespreken", 830)),
        top=(SheetOutcome("inzicht", "Stilte voelt als een nee."),),
        outcomes=(SheetOutcome("signaal", "Niemand beslist over het plein."), SheetOutcome("inzicht", "Een hek is een antwoord.")),
        agreements=(SheetAgreement("Bel de tuingroep", "Noor", date(2026, 3, 20)),),
        following=SheetNext("Klacht of kans", date(2026, 4, 2), 570, "Stadskantoor"),
        withheld=0,
        nameless=0,
        programme_name="Leerroute Delft",
        municipality="Delft",
        language="nl",
        edition=NOW,
    )
    return replace(whole, **changes)


def filled(text: str, count: int = 12) -> MeetingSheet:
    """A page with this text wherever text can be, and so many of everything."""
    return sheet(
        title=text,
        place=text,
        programme_name=text or "x",
        parts=tuple(SheetPart(text, 5 * n) for n in range(count)),
        top=tuple(SheetOutcome("inzicht", text) for _n in range(3)),
        outcomes=tuple(SheetOutcome("signaal", text, n) for n in range(count)),
        agreements=tuple(SheetAgreement(text, text, NOW.date()) for _n in range(count)),
        following=SheetNext(text, None, None, text),
        withheld=count,
        nameless=count,
    )


def printed(sheet: MeetingSheet) -> tuple[io.BytesIO, SheetRest]:
    out = io.BytesIO()
    rest = write_meeting_page(sheet, out, now=NOW)
    out.seek(0)
    return out, rest


def test_everything_stands_on_it_in_its_order():
    out, rest = printed(sheet())
    assert rest == SheetRest()
    assert check_pdf(out) == []
    said = read(out)
    assert said.pages == 1
    assert [plain(title) for title in said.texts("H1")] == ["Aan tafel in de wijk"]
    assert [plain(title) for title in said.texts("H2")] == ["Wat het meest telt", "Wat we afspraken", "Wat het opleverde", "Wat we deden", "De volgende keer"]
    text = plain(said.everything())
    order = ("donderdag 12 maart 2026, 13:30 tot 16:30 · De Waterval", "Stilte voelt", "Bel de tuingroep Noor 20 maart", "Inzicht Een hek", "Signaal Niemand", "13:30 Welkom en doel · 13:50 Casus", "2 april 2026, 09:30 · Klacht of kans · Stadskantoor")
    assert sorted(order, key=text.index) == list(order)
    assert "Niet op deze pagina" not in text


@pytest.mark.parametrize("length", [1, 10, 200])
@pytest.mark.parametrize("count", [1, 60])
def test_it_is_one_page_whatever_was_said(length, count):
    out, rest = printed(filled(LONG * length, count))
    assert check_pdf(out) == []
    said = read(out)
    assert said.pages == 1
    text = plain(said.everything())
    assert f"{count} kaart" in text
    if rest.outcomes:
        assert f"{rest.outcomes} opbrengst" in text
    shown = [plain(head) for head in said.texts("TH")].count("Signaal") + len(said.texts("Lbl"))
    assert rest.outcomes == count + 3 - shown


@pytest.mark.parametrize("text", ["", *NASTY, "<b>vet</b> & meer", "\N{CJK UNIFIED IDEOGRAPH-4E2D}" * 40, "مرحبا بالعالم", "w" * 900])
def test_awkward_texts_stay_on_the_page(text):
    out, _rest = printed(filled(text))
    assert check_pdf(out) == []
    assert read(out).pages == 1


def test_three_thousand_outcomes_are_a_page_too_and_soon():
    many = tuple(SheetOutcome("inzicht", f"{n} " + LONG * 2, n) for n in range(3000))
    began = time.thread_time()
    out, rest = printed(sheet(outcomes=many))
    assert time.thread_time() - began < 5
    assert (check_pdf(out), read(out).pages) == ([], 1)
    text = plain(read(out).everything())
    assert "2999 Bewoners" in text, "the outcome with the most votes comes first"
    assert 0 < 3000 - rest.outcomes < 40


def test_a_meeting_with_nothing_in_it_is_a_page_too():
    out, rest = printed(sheet(title="", parts=(), top=(), outcomes=(), agreements=(), following=None, held_on=None, place="", held=False))
    assert (check_pdf(out), read(out).pages, rest) == ([], 1, SheetRest())
    assert "Nog geen opbrengsten." in plain(read(out).everything())


def test_it_says_why_names_and_cards_are_missing():
    text = plain(read(printed(sheet(withheld=2, nameless=1))[0]).everything())
    assert "2 kaarten zijn niet voor deze pagina bedoeld." in text
    assert "Bij 1 afspraak staat geen naam" in text


def test_equal_input_gives_equal_bytes():
    assert printed(sheet())[0].getvalue() == printed(sheet())[0].getvalue()


def test_it_speaks_english():
    assert "What matters most" in plain(read(printed(sheet(language="en"))[0]).everything())
