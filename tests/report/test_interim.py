"""The interim report on paper: tagged, checked, in its order, whatever the texts and however many there are."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ef_desktop.domain.book_parts import BookFigure, BookMeasurement
from ef_desktop.domain.errors import Cancelled
from ef_desktop.domain.interim import Interim, InterimChapter, InterimList, InterimTable
from ef_desktop.report.interim import write_interim
from ef_desktop.report.selfcheck import check_pdf
from tests.gui.planning_views import NASTY

from .reading import plain, read

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
LONG = "Bewoners willen samen een tuin maken en vragen hoe dat mag. "


def report(text: str = "Een zin.", count: int = 3, **changes) -> Interim:
    """A report with this text wherever text can be, and so many rows in every table and list."""
    table = InterimTable(f"Tabel {text}"[:300], ("Nr.", "Wat", "Aantal"), tuple((str(n), text, "3") for n in range(count)), (0.1, 0.7, 0.2), (2,), text)
    listed = InterimList("Lijst", (text,) * count)
    figures = tuple(BookFigure(text, "", 12, 3.5, (("eens", 12),)) for _n in range(count))
    parts = (table, listed, replace(listed, numbered=True), replace(listed, running=True), BookMeasurement("Eerste bijeenkomst", "T0", NOW.date(), 12, figures, 1))
    chapters = (
        InterimChapter("aanleiding", "Waar gaat het over?", (text,)),
        InterimChapter("bereik", "Wie deden mee?", (text, "Tweede alinea."), parts, "Twee signalen staan hier niet."),
        InterimChapter("vervolg", "Planning", ()),
    )
    whole = Interim(
        title="Tussenrapportage",
        audience="gemeente",
        audience_name="Gemeente",
        readers="team en directie",
        programme_name="Leerroute Delft",
        municipality="Delft",
        facilitators=("Noor",),
        period_from=date(2026, 1, 1),
        period_to=date(2026, 3, 12),
        edition=NOW,
        language="nl",
        counted=("4 bijeenkomsten", "20 mensen"),
        chapters=chapters,
        left_out=("2 privékaarten staan hier niet.",),
    )
    return replace(whole, **changes)


def printed(report: Interim, **options) -> io.BytesIO:
    out = io.BytesIO()
    write_interim(report, out, now=NOW, **options)
    out.seek(0)
    return out


def test_everything_stands_in_it_in_its_order():
    out = printed(report())
    assert check_pdf(out) == []
    said = read(out)
    assert [plain(title) for title in said.texts("H1")] == ["Tussenrapportage"]
    assert [plain(title) for title in said.texts("H2")] == ["Inhoud", "Wat niet in dit verslag staat", "1 Waar gaat het over?", "2 Wie deden mee?", "3 Planning"]
    text = plain(said.everything())
    order = ("1 januari 2026 tot en met 12 maart 2026", "Voor: team en directie · Delft", "4 bijeenkomsten · 20 mensen", "2 privékaarten", "Tweede alinea.", "Eerste bijeenkomst", "Twee signalen staan hier niet.", "3 Planning")
    places = [text.rindex(words) if words == "3 Planning" else text.index(words) for words in order]
    assert places == sorted(places)


def test_the_contents_lead_to_the_chapters():
    said = read(printed(report()))
    assert [plain(text) for text in said.texts("Link")] == ["1. Waar gaat het over? 2", "2. Wie deden mee? 2", "3. Planning 3"]


@pytest.mark.parametrize("text", [*NASTY, "<b>vet</b> & meer", "\N{CJK UNIFIED IDEOGRAPH-4E2D}" * 40, "مرحبا بالعالم", "w" * 900, LONG * 60])
def test_awkward_texts(text):
    out = printed(report(text, programme_name=text or "x", municipality=text, facilitators=(text,) if text.strip() else ()))
    assert check_pdf(out) == []


def test_long_tables_go_on_over_pages():
    out = printed(report(LONG, 300))
    assert check_pdf(out) == []
    said = read(out)
    assert said.pages > 20
    assert plain(said.everything()).count("vragen hoe dat mag.") >= 5 * 300


def test_nothing_at_all_is_a_report_too():
    out = printed(report(chapters=(), left_out=(), counted=(), facilitators=(), municipality=""))
    assert check_pdf(out) == []


def test_equal_input_gives_equal_bytes():
    assert printed(report()).getvalue() == printed(report()).getvalue()


def test_it_can_be_stopped_and_tells_how_far_it_is():
    steps = []
    printed(report(), progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with pytest.raises(Cancelled):
        printed(report(), cancelled=lambda: True)


def test_it_speaks_english():
    assert "What is not in this report" in plain(read(printed(report(language="en"))).everything())
