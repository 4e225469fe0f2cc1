"""Where a person occurs in a work file: rows that point to one, and every text, also of earlier and of removed ones."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ef_desktop.db.base import ERASE
from ef_desktop.db.fields import Field, TableInfo, by_base, by_cid, tables

#: Columns with words of the program itself, not of people: codes, places in a list, keys, hashes.
_CODES = frozenset(
    "channel checksum choice cluster color content_version criterion form how icon initiator_kind initiator_knows key kind"
    " kinds media_type moment municipal_role name_form part phase place role scale scene seed sensitive sha256 share_in"
    " state status step steps_done talents text_color variant voter what".split()
)
_CODE_OF = frozenset({("measurement_count", "value"), ("report_edition", "report"), ("report_edition", "chapters")})


@dataclass(frozen=True)
class Text:
    """A text of a row.

    Attributes:
        table, column: where it stands.
        row: id.
        cid: number of the field in the journal.
        value: the text as it is now.
        dead: True in a removed row.
        past: True when only earlier values of the journal are meant; ``value`` is then the present one.
    """

    table: str
    column: str
    row: bytes
    cid: int
    value: str
    dead: bool
    past: bool = False


@dataclass(frozen=True)
class Link:
    """Rows that point to a person by one column.

    Attributes:
        table, column: where.
        rows: ids of live rows, then of removed ones.
        live: number of live ones.
        goes: True when the rows go along with the person.
    """

    table: str
    column: str
    rows: tuple[bytes, ...]
    live: int
    goes: bool


def texts(connection: sqlite3.Connection, wanted: Callable[[str], object], without: frozenset[bytes]) -> Iterator[Text]:
    """Yield every text of people that is wanted, present ones first, then those of which only earlier values are.

    Parameters:
        connection: a plain connection.
        wanted: tells of a text whether it counts.
        without: rows that are left out.
    """
    found = set()
    for table in tables():
        columns = [(cid, field) for cid, field in _words(table)]
        if not columns:
            continue
        seed = "seed" if any(field.name == "seed" for field in table.fields) else "''"
        names = ", ".join(field.sql for _cid, field in columns)
        for row, dead, seeded, *values in connection.execute(f"SELECT id, dead, {seed}, {names} FROM {table.sql}"):
            shipped = json.loads(seeded) if seeded else {}
            for (cid, field), value in zip(columns, values, strict=True):
                # The own name of another person, who may be called the same, stays.
                if (table.name, field.name) == ("person", "name"):
                    continue
                if value and row not in without and value != shipped.get(field.name) and wanted(value):
                    found.add((row, cid))
                    yield Text(table.name, field.name, row, cid, value, bool(dead))
    yield from _past(connection, wanted, without, found)


def _past(connection, wanted, without: frozenset[bytes], found: set[tuple[bytes, int]]) -> Iterator[Text]:
    numbers = ", ".join(str(cid) for table in tables() for cid in {cid for cid, _field in _words(table)})
    query = f"SELECT row, cid, old, new FROM sync_op WHERE cid IN ({numbers}) AND (old IS NOT NULL OR new IS NOT NULL)"
    past = set()
    for row, cid, *values in connection.execute(query):
        if (row, cid) not in found and row not in without and any(isinstance(value, str) and wanted(value) for value in values):
            past.add((row, cid))
    for row, cid in sorted(past):
        table = by_base()[cid // 100 * 100]
        field = next(field for number, field in _words(table) if number == cid)
        here = connection.execute(f"SELECT {field.sql}, dead FROM {table.sql} WHERE id = ?", (row,)).fetchone()
        if here is not None:
            yield Text(table.name, field.name, row, cid, here[0] or "", bool(here[1]), past=True)


def _words(table: TableInfo) -> Iterator[tuple[int, Field]]:
    for register in table.registers:
        for field in register.fields:
            if field.kind == "text" and field.name not in _CODES and (table.name, field.name) not in _CODE_OF:
                yield register.cid, field


def links(connection: sqlite3.Connection, target: str, row: bytes) -> tuple[Link, ...]:
    """Return the rows that point to a row, by table and column; those that have none are left out."""
    found = []
    for table in tables():
        for link in table.links:
            if link.target == target:
                rows = connection.execute(
                    f"SELECT id, dead FROM {table.sql} WHERE {link.sql} = ? ORDER BY dead, id", (row,)
                ).fetchall()
                if rows:
                    live = sum(not dead for _row, dead in rows)
                    goes = link.policy == ERASE or link.required
                    found.append(Link(table.name, link.name, tuple(row for row, _dead in rows), live, goes))
    return tuple(found)


def closure(connection: sqlite3.Connection, target: str, row: bytes) -> frozenset[bytes]:
    """Return a row and all that go along with it."""
    found = {row}
    for link in links(connection, target, row):
        if link.goes:
            for other in link.rows:
                if other not in found:
                    found |= closure(connection, link.table, other)
    return frozenset(found)


def titles(connection: sqlite3.Connection, table: str, row: bytes) -> tuple[str, str]:
    """Return the title of a row and that of the meeting or case it belongs to; "" where there is none."""
    info = next(info for info in tables() if info.name == table)
    names = {field.name: field for field in info.fields}
    own = next((names[name].sql for name in ("title", "name", "title_nl", "name_nl", "text") if name in names), "''")
    title = connection.execute(f"SELECT {own} FROM {info.sql} WHERE id = ?", (row,)).fetchone()
    for column, parent in (("meeting_id", "meeting"), ("case_id", "case_file")):
        if column in names:
            above = connection.execute(
                f"SELECT p.title FROM {info.sql} t JOIN {parent} p ON p.id = t.{column} WHERE t.id = ?", (row,)
            ).fetchone()
            if above is not None:
                return (title[0] or "" if title else ""), above[0]
    return (title[0] or "" if title else ""), ""


def writers(connection: sqlite3.Connection, wanted: Callable[[str], object]) -> tuple[int, ...]:
    """Return the numbers of those who wrote in this file and of whom the name or the device is wanted."""
    rows = connection.execute("SELECT actor, person, machine FROM sync_actor").fetchall()
    return tuple(actor for actor, person, machine in rows if wanted(person) or wanted(machine))


def columns_of(cid: int) -> tuple[str, ...]:
    """Return the names of the columns of a field of the journal."""
    return tuple(field.name for field in by_cid()[cid].fields)
