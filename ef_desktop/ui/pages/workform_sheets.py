"""How many people were recorded while only totals are kept: the screen alone knows it, by the counts before and after each."""


class CountedSheets:
    """The people that were recorded one after another, also after undo and redo.

    In totals mode nothing that is saved tells who was recorded. So for each person the counts afterwards are remembered here,
    and the counts as they are now tell how many still stand.
    """

    def __init__(self) -> None:
        self._before = 0
        self._marks: list[tuple[tuple[int, ...] | None, bytes | None]] = []
        self._stand = 0
        self._coming: bytes | None = None

    def look(self, counts: tuple[int, ...], before: int) -> None:
        """Take the counts as they are.

        Parameters:
            counts: of everything that is recorded.
            before: how many people these stand for, when nothing is remembered yet.
        """
        if not self._marks:
            self._before, self._stand = before, 0
            self._marks = [(counts, None)]
            return
        known = [place for place, (mark, _person) in enumerate(self._marks) if mark == counts]
        if known:
            # A person who passed leaves the counts as they were: stay as near as possible to where we are.
            self._stand = min(known, key=lambda place: abs(place - self._stand))
        else:
            # Somebody counted in another way, such as a table: go on from there.
            self._marks[self._stand] = (counts, self._marks[self._stand][1])

    def expect(self, person: bytes | None) -> None:
        """Tell who is recorded now, None when that is not known."""
        self._coming = person
        self._marks = self._marks[: self._stand + 1]

    def saved(self, counts: tuple[int, ...]) -> None:
        """Take it that the expected person was recorded, with the counts afterwards."""
        self._marks.append((counts, self._coming))
        self._stand = len(self._marks) - 1

    def count(self) -> int:
        """Return how many people were recorded."""
        return self._before + self._stand

    def people(self) -> frozenset[bytes]:
        """Return the known people who were recorded."""
        return frozenset(person for _mark, person in self._marks[1 : self._stand + 1] if person is not None)
