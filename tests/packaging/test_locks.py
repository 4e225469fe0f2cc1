"""The lock files: every line pinned and hashed, nothing that names a place, one set of versions."""

import re
import tomllib

import pytest

from .conftest import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[tuple[str, str], list[str]]:
    """Hashes by name and version with marker: a package may stand there once for each system."""
    joined = (ROOT / "packaging" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in joined.splitlines():
        pin = re.fullmatch(r"([a-z0-9-]+)==(\S+(?: ; .+?)?)\s+((?:--hash=sha256:[0-9a-f]{64}\s*)+)", line)
        assert pin, f"not a pinned and hashed requirement: {line[:80]}"
        found[pin[1], pin[2]] = re.findall(r"[0-9a-f]{64}", pin[3])
    return found


def names(lock: str) -> set[str]:
    """The packages of a lock."""
    return {name for name, _version in pins(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock):
    assert len(pins(lock)) > 10


@pytest.mark.parametrize("lock", LOCKS)
def test_no_place_is_named(lock):
    text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra|--find-links|#|/", text)


def test_development_lock_contains_the_runtime_lock():
    runtime, development = (pins(lock) for lock in LOCKS)
    assert {pin: development.get(pin) for pin in runtime} == runtime


def test_all_declared_dependencies_are_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for lock, declared in (
        ("requirements.lock", project["project"]["dependencies"]),
        ("requirements-dev.lock", project["dependency-groups"]["dev"]),
    ):
        wanted = {re.match(r"[A-Za-z0-9-]+", requirement)[0].lower() for requirement in declared}
        assert wanted <= names(lock)


def test_systems_have_their_own_wheels():
    # One file for each system and Python where a package is compiled: far more than one machine's.
    for (name, _version), hashes in pins("requirements.lock").items():
        if name in ("pillow", "pikepdf", "lxml", "sqlalchemy", "markupsafe"):
            assert len(hashes) >= 20, name
        if name in ("pyside6-essentials", "pyside6-addons", "shiboken6"):
            assert len(hashes) >= 4, name


def test_module_packaging_is_installed_with_the_program():
    # Else the checkout's folder of that name would answer to `import packaging`.
    assert "packaging" in names("requirements.lock")
