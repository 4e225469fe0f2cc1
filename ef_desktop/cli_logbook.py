"""The commands that hand out what a programme gave: the logbook in its forms, and the archive with everything."""

import argparse
import os
from pathlib import Path

from ef_desktop.cli_parts import FINE, Runner, add_file, add_json, looked_at, tell
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.i18n import N_, _, language, ngettext
from ef_desktop.paths import FILE_SUFFIX
from ef_desktop.settings import DeviceSettings

#: Kind of file by the ending of its name, beside PDF.
_FORMS = {".md": "markdown", ".docx": "docx"}


def _add_logbook(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT", help=_("where to save it; the ending .pdf, .docx or .md says in which form")
    )
    add_json(parser)
    return _logbook


def _logbook(options: argparse.Namespace) -> int:
    ending = options.output.suffix.lower()
    # A work file is refused by what saves the PDF, in words of its own.
    if ending not in ("", ".pdf", FILE_SUFFIX, *_FORMS):
        raise InvalidValueError(_("A logbook is saved as .pdf, .docx or .md. Choose one of these."))
    workspace = looked_at(options.file)
    try:
        if ending in _FORMS:
            workspace.formats.write(_FORMS[ending], options.output)
        else:
            workspace.logbook.write(options.output)
    finally:
        workspace.close()
    sentence = _("The logbook is saved in {file}.").format(file=options.output)
    tell(options, {"file": str(options.output), "bytes": options.output.stat().st_size}, sentence)
    return FINE


def _add_archive(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help=_("folder to make; an existing one is left alone"))
    add_json(parser)
    return _archive


def _archive(options: argparse.Namespace) -> int:
    from ef_desktop.ui.app import make_application
    from ef_desktop.ui.board_pictures import application_there, draw_board

    if not application_there():
        # The boards are drawn as the wall draws them, also where there is no screen.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        make_application(["ef-desktop"], DeviceSettings(language=language(), calm=True))
    workspace = looked_at(options.file)
    try:
        folder = workspace.archive.write(options.output, board_pictures=draw_board)
    finally:
        workspace.close()
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    sentence = ngettext("{count} file is in {folder}.", "{count} files are in {folder}.", len(files))
    tell(options, {"folder": str(folder), "files": files}, sentence.format(count=len(files), folder=folder))
    return FINE


#: Name, what adds its arguments, and what it is for.
COMMANDS = (
    ("logbook", _add_logbook, N_("save the logbook as PDF, DOCX or Markdown")),
    ("archive", _add_archive, N_("make a folder with everything that others may read")),
)
