"""What a merge does, in words: rows with their titles, fields with their labels, values as a reader sees them."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ef_desktop.content import outcome_kinds
from ef_desktop.db.clashes import Conflict
from ef_desktop.db.fields import Field, TableInfo, by_base, by_cid, tables
from ef_desktop.db.merging import Merge
from ef_desktop.domain.sharing import (
    BACK,
    CHANGED,
    CLASH,
    ERASED,
    GONE,
    NEW,
    ORDER,
    Clash,
    Entry,
    MergePreview,
    Revision,
    Side,
)
from ef_desktop.i18n import N_, _, format_date

#: Tables whose rows a reader knows as things; what belongs to them is told with them.
_TOLD = {
    "agenda_item": N_("Part of the agenda"),
    "block": N_("Building block"),
    "case_file": N_("Case"),
    "communication_item": N_("Communication plan"),
    "ground_rule": N_("Ground rule"),
    "measurement": N_("Measurement"),
    "meeting": N_("Meeting"),
    "outcome": N_("Outcome"),
    "outcome_group": N_("Group of outcomes"),
    "person": N_("Person"),
    "portrait": N_("Portrait"),
    "programme": N_("Learning path"),
    "report_edition": N_("Edition"),
    "role": N_("Role"),
    "setting": N_("Settings of the learning path"),
    "talent": N_("Talent"),
    "template": N_("Sample meeting"),
    "tool_card": N_("Tool"),
    "workform_round": N_("Round of roles and talents"),
}
#: What is told with something else.
_PARTS = {
    "attendance": N_("attendance"),
    "case_criterion": N_("criteria"),
    "case_goal": N_("goals"),
    "case_relation": N_("related cases"),
    "consent": N_("consent"),
    "meeting_case": N_("cases"),
    "timer_event": N_("clock"),
    "vote": N_("votes"),
}
_LABELS = {
    "agreed_by": N_("agreement"),
    "amount": N_("amount"),
    "answer": N_("answer"),
    "case_id": N_("case"),
    "department": N_("department"),
    "district": N_("district"),
    "due_on": N_("ready on"),
    "email": N_("e-mail"),
    "function": N_("function"),
    "goal": N_("goal"),
    "granted": N_("consent"),
    "held_on": N_("date and time"),
    "kind": N_("kind and group"),
    "location": N_("place"),
    "look_back_on": N_("look back on"),
    "minutes": N_("minutes"),
    "motivation": N_("motivation"),
    "name": N_("name"),
    "notes": N_("notes"),
    "organisation": N_("organisation"),
    "owner_id": N_("who"),
    "phone": N_("phone"),
    "private": N_("on the wall or not"),
    "question": N_("question"),
    "sentence": N_("sentence"),
    "starts_on": N_("begin and end"),
    "status": N_("status"),
    "summary": N_("summary"),
    "text": N_("text"),
    "title": N_("title"),
    "top": N_("top three"),
    "wall_text": N_("short text"),
}
_TITLES = ("title", "name", "text", "title_nl", "name_nl", "text_nl", "key")
_LONGEST = 120
_CLOCK = ("starts_at", "ends_at", "fixed_start")


class Teller:
    """Reads a work file for words about a merge.

    Parameters:
        connection: a plain connection; during a preview that of the dry run.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in tables()}

    def programme(self) -> str:
        """Return the name of the programme."""
        found = self._connection.execute("SELECT name FROM programme WHERE NOT dead LIMIT 1").fetchone()
        return found[0] if found else ""

    def preview(self, source: Path, result: Merge, before: dict[int, int]) -> MergePreview:
        """Return what a merge would do.

        Parameters:
            source: the copy.
            result: of the dry run, in which the connection still is.
            before: last moment known of every writer before it.
        """
        entries = self._entries(result, before)
        writers = [self._person(actor) for actor in result.after]
        last = max(result.after.values(), default=0)
        meetings = Counter(entry.where for entry in entries if entry.where)
        return MergePreview(
            source,
            tuple(sorted({name for name in writers if name})),
            datetime.fromtimestamp((last >> 16) / 1000, UTC).astimezone() if last else None,
            tuple(sorted(entries, key=lambda entry: (ORDER.index(entry.state), entry.title.casefold()))),
            tuple(meetings.most_common()),
            bool(result.ops or result.erasures or result.touched),
        )

    def counts(self, result: Merge) -> dict[str, int]:
        """Return how many rows a merge touched, by what happened to them."""
        return dict(Counter(entry.state for entry in self._entries(result, result.before)))

    def undecided(self, conflicts: Iterable[Conflict]) -> tuple[Entry, ...]:
        """Return the rows with fields between whose values nobody chose."""
        entries = self._entries(Merge(conflicts=list(conflicts)), {})
        return tuple(sorted(entries, key=lambda entry: entry.title.casefold()))

    def _entries(self, result: Merge, known: dict[int, int]) -> list[Entry]:
        states: dict[tuple[str, bytes], str] = {}
        notes: dict[tuple[str, bytes], list[str]] = {}
        clashes: dict[tuple[str, bytes], list[Clash]] = {}
        revisions: dict[tuple[str, bytes], list[Revision]] = {}

        def note(table: str, row: bytes, state: str, words: str) -> None:
            top, own = self._top(table, row)
            if top is None:
                return
            state = state if own else CHANGED
            known = states.get(top)
            # A new thing of which a part is new too is new; else what asks most attention counts.
            if known is None or (known != NEW and ORDER.index(state) < ORDER.index(known)) or (state == NEW and known == CHANGED):
                states[top] = state
            if words and words not in notes.setdefault(top, []):
                notes[top].append(words)

        for state, rows in ((ERASED, result.erased), (GONE, result.removed), (BACK, result.revived), (NEW, result.added)):
            for table, row in rows:
                note(table, row, state, _(_PARTS[table]) if table in _PARTS else "")
        for change in result.changed:
            table = by_base()[change.cid // 100 * 100].name
            if (table, change.row) not in result.added:
                note(table, change.row, CHANGED, _(_PARTS[table]) if table in _PARTS else self._label(change.cid))
                before, after = self.value(change.cid, change.old), self.value(change.cid, change.new)
                # A place in a list is nothing to read.
                if table in _TOLD and before != after:
                    revisions.setdefault((table, change.row), []).append(Revision(self._label(change.cid), before, after))
        for conflict in result.conflicts:
            table = by_base()[conflict.cid // 100 * 100]
            if not self._lives(table, conflict.row):
                continue
            note(table.name, conflict.row, CLASH, self._label(conflict.cid))
            top, _own = self._top(table.name, conflict.row)
            if top is not None:
                states[top] = CLASH
                clashes.setdefault(top, []).append(self._clash(conflict, known))
        return [
            Entry(
                state,
                table,
                row,
                self._kind(table, row),
                self._title(table, row),
                self._where(table, row),
                tuple(notes.get((table, row), ())),
                tuple(clashes.get((table, row), ())),
                tuple(revisions.get((table, row), ())),
            )
            for (table, row), state in states.items()
        ]

    def _top(self, table: str, row: bytes) -> tuple[tuple[str, bytes] | None, bool]:
        """Return the thing that a row is told with, and whether it is that itself."""
        own = True
        while table not in _TOLD:
            link = next((link for link in self._tables[table].links if link.required), None)
            if link is None:
                return None, False
            found = self._connection.execute(f"SELECT {link.sql} FROM {self._tables[table].sql} WHERE id = ?", (row,)).fetchone()
            if found is None:
                return None, False
            table, row, own = link.target, found[0], False
        return (table, row), own

    def _lives(self, table: TableInfo, row: bytes) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {table.sql} WHERE id = ? AND NOT dead", (row,)).fetchone() is not None

    def _clash(self, conflict: Conflict, before: dict[int, int]) -> Clash:
        winner = conflict.heads[0]
        own = [head for head in conflict.heads if head.hlc <= before.get(head.actor, -1)]
        others = [head for head in conflict.heads if head not in own]
        ordered = [*own, *others]
        sides = tuple(
            Side(
                (head.actor, head.hlc),
                self.value(conflict.cid, head.value),
                self._person(head.actor),
                datetime.fromtimestamp((head.hlc >> 16) / 1000, UTC).astimezone(),
                head in own,
            )
            for head in ordered
        )
        fields = by_cid()[conflict.cid].fields
        text = len(fields) == 1 and fields[0].kind == "text" and fields[0].name not in ("status", "state", "kind", "scene", "choice")
        return Clash((conflict.row, conflict.cid), self._label(conflict.cid), sides, ordered.index(winner), text)

    def value(self, cid: int, value: Any) -> str:
        """Return a journalled value as a reader sees it."""
        fields = by_cid()[cid].fields
        parts = [value] if len(fields) == 1 else json.loads(value) if value else [None] * len(fields)
        words = [self._words(by_base()[cid // 100 * 100].name, field, part) for field, part in zip(fields, parts, strict=True)]
        return " · ".join(word for word in words if word) or _("empty")

    def _words(self, table: str, field: Field, value: Any) -> str:
        if value is None or value == "" or field.name == "place":
            return ""
        if field.target:
            row = bytes.fromhex(value) if isinstance(value, str) else value
            return self._title(field.target, row)
        if field.kind == "day":
            return format_date(date.fromisoformat(value))
        if field.kind == "flag":
            return _("yes") if value else _("no")
        if field.name in _CLOCK:
            return f"{value // 60:02d}.{value % 60:02d}"
        if field.name == "kind" and table in ("outcome", "outcome_group"):
            return next((kind.name for kind in outcome_kinds() if kind.id == value), str(value))
        return str(value)

    def _label(self, cid: int) -> str:
        names = [field.name for field in by_cid()[cid].fields]
        known = next((name for name in names if name in _LABELS), None)
        return _(_LABELS[known]) if known else _("details")

    def _kind(self, table: str, row: bytes) -> str:
        if table != "outcome":
            return ""
        found = self._connection.execute("SELECT kind FROM outcome WHERE id = ?", (row,)).fetchone()
        return found[0] if found else ""

    def _title(self, table: str, row: bytes) -> str:
        names = {field.name for field in self._tables[table].fields}
        # The key of a setting is a word of the program, with ids in it.
        for name in _TITLES if table != "setting" else ():
            if name in names:
                found = self._connection.execute(f'SELECT "{name}" FROM {self._tables[table].sql} WHERE id = ?', (row,)).fetchone()
                if found and found[0]:
                    text = " ".join(str(found[0]).split())
                    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        return _(_TOLD[table]) if table in _TOLD else ""

    def _where(self, table: str, row: bytes) -> str:
        if table in ("outcome", "outcome_group", "agenda_item", "workform_round"):
            found = self._connection.execute(
                f"SELECT m.title FROM {table} t JOIN meeting m ON m.id = t.meeting_id WHERE t.id = ?", (row,)
            ).fetchone()
            return found[0] if found else ""
        return _(_TOLD[table])

    def _person(self, actor: int) -> str:
        found = self._connection.execute("SELECT person FROM sync_actor WHERE actor = ?", (actor,)).fetchone()
        return found[0] if found else ""


