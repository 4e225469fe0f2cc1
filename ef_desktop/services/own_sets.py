"""Own roles and talents of a programme: adding, renaming, hiding, ordering.

What was recorded keeps its meaning. A role or talent that was recorded in a round is not renamed: a new one with the new name
takes its place in the set and the old one is hidden, so that earlier rounds go on saying what was chosen then. Only a typing
error is put right everywhere (``typo``). Hiding takes nothing out of earlier rounds.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.tables import CaseNeed, Role, RoleAssignment, Talent, TalentAward
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.matching import folded
from ef_desktop.domain.ordering import between
from ef_desktop.domain.workviews import RoleView, SetPreview, TalentView, WorkSet
from ef_desktop.i18n import N_, _
from ef_desktop.services import picture_reading, set_files, workform_rows
from ef_desktop.services.core import Core, assign, get, lines, required
from ef_desktop.services.reading import spoken

_TALENT_TEXTS = ("description", "too_much")
_ROLE_TEXTS = ("description", "question", "when", "pitfall")


class OwnSets:
    """The roles and talents that rounds are held with. Every change is one undo step."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def view(self, *, hidden: bool = False) -> WorkSet:
        """Return the set in order; also what is hidden when asked for."""
        with self._core.store.read() as session:
            talents = workform_rows.talents(session, hidden)
            recorded = _recorded(session)
            return WorkSet(
                clusters=picture_reading.clusters(),
                talents=tuple(
                    TalentView(
                        id=row.id,
                        key=row.key,
                        cluster=row.cluster,
                        name=spoken(row, "name"),
                        description=spoken(row, "description"),
                        too_much=spoken(row, "too_much"),
                        names=workform_rows.both_names(row),
                        own=row.own,
                        hidden=row.hidden,
                        recorded=row.id in recorded,
                    )
                    for row in talents
                ),
                roles=tuple(
                    RoleView(
                        id=row.id,
                        key=row.key,
                        name=spoken(row, "name"),
                        description=spoken(row, "description"),
                        question=spoken(row, "question"),
                        when=spoken(row, "when"),
                        pitfall=spoken(row, "pitfall"),
                        talents=picture_reading.typical(session, row),
                        names=workform_rows.both_names(row),
                        own=row.own,
                        hidden=row.hidden,
                        recorded=row.id in recorded,
                    )
                    for row in workform_rows.roles(session, hidden)
                ),
            )

    # Adding and changing

    def add_talent(
        self, name: str, cluster: str, *, description: str = "", too_much: str = "", origin: object = None
    ) -> bytes:
        """Add a talent at the end of the set and return its id.

        Parameters:
            cluster: id of one of the four clusters.

        Raises:
            InvalidValueError: no name, a name that is taken, or no such cluster.
        """
        with self._core.store.unit(N_("Add talent"), origin) as session:
            row = self._new(session, Talent, name)
            row.cluster = _cluster(cluster)
            self._say(row, {"description": description, "too_much": too_much}, _TALENT_TEXTS)
            session.add(row)
            return row.id

    def add_role(
        self,
        name: str,
        *,
        description: str = "",
        question: str = "",
        when: str = "",
        pitfall: str = "",
        talent_ids: Sequence[bytes] = (),
        origin: object = None,
    ) -> bytes:
        """Add a role at the end of the set and return its id.

        Parameters:
            talent_ids: the talents that belong to it.
        """
        with self._core.store.unit(N_("Add role"), origin) as session:
            row = self._new(session, Role, name)
            self._say(row, {"description": description, "question": question, "when": when, "pitfall": pitfall}, _ROLE_TEXTS)
            row.talents = _keys(session, talent_ids)
            session.add(row)
            return row.id

    def _new(self, session: Session, model: type[Talent] | type[Role], name: str) -> Talent | Role:
        named = self._free(session, model, name, None)
        key = f"own_{self._core.new_id().hex()}"
        last = session.scalars(select(model.place).order_by(model.place.desc())).first()
        # The id follows from the key, so that a set that is brought in from a file is the same in every programme.
        row = model(id=member_id(model.__tablename__, key), key=key, own=True, place=between(last, None))
        row.name_nl = row.name_en = named
        return row

    def _free(self, session: Session, model: type[Talent] | type[Role], name: str, itself: bytes | None) -> str:
        named = required(name, _("A name is needed. Type one."))
        for row in session.scalars(select(model).where(model.hidden.is_(False))):
            if row.id != itself and folded(named) in {folded(row.name_nl), folded(row.name_en)}:
                raise InvalidValueError(_("‘{name}’ is in the set already. Choose another name.").format(name=named))
        return named

    def _say(self, row: Talent | Role, fields: dict[str, Any], known: Sequence[str]) -> None:
        for name, value in fields.items():
            if name not in known:
                raise TypeError(f"no such field: {name}")
            assign(row, {f"{name}_nl": value, f"{name}_en": value}, {f"{name}_nl": lines, f"{name}_en": lines})

    def update_talent(self, talent_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change a talent: description, too_much, cluster. These words explain; the name is the meaning, see ``rename_talent``."""
        with self._core.store.unit(N_("Change talent"), origin) as session:
            row = get(session, Talent, talent_id)
            cluster = fields.pop("cluster", row.cluster)
            if cluster != row.cluster:
                row.cluster = _cluster(cluster)
            self._say(row, fields, _TALENT_TEXTS)

    def update_role(self, role_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change a role: description, question, when, pitfall, and talent_ids: the talents that belong to it."""
        with self._core.store.unit(N_("Change role"), origin) as session:
            row = get(session, Role, role_id)
            if "talent_ids" in fields:
                kept = _keys(session, fields.pop("talent_ids"))
                if row.talents != kept:
                    row.talents = kept
            self._say(row, fields, _ROLE_TEXTS)

    # Names, hiding, order

    def rename_talent(self, talent_id: bytes, name: str, *, typo: bool = False, origin: object = None) -> bytes:
        """Give a talent another name and return the id it has from then on.

        Parameters:
            typo: True puts the name right everywhere, also in earlier rounds.
        """
        with self._core.store.unit(N_("Rename talent"), origin) as session:
            row = get(session, Talent, talent_id)
            renamed = self._rename(session, row, name, typo)
            if renamed.id != row.id:
                for role in workform_rows.roles(session, hidden=True):
                    keys = role.talents.split(",")
                    if row.key in keys:
                        role.talents = ",".join(renamed.key if key == row.key else key for key in keys)
            return renamed.id

    def rename_role(self, role_id: bytes, name: str, *, typo: bool = False, origin: object = None) -> bytes:
        """Give a role another name and return the id it has from then on; see ``rename_talent``."""
        with self._core.store.unit(N_("Rename role"), origin) as session:
            return self._rename(session, get(session, Role, role_id), name, typo).id

    def _rename(self, session: Session, row: Talent | Role, name: str, typo: bool) -> Talent | Role:
        model = type(row)
        named = self._free(session, model, name, row.id)
        if named in (row.name_nl, row.name_en):
            return row
        if typo or row.id not in _recorded(session):
            row.name_nl = row.name_en = named
            return row
        new = self._new(session, model, named)
        copied = ("cluster",) if model is Talent else ("talents",)
        texts = _TALENT_TEXTS if model is Talent else _ROLE_TEXTS
        for field in (*copied, "place", *(f"{text}_{code}" for text in texts for code in ("nl", "en"))):
            setattr(new, field, getattr(row, field))
        session.add(new)
        row.hidden = True
        return new

    def hide_talent(self, talent_id: bytes, hidden: bool = True, *, origin: object = None) -> None:
        """Take a talent out of the set, or bring it back; earlier rounds keep it."""
        self._hide(Talent, talent_id, hidden, N_("Hide talent") if hidden else N_("Show talent"), origin)

    def hide_role(self, role_id: bytes, hidden: bool = True, *, origin: object = None) -> None:
        """Take a role out of the set, or bring it back; earlier rounds keep it."""
        self._hide(Role, role_id, hidden, N_("Hide role") if hidden else N_("Show role"), origin)

    def _hide(self, model: type[Talent] | type[Role], id: bytes, hidden: bool, label: str, origin: object) -> None:
        with self._core.store.unit(label, origin) as session:
            row = get(session, model, id)
            if row.hidden != hidden:
                if not hidden:
                    self._free(session, model, spoken(row, "name"), row.id)
                row.hidden = hidden

    def move_talent(self, talent_id: bytes, index: int, *, origin: object = None) -> None:
        """Put a talent at a place in the set (index from 0, counted without the talent itself, hidden ones included)."""
        self._move(Talent, talent_id, index, N_("Move talent"), origin)

    def move_role(self, role_id: bytes, index: int, *, origin: object = None) -> None:
        """Put a role at a place in the set (index from 0, counted without the role itself, hidden ones included)."""
        self._move(Role, role_id, index, N_("Move role"), origin)

    def _move(self, model: type[Talent] | type[Role], id: bytes, index: int, label: str, origin: object) -> None:
        with self._core.store.unit(label, origin) as session:
            row = get(session, model, id)
            others = list(session.scalars(select(model.place).where(model.id != id).order_by(model.place, model.id)))
            index = max(0, min(index, len(others)))
            before = others[index - 1] if index else None
            # Two may stand at the same spot: a renamed one takes the place of the one that it hides.
            after = next((place for place in others[index:] if before is None or place > before), None)
            if not ((before is None or before < row.place) and (after is None or row.place < after)):
                row.place = between(before, after)

    # Files

    def export(self, path: Path) -> None:
        """Write the visible set to a file that another programme can bring in.

        Raises:
            StorageError: it cannot be written there.
        """
        with self._core.store.read() as session:
            set_files.write(session, path)

    def preview(self, path: Path) -> SetPreview:
        """Return what bringing in a set would do; nothing is changed.

        Raises:
            InvalidValueError: the file is no set, or something in it is wrong; the sentence says what.
        """
        with self._core.store.read() as session:
            return set_files.preview(session, set_files.read(path))

    def bring_in(self, path: Path, *, origin: object = None) -> SetPreview:
        """Make the set that of a file: what is not in it is hidden, what was recorded keeps its name; return what was done.

        Raises:
            InvalidValueError: as for ``preview``; nothing is changed.
        """
        brought = set_files.read(path)
        with self._core.store.unit(N_("Bring in a set"), origin) as session:
            done = set_files.preview(session, brought)
            set_files.bring_in(session, brought, _recorded(session))
            return done


def _cluster(cluster: str) -> str:
    if cluster not in {entry["id"] for entry in read_content("talents")["clusters"]}:
        raise InvalidValueError(_("This cluster does not exist. Choose heart, head, hands or courage."))
    return cluster


def _keys(session: Session, talent_ids: Sequence[bytes]) -> str:
    return ",".join(get(session, Talent, talent).key for talent in dict.fromkeys(talent_ids))


def _recorded(session: Session) -> frozenset[bytes]:
    """Return the ids of the roles and talents that a round recorded."""
    columns = (TalentAward.talent_id, RoleAssignment.role_id, CaseNeed.talent_id, CaseNeed.role_id)
    return frozenset(id for column in columns for id in session.scalars(select(column).where(column.is_not(None)).distinct()))
