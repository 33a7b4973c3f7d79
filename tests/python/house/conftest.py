"""The manifest that the house rules read, parsed afresh so that it is never yesterday's."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from orchestration.project import ROOT


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    """The dbt manifest and what dbt printed while it parsed the project."""
    folder = tmp_path_factory.mktemp("manifest")
    folders = ["--target-path", str(folder), "--log-path", str(folder)]
    afresh = ["--no-partial-parse", "--show-all-deprecations"]
    done = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "parse", *afresh, *folders],
        cwd=ROOT,
        env={**os.environ, "PROFIT_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(Path(folder, "manifest.json").read_text(encoding="utf-8")), done.stdout


@pytest.fixture(scope="session")
def manifest(parsed: tuple[dict[str, Any], str]) -> dict[str, Any]:
    return parsed[0]


@pytest.fixture(scope="session")
def models(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
