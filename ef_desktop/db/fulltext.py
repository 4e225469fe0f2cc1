"""Full-text search in outcomes: an FTS5 index beside the table, kept in step by triggers, outside the journal.

The index holds no text of its own: it reads the view ``fts_source``. Its numbers come from ``fts_doc``, because the
implicit row numbers of ``outcome`` may change with every VACUUM, and a copy of a work file is made by VACUUM INTO. Dead
rows are not in it. Accents and capitals do not matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ef_desktop.db.lists import Execute

_COLUMNS = ("text", "wall_text", "answer")

#: Words of the text count more than those of the short text, and these more than those of the answer.
_WEIGHTS = "3.0, 2.0, 1.0"

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Filter:
    """What a hit has to be; None and an empty sequence ask for nothing."""

    meeting_id: bytes | None = None
    kinds: Sequence[str] = ()
    case_id: bytes | None = None
    owner_id: bytes | None = None
    statuses: Sequence[str] = ()
    talent_id: bytes | None = None


def statements() -> list[str]:
    """Return the statements that make the index and fill it, in a fixed order."""
    columns = ", ".join(_COLUMNS)
    old, new = (", ".join(f"{prefix}.{column}" for column in _COLUMNS) for prefix in ("old", "new"))
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in (*_COLUMNS, "dead"))
    take_out = f"INSERT INTO outcome_fts (outcome_fts, rowid, {columns}) SELECT 'delete', doc, {old} FROM fts_doc"
    put_in = f"INSERT INTO outcome_fts (rowid, {columns}) SELECT doc, {new} FROM fts_doc"
    return [
        "CREATE TABLE fts_doc (doc INTEGER PRIMARY KEY, row BLOB NOT NULL UNIQUE) STRICT",
        f"CREATE VIEW fts_source AS SELECT d.doc, {', '.join(f'o.{column}' for column in _COLUMNS)}"
        " FROM fts_doc d JOIN outcome o ON o.id = d.row WHERE o.dead = 0",
        f"CREATE VIRTUAL TABLE outcome_fts USING fts5({columns}, content='fts_source', content_rowid='doc',"
        " tokenize='unicode61 remove_diacritics 2', prefix='1 2')",
        "CREATE TRIGGER outcome_fts_insert AFTER INSERT ON outcome BEGIN"
        f" INSERT INTO fts_doc (row) VALUES (new.id); {put_in} WHERE row = new.id AND NOT new.dead; END",
        # One trigger for both: the order of triggers within a statement is not laid down.
        f"CREATE TRIGGER outcome_fts_update AFTER UPDATE OF {columns}, dead ON outcome WHEN {changed} BEGIN"
        f" {take_out} WHERE row = new.id AND NOT old.dead; {put_in} WHERE row = new.id AND NOT new.dead; END",
        "CREATE TRIGGER outcome_fts_delete AFTER DELETE ON outcome BEGIN"
        f" {take_out} WHERE row = old.id AND NOT old.dead; DELETE FROM fts_doc WHERE row = old.id; END",
        "INSERT INTO fts_doc (row) SELECT id FROM outcome ORDER BY id",
        "INSERT INTO outcome_fts (outcome_fts) VALUES ('rebuild')",
    ]


def expression(query: str) -> str:
    """Return the query for FTS5: every word has to occur, as the beginning of a word; signs mean nothing."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(query.replace("_", " ")))


def find(execute: Execute, query: str, wanted: Filter, limit: int) -> list[bytes]:
    """Return the ids of the outcomes that fit, the best first; without words the newest first.

    Parameters:
        execute: way in for plain SQL.
        query: what was typed; signs only find nothing.
        wanted: what a hit has to be.
        limit: at most so many.
    """
    found = _matching(query, wanted)
    if found is None:
        return []
    start, values = found
    order = "o.captured_at DESC, o.id DESC"
    if expression(query):
        order = f"bm25(outcome_fts, {_WEIGHTS}), {order}"
    return [row[0] for row in execute(f"SELECT o.id {start} ORDER BY {order} LIMIT ?", (*values, limit))]


def count(execute: Execute, query: str, wanted: Filter) -> int:
    """Return how many outcomes fit; the parameters are those of ``find``."""
    found = _matching(query, wanted)
    return 0 if found is None else execute(f"SELECT count(*) {found[0]}", found[1])[0][0]


def _matching(query: str, wanted: Filter) -> tuple[str, list[object]] | None:
    """Return the part of a query from FROM on, with its values; None where nothing can fit."""
    words = expression(query)
    if query.strip() and not words:
        return None
    where, values = _conditions(wanted)
    start = "FROM outcome o"
    if words:
        start = "FROM outcome_fts f JOIN fts_doc d ON d.doc = f.rowid JOIN outcome o ON o.id = d.row"
        where, values = ["outcome_fts MATCH ?", *where], [words, *values]
    return f"{start} JOIN meeting m ON m.id = o.meeting_id WHERE {' AND '.join(where)}", values


def _conditions(wanted: Filter) -> tuple[list[str], list[object]]:
    # A card that only looks back on another one would be found twice.
    where = [
        "o.dead = 0",
        "m.dead = 0",
        "NOT EXISTS (SELECT 1 FROM outcome s WHERE s.id = o.carried_from AND s.dead = 0)",
    ]
    values: list[object] = []
    for column in ("meeting_id", "case_id", "owner_id", "talent_id"):
        value = getattr(wanted, column)
        if value is not None:
            where.append(f"o.{column} = ?")
            values.append(value)
    for column, several in (("kind", wanted.kinds), ("status", wanted.statuses)):
        if several:
            where.append(f"o.{column} IN ({', '.join('?' * len(several))})")
            values.extend(several)
    return where, values
