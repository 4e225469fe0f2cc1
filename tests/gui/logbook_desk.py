"""The page Logboek with a meeting that was held, and waiting for its preview."""

from tests.conftest import MOMENT

#: How long a test waits at most for a book that is made, in ms.
LONG = 60_000


def held_meeting(workspace):
    """Put a meeting of today in the work file, with a card for all and a private one; return its id."""
    meeting = workspace.meetings.create("Kennismaken", held_on=MOMENT.date(), starts_at=570)
    workspace.meetings.add_text_item(meeting, "Welkom", 10)
    workspace.room.start(meeting)
    workspace.outcomes.add(meeting, "werkt", "Samen eten helpt")
    workspace.outcomes.add(meeting, "inzicht", "Alleen voor mij", private=True)
    workspace.room.finish(meeting)
    return meeting


def open_logbook(window, qtbot):
    """Return the page, with its preview and the keyboard."""
    window.show_page("logbook")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    ready(window.page, qtbot)
    return window.page


def ready(page, qtbot):
    """Wait until the preview is as the book."""
    qtbot.waitUntil(lambda: not page.book.preview.busy, timeout=LONG)
