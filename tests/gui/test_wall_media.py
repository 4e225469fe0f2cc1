"""The tests of video and booklet, in a process of their own: Qt's media threads outlive a test and must not meet the next one."""

import os
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).with_name("media_cases.py")


def test_video_and_booklet_on_the_wall():
    command = [sys.executable, "-P", "-m", "pytest", str(CASES), "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        command, cwd=CASES.parent.parent.parent, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
