"""Dialogs on a screen of 960 by 500 pixels: run by itself, with the screen in QT_QPA_PLATFORM; prints what it saw as JSON."""

import json
import sys

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ef_desktop.i18n import set_language
from ef_desktop.ui.theme import install_theme
from ef_desktop.ui.widgets.dialog import Dialog


def main() -> None:
    """Open a dialog that wants more height than the screen has, and one that does not."""
    app = QApplication(sys.argv)
    set_language("nl")
    install_theme(app, "light")
    window = QWidget()
    window.show()
    seen = []
    for count in (30, 3):
        dialog = Dialog(window, "Veel vragen", "Alle antwoorden mogen leeg blijven.")
        fields = [QLineEdit() for _place in range(count)]
        for field in fields:
            field.setMinimumHeight(40)
            dialog.body.addWidget(field)
        main_button = dialog.add_standard_buttons("Bewaar")
        fields[0].setFocus()
        dialog.open()
        for _round in range(4):
            app.processEvents()
        seen.append(
            {
                "height": dialog.height(),
                "button": main_button.mapTo(dialog, main_button.rect().bottomLeft()).y(),
                "focus": "field" if dialog.focusWidget() is fields[0] else "",
            }
        )
        dialog.close()
    print(json.dumps(seen), flush=True)


main()
