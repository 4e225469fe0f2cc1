"""Where one's own work is, and where new work goes."""

from pathlib import Path

from ef_desktop import paths
from ef_desktop.i18n import _
from ef_desktop.services import first_look
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings


class Home:
    """The way to one's own work from the file that is open.

    Attributes:
        sample: True in the sample.
        away: True where it is not one's own work: the sample, or a file that is only looked at.
        own: the work file to go back to, or None where there is none yet.
    """

    def __init__(self, workspace: Workspace, settings: DeviceSettings) -> None:
        self.sample = workspace.programme.view().sample and not workspace.read_only
        self.away = self.sample or workspace.read_only
        self.own = own_file(settings) if self.away else workspace.path

    @property
    def words(self) -> str:
        """What the way is called."""
        return _("Back to your own work file") if self.own is not None else _("Begin a learning path of your own…")


def own_file(settings: DeviceSettings) -> Path | None:
    """Return the work file of one's own that was worked in last, or None: the sample is nobody's own."""
    known = [Path(name) for name in (settings.last_file, *settings.recent_files) if name]
    found = dict.fromkeys([*known, paths.default_work_file()])
    return next((path for path in found if path.is_file() and not first_look.is_sample(path)), None)


def free_path(name: str) -> Path:
    """Return a place for a new work file that does not exist yet, named after the programme."""
    usual = paths.default_work_file()
    if not usual.exists():
        return usual
    kept = "".join(letter if letter.isalnum() else "-" for letter in name.lower()).strip("-")[:40] or usual.stem
    candidate, number = usual.with_name(kept + paths.FILE_SUFFIX), 2
    while candidate.exists():
        candidate = usual.with_name(f"{kept}-{number}{paths.FILE_SUFFIX}")
        number += 1
    return candidate
