"""What the commands of ``ef-desktop`` have in common: exit codes, the arguments they share, and how they answer."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ef_desktop import settings
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.errors import UserError
from ef_desktop.i18n import _

if TYPE_CHECKING:
    from ef_desktop.services.workspace import Workspace

#: Exit codes: all is well, a problem was found, the command was not understood.
FINE, PROBLEM, USAGE = 0, 1, 2

#: Carries out a command and returns its exit code.
Runner = Callable[[argparse.Namespace], int]


def add_file(parser: argparse.ArgumentParser) -> None:
    """Ask for the work file."""
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the work file (.efdb)"))


def add_json(parser: argparse.ArgumentParser) -> None:
    """Offer an answer for a program."""
    parser.add_argument("--json", action="store_true", help=_("answer for a program"))


def tell(options: argparse.Namespace, answer: dict, sentence: str) -> None:
    """Print the answer: as JSON where that was asked for, else as a sentence."""
    print(json.dumps(answer, ensure_ascii=False) if options.json else sentence)


def looked_at(file: Path) -> "Workspace":
    """Return a work file that is only looked at, read from end to end.

    Raises:
        WorkFileError: one of its kinds.
    """
    from ef_desktop.services.workspace import Workspace

    workspace = Workspace.open(file, clock=SystemClock(), settings=settings.load(), read_only=True)
    try:
        if not workspace.read_whole:
            workspace.check()
    except UserError:
        workspace.close()
        raise
    return workspace


def open_window(file: Path | None) -> int:
    """Open the window on a work file, or on the one opened last, and stay until it is closed; return the exit code."""
    if not _has_display():
        print(
            _("There is no screen here. Commands such as ‘ef-desktop logbook’ work without one."), file=sys.stderr
        )
        return PROBLEM
    from ef_desktop.ui.app import run

    return run(sys.argv[:1], file)


def _has_display() -> bool:
    """Return whether a window can be shown; only Linux can be without a screen and say so beforehand."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
