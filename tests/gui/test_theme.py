"""The tokens keep their promises, the fonts are really ours, and a change of mode repaints what is on the screen."""

import re
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from ef_desktop import paths
from ef_desktop.ui.theme import KINDS, font, install_theme, load_tokens, make_font, paint_icon, pixmap, theme
from ef_desktop.ui.theme.fonts import weights_resolve
from ef_desktop.ui.theme.icons import has_icon, shipped_icons
from ef_desktop.ui.theme.stylesheet import stylesheet
from ef_desktop.ui.theme.tokens import MODES
from ef_desktop.ui.widgets.badge import shape_path
from ef_desktop.ui.widgets.buttons import PrimaryButton
from tests.gui.colour_science import MACHADO, ciede2000, contrast, lab

TEXT_PAIRS = [
    ("ink", "surface"),
    ("ink", "canvas"),
    ("ink2", "surface"),
    ("ink2", "canvas"),
    ("ink2", "sunk"),
    ("ink3", "surface"),
    ("ink3", "sunk"),
    ("primary", "surface"),
    ("primary", "primary_tint"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_primary", "primary_press"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent", "surface"),
    ("accent_ink", "accent_tint"),
    ("accent_ink", "surface"),
]


@pytest.fixture
def light(qapp):
    """The theme, in light, and back in light afterwards."""
    current = install_theme(qapp, "light")
    yield current
    current.choose("light")


def test_the_difference_formula_gives_the_published_values():
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514)) == pytest.approx(0.9082, abs=1e-4)
    assert ciede2000((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)


@pytest.mark.parametrize("mode", MODES)
def test_text_can_be_read(mode):
    color = load_tokens().mode[mode].color
    for ink, ground in TEXT_PAIRS:
        assert contrast(getattr(color, ink), getattr(color, ground)) >= 4.5, (ink, ground)
    for edge in ("line_strong", "focus"):
        assert contrast(getattr(color, edge), color.surface) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_every_kind_can_be_read(mode):
    look = load_tokens().mode[mode]
    assert tuple(look.kind) == KINDS
    for kind in look.kind.values():
        assert contrast(kind.on_solid, kind.solid) >= 4.5, kind.id
        assert contrast(look.color.ink, kind.tint) >= 4.5, kind.id
        assert contrast(kind.solid, look.color.surface) >= 3, kind.id


@pytest.mark.parametrize("vision", MACHADO)
@pytest.mark.parametrize("mode", MODES)
def test_families_differ_for_every_kind_of_vision(mode, vision):
    families = {kind.family: kind.solid for kind in load_tokens().mode[mode].kind.values()}
    assert len(families) == 6
    for one, other in combinations(families, 2):
        assert ciede2000(lab(families[one], vision), lab(families[other], vision)) >= 12, (one, other)


@pytest.mark.parametrize("mode", MODES)
def test_no_two_kinds_share_their_shape_or_icon(mode):
    kinds = load_tokens().mode[mode].kind.values()
    assert len({kind.shape for kind in kinds}) == len({kind.icon for kind in kinds}) == 9


def test_shapes_differ_in_outline(qapp):
    shapes = [kind.shape for kind in load_tokens().mode["light"].kind.values()]
    pictures = {}
    for shape in shapes:
        image = QImage(28, 28, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        painter.translate(2, 2)
        painter.fillPath(shape_path(shape), QColor("white"))
        painter.end()
        pictures[shape] = image
    for one, other in combinations(shapes, 2):
        # Circle and hexagon are the closest pair: one pixel in twenty-five.
        different = sum(
            abs(pictures[one].pixelColor(x, y).value() - pictures[other].pixelColor(x, y).value()) > 128
            for x in range(28)
            for y in range(28)
        )
        assert different >= 28, (one, other)


def test_every_icon_is_shipped():
    kinds = load_tokens().mode["light"].kind.values()
    for name in {*shipped_icons(), *(kind.icon for kind in kinds)}:
        assert has_icon(name), name


def test_every_icon_named_in_the_ui_is_shipped():
    named = re.compile(r"""(?:icon|IconMark|paint_icon|trailing_icon)\(?\s*=?\s*(?:painter, )?"([a-z0-9/-]+)\"""")
    sources = paths.resource("themes").parent.parent.joinpath("ef_desktop", "ui")
    found = {name for file in sources.rglob("*.py") for name in named.findall(file.read_text("utf-8"))}
    assert found
    assert {name for name in found if not has_icon(name)} == set()


def test_icons_take_colour_and_pixel_ratio(qapp):
    picture = pixmap("filled/square", 20, "#1B3F8B", ratio=2.0)
    assert picture.width() == 40
    assert picture.devicePixelRatio() == 2.0
    assert picture.toImage().pixelColor(20, 20).name() == "#1b3f8b"
    faint = pixmap("filled/square", 20, QColor(27, 63, 139, 128)).toImage().pixelColor(10, 10)
    assert 120 <= faint.alpha() <= 136


def test_an_icon_is_painted_where_it_is_asked(qapp):
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_icon(painter, "filled/square", QRectF(30, 30, 20, 20), "#000000")
    painter.end()
    assert image.pixelColor(40, 40) == QColor("black")
    assert image.pixelColor(20, 20) == QColor("white")


def test_the_three_weights_are_our_own(light):
    assert weights_resolve()
    widths = [QFontMetricsF(make_font(40, weight)).horizontalAdvance("Excellent Faciliteren") for weight in (400, 600, 700)]
    assert widths == sorted(widths) and len(set(widths)) == 3


def test_roles_give_the_sizes_of_the_scale(light):
    assert (font("h1").pixelSize(), QFontInfo(font("h1")).weight()) == (26, 700)
    assert font("projector.card").pixelSize() == 46
    assert all(role.size >= 14 for role in load_tokens().type.values())
    digits = {QFontMetricsF(font("timer")).horizontalAdvance(digit) for digit in "0123456789"}
    assert len(digits) == 1


def test_the_style_sheet_has_no_holes():
    tokens = load_tokens()
    for mode in ("light", "dark"):
        text = stylesheet(tokens.mode[mode].color, tokens)
        assert text.count("{") == text.count("}") > 20
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", text)) <= set(tokens.mode[mode].color)


def test_a_change_of_mode_repaints_and_tells(qtbot, light):
    button = PrimaryButton("Bewaar")
    qtbot.addWidget(button)
    button.show()
    qtbot.waitExposed(button)
    before = button.grab().toImage().pixelColor(6, 20)
    with qtbot.waitSignal(light.themeChanged):
        light.choose("dark")
    assert theme().mode == "dark"
    assert before == QColor(load_tokens().mode["light"].color.primary)
    assert button.grab().toImage().pixelColor(6, 20) == QColor(load_tokens().mode["dark"].color.primary)
    assert QApplication.palette().window().color() == light.color.canvas


def test_the_same_choice_again_tells_nothing(qtbot, light):
    with qtbot.assertNotEmitted(light.themeChanged):
        light.choose("light")


def test_following_the_system_uses_its_scheme(light, qapp):
    light.choose("system")
    dark = qapp.styleHints().colorScheme().name == "Dark"
    assert light.mode == ("dark" if dark else "light")


def test_the_canvas_of_a_page_is_painted(qtbot, light):
    page = QWidget(objectName="page")
    qtbot.addWidget(page)
    page.resize(40, 40)
    assert page.grab().toImage().pixelColor(20, 20) == light.color.canvas
