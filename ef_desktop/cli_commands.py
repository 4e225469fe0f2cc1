"""The commands of ``ef-desktop``: what each takes, does and answers."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ef_desktop import __version__, settings
from ef_desktop.cli_editions import COMMANDS as EDITIONS
from ef_desktop.cli_logbook import COMMANDS as LOGBOOK
from ef_desktop.cli_parts import (
    FINE,
    PROBLEM,
    USAGE,
    Runner,
    add_file,
    add_json,
    looked_at,
    open_window,
    tell,
)
from ef_desktop.cli_reports import COMMANDS as REPORTS
from ef_desktop.cli_sharing import COMMANDS as SHARING
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.errors import StorageError
from ef_desktop.i18n import LANGUAGES, N_, _, format_list, ngettext


class _Parser(argparse.ArgumentParser):
    """Speaks in the language of the screen where it says something of its own."""

    def __init__(self, **options) -> None:
        super().__init__(add_help=False, **options)
        # The two groups that argparse makes by itself have English titles.
        self._positionals.title = _("What you give")
        self._optionals.title = _("Choices")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", _("Use:"), 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", _("Use:"), 1)

    def error(self, message: str) -> None:
        self.print_usage(sys.stderr)
        sentence = _("This command was not understood. Type ‘ef-desktop --help’ to see what is possible.")
        print(" ".join(part for part in (_wrong_part(message), sentence) if part), file=sys.stderr)
        self.exit(USAGE)


#: How argparse begins to tell what is wrong, and how we say it.
_WRONG = (
    ("argument ", N_("What stands at ‘{what}’ does not fit.")),
    ("the following arguments are required: ", N_("This is missing: {what}.")),
    ("unrecognized arguments: ", N_("This is not known here: {what}.")),
)


def _wrong_part(message: str) -> str:
    """Return what is wrong with a command in a sentence, or "" when argparse tells it in another way."""
    for beginning, words in _WRONG:
        if message.startswith(beginning):
            told = message.removeprefix(beginning)
            return _(words).format(what=told.partition(": ")[0] if beginning == "argument " else told)
    return ""


def make_parser() -> argparse.ArgumentParser:
    """Return what understands the words after the name of the program; ``run`` of its answer carries them out."""
    parser = _Parser(prog="ef-desktop", description=_("Without a command the window is opened."))
    parser.add_argument(
        "--version", action="version", version=f"Excellent Faciliteren {__version__}", help=_("show the version")
    )
    parser.add_argument("--language", choices=LANGUAGES, help=_("language of the texts"))
    commands = parser.add_subparsers(metavar=_("COMMAND"), required=True, parser_class=_Parser)
    for name, describe, words in _COMMANDS:
        command = commands.add_parser(name, help=_(words), description=_(words))
        command.add_argument("--language", choices=LANGUAGES, help=argparse.SUPPRESS)
        command.set_defaults(run=describe(command))
    return parser


def _add_open(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    return lambda options: open_window(options.file)


def _add_sample(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("--meetings", type=_count(5_000), default=0, metavar="N", help=_("at least this many meetings (at most 5,000)"))
    parser.add_argument("--outcomes", type=_count(200_000), default=0, metavar="N", help=_("at least this many outcomes (at most 200,000)"))
    parser.add_argument("--seed", type=int, default=1, metavar="S", help=_("equal numbers give equal samples"))
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar=_("YYYY-MM-DD"), help=_("the day that the sample calls today")
    )
    add_json(parser)
    return _sample


def _count(most: int) -> Callable[[str], int]:
    def number(word: str) -> int:
        value = int(word)
        if not 0 <= value <= most:
            raise argparse.ArgumentTypeError("out of range")
        return value

    return number


def _sample(options: argparse.Namespace) -> int:
    from ef_desktop.services.sample import create_sample
    from ef_desktop.services.workspace import Workspace

    clock = SystemClock()
    create_sample(
        options.file,
        clock=clock,
        meetings=options.meetings,
        outcomes=options.outcomes,
        seed=options.seed,
        today=options.today,
    )
    workspace = Workspace.open(options.file, clock=clock, settings=settings.DeviceSettings(), read_only=True)
    try:
        rows = workspace.meetings.rows()
    finally:
        workspace.close()
    outcomes = sum(row.outcome_count for row in rows)
    answer = {"file": str(options.file), "meetings": len(rows), "outcomes": outcomes, "seed": options.seed}
    sentence = _("The sample programme is in {file}: {meetings} meetings, {outcomes} outcomes.").format(
        file=options.file, meetings=len(rows), outcomes=outcomes
    )
    tell(options, answer, sentence)
    return FINE


def _add_case(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("case", metavar=_("CASE"), help=_("title of the case, a part of it, or its id"))
    parser.add_argument("output", type=Path, metavar="OUT.pdf", help=_("where to save the PDF"))
    parser.add_argument("--anonymous", action="store_true", help=_("without title, name of the initiative and district"))
    add_json(parser)
    return _case


def _case(options: argparse.Namespace) -> int:
    workspace = looked_at(options.file)
    try:
        page = workspace.case_page
        case_id = page.find(options.case)
        anonymous = options.anonymous or page.must_be_anonymous(case_id)
        left_out = page.write(case_id, options.output, anonymous=anonymous)
    finally:
        workspace.close()
    sentence = _("The case sheet is saved in {file}.").format(file=options.output)
    if left_out:
        sentence += " " + _("It did not all fit on the page. In the app: {things}.").format(things=format_list(list(left_out)))
    answer = {"file": str(options.output), "case": case_id.hex(), "anonymous": anonymous, "left_out": list(left_out)}
    tell(options, answer, sentence)
    return FINE


def _add_screens(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help=_("folder for the pictures"))
    parser.add_argument("--size", default="1440x900", metavar="WxH", help=_("size of the window"))
    parser.add_argument("--appearance", choices=("light", "dark"), default="light", help=_("light or dark"))
    add_json(parser)
    return _screens


def _screens(options: argparse.Namespace) -> int:
    width, _cross, height = options.size.partition("x")
    if not all(side.isascii() and side.isdigit() and 640 <= int(side) <= 8000 for side in (width, height)):
        print(_("Give the size as width and height from 640 to 8000, for instance 1440x900."), file=sys.stderr)
        return USAGE
    from ef_desktop.ui.screens import take_pictures

    pictures = take_pictures(
        options.file, options.output, size=(int(width), int(height)), appearance=options.appearance
    )
    sentence = _("{count} pictures are in {folder}.").format(count=len(pictures), folder=options.output)
    tell(options, {"folder": str(options.output), "pictures": [path.name for path in pictures]}, sentence)
    return FINE


def _add_check(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("--repair", type=Path, metavar="OUT", help=_("make a new file of what can be read of a damaged one"))
    add_json(parser)
    return _check


def _check(options: argparse.Namespace) -> int:
    from ef_desktop.services import recovery

    found = recovery.examine(options.file, SystemClock())
    answer = {"file": str(options.file), "whole": not found.findings, "findings": list(found.findings)}
    sentences = list(found.findings) or [_("The file is whole: the journal and the tables agree.")]
    code = PROBLEM if found.findings else FINE
    if options.repair is not None and found.repairable:
        made = recovery.repair(options.file, options.repair, SystemClock())
        answer["repaired"] = {"file": str(made.path), "whole": made.whole, "lost": made.lost}
        sentences += made.sentences
        code = PROBLEM if made.lost or not made.whole else FINE
    tell(options, answer, "\n".join(sentences))
    return code


def _add_backup(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("output", type=Path, metavar="OUT", help=_("where to save the backup"))
    add_json(parser)
    return _backup


def _backup(options: argparse.Namespace) -> int:
    if options.output.exists():
        raise StorageError(_("There is already a file with this name. Choose another name."))
    workspace = looked_at(options.file)
    try:
        workspace.backups.save_as(options.output)
    finally:
        workspace.close()
    size = options.output.stat().st_size
    sentence = _("The backup is saved in {file} and was checked.").format(file=options.output)
    tell(options, {"file": str(options.output), "bytes": size}, sentence)
    return FINE


def _add_import_people(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("source", type=Path, metavar=_("LIST"), help=_("the list of people (.csv, .xlsx or .vcf)"))
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would be done"))
    add_json(parser)
    return _import_people


def _import_people(options: argparse.Namespace) -> int:
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.ui.dialogs.people_import_words import report

    clock, device = SystemClock(), settings.load()
    workspace = Workspace.open(options.file, clock=clock, settings=device, read_only=options.dry_run)
    try:
        comparison, planned = workspace.people_import.bring_in_file(options.source, try_only=options.dry_run)
    finally:
        workspace.close()
    answer, sentences = report(comparison, planned)
    missed = bool(comparison.reading.missed)
    if missed:
        sentences.append(_("Nothing was imported. Put these lines right, or take them out."))
    elif options.dry_run:
        sentences.append(_("Nothing was changed. Leave out --dry-run to import."))
    tell(options, answer | {"imported": not options.dry_run and not missed}, "\n".join(sentences))
    return PROBLEM if missed else FINE


def _add_invite(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("output", type=Path, metavar="OUT.ics", help=_("where to save the invitation"))
    parser.add_argument("--meeting", type=int, metavar="N", help=_("only the meeting with this number"))
    parser.add_argument("--people", action="store_true", help=_("with the names and addresses of who is on the list"))
    add_json(parser)
    return _invite


def _invite(options: argparse.Namespace) -> int:
    workspace = looked_at(options.file)
    try:
        ids = {row.number: row.id for row in workspace.meetings.rows()}
        if options.meeting is not None and options.meeting not in ids:
            raise StorageError(_("There is no meeting with number {number}.").format(number=options.meeting))
        count = workspace.invitations.write(options.output, ids.get(options.meeting), with_people=options.people)
    finally:
        workspace.close()
    sentence = ngettext("{count} meeting is in {name}.", "{count} meetings are in {name}.", count).format(count=count, name=options.output)
    tell(options, {"file": str(options.output), "meetings": count}, sentence)
    return FINE


def _add_erase(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("person", metavar=_("PERSON"), help=_("the whole name of the person"))
    parser.add_argument("--yes", action="store_true", help=_("erase for good; without it you are only told what would be done"))
    parser.add_argument("--all-texts", action="store_true", help=_("replace the name in every text, also where it may be somebody else"))
    add_json(parser)
    return _erase


def _erase(options: argparse.Namespace) -> int:
    from ef_desktop.services.erasing_by_name import erase_by_name

    answer, sentences = erase_by_name(
        options.file, options.person, clock=SystemClock(), settings=settings.load(), really=options.yes, all_texts=options.all_texts
    )
    tell(options, answer, "\n".join(sentences))
    return FINE if answer["finished"] else PROBLEM


_COMMANDS: tuple[tuple[str, Callable[[argparse.ArgumentParser], Runner], str], ...] = (
    ("open", _add_open, N_("open a work file in the window")),
    ("sample", _add_sample, N_("make a work file with the sample programme")),
    *LOGBOOK,
    *EDITIONS,
    *REPORTS,
    ("case", _add_case, N_("save the sheet of a case as PDF")),
    ("invite", _add_invite, N_("save the invitation for one meeting or for all")),
    ("screens", _add_screens, N_("make pictures of every page and every wall scene")),
    ("check", _add_check, N_("check whether a work file is whole")),
    ("backup", _add_backup, N_("save a checked backup of a work file")),
    ("erase", _add_erase, N_("erase a person from a work file for good")),
    ("import-people", _add_import_people, N_("add the people of a list to a work file")),
    *SHARING,
)
