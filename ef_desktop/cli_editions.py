"""The commands about editions of the logbook: publish one, and see which edition a file is."""

import argparse
from pathlib import Path

from ef_desktop import settings
from ef_desktop.cli_parts import FINE, PROBLEM, Runner, add_file, add_json, looked_at, tell
from ef_desktop.domain.book_parts import EditionView
from ef_desktop.domain.clock import SystemClock
from ef_desktop.i18n import N_, _, format_date


def _add_publish(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.pdf", help=_("where to save the PDF"))
    parser.add_argument("--note", default="", metavar=_("TEXT"), help=_("what to remember of this edition"))
    add_json(parser)
    return _publish


def _publish(options: argparse.Namespace) -> int:
    from ef_desktop.services.workspace import Workspace

    workspace = Workspace.open(options.file, clock=SystemClock(), settings=settings.load())
    try:
        edition = workspace.logbook.publish(options.output, options.note)
    finally:
        workspace.close()
    sentence = _("Edition {number} of the logbook is saved in {file}.").format(number=edition.number, file=options.output)
    tell(options, _answer(edition) | {"file": str(options.output)}, sentence)
    return FINE


def _add_edition(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("pdf", type=Path, metavar="PDF", help=_("the file that may be an edition"))
    add_json(parser)
    return _edition


def _edition(options: argparse.Namespace) -> int:
    workspace = looked_at(options.file)
    try:
        edition = workspace.logbook.check_edition(options.pdf)
    finally:
        workspace.close()
    if edition is None:
        tell(options, {"edition": None}, _("This file is no edition of this programme, or it was changed."))
        return PROBLEM
    day = format_date(edition.published_on) if edition.published_on else "–"
    sentence = _("This file is edition {number}, published on {day}. It was not changed.").format(number=edition.number, day=day)
    tell(options, _answer(edition), sentence)
    return FINE


def _answer(edition: EditionView) -> dict[str, object]:
    day = edition.published_on.isoformat() if edition.published_on else None
    return {"edition": edition.number, "report": edition.report, "published_on": day, "sha256": edition.checksum, "note": edition.note}


#: Name, what adds its arguments, and what it is for.
COMMANDS = (
    ("publish", _add_publish, N_("save the logbook as its next edition, and keep that it was published")),
    ("edition", _add_edition, N_("tell which edition of the logbook a file is")),
)
