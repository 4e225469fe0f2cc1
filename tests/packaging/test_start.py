"""What the start does before and instead of the program: old Pythons, displays, the example."""

import ast
import os
import subprocess
import sys

import pytest

from .conftest import ROOT


def test_old_python_is_refused_with_a_sentence(scripts, capsys):
    with pytest.raises(SystemExit) as stopped:
        scripts("_python").refuse_old_python((3, 10, 2))
    assert stopped.value.code == 1
    assert "Python 3.11 of nieuwer nodig; dit is Python 3.10" in capsys.readouterr().err


def test_this_python_is_accepted(scripts):
    scripts("_python").refuse_old_python()


@pytest.mark.parametrize("name", ["run.py", "test.py", "_python.py"])
def test_old_python_can_read_what_refuses_it(name):
    source = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr)
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, newer)]
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns]


@pytest.mark.parametrize(
    ("environment", "platform", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_display(scripts, environment, platform, shown):
    assert scripts("run").has_display(environment, platform) is shown


def test_example_leaves_everything_in_a_new_folder(scripts, checkout, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", f"{checkout.root}{os.pathsep}{checkout.part.parent}")
    program = [sys.executable, "-m", "ef_desktop"]
    example = scripts("_example")
    assert example.make(program) == 0
    assert str(tmp_path / "ef-voorbeeld-") in capfd.readouterr().out
    assert example.make(program) == 0
    first, second = sorted(tmp_path.glob("ef-voorbeeld-*"))
    assert second.name == first.name + "-2"
    for folder in (first, second):
        assert sorted(path.name for path in folder.iterdir()) == ["logboek.pdf", "schermen", "voorbeeld.efdb"]
    assert (second / "voorbeeld.efdb").read_text() == "offscreen"
    assert str(second) in capfd.readouterr().out


def test_example_that_fails_passes_its_exit_code_on(scripts, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert scripts("_example").make([sys.executable, "-c", "raise SystemExit(2)"]) == 2
    assert "stopte met code 2" in capsys.readouterr().err


def test_start_without_display_makes_the_example(checkout, tmp_path):
    run = checkout.start(folder=tmp_path, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert run.returncode == 0, run.stderr
    if sys.platform == "linux":
        assert [path.name[:13] for path in tmp_path.glob("ef-*")] == ["ef-voorbeeld-"]
        assert "geen beeldscherm" in run.stderr
    else:
        assert '"arguments": []' in run.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["-c", "import packaging.version; print(packaging.__file__)"],
        ["-P", "-c", "import packaging.version; print(packaging.__file__)"],
        ["-I", "-c", "import packaging.version; print(packaging.__file__)"],
    ],
)
def test_folder_packaging_is_never_the_module(command):
    told = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "site-packages" in told.stdout


def test_module_packaging_of_this_very_run_is_the_installed_one():
    import packaging

    assert "site-packages" in packaging.__file__
    assert str(ROOT / "packaging") not in packaging.__path__


@pytest.mark.parametrize("folder", ["packaging", "packaging/bench", "tests/packaging"])
def test_no_folder_packaging_is_a_package(folder):
    assert not (ROOT / folder / "__init__.py").exists()
