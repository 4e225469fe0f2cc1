"""What the windows show of sharing: the copies of colleagues, what a merge would do, and the choices in it."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

#: What happens to a row, in the order in which a preview lists it.
CLASH, ERASED, GONE, BACK, CHANGED, NEW = "clash", "erased", "gone", "back", "changed", "new"
ORDER = (CLASH, ERASED, GONE, BACK, CHANGED, NEW)

#: A choice for both texts, one below the other; nobody can type this.
BOTH = "\0both"

#: Rules for who nobody chose: what stands here, what stands there, what was typed last.
MINE, THEIRS, NEWEST = "mine", "theirs", "newest"
PREFERENCES = (MINE, THEIRS, NEWEST)

#: Characters of the shortest passphrase that closes a copy.
SHORTEST_PASSPHRASE = 8

#: Which field of which row: id and number of the field.
Key = tuple[bytes, int]


@dataclass(frozen=True)
class Side:
    """One of the values of a field that was changed on both sides.

    Attributes:
        mark: names the value: writer and moment.
        words: the value as a reader sees it.
        who: name of who wrote it, or "".
        at: moment, local.
        own: True for the value that stands in this file.
    """

    mark: tuple[int, int]
    words: str
    who: str
    at: datetime
    own: bool


@dataclass(frozen=True)
class Clash:
    """A field that both sides changed. ``sides[winner]`` holds when nobody chooses.

    Attributes:
        key: which field.
        label: name of the field.
        sides: the values, that of this file first.
        winner: index of the value of the rule: what was typed last.
        text: True where a text of one's own, or both, can be chosen.
    """

    key: Key
    label: str
    sides: tuple[Side, ...]
    winner: int
    text: bool


@dataclass(frozen=True)
class Revision:
    """A field that gets another value.

    Attributes:
        label: name of the field.
        before, after: the values as a reader sees them.
    """

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """A row that a merge touches.

    Attributes:
        state: one of ORDER.
        table, row: which.
        kind: kind of outcome of a card, else "".
        title: what it is called.
        where: meeting or place that it belongs to, or "".
        notes: what changes in words.
        clashes: what there is to choose.
        revisions: fields of the row itself that get another value.
    """

    state: str
    table: str
    row: bytes
    kind: str
    title: str
    where: str
    notes: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True)
class MergePreview:
    """What a merge with a copy would do.

    Attributes:
        source: the copy.
        people: who wrote what is new, by name.
        last_at: moment of the last change in it, local, or None when there is nothing new.
        entries: rows, in the order of ORDER and by title.
        meetings: title of a meeting and the number of rows in it.
        anything: False when the copy holds nothing that is not here. What was left out of an earlier copy and comes now is
            something, also where no row is listed.
    """

    source: Path
    people: tuple[str, ...]
    last_at: datetime | None
    entries: tuple[Entry, ...]
    meetings: tuple[tuple[str, int], ...] = ()
    anything: bool = True

    def count(self, state: str) -> int:
        """Return how many rows are in a state."""
        return sum(entry.state == state for entry in self.entries)


@dataclass(frozen=True)
class MergeDone:
    """What a merge did.

    Attributes:
        counts: rows by state; of those that clash the fields that stay listed.
        undecided: fields between which nobody chose, also at former merges; they stay listed.
        decided: fields that both sides changed and that are settled: by a choice or by the rule.
    """

    counts: dict[str, int]
    undecided: int
    decided: int


@dataclass(frozen=True)
class FoundCopy:
    """A copy of the same programme that holds something new.

    Attributes:
        path: its place.
        saved_at: moment of the file, local.
        new: number of changes that are not known here; None for a copy that is closed with a passphrase.
    """

    path: Path
    saved_at: datetime
    new: int | None


@dataclass(frozen=True)
class SharingState:
    """How this file stands to those of colleagues.

    Attributes:
        shared_at, merged_at: moments of the last time, local, or None.
        words: four words; two copies with the same words hold the same.
        can_take_back: True while the last merge is in force.
        merged_with: name of the file that was merged last, or "".
        undecided: fields between which nobody chose.
    """

    shared_at: datetime | None
    merged_at: datetime | None
    words: tuple[str, ...]
    can_take_back: bool
    merged_with: str
    undecided: tuple[Entry, ...] = field(default=())
