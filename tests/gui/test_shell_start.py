"""A real start in a process of its own: what is imported when, and a clean end."""

import json
import os
import subprocess
import sys

_START = """
import builtins, json, sys
plain = builtins.__import__
from ef_desktop.ui import app
from PySide6.QtCore import QTimer
from ef_desktop.ui.opening import Opening

told = {"hook": builtins.__import__ is plain}
first = Opening.first

def look(self, path):
    heavy = ("sqlalchemy", "alembic", "reportlab", "pikepdf")
    # Connected first, so that it looks before the worker that brings the heavy modules in is started.
    self.painted.connect(lambda: told.update(early=[name for name in heavy if name in sys.modules], page=self._window.page_id))
    first(self, path)
    self._ctx.workspaceOpened.connect(lambda: QTimer.singleShot(0, self._window.close))
    self._ctx.workspaceOpened.connect(lambda: told.update(title=self._ctx.workspace.programme.view().name))

Opening.first = look
code = app.run(["ef-desktop"], sys.argv[1])
print(json.dumps({**told, "code": code}))
"""


def test_the_first_picture_comes_before_the_heavy_modules(work_file, data_dir):
    environment = {**os.environ, "EF_DATA_DIR": str(data_dir), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _START, str(work_file)], capture_output=True, text=True, timeout=60, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "hook": True,
        "early": [],
        "page": "overview",
        "title": "Leerroute Delft",
        "code": 0,
    }
    assert "Traceback" not in done.stderr
