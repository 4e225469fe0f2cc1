"""Checks a work file and says in words what is not right."""

from pathlib import Path

from ef_desktop.db.check import Finding
from ef_desktop.db.store import Store
from ef_desktop.domain.clock import Clock
from ef_desktop.i18n import N_, _

_WORDS = {
    "damaged": N_("The file is damaged on the disk: {example}."),
    "link": N_("A row points to something that is not there ({where})."),
    "value": N_("A value differs from the journal in {where}: {count} rows."),
    "default": N_("A value stands in {where} that the journal does not know: {count} rows."),
    "liveness": N_("Rows of {where} are there or gone, other than the journal says: {count}."),
    "parent": N_("Rows of {where} belong to something that was removed: {count}."),
    "no_insert": N_("Rows of {where} are not in the journal: {count}."),
    "no_row": N_("Rows of {where} are in the journal but not in the table: {count}."),
}
#: What the tables are called on the screen; the others are called other data.
_TABLES = {
    "meeting": N_("meetings"),
    "agenda_item": N_("agenda"),
    "timer_event": N_("clock"),
    "attendance": N_("attendance"),
    "outcome": N_("outcomes"),
    "vote": N_("votes"),
    "person": N_("people"),
    "consent": N_("consents"),
    "case_file": N_("cases"),
    "case_criterion": N_("criteria"),
    "case_goal": N_("goals"),
    "block": N_("building blocks"),
    "programme": N_("learning path"),
    "sync_op": N_("steps of the history"),
}
_OTHER = N_("The journal itself is not right ({code}): {count}.")


def check_file(path: Path, clock: Clock) -> tuple[str, ...]:
    """Return sentences about what is not right in a work file; none when it is whole. The file itself is not touched.

    Parameters:
        path: the work file.
        clock: source of time.

    Raises:
        WorkFileError: the file cannot be opened at all.
    """
    store = Store.open(path, clock=clock, read_only=True)
    try:
        findings = store.check()
    finally:
        store.close()
    return tuple(_sentence(finding) for finding in findings)


def table_words(table: str) -> str:
    """Return what a table is called on the screen."""
    return _(_TABLES[table]) if table in _TABLES else _("other data")


def _sentence(finding: Finding) -> str:
    words = _WORDS.get(finding.code, _OTHER)
    table = finding.where.partition(".")[0].partition(" ")[0]
    where = table_words(table)
    return _(words).format(
        where=where, count=finding.count, example=finding.example, code=finding.code
    )
