"""Words on the screen: gettext with English msgids, Dutch as the default; dates and numbers in the same language.

The translations are plain po files in ``resources/i18n/<language>/``. They are compiled to one catalogue in the
user's cache folder the first time, so that no generated file is kept under version control.
"""

import gettext as _gettext
import io
import struct
import zlib
from contextlib import suppress
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from ef_desktop import paths
from ef_desktop.files import replace_whole

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_SHORT_MONTHS = {
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}
_DAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}

_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def N_(message: str) -> str:
    """Mark a msgid for translation where it is only stored; show it with ``_``."""
    return message


def _(message: str) -> str:
    """Return the message in the language of the screen."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the message in the language of the screen, in the form that fits the count."""
    return _translations.ngettext(singular, plural, count)


def language() -> str:
    """Return the code of the language of the screen: ``nl`` or ``en``."""
    return _language


def set_language(code: str) -> None:
    """Choose the language of the screen.

    Parameters:
        code: ``nl`` or ``en``; anything else becomes Dutch.
    """
    global _translations, _language
    _language = code if code in LANGUAGES else DEFAULT_LANGUAGE
    _translations = catalogue(_language)


@cache
def catalogue(code: str) -> _gettext.NullTranslations:
    """Return the translations of a language, for a book in another language than that of the screen."""
    sources = sorted(paths.resource("i18n", code).glob("*.po"))
    if not sources:
        return _gettext.NullTranslations()
    state = ((str(source), source.stat()) for source in sources)
    mark = "|".join(f"{name}|{stat.st_size}|{stat.st_mtime_ns}" for name, stat in state).encode()
    compiled = paths.cache_dir() / f"{code}-{zlib.crc32(mark):08x}-{zlib.adler32(mark):08x}.mo"
    try:
        with compiled.open("rb") as file:
            return _gettext.GNUTranslations(file)
    except (OSError, ValueError, struct.error):
        # Not made yet, or no longer whole.
        content = _compile(sources, code)
        _keep(content, compiled)
        return _gettext.GNUTranslations(io.BytesIO(content))


def _compile(sources: list[Path], code: str) -> bytes:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    merged = Catalog(locale=code, fuzzy=False)
    for source in sources:
        with source.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id and not message.fuzzy:
                    merged.add(message.id, message.string, context=message.context)
    made = io.BytesIO()
    write_mo(made, merged)
    return made.getvalue()


def _keep(content: bytes, target: Path) -> None:
    # No room, or no place: it is made again at the next start.
    with suppress(OSError):
        replace_whole(target, content)


def content_text(row: dict, key: str) -> str:
    """Return a text of the domain content in the language of the screen.

    Parameters:
        row: object of a content file with keys such as ``title_nl`` and ``title_en``.
        key: the key without its language.
    """
    return row.get(f"{key}_{_language}") or row.get(f"{key}_nl") or ""


def format_date(value: date, style: str = "long") -> str:
    """Return a date in words.

    Parameters:
        value: the date.
        style: ``long`` (12 maart 2026), ``weekday`` (donderdag 12 maart), ``short`` (12 mrt), ``month`` (maart) or
            ``numeric`` (12-03-2026).
    """
    # Written out here, as Babel does it (a test compares every day): the first picture of the window has dates in it, and
    # Babel takes 25 ms to load.
    month = _MONTHS[_language][value.month - 1]
    if style == "numeric":
        return f"{value.day:02d}-{value.month:02d}-{value.year}"
    if style == "month":
        return month
    if style == "short":
        return f"{value.day} {_SHORT_MONTHS[_language][value.month - 1]}"
    if style == "weekday":
        return f"{_DAYS[_language][value.weekday()]} {value.day} {month}"
    return f"{value.day} {month} {value.year}"


def format_time(value: time | datetime) -> str:
    """Return a time of day such as 09:30. A datetime must already be in local time."""
    return f"{value.hour:02d}:{value.minute:02d}"


def format_minutes_of_day(minutes: int) -> str:
    """Return minutes since midnight as a time of day, past midnight counted on from zero."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


#: Minutes from which a length is told in hours.
HOURS_FROM = 90


def format_length(minutes: int) -> str:
    """Return how long something takes in the largest units that tell it: 8 min, 4 hours 34 min, 3 days."""
    if minutes < HOURS_FROM:
        return _("{count} min").format(count=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        told = ngettext("{count} hour", "{count} hours", hours).format(count=hours)
        return " ".join([told, _("{count} min").format(count=rest)] if rest else [told])
    return ngettext("{count} day", "{count} days", hours // 24).format(count=hours // 24)


def format_number(value: float) -> str:
    """Return a number with the separators of the language."""
    if isinstance(value, int):
        grouped = f"{value:,}"
        return grouped.replace(",", ".") if _language == "nl" else grouped
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_language)


def format_list(values: list[str]) -> str:
    """Return values as a sentence part: a, b en c."""
    from babel.lists import format_list as babel_format

    return babel_format(values, locale=_language)
