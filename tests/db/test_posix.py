"""Limits and rights that only POSIX systems have; ``conftest`` leaves this module out on Windows."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ef_desktop.db.store import Store

LIMITED = """
import pathlib, resource, sys
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Meeting, Outcome
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.errors import StorageError
from ef_desktop.domain.ids import new_id
path = pathlib.Path(sys.argv[1])
store = Store.open(path, clock=SystemClock())
with store.read() as session:
    meeting = session.query(Meeting).first().id
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 200_000, -1))
try:
    while True:
        with store.unit("Add") as session:
            session.add(Outcome(id=new_id(1), meeting_id=meeting, text="x" * 10_000))
        print("saved", flush=True)
except StorageError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, -1))
try:
    store.snapshot(path.with_name("kopie.efdb"))
except StorageError as error:
    print(error)
"""


def test_a_file_that_may_not_grow(world, path):
    world.store.close()
    done = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, timeout=60, check=True)
    *saved, why, copy = done.stdout.splitlines()
    assert set(saved) == {"saved"} and len(saved) > 3
    assert why.startswith("Saving does not work.") and copy.endswith(".")
    world.store = Store.open(path, clock=world.clock)
    assert world.sql("SELECT count(*) FROM outcome") == [(len(saved),)]
    assert world.store.check() == ()
    assert sorted(file.name for file in path.parent.glob("*.efdb*")) == [
        path.name, f"{path.name}-journal", f"{path.name}.lease", f"{path.name}.lock"
    ]  # fmt: skip


NOBODY = """
import os, pathlib, sys, tempfile
from ef_desktop.db.store import Store
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.errors import StorageError
import ef_desktop.db.tables
path = pathlib.Path(sys.argv[1])
# Whoever comes next may not be allowed to read the modules that are imported on first use.
Store.create(pathlib.Path(sys.argv[2], "warm.efdb"), clock=SystemClock()).close()
warm = Store.open(pathlib.Path(sys.argv[2], "warm.efdb"), clock=SystemClock(), read_only=True)
warm.check()
warm.close()
if os.geteuid() == 0:
    os.setuid(65534)
os.environ["EF_DATA_DIR"] = tempfile.mkdtemp()
for attempt in (lambda: Store.open(path, clock=SystemClock()), lambda: Store.create(path.with_name("n.efdb"), clock=SystemClock())):
    try:
        attempt()
    except StorageError as error:
        print(error.way_out, error)
store = Store.open(path, clock=SystemClock(), read_only=True)
print(store.check())
store.close()
"""


@pytest.mark.parametrize("what", ["file", "folder"])
def test_read_only_file_or_folder(world, path, tmp_path, what):
    world.store.close()
    with TemporaryDirectory() as open_folder:
        place = Path(open_folder, "werk", path.name)
        shutil.copytree(path.parent, place.parent)
        Path(open_folder).chmod(0o755)
        place.chmod(0o444 if what == "file" else 0o666)
        place.parent.chmod(0o777 if what == "file" else 0o555)
        run = [sys.executable, "-c", NOBODY, str(place), str(tmp_path)]
        done = subprocess.run(run, capture_output=True, text=True, timeout=60)
        place.parent.chmod(0o755)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("read_only This")
    assert lines[-1] == "()"
    assert [line.split()[0] for line in lines[1:-1]] == ([] if what == "file" else ["other"])
