"""The library: building blocks, templates, kinds of outcome, rules of the room."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from ef_desktop.content import outcome_kinds
from ef_desktop.db.tables import Block, GroundRule, Template, TemplateItem
from ef_desktop.domain.ordering import between
from ef_desktop.domain.views import BlockView, KindView, TemplateView
from ef_desktop.i18n import N_, _, language
from ef_desktop.services.core import Core, assign, get, line, lines, required, same
from ef_desktop.services.reading import block_view, spoken

_SPOKEN = {"title": line, "purpose": line, "instruction": lines, "materials": lines, "wall": line}
_PLAIN = {"minutes": same, "icon": line, "scene": line, "hidden": same}


class Library:
    """What meetings are made of."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def blocks(self) -> tuple[BlockView, ...]:
        """Return the blocks that are not hidden, in order."""
        with self._core.store.read() as session:
            query = select(Block).where(Block.hidden.is_(False)).order_by(Block.place, Block.id)
            return tuple(block_view(block) for block in session.scalars(query))

    def templates(self) -> tuple[TemplateView, ...]:
        """Return the sample meetings that are not hidden, with their blocks."""
        with self._core.store.read() as session:
            items: dict[bytes, list[tuple[str, int, bool]]] = {}
            for item, block in session.execute(
                select(TemplateItem, Block)
                .join(Block, Block.id == TemplateItem.block_id)
                .order_by(TemplateItem.template_id, TemplateItem.place)
            ):
                items.setdefault(item.template_id, []).append((spoken(block, "title"), item.minutes, block.counts))
            query = select(Template).where(Template.hidden.is_(False)).order_by(Template.place, Template.id)
            return tuple(
                TemplateView(
                    id=row.id,
                    key=row.key,
                    title=spoken(row, "title"),
                    starts_at=row.starts_at,
                    minutes=sum(minutes for _title, minutes, counts in items.get(row.id, []) if counts),
                    group=spoken(row, "group"),
                    goal=spoken(row, "goal"),
                    items=tuple((title, minutes) for title, minutes, _counts in items.get(row.id, [])),
                )
                for row in session.scalars(query)
            )

    def kinds(self) -> tuple[KindView, ...]:
        """Return the nine kinds of outcome."""
        return outcome_kinds()

    def rules(self) -> tuple[str, ...]:
        """Return the rules of the room, as the facilitator reads them."""
        with self._core.store.read() as session:
            query = select(GroundRule).where(GroundRule.hidden.is_(False)).order_by(GroundRule.place, GroundRule.id)
            return tuple(spoken(row, "text") for row in session.scalars(query))

    def add_block(
        self,
        title: str,
        minutes: int,
        *,
        purpose: str = "",
        instruction: Sequence[str] = (),
        origin: object = None,
    ) -> bytes:
        """Add a block of one's own to the library and return its id."""
        with self._core.store.unit(N_("Add own block"), origin) as session:
            last = session.scalars(select(Block.place).order_by(Block.place.desc())).first()
            block = Block(id=self._core.new_id(), own=True, minutes=minutes, place=between(last, None), scene="agenda")
            block.key = f"own_{block.id.hex()}"
            title = required(title, _("A block needs a title. Type one."))
            _speak(block, {"title": title, "purpose": purpose, "instruction": instruction}, both=True)
            session.add(block)
            return block.id

    def update_block(self, block_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change a block: title, minutes, purpose, instruction, materials, wall, icon, scene, hidden.

        Texts are changed in the language of the screen; a newer base package leaves them alone from then on.
        """
        with self._core.store.unit(N_("Change own block"), origin) as session:
            block = get(session, Block, block_id)
            assign(block, {name: value for name, value in fields.items() if name not in _SPOKEN}, _PLAIN)
            _speak(block, {name: value for name, value in fields.items() if name in _SPOKEN}, both=block.own)

    def hide_block(self, block_id: bytes, *, origin: object = None) -> None:
        """Take a block out of the library; meetings that use it keep it."""
        with self._core.store.unit(N_("Hide block"), origin) as session:
            get(session, Block, block_id).hidden = True


def _speak(block: Block, fields: dict[str, Any], both: bool) -> None:
    """Set texts in the language of the screen, or in both where the facilitator's own words are the only ones."""
    for name, value in fields.items():
        for code in ("nl", "en") if both else (language(),):
            assign(block, {f"{name}_{code}": value}, {f"{name}_{code}": _SPOKEN[name]})
