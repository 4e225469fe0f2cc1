"""Qt's system libraries on Linux: which are missing, and installing them with apt-get where that is allowed."""

import ctypes
import os
import shlex
import shutil
import subprocess
from typing import NamedTuple


class Library(NamedTuple):
    """A shared library of the system: who needs it, the name that is loaded, the package of Debian and Ubuntu."""

    use: str
    name: str
    package: str


LIBRARIES = tuple(
    Library(use, name, package)
    for use, names in {
        "always": {
            "libEGL.so.1": "libegl1",
            "libGL.so.1": "libgl1",
            "libX11.so.6": "libx11-6",
            "libdbus-1.so.3": "libdbus-1-3",
            "libfontconfig.so.1": "libfontconfig1",
            "libfreetype.so.6": "libfreetype6",
            "libglib-2.0.so.0": "libglib2.0-0",
            "libgssapi_krb5.so.2": "libgssapi-krb5-2",
            "libpulse.so.0": "libpulse0",
            "libstdc++.so.6": "libstdc++6",
            "libxkbcommon.so.0": "libxkbcommon0",
        },
        "x11": {
            "libX11-xcb.so.1": "libx11-xcb1",
            "libxcb-cursor.so.0": "libxcb-cursor0",
            "libxcb-icccm.so.4": "libxcb-icccm4",
            "libxcb-image.so.0": "libxcb-image0",
            "libxcb-keysyms.so.1": "libxcb-keysyms1",
            "libxcb-randr.so.0": "libxcb-randr0",
            "libxcb-render-util.so.0": "libxcb-render-util0",
            "libxcb-shape.so.0": "libxcb-shape0",
            "libxcb-sync.so.1": "libxcb-sync1",
            "libxcb-xfixes.so.0": "libxcb-xfixes0",
            "libxcb-xinerama.so.0": "libxcb-xinerama0",
            "libxcb-xkb.so.1": "libxcb-xkb1",
            "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        },
        "wayland": {
            "libwayland-client.so.0": "libwayland-client0",
            "libwayland-cursor.so.0": "libwayland-cursor0",
            "libwayland-egl.so.1": "libwayland-egl1",
        },
        "video": {"libXext.so.6": "libxext6", "libXrandr.so.2": "libxrandr2"},
        "printing": {"libcups.so.2": "libcups2"},
    }.items()
    for name, package in names.items()
)


def can_load(name: str) -> bool:
    """Whether the system's loader finds the library; a few tenths of a millisecond each."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing_libraries(loads=can_load) -> list[Library]:
    """The libraries of `LIBRARIES` that `loads` refuses."""
    return [library for library in LIBRARIES if not loads(library.name)]


def essential(libraries: list[Library], environment) -> list[Library]:
    """Those of `libraries` without which Qt cannot start on the display that `environment` (a mapping) tells of."""
    uses = {"always"}
    if not environment.get("QT_QPA_PLATFORM"):
        if environment.get("WAYLAND_DISPLAY"):
            uses.add("wayland")
        elif environment.get("DISPLAY"):
            uses.add("x11")
    return [library for library in libraries if library.use in uses]


def line_to_type(packages: list[str], libraries: list[Library] = ()) -> str:
    """The one line that installs `packages` here; for a system without apt-get, a line or the names of `libraries`."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    if shutil.which("apt-get"):
        return f"{sudo}apt-get update && {sudo}apt-get install -y " + " ".join(packages)
    for manager in ("dnf", "zypper"):
        if shutil.which(manager):
            names = " ".join(shlex.quote(f"{library.name}()(64bit)") for library in libraries)
            return f"{sudo}{manager} install {names}"
    return "(met je pakketbeheer) " + " ".join(library.name for library in libraries)


def privilege() -> list[str] | None:
    """What goes in front of apt-get: nothing for root, `sudo -n` where it asks no password, else None: not allowed."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def apt_commands(packages: list[str], before: list[str]) -> tuple[list[str], list[str]]:
    """The commands that fetch the package lists and that install `packages`, each with `before` in front."""
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120", "-q"]
    return [*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]


def install_packages(packages: list[str], before: list[str], log_path: str, lists="/var/lib/apt/lists") -> bool:
    """Install with apt-get, refreshing the package lists when they are empty or out of date.

    Args:
        packages: names of Debian packages.
        before: what goes in front of apt-get, see `privilege`.
        log_path: file that apt-get's output is added to.
        lists: folder of apt's package lists.

    Returns:
        Whether it went well.
    """
    update, install = apt_commands(packages, before)
    have_lists = os.path.isdir(lists) and any("_Packages" in name for name in os.listdir(lists))
    with open(log_path, "ab") as log:

        def run(command: list[str]) -> bool:
            return subprocess.call(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log) == 0

        if have_lists and run(install):
            return True
        return run(update) and run(install)
