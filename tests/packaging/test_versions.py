"""Canaries: the versions that crash, and the parts of Qt that the licence leaves out."""

import ast
import re
import subprocess
import sys

import pytest

from .conftest import ROOT

# Under LGPL, and in the installers. QtCharts, QtGraphs, QtDataVisualization and others are GPL-only.
ALLOWED_QT = {
    "QtCore",
    "QtDBus",
    "QtGui",
    "QtMultimedia",
    "QtMultimediaWidgets",
    "QtNetwork",
    "QtPdf",
    "QtPdfWidgets",
    "QtPrintSupport",
    "QtSvg",
    "QtSvgWidgets",
    "QtTest",
    "QtWidgets",
}
CALLS = 5000
COUNT_NONE = f"""
import sys
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for _ in range(100):
    label.setText("warm")
before = sys.getrefcount(None)
for number in range({CALLS}):
    label.setText("a")
print(sys.getrefcount(None) - before)
"""


def test_void_calls_of_qt_keep_the_references_to_none():
    # In a process of its own: a PySide6 that loses them aborts the interpreter.
    run = subprocess.run([sys.executable, "-c", COUNT_NONE], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert abs(int(run.stdout)) < CALLS // 100


def qt_modules(source: str) -> set[str]:
    """The modules of PySide6 that Python source imports, in whatever form."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("PySide6.")}
        elif isinstance(node, ast.ImportFrom) and node.module == "PySide6":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= set(re.findall(r"\bPySide6\.(Qt\w+)", node.value))
    return found


@pytest.mark.parametrize(
    "source",
    [
        "import PySide6.QtCharts",
        "from PySide6 import QtWidgets, QtCharts as c",
        "from PySide6.QtCharts import QChart",
        "def f():\n    from PySide6.QtCharts import QChart",
        "import importlib; importlib.import_module('PySide6.QtCharts')",
    ],
)
def test_scan_sees_every_form_of_import(source):
    assert "QtCharts" in qt_modules(source)


def test_only_lgpl_modules_of_qt_are_imported():
    sources = sorted((ROOT / "ef_desktop").rglob("*.py"))
    assert sources
    foreign = {str(path): qt_modules(path.read_text(encoding="utf-8")) - ALLOWED_QT for path in sources}
    assert {path: modules for path, modules in foreign.items() if modules} == {}


def test_running_versions_are_the_locked_ones():
    import PySide6

    lock = (ROOT / "packaging" / "requirements-dev.lock").read_text(encoding="utf-8")
    assert f"\npyside6-essentials=={PySide6.__version__} " in lock
    assert f"\npyside6-addons=={PySide6.__version__} " in lock
    assert not re.search(r"^pyside6==", lock, re.MULTILINE), "the meta package brings everything"
