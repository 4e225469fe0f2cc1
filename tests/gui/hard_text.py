"""A text with everything in it that is hard to keep, put into a field as a person does."""

from PySide6.QtWidgets import QApplication

from ef_desktop.domain.words import clean

_PIECE = "=SOM(A1) Één keer bellen 👩‍👩‍👧‍👦 🏳️‍🌈, dan מייל לשכונה, ثم رسالة; \x00\x07\x1b\u202e<b>&amp;</b> %s {x} "


def long_text(number: int) -> str:
    """Return a text of 10,000 characters with everything in it that is hard, another one for every number."""
    return (f"={number}= " + _PIECE * 200)[:10_000]


def paste(field, text: str) -> None:
    """Put a text in the place of what is there, as a person does."""
    QApplication.clipboard().setText(text)
    field.setFocus()
    field.selectAll()
    field.paste()


def words_of(text: str) -> str:
    """Return a text as it is kept, without its line ends and spaces that are double."""
    return " ".join(clean(text).split())
