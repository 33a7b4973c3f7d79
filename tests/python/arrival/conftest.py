"""The demo company in two warehouses, for every test of this folder."""

import json
from pathlib import Path

import pytest
from pieces import cut

from orchestration.intake.land import land_drop
from orchestration.project import DEMO_DROP, DataFolder

DROPS = 2


@pytest.fixture(scope="session")
def warehouses(demo, build, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build files of the two ways, and the names of the public marts."""
    folder = tmp_path_factory.mktemp("batches")
    cut_up = DataFolder(folder / "cut_up")
    for drop in cut(DEMO_DROP, folder, DROPS, seed=20251231):
        land_drop(drop, cut_up, report=lambda line: None)
        build(cut_up, folder / "target")

    manifest = json.loads((demo.root / "target" / "manifest.json").read_text(encoding="utf-8"))
    marts = sorted(
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["config"]["access"] == "public"
    )
    return {"whole": demo.build, "cut_up": cut_up.build, "marts": marts}
