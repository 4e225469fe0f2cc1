"""What the journal knows about the tables: numbers of fields, which fields belong together, links between rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from sqlalchemy import BLOB, Boolean, Column, Date, Integer
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import InstrumentedAttribute

from ef_desktop.db.base import DELETE, Row
from ef_desktop.db.tables import Base

_quote = sqlite.dialect().identifier_preparer.quote


@dataclass(frozen=True)
class Field:
    """A column of a journalled table.

    Attributes:
        name: name of the attribute and of the column.
        kind: ``blob``, ``integer``, ``text``, ``flag`` or ``day``.
        required: True where NULL is refused.
        default: value of a row that was inserted without it.
        target: table that it points to, or "".
        policy: what happens when the row that it points to is erased; see ``base``.
    """

    name: str
    kind: str
    required: bool
    default: Any
    target: str = ""
    policy: str = ""

    @cached_property
    def sql(self) -> str:
        """The name, quoted where SQL asks for it."""
        return _quote(self.name)


@dataclass(frozen=True)
class Register:
    """What the journal writes down as one value: a column, or some that mean something together."""

    cid: int
    fields: tuple[Field, ...]

    def value(self, prefix: str) -> str:
        """Return the SQL of the journalled value.

        Parameters:
            prefix: ``old``, ``new`` or the name of the table.
        """
        if len(self.fields) == 1:
            return f"{prefix}.{self.fields[0].sql}"
        parts = []
        for field in self.fields:
            name = f"{prefix}.{field.sql}"
            # JSON has no bytes; hex(NULL) would be an empty text.
            parts.append(f"CASE WHEN {name} IS NOT NULL THEN hex({name}) END" if field.kind == "blob" else name)
        return f"json_array({','.join(parts)})"

    def empty(self) -> str:
        """Return the SQL of the journalled value of a row that was inserted without it."""
        defaults = ",".join(literal(field.default) for field in self.fields)
        return defaults if len(self.fields) == 1 else f"json_array({defaults})"


@dataclass(frozen=True)
class TableInfo:
    """A journalled table."""

    name: str
    base: int
    member: bool
    registers: tuple[Register, ...]

    @cached_property
    def sql(self) -> str:
        """The name, quoted where SQL asks for it."""
        return _quote(self.name)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in the order of their numbers."""
        return tuple(field for register in self.registers for field in register.fields)

    @cached_property
    def links(self) -> tuple[Field, ...]:
        """The fields that point to a row."""
        return tuple(field for field in self.fields if field.target)


@cache
def tables() -> tuple[TableInfo, ...]:
    """Return the journalled tables, by base number."""
    found = [_table(mapper.class_) for mapper in Base.registry.mappers if issubclass(mapper.class_, Row)]
    return tuple(sorted(found, key=lambda table: table.base))


@cache
def by_base() -> dict[int, TableInfo]:
    """Return the tables by their base number."""
    return {table.base: table for table in tables()}


@cache
def by_cid() -> dict[int, Register]:
    """Return the registers by their number."""
    return {register.cid: register for table in tables() for register in table.registers}


def table_name(cid: int) -> str:
    """Return the name of the table that an operation number belongs to."""
    return by_base()[cid // 100 * 100].name


def having(execute: Callable[[str], Iterable[tuple[int]]], conditions: Sequence[tuple[TableInfo, str]]) -> list[int]:
    """Return the places in the list of the conditions that a row of their table meets.

    One statement for all: to read the text of a change, with the triggers of its table, takes SQLite far longer than to find
    that there is nothing to change.

    Parameters:
        execute: runs a statement and gives its rows.
        conditions: tables with SQL on their columns.
    """
    queries = [f"SELECT {at} WHERE EXISTS (SELECT 1 FROM main.{table.sql} WHERE {where})" for at, (table, where) in enumerate(conditions)]
    return sorted(at for (at,) in execute(" UNION ALL ".join(queries)))


def number_of(column: InstrumentedAttribute) -> int:
    """Return the number of the field that an attribute of a table is, such as ``Person.name``."""
    return column.class_.base_number + column.class_.__table__.c[column.key].info["number"]


def literal(value: Any) -> str:
    """Return a value as SQL text."""
    if value is None:
        return "NULL"
    if isinstance(value, (bool, int)):
        return str(int(value))
    return "'" + str(value).replace("'", "''") + "'"


def _table(model: type[Row]) -> TableInfo:
    numbered: dict[int, list[Field]] = {}
    for column in model.__table__.columns:
        if column.name not in ("id", "dead"):
            numbered.setdefault(column.info["number"], []).append(_field(column))
    if model.base_number % 100 or not all(0 < number < DELETE - 1 for number in numbered):
        raise ValueError(f"numbers of {model.__tablename__} are out of range")
    registers = tuple(Register(model.base_number + number, tuple(fields)) for number, fields in sorted(numbered.items()))
    return TableInfo(model.__tablename__, model.base_number, model.member, registers)


def _field(column: Column) -> Field:
    default = column.default.arg if column.default is not None else None
    target = next(iter(column.foreign_keys)).target_fullname.split(".")[0] if column.foreign_keys else ""
    kinds = {BLOB: "blob", Boolean: "flag", Date: "day", Integer: "integer"}
    kind = next((name for cls, name in kinds.items() if isinstance(column.type, cls)), "text")
    return Field(column.name, kind, not column.nullable, default, target, column.info.get("policy", ""))
