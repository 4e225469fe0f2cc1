"""Source Sans 3: loading the three shipped weights and making fonts from the type scale."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from ef_desktop import paths
from ef_desktop.ui.theme.tokens import TypeRole, load_tokens

FILES = {400: "SourceSans3-Regular.ttf", 600: "SourceSans3-SemiBold.ttf", 700: "SourceSans3-Bold.ttf"}


def load_fonts() -> None:
    """Make the shipped weights known to the running QGuiApplication; a second call changes nothing."""
    _load()


@cache
def _load() -> tuple[int, ...]:
    return tuple(QFontDatabase.addApplicationFont(str(paths.resource("fonts", name))) for name in FILES.values())


def make_font(size: int, weight: int = 400) -> QFont:
    """Return Source Sans 3 in a size in logical pixels and a weight of 400, 600 or 700."""
    font = QFont(load_tokens().family)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def type_role(role: str) -> TypeRole:
    """Return the size, line height and weight of a role such as ``body``, ``h1``, ``label`` or ``projector.card``."""
    tokens = load_tokens()
    if role.startswith("projector."):
        return tokens.projector_type[role.removeprefix("projector.")]
    return tokens.type[role]


@cache
def _font(role: str) -> QFont:
    step = type_role(role)
    return make_font(step.size, step.weight)


def font(role: str = "body") -> QFont:
    """Return the font of a role of the type scale.

    Parameters:
        role: body, body_strong, small, small_strong, label, sub, h1, h2, h3, title, now_title, instruction, capture, button,
            button_small, control, kbd, brand, clock, timer, timer_compact, or ``projector.`` and a role of that scale.
    """
    return QFont(_font(role))


def weights_resolve() -> bool:
    """Tell whether the three weights are really drawn with their own letters and not with a substitute."""
    family = load_tokens().family
    infos = {weight: QFontInfo(make_font(16, weight)) for weight in FILES}
    return all(info.family().startswith(family) and int(info.weight()) == weight for weight, info in infos.items())
