"""Which chapters stand in the logbook and in which order, kept in the work file."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.domain.book_parts import FIXED, TITLE_PAGE, BookChapter, ChapterChoice
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.i18n import _, content_text
from ef_desktop.services.setting_rows import read_setting, write_setting

#: Setting: {"order": ids of the chapters, "off": ids of those that are left out}.
_SETTING = "logbook.outline"


def chapter_ids() -> tuple[str, ...]:
    """Return the ids of all chapters in the order of the content."""
    return tuple(entry["id"] for entry in read_content("report_outlines")["logbook"]["chapters"])


def chosen(session: Session) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the ids of all chapters in the chosen order, and of those that were chosen."""
    kept = read_setting(session, _SETTING, {})
    order, off = kept.get("order"), kept.get("off")
    ids = _ordered(order if isinstance(order, list) else ())
    out = frozenset(off) if isinstance(off, list) and all(isinstance(part, str) for part in off) else frozenset()
    return ids, frozenset(id for id in ids if id in FIXED or id not in out)


def choose(session: Session, order: Sequence[str], wanted: Collection[str]) -> None:
    """Keep an order and a choice, as part of the unit of the session.

    Raises:
        InvalidValueError: a chapter that does not exist.
    """
    if not {*order, *wanted} <= set(chapter_ids()):
        raise InvalidValueError(_("This chapter does not exist. Choose another one."))
    ids = _ordered(order)
    write_setting(session, _SETTING, {"order": list(ids), "off": [id for id in ids if id not in wanted and id not in FIXED]})


def _ordered(order: Sequence[object]) -> tuple[str, ...]:
    """Return every chapter once: in this order, those that it lacks at their usual place, the title page first."""
    ids = list(dict.fromkeys(id for id in order if id in chapter_ids()))
    for place, id in enumerate(chapter_ids()):
        if id not in ids:
            before = next((other for other in reversed(chapter_ids()[:place]) if other in ids), None)
            ids.insert(ids.index(before) + 1 if before is not None else 0, id)
    ids.remove(TITLE_PAGE)
    return (TITLE_PAGE, *ids)


def titles() -> dict[str, str]:
    """Return the titles of the chapters in the language of the screen."""
    return {entry["id"]: content_text(entry, "title") for entry in read_content("report_outlines")["logbook"]["chapters"]}


def choices(session: Session, counts: Mapping[str, int], filled: Collection[str]) -> tuple[ChapterChoice, ...]:
    """Return the chapters as the facilitator chooses them.

    Parameters:
        counts: how much there is in each.
        filled: ids of the chapters that have something to tell.
    """
    ids, wanted = chosen(session)
    entries = {entry["id"]: entry for entry in read_content("report_outlines")["logbook"]["chapters"]}
    return tuple(
        ChapterChoice(
            id=id,
            title=content_text(entries[id], "title"),
            content=content_text(entries[id], "content"),
            chosen=id in wanted,
            filled=id in filled,
            count=counts.get(id, 0),
            fixed=id in FIXED,
        )
        for id in ids
    )


def chapters(session: Session, filled: Collection[str]) -> tuple[BookChapter, ...]:
    """Return what stands in the book, in order: chosen, and with something to tell."""
    ids, wanted = chosen(session)
    names = titles()
    return tuple(BookChapter(id, names[id]) for id in ids if id in wanted and id in filled)
