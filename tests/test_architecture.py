"""The floors of the house, also against imports inside functions."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "ef_desktop"

GROUND = ("ef_desktop.paths", "ef_desktop.i18n", "ef_desktop.settings", "ef_desktop.logs", "ef_desktop.files", "ef_desktop.content")
SCREEN = ("PySide6", "shiboken6")
STORAGE = ("sqlalchemy", "alembic", "sqlite3")
PAPER = ("reportlab", "pikepdf")

#: Per floor, what it must never import, at the top of a module or inside a function.
FORBIDDEN = {
    "domain": ("ef_desktop.db", "ef_desktop.report", "ef_desktop.services", "ef_desktop.ui", "ef_desktop.cli", *SCREEN, *STORAGE, *PAPER),
    "ground": ("ef_desktop.db", "ef_desktop.report", "ef_desktop.services", "ef_desktop.ui", "ef_desktop.cli", *SCREEN, *STORAGE, *PAPER),
    "db": ("ef_desktop.report", "ef_desktop.services", "ef_desktop.ui", "ef_desktop.cli", *SCREEN, *PAPER),
    "report": ("ef_desktop.db", "ef_desktop.services", "ef_desktop.ui", "ef_desktop.cli", *SCREEN, *STORAGE),
    "services": ("ef_desktop.ui", "ef_desktop.cli", *SCREEN),
    "ui": ("ef_desktop.db", "ef_desktop.report", "ef_desktop.cli", *STORAGE, *PAPER),
    "top": (*STORAGE, *PAPER),
}  # fmt: skip

#: The projector paints frozen frames: it can reach nothing that must not be shown.
PROJECTOR_MAY = ("ef_desktop.domain", "ef_desktop.ui.projector", "ef_desktop.ui.theme", "ef_desktop.ui.widgets", *GROUND)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def floor_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    if len(parts) > 1:
        return parts[0]
    return "top" if path.stem.partition("_")[0] in ("cli", "") else "ground"


def imports_of(path: Path) -> set[str]:
    """Names of the modules that a module imports, also inside functions, but not those for types only."""
    tree = ast.parse(path.read_text("utf-8"))
    found: set[str] = set()
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def hits(names: set[str], prefixes: tuple[str, ...]) -> list[str]:
    return sorted(name for name in names if any(name == p or name.startswith(p + ".") for p in prefixes))


#: The modules by folder: a test for each folder, which names the modules that are wrong.
FOLDERS = sorted({path.parent for path in modules()})


def in_folder(folder: Path) -> list[Path]:
    return [path for path in modules() if path.parent == folder]


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_imports_only_from_floors_below(folder):
    found = {name_of(path): hits(imports_of(path), FORBIDDEN[floor_of(path)]) for path in in_folder(folder)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_no_time_but_from_the_clock(folder):
    for path in in_folder(folder):
        if name_of(path) == "ef_desktop.domain.clock":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                call = ast.unparse(node.func)
                assert call not in ("datetime.now", "datetime.utcnow", "date.today", "time.time", "datetime.today"), (path, call)


@pytest.mark.parametrize(("folder", "most"), [(PACKAGE, 400), (TESTS, 450)], ids=["package", "tests"])
def test_a_module_is_one_thing(folder, most):
    lines = {path.relative_to(folder).as_posix(): len(path.read_text("utf-8").splitlines()) for path in folder.rglob("*.py")}
    assert lines and {name: count for name, count in lines.items() if count > most} == {}


def test_the_projector_reaches_nothing_private():
    for path in sorted((PACKAGE / "ui" / "projector").rglob("*.py")):
        ours = {name for name in imports_of(path) if name.startswith("ef_desktop.")}
        outside = [name for name in ours if not any(name == p or name.startswith(p + ".") for p in PROJECTOR_MAY)]
        assert outside == [], path


def test_of_the_work_file_the_projector_asks_for_frames_only():
    """Wherever the projector mentions the workspace, it takes the projection from it, or asks whether it is there."""
    for path in sorted((PACKAGE / "ui" / "projector").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "workspace":
                assert node.attr == "projection", (path, ast.unparse(node))


def test_no_widget_is_asked_for_its_screen():
    """PySide takes what a widget returns for a part of it: a collected window would destroy the screen that it was on."""
    for path in sorted((PACKAGE / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "screen":
                raise AssertionError((path, ast.unparse(node)))


def test_services_show_no_rows_or_sessions():
    """No public method of a service takes or returns an ORM row or a session."""
    for path in sorted((PACKAGE / "services").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in tree.body:
            if not isinstance(node, ast.ClassDef):
                continue
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    kinds = [a.annotation for a in (*method.args.args, *method.args.kwonlyargs)] + [method.returns]
                    words = {w for kind in kinds if kind for w in ast.unparse(kind).replace("[", " ").replace("]", " ").split()}
                    assert not words & {"Session", "Row", "Outcome", "Meeting", "Person"}, (path, method.name)


def test_the_walls_would_be_seen(tmp_path):
    """The check itself finds a wrong import, at the top and inside a function, and leaves types alone."""
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import os\ndef f():\n    from ef_desktop.db import store\nif TYPE_CHECKING:\n    import PySide6\n")
    assert hits(imports_of(wrong), FORBIDDEN["ui"]) == ["ef_desktop.db", "ef_desktop.db.store"]
    assert hits(imports_of(wrong), SCREEN) == []
