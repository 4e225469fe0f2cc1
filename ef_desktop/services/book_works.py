"""What works per element of the base package, tailor-made tools, and signals to the organisation."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.tables import Block, Evaluation, Outcome, ToolCard
from ef_desktop.domain.book_parts import (
    CHOICES,
    BookElement,
    BookReason,
    BookSignal,
    BookTool,
    BookWorks,
)
from ef_desktop.i18n import language
from ef_desktop.services.book_cover import readable, refused
from ef_desktop.services.book_meetings import Setting
from ef_desktop.services.reading import (
    LOGBOOK_CHANNEL,
    meeting_case_ids,
    moment,
    spoken,
    text_lines,
)

_SIGNAL = "signaal"


def choice_names() -> dict[str, str]:
    """Return the names of the choices about an element, in the language of the screen."""
    return {entry["id"]: entry[language()] for entry in read_content("evaluation")["per_element"]["choices"]}


def works(session: Session, setting: Setting, meeting_ids: Sequence[bytes]) -> BookWorks:
    """Return what groups found of the elements of the base package, and the tools that came of it.

    Parameters:
        meeting_ids: the meetings that count.
    """
    cover, names = setting.covering.cover_all(), choice_names()
    numbers = {meeting_id: setting.meetings[meeting_id] for meeting_id in meeting_ids}
    found: dict[bytes, list[Evaluation]] = {}
    for row in session.scalars(select(Evaluation).where(Evaluation.choice.in_(CHOICES))):
        if row.meeting_id in numbers:
            found.setdefault(row.block_id, []).append(row)
    elements = []
    for block in session.scalars(select(Block).order_by(Block.place, Block.id)):
        rows = sorted(found.get(block.id, ()), key=lambda row: numbers[row.meeting_id])
        if rows:
            reasons = tuple(
                BookReason(row.choice, names[row.choice], cover.text(row.reason.strip()), numbers[row.meeting_id])
                for row in rows
                if row.reason.strip()
            )
            counts = tuple(sum(row.choice == choice for row in rows) for choice in CHOICES)
            elements.append(BookElement(spoken(block, "title"), counts, reasons))
    tools = session.scalars(select(ToolCard).where(ToolCard.name != "").order_by(ToolCard.place, ToolCard.id))
    return BookWorks(
        tuple(elements),
        tuple(
            BookTool(
                cover.text(row.name),
                cover.text(row.situation),
                tuple(map(cover.text, text_lines(row.steps))),
                row.minutes or 0,
                cover.text(row.tip),
            )
            for row in tools
        ),
    )


def signals(session: Session, setting: Setting, meeting_ids: Sequence[bytes]) -> tuple[BookSignal, ...]:
    """Return the signals of these meetings that others may read, in the order of the meetings."""
    found, gone = [], refused(session, LOGBOOK_CHANNEL, setting.today)
    for meeting_id in meeting_ids:
        query = select(Outcome).where(Outcome.meeting_id == meeting_id, Outcome.kind == _SIGNAL).order_by(Outcome.place, Outcome.id)
        rows, _withheld = readable(session.scalars(query), gone)
        on_agenda = meeting_case_ids(session, meeting_id)
        cover = setting.covering.nameless(*on_agenda, *(row.case_id for row in rows))
        for row in rows:
            late = setting.is_new_card(row.id, moment(row.captured_at))
            found.append(
                BookSignal(
                    text=cover.text(row.text, row.case_id, *on_agenda),
                    meeting=setting.meetings[meeting_id],
                    to_whom=cover.text(row.to_whom, row.case_id, *on_agenda),
                    answer=cover.text(row.answer, row.case_id, *on_agenda),
                    answered_on=row.answered_on if row.answer else None,
                    new=late or setting.is_new(meeting_id),
                )
            )
    return tuple(found)
