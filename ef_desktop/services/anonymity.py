"""The one place that makes cases anonymous for everyone but the facilitator: wall, board, meeting, logbook, exports."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import CaseFile
from ef_desktop.domain import privacy
from ef_desktop.i18n import _

#: At most this many ids go into one query.
_CHUNK = 500

_UNKNOWN = or_(CaseFile.initiator_knows.is_(None), CaseFile.initiator_knows.not_in(privacy.KNOWING))
_NAMED = select(CaseFile.initiator_name).where(_UNKNOWN, CaseFile.initiator_name != "")
_WORDS = select(CaseFile.id, CaseFile.title, CaseFile.initiator_name, CaseFile.district).where(_UNKNOWN)


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
        names = (privacy.traceable("", name, "") for name in session.scalars(_NAMED))
        self._names = tuple(sorted({word for words in names for word in words}))
        self._of_case: dict[bytes, tuple[str, ...]] = {}
        wanted = sorted({case_id for case_id in case_ids if case_id is not None})
        for start in range(0, len(wanted), _CHUNK):
            for row in session.execute(_WORDS.where(CaseFile.id.in_(wanted[start : start + _CHUNK]))):
                self._of_case[row[0]] = tuple(dict.fromkeys((*privacy.traceable(*row[1:]), *self._names)))

    def text(self, value: str, *case_ids: bytes | None) -> str:
        """Return a text as others may read it.

        Parameters:
            case_ids: the cases that it belongs to.
        """
        words = self._names
        for case_id in case_ids:
            words = (*words, *self._of_case.get(case_id, ()))
        return privacy.covered(value, words)
