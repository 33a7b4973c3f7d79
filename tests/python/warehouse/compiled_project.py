"""The dbt project compiled once, as the SQL text that DuckDB would run.

Only compiling belongs here. dbt runs in a process of its own, on a landing that holds every
contract table without a row, and writes nothing into the repository.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.contract import LINEAGE_COLUMNS, landing_contract
from orchestration.project import ROOT

SETTINGS = {
    "as_of_date": "2025-12-31",
    "reporting_currency": "EUR",
    "source_time_zone": "UTC",
    "fx_rate_valid_days": "45",
}
LANDED_FILES = re.compile(r"read_parquet\('[^']*/landing/(\w+)/\*\*/\*\.parquet'[^)]*\)")
ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "TIMESTAMP": pa.timestamp("us"),
    "BOOLEAN": pa.bool_(),
}


@dataclass(frozen=True)
class Model:
    """One model or seed: where it lives, what it reads and, for a model, its SQL."""

    name: str
    relation: str
    parents: tuple[str, ...]
    sql: str
    column_types: Mapping[str, str]
    seed_file: Path | None


def landing_schema(table_name: str) -> pa.Schema:
    """Columns of a landing file: the contract's, all text, then the lineage."""
    contract = {name: pa.string() for name in landing_contract()[table_name].column_names}
    lineage = {name: ARROW_TYPES[sql_type] for name, sql_type in LINEAGE_COLUMNS.items()}
    return pa.schema(list((contract | lineage).items()))


def write_empty_landing(data_folder: Path) -> None:
    """What intake leaves for a table that nobody delivered."""
    for table_name in landing_contract():
        folder = data_folder / "landing" / table_name / "batch_date=1900-01-01"
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(landing_schema(table_name).empty_table(), folder / "empty.parquet")


def compile_project(folder: Path, settings: Mapping[str, str]) -> dict[str, Model]:
    """Compile with `settings` as dbt vars; models and seeds by unique id. Raises what dbt says."""
    data_folder = folder / "data"
    write_empty_landing(data_folder)
    process = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "compile"),
            *("--target-path", folder / "target", "--log-path", folder / "logs"),
            *("--select", "resource_type:model"),
            *("--vars", json.dumps(dict(settings))),
            *("--project-dir", ROOT, "--profiles-dir", ROOT, "--no-partial-parse"),
        ],
        env={**os.environ, "PROFIT_DATA": str(data_folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        raise RuntimeError(process.stdout + process.stderr)
    manifest = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    return {
        unique_id: _model(node)
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] in {"model", "seed"}
    }


def _model(node: dict) -> Model:
    is_seed = node["resource_type"] == "seed"
    return Model(
        name=node["name"],
        relation=node["relation_name"],
        parents=tuple(node["depends_on"].get("nodes", ())),
        sql="" if is_seed else LANDED_FILES.sub(r"landing.\1", node["compiled_code"]),
        column_types=node["config"].get("column_types") or {},
        seed_file=ROOT / node["original_file_path"] if is_seed else None,
    )
