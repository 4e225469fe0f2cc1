"""Errors that a user can cause or meet. The text of each is a finished sentence for the screen."""


class UserError(Exception):
    """Something a user can understand and act upon.

    The message is already translated: what happened, that nothing was lost, what to do.
    """


class NotFoundError(UserError):
    """The row asked for does not exist (any more), for instance because it was removed in another window."""


class InvalidValueError(UserError):
    """A value that the programme cannot keep, such as an empty title or a date that does not exist."""


class WorkFileError(UserError):
    """The work file cannot be used as asked.

    Attributes:
        way_out: what the windows may offer: "backup" (open the last good backup), "read_only", "take_over", "again", "elsewhere", "other" or "".
    """

    def __init__(self, message: str, way_out: str = ""):
        super().__init__(message)
        self.way_out = way_out


class ForeignFileError(WorkFileError):
    """The file is no work file of this program, or none that can be used as asked."""


class ClosedFileError(ForeignFileError):
    """The file is a copy that is closed with a passphrase, and no words were given."""


class WrongWordsError(ForeignFileError):
    """The file is closed with other words than those that were given, or is damaged: nobody can tell which."""


class OtherProgrammeError(ForeignFileError):
    """The file belongs to another learning path than the one it was to be merged with."""


class NewerFileError(WorkFileError):
    """The file was made by a newer version of the program."""


class CorruptFileError(WorkFileError):
    """The file is damaged."""


class IncompleteFileError(CorruptFileError):
    """A part of the file is missing: it is still being copied, or the copying was cut off."""


class LockedFileError(WorkFileError):
    """The file is in use by another window or another program."""


class LeasedFileError(LockedFileError):
    """Somebody else works in the file, who left their name; it can be taken over.

    Attributes:
        person: their name, or "".
    """

    def __init__(self, message: str, way_out: str = "", person: str = ""):
        super().__init__(message, way_out)
        self.person = person


class TakenOverError(LockedFileError):
    """Somebody else took the open work file over: nothing more is written to it from here."""


class MissingFileError(WorkFileError):
    """There is no file at this place."""


class ElsewhereError(WorkFileError):
    """The file is not on this laptop, or comes from another one, and nobody chose yet where to work in it.

    Attributes:
        can_stay: True where it can be worked in after all, because it is on the disk of this laptop.
    """

    def __init__(self, message: str, way_out: str = "", *, can_stay: bool = False):
        super().__init__(message, way_out)
        self.can_stay = can_stay


class ReplacedFileError(WorkFileError):
    """The file was replaced or changed by something else while it was open."""


class StorageError(WorkFileError):
    """Writing failed: the disk is full, read-only or gone."""


class ReadOnlyError(WorkFileError):
    """A change was asked for while the work file is only being looked at."""


class Cancelled(Exception):
    """The user cancelled a long task; everything is as it was before."""
