"""Write the two lock files anew: `python3 packaging/lock.py [--upgrade]`. Needs uv (`pip install uv`).

Every wheel of every system gets its hash, so that one lock serves Windows, macOS and Linux on Python 3.11 and later.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COMPILE = [
    "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-annotate", "--quiet",
]  # fmt: skip


def main(arguments: list[str]) -> int:
    """Compile the runtime lock, then the development lock with the same versions; extra arguments go to uv."""
    runtime, development = "packaging/requirements.lock", "packaging/requirements-dev.lock"
    for command in (
        [*COMPILE, *arguments, "--output-file", runtime],
        [*COMPILE, *arguments, "--group", "dev", "--constraint", runtime, "--output-file", development],
    ):
        code = subprocess.call(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
