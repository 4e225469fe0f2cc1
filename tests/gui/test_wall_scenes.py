"""The scenes of the wall: readable from the back row, whole, and on the canvas."""

import importlib.util
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor

from ef_desktop.domain.frames import BoardFrame, RulesFrame, WallCard, WallColumn
from ef_desktop.i18n import set_language
from ef_desktop.ui.projector.flow import Measure, Part, fill
from ef_desktop.ui.projector.frames import newest_card
from ef_desktop.ui.projector.letters import SMALLEST, text
from ef_desktop.ui.projector.scenes import compose, render_frame
from ef_desktop.ui.projector.scenes.parts import clock_words
from ef_desktop.ui.projector.stage import CANVAS, Stage, StagePainter, fitted, picture_of
from ef_desktop.ui.theme import projector_look

pytestmark = pytest.mark.usefixtures("dressed")

_spec = importlib.util.spec_from_file_location("wall_frames", Path(__file__).with_name("wall_frames.py"))
frames = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(frames)

FULL = QSize(1920, 1080)


def stages(frame) -> list[Stage]:
    staging = compose(frame)
    return [staging.stage(page) for page in range(staging.count)]


def words(frame) -> list[str]:
    return [word for stage in stages(frame) for word, _size in stage.words()]


@pytest.mark.parametrize("name", [*frames.ordinary(), *(f"strange {name}" for name in frames.strange())])
def test_nothing_is_too_small_or_off_the_canvas(name):
    all_frames = frames.ordinary() | {f"strange {name}": frame for name, frame in frames.strange().items()}
    for stage in stages(all_frames[name]):
        assert all(size >= SMALLEST for _word, size in stage.words())
        assert all(CANVAS.contains(piece.rect) for piece in stage.pieces)
        assert not picture_of(stage, QSize(480, 270)).isNull()


def test_small_letters_are_refused():
    with pytest.raises(ValueError, match="too small"):
        text("klein", 45, 50, 400, 300)


def test_no_two_pieces_of_a_board_lie_over_each_other():
    for frame in (frames.mockup_board(), frames.strange()["board"]):
        for stage in stages(frame):
            for one, other in combinations(stage.pieces, 2):
                assert not one.rect.intersects(other.rect)


def test_the_board_of_the_mockup_is_one_page_with_its_24_cards():
    (stage,) = stages(frames.mockup_board())
    cards = [piece for piece in stage.pieces if piece.key[0] == "card"]
    heads = [piece for piece in stage.pieces if piece.key[0] == "head"]
    assert (len(cards), len(heads)) == (24, 5)
    assert {round(head.rect.height()) for head in heads} == {80}
    assert max(piece.rect.bottom() for piece in cards) <= 1052


def test_words_that_fit_are_not_broken():
    (_stage,) = stages(frames.mockup_board())
    assert "\u00ad" not in text("Brief vol artikelnummers", 46, 50, 600, 323).block.layouts[0].text()
    assert "\u00ad" in text("vergunningsvoorwaarden", 46, 50, 600, 323).block.layouts[0].text()


def test_every_card_is_on_exactly_one_page():
    frame = frames.board(**{kind: [f"{kind} kaart nummer {number}" for number in range(9)] for kind in frames.KINDS})
    found = [word for word in words(frame) if "nummer" in word]
    assert sorted(found) == sorted(card.text for column in frame.columns for card in column.cards)
    assert compose(frame).count > 1


def test_pages_are_numbered_and_have_at_most_five_columns():
    frame = frames.board(**{kind: ["Bel eerst"] for kind in frames.KINDS})
    first, second = stages(frame)
    assert [word for word, _size in first.words()][-1] == "1 van 2"
    assert [word for word, _size in second.words()][-1] == "2 van 2"
    heads = [sum(piece.key[0] == "head" for piece in stage.pieces) for stage in (first, second)]
    assert sorted(heads) == [4, 5]


def test_few_kinds_get_wide_columns_and_a_full_kind_gets_the_room_that_is_left():
    (few,) = stages(frames.board(werkt=["Bel eerst"], vraag=["Wie?"]))
    assert {piece.rect.width() for piece in few.pieces} == {608}
    (full,) = stages(frames.board(werkt=[f"Kaart {number}" for number in range(25)], vraag=["Wie?"]))
    head = next(piece for piece in full.pieces if piece.key[:2] == ("head", "werkt"))
    assert head.rect.width() > 1000


@pytest.mark.parametrize("name", ["board", "top", "rules"])
def test_what_is_too_long_goes_on_and_stays_whole(name):
    # Per text: the lines that stand on the wall, page after page.
    seen: dict[tuple, list[tuple[int, int]]] = {}
    for stage in stages(frames.strange()[name]):
        for piece in stage.pieces:
            if piece.key[0] == "card":
                _card, kind, words, secondary, _fresh, width, first, count, *_rest = piece.key
                seen.setdefault((kind, words, secondary, width), []).append((first, count))
            elif piece.key[0] in ("top", "rule") and len(piece.key) > 2:
                first, count = piece.key[-2:]
                seen.setdefault((piece.words[0], piece.rect.width()), []).append((first, count))
    assert any(len(parts) > 3 for parts in seen.values())
    texts = {key[:2] if len(key) == 4 else key[0] for key in seen}
    assert len(texts) == len(seen)  # a text that goes on keeps its width, and so its lines
    for parts in seen.values():
        assert parts[0][0] == 0
        assert all(first + count == following for (first, count), (following, _) in pairwise(parts))
        assert all(count > 0 for _first, count in parts)


def test_the_last_line_of_a_long_card_is_on_the_last_page():
    long = "Een heel lang verhaal over de buurt en wat daar nodig is. " * 60
    (part, *_rest) = [piece.key for piece in stages(frames.board(werkt=["Kort", long]))[-1].pieces if piece.key[0] == "card"][-1:]
    assert part[6] + part[7] == text(long, 46, 50, 600, part[5] - 35).lines
    assert part[8]


def test_a_group_has_its_title_on_the_first_card_and_one_ground():
    loose = frames.card(1, "Los", "")
    head = WallCard(b"h" * 16, "Bel eerst", "", False, grouped=True, group="Samen bellen, ook met wie er nog niet was")
    member = WallCard(b"m" * 16, "Mail later", "", False, grouped=True)
    stage = compose(BoardFrame("nl", "Bord", (WallColumn("werkt", "Werkt", (head, member, loose)),))).stage()
    assert [word for word, _size in stage.words()][1:] == [head.group, "Bel eerst", "Mail later", "Los"]
    first, second, third = stage.pieces[1:]
    assert first.rect.height() > second.rect.height() == third.rect.height()
    picture = picture_of(stage, QSize(1920, 1080))

    def ground(piece):
        return picture.pixelColor(round(piece.rect.right()) - 20, round(piece.rect.bottom()) - 12)

    assert ground(first) == ground(second) != ground(third)


def test_the_page_of_a_card_is_known():
    frame = frames.board(**{kind: [f"Kaart {number}" for number in range(12)] for kind in frames.KINDS})
    staging = compose(frame)
    for column in frame.columns:
        for card in column.cards:
            assert card.text in [word for word, _size in staging.stage(staging.page_of[card.id]).words()]


def test_a_new_card_is_inverted():
    solid = projector_look().kind["werkt"].solid
    for fresh, expected in ((False, QColor("#ffffff")), (True, solid)):
        column = frames.board(werkt=["x"]).columns[0]
        changed = BoardFrame("nl", "x", (column.__class__(column.kind, column.name, (frames.card(1, "Bel", fresh=fresh),)),))
        assert render_frame(changed, FULL).pixelColor(QPoint(600, 150)) == expected


def test_text_from_the_right_stands_at_the_right():
    line = text(frames.STRANGE[3], 46, 50, 600, 500).block.layouts[0].lineAt(0)
    assert line.naturalTextRect().right() == pytest.approx(500, abs=2)


# Filling


def test_fill_keeps_every_line_in_order():
    lines = [3, 40, 1, 1, 25, 2]
    measure = Measure(line=50, padding=26, gap=12)
    waiting, seen, rounds = [Part(number) for number in range(len(lines))], {}, 0
    while waiting:
        places, waiting = fill(waiting, 2, 600, measure, lambda number: lines[number])
        rounds += 1
        assert rounds < 20
        for place in places:
            assert sum(measure.height(part.count) + measure.gap for part in place) - measure.gap <= 600
            for part in place:
                assert part.first == seen.get(part.item, 0)
                seen[part.item] = part.first + part.count
                assert part.ends == (seen[part.item] == lines[part.item])
    assert seen == dict(enumerate(lines))


# The clock and the agenda


@pytest.mark.parametrize(
    ("seconds", "number", "word"),
    [
        (7200, "120", "minuten"),
        (23 * 60 + 59, "23", "minuten"),
        (301, "5", "minuten"),
        (300, "5:00", "te gaan"),
        (61, "1:01", "te gaan"),
        (1, "0:01", "te gaan"),
    ],
)
def test_minutes_above_five_minutes_then_minutes_and_seconds(seconds, number, word):
    assert clock_words(seconds) == (number, word)


def test_the_agenda_tells_now_next_and_the_end():
    shown = words(frames.agenda())
    assert {"23", "minuten", "tot 15:00", "nu", "16:00", "Einde", "Rollen en talenten"} <= set(shown)


def test_a_long_agenda_keeps_the_current_block_in_sight():
    line = type(frames.agenda().lines[0])
    for current in (0, 7, 19):
        states = ["done"] * current + ["now"] + ["todo"] * (19 - current)
        lines = tuple(line(f"Onderdeel {number}", "15:00", state) for number, state in enumerate(states))
        (stage,) = stages(frames.agenda(lines=lines))
        shown = [word for word, _size in stage.words()]
        assert f"Onderdeel {current}" in shown
        rows = [piece for piece in stage.pieces if piece.key[0] == "row"]
        assert all(piece.rect.bottom() <= 1050 for piece in rows)
        if current < 12:
            assert f"Onderdeel {current + 1}" in shown
            hidden = 20 - 1 - max(int(word.split()[-1]) for word in shown if word.startswith("Onderdeel"))
            assert f"en nog {hidden} onderdelen" in shown


def test_we_round_off_in_place_of_a_number():
    shown = words(frames.agenda(note="We ronden af", remaining_seconds=0, fraction=0, until=""))
    assert "We ronden af" in shown
    assert not any(word.startswith("0") for word in shown)


def test_only_the_digits_are_painted_again_when_a_second_passes():
    (before,) = stages(frames.agenda(remaining_seconds=200, fraction=0.5))
    (after,) = stages(frames.agenda(remaining_seconds=199, fraction=0.4999))
    changed = after.changed_since(before)
    assert changed
    assert all(QRectF(1240, 136, 620, 620).contains(part) and part.height() < 300 for part in changed)


def test_eight_rules_stand_on_one_page_and_long_ones_on_more():
    assert compose(RulesFrame("nl", frames.RULES)).count == 1
    many = RulesFrame("nl", tuple(f"{number} Hoor je iets dat echt niet kan? Dan geldt de afspraak niet en zeg je dat." for number in range(20)))
    assert compose(many).count > 1
    assert sum(word.split()[0].isdigit() and "Hoor" in word for word in words(many)) == 20


def test_the_wall_speaks_english_too():
    set_language("en")
    shown = words(frames.agenda()) + words(RulesFrame("en", frames.RULES))
    assert {"now", "minutes", "End", "Our agreements"} <= set(shown)


# Sizes


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160), (1024, 768), (1366, 768)])
def test_every_surface_shows_the_whole_canvas(size):
    picture = render_frame(frames.mockup_board(), QSize(*size))
    assert picture.size().toTuple() == size
    place = fitted(QSizeF(*size))
    scale = place.width() / 1920
    werkt = projector_look().kind["werkt"].solid
    assert picture.pixelColor((place.topLeft() + QPoint(340, 40) * scale).toPoint()) == werkt
    assert picture.pixelColor((place.topLeft() + QPoint(1910, 1070) * scale).toPoint()) == QColor("#ffffff")
    beside = picture.pixelColor(size[0] // 2, 2)
    assert beside == QColor("#000000" if size == (1024, 768) else "#ffffff")


def test_a_kept_picture_looks_like_a_fresh_one():
    keeper = StagePainter()
    stage = compose(frames.mockup_board()).stage()
    first = picture_of(stage, QSize(1000, 700), 1.5, keeper)
    assert picture_of(stage, QSize(1000, 700), 1.5, keeper) == first
    assert picture_of(stage, QSize(1000, 700), 1.5) == first


class Counted(bytes):
    """An id that counts how often it is compared."""

    compared = 0

    def __eq__(self, other):
        Counted.compared += 1
        return bytes.__eq__(self, other)

    __hash__ = bytes.__hash__


def test_the_newest_card_is_found_without_comparing_each_with_each():
    """Pasted cards all stand out for a while: with two thousand of them the next Enter may not take two thousand times as long."""

    def shown(count: int) -> BoardFrame:
        cards = tuple(WallCard(Counted(number.to_bytes(16, "big")), "Bel", "", fresh=True) for number in range(count))
        return BoardFrame("nl", "x", (WallColumn("werkt", "Werkt", cards),))

    before, after = shown(2000), shown(2001)
    assert newest_card(before, after) == after.columns[0].cards[-1].id
    assert newest_card(after, shown(2001)) is None
    assert newest_card(after, before) is None
    assert Counted.compared < 10_000
