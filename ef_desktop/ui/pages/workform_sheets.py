"""Who was recorded without a name, as far as the screen saw it: the work file keeps how many, and nothing of who."""


class CountedSheets:
    """The people whom the page itself recorded without a name, one after another; it follows undo and redo by their number."""

    def __init__(self) -> None:
        self._who: dict[int, bytes] = {}
        self._count = 0

    def look(self, count: int) -> None:
        """Take it that so many people were recorded by now."""
        self._count = count

    def saved(self, count: int, person: bytes) -> None:
        """Remember who was recorded just now, as the ``count``-th."""
        self._who = {number: who for number, who in self._who.items() if number < count} | {count: person}
        self._count = count

    def people(self) -> frozenset[bytes]:
        """Return the people whom this page recorded; who were recorded before it was opened, nobody knows."""
        return frozenset(who for number, who in self._who.items() if number <= self._count)
