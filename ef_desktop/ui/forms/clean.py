"""What may stand in a field: the rule of the domain, applied while someone is still typing."""

from ef_desktop.domain.words import clean


def clean_text(text: str, multiline: bool = False) -> str:
    """Return the text as the services will keep it, but with the blanks at its ends, which may still be typed on.

    Parameters:
        text: anything that was typed or pasted, of any length; nothing is cut.
        multiline: keep line ends; otherwise they become blanks.
    """
    if text.isascii() and text.isprintable():
        return text
    # Between two marks nothing is at the ends, so nothing is stripped.
    return clean(f"|{text}|", multiline)[1:-1]
