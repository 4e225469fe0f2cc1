"""From the lines of a list to people: names put together, contact details looked at, and told what cannot come along."""

import re
from dataclasses import dataclass

from ef_desktop.domain.importing import MOST_NAME, MOST_TEXT, Line, Progress, Table, field_words
from ef_desktop.domain.importing_columns import INFIXES, Mapping
from ef_desktop.domain.matching import folded
from ef_desktop.domain.words import is_mail_address
from ef_desktop.i18n import _

_YES = frozenset("ja j yes y true waar 1 x extern externe external buiten".split())
_NO = frozenset(("", *"nee n no false onwaar 0 - intern interne internal binnen".split()))
_DEGREES = frozenset("msc bsc ma ba llm llb phd mba bed med jr sr ir ing drs dr mr".split())
_MAIL = re.compile(r"[^\s@<>;,()]+@[^\s@<>;,()]+\.[^\s@<>;,().]+")
_STEP = 2_000
_TAKEN = ("organisation", "department", "function", "phone")


@dataclass(frozen=True)
class Candidate:
    """A person in a list, not yet brought in.

    Attributes:
        number: of the line in the file.
        outside: None where the list does not say.
        remarks: translated sentences about what was read in another way than it stands there.
    """

    number: int
    name: str
    organisation: str = ""
    department: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""
    outside: bool | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """A line that cannot be brought in.

    Attributes:
        number: of the line in the file.
        reason: translated sentence.
        words: the beginning of what stands there.
        above: True for what stands above the headings: no person is missed by it.
    """

    number: int
    reason: str
    words: str
    above: bool = False


@dataclass(frozen=True)
class Reading:
    """What a list says under a mapping: every line of it is a candidate or is told.

    Attributes:
        not_taken: names of the columns that are left out.
    """

    candidates: tuple[Candidate, ...]
    told: tuple[Told, ...]
    not_taken: tuple[str, ...]

    @property
    def missed(self) -> tuple[Told, ...]:
        """The lines by which somebody may be missed."""
        return tuple(told for told in self.told if not told.above)


class _Refused(Exception):
    """A line that cannot come along; the text is the reason."""


def read_people(table: Table, mapping: Mapping, progress: Progress) -> Reading:
    """Read the people of a list.

    Parameters:
        table: the list.
        mapping: what its columns are.
        progress: called now and then.
    """
    candidates: list[Candidate] = []
    told: list[Told] = []
    heading = mapping.heading
    # More columns than headings: a separator stood inside a text, and what follows it is in the wrong column.
    width = len(mapping.columns)
    for place, line in enumerate(table.lines):
        if place == heading:
            continue
        above = heading is not None and place < heading
        try:
            if above:
                raise _Refused(_("It stands above the headings."))
            candidates.append(_candidate(line, mapping.columns, width))
        except _Refused as refused:
            words = " · ".join(cell for cell in line.cells if cell)
            told.append(Told(line.number, str(refused), words[:120], above))
        if place % _STEP == 0:
            progress(place, len(table.lines))
    return Reading(tuple(candidates), tuple(told), not_taken(table, mapping))


def not_taken(table: Table, mapping: Mapping) -> tuple[str, ...]:
    """Return the names of what is in the list and stays there."""
    names = []
    for place, field in enumerate(mapping.columns):
        if not field and any(place < len(line.cells) and line.cells[place] for line in table.lines):
            names.append(column_title(table, mapping, place))
    return (*names, *table.left_out)


def column_title(table: Table, mapping: Mapping, place: int) -> str:
    """Return the heading of a column, or its number where it has none."""
    if table.fixed:
        return field_words(table.fixed[place])
    cells = table.lines[mapping.heading].cells if mapping.heading is not None else ()
    title = cells[place] if place < len(cells) else ""
    return title or _("Column {number}").format(number=place + 1)


def _candidate(line: Line, columns: tuple[str, ...], width: int) -> Candidate:
    if any(line.cells[width:]):
        message = _("It has {count} columns and the headings have {expected}. Put quotation marks around text with a separator in it.")
        raise _Refused(message.format(count=len(line.cells), expected=width))
    values = {field: line.cells[place] for place, field in enumerate(columns) if field and place < len(line.cells)}
    for field in (*_TAKEN, "email"):
        if len(values.get(field, "")) > MOST_TEXT:
            message = _("‘{field}’ has {count} letters; at most {most} fit. Is it the right column?")
            raise _Refused(message.format(field=field_words(field), count=len(values[field]), most=MOST_TEXT))
    remarks: list[str] = []
    email = _mail(values.get("email", ""), remarks)
    name = whole_name(values)
    if not name and is_mail_address(email):
        name = _name_from(email)
        remarks.append(_("The name was made from the e-mail address."))
    if not any(letter.isalnum() for letter in name):
        raise _Refused(_("There is no name in it."))
    if len(name) > MOST_NAME:
        raise _Refused(_("The name has {count} letters; at most {most} fit. Is it the right column?").format(count=len(name), most=MOST_NAME))
    return Candidate(
        line.number,
        name,
        **{field: values.get(field, "") for field in _TAKEN if field != "phone"},
        email=email,
        phone=_phone(values.get("phone", ""), remarks),
        outside=_outside(values["outside"], remarks) if "outside" in values else None,
        remarks=tuple(remarks),
    )


def whole_name(values: dict[str, str]) -> str:
    """Return the name from its parts: first name, infix and last name, or the whole name; 'Vries, Jan de' is turned round."""
    first, infix, last = values.get("first", ""), values.get("infix", ""), values.get("last", "")
    whole = values.get("name", "")
    if whole and not (first and last):
        return turned(whole)
    if not infix:
        last = turned(last)
    return " ".join(part for part in (first, infix, last) if part)


def turned(name: str) -> str:
    """Turn 'Jansen, Noor' and 'Vries, Jan de' round; any other name stays as it is."""
    last, comma, first = name.partition(",")
    words = first.split()
    if not comma or "," in first or not last.strip() or not words or folded(words[0]).strip(".") in _DEGREES:
        return name.strip(", ")
    infix: list[str] = []
    while len(words) > 1 and folded(words[-1]) in INFIXES:
        infix.insert(0, words.pop())
    if len(words) == 1 and folded(words[0]) in INFIXES:
        # 'Vries, de': an infix only, the first name is not there.
        return f"{words[0]} {last.strip()}"
    return " ".join((*words, *infix, last.strip()))


def _mail(value: str, remarks: list[str]) -> str:
    if not value:
        return ""
    found = _MAIL.findall(value.replace("mailto:", " "))
    if len(found) > 1 and len({mail.casefold() for mail in found}) > 1:
        remarks.append(_("Only the first e-mail address is taken."))
    if found:
        return found[0].strip("'\"")
    remarks.append(_("The e-mail address does not look right; it is kept as it is."))
    return value


def _name_from(email: str) -> str:
    words = re.split(r"[._\-+\d]+", email.partition("@")[0])
    return " ".join(word if word in INFIXES else word[:1].upper() + word[1:] for word in words if word)


def _phone(value: str, remarks: list[str]) -> str:
    # A spreadsheet takes a phone number for a number and drops its zero.
    if len(value) == 9 and value.isascii() and value.isdigit() and value[0] != "0":
        remarks.append(_("A zero was put before the phone number."))
        return f"0{value}"
    return value


def _outside(value: str, remarks: list[str]) -> bool:
    word = folded(value).strip(".")
    if word not in _YES and word not in _NO:
        remarks.append(_("‘{word}’ is neither yes nor no; ‘from outside’ is left as no.").format(word=value[:40]))
    return word in _YES
