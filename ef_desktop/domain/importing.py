"""Lists of people from elsewhere: what a list is before anything of it is brought in, and how large it may be."""

from collections.abc import Callable
from dataclasses import dataclass

from ef_desktop.domain.errors import UserError
from ef_desktop.domain.words import clean
from ef_desktop.i18n import N_, _, format_number

#: A list of people is small; what is larger is something else, or meant to exhaust the computer.
MOST_BYTES = 50_000_000
MOST_LINES = 200_000
MOST_COLUMNS = 100
MOST_NAME = 200
MOST_TEXT = 500

#: Called now and then with what is done and what there is to do; raises ``Cancelled`` to stop.
Progress = Callable[[int, int], None]

#: What a column can be. The four that make a name come first; consents are never among them.
FIELDS = (
    ("name", N_("Name")),
    ("first", N_("First name")),
    ("infix", N_("Infix of the name")),
    ("last", N_("Last name")),
    ("organisation", N_("Organisation")),
    ("department", N_("Department")),
    ("function", N_("Function")),
    ("email", N_("E-mail")),
    ("phone", N_("Phone")),
    ("outside", N_("From outside (yes or no)")),
)


class UnreadableListError(UserError):
    """A list that cannot be read; nothing of it was brought in.

    Attributes:
        line: number of the line in the file where it goes wrong, from 1, or None.
    """

    def __init__(self, reason: str, line: int | None = None):
        where = _("Line {number}: {reason}").format(number=format_number(line), reason=reason) if line else reason[:1].upper() + reason[1:]
        super().__init__(" ".join((where, _("Nothing was imported."))))
        self.line = line


@dataclass(frozen=True)
class Line:
    """One line of a list.

    Attributes:
        number: of the line in the file, from 1; a line of a table may take several lines of a file.
        cells: tidied texts.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A list as it was read, before anybody said what its columns are.

    Attributes:
        kind: csv, xlsx, vcard or addresses.
        lines: those that say something.
        separated: True where a separator in a text can make a column too many.
        detail: how it was read, translated, such as 'semicolons, Windows-1252'.
        fixed: fields of the columns, where the kind of list tells them itself; else empty.
        left_out: translated names of what is in the list and was not even read.
        sheets: names of the sheets of a workbook; ``sheet`` is the one that was read.
    """

    kind: str
    lines: tuple[Line, ...]
    separated: bool = False
    detail: str = ""
    fixed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def width(self) -> int:
        """How many columns there are at most."""
        return max((len(line.cells) for line in self.lines), default=0)


def field_words(field: str) -> str:
    """Return the translated name of a field."""
    return _(dict(FIELDS)[field])


def tidy(value: str) -> str:
    """Return a text on one line without control characters and without double blanks."""
    return " ".join(clean(value).split())


def too_many_lines() -> UnreadableListError:
    """Return the error for a list with more than ``MOST_LINES`` lines."""
    message = _("This list has more than {count} lines. Choose a list of the people of this learning path.")
    return UnreadableListError(message.format(count=format_number(MOST_LINES)))


def check_width(line: Line) -> None:
    """Refuse a line with more than ``MOST_COLUMNS`` columns.

    Raises:
        UnreadableListError: as named.
    """
    if len(line.cells) > MOST_COLUMNS:
        raise UnreadableListError(_("there are more than {count} columns.").format(count=MOST_COLUMNS), line.number)


def nothing_in_it() -> UnreadableListError:
    """Return the error for a list without a single word."""
    return UnreadableListError(_("There is nothing in this list."))
