"""Erasing a person for who has no window: found by name, told beforehand, and done only when that is asked."""

from pathlib import Path
from typing import Any

from ef_desktop.domain.clock import Clock
from ef_desktop.domain.erasing import LEAVE, REPLACE, CopyElsewhere, Decision, ErasePreview, EraseReport, TextHit
from ef_desktop.domain.errors import InvalidValueError, NotFoundError
from ef_desktop.i18n import _, format_number, ngettext
from ef_desktop.services.erasure import Erasure
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings


def erase_by_name(
    path: Path, words: str, *, clock: Clock, settings: DeviceSettings, really: bool, all_texts: bool
) -> tuple[dict[str, Any], list[str]]:
    """Erase a person, or only tell what would be done.

    A name is replaced in a text where it is the whole name, or a part that nobody else in the file has; the other texts are
    left and named.

    Parameters:
        path: the work file.
        words: the name, or the beginning of the id.
        clock: source of time.
        settings: of this device.
        really: False only looks.
        all_texts: True replaces the name in every text.

    Returns:
        The answer for a program, and the same in sentences.

    Raises:
        NotFoundError, InvalidValueError: nobody or more than one is called this; nothing is changed.
        WorkFileError: the file cannot be opened or written.
    """
    workspace = Workspace.open(path, clock=clock, settings=settings, read_only=not really)
    try:
        preview = workspace.erasure.preview(_only_one(workspace.erasure, words))
        decisions = {hit.key: Decision(REPLACE if all_texts or hit.certain else LEAVE) for hit in preview.hits}
        report = workspace.erasure.erase(preview.person_id, decisions) if really else None
    finally:
        workspace.close()
    answer = {
        "file": str(path),
        "person": preview.person_id.hex(),
        "name": preview.name,
        "erased": really,
        "linked": [{"what": trace.title, "where": trace.detail, "result": trace.result} for trace in preview.traces],
        "texts": [_text(hit, decisions[hit.key]) for hit in preview.hits],
        "copies": [copy.path for copy in preview.copies],
        "finished": report is None or report.finished,
    }
    return answer, _sentences(preview, decisions, report)


def _only_one(erasure: Erasure, words: str) -> bytes:
    found = erasure.find(words)
    if not found:
        raise NotFoundError(_("Nobody in this work file is called ‘{name}’. Give the whole name. Nothing was changed.").format(name=words))
    if len(found) > 1:
        lines = "\n".join(f"{row.hex()}  {name}  {organisation}".rstrip() for row, name, organisation in found)
        message = _("More than one person is called ‘{name}’. Give one of these numbers in place of the name:")
        raise InvalidValueError(message.format(name=words) + "\n" + lines)
    return found[0][0]


def _text(hit: TextHit, decision: Decision) -> dict[str, Any]:
    return {
        "where": hit.place,
        "text": hit.text,
        "earlier_versions_only": hit.past,
        "removed": hit.removed,
        "replaced": decision.choice == REPLACE,
    }


def _sentences(preview: ErasePreview, decisions: dict[str, Decision], report: EraseReport | None) -> list[str]:
    lines = [f"- {trace.title}: {trace.result}" for trace in preview.traces]
    left = [hit for hit in preview.hits if decisions[hit.key].choice == LEAVE]
    replaced = len(preview.hits) - len(left)
    if replaced:
        words = ngettext("{count} text loses the name", "{count} texts lose the name", replaced)
        lines.append("- " + words.format(count=format_number(replaced)))
    lines += ["- " + _("Stays, look yourself: {place}: {text}").format(place=hit.place, text=hit.text) for hit in left]
    lines += _copies(preview.copies)
    if report is None:
        return [_("{name} occurs here. Nothing was changed; give --yes to erase.").format(name=preview.name), *lines]
    if not report.finished:
        lines.append(_("Some backups still have it, because they could not be written now. The next start of the program goes on with it."))
    return [_("{name} is erased.").format(name=preview.name), *lines]


def _copies(copies: tuple[CopyElsewhere, ...]) -> list[str]:
    return ["- " + _("Destroy it yourself: {path}").format(path=copy.path) for copy in copies]
