"""Qt's system libraries on Linux: which are missing, and installing them with apt-get where that is allowed."""

import ctypes
import os
import re
import shlex
import shutil
import subprocess
from typing import NamedTuple

UPDATES = "/var/lib/dpkg/updates"


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


def loaded_files(maps="/proc/self/maps") -> list[str]:
    """Full paths of the libraries of `LIBRARIES` that this process has loaded, in order; none where /proc is not there."""
    stems = tuple(library.name.partition(".so")[0] + ".so" for library in LIBRARIES)
    try:
        with open(maps, encoding="utf-8", errors="surrogateescape") as file:
            paths = {line.rstrip("\n").partition("/")[2] for line in file}
    except OSError:
        return []
    return sorted("/" + path for path in paths if os.path.basename(path).startswith(stems))


def line_to_type(packages: list[str], libraries: list[Library] = (), updates=UPDATES) -> str:
    """The one line that installs `packages` here; for a system without apt-get, a line or the names of `libraries`."""
    root = os.geteuid() == 0
    if shutil.which("apt-get"):
        names = " ".join(packages)
        if interrupted(updates):
            line = f"dpkg --configure -a; apt-get update && apt-get install -y --fix-broken {names}"
        else:
            line = f"apt-get update && apt-get install -y {names}"
        return as_administrator(line, root)
    for manager in ("dnf", "zypper"):
        if shutil.which(manager):
            names = " ".join(shlex.quote(f"{library.name}()(64bit)") for library in libraries)
            return as_administrator(f"{manager} install {names}", root)
    return "(met je pakketbeheer) " + " ".join(library.name for library in libraries)


def as_administrator(line: str, root: bool) -> str:
    """What somebody types to run a line of the shell as root: itself for `root`, else with sudo, or su without it."""
    if root:
        return line
    if shutil.which("sudo"):
        return "sudo " + re.sub(r"; | && ", r"\g<0>sudo ", line)
    # A login shell: otherwise the PATH of the user stays, in which dpkg misses /sbin.
    return f"su - -c {shlex.quote(line)}"


def interrupted(updates=UPDATES) -> bool:
    """Whether dpkg was stopped halfway (or is busy): apt-get then refuses everything until `dpkg --configure -a`."""
    return os.path.isdir(updates) and bool(os.listdir(updates))


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


def apt_commands(packages: list[str], before: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The commands that finish what dpkg left halfway, that fetch the package lists and that install `packages`."""
    quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive"]
    apt = [*quiet, "apt-get", "-o", "DPkg::Lock::Timeout=120", "-q"]
    # --reinstall, for apt thinks that what it once installed is still there.
    install = [*apt, "install", "-y", "--no-install-recommends", "--fix-broken", "--reinstall", *packages]
    return [*quiet, "dpkg", "--configure", "-a"], [*apt, "update"], install


def install_packages(
    packages: list[str], before: list[str], log_path: str, lists="/var/lib/apt/lists", updates=UPDATES
) -> bool:
    """Install with apt-get, finishing first what was interrupted, and refreshing lists that are empty or out of date.

    Args:
        packages: names of Debian packages.
        before: what goes in front of apt-get, see `privilege`.
        log_path: file that apt-get's output is added to.
        lists: folder of apt's package lists.
        updates: folder of what dpkg has not finished yet.

    Returns:
        Whether it went well.
    """
    mend, update, install = apt_commands(packages, before)
    have_lists = os.path.isdir(lists) and any("_Packages" in name for name in os.listdir(lists))
    with open(log_path, "ab") as log:

        def run(command: list[str]) -> bool:
            return subprocess.call(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log) == 0

        if interrupted(updates):
            run(mend)  # It may fail on packages whose needs are not there yet: the installation brings those.
        if have_lists and run(install):
            return True
        return run(update) and run(install)
