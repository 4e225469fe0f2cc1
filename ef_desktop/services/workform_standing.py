"""Under which yes something was recorded by name, so that a name goes whose yes is over.

On two laptops a yes may be taken back on one while the other records on by it. When both meet, and the person has said yes
anew meanwhile, what was recorded by the former yes must not count as said under the new one. So the id of a row with a name
ends with how often the round had gone back to totals, and how often the yes of each had been taken back, as far as was known.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

from ef_desktop.db.tables import WorkFormRound
from ef_desktop.services import workform_rows
from ef_desktop.services.core import Core

#: Places of the end of an id: of the round, of whose it is, and of who gave it.
_ROUND, PERSON, GIVER = -3, -2, -1


class Standing:
    """Who may be named in a round now, and by which yes.

    Attributes:
        round_id: the round.
        agreed: who may be named.
    """

    def __init__(self, session: Session, row: WorkFormRound) -> None:
        self._yeses = workform_rows.Yeses(session)
        self.round_id = row.id
        self.agreed = workform_rows.named(session, row)

    def new_id(self, core: Core, person_id: bytes, giver_id: bytes | None = None) -> bytes:
        """Return an id for a new row with a name.

        Parameters:
            person_id: whose it is, giver_id: who gave it; both may be named.
        """
        ends = [*self._end(person_id), self._end(giver_id)[1] if giver_id is not None else 0]
        return core.new_id()[:_ROUND] + bytes(ends)

    def holds(self, row_id: bytes, person_id: bytes, place: int) -> bool:
        """Return whether a name may stand in a row.

        Parameters:
            place: PERSON or GIVER.
        """
        if person_id not in self.agreed:
            return False
        # Where nothing was ever taken back there is only one yes.
        now = self._end(person_id)
        return now == (0, 0) or (row_id[_ROUND], row_id[place]) == now

    def _end(self, person_id: bytes) -> tuple[int, int]:
        back, noes = self._yeses.times(self.round_id, person_id)
        return back % 256, noes % 256


#: Tells of a row, a person and a place whether the name goes.
Goes = Callable[[bytes, bytes, int], bool]
