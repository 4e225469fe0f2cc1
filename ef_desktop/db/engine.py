"""The engine of SQLAlchemy for a work file. What it works out about a statement holds for every file of this program."""

import sqlite3
from collections.abc import Callable
from functools import cache

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

#: More than the statements of the whole program.
_STATEMENTS = 2000


def make_engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    """Return an engine whose transactions begin as the execution option ``begin`` says, or plainly.

    Working out a statement takes longer than running it, and is kept by dialect: with one dialect for all files a second
    file, a copy to merge or a backup to look at costs nothing of that again.

    Parameters:
        connect: makes a connection that leaves transactions to the caller.
    """
    model = _model()
    pool = QueuePool(connect, max_overflow=-1, dialect=model.dialect)
    engine = Engine(pool, model.dialect, model.url, hide_parameters=True, execution_options={"compiled_cache": _worked_out()})
    event.listen(engine, "begin", _begin)
    return engine


@cache
def _model() -> Engine:
    model = create_engine("sqlite://")
    # The dialect asks the library at its first connection what it can do.
    model.connect().close()
    return model


@cache
def _worked_out() -> LRUCache:
    return LRUCache(_STATEMENTS)


def _begin(connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
