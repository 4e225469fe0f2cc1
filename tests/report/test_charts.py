"""Charts say everything in words and figures, also without colour."""

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ef_desktop.report.charts import MOST_COLUMNS, Series, _scale, bar_table, column_chart, describe
from ef_desktop.report.selfcheck import check_pdf
from ef_desktop.report.structure import Node
from ef_desktop.report.words import Words

from .reading import read
from .test_typography import typeset

WORDS = Words("nl")
BEFORE_AND_AFTER = [Series("Voor", (1, 3, 5, 2, 0)), Series("Na", (0, 1, None, 6, 4))]


def figures(source: BytesIO) -> list[tuple[str, tuple[float, ...]]]:
    """Return description and place of each figure."""
    with pikepdf.open(source) as pdf:
        found = [
            thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Figure
        ]
        return [(str(thing.Alt), tuple(map(float, thing.A[0].BBox))) for thing in found]


class TestBarTable:
    def test_every_figure_is_a_cell_and_every_label_a_head(self):
        labels = ["Inzicht", "Werkt", "Signaal"]
        out = typeset(
            lambda root: bar_table(root, WORDS, head="Soort", labels=labels, series=[Series("Aantal", (12, 1200, None))])
        )
        assert check_pdf(out) == []
        reading = read(out)
        assert reading.texts("TH") == ["Soort", "Aantal", *labels]
        assert reading.texts("TD") == ["12", "1.200", "–"]
        assert figures(out) == []

    def test_series_differ_by_pattern_not_by_colour(self):
        def painting(series):
            out = typeset(lambda root: bar_table(root, WORDS, head="x", labels=["a"], series=series))
            with pikepdf.open(out) as pdf:
                return [str(operator) for _, operator in pikepdf.parse_content_stream(pdf.pages[0], "re f S l")]

        one, two, three = (painting([Series("s", (9,))] * count) for count in (1, 2, 3))
        assert one.count("S") == 0  # solid
        assert two.count("S") > 5  # hatched
        assert two.count("S") < three.count("S") <= two.count("S") + 4  # and open

    def test_many_rows_run_over_pages_under_their_head(self):
        labels = [f"onderdeel {number}" for number in range(90)]
        values = tuple(range(90))
        reading = read(
            typeset(lambda root: bar_table(root, WORDS, head="Deel", labels=labels, series=[Series("Aantal", values)]))
        )
        assert reading.pages > 1
        assert reading.artifacts.count("Deel Aantal") == reading.pages - 1

    @pytest.mark.parametrize(
        ("labels", "series"),
        [
            ([], [Series("a", ())]),
            (["a"], []),
            (["a"], [Series("a", (1, 2))]),
            (["a"], [Series("a", (1,))] * 4),
        ],
    )
    def test_figures_that_do_not_belong_to_the_labels_are_refused(self, labels, series):
        with pytest.raises(ValueError, match="labels"):
            list(bar_table(Node("Sect"), WORDS, head="x", labels=labels, series=series))


class TestColumnChart:
    def chart(self, labels, series):
        return typeset(
            lambda root: column_chart(root, WORDS, title="Dit leverde iets op", head="Antwoord", labels=labels, series=series)
        )

    def test_the_figure_has_a_description_and_a_place(self):
        out = self.chart(list("12345"), BEFORE_AND_AFTER)
        assert check_pdf(out) == []
        ((description, box),) = figures(out)
        assert description == (
            "Grafiek: Dit leverde iets op. Voor: het meest bij 3 (5), het minst bij 5 (0). "
            "Na: het meest bij 4 (6), het minst bij 1 (0). Alle cijfers staan in de tabel."
        )
        left, foot, right, top = box
        assert 0 < left < right < 596
        assert 0 < foot < top < 842

    def test_the_table_beside_it_says_all_figures(self):
        reading = read(self.chart(list("12345"), BEFORE_AND_AFTER))
        assert reading.texts("TH") == ["Antwoord", "Voor", "Na", *"12345"]
        assert reading.texts("TD") == ["1", "0", "3", "1", "5", "–", "2", "6", "0", "4"]

    def test_three_series_stand_above_their_table(self):
        out = self.chart(list("123"), [Series(name, (1, 2, 3)) for name in "abc"])
        assert check_pdf(out) == []
        assert len(figures(out)) == 1
        assert len(read(out).texts("TD")) == 9

    @pytest.mark.parametrize(
        "labels", [[str(number) for number in range(MOST_COLUMNS + 1)], ["kort", "een heel lang antwoord " * 3]]
    )
    def test_what_does_not_fit_upright_stands_in_rows(self, labels):
        out = self.chart(labels, [Series("Aantal", tuple(range(len(labels))))])
        assert figures(out) == []
        assert len(read(out).texts("TD")) == len(labels)

    def test_nothing_but_nothing_is_a_chart_too(self):
        out = self.chart(["a 😀", "b"], [Series("Aantal", (0, None))])
        assert check_pdf(out) == []
        assert read(out).texts("TD") == ["0", "–"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((None, None), "Aantal: geen cijfers."),
        ((3, 3), "Aantal: overal 3."),
        ((1.5, 3), "Aantal: het meest bij b (3), het minst bij a (1,5)."),
    ],
)
def test_charts_describe_themselves(values, told):
    assert (
        describe("Titel.", ["a", "b"], [Series("Aantal", values)], WORDS)
        == f"Grafiek: Titel. {told} Alle cijfers staan in de tabel."
    )


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**9), st.floats(0, 1e6)), min_size=1, max_size=8))
@settings(max_examples=100)
def test_the_scale_holds_every_value_and_few_lines(values):
    top, lines = _scale(["x"] * len(values), [Series("s", tuple(values))])
    assert top > 0
    assert all(value <= top for value in values if value)
    assert len(lines) <= 4
    assert all(0 < line <= top * (1 + 1e-6) for line in lines)
