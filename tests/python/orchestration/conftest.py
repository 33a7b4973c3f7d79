import os

import pytest
from stand_in_dbt import StandInDbt
from tiny_project import write_tiny_project

from orchestration import manifest
from orchestration.dbt_process import DbtProcess, DbtSettings
from orchestration.in_process import run_nightly_refresh
from orchestration.project import DataFolder
from orchestration.warehouse_lock import hold_warehouse


class HeardProgress:
    """Progress that the test can read afterwards."""

    def __init__(self):
        self.lines = []

    def say(self, step, text):
        self.lines.append((step, text))


class TinyLine:
    """The nightly job over the tiny dbt project: everything real except the models."""

    def __init__(self, project, data):
        self.project = project
        self.data = data
        self.progress = HeardProgress()

    def run(self, drop, as_of="", dbt=StandInDbt):
        """Run the job on a drop; None when it published, else the text people read."""
        definitions = manifest.read(self.project)
        with hold_warehouse(self.data, "a test") as held:
            process = dbt(definitions, held, as_of)
            try:
                resources = {"warehouse": held, "dbt": process, "progress": self.progress}
                return run_nightly_refresh(definitions, drop, as_of, resources)
            finally:
                process.stop()

    def real_dbt(self, definitions, held, as_of):
        """dbt itself, where a test is about dbt."""
        return DbtProcess(
            held, DbtSettings(build=self.data.build, as_of=as_of, project=self.project)
        )

    def drop(self, *amounts, name="orders_2025-03-31.csv", header="order_id,customer_id"):
        """A drop with one order per amount, one customer each."""
        folder = self.data.root.parent / f"drop-{name}-{'-'.join(map(str, amounts))}"
        (folder / "shop").mkdir(parents=True, exist_ok=True)
        lines = [
            f"{header},status,ordered_at,currency_code,order_discount_amount,source_updated_at"
        ]
        for number, amount in enumerate(amounts):
            lines.append(
                f"o{number},c{number},completed,2025-03-0{number + 1},EUR,{amount},2025-03-31"
            )
        (folder / "shop" / name).write_text("\n".join(lines) + "\n")
        return folder


@pytest.fixture(scope="session")
def tiny_project(tmp_path_factory):
    project = write_tiny_project(tmp_path_factory.mktemp("tiny_project"))
    manifest.parse(project)
    return project


@pytest.fixture
def line(tiny_project, tmp_path, monkeypatch):
    data = DataFolder(tmp_path / "data")
    monkeypatch.setenv("PROFIT_DATA", str(data.root))
    monkeypatch.setattr("orchestration.publish.ROOT", tiny_project)
    return TinyLine(tiny_project, data)


@pytest.fixture(scope="session")
def real_manifest():
    """The manifest of this repository."""
    os.environ.pop("DBT_TARGET_PATH", None)
    return manifest.current()
