"""The design tokens of ``resources/themes/tokens.json``, read once into typed tuples. No Qt in here.

Named tuples and not dataclasses: a frozen dataclass costs nearly a millisecond of start-up each.
"""

import json
import re
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from ef_desktop import paths

MODES = ("light", "dark", "projector")
KINDS = (
    "inzicht",
    "afspraak",
    "belofte",
    "vraag",
    "werkt",
    "werkt_niet",
    "verbetering",
    "signaal",
    "mooi_moment",
)

Shade = TypeVar("Shade")


class Palette(NamedTuple, Generic[Shade]):
    """The colours of one mode, as ``#RRGGBB`` strings in the tokens and as QColor in the theme."""

    canvas: Shade
    surface: Shade
    sunk: Shade
    hover: Shade
    line: Shade
    line_strong: Shade
    ink: Shade
    ink2: Shade
    ink3: Shade
    primary: Shade
    primary_hover: Shade
    primary_press: Shade
    on_primary: Shade
    primary_tint: Shade
    primary_tint2: Shade
    accent: Shade
    accent_hover: Shade
    on_accent: Shade
    accent_tint: Shade
    accent_ink: Shade
    focus: Shade


class Kind(NamedTuple, Generic[Shade]):
    """How one kind of outcome looks in one mode: never by colour alone, always with its shape, icon and word.

    Parameters:
        family: kinds of one family share their colour.
        shape: name of the outline, see ``widgets.badge.shape_path``; no two kinds share it.
        icon: name of the Tabler icon inside the shape.
        solid, on_solid, tint: filling of the shape, ink on that filling, pale background behind text.
    """

    id: str
    family: str
    shape: str
    icon: str
    solid: Shade
    on_solid: Shade
    tint: Shade


class TypeRole(NamedTuple):
    """One step of the type scale: letter size and line height in logical pixels, weight 400, 600 or 700."""

    size: int
    line: int
    weight: int


class Radius(NamedTuple):
    """Corner radii in logical pixels."""

    badge: int
    chip: int
    control: int
    card: int
    panel: int
    tile: int
    projector_card: int
    projector_panel: int


class Border(NamedTuple):
    """Widths of lines in logical pixels; ``dash`` is dash and gap."""

    hair: float
    control: float
    selected: float
    strong: float
    card_stripe: float
    projector_card: float
    projector_stripe: float
    projector_panel: float
    dash: tuple[float, float]


class Focus(NamedTuple):
    """The focus ring in logical pixels: its width, the gap around the widget, and how much rounder it is."""

    ring: int
    gap: int
    radius_delta: int


class Size(NamedTuple):
    """Sizes of controls in logical pixels; pairs are (roomy, compact) or (width, height)."""

    button: int
    button_small: int
    input: int
    input_dense: int
    capture_bar: tuple[int, int]
    rail: tuple[int, int]
    status_bar: int
    header: tuple[int, int]
    hit_min: int
    icon: tuple[int, int, int, int]
    icon_stroke: float
    badge: tuple[int, int, int, int]
    avatar: int
    segment: int
    chip: int
    key_hint: int
    checkbox: int
    stepper: tuple[int, int]
    nav_item: int
    pill: int
    toggle: tuple[int, int]
    toast_width: tuple[int, int]
    tile: tuple[int, int]
    logo: int


class Motion(NamedTuple):
    """Durations in milliseconds."""

    panel: int
    card_move: int
    toast_in: int
    toast_info: int
    toast_undo: int


class GoalTile(NamedTuple):
    """The colours of one Global Goal: the tile and the text on it."""

    number: int
    color: str
    on_color: str


class Mode(NamedTuple):
    """All colours of one mode."""

    name: str
    color: Palette[str]
    kind: dict[str, Kind[str]]


class Tokens(NamedTuple):
    """Everything in the tokens file that the program draws with."""

    family: str
    mode: dict[str, Mode]
    type: dict[str, TypeRole]
    projector_type: dict[str, TypeRole]
    space: tuple[int, ...]
    radius: Radius
    border: Border
    focus: Focus
    size: Size
    motion: Motion
    goals: dict[int, GoalTile]
    icons: tuple[str, ...]
    break_width: int
    break_height: int
    break_height_compact: int


def _snake(key: str) -> str:
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", key).lower()


def _plain(value):
    return tuple(value) if isinstance(value, list) else value


def _fill(cls, raw: dict):
    known = {_snake(key): _plain(value) for key, value in raw.items()}
    return cls(**{field: known[field] for field in cls._fields})


def _roles(raw: dict) -> dict[str, TypeRole]:
    return {_snake(key): TypeRole(*value) for key, value in raw.items()}


def _mode(name: str, raw: dict) -> Mode:
    kinds = {key: _fill(Kind, {"id": key} | raw["category"][key]) for key in KINDS}
    return Mode(name, _fill(Palette, raw["color"]), kinds)


@cache
def load_tokens() -> Tokens:
    """Return the design tokens, read from disk the first time.

    Raises:
        KeyError: the tokens file misses a token the program needs.
    """
    raw = json.loads(paths.resource("themes", "tokens.json").read_text("utf-8"))
    return Tokens(
        family=raw["type"]["family"],
        mode={name: _mode(name, raw["themes"][name]) for name in MODES},
        type=_roles(raw["type"]["scale"]),
        projector_type=_roles(raw["type"]["projectorScale"]),
        space=tuple(raw["space"]["steps"]),
        radius=_fill(Radius, raw["radius"]),
        border=_fill(Border, raw["border"]),
        focus=_fill(Focus, raw["focus"]),
        size=_fill(Size, raw["size"]),
        motion=_fill(Motion, raw["motion"]["durations"]),
        goals={row["n"]: GoalTile(row["n"], row["color"], row["onColor"]) for row in raw["goals"]},
        icons=tuple(raw["icons"]["used"]),
        break_width=raw["layout"]["breakWidth"],
        break_height=raw["layout"]["breakHeight"],
        break_height_compact=raw["layout"]["breakHeightCompact"],
    )
