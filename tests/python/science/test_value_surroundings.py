"""The statistics know numbers only: no pipeline, no file, no database, no clock."""

import ast
import sys
from pathlib import Path

import pytest

import orchestration.science.value

MODULES = sorted(Path(orchestration.science.value.__file__).parent.glob("*.py"))
OUTSIDE = {
    "os",
    "io",
    "pathlib",
    "sqlite3",
    "csv",
    "json",
    "time",
    "datetime",
    "random",
    "subprocess",
}
ALLOWED = (set(sys.stdlib_module_names) - OUTSIDE) | {"numpy", "scipy"}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_knows_numbers_only_and_is_a_short_paper(path):
    strangers = {
        name
        for name in imported(path)
        if name.split(".")[0] not in ALLOWED and not name.startswith("orchestration.science.value.")
    }
    assert not strangers
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    assert ast.get_docstring(ast.parse(text))
