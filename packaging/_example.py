"""The main job without a window: the sample programme, its logbook and pictures of every screen, in a new folder."""

import os
import subprocess
import tempfile
import time

from _setup import say


def new_folder() -> str:
    """Make and return a folder ef-voorbeeld-<date>[-n] in the current folder, else the home or temporary folder."""
    name = "ef-voorbeeld-" + time.strftime("%Y-%m-%d")
    for parent in (os.getcwd(), os.path.expanduser("~"), tempfile.gettempdir()):
        for number in range(1, 1000):
            folder = os.path.join(parent, name if number == 1 else f"{name}-{number}")
            try:
                os.mkdir(folder)
            except FileExistsError:
                continue
            except OSError:
                break
            return folder
    return tempfile.mkdtemp(prefix=name + "-")


def make(program: list[str]) -> int:
    """Run the three commands of `program` offscreen; returns 0, or the exit code of the one that failed."""
    folder = new_folder()
    sample, logbook, screens = (os.path.join(folder, name) for name in ("voorbeeld.efdb", "logboek.pdf", "schermen"))
    say("Er is hier geen beeldscherm. Daarom komt er een voorbeeld in een map, met de leerroute, het logboek en schermen.")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for arguments in (["sample", sample], ["logbook", sample, "-o", logbook], ["screens", sample, "-o", screens]):
        code = subprocess.call([*program, *arguments], env=environment)
        if code:
            say(f"Het voorbeeld is niet af: 'ef-desktop {arguments[0]}' stopte met code {code}. De map is {folder}")
            return code
    print(f"Het voorbeeld staat in {folder}\n  voorbeeld.efdb  de leerroute\n  logboek.pdf     het logboek")
    print("  schermen        afbeeldingen van het bord en van elk scherm")
    return 0
