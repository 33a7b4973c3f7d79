"""The whole line as people run it: `profit run` in a process of its own, and where its time went.

The steps are those that the run's own log names.
"""

import json
import os
import re
import shutil
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orchestration.contract import landing_contract
from orchestration.intake.landing import ensure_empty_tables
from orchestration.project import ROOT, DataFolder
from tests.benchmarks.measuring import Cost, Watched

STARTED = re.compile(r"^(\S+ \S+) .* (\w+) - STEP_START - ", re.M)
ENDED = re.compile(r"^(\S+ \S+) .* - RUN_SUCCESS - ", re.M)


@dataclass(frozen=True)
class Night:
    """What one run took."""

    whole: Cost
    steps: dict[str, Cost]
    """start-up, intake, dbt, publication, farewell: in the order in which they happen."""
    slowest: list[tuple[str, float]]
    """dbt nodes with their seconds, slowest first."""
    dbt_nodes: int


def _moment(logged: str) -> float:
    return datetime.strptime(logged, "%Y-%m-%d %H:%M:%S,%f").timestamp()


def _steps(run: Watched, log: str) -> dict[str, Cost]:
    starts = {step: _moment(moment) for moment, step in STARTED.findall(log)}
    (ended,) = set(ENDED.findall(log))
    edges = {
        "start-up": 0.0,
        "intake": starts["intake"],
        "dbt": starts["warehouse_models"],
        "publication": starts["published__release"],
        "farewell": _moment(ended),
    }
    costs = [run.cost_until(edge) if edge else Cost() for edge in edges.values()]
    return {
        step: after - before
        for step, before, after in zip(edges, costs, [*costs[1:], run.cost], strict=True)
    }


class Line:
    """One warehouse in a folder of its own; nothing of the repository's target or data is used."""

    def __init__(self, folder: Path) -> None:
        """Keep data and dbt's target in `folder`."""
        self.data = DataFolder(folder / "data")
        self.target = folder / "target"
        self._environment = {
            **os.environ, "PROFIT_DATA": str(self.data.root), "DBT_TARGET_PATH": str(self.target),
        }  # fmt: skip

    def _dbt(self, *arguments: str) -> Cost:
        logs = ("--log-path", str(self.target), "--quiet")
        command = [sys.executable, "-m", "dbt.cli.main", *arguments, *logs]
        return Watched(command, self._environment, ROOT).cost

    def parse_from_nothing(self) -> Cost:
        """Parse the project as after a fresh clone; later runs begin from what this leaves."""
        return self._dbt("parse")

    def build_nothing(self) -> Cost:
        """dbt's fixed overhead: every node, on a landing where each table is empty."""
        ensure_empty_tables(self.data)
        for table in landing_contract():
            folder = self.data.landing / table
            shutil.copytree(folder / "batch_date=1900-01-01", folder / "batch_date=2025-12-31")
        cost = self._dbt("build", "--exclude-resource-type", "unit_test")
        shutil.rmtree(self.data.root)
        return cost

    def run(self, drop: Path) -> Night:
        """Take a drop to published marts. Raises RuntimeError when it does not get there."""
        run = Watched(
            [sys.executable, "-m", "orchestration.cli", "run", "--drop", drop],
            self._environment, ROOT,
        )  # fmt: skip
        newest = max(self.data.logs.glob("*-*.log"), key=lambda path: path.stat().st_mtime)
        results = json.loads((self.data.logs / "run_results.json").read_text(encoding="utf-8"))
        nodes = [(node["unique_id"], node["execution_time"]) for node in results["results"]]
        return Night(
            run.cost,
            _steps(run, newest.read_text(encoding="utf-8")),
            sorted(nodes, key=lambda node: -node[1]),
            len(nodes),
        )
