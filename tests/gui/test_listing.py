"""The list of rows itself: nothing is made of a row that is not seen, and what is searched is found."""

from typing import NamedTuple

import pytest

from ef_desktop.ui.pages.listing_filter import Filter, FilterBar, Order, occurring
from ef_desktop.ui.pages.listing_model import ListRow
from ef_desktop.ui.pages.meetings_rows import RowsView


class Line(NamedTuple):
    id: bytes
    name: str


def lines(*names):
    return tuple(Line(str(number).encode(), name) for number, name in enumerate(names))


def as_row(line):
    return ListRow(id=line.id, title=line.name, detail="")


@pytest.fixture
def view(dressed, qtbot):
    made = RowsView("Lijst", several=True)
    made.resize(500, 300)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(view):
    return [view.rows().index(row).data() for row in range(view.rows().rowCount())]


def test_only_what_is_seen_is_made(view, qtbot):
    made = []

    def make(line):
        made.append(line.id)
        return as_row(line)

    view.show_rows(lines(*(f"Mens {number}" for number in range(20_000))), make, lambda line: line.name)
    view.grab()
    assert view.rows().rowCount() == 20_000
    assert 0 < len(set(made)) < 20


@pytest.mark.parametrize("query", ["jose", "JOSÉ", "ünal jo", "unal", "  josé   ünal "])
def test_accents_and_capitals_do_not_matter(view, query):
    view.show_rows(lines("José Ünal", "Bas"), as_row, lambda line: line.name)
    view.search(query)
    assert shown(view) == ["José Ünal"]


def test_a_text_with_a_sign_that_cannot_be_typed_is_found_too(view):
    view.show_rows(lines("een\x00twee", "drie"), as_row, lambda line: line.name)
    view.search("twee")
    assert shown(view) == ["een\x00twee"]
    view.search("drie")
    assert shown(view) == ["drie"]


def test_thousands_are_ready_for_a_search_before_it_is_typed(view, qtbot):
    asked = []

    def words(line):
        asked.append(line.id)
        return line.name

    everybody = lines(*(f"Mens {number} José" if number % 2 else f"Mens {number}" for number in range(7001)))
    view.show_rows(everybody, as_row, words)
    qtbot.waitUntil(lambda: len(asked) == 7001)
    view.search("jose")
    assert shown(view) == [line.name for line in everybody if "José" in line.name]
    # Other rows, and a search in the same moment: only what was not ready yet is asked for.
    view.search("")
    asked.clear()
    view.show_rows(everybody[::-1], as_row, words)
    view.search("mens 7000")
    assert shown(view) == ["Mens 7000"]
    assert len(asked) == 7001
    qtbot.wait(0)
    assert len(asked) == 7001


def test_the_search_follows_other_rows(view):
    view.show_rows(lines("Anna", "Bas"), as_row, lambda line: line.name)
    view.search("bas")
    view.show_rows(lines("Bas", "Sebastiaan", "Cor"), as_row, lambda line: line.name)
    assert shown(view) == ["Bas", "Sebastiaan"]


def test_the_current_row_stays_or_its_neighbour_takes_over(view):
    rows = lines("Anna", "Bas", "Cor", "Dirk")
    view.show_rows(rows, as_row, lambda line: line.name)
    view.choose(rows[2].id)
    view.show_rows((rows[0], rows[2]), as_row, lambda line: line.name)
    assert view.current_id() == rows[2].id
    view.show_rows((rows[0],), as_row, lambda line: line.name)
    assert view.current_id() == rows[0].id
    view.show_rows((), as_row, lambda line: line.name)
    assert view.current_id() is None and view.picked_ids() == ()


def test_picked_rows_come_in_the_order_of_the_list(view):
    rows = lines("Anna", "Bas", "Cor", "Dirk")
    view.show_rows(rows, as_row, lambda line: line.name)
    view.selectAll()
    assert view.picked_ids() == tuple(row.id for row in rows)


@pytest.fixture
def bar(dressed, qtbot):
    filters = (
        Filter("letter", "Letter", lambda: (("a", "A & co"), ("b", "B")), lambda letter: lambda line: letter in line.name.casefold()),
        Filter("length", "Lengte", lambda: ((3, "Drie"),), lambda length: lambda line: len(line.name) == length),
    )
    orders = (Order("usual", "Gewoon"), Order("back", "Omgekeerd", lambda line: -int(line.id)))
    made = FilterBar(filters, orders)
    qtbot.addWidget(made)
    return made


def test_filters_add_up_and_the_order_is_kept(bar):
    rows = lines("Anna", "Bas", "Cor", "Abe")
    bar.choose("letter", "a")
    bar.order_by("back")
    assert [line.name for line in bar.arranged(rows)] == ["Abe", "Bas", "Anna"]
    bar.choose("length", 3)
    assert [line.name for line in bar.arranged(rows)] == ["Abe", "Bas"]
    assert bar.words() == ("A & co", "Drie")
    bar.choose("letter", None)
    assert [line.name for line in bar.arranged(rows)] == ["Abe", "Cor", "Bas"]


def test_an_answer_that_does_not_exist_takes_the_filter_off(bar):
    bar.choose("letter", "a")
    bar.choose("letter", "z")
    assert bar.chosen() == ()


def test_an_ampersand_in_the_menu_is_a_letter(bar):
    below = bar.fill_filters().actions()[0].menu()
    assert [action.text() for action in below.actions() if action.text()] == ["Alle", "A && co", "B"]


def test_a_menu_of_what_occurs_has_the_most_common_by_the_alphabet():
    values = ["Zorg"] * 3 + ["", ""] + [f"Huis {number:02d}" for number in range(40)] + ["x" * 200] * 2
    options = occurring(values)
    assert len(options) == 30
    assert options[-1] == ("Zorg", "Zorg")
    assert all(len(words) <= 41 for _value, words in options)
    assert "" not in dict(options)
