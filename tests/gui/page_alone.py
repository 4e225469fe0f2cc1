"""A page by itself, as large as in the main window on a screen of 1366 x 768."""


def shown_page(page, qtbot, **where):
    """Return a page after it was shown and entered, with the keyboard.

    Parameters:
        where: what ``enter`` of the page takes.
    """
    page.resize(1150, 656)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=10_000)
    page.enter(**where)
    page.default_focus().setFocus()
    return page
