"""The chapter on the cases: every criterion, goal, motivation and exception once, in order, in an accessible document."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from ef_desktop.domain.book import BookCase, BookCriterion
from ef_desktop.domain.book_parts import BookChapter
from ef_desktop.report.logbook import write_logbook
from ef_desktop.report.selfcheck import check_pdf

from . import books
from .reading import plain, read

TEXTS = ("De vraag komt uit de stad", "Kan als voorbeeld dienen", "Er is een verband", "Er is een doel")
NAMED = BookCase(
    "Stadstuin Voorhof",
    "Toegelaten met reden",
    ("11. Duurzame steden en gemeenschappen", "3. Goede gezondheid en welzijn"),
    tuple(BookCriterion(text, "Voldoet", f"Want {text.lower()}.") for text in TEXTS),
    "De casus is klein, maar past precies bij wat de groep wil oefenen.",
    "Noor",
    date(2026, 3, 12),
)
HIDDEN = BookCase("Anonieme casus K7", "Past bij de criteria", (), tuple(BookCriterion(text, "Deels") for text in TEXTS))


def written(*cases, language="nl"):
    out = BytesIO()
    book = books.book(1, 3, language=language)
    chapters = (*book.chapters, BookChapter("casussen", "De casussen")) if cases else book.chapters
    write_logbook(replace(book, cases=cases, chapters=chapters), out, now=books.NOW)
    out.seek(0)
    return out


def test_everything_of_a_case_is_read_in_order():
    text = read(written(NAMED, HIDDEN)).everything()
    at = text.rindex("De casussen")
    for part in (
        NAMED.title,
        NAMED.verdict,
        NAMED.reason,
        "Besloten door Noor op 12 maart 2026.",
        "Global Goals: 11. Duurzame steden",
        *(part for found in NAMED.criteria for part in (found.text, found.state, found.motivation)),
        HIDDEN.title,
        HIDDEN.verdict,
        *(part for found in HIDDEN.criteria for part in (found.text, found.state)),
    ):
        at = text.index(plain(part), at)


def test_who_decided_is_not_named_without_permission():
    text = read(written(replace(NAMED, decided_by=""))).everything()
    assert "Besloten door een begeleider op 12 maart 2026." in text
    assert "Noor op" not in text


def test_without_cases_there_is_no_chapter():
    assert "De casussen" not in read(written()).everything()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_document_passes_its_own_check(language, tmp_path):
    hard = replace(NAMED, title="Lang " * 200, reason="x" * 3000, criteria=tuple(BookCriterion("Tekst " * 40, "Deels", "woord " * 900) for _t in TEXTS))
    path = tmp_path / "boek.pdf"
    path.write_bytes(written(NAMED, hard, HIDDEN, language=language).getvalue())
    assert check_pdf(path) == []
