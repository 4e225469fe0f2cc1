"""What a reader hears is what was written, in its order; nothing else stands on the pages but running heads and decoration.

Three readers look: the story as it is built, the structure tree read by pikepdf, and the structure tree read by poppler.
"""

import re
import shutil
import subprocess
from collections import defaultdict
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from ef_desktop.domain.book import Book
from ef_desktop.report import blocks, fonts
from ef_desktop.report.characters import named
from ef_desktop.report.logbook import write_logbook
from ef_desktop.report.selfcheck import check_pdf
from ef_desktop.report.structure import Node

from . import books
from .book_strategies import all_books
from .reading import Element, plain, read

_BOOKS = {
    "levendig": books.book,
    "engels": lambda: books.book(meetings=2, language="en"),
    "leeg": books.empty_book,
    "moeilijk": books.hard_book,
}


_LATE = ("H2", "Link", "Figure")  # what may hold a number that is not a text of the story
_NUMBERS = re.compile(r"[\s\d.,…]*")
_RIGHTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")


class Story:
    """Everything that was given to the page: each text with its node, in the order in which the story was built.

    Texts are noted as they are made, before anything is laid out; the tree is the one that the story hung them on.
    """

    def __init__(self, monkeypatch):
        self.texts: dict[tuple[int, ...], list[str]] = defaultdict(list)
        self.tags: dict[tuple[int, ...], str] = {}
        make = blocks.Text.__init__

        def noting(block, text, style, node, language, **options):
            make(block, text, style, node, language, **options)
            place = _place(node)
            if text and place is not None:
                self.texts[place].append(plain(named(fonts.clean(text), language)))
                self.tags[place] = node.tag

        monkeypatch.setattr(blocks.Text, "__init__", noting)

    def in_order(self) -> list[tuple[str, str]]:
        """Return type and text of each node with text, in the order of the tree."""
        found = ((self.tags[place], plain(" ".join(self.texts[place]))) for place in sorted(self.texts))
        return [(tag, text) for tag, text in found if text]


def _place(node: Node) -> tuple[int, ...] | None:
    """Return where a node stands in the document, None for one that is made to be measured and never drawn."""
    place = []
    while node.parent is not None:
        place.append(len(node.parent.kids) - 1 - node.parent.kids[::-1].index(node))
        node = node.parent
    return tuple(reversed(place)) if node.tag == "Document" else None


def written(book: Book) -> BytesIO:
    out = BytesIO()
    write_logbook(book, out, now=books.NOW)
    out.seek(0)
    return out


def heard(root: Element) -> list[tuple[str, str]]:
    """Return type and text of each element with text, in reading order."""
    return [(element.type, element.text) for element in root.walk() if element.text]


def assert_read_as_written(story: Story, source: BytesIO) -> None:
    wanted, found = _without_late(story.in_order()), _without_late(heard(read(source).root))
    assert [kind for kind, _ in found] == [kind for kind, _ in wanted]
    for (kind, text), (_, other) in zip(wanted, found, strict=True):
        extra = other.removeprefix(text) if kind == "Link" else other.removesuffix(text)
        assert _NUMBERS.fullmatch(extra) if kind in _LATE else not extra, (text, other)


def _without_late(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out what is not a text of the story: page numbers of links, the number of a meeting in its tile, the figures in a chart."""
    without = [(kind, re.sub(r"^\d+ | \d+$", "", text) if kind == "H2" else text) for kind, text in pairs]
    return [(kind, text) for kind, text in without if kind not in _LATE or not _NUMBERS.fullmatch(text)]


@pytest.mark.parametrize("name", _BOOKS)
def test_the_tree_says_the_story_in_its_order(monkeypatch, name):
    story = Story(monkeypatch)
    assert_read_as_written(story, written(_BOOKS[name]()))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(all_books())
def test_every_book_is_read_as_it_was_written_and_conforms(book):
    with pytest.MonkeyPatch.context() as patch:
        story = Story(patch)
        out = written(book)
    assert check_pdf(out) == []
    assert_read_as_written(story, out)
    assert_artifacts_repeat(out, book)


def assert_artifacts_repeat(source: BytesIO, book: Book) -> None:
    """What is no content is a running head or a foot, a head that is repeated, or a figure in a drawing."""
    reading = read(source)
    said = set(reading.texts())
    whole = " ".join(reading.texts())
    for text in reading.artifacts:
        shown = text.removesuffix("…").rstrip()
        known = (
            not re.search(r"[^\W\d]", text)  # numbers in bars and tiles
            or _RIGHTWARD.search(text)  # outside the content these stand as they are drawn
            or re.search(r"(pagina|page) [\d.,]+ (van|of) [\d.,]+$", text)
            or shown in whole
            or all(part in whole for part in text.split())  # the cells of a head that is repeated
        )
        assert known or text in said, text


def test_a_text_in_another_place_would_be_seen(monkeypatch):
    """The check itself finds two texts that changed places, and a text that is left out."""
    story = Story(monkeypatch)
    out = written(books.book(meetings=1))
    assert_read_as_written(story, out)
    node = next(place for place, texts in story.texts.items() if "We oefenen" in "".join(texts))
    other = next(place for place, texts in story.texts.items() if "Voorhof. Bewoners" in "".join(texts))
    story.texts[node], story.texts[other] = story.texts[other], story.texts[node]
    with pytest.raises(AssertionError):
        assert_read_as_written(story, out)
    story.texts[node], story.texts[other] = story.texts[other], []
    with pytest.raises(AssertionError):
        assert_read_as_written(story, out)


# poppler, another reader


def by_poppler(path: Path) -> str:
    """Return all text of the structure tree as poppler reads it."""
    answer = subprocess.run(["pdfinfo", "-struct-text", str(path)], check=True, capture_output=True, timeout=60)
    lines = answer.stdout.decode("utf-8", "replace").splitlines()
    return "".join(line.strip()[1:-1] for line in lines if line.strip().startswith('"') and line.strip().endswith('"'))


def bare(text: str) -> str:
    """Return a text without spaces, and without what poppler writes otherwise: soft hyphens and compatibility forms."""
    return re.sub(r"[\s\u00ad]", "", text)


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_poppler_reads_the_same(tmp_path, language):
    path = tmp_path / "boek.pdf"
    path.write_bytes(written(books.book(meetings=1, language=language)).getvalue())
    assert bare(by_poppler(path)) == bare("".join(read(path).texts()))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_words_that_were_broken_can_be_found_whole(tmp_path):
    path = tmp_path / "boek.pdf"
    path.write_bytes(written(books.book()).getvalue())
    with pikepdf.open(path) as pdf:
        assert sum(page.Contents.read_bytes().count(b"/ActualText") for page in pdf.pages) > 6
    text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    assert "\u00ad" not in text
    for word in ("initiatiefnemer", "voorleggen", "aanspreekpunt"):
        spoken = sum(word in said for said in read(path).everything().split())
        assert len(re.findall(rf"\b{word}", text)) >= spoken > 0
