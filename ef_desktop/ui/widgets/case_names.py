"""What a case is called where the facilitator chooses one. The wall, the cards and everything saved never use these names."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ef_desktop.domain.privacy import case_code
from ef_desktop.domain.views import CaseRow
from ef_desktop.i18n import _
from ef_desktop.ui.projector.screens import ScreenInfo, mirrored, of_window


def own_name(case: CaseRow, beside: QWidget) -> str:
    """Return the title of a case for the facilitator, with its code when others know it by that only.

    Parameters:
        case: of the meeting or the programme.
        beside: the widget that will show it. On a screen that a beamer mirrors the room reads along: then it is the name
            for others.
    """
    if not case.anonymous:
        return case.title
    screens = [ScreenInfo.of(screen) for screen in QGuiApplication.screens()]
    if mirrored(screens, ScreenInfo.of(of_window(beside.window()))):
        return case.shown
    return _("{title} (anonymous: {code})").format(title=case.title, code=case_code(case.id))
