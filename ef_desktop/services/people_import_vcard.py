"""Contact cards (vCard 2.1, 3.0 and 4.0), also several in one file and as Outlook writes them."""

import quopri
import re
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from ef_desktop.domain.importing import MOST_LINES, Line, Progress, Table, UnreadableListError, nothing_in_it, tidy, too_many_lines
from ef_desktop.domain.importing_text import decode
from ef_desktop.i18n import N_, _

#: The columns that a card gives.
COLUMNS = ("name", "organisation", "department", "function", "email", "phone")

#: What a card may hold besides, to tell that it stays there. Numbers of the card itself are nobody's.
_STAYS = {
    "ADR": N_("address"),
    "LABEL": N_("address"),
    "BDAY": N_("birthday"),
    "PHOTO": N_("photo"),
    "LOGO": N_("photo"),
    "NOTE": N_("note"),
    "URL": N_("website"),
    "NICKNAME": N_("nickname"),
    "GEO": N_("place on the map"),
    "ANNIVERSARY": N_("birthday"),
    "GENDER": N_("gender"),
}
_READ = frozenset(("FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL"))
_NAME = re.compile(r"(?:[\w-]+\.)?([A-Za-z][\w-]*)\s*[:;]")
_BARE = re.compile(r";([A-Za-z0-9-]+)(?=[;:])")
_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"))
_STEP = 2_000
_LONGEST = 20_000


@dataclass
class _Card:
    number: int
    values: dict[str, list[tuple[str, frozenset[str]]]] = field(default_factory=dict)


def read_vcards(data: bytes, progress: Progress) -> Table:
    """Read contact cards.

    Parameters:
        data: the whole file.
        progress: called now and then.

    Raises:
        UnreadableListError: with the line where a card is not finished or a line of it makes no sense.
    """
    text, encoding = decode(data)
    lines: list[Line] = []
    stays: dict[str, None] = {}
    card: _Card | None = None
    depth = 0
    for number, content in _unfolded(text):
        if number % _STEP == 0:
            progress(min(number, MOST_LINES), MOST_LINES)
        head = content.strip().upper()
        if head == "BEGIN:VCARD":
            depth += 1
            if depth == 1:
                card = _Card(number)
        elif head == "END:VCARD" and card is not None:
            depth -= 1
            if depth == 0:
                lines.append(Line(card.number, _cells(card)))
                card = None
                if len(lines) > MOST_LINES:
                    raise too_many_lines()
        elif card is not None and depth == 1:
            _take(card, content, number, stays)
    if card is not None:
        raise UnreadableListError(_("the contact card that begins here is not finished."), card.number)
    # A card without anything of a person is a line like any other: it is told that there is no name in it.
    if not lines:
        raise nothing_in_it()
    return Table("vcard", tuple(lines), detail=encoding, fixed=COLUMNS, left_out=tuple(dict.fromkeys(_(words) for words in stays)))


def _unfolded(text: str):
    """Give the lines with their numbers, each with what was folded to the next lines."""
    waiting, number = None, 0
    for place, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if place > 50 * MOST_LINES:
            raise too_many_lines()
        if waiting is None:
            waiting, number = [line], place
        elif line[:1] in (" ", "\t"):
            waiting.append(line[1:])
        elif waiting[-1].endswith("=") and "QUOTED-PRINTABLE" in waiting[0].partition(":")[0].upper():
            # The older way to go on: an equals sign at the end of the line.
            waiting[-1] = waiting[-1][:-1]
            waiting.append(line)
        else:
            yield number, "".join(waiting)
            waiting, number = [line], place
    if waiting is not None:
        yield number, "".join(waiting)


def _take(card: _Card, content: str, number: int, stays: dict[str, None]) -> None:
    named = _NAME.match(content.strip())
    name = named[1].upper() if named else ""
    if name in _STAYS and content.partition(":")[2].strip(" ;"):
        stays[_STAYS[name]] = None
    if name not in _READ:
        return
    if len(content) > _LONGEST:
        raise UnreadableListError(_("this line of a contact card cannot be read."), number)
    head, colon, value = content.strip().partition(":")
    # Version 2.1 leaves out the names of what it says about a value.
    head = _BARE.sub(lambda found: f";{'ENCODING' if found[1].upper() in _ENCODINGS else 'TYPE'}={found[1]}", head + colon)
    kinds = frozenset(re.findall(r"[A-Z0-9-]+", head.upper().partition(";")[2]))
    try:
        _whole, parameters, raw = Contentline(head + value).raw_parts()
    except ValueError as error:
        raise UnreadableListError(_("this line of a contact card cannot be read."), number) from error
    if str(parameters.get("ENCODING", "")).upper() == "QUOTED-PRINTABLE":
        raw = _printable(raw, str(parameters.get("CHARSET", "")))
    if raw.strip(" ;"):
        card.values.setdefault(name, []).append((raw, kinds))


def _printable(raw: str, charset: str) -> str:
    data = quopri.decodestring(raw.encode("utf-8"))
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            # An unknown name, or letters of another encoding.
            continue
    return data.decode("cp1252", "replace")


def _cells(card: _Card) -> tuple[str, ...]:
    organisation, department = (*_parts(_best(card, "ORG")), "", "")[:2]
    function = _plain(_best(card, "TITLE")) or _plain(_best(card, "ROLE"))
    phone = _plain(_best(card, "TEL", ("CELL", "PREF"), ("FAX", "PAGER"))).removeprefix("tel:")
    return (_name(card), organisation, department, function, _plain(_best(card, "EMAIL", ("PREF",))).removeprefix("mailto:"), phone)


def _name(card: _Card) -> str:
    full = _plain(_best(card, "FN"))
    if full:
        return full
    last, first, middle = (*_parts(_best(card, "N")), "", "", "")[:3]
    return " ".join(part for part in (first, middle, last) if part)


def _best(card: _Card, name: str, wanted: tuple[str, ...] = (), avoided: tuple[str, ...] = ()) -> str:
    values = card.values.get(name, [])

    def rank(value: tuple[str, frozenset[str]]) -> int:
        at = next((place for place, kind in enumerate(wanted) if kind in value[1]), len(wanted))
        return at + 10 * any(kind in value[1] for kind in avoided)

    return min(values, key=rank)[0] if values else ""


def _parts(raw: str) -> tuple[str, ...]:
    return tuple(_plain(part) for part in re.split(r"(?<!\\);", raw))


def _plain(raw: str) -> str:
    return tidy(re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], raw))
