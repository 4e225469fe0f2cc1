"""The base of every journalled table: how fields are numbered, linked and hidden when dead."""

from typing import Any, ClassVar

from sqlalchemy import BLOB, Boolean, Date, ForeignKey, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

#: What happens to a row when the row that it points to is erased (see ``design/sharing.md``, rule 'link to something erased').
KEEP, NULL, ERASE = "keep", "null", "erase"

#: Operation numbers, added to the base number of a table.
INSERT, UNDELETE, DELETE = 0, 98, 99


class RowId(BLOB):
    """An id. It passes as it is: SQLAlchemy would wrap every one in a memoryview, a quarter of the time of a bulk insert."""

    cache_ok = True

    def bind_processor(self, dialect: Any) -> None:
        return None

    def result_processor(self, dialect: Any, coltype: object) -> None:
        return None


class Base(DeclarativeBase):
    """Metadata of the whole work file."""

    metadata = MetaData()


class Row(Base):
    """A journalled row.

    Every field carries a frozen number (``cid`` = base of the table + number of the field) in its ``info``. Fields with
    the same number mean something together and are written to the journal as one value. The numbers are part of the file
    format: they are never changed or used again.

    Attributes:
        base_number: base of the operation numbers of the table, a multiple of 100.
        member: True for rows with an id that every device makes alike (UUIDv5). They log their first values, because
            two devices may insert the same row.
    """

    __abstract__ = True
    base_number: ClassVar[int]
    member: ClassVar[bool] = False

    id: Mapped[bytes] = mapped_column(RowId, primary_key=True)
    dead: Mapped[int] = mapped_column(Integer, nullable=False, default=0, server_default="0")


def string(number: int, default: str | None = "") -> Mapped[str]:
    """A text field; never NULL unless ``default`` is None."""
    return _field(number, Text, default)


def integer(number: int, default: int | None = 0) -> Mapped[Any]:
    """A whole number; may be NULL when ``default`` is None."""
    return _field(number, Integer, default)


def flag(number: int, default: bool = False) -> Mapped[bool]:
    """A yes or no."""
    return _field(number, Boolean(create_constraint=False), default)


def day(number: int) -> Mapped[Any]:
    """A date, or NULL."""
    return _field(number, Date, None)


def link(number: int, target: str, policy: str, required: bool = False) -> Mapped[Any]:
    """A reference to another row.

    Parameters:
        number: number of the field.
        target: name of the table.
        policy: KEEP (a live child keeps its parent), NULL or ERASE.
        required: True when the row makes no sense without it.
    """
    return mapped_column(
        RowId,
        ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"),
        nullable=not required,
        index=True,
        info={"number": number, "policy": policy},
    )


def _field(number: int, kind: Any, default: Any) -> Any:
    if default is None:
        return mapped_column(kind, nullable=True, info={"number": number})
    server = str(int(default)) if isinstance(default, (bool, int)) else default
    return mapped_column(kind, nullable=False, default=default, server_default=server, info={"number": number})
