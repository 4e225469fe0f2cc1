"""A checkout in miniature: the real set-up code, a program of a few lines and locks of wheels made on the spot."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# apt-get and sudo are a matter of Linux.
collect_ignore = [] if sys.platform == "linux" else ["test_system.py"]

PROGRAM = '''
import json, os, sys
import part
arguments = sys.argv[1:]
if arguments[:1] in (["sample"], ["logbook"]):
    open(arguments[-1], "w").write(os.environ["QT_QPA_PLATFORM"])
elif arguments[:1] == ["screens"]:
    os.mkdir(arguments[-1])
else:
    print(json.dumps({"arguments": arguments, "folder": os.getcwd(), "part": part.WORD, "path": sys.path}))
    sys.exit(7 if "fail" in arguments else 0)
'''
PYTEST = '''
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "platform": os.environ["QT_QPA_PLATFORM"]}))
sys.exit(3)
'''


def make_wheel(folder: Path, name: str, version: str, source: str) -> str:
    """Write a wheel with one module and return the lock lines that pin it with its hash."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": source,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: by hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = []
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for file_name, text in files.items():
            wheel.writestr(file_name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            record.append(f"{file_name},sha256={digest},{len(text.encode())}\n")
        wheel.writestr(f"{info}/RECORD", "".join(record) + f"{info}/RECORD,,\n")
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@dataclass(frozen=True)
class Checkout:
    """The miniature: its folder, and the way to start its two commands."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def stamp(self) -> Path:
        return self.venv / "ef-setup.json"

    @property
    def part(self) -> Path:
        """The installed module of the toy package."""
        return self.venv / json.loads(self.stamp.read_text())["site"] / "part.py"

    def environment(self, **changes: str) -> dict[str, str]:
        """No index, no pip settings of this machine, no apt-get that works, a private cache folder."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTEST_"))}
        cache = str(self.root.parent / "cache")
        return {
            **kept,
            "PATH": str(self.root.parent / "tools") + os.pathsep + os.environ["PATH"],
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": str(self.root.parent / "wheels"),
            "PIP_NO_INDEX": "1",
            "XDG_CACHE_HOME": cache,
            "LOCALAPPDATA": cache,
            "QT_QPA_PLATFORM": "offscreen",
            **changes,
        }

    def command(self, script: str, *arguments: str) -> list[str]:
        return [sys.executable, str(self.root / "packaging" / script), *arguments]

    def start(self, *arguments: str, script: str = "run.py", folder: Path | None = None, **changes: str):
        """Run a script of the checkout to its end; `changes` are environment variables."""
        return subprocess.run(
            self.command(script, *arguments),
            cwd=folder or self.root.parent,
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            timeout=120,
        )


def make_checkout(folder: Path) -> Checkout:
    """Lay out the miniature in `folder`, with nothing installed."""
    root, wheels, tools = folder / "checkout", folder / "wheels", folder / "tools"
    for made in (root / "packaging", root / "ef_desktop", wheels, tools):
        made.mkdir(parents=True)
    for source in (ROOT / "packaging").glob("*.py"):
        shutil.copy(source, root / "packaging")
    part = make_wheel(wheels, "part", "1.0", "WORD = 'first'\n")
    fake_pytest = make_wheel(wheels, "pytest", "9.0", PYTEST)
    (root / "packaging" / "requirements.lock").write_text(part)
    (root / "packaging" / "requirements-dev.lock").write_text(part + fake_pytest)
    (root / "ef_desktop" / "__init__.py").write_text("")
    (root / "ef_desktop" / "__main__.py").write_text(PROGRAM)
    for name in ("apt-get", "dpkg", "sudo"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n")
        (tools / name).chmod(0o755)
    return Checkout(root)


@pytest.fixture
def fresh_checkout(tmp_path) -> Checkout:
    """A checkout in which nothing is installed yet."""
    return make_checkout(tmp_path)


@dataclass(frozen=True)
class Started:
    """How a start of a checkout ended."""

    code: int
    output: str
    errors: str


@pytest.fixture(scope="session")
def first_starts(tmp_path_factory) -> tuple[Checkout, list[Started]]:
    """A checkout that was started for the first time three times at the same moment, and how those ended."""
    checkout = make_checkout(tmp_path_factory.mktemp("installed"))
    starts = [
        subprocess.Popen(
            checkout.command("run.py", str(number)),
            env=checkout.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    ended = []
    for process in starts:
        output, errors = process.communicate(timeout=120)
        ended.append(Started(process.returncode, output, errors))
    return checkout, ended


@pytest.fixture(scope="session")
def installed_once(first_starts) -> Checkout:
    """A checkout after its first start; tests take copies of it."""
    checkout, ended = first_starts
    assert [start.code for start in ended] == [0, 0, 0], [start.errors for start in ended]
    return checkout


def copy_or_link(source: str, target: str) -> None:
    """Copy a file, or give one of pip, which nothing ever writes to, a second name: there are a thousand of those."""
    if "pip" in Path(source).parts:
        os.link(source, target)
    else:
        shutil.copy2(source, target)


@pytest.fixture
def checkout(installed_once, tmp_path) -> Checkout:
    """A copy of the installed checkout, of which a test may break anything but pip."""
    shutil.copytree(installed_once.root.parent, tmp_path / "copy", symlinks=True, copy_function=copy_or_link)
    return Checkout(tmp_path / "copy" / "checkout")


@pytest.fixture
def scripts(monkeypatch):
    """Import a script of packaging/ by name, with its neighbours, and forget them all afterwards."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    names = {path.stem for path in (ROOT / "packaging").glob("*.py")} - {"test"}
    yield __import__
    for name in names:
        sys.modules.pop(name, None)
