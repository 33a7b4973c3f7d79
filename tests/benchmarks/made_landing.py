"""Landings written straight from SQL, far larger than the demo company, and dbt on top of them."""

import json
import os
import re
import resource
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.contract import LINEAGE_COLUMNS, landing_contract
from orchestration.intake.landing import ensure_empty_tables
from orchestration.project import ROOT, DataFolder
from tests.benchmarks.measuring import Cost, Watched, measured

SYSTEM = "crm"


def write_tables(
    data: DataFolder, tables: Mapping[str, str], batch: str, values: Mapping[str, int | str]
) -> list[Path]:
    """Land one batch of each table as intake would have; the files.

    A query names the columns of the contract that it fills, `$name` stands for a value; the other
    columns are null. Tables that are not given are there, empty.
    """
    ensure_empty_tables(data)
    files = []
    with duckdb.connect(config={"threads": 2}) as connection:
        for table, query in tables.items():
            text = re.sub(r"\$(\w+)", lambda found: str(values[found[1]]), query)
            connection.execute(f"create or replace view facts as {text}")
            given = {row[0] for row in connection.execute("describe facts").fetchall()}
            lineage = {
                "_system": f"'{SYSTEM}'", "_file": f"'{SYSTEM}/file.csv'",
                "_batch_id": f"'{table}_{batch}'", "_row": "row_number() over ()",
                "_is_full": "false", "_loaded_at": f"timestamp '{batch}'",
            }  # fmt: skip
            columns = [
                name if name in given else f"null::varchar as {name}"
                for name in landing_contract()[table].column_names
            ] + [
                f"{lineage.get(name, 'null')}::{kind} as {name}"
                for name, kind in LINEAGE_COLUMNS.items()
            ]
            files.append(data.landing / table / f"batch_date={batch}" / "file.parquet")
            files[-1].parent.mkdir(parents=True, exist_ok=True)
            connection.execute(f"copy (select {', '.join(columns)} from facts) to '{files[-1]}'")
    return files


def read_once(files: list[Path]) -> Cost:
    """Read every value of the files once."""
    with duckdb.connect(config={"threads": 2}) as connection, measured() as cost:
        for file in files:
            connection.execute(
                f"select count(*), bit_xor(hash(*columns(*))) from read_parquet('{file}')"
            ).fetchall()
    return cost


@dataclass(frozen=True)
class Built:
    """What a build cost, and its nodes with their seconds, slowest first."""

    cost: Cost
    nodes: list[tuple[str, float]]

    def of(self, *beginnings: str) -> float:
        """Seconds of the nodes whose names begin so."""
        return sum(seconds for name, seconds in self.nodes if name.startswith(beginnings))


def build(data: DataFolder, *arguments: str, memory: str = "12GB") -> Built:
    """Build models without their tests, with so much memory for DuckDB; Python comes on top."""
    target = data.root / "target"
    target.mkdir(parents=True, exist_ok=True)
    profile = (ROOT / "profiles.yml").read_text(encoding="utf-8")
    bounded = profile.replace("settings:", f"settings:\n        memory_limit: {memory}")
    (target / "profiles.yml").write_text(bounded, encoding="utf-8")
    cost = Watched(
        [
            sys.executable, "-m", "dbt.cli.main", "build", *arguments, "--quiet",
            "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test",
            "--target-path", target, "--log-path", target, "--profiles-dir", target,
        ],
        {**os.environ, "PROFIT_DATA": str(data.root)},
        ROOT,
    ).cost  # fmt: skip
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    nodes = [(node["unique_id"].split(".")[2], node["execution_time"]) for node in results]
    return Built(cost, sorted(nodes, key=lambda node: -node[1]))


def peak_gigabytes() -> float:
    """The most memory that any process started so far has held."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
