"""The journal played back in SQL: which operation on a field wins, and which removed rows live on.

Used by the check of a file and by the merge, so that both mean the same. See ``design/sharing.md``, 'Rules'.
"""

from functools import cache

from ef_desktop.db.base import DELETE, INSERT, KEEP, UNDELETE
from ef_desktop.db.fields import TableInfo, by_cid, tables

#: Operations that set no value.
NO_VALUE = f"({INSERT}, {UNDELETE}, {DELETE})"


@cache
def refusals() -> frozenset[int]:
    """Return the numbers of the fields of which a withdrawal beats a yes that had not seen it."""
    return frozenset(cid for cid, register in by_cid().items() if register.fields[0].name == "granted")


def order() -> str:
    """Return the SQL that puts the operations ``o`` on one field in order, the winner first.

    The latest wins, except that a withdrawal of consent beats a yes that had not seen it.
    """
    withdrawn = ", ".join(map(str, sorted(refusals())))
    unseen = "NOT EXISTS (SELECT 1 FROM main.sync_op s WHERE s.row = o.row AND s.cid = o.cid AND s.ph = o.hlc AND s.pa = o.actor)"
    refused = f"CASE WHEN o.cid IN ({withdrawn}) AND o.new IS NOT NULL THEN json_extract(o.new, '$[0]') = 0 AND {unseen} ELSE 0 END"
    return f"{refused} DESC, o.hlc DESC, o.actor DESC"


def winner(source: str) -> str:
    """Return the statement that makes the table ``temp.winner``: row, number of the field, value.

    Parameters:
        source: where the operations ``o`` come from, such as ``main.sync_op o``.
    """
    return (
        "CREATE TEMP TABLE winner AS SELECT row, cid, new, hlc, actor FROM ("
        f"SELECT o.row, o.cid, o.new, o.hlc, o.actor, row_number() OVER (PARTITION BY o.row, o.cid ORDER BY {order()}) AS place"
        f" FROM {source} LEFT JOIN temp.redacted r ON r.row = o.row AND r.cid = o.cid"
        f" WHERE o.cid % 100 NOT IN {NO_VALUE} AND o.era >= ifnull(r.n, 0)) WHERE place = 1"
    )


#: How often a field of a row was redacted: what was written without knowing of it is gone.
REDACTED = (
    "CREATE TEMP TABLE redacted AS SELECT row, cid, count(*) AS n FROM main.sync_erase WHERE cid > 0 GROUP BY row, cid",
    "CREATE INDEX temp.redacted_row ON redacted (row, cid)",
)

#: ``killed``: rows that were removed at some time; ``alive``: those of them with an operation that no removal has seen.
LIVING = (
    f"CREATE TEMP TABLE killed AS SELECT DISTINCT row, cid FROM main.sync_op WHERE cid % 100 = {DELETE}",
    "CREATE INDEX temp.killed_row ON killed (row)",
    (
        "CREATE TEMP TABLE seen AS SELECT d.row, CAST(j.key AS INTEGER) AS actor, max(j.value) AS hlc"
        " FROM killed k CROSS JOIN main.sync_op d ON d.row = k.row AND d.cid = k.cid, json_each(d.new) j GROUP BY 1, 2"
    ),
    "CREATE INDEX temp.seen_row ON seen (row, actor)",
    (
        "CREATE TEMP TABLE alive AS SELECT DISTINCT k.row FROM killed k CROSS JOIN main.sync_op o ON o.row = k.row"
        " LEFT JOIN seen s ON s.row = o.row AND s.actor = o.actor WHERE o.cid <> k.cid AND o.hlc > ifnull(s.hlc, -1)"
    ),
    "CREATE INDEX temp.alive_row ON alive (row)",
)


def lives(row: str, base: int) -> str:
    """Return the SQL that is true of a row with an operation that no removal of it has seen.

    Parameters:
        row: SQL of its id.
        base: number of its table.
    """
    seen = (
        "SELECT max(j.value) FROM main.sync_op d, json_each(d.new) j"
        f" WHERE d.row = {row} AND d.cid = {base + DELETE} AND j.key = CAST(o.actor AS TEXT)"
    )
    return (
        f"EXISTS (SELECT 1 FROM main.sync_op o WHERE o.row = {row} AND o.cid <> {base + DELETE} AND o.hlc > ifnull(({seen}), -1))"
    )


def kept(table: TableInfo, name: str) -> str:
    """Return the SQL that is true of a row which lives because something alive belongs to it.

    Parameters:
        table: its table.
        name: how the statement calls that.
    """
    children = [
        f"EXISTS (SELECT 1 FROM main.{child.sql} k WHERE k.{link.sql} = {name}.id AND NOT k.dead)"
        for child in tables()
        for link in child.links
        if link.policy == KEEP and link.target == table.name
    ]
    return " OR ".join(children) or "0"
