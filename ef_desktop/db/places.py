"""Where a file stands: on this laptop, in a folder of a cloud service, on a network drive or on a stick."""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

CLOUD, NETWORK, STICK = "cloud", "network", "stick"

_NETWORKS = ("nfs", "cifs", "smb", "afs", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd", "fuse.davfs")
_STICKS = ("/media/", "/run/media/")
#: Beginnings of the names of the folders in which services keep what they bring over.
_SERVICES = ("OneDrive", "SharePoint", "Dropbox", "Google Drive", "GoogleDrive", "iCloud", "Nextcloud", "STACK", "Box Sync")
_ENVIRONMENT = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
#: Windows: a file of which the contents are fetched when it is read.
_RECALLED = 0x00400000 | 0x00040000
_REMOVABLE, _REMOTE = 2, 4


@dataclass(frozen=True)
class Place:
    """A place that is not this laptop.

    Attributes:
        kind: CLOUD, NETWORK or STICK.
        name: of the service, or "".
    """

    kind: str
    name: str = ""


def place_of(
    path: Path, *, environment: Mapping[str, str] = os.environ, mounts: str | None = None, home: Path | None = None
) -> Place | None:
    """Return the place of a file, or None where it stands on this laptop.

    Parameters:
        path: the file; it need not exist.
        environment: of the process.
        mounts: text of ``/proc/self/mountinfo``; read from the system when left out.
        home: folder of the user; that of the system when left out.
    """
    path = Path(os.path.abspath(path))
    return _cloud(path, environment, home or Path.home()) or _by_system(path, mounts)


def _cloud(path: Path, environment: Mapping[str, str], home: Path) -> Place | None:
    for name in _ENVIRONMENT:
        if environment.get(name) and path.is_relative_to(environment[name]):
            return Place(CLOUD, "OneDrive")
    for folder in _dropbox_folders(environment, home):
        if path.is_relative_to(folder):
            return Place(CLOUD, "Dropbox")
    for parent in path.parents:
        for service in _SERVICES:
            # 'OneDrive - Gemeente Delft', 'OneDrive-Gemeente', but not 'Dropboxen'.
            rest = parent.name.removeprefix(service)
            if rest != parent.name and not rest[:1].isalnum():
                return Place(CLOUD, service)
        if parent.name == "CloudStorage" and parent.parent.name == "Library":
            return Place(CLOUD)
    with suppress(OSError):
        if getattr(os.stat(path), "st_file_attributes", 0) & _RECALLED:
            return Place(CLOUD)
    return None


def _dropbox_folders(environment: Mapping[str, str], home: Path) -> list[str]:
    found = []
    kept = [home / ".dropbox", *(Path(environment[name]) / "Dropbox" for name in ("APPDATA", "LOCALAPPDATA") if environment.get(name))]
    for folder in kept:
        with suppress(OSError, ValueError, AttributeError):
            told = json.loads((folder / "info.json").read_text("utf-8"))
            found += [account["path"] for account in told.values() if isinstance(account.get("path"), str)]
    return found


def _by_system(path: Path, mounts: str | None) -> Place | None:
    if sys.platform == "win32":
        return _on_windows(path)
    if sys.platform == "darwin":
        # The start disk is not below this folder; which of the others are sticks, Python cannot tell.
        return Place(STICK) if path.is_relative_to("/Volumes") else None
    if mounts is None:
        try:
            mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        except OSError:
            return None
    return _on_linux(path, mounts)


def _on_linux(path: Path, mounts: str) -> Place | None:
    best, kind, device = "", "", ""
    for line in mounts.splitlines():
        before, _dash, after = line.partition(" - ")
        fields, system = before.split(), after.split()
        if len(fields) < 5 or not system:
            continue
        point = fields[4].encode("latin-1", "surrogateescape").decode("unicode_escape")
        # Of two at the same place the later one lies on top.
        if path.is_relative_to(point) and len(point) >= len(best):
            best, kind, device = point, system[0], fields[2]
    if kind.startswith(_NETWORKS):
        return Place(NETWORK)
    if f"{best}/".startswith(_STICKS) or _is_removable(device):
        return Place(STICK)
    return None


def _is_removable(device: str) -> bool:
    block = Path("/sys/dev/block") / device if device else None
    if block is None or device.startswith("0:"):
        return False
    for flag in ("removable", "../removable"):
        with suppress(OSError):
            return (block.resolve() / flag).read_text("ascii").strip() == "1"
    return False


def _on_windows(path: Path) -> Place | None:
    if path.drive.startswith("\\\\"):
        return Place(NETWORK)
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(path.drive + "\\")
    return {_REMOVABLE: Place(STICK), _REMOTE: Place(NETWORK)}.get(kind)


def sticks(mounts: str | None = None) -> tuple[Path, ...]:
    """Return the folders of the sticks that are plugged in now.

    Parameters:
        mounts: text of ``/proc/self/mountinfo``; read from the system when left out.
    """
    if sys.platform == "win32":
        drives = (Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        return tuple(drive for drive in drives if _on_windows(drive) == Place(STICK))
    if sys.platform == "darwin":
        with suppress(OSError):
            return tuple(sorted(entry for entry in Path("/Volumes").iterdir() if entry.is_dir() and not entry.is_symlink()))
        return ()
    if mounts is None:
        try:
            mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        except OSError:
            return ()
    points = (line.split()[4] for line in mounts.splitlines() if len(line.split()) > 4)
    found = (point.encode("latin-1", "surrogateescape").decode("unicode_escape") for point in points)
    return tuple(Path(point) for point in sorted(set(found)) if f"{point}/".startswith(_STICKS))
