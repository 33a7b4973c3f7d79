"""The demo company, landed and built once for every folder that asks for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.intake.land import land_drop
from orchestration.project import DEMO_DROP, ROOT, DataFolder


def build_models(data: DataFolder, target: Path, *options: str) -> None:
    """Every model of the project on what has landed, without its tests."""
    folders = ["--target-path", str(target), "--log-path", str(target)]
    leave_out = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "build", *leave_out, *folders, *options],
        cwd=ROOT,
        env={**os.environ, "PROFIT_DATA": str(data.root)},
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="session")
def build():
    """How to build the models on a landing."""
    return build_models


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The demo company in one full build; its manifest lies in the folder's `target`."""
    data = DataFolder(tmp_path_factory.mktemp("demo_company"))
    land_drop(DEMO_DROP, data, report=lambda line: None)
    build_models(data, data.root / "target", "--full-refresh")
    return data
