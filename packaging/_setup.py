"""Makes the virtual environment of this checkout and keeps it whole. Standard library only: nothing is installed yet.

The folder holds a stamp, written last, that tells which lock files it satisfies and which files were installed. A
start whose stamp is there and whose files have their sizes goes on at once; every other start mends first.
"""

import hashlib
import json
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
RUNTIME_LOCK = "requirements.lock"
DEVELOPMENT_LOCK = "requirements-dev.lock"
WINDOWS = os.name == "nt"
STAMP = "ef-setup.json"
MUTEX = "ef-setup.lock"
LOG = "ef-setup.log"
STAMP_FORMAT = 1
# Parts of packages that neither the program nor its tests load: watching them would only cost time at each start.
UNWATCHED_FOLDERS = {"__pycache__", "qml", "include", "typesystems", "metatypes", "translations", "locale-data"}
UNWATCHED_ENDINGS = (".pyc", ".pyi")


class SetupError(Exception):
    """The installation cannot go on. The text says in Dutch what is missing and what to do, then short in English."""


def say(text: str) -> None:
    """Write a line for the user to standard error, so that standard output stays the program's own."""
    print(text, file=sys.stderr, flush=True)


def lock_path(lock: str) -> str:
    """Full path of a lock file of this checkout."""
    return os.path.join(ROOT, "packaging", lock)


def lock_digest(lock: str) -> str:
    """SHA-256 of a lock file, in hex, whatever line ends git gave it."""
    with open(lock_path(lock), "rb") as file:
        return hashlib.sha256(file.read().replace(b"\r\n", b"\n")).hexdigest()


def environment_folders() -> list[str]:
    """Where the virtual environment may live: in the checkout, else in the user's cache folder."""
    if WINDOWS:
        cache = os.environ.get("LOCALAPPDATA") or os.path.expanduser(r"~\AppData\Local")
    elif sys.platform == "darwin":
        cache = os.path.expanduser("~/Library/Caches")
    else:
        cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    name = "venv-" + hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    return [os.path.join(ROOT, ".venv"), os.path.join(cache, "excellent-faciliteren", name)]


def interpreter(folder: str) -> str:
    """Path of the Python inside a virtual environment."""
    return os.path.join(folder, "Scripts", "python.exe") if WINDOWS else os.path.join(folder, "bin", "python")


def base_python(folder: str) -> str:
    """Path of the Python that a virtual environment stands on, '' when that Python is gone."""
    if not WINDOWS:
        path = os.path.realpath(interpreter(folder))
        return path if os.path.exists(path) else ""
    try:
        with open(os.path.join(folder, "pyvenv.cfg"), encoding="utf-8") as file:
            lines = dict(line.split(" = ", 1) for line in file.read().splitlines() if " = " in line)
    except OSError:
        return ""
    path = os.path.join(lines.get("home", ""), "python.exe")
    return path if os.path.exists(path) and os.path.exists(interpreter(folder)) else ""


def read_stamp(folder: str) -> dict:
    """The stamp of a virtual environment; empty when there is none or it is unreadable."""
    try:
        with open(os.path.join(folder, STAMP), encoding="utf-8") as file:
            stamp = json.load(file)
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and stamp.get("format") == STAMP_FORMAT else {}


def write_stamp(folder: str, stamp: dict) -> None:
    """Replace the stamp in one step, so that nobody ever reads half a stamp."""
    path = os.path.join(folder, STAMP)
    with open(path + ".new", "w", encoding="utf-8") as file:
        json.dump({"format": STAMP_FORMAT, **stamp}, file, separators=(",", ":"))
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".new", path)


def watched_files(site: str) -> dict[str, dict[str, int]]:
    """Name and size in bytes of the installed files below `site`, by folder relative to it."""
    found = {}
    waiting = [""]
    while waiting:
        relative = waiting.pop()
        sizes = found[relative] = {}
        with os.scandir(os.path.join(site, relative)) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in UNWATCHED_FOLDERS:
                        waiting.append(os.path.join(relative, entry.name))
                elif not entry.name.endswith(UNWATCHED_ENDINGS):
                    sizes[entry.name] = entry.stat().st_size
    return found


def damaged_file(site: str, expected: dict[str, dict[str, int]]) -> str:
    """The first of the `expected` files that is gone or has another size, '' when all are there."""
    for relative, sizes in expected.items():
        left = dict(sizes)
        try:
            with os.scandir(os.path.join(site, relative)) as entries:
                for entry in entries:
                    if entry.name in left and entry.stat().st_size == left[entry.name]:
                        del left[entry.name]
        except OSError:
            return relative or site
        if left:
            return os.path.join(relative, min(left))
    return ""


def libraries_stay(stamp: dict) -> bool:
    """Whether the system's libraries are where they were; not so in a new container around an old checkout."""
    return all(os.path.exists(path) for path in stamp.get("libraries", [""]))


def problem(folder: str, lock: str) -> str:
    """Why the virtual environment in `folder` cannot be used for `lock` as it is: '' when it can.

    Returns:
        'absent', 'unfinished', 'python' (the Python under it is gone or another version), 'outdated' (another lock file, the
        installation itself is whole) or 'damaged'.
    """
    stamp = read_stamp(folder)
    if not stamp:
        return "absent"
    if stamp.get("state") != "ready":
        return "unfinished"
    if os.path.basename(base_python(folder)) != stamp["python"]:
        return "python"
    if damaged_file(os.path.join(folder, stamp["site"]), stamp["files"]):
        return "damaged"
    if stamp["locks"].get(lock) != lock_digest(lock):
        return "outdated"
    return ""


def prepare(lock: str) -> str:
    """Return the Python of a virtual environment that satisfies `lock`, after making or mending it where needed.

    Raises:
        SetupError: it cannot be made whole now; the text says why and what to do.
    """
    for folder in environment_folders():
        if not problem(folder, lock):
            break
    else:
        import _install

        folder = _install.install(environment_folders(), lock)
    if sys.platform == "linux":
        stamp = read_stamp(folder)
        if stamp["missing_libraries"] or not libraries_stay(stamp):
            import _install

            _install.mend_system(folder)
    return interpreter(folder)


def become(command: list[str], environment: dict[str, str]) -> int:
    """Replace this process by `command`; on Windows, where that does not exist, run it and return its exit code."""
    if not WINDOWS:
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(command[0], command, environment)
    import signal
    import subprocess

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command, env=environment)
