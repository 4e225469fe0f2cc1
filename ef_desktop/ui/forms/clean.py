"""What may stand in a text: everything people write, without the invisible characters that break things."""

import unicodedata

# Needed inside words and emoji, though Unicode counts them as format characters.
_KEPT_FORMATS = {"\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u00ad"}
_BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x0b": "\n", "\x0c": "\n"}
_MAXIMUM = 10_000


def _allowed(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        # Flags of regions are written with tags, right-to-left names with isolates.
        return character in _KEPT_FORMATS or "\u2066" <= character <= "\u2069" or "\U000e0020" <= character <= "\U000e007f"
    return category not in ("Cc", "Cs") or character == "\n"


def clean_text(text: str, multiline: bool = False, maximum: int = _MAXIMUM) -> str:
    """Return the text without control characters.

    Parameters:
        text: anything that was typed or pasted.
        multiline: keep line ends; otherwise they and tabs become one space.
        maximum: longest length in characters.

    Returns:
        the text, with emoji, accents and right-to-left writing as they were.
    """
    if text.isascii() and text.isprintable():
        return text[:maximum]
    for found, meant in _BREAKS.items():
        text = text.replace(found, meant)
    text = text.replace("\t", " ")
    if not multiline:
        text = text.replace("\n", " ")
    return "".join(character for character in text if _allowed(character))[:maximum]
