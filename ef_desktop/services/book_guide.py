"""The chapter 'How this logbook was made': what was noted, the agreements about names, and what was left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ef_desktop.domain.book import Book
from ef_desktop.i18n import _, format_date, format_list, format_number, ngettext
from ef_desktop.services.book_cover import Withheld
from ef_desktop.services.book_meetings import left_out


@dataclass(frozen=True)
class Missing:
    """What is not in the book.

    Attributes:
        withheld: number of cards.
        unnamed: number of people whose names were left out.
        stories: number of portraits without a permission.
        codes: number of cases that stand in it by a code.
        empty: titles of chosen chapters with nothing to tell.
        unchosen: titles of chapters that the facilitator left out.
    """

    withheld: Withheld = Withheld()
    unnamed: int = 0
    stories: int = 0
    codes: int = 0
    empty: Sequence[str] = ()
    unchosen: Sequence[str] = ()


def guide(book: Book, missing: Missing) -> tuple[str, ...]:
    """Return the chapter, paragraph by paragraph, in the language of the screen."""
    return tuple(_paragraphs(book, missing))


def _paragraphs(book: Book, missing: Missing) -> Iterator[str]:
    yield _(
        "In every meeting the facilitators write down what it gave: in short sentences, with the group, on the wall. That is"
        " what stands here, as it was written. What was said around it is not here."
    )
    yield _(
        "Names stand here only of people who said yes to the logbook, in the form they chose. With what does not work and with"
        " signals there is never a name."
    )
    if said := left_out(missing.withheld, missing.unnamed):
        yield said
    if missing.codes:
        words = ngettext(
            "{count} case has a code instead of its title, because the initiator does not know of it or it may not be in the logbook.",
            "{count} cases have a code instead of their title, because the initiator does not know of them or they may not be in the logbook.",
            missing.codes,
        )
        yield words.format(count=format_number(missing.codes))
    if missing.stories:
        yield stories_left_out(missing.stories)
    if book.since is not None:
        yield _("‘New’ marks what came after the previous edition, of {day}.").format(day=format_date(book.since))
    if missing.empty:
        yield _("There is nothing to tell yet about: {chapters}. These chapters are not in the book.").format(
            chapters=format_list([f"‘{title}’" for title in missing.empty])
        )
    if missing.unchosen:
        yield _("The facilitators left out: {chapters}.").format(
            chapters=format_list([f"‘{title}’" for title in missing.unchosen])
        )


def stories_left_out(count: int) -> str:
    """Return how many portraits are not in the book; "" for none."""
    words = ngettext(
        "{count} story is not here, because there is no valid permission for it.",
        "{count} stories are not here, because there is no valid permission for them.",
        count,
    )
    return words.format(count=format_number(count)) if count else ""


def codes_left_out(count: int) -> str:
    """Return how many cases stand in the book by a code; "" for none."""
    words = ngettext("{count} case stands here by a code.", "{count} cases stand here by a code.", count)
    return words.format(count=format_number(count)) if count else ""
