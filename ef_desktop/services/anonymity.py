"""The one place that makes cases anonymous for everyone but the facilitator: wall, board, meeting, logbook, exports."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from ef_desktop.domain import privacy
from ef_desktop.i18n import _
from ef_desktop.services.core import executor, for_ids

_UNKNOWN = "FROM case_file WHERE dead = 0 AND (initiator_knows IS NULL OR initiator_knows NOT IN (?, ?))"
_NAMED = f"SELECT initiator_name {_UNKNOWN} AND initiator_name <> ''"
_WORDS = f"SELECT id, title, initiator_name, district {_UNKNOWN} AND id IN ({{ids}})"


def shown_title(case_id: bytes, title: str, initiator_knows: str | None) -> str:
    """Return the title of a case as others may read it: an anonymous one has a code instead."""
    if privacy.is_anonymous(initiator_knows):
        return _("Anonymous case {code}").format(code=privacy.case_code(case_id))
    return title


class Cover:
    """Covers the words that lead to an initiator who does not know that the case is discussed.

    Whatever belongs to an anonymous case is without its title, its district and the name of the initiative; that name is
    covered in every text.

    Parameters:
        session: to read with.
        case_ids: cases that the texts may belong to.
    """

    def __init__(self, session: Session, case_ids: Iterable[bytes | None] = ()) -> None:
        execute = executor(session)
        names = (privacy.traceable("", name, "") for (name,) in execute(_NAMED, privacy.KNOWING))
        self._names = tuple(sorted({word for words in names for word in words}))
        self._of_case: dict[bytes, tuple[str, ...]] = {}
        wanted = {case_id for case_id in case_ids if case_id is not None}
        for row in for_ids(execute, _WORDS, wanted, privacy.KNOWING):
            self._of_case[row[0]] = tuple(dict.fromkeys((*privacy.traceable(*row[1:]), *self._names)))

    def text(self, value: str, *case_ids: bytes | None) -> str:
        """Return a text as others may read it.

        Parameters:
            case_ids: the cases that it belongs to.
        """
        words = self._names
        for case_id in case_ids:
            words = (*words, *self._of_case.get(case_id, ()))
        return privacy.covered(value, words) if words else value
