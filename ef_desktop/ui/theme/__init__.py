"""Colours, letters and icons of the program. The tokens file decides; nothing here has a colour of its own."""

from ef_desktop.ui.theme.fonts import font, make_font, type_role
from ef_desktop.ui.theme.icons import icon, paint_icon, pixmap
from ef_desktop.ui.theme.theme import Theme, install_theme, projector_look, theme
from ef_desktop.ui.theme.tokens import KINDS, Kind, Palette, Tokens, load_tokens

__all__ = [
    "KINDS",
    "Kind",
    "Palette",
    "Theme",
    "Tokens",
    "font",
    "icon",
    "install_theme",
    "load_tokens",
    "make_font",
    "paint_icon",
    "pixmap",
    "projector_look",
    "theme",
    "type_role",
]
