"""The work form on paper: cards to cut out and a sheet for a participant. Nothing on them comes from what was recorded."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import kind_styles, read_content
from ef_desktop.db.tables import Programme, Role, Talent
from ef_desktop.domain.workpaper import (
    CardSide,
    PaperCard,
    PaperDeck,
    PaperSheet,
    SheetPart,
)
from ef_desktop.i18n import LANGUAGES, N_, _, catalogue, content_text, language
from ef_desktop.services import workform_rows, workform_steps
from ef_desktop.services.core import Core
from ef_desktop.services.reading import spoken
from ef_desktop.services.saving import save_checked_pdf

#: Colour of a cluster, as of a kind of outcome in the design tokens, and its icon. The name stands on the card as well.
CLUSTER_STYLES = {
    "hart": ("werkt_niet", "heart"),
    "hoofd": ("afspraak", "bulb"),
    "handen": ("werkt", "tool"),
    "lef": ("verbetering", "flag"),
}
_ROLE = ("signaal", "user")


class WorkPaper:
    """Writes the cards and the sheet as PDF."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def suggested_name(self, what: str) -> str:
        """Return a file name for ``cards`` or ``sheet``."""
        return f"{self._title(what)}.pdf".replace(" ", "-")

    def _title(self, what: str) -> str:
        return _("Cards roles and talents") if what == "cards" else _("My roles and talents")

    def cards(
        self,
        path: Path,
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Save a card for every visible talent and role: A6, four on a page of A4.

        Raises:
            Cancelled: ``cancelled`` said so; an older file stays as it was.
            StorageError: it could not be written there, or a work file stands there.
        """
        from ef_desktop.report.talent_cards import write_cards

        deck = self.deck()
        now = self._core.local_now()
        save_checked_pdf(path, lambda file: write_cards(deck, file, now=now, progress=progress, cancelled=cancelled))

    def sheet(self, path: Path) -> None:
        """Save the sheet of a participant, to be printed as often as there are people.

        Raises:
            StorageError: it could not be written there, or a work file stands there.
        """
        from ef_desktop.report.talent_sheet import write_sheet

        sheet = self.page()
        save_checked_pdf(path, lambda file: write_sheet(sheet, file, now=self._core.local_now()))

    def deck(self) -> PaperDeck:
        """Return what stands on the cards."""
        content = read_content("workform_roles_talents")
        other = next(code for code in LANGUAGES if code != language())
        with self._core.store.read() as session:
            programme = session.scalars(select(Programme)).one()
            cards = [_talent_card(row, other) for row in workform_rows.talents(session)]
            cards += [_role_card(row, other) for row in workform_rows.roles(session)]
            return PaperDeck(
                language=language(),
                title=self._title("cards"),
                programme_name=programme.name,
                author=programme.municipality or programme.name,
                how=(
                    _("Print on A4, at full size (100%), on thick paper if you have it. Cut along the small lines."),
                    _("Lay one set per group on the table. Everybody chooses in silence and gives talents to others with a card."),
                ),
                rules=tuple(workform_steps.said(content, "rules")),
                materials=tuple(workform_steps.said(content, "materials")),
                cards=tuple(cards),
            )

    def page(self) -> PaperSheet:
        """Return what stands on the sheet of a participant."""
        with self._core.store.read() as session:
            programme = session.scalars(select(Programme)).one()
            steps = {entry["id"]: entry for entry, _whole in workform_rows.script_entries("full")}
            return PaperSheet(
                language=language(),
                title=self._title("sheet"),
                programme_name=programme.name,
                author=programme.municipality or programme.name,
                intro=_("This sheet is yours. You share only what you want to share."),
                parts=_parts(steps),
                clusters=_clusters(session),
                roles=tuple(spoken(row, "name") for row in workform_rows.roles(session)),
            )


def _parts(steps: dict[str, dict[str, Any]]) -> tuple[SheetPart, ...]:
    def of(step: str, lines: Sequence[str]) -> SheetPart:
        return SheetPart(content_text(steps[step], "title"), content_text(steps[step], "say"), tuple(lines))

    mirror = workform_steps.said(steps["spiegel"], "wall")
    promise = workform_steps.said(steps["afspraak"], "wall")
    return (
        of("eigen_keuze", (_("I often use"), "", "", _("I want to use more"), _("I would like to take the role of"))),
        of("talent_geven", [_("I got … because you saw me …")] * 3),
        of("spiegel", mirror),
        of("afspraak", promise),
    )


def _clusters(session: Session) -> tuple[tuple[str, tuple[str, ...]], ...]:
    talents = workform_rows.talents(session)
    return tuple(
        (content_text(entry, "name"), tuple(spoken(row, "name") for row in talents if row.cluster == entry["id"]))
        for entry in read_content("talents")["clusters"]
    )


def _in(row: Talent | Role, field: str, code: str) -> str:
    return getattr(row, f"{field}_{code}")


def _talent_card(row: Talent, other: str) -> PaperCard:
    entry = next(entry for entry in read_content("talents")["clusters"] if entry["id"] == row.cluster)
    sides = []
    for code in (language(), other):
        words = catalogue(code).gettext
        kind = words(N_("Talent · {cluster}")).format(cluster=entry[f"name_{code}"])
        parts = (words(N_("Too much of it?")), _in(row, "too_much", code))
        sides.append(_side(row, code, kind, [parts]))
    return _card(sides, *CLUSTER_STYLES[row.cluster])


def _role_card(row: Role, other: str) -> PaperCard:
    sides = []
    for code in (language(), other):
        words = catalogue(code).gettext
        parts = [
            (words(N_("Asks")), _in(row, "question", code)),
            (words(N_("Needed")), _in(row, "when", code)),
            (words(N_("Mind that")), _in(row, "pitfall", code)),
        ]
        sides.append(_side(row, code, words(N_("Role")), parts))
    return _card(sides, *_ROLE)


def _side(row: Talent | Role, code: str, kind: str, parts: Sequence[tuple[str, str]]) -> CardSide:
    kept = tuple((label, text) for label, text in parts if text)
    return CardSide(code, kind, _in(row, "name", code), _in(row, "description", code), kept)


def _card(sides: Sequence[CardSide], kind: str, icon: str) -> PaperCard:
    """Return a card; own words stand on it once, because they are the same in both languages."""
    first, second = sides
    same = (first.name, first.text) == (second.name, second.text)
    return PaperCard(first, None if same else second, kind_styles()[kind]["solid"], icon)
