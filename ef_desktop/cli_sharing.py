"""The commands that share a work file: hand out a copy, merge the copies of colleagues, tell the history of a row."""

import argparse
import sys
from pathlib import Path

from ef_desktop import settings
from ef_desktop.cli_parts import (
    FINE,
    PROBLEM,
    Runner,
    add_file,
    add_json,
    looked_at,
    tell,
)
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.sharing import CLASH, NEWEST, ORDER, PREFERENCES, MergePreview
from ef_desktop.i18n import N_, _, format_date, format_time, ngettext


def _passphrase(parser: argparse.ArgumentParser) -> None:
    # Never as an argument: those can be read by others on the same machine.
    parser.add_argument("--passphrase-stdin", action="store_true", help=_("read the passphrase from the input"))


def _typed(options: argparse.Namespace) -> str:
    return sys.stdin.readline().rstrip("\r\n") if options.passphrase_stdin else ""


def _add_share(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("output", type=Path, metavar="OUT", help=_("folder or name of the copy for a colleague"))
    _passphrase(parser)
    parser.add_argument("--without-sensitive", action="store_true", help=_("without private notes, contact data and private cards"))
    add_json(parser)
    return _share


def _share(options: argparse.Namespace) -> int:
    workspace = looked_at(options.file)
    try:
        place = workspace.sharing.share(
            options.output, passphrase=_typed(options), without_sensitive=options.without_sensitive
        )
    finally:
        workspace.close()
    sentence = _("The copy for your colleague is {file}. It was checked.").format(file=place)
    tell(options, {"file": str(place), "bytes": place.stat().st_size}, sentence)
    return FINE


def _add_merge(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("sources", type=Path, nargs="+", metavar=_("COPY"), help=_("copies of colleagues"))
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would be done"))
    parser.add_argument(
        "--prefer", choices=PREFERENCES, default=NEWEST, help=_("what holds where both sides changed the same field")
    )
    _passphrase(parser)
    add_json(parser)
    return _merge


def _merge(options: argparse.Namespace) -> int:
    from ef_desktop.services.workspace import Workspace

    passphrase = _typed(options)
    workspace = Workspace.open(
        options.file, clock=SystemClock(), settings=settings.load(), read_only=options.dry_run
    )
    answers, sentences, undecided, decided = [], [], 0, 0
    try:
        for source in options.sources:
            if options.dry_run:
                told = workspace.sharing.preview(source, passphrase=passphrase)
                counts = {state: told.count(state) for state in ORDER}
                sentences.append(_looked(told))
            else:
                done = workspace.sharing.merge(source, prefer=options.prefer, passphrase=passphrase)
                counts, undecided, decided = done.counts, done.undecided, decided + done.decided
                sentences.append(f"{source.name}: {_counted(counts)}")
            answers.append({"file": str(source), **counts})
    finally:
        workspace.close()
    if decided:
        sentences.append(
            ngettext(
                "{count} field was changed on both sides and is settled; the other value is in its history.",
                "{count} fields were changed on both sides and are settled; the other values are in their history.",
                decided,
            ).format(count=decided)
        )
    if undecided:
        sentences.append(
            ngettext(
                "{count} field was changed on both sides; what was typed last holds. Choose in the window.",
                "{count} fields were changed on both sides; what was typed last holds. Choose in the window.",
                undecided,
            ).format(count=undecided)
        )
    if options.dry_run:
        sentences.append(_("This was only a look: nothing has changed."))
    tell(options, {"merged": not options.dry_run, "copies": answers, "undecided": undecided, "decided": decided}, "\n".join(sentences))
    return FINE


_COUNTED = {
    CLASH: N_("{count} to choose"),
    "erased": N_("{count} erased"),
    "gone": N_("{count} gone"),
    "back": N_("{count} back"),
    "changed": N_("{count} changed"),
    "new": N_("{count} new"),
}


def _counted(counts: dict[str, int]) -> str:
    found = [_(_COUNTED[state]).format(count=counts[state]) for state in ORDER if counts[state]]
    return ", ".join(found) or _("nothing new")


def _looked(told: MergePreview) -> str:
    lines = [f"{told.source.name}: {_counted({state: told.count(state) for state in ORDER})}"]
    lines += [f"  {title}: {count}" for title, count in told.meetings]
    return "\n".join(lines)


def _add_history(parser: argparse.ArgumentParser) -> Runner:
    add_file(parser)
    parser.add_argument("id", metavar="ID", help=_("id of a row: 32 hexadecimal digits"))
    add_json(parser)
    return _history


def _history(options: argparse.Namespace) -> int:
    try:
        row = bytes.fromhex(options.id)
    except ValueError as error:
        raise InvalidValueError(_("An id has 32 hexadecimal digits.")) from error
    workspace = looked_at(options.file)
    try:
        entries = workspace.undo.history(row)
    finally:
        workspace.close()
    answer = [{"at": entry.at.isoformat(), "who": entry.who, "what": entry.text} for entry in entries]
    lines = [f"{format_date(entry.at.date())} {format_time(entry.at)}  {entry.who}  {entry.text}" for entry in entries]
    tell(options, {"history": answer}, "\n".join(lines) or _("Nothing is known of this row."))
    return FINE if entries else PROBLEM


#: Name, what adds its arguments, and what it is for.
COMMANDS = (
    ("share", _add_share, N_("save a copy of a work file for a colleague")),
    ("merge", _add_merge, N_("merge the copies of colleagues into a work file")),
    ("history", _add_history, N_("tell what happened to a row")),
)
