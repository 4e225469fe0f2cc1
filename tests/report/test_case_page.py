"""The sheet of a case: one page whatever the texts, tagged and checked, and without what may not be read."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from ef_desktop.domain.caseviews import CaseSheet, SheetCriterion, SheetField, SheetGoal
from ef_desktop.domain.errors import InvalidValueError, StorageError
from ef_desktop.report.case_page import write_case_page
from ef_desktop.report.selfcheck import check_pdf
from tests.gui.planning_views import NASTY

from .reading import plain, read

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
LONG = "Bewoners willen samen een tuin maken en vragen hoe dat mag. "


def sheet(**changes) -> CaseSheet:
    goals = tuple(SheetGoal(n, f"Doel {n}", "#3F7E44", "#FFFFFF", n == 11, "Dit draagt bij.") for n in (11, 3))
    whole = CaseSheet(
        title="Stadstuin Voorhof",
        line="Groep bewoners · Plan · Voorhof",
        anonymous=False,
        verdict="Past bij de criteria",
        fields=(SheetField("De vraag uit de stad", "Mag de buurt hier tuinieren?", 0), SheetField("Partners", "De school", 9)),
        goals=goals,
        criteria=tuple(SheetCriterion(n, f"Criterium {n}", "Voldoet", True, "Omdat het zo is.") for n in range(1, 5)),
        programme_name="Leerroute Delft",
        municipality="Delft",
        language="nl",
        edition=NOW,
    )
    return replace(whole, **changes)


def filled(text: str, fields: int = 10) -> CaseSheet:
    """A sheet with this text wherever text can be."""
    return sheet(
        title=text or "x",
        line=text,
        fields=tuple(SheetField(f"Veld {n}", text, n) for n in range(fields)),
        goals=tuple(SheetGoal(n, "Vrede, justitie en sterke publieke diensten", "#3F7E44", "#FFFFFF", n == 1, text) for n in range(1, 6)),
        criteria=tuple(SheetCriterion(n, "Er is een verband met een veranderende samenleving en de rol van de gemeente daarin", "Voldoet niet", False, text) for n in range(1, 5)),
        anonymous=True,
    )


def printed(sheet: CaseSheet) -> tuple[io.BytesIO, tuple[str, ...]]:
    out = io.BytesIO()
    left_out = write_case_page(sheet, out, now=NOW)
    out.seek(0)
    return out, left_out


def test_everything_stands_on_the_page_in_its_order():
    out, left_out = printed(sheet())
    assert left_out == ()
    assert check_pdf(out) == []
    said = read(out)
    assert said.pages == 1
    assert [plain(title) for title in said.texts("H1")] == ["Stadstuin Voorhof"]
    text = plain(said.everything())
    for words in ("Mag de buurt hier tuinieren?", "Doel 11 (hoofddoel)", "Dit draagt bij.", "Criterium 4", "Omdat het zo is."):
        assert words in text
    assert text.index("Partners") < text.index("Doel 11") < text.index("Criterium 1")


@pytest.mark.parametrize("length", [1, 3, 10, 40, 400])
def test_it_is_one_page_whatever_the_texts(length):
    out, left_out = printed(filled(LONG * length))
    assert check_pdf(out) == []
    said = read(out)
    assert said.pages == 1
    assert bool(left_out) == (length > 1)
    if left_out:
        text = plain(said.everything())
        assert "Zie het programma voor:" in text
        for label in left_out:
            assert label in text


def test_what_is_left_out_is_left_out_whole():
    out, left_out = printed(replace(filled(LONG * 10), title="Titel", line=""))
    text = plain(read(out).everything())
    assert "Veld 0" not in left_out
    assert "Veld 9" in left_out
    assert text.count("mag.") > 0
    assert text.count("mag.") % 10 == 0


@pytest.mark.parametrize("text", [*NASTY, "2026-03-12", "<b>vet</b> & meer", "\N{CJK UNIFIED IDEOGRAPH-4E2D}" * 40, "مرحبا بالعالم", "w" * 900])
def test_awkward_texts_stay_on_the_page(text):
    out, _left_out = printed(filled(text))
    assert check_pdf(out) == []
    assert read(out).pages == 1


def test_a_case_with_nothing_in_it_is_a_page_too():
    out, left_out = printed(sheet(fields=(), goals=(), line="", verdict="Nog aanvullen"))
    assert (check_pdf(out), read(out).pages, left_out) == ([], 1, ())


def test_equal_input_gives_equal_bytes():
    assert printed(sheet())[0].getvalue() == printed(sheet())[0].getvalue()


def test_it_speaks_english():
    out, _left_out = printed(sheet(language="en"))
    assert "The four criteria" in plain(read(out).everything())


# From the work file


@pytest.fixture
def case(workspace):
    """A case that is full of names."""
    noor = workspace.people.add("Noor Visser")
    return workspace.cases.add(
        "Stadstuin Tuinhof",
        question="Stichting Groene Vingers vraagt of de tuin in Voorhof mag.",
        initiator_kind="bewonersgroep",
        initiator_name="Stichting Groene Vingers",
        initiator_knows="weet",
        brought_by_id=noor,
        district="Voorhof",
        stuck_on="In stadstuin  tuinhof is geen water.",
        sensitive="bezwaar",
        municipal_role="samenwerken,ruimte",
    )


def text_of(workspace, case, tmp_path, **how) -> str:
    path = tmp_path / "blad.pdf"
    workspace.case_page.write(case, path, **how)
    assert check_pdf(path) == []
    return plain(read(io.BytesIO(path.read_bytes())).everything())


def test_the_sheet_holds_what_the_group_may_see(workspace, case, tmp_path):
    text = text_of(workspace, case, tmp_path)
    assert "Stadstuin Tuinhof" in text
    assert "Groep bewoners" in text
    assert "Voorhof" in text
    assert "Samenwerken, Ruimte geven" in text
    assert "Noor" not in text
    assert "bezwaar" not in text


def names_in(text: str) -> list[str]:
    return [name for name in ("Stadstuin", "Groene Vingers", "Voorhof", "Noor", "tuinhof") if name.casefold() in text.casefold()]


def test_anonymous_leaves_out_whatever_leads_to_the_initiator(workspace, case, tmp_path):
    text = text_of(workspace, case, tmp_path, anonymous=True)
    assert names_in(text) == []
    assert "Anonieme casus" in text
    assert names_in(workspace.case_page.suggested_name(case, anonymous=True)) == []


@pytest.mark.parametrize("answer", ["nee", ""])
def test_it_is_anonymous_by_force_where_the_initiator_does_not_know(workspace, case, tmp_path, answer):
    workspace.cases.update(case, initiator_knows=answer)
    assert workspace.case_page.must_be_anonymous(case)
    assert names_in(text_of(workspace, case, tmp_path)) == []
    assert names_in(workspace.case_page.suggested_name(case)) == []
    raw = (tmp_path / "blad.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert names_in(str(pdf.docinfo.Title)) == []


def test_what_the_facilitator_keeps_from_the_group_is_not_on_it(workspace, case, tmp_path):
    workspace.cases.keep_off(case, "stuck_on")
    assert "geen water" not in text_of(workspace, case, tmp_path)


def test_a_case_is_found_by_title_part_or_id(workspace, case):
    other = workspace.cases.add("Stadstuin")
    find = workspace.case_page.find
    assert find("stadstuin TUINHOF") == find("tuinhof") == find(case.hex()) == case
    assert find("Stadstuin") == other
    with pytest.raises(InvalidValueError, match=f"Meer dan één.*‘Stadstuin’ .{other.hex()}"):
        find("stads")
    for words in ("Speelstraat", "", "  "):
        with pytest.raises(InvalidValueError, match="Geen casus"):
            find(words)


def test_what_cannot_be_written_is_said(workspace, case, tmp_path):
    with pytest.raises(StorageError, match="is niet bewaard"):
        workspace.case_page.write(case, tmp_path / "weg" / "blad.pdf")
    with pytest.raises(StorageError, match="werkbestand"):
        workspace.case_page.write(case, workspace.path)
    assert [path for path in Path(tmp_path).iterdir() if path.suffix == ".part"] == []
