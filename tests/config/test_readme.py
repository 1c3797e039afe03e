"""The configuration table of the README lists every variable that the code reads, with its default."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from config.embedded import ROOT

READERS = {"env", "env_bool", "env_int", "env_list"}
# Set by sudo, by Python's own tools or for one command; not configuration.
NOT_SETTINGS = {"SUDO_UID", "YES"}


def literal(node: ast.expr) -> str | None:
    """Return a default as the table writes it, or None where the code computes it from a path or a mode."""
    try:
        value = eval(compile(ast.Expression(node), "default", "eval"), {"__builtins__": {}})  # noqa: S307
    except (NameError, TypeError, AttributeError):
        return None
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def variables() -> dict[str, str | None]:
    """Return each variable that the code reads, with its default where that is a literal."""
    found: dict[str, str | None] = {}
    for path in [
        *(ROOT / "config").glob("*.py"),
        *(ROOT / "sources").rglob("*.py"),
        *(ROOT / "incidents").rglob("*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.args[0]
            if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
                continue
            called = ast.unparse(node.func)
            if called in READERS:
                keywords = {keyword.arg: keyword.value for keyword in node.keywords}
                default = node.args[1] if len(node.args) > 1 else keywords.get("default")
                found.setdefault(name.value, literal(default) if default is not None else "")
            elif called == "os.environ.get" and name.value not in NOT_SETTINGS:
                found.setdefault(name.value, None)
    return found


def table() -> dict[str, str]:
    text = (Path(ROOT) / "README.md").read_text(encoding="utf-8")
    section = text.split("\n## Configuration\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| `([A-Z_]+)` \|([^|]*)\|", section, re.MULTILINE)
    assert len(rows) == len(dict(rows)), "a variable is listed twice"
    return dict(rows)


def test_every_variable_is_in_the_table_and_every_row_is_read() -> None:
    assert sorted(table()) == sorted(variables())


def test_the_table_s_defaults_are_the_code_s() -> None:
    rows = table()
    for name, default in variables().items():
        if default is not None and rows[name].strip() != "made":
            assert rows[name].strip().strip("`") == default, name
