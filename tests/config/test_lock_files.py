"""The lock files pin every package by hash and name no address, so that any mirror can serve them."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from config.embedded import ROOT

LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))


@pytest.mark.parametrize("name", LOCKS)
def test_a_python_lock_pins_with_hashes_and_without_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    packages = re.split(r"\n(?=\S)", text.strip())
    assert packages
    for package in packages:
        assert re.match(r"^[a-z0-9][a-z0-9._-]*==[^ ]+", package), package[:80]
        assert "--hash=sha256:" in package, package[:80]


def test_the_python_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    asked = {
        "requirements-production.lock": project["project"]["dependencies"],
        "requirements.lock": project["project"]["dependencies"] + groups["embedded"],
        "requirements-dev.lock": project["project"]["dependencies"] + groups["embedded"] + groups["dev"],
        "requirements-bench.lock": groups["bench"],
    }
    for name, requirements in asked.items():
        locked = set(
            re.findall(r"^([a-z0-9._-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        )
        wanted = {re.split(r"[\[<>=~! ]", requirement.lower())[0] for requirement in requirements}
        assert wanted - locked == set(), f"{name}: run `make lock`"


def imported(folder: str) -> set[str]:
    """Return the top-level names of all modules that the code of a folder imports."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("folder", ["config", "sources", "incidents"])
def test_production_has_every_package_that_the_code_imports(folder: str) -> None:
    text = (ROOT / "requirements-production.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))
    ours = {"config", "sources", "incidents"} | set(sys.stdlib_module_names)
    providers = packages_distributions()
    missing = {
        module
        for module in imported(folder) - ours
        if not {re.sub(r"[-_.]+", "-", name).lower() for name in providers.get(module, [])} & locked
    }
    assert missing == set(), "add them to pyproject.toml and run `make lock`"


def test_the_npm_lock_has_hashes_and_no_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    for name, entry in lock["packages"].items():
        assert "resolved" not in entry, name
        assert name == "" or entry["integrity"].startswith("sha512-"), name
        assert not entry.get("hasInstallScript"), f"{name} would run a script at installation"
    assert lock["packages"][""]["dependencies"] == package["dependencies"]
    assert lock["packages"][""]["devDependencies"] == package["devDependencies"]
