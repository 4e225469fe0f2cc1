"""The slow road of the set-up: makes the virtual environment, installs the locked packages, mends what is broken."""

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import BinaryIO

import _system
from _setup import (
    LOG,
    MUTEX,
    ROOT,
    RUNTIME_LOCK,
    WINDOWS,
    SetupError,
    base_python,
    interpreter,
    libraries_stay,
    lock_digest,
    lock_path,
    problem,
    read_stamp,
    say,
    watched_files,
    write_stamp,
)

# What the wheels of PySide6 6.11.3 ask.
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}
# Settings of somebody's own pip that would put the packages elsewhere or pick other ones.
FOREIGN_SETTINGS = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_CONSTRAINT", "PIP_NO_BINARY", "PIP_REQUIRE_HASHES")
NO_NETWORK = re.compile(
    rb"Retrying \(|NewConnectionError|ConnectTimeout|ReadTimeout|getaddrinfo|ProxyError|name resolution"  # pip
    rb"|failure resolving|Could not resolve|[Cc]ould not connect|Unable to connect|[Cc]onnection timed out"  # apt-get
)
REASONS = (
    (
        re.compile(rb"No space left on device|Errno 28|WinError 112"),
        "De schijf is vol. Maak ongeveer 1 GB vrij en start daarna opnieuw.\n(The disk is full.)",
    ),
    (
        re.compile(rb"DO NOT MATCH THE HASHES"),
        "Een opgehaald onderdeel is niet het onderdeel dat is getest. Er is niets geïnstalleerd. Start opnieuw; blijft dit\n"
        "zo, vraag dan je helpdesk of het netwerk downloads verandert. (A downloaded package has the wrong hash.)",
    ),
    (
        NO_NETWORK,
        "Er is geen verbinding met internet, en daarmee haalt de installatie haar onderdelen op (Qt, SQLAlchemy en\n"
        "andere, ongeveer 250 MB). Maak verbinding en start opnieuw; daarna werkt het programma zonder internet.\n"
        "Op een netwerk met een proxy: vraag je helpdesk naar de instelling voor pip. (No network: packages are missing.)",
    ),
    (
        re.compile(rb"No matching distribution found"),
        "Een onderdeel bestaat niet voor dit systeem of deze versie van Python. Nodig is Python 3.11 tot en met 3.14 op een\n"
        "64-bits Windows 10 of 11, Linux, macOS 13 (Intel) of macOS 14 (Apple). (A package does not exist for this system.)",
    ),
)  # fmt: skip


class NothingChanged(SetupError):
    """pip stopped before it changed anything of what was installed."""


@contextlib.contextmanager
def alone(mutex: BinaryIO) -> Iterator[None]:
    """Hold the installation's lock file; says so and waits when another start holds it."""
    told = False
    while not try_lock(mutex):
        if not told:
            say("Een andere start is al bezig met installeren. Even wachten ...")
            told = True
        time.sleep(0.2)
    # Closing the file gives the lock back, also when the process is killed.
    with mutex:
        yield


def try_lock(file: BinaryIO) -> bool:
    """Take the operating system's lock on an open file; False when another process has it."""
    try:
        if WINDOWS:
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def open_mutex(folder: str) -> BinaryIO | None:
    """Open the lock file of an environment folder, making the folder; None where nothing can be written."""
    try:
        os.makedirs(folder, exist_ok=True)
        return open(os.path.join(folder, MUTEX), "ab")
    except OSError:
        return None


def install(folders: list[str], lock: str) -> str:
    """Make or mend the environment in the first of `folders` that can be written, and return that folder.

    Raises:
        SetupError: there is no such folder, or the installation failed.
    """
    for folder in folders:
        mutex = open_mutex(folder)
        if mutex is None:
            continue
        with alone(mutex):
            state = problem(folder, lock)
            if state:
                try:
                    mend(folder, lock, state, mutex)
                except (OSError, subprocess.CalledProcessError) as error:
                    raise SetupError(
                        f"Het installeren in {folder} is niet gelukt: {error}.\n"
                        "De volgende start probeert het opnieuw. (Installing failed.)"
                    ) from error
        return folder
    raise SetupError(
        "Er is geen map waarin geïnstalleerd kan worden. Geprobeerd: " + ", ".join(folders) + ".\n"
        "Geef jezelf schrijfrecht op een van die mappen en start opnieuw. (No writable folder.)"
    )


def mend(folder: str, lock: str, state: str, mutex: BinaryIO) -> None:
    """Bring an environment in `state` (see `_setup.problem`) to where it satisfies `lock`, and stamp it.

    The programs started here inherit `mutex`: when this process is killed, the next start waits for their end.
    """
    say(
        {
            "absent": "Excellent Faciliteren wordt klaargezet. Dat gebeurt een keer en duurt een paar minuten.",
            "outdated": "De onderdelen van het programma worden bijgewerkt.",
            "unfinished": "De vorige installatie is niet afgemaakt. Ze wordt nu hersteld.",
            "python": "Python is op deze computer vervangen. De installatie wordt daarop aangepast.",
            "damaged": "De installatie is beschadigd. Ze wordt nu hersteld.",
        }[state]
    )
    before = read_stamp(folder)
    locks = before.get("locks", {}) if state == "outdated" else {}
    missing = prepare_system(folder)
    write_stamp(folder, {"state": "unfinished"})
    if not (state == "outdated" or state == "absent" and usable_environment(folder)):
        create_environment(folder, mutex)
    site = site_packages(folder)
    try:
        install_packages(folder, lock, mutex)
    except NothingChanged:
        # Without network, for instance: what was installed is still there, and need not be fetched again.
        if state == "outdated":
            write_stamp(folder, before)
        raise
    with open(os.path.join(site, "ef_desktop_checkout.pth"), "w", encoding="utf-8") as file:
        file.write(path_line(site))
    files = watched_files(site)
    # Without it the Python of the environment finds no packages.
    files[os.path.relpath(folder, site)] = {"pyvenv.cfg": os.path.getsize(os.path.join(folder, "pyvenv.cfg"))}
    if hasattr(os, "sync"):
        os.sync()
    write_stamp(
        folder,
        {
            "state": "ready",
            "python": os.path.basename(base_python(folder)),
            "version": sys.version.split()[0],
            # The development lock holds the same versions as the runtime lock and more.
            "locks": {**locks, RUNTIME_LOCK: lock_digest(RUNTIME_LOCK), lock: lock_digest(lock)},
            "site": os.path.relpath(site, folder),
            "files": files,
            "missing_libraries": [library.name for library in missing],
            "libraries": _system.loaded_files() if sys.platform == "linux" else [],
        },
    )
    say("Klaar.")


def path_line(site: str) -> str:
    """The line of the .pth file that makes the checkout importable, after everything that is installed.

    Relative where possible: it then survives a move of the checkout, and has no letters that an older Python on
    Windows would read in another encoding.
    """
    try:
        return os.path.relpath(ROOT, os.path.realpath(site)) + "\n"
    except ValueError:  # another drive of Windows
        return ROOT + "\n"


def usable_environment(folder: str) -> bool:
    """Whether somebody already made a virtual environment here that pip can install into; it is then taken over."""
    python = interpreter(folder)
    if not os.path.exists(python):
        return False
    check = "import pip, sys; sys.exit(sys.prefix == sys.base_prefix or sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-I", "-c", check], capture_output=True).returncode == 0
    except OSError:  # of another kind of processor, or half a file
        return False


def inherited(mutex: BinaryIO) -> tuple[int, ...]:
    """The file descriptors that a program started under `mutex` keeps open; Windows has no such thing."""
    return () if WINDOWS else (mutex.fileno(),)


def create_environment(folder: str, mutex: BinaryIO) -> None:
    """Empty the folder, apart from our own files, and make a virtual environment in it."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                elif not entry.name.startswith("ef-setup."):
                    os.unlink(entry.path)
    except OSError as error:
        raise SetupError(
            f"De oude installatie kan niet weg: {error}.\n"
            "Sluit het programma als het nog openstaat en start opnieuw. (The old installation is in use.)"
        ) from error
    # Of the Python under a running virtual environment, which may be the one just emptied.
    python = getattr(sys, "_base_executable", None) or sys.executable
    with open(os.path.join(folder, LOG), "ab") as log:
        code = subprocess.call(
            [python, "-I", "-m", "venv", folder],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=inherited(mutex),
        )  # fmt: skip
    if code:
        raise failure(folder, "De virtuele omgeving van Python kon niet worden gemaakt")


def site_packages(folder: str) -> str:
    """Full path of an environment's folder of packages, as its own Python tells it."""
    ask = "import sys, sysconfig; sys.stdout.buffer.write(sysconfig.get_path('purelib').encode())"
    answer = subprocess.run([interpreter(folder), "-I", "-c", ask], capture_output=True, check=True)
    return answer.stdout.decode()


def install_packages(folder: str, lock: str, mutex: BinaryIO) -> None:
    """Install the packages of a lock file with pip, each checked against its hash, showing what is being fetched.

    Raises:
        NothingChanged: pip failed before it unpacked anything; the text holds the reason in plain words and where pip's
            own words are.
        SetupError: pip failed later; the text is the same.
    """
    unpacking = False
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN_SETTINGS}
    command = [
        interpreter(folder), "-I", "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary=:all:",
        "--disable-pip-version-check", "--no-input", "--no-warn-script-location", "--progress-bar=off", "--retries=2",
        "--requirement", lock_path(lock),
    ]  # fmt: skip
    start = log_size(folder)
    with open(os.path.join(folder, LOG), "ab") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=environment, pass_fds=inherited(mutex),
        )  # fmt: skip
        for line in process.stdout:
            log.write(line)
            fetched = re.match(rb"\s+(?:Downloading|Using cached) (?:.*/)?([^/\s]+?)-\d\S* \((\d+\.?\d* MB)\)", line)
            if fetched:
                say(f"  {fetched[1].decode()} ({fetched[2].decode()})")
            elif line.startswith(b"Installing collected packages"):
                say("  uitpakken ...")
                unpacking = True
        code = process.wait()
    if code:
        failed = failure(folder, "Het installeren is niet gelukt", start)
        raise failed if unpacking else NothingChanged(str(failed))


def failure(folder: str, what: str, start: int = 0) -> SetupError:
    """The error to raise when a command failed, with the reason found in the log from byte `start` on."""
    output = log_since(folder, start)
    for pattern, sentence in REASONS:
        if pattern.search(output):
            return SetupError(f"{what}. {sentence}")
    last = output.decode("utf-8", "replace").strip().splitlines()[-3:]
    return SetupError(
        f"{what}. De volgende start probeert het opnieuw. Dit waren de laatste regels van "
        f"{os.path.join(folder, LOG)}:\n  " + "\n  ".join(last)
    )


def log_size(folder: str) -> int:
    """Size in bytes of the log of the set-up, 0 where there is none yet."""
    path = os.path.join(folder, LOG)
    return os.path.getsize(path) if os.path.exists(path) else 0


def log_since(folder: str, start: int) -> bytes:
    """What was added to the log of the set-up from byte `start` on."""
    with open(os.path.join(folder, LOG), "rb") as file:
        file.seek(start)
        return file.read()


def prepare_system(folder: str) -> list[_system.Library]:
    """Install what the system lacks for Python's venv and for Qt, where that is allowed; Linux only.

    Returns:
        The libraries of Qt that are still missing and that this start can do without.

    Raises:
        SetupError: something is missing without which the program cannot start; the text has the line to type.
    """
    lacks_venv = importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None
    if sys.platform != "linux":
        if lacks_venv:
            raise SetupError("Aan deze Python ontbreekt 'venv'. Installeer Python van python.org. (Python lacks venv.)")
        return []
    refuse_old_glibc()
    missing = _system.missing_libraries()
    packages = sorted({library.package for library in missing})
    if lacks_venv:
        packages.append(f"python3.{sys.version_info.minor}-venv")
    if not packages:
        return []
    say("  onderdelen van het systeem: " + " ".join(packages))
    before = _system.privilege()
    start = log_size(folder)
    if before is not None and _system.install_packages(packages, before, os.path.join(folder, LOG)):
        lacks_venv = False
        missing = _system.missing_libraries()
    blocking = _system.essential(missing, os.environ)
    if blocking or lacks_venv:
        tried = "" if before is None else why_apt_failed(log_since(folder, start))
        raise SetupError(
            f"Dit systeem mist onderdelen die het programma nodig heeft.{tried} Typ deze regel en start opnieuw:\n  "
            f"{_system.line_to_type(packages, missing)}\n(System libraries are missing: run the line above.)"
        )
    if missing:
        say("  Nog niet geïnstalleerd, en soms nodig (printen, video, een ander scherm). Deze regel doet dat:")
        say("  " + _system.line_to_type(packages, missing))
    return missing


def why_apt_failed(output: bytes) -> str:
    """A sentence with a space in front, from what apt-get wrote."""
    if NO_NETWORK.search(output):
        return " Er is geen verbinding met internet om ze op te halen.\nMaak verbinding en start opnieuw. Lukt dat niet?"
    error = re.search(rb"^E: (.+)$", output, re.MULTILINE)
    told = f" ({error[1].decode('utf-8', 'replace').strip()})" if error else ""
    return f" Ophalen met apt-get is niet gelukt{told}."


def refuse_old_glibc() -> None:
    """Stop on a Linux whose C library the packages of Qt are not made for.

    Raises:
        SetupError: glibc is too old or absent, or the processor is none that Qt is built for.
    """
    try:
        version = os.confstr("CS_GNU_LIBC_VERSION").partition(" ")[2]
        found = tuple(int(part) for part in version.split(".")[:2])
    except (AttributeError, ValueError, OSError):
        found = (0, 0)
    oldest = OLDEST_GLIBC.get(os.uname().machine)
    if oldest is None or found < oldest:
        raise SetupError(
            "Deze Linux is te oud of te klein voor Qt. Nodig is een processor van Intel of AMD met Debian 12, Ubuntu 22.04 of\n"
            "Fedora 35, of een ARM-processor met Debian 13, Ubuntu 24.04 of Fedora 40, of nieuwer.\n"
            "(glibc 2.34 is needed on x86_64, 2.39 on aarch64.)"
        )


def mend_system(folder: str) -> None:
    """Look again at libraries that were missing when the stamp was written, or that went since; Linux only.

    Raises:
        SetupError: one is still missing that this start needs, and it could not be installed.
    """
    stamp = read_stamp(folder)
    known, stay = set(stamp["missing_libraries"]), libraries_stay(stamp)
    # All are loaded, some tens of milliseconds, only when one of those that were there has gone or moved.
    looked_at = [library for library in _system.LIBRARIES if not stay or library.name in known]
    missing = [library for library in looked_at if not _system.can_load(library.name)]
    if _system.essential(missing, os.environ):
        missing = prepare_system(folder)
    if not stay or len(missing) != len(known):
        found = {"missing_libraries": [library.name for library in _system.missing_libraries()], "libraries": _system.loaded_files()}
        # It only saves the next start some time: not worth failing where nothing can be written, or waiting for another start.
        with contextlib.suppress(OSError), open(os.path.join(folder, MUTEX), "ab") as mutex:
            if try_lock(mutex):
                write_stamp(folder, {**read_stamp(folder), **found})
