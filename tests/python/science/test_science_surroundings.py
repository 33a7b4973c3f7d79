"""The statistics know numbers only: no pipeline, no file, no database, no clock."""

import ast
import sys
from pathlib import Path

import pytest

import orchestration.science

FOLDER = Path(orchestration.science.__file__).parent
MODULES = sorted(path for path in FOLDER.rglob("*.py") if path.read_text(encoding="utf-8"))
OUTSIDE = {
    *("os", "io", "pathlib", "shutil", "tempfile", "csv", "json", "pickle", "sqlite3", "logging"),
    *("time", "datetime", "random", "subprocess", "socket", "urllib", "importlib"),
}
ALLOWED = (set(sys.stdlib_module_names) - OUTSIDE) | {"numpy", "scipy"}
OPENERS = {"open", "print", "input", "exec", "eval", "__import__"}
FILES_OF_NUMPY = {"load", "loadtxt", "genfromtxt", "fromfile", "memmap", "save", "savetxt", "savez"}


def strangers(text):
    """Everything by which a module could reach outside of numbers."""
    for node in ast.walk(ast.parse(text)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{'.' * node.level}{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.split(".")[0] not in ALLOWED and not name.startswith("orchestration.science."):
                yield name
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in OPENERS:
                yield node.func.id
            if isinstance(node.func, ast.Attribute) and node.func.attr in FILES_OF_NUMPY:
                yield node.func.attr


def test_every_part_of_the_science_is_guarded():
    parts = {path.name for path in FOLDER.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert {"forecasting", "value"} <= parts == {path.parent.name for path in MODULES} - {"science"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_module_knows_numbers_only_and_is_a_short_paper(path):
    text = path.read_text(encoding="utf-8")
    assert not [*strangers(text)]
    assert len(text.splitlines()) < 200
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize(
    "line",
    [
        "import dagster",
        "from dbt.cli import main",
        "import duckdb as numbers",
        "from pathlib import Path",
        "from datetime import date",
        "import pandas",
        "from orchestration import paths",
        "from ... import paths",
        "from orchestration.warehouse_functions import registry",
        "open('rates.csv')",
        "np.loadtxt('rates.csv')",
    ],
)
def test_a_stranger_is_seen(line):
    assert [*strangers(line)]


@pytest.mark.parametrize(
    "line",
    [
        "from orchestration.science.value.credibility import shrunk",
        "from orchestration.science.forecasting import panel",
        "import numpy as np",
        "from scipy import stats",
        "from dataclasses import dataclass",
    ],
)
def test_what_science_may_use_is_let_in(line):
    assert not [*strangers(line)]
