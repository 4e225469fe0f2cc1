"""Cards of talents and roles to cut out: four of A6 on a page of A4, in both languages, with marks to cut along."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import (
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from ef_desktop.domain.workpaper import CardSide, PaperCard, PaperDeck
from ef_desktop.report import fonts, styles
from ef_desktop.report.badges import draw_icon
from ef_desktop.report.blocks import Text, draw_rule
from ef_desktop.report.chapter_parts import bullet
from ef_desktop.report.document import INSIDE, NewChapter, Progress, ReportDocument
from ef_desktop.report.lines import text_width
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    UNIT,
    Style,
    colour,
    palette,
)
from ef_desktop.report.tagging import TaggedCanvas
from ef_desktop.report.words import Words

_CARDS = "cards"
_ON_A_PAGE = 4
_WIDTH, _HEIGHT = PAGE_WIDTH / 2, PAGE_HEIGHT / 2
_EDGE = 27.0
_MEASURE = _WIDTH - 2 * _EDGE
_BAND = 6.0
_ICON = 34.0
_MARK = 17.0
_SLACK = 0.1
_FEWEST = 4  # texts that are shortened rather than left out
_SHORTEST = 12  # signs of a text that is not shortened any further

#: A card with much to say is set smaller; the smallest is still read at the table.
_SCALES = (1.0, 0.92, 0.85, 0.78)

_KIND = Style(size=11.25, leading=3 * UNIT, font=fonts.SEMIBOLD, ink="ink2", after=UNIT, hyphenate=False)
_NAME = Style(size=27, leading=6 * UNIT, font=fonts.BOLD, after=2 * UNIT, hyphenate=False)
_TEXT = Style(size=14.25, leading=4 * UNIT, after=2 * UNIT)
_LABEL = Style(size=11.25, leading=3 * UNIT, font=fonts.SEMIBOLD, ink="ink2", hyphenate=False)
_PART = Style(size=12, leading=3.25 * UNIT, after=UNIT)
_SECOND_NAME = Style(size=12.75, leading=3.25 * UNIT, font=fonts.SEMIBOLD, hyphenate=False)
_SECOND = Style(size=10.5, leading=2.75 * UNIT, ink="ink2")


class _CardDocument(ReportDocument):
    """A document of a page of words, and then pages without margins."""

    def __init__(self, words: Words, **texts: object):
        super().__init__(words, **texts)
        frame = Frame(0, 0, PAGE_WIDTH, PAGE_HEIGHT, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        inside = [template for template in self.pageTemplates if template.id == INSIDE]
        self.pageTemplates = [*inside, PageTemplate(_CARDS, [frame])]


class _Page(Flowable):
    """Four cards, with marks to cut along at the edges and in the middle."""

    def __init__(self, cards: list["_Card"]):
        super().__init__()
        self._cards = cards

    def wrap(self, aW, aH):
        self.width, self.height = PAGE_WIDTH, PAGE_HEIGHT - _SLACK
        return self.width, self.height

    def draw(self):
        for place, card in enumerate(self._cards):
            card.draw_at(self.canv, _WIDTH * (place % 2), PAGE_HEIGHT - _HEIGHT * (place // 2))
        with self.canv.artifact():
            _draw_marks(self.canv)


def _draw_marks(canvas: TaggedCanvas) -> None:
    canvas.setStrokeColor(palette()["lineStrong"])
    canvas.setLineWidth(0.5)
    for x, y, across, up in (
        (_WIDTH, 0, 0, _MARK),
        (_WIDTH, PAGE_HEIGHT - _MARK, 0, _MARK),
        (0, _HEIGHT, _MARK, 0),
        (PAGE_WIDTH - _MARK, _HEIGHT, _MARK, 0),
        (_WIDTH - _MARK / 2, _HEIGHT, _MARK, 0),
        (_WIDTH, _HEIGHT - _MARK / 2, 0, _MARK),
    ):
        canvas.line(x, y, x + across, y + up)


class _Card:
    """A card: what it is in the first language large, and in the second one at its foot."""

    def __init__(self, card: PaperCard, root: Node):
        self._card = card
        self._sect = root.add("Sect")
        self._heading = self._sect.add("H2")
        self._first = self._fitting(lambda scale: self._side(card.first, scale), _HEIGHT - 2 * _EDGE - self._foot_height())

    def _foot_height(self) -> float:
        if self._card.second is None:
            self._second: list[Text] = []
            return 0.0
        self._second = self._fitting(lambda scale: self._other(self._card.second, scale), _HEIGHT * 0.36)
        return _height(self._second) + 2 * UNIT

    def _fitting(self, make: Callable[[float], list[Text]], room: float) -> list[Text]:
        """Return texts that fit in a height: set smaller first, and then without what stands last."""
        for scale in _SCALES:
            texts = make(scale)
            if _height(texts) <= room:
                return texts
        while len(texts) > _FEWEST and _height(texts) > room:
            # A label goes along with its text.
            del texts[-2:]
        while _height(texts) > room and any(len(text.text) > _SHORTEST for text in texts):
            longest = max(texts, key=lambda text: text.wrap(_MEASURE, 0)[1])
            short = longest.text[: len(longest.text) * 9 // 10].rstrip(" …") + "…"
            texts[texts.index(longest)] = Text(short, longest.style, longest.node, longest.language, indent=longest.indent)
        return texts

    def _side(self, side: CardSide, scale: float) -> list[Text]:
        name = _narrowed(side.name, _scaled(_NAME, scale))
        texts = [
            self._text(side, side.kind, _KIND, indent=_ICON),
            Text(side.name, name, self._heading, side.language),
            self._text(side, side.text, _scaled(_TEXT, scale)),
        ]
        for label, said in side.parts:
            texts.append(self._text(side, label, _scaled(_LABEL, scale)))
            texts.append(self._text(side, said, _scaled(_PART, scale)))
        return [text for text in texts if text.text.strip()]

    def _other(self, side: CardSide, scale: float) -> list[Text]:
        said = " ".join([side.text, *(f"{label} {part}" if label.endswith("?") else f"{label}: {part}" for label, part in side.parts)])
        texts = [self._text(side, side.name, _scaled(_SECOND_NAME, scale)), self._text(side, said, _scaled(_SECOND, scale))]
        return [text for text in texts if text.text.strip()]

    def _text(self, side: CardSide, text: str, style: Style, indent: float = 0) -> Text:
        return Text(text, style, Node("P"), side.language, indent=indent)

    def draw_at(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw this with its left upper corner at x and top (points)."""
        ink = colour(self._card.colour)
        with canvas.artifact():
            canvas.setFillColor(ink)
            canvas.rect(x + _EDGE, top - _EDGE, _MEASURE, _BAND, stroke=0, fill=1)
            draw_icon(canvas, self._card.icon, x + _EDGE, top - _EDGE - 2 * UNIT - 22, 22, ink, 1.75)
        y = top - _EDGE - 2 * UNIT - 3.5
        for text in self._first:
            text.wrap(_MEASURE, 0)
            y -= text.height
            self._draw(canvas, text, x + _EDGE, y)
            y -= text.spaceAfter
        if self._card.second is None:
            return
        y = top - _HEIGHT + _EDGE + _height(self._second)
        with canvas.artifact():
            draw_rule(canvas, x + _EDGE, y + UNIT, _MEASURE, palette()["line"], 0.8)
        for text in self._second:
            y -= text.height
            self._draw(canvas, text, x + _EDGE, y)
            y -= text.spaceAfter

    def _draw(self, canvas: TaggedCanvas, text: Text, x: float, y: float) -> None:
        if text.node is not self._heading:
            # In the order of the reading: what is drawn is what stands in the tree.
            text.node = self._sect.add("P")
        with canvas.leaf(text.node), _spoken_in(canvas, text.language):
            text.draw_at(canvas, x, y)


@contextmanager
def _spoken_in(canvas: TaggedCanvas, language: str) -> Iterator[None]:
    """What is drawn meanwhile is in this language, whatever that of the document is."""
    code = {"nl": "nl-NL", "en": "en-GB"}[language]
    canvas._code.append(f"/Span <</Lang ({code})>> BDC")
    yield
    canvas._code.append("EMC")


def _height(texts: list[Text]) -> float:
    return sum(text.wrap(_MEASURE, 0)[1] + text.spaceAfter for text in texts)


def _scaled(style: Style, scale: float) -> Style:
    return replace(style, size=style.size * scale, leading=style.leading * scale, after=style.after * scale)


def _narrowed(name: str, style: Style) -> Style:
    """Return a style in which the longest word of a name fits on a line."""
    longest = max((text_width(word, style) for word in name.split()), default=1.0)
    fits = min(1.0, (_MEASURE - 2) / longest)
    return _scaled(style, max(fits, 0.4)) if fits < 1 else style


def write_cards(
    deck: PaperDeck,
    out: BinaryIO | Path,
    *,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write the cards as an accessible PDF that may be kept: PDF/UA-1 and PDF/A-2a. Equal input gives equal bytes.

    Parameters:
        deck: everything that stands on them.
        out: where to write; a path is opened only when the whole document is ready.
        now: date of the file, with time zone.
        progress: called with the steps done and the steps in all.
        cancelled: asked often; True stops the work.
    Raises:
        Cancelled: the work was stopped; nothing was written.
    """
    words = Words(deck.language)
    root = Node("Document")
    following = Progress(1 + len(deck.cards), progress, cancelled)
    document = _CardDocument(
        words, title=deck.title, author=deck.author, subject=deck.programme_name, progress=following
    )
    document.typeset(_story(deck, root, words, following), root, now, out)
    following.step()


def _story(deck: PaperDeck, root: Node, words: Words, progress: Progress) -> Iterator[Flowable]:
    _ = words.gettext
    sect = root.add("Sect")
    yield NewChapter(deck.title)
    yield Text(deck.title, styles.CHAPTER, sect.add("H1"), words.language, key="cards", outline=deck.title)
    for sentence in deck.how:
        yield Text(sentence, styles.BODY, sect.add("P"), words.language)
    for heading, sentences in ((_("What we agree"), deck.rules), (_("What else you need"), deck.materials)):
        yield Text(heading, styles.SECTION, sect.add("H2"), words.language)
        items = sect.list_of("Disc")
        for sentence in sentences:
            yield bullet(sentence, items, words)
    yield NextPageTemplate(_CARDS)
    for start in range(0, len(deck.cards), _ON_A_PAGE):
        yield PageBreak()
        yield _Page([_Card(card, root) for card in deck.cards[start : start + _ON_A_PAGE]])
        for _card in deck.cards[start : start + _ON_A_PAGE]:
            progress.step()
