"""The commands for the interim report over a period, and for the page of a meeting to hand out at the door."""

import argparse
from datetime import date
from pathlib import Path

from ef_desktop.cli_parts import FINE, Runner, add_file, add_json, looked_at, tell
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.interim import AUDIENCES, GEMEENTE
from ef_desktop.i18n import N_, _, format_date


def _add_report(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.pdf", help=_("where to save the PDF"))
    for name, meaning in (("from", _("first day of the period")), ("to", _("last day of the period"))):
        parser.add_argument(f"--{name}", dest=f"{name}_day", type=date.fromisoformat, metavar=_("YYYY-MM-DD"), help=meaning)
    parser.add_argument("--audience", choices=AUDIENCES, default=GEMEENTE, help=_("for whom it is; for A&O fonds without names and districts"))
    add_json(parser)
    return _report


def _report(options: argparse.Namespace) -> int:
    workspace = looked_at(options.file)
    try:
        first, last = workspace.interim.suggested_period()
        first, last = options.from_day or min(first, options.to_day or first), options.to_day or max(last, options.from_day or last)
        report = workspace.interim.write(options.output, first, last, options.audience)
    finally:
        workspace.close()
    sentences = [
        _("The interim report from {start} to {end} is saved in {file}.").format(
            start=format_date(first), end=format_date(last), file=options.output
        ),
        *report.left_out,
    ]
    answer = {
        "file": str(options.output),
        "audience": options.audience,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "chapters": [chapter.id for chapter in report.chapters],
        "left_out": list(report.left_out),
        "bytes": options.output.stat().st_size,
    }
    tell(options, answer, "\n".join(sentences))
    return FINE


def _add_page(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("meeting", metavar="ID", help=_("number of the meeting, or its id"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.pdf", help=_("where to save the PDF"))
    add_json(parser)
    return _page


def _page(options: argparse.Namespace) -> int:
    workspace = looked_at(options.file)
    try:
        wanted = options.meeting.strip().casefold()
        known = [row.id for row in workspace.meetings.rows() if wanted in (str(row.number), row.id.hex())]
        if not known:
            raise InvalidValueError(_("There is no meeting ‘{words}’. Give its number in the programme, or its id.").format(words=options.meeting[:80]))
        rest = workspace.meeting_pages.write(known[0], options.output)
    finally:
        workspace.close()
    sentence = _("The page of the meeting is saved in {file}.").format(file=options.output)
    if rest.total:
        sentence += " " + _("It did not all fit; the page says what is not on it.")
    answer = {
        "file": str(options.output),
        "meeting": known[0].hex(),
        "not_on_it": {"outcomes": rest.outcomes, "agreements": rest.agreements, "parts": rest.parts},
    }
    tell(options, answer, sentence)
    return FINE


#: Name, what adds its arguments, and what it is for.
COMMANDS = (
    ("report", _add_report, N_("save the interim report over a period as PDF")),
    ("page", _add_page, N_("save a meeting on one page as PDF")),
)
