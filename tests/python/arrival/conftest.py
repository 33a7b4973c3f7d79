"""The demo company in two warehouses, for every test of this folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pieces import cut

from orchestration.intake.land import land_drop
from orchestration.project import DEMO_DROP, ROOT, DataFolder

DROPS = 3


def build(data: DataFolder, target: Path, *options: str) -> None:
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
def warehouses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build files of the two ways, and the names of the public marts."""
    folder = tmp_path_factory.mktemp("batches")
    target = folder / "target"
    whole, cut_up = DataFolder(folder / "whole"), DataFolder(folder / "cut_up")

    land_drop(DEMO_DROP, whole, report=lambda line: None)
    build(whole, target, "--full-refresh")

    for drop in cut(DEMO_DROP, folder, DROPS, seed=20251231):
        land_drop(drop, cut_up, report=lambda line: None)
        build(cut_up, target)

    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    marts = sorted(
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["config"]["access"] == "public"
    )
    return {"whole": whole.build, "cut_up": cut_up.build, "marts": marts}
