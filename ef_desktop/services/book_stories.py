"""Portraits in the logbook: only with a yes to this channel that still holds."""

from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ef_desktop.db.tables import Attachment, Consent, Person, Portrait
from ef_desktop.domain.book_parts import BookPicture, BookStory
from ef_desktop.domain.peopleviews import name_as
from ef_desktop.services.book_cover import BookCover, Covering
from ef_desktop.services.reading import holds

#: States in which a portrait is in nobody's hands any more.
_GONE = ("ingetrokken", "verwijderd")


def stories(session: Session, covering: Covering, channel: str, today: date) -> tuple[tuple[BookStory, ...], int]:
    """Return the portraits that may stand in a channel, and how many there are besides.

    Parameters:
        covering: for what others say in it of others.
        channel: for instance ``logboek``.
        today: a yes that ended before this day counts for nothing.
    """
    yes = {
        row.portrait_id: row
        for row in session.scalars(
            select(Consent).where(
                Consent.portrait_id.is_not(None),
                Consent.channel == channel,
                Consent.given_on.is_not(None),
                holds(today),
            )
        )
    }
    names = dict(session.execute(select(Person.id, Person.name)).all()) if yes else {}
    found, missed = [], 0
    for row in session.scalars(select(Portrait).order_by(Portrait.made_on, Portrait.id)):
        consent = yes.get(row.id)
        told = row.body.strip() or row.quote.strip()
        if consent is None or consent.person_id != row.person_id or row.status in _GONE or not told:
            missed += 1
            continue
        cover = covering.cover_of(row.person_id, consent.name_form)
        found.append(
            BookStory(
                title=cover.text(row.title),
                body=cover.text(row.body),
                quote=cover.text(row.quote),
                name=name_as(names.get(row.person_id, ""), consent.name_form),
                approved_on=consent.given_on,
                pictures=_pictures(session, row.id, cover),
            )
        )
    return tuple(found), missed


def _pictures(session: Session, portrait_id: bytes, cover: BookCover) -> tuple[BookPicture, ...]:
    """Return the pictures of a portrait: who said yes to the portrait said yes to them."""
    found = []
    for row in session.scalars(select(Attachment).where(Attachment.portrait_id == portrait_id).order_by(Attachment.place, Attachment.id)):
        data = session.execute(text("SELECT bytes FROM blob WHERE sha256 = :sha256"), {"sha256": row.sha256}).scalar()
        if row.media_type.startswith("image/") and data is not None:
            found.append(BookPicture(data, cover.text(row.description)))
    return tuple(found)
