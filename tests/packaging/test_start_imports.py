"""What a real start has loaded when its first picture is on the screen: nothing of what only later work needs."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROBE = Path(__file__).resolve().parents[2] / "packaging" / "bench" / "start_probe.py"

#: Each of these takes 5 to 300 ms to load.
LATER = {
    "alembic", "babel", "email", "hypothesis", "PIL", "pikepdf", "pyphen", "pytest", "reportlab", "setuptools", "sqlalchemy",
    "unittest", "urllib3", "xml",
}  # fmt: skip


def test_the_first_picture_needs_only_the_window_and_sqlite(work_file, data_dir):
    data_dir.mkdir(exist_ok=True)
    shutil.copyfile(work_file, data_dir / "leerroute.efdb")
    environment = {**os.environ, "EF_DATA_DIR": str(data_dir), "QT_QPA_PLATFORM": "offscreen"}
    # The first start of all also compiles the translations, which takes Babel: here that is done before it.
    compiling = "from ef_desktop.i18n import set_language; set_language('nl')"
    subprocess.run([sys.executable, "-c", compiling], env=environment, cwd=PROBE.parents[2], timeout=60, check=True)
    command = [sys.executable, "-I", str(PROBE), "program"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["painted"] < told["open"]
    assert "sqlite3" in told["imported"]
    assert sorted(LATER.intersection(told["imported"])) == []
