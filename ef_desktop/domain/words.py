"""Cleaning of what people type or paste. Nothing is cut; only what cannot be shown is taken out."""

import unicodedata
from collections.abc import Sequence

#: Characters that steer the direction or joining of text stay: Arabic and emoji (flags with tags) need them.
_KEEP = {"\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u00ad", *map(chr, range(0xE0020, 0xE0080))}


def clean(value: str, lines: bool = False) -> str:
    """Return the text without control characters and without blanks at its ends.

    Parameters:
        value: what was typed or pasted.
        lines: True keeps line breaks; False turns them into blanks.
    """
    if value.isprintable():
        # Nearly every text: going through its letters one by one would take most of the time of a long one.
        return value.strip()
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = []
    for character in value:
        if character == "\n":
            kept.append("\n" if lines else " ")
        elif character == "\t":
            kept.append(" ")
        elif unicodedata.category(character) in ("Cc", "Cs") or ord(character) & 0xFFFE == 0xFFFE or unicodedata.category(character) == "Cf" and character not in _KEEP:
            continue
        else:
            kept.append(character)
    return "".join(kept).strip()


def split_lines(value: str) -> list[str]:
    """Return the lines of a pasted text that say something, without bullets at their start."""
    lines = []
    for line in clean(value, lines=True).split("\n"):
        bare = line.strip().lstrip("\u2022\u25aa\u25cf*").strip()
        bare = bare[2:].strip() if bare.startswith("- ") else bare
        if bare:
            lines.append(bare)
    return lines


def is_mail_address(value: str) -> bool:
    """Return whether a text can be an e-mail address: it is only looked at, no message is sent."""
    name, _at, house = value.partition("@")
    return bool(name and house) and not any(sign in value for sign in ' <>",;:\\')


def initials(name: str) -> str:
    """Return at most two initials of a name: Noor Visser becomes NV, Noor becomes NO."""
    parts = [part for part in name.replace("-", " ").split() if part[0].isalnum()]
    if not parts:
        return "?"
    if len(parts) == 1:
        return parts[0][:2].upper()
    return (parts[0][0] + parts[-1][0]).upper()


def first_name(name: str) -> str:
    """Return the first word of a name."""
    return name.split()[0] if name.split() else ""


def told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Return the first name of each, and the whole name of those who share a first name with another."""
    firsts = [first_name(name) for name in names]
    return tuple(name if firsts.count(first) > 1 else first for name, first in zip(names, firsts, strict=True))
