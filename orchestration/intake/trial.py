"""A trial run in a folder that is thrown away: what would land, and what staging would refuse.

The rows that would be quarantined are not predicted by a second set of rules: the drop lands
in a copy of the landing (links, no data) and the project's own staging models run on it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from orchestration.project import ROOT, DataFolder


class TrialError(Exception):
    """Staging could not run on the trial folder; the message is dbt's."""


@dataclass(frozen=True)
class Refusal:
    """Rows of one batch that staging would quarantine for one reason."""

    batch_id: str
    reason: str
    column: str | None
    rows: int
    example_row: int
    example_value: str | None


@contextmanager
def trial_folder(data: DataFolder) -> Iterator[DataFolder]:
    """Give a data folder for a trial that sees everything landed so far; it is gone after."""
    with TemporaryDirectory(prefix="profit_check_") as folder:
        trial = DataFolder(Path(folder))
        for landed in data.landing.glob("*/batch_date=*/*.parquet"):
            link = trial.landing / landed.relative_to(data.landing)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(landed.resolve())
        yield trial


def refusals(trial: DataFolder, as_of: date | None, batch_ids: list[str]) -> list[Refusal]:
    """Stage everything in a trial folder and count what is quarantined of some batches.

    Raises TrialError when dbt cannot run the staging models.
    """
    if not batch_ids:
        return []
    _stage(trial, as_of)
    with duckdb.connect(str(trial.build), read_only=True) as connection:
        found = connection.execute(
            """
            select batch_id, reason, column_name, count(*), min(row_number),
                arg_min(offending_value, row_number)
            from staging.quarantine
            where list_contains(?, batch_id)
            group by batch_id, reason, column_name
            order by batch_id, count(*) desc, reason, column_name
            """,
            [batch_ids],
        ).fetchall()
    return [Refusal(*row) for row in found]


def _stage(trial: DataFolder, as_of: date | None) -> None:
    settings = {"as_of_date": as_of.isoformat()} if as_of else {}
    command = [
        *(sys.executable, "-m", "dbt.cli.main", "run", "--select", "path:models/staging"),
        *("--project-dir", str(ROOT), "--profiles-dir", str(ROOT)),
        *("--target-path", str(trial.root / "target"), "--log-path", str(trial.logs)),
        *("--vars", json.dumps(settings)),
    ]
    environment = {
        **os.environ,
        "PROFIT_DATA": str(trial.root),
        "PROFIT_BUILD": str(trial.build),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    outcome = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if outcome.returncode != 0:
        raise TrialError(outcome.stdout[-3000:] or outcome.stderr[-3000:])
