"""`profit run`: the nightly job, here and now, on one drop.

The same job as the schedule's, executed in this process: no daemon, no history. dbt starts
parsing in its own process while this one imports Dagster, because both take seconds.
"""

import argparse
import logging
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from orchestration import manifest
from orchestration.dbt_process import DbtError, DbtProcess, DbtSettings
from orchestration.explanation import Problem, Runbook, explain
from orchestration.project import DataFolder
from orchestration.warehouse_lock import Warehouse, WarehouseBusyError, hold_warehouse

PUBLISHED, NOT_PUBLISHED, WRONG_USAGE = 0, 1, 2
# A run that was killed a moment ago takes its dbt process with it within a second.
PATIENCE_SECONDS = 5.0


class PrintedProgress:
    """Progress for somebody who watches the terminal."""

    def say(self, step: str, text: str) -> None:
        """Print one line at once."""
        print(f"{step:<12}{text}", flush=True)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "--drop", type=Path, required=True, metavar="DIR", help="folder of exports, one per system"
    )
    parser.add_argument(
        "--as-of",
        type=date.fromisoformat,
        metavar="DATE",
        help="day to speak for, YYYY-MM-DD (default: the newest batch date that landed)",
    )


def run(args: argparse.Namespace) -> int:
    """Take the drop to published marts; the exit code says whether they were published."""
    drop: Path = args.drop
    if not drop.is_dir():
        print(f"profit run: {drop} is not a folder", file=sys.stderr)
        return WRONG_USAGE
    data = DataFolder.from_environment()
    try:
        with hold_warehouse(data, f"profit run --drop {drop}", PATIENCE_SECONDS) as held:
            _log_quietly(data)
            failure = _run_line(held, drop.resolve(), str(args.as_of or ""))
            if failure is None:
                _tell_headlines(data)
    except WarehouseBusyError as error:
        failure = f"  {error} Run again when it has ended."
    if failure is None:
        return PUBLISHED
    standing = "yesterday's file stands" if data.published.exists() else "nothing was there before"
    print(f"\nNOT PUBLISHED ({standing})\n{failure}", file=sys.stderr)
    print(f"  logs          {data.logs}", file=sys.stderr)
    return NOT_PUBLISHED


def _log_quietly(data: DataFolder) -> None:
    """Send what libraries have to say to a file: the terminal is for the run's own lines."""
    data.logs.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        filename=data.logs / "profit.log",
        format="%(asctime)s %(name)s %(levelname)s %(message)s",
        level=logging.WARNING,
    )
    logging.getLogger("orchestration").setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


def _run_line(held: Warehouse, drop: Path, as_of: str) -> str | None:
    """Run the job; None when it published, else why it did not."""
    process = DbtProcess(held, DbtSettings(build=held.data.build, as_of=as_of))
    try:
        # The heavy import, while dbt parses on its own.
        from orchestration.in_process import run_nightly_refresh  # noqa: PLC0415

        if not manifest.is_current():
            process.wait_until_parsed()
        resources: Mapping[str, Any] = {
            "warehouse": held,
            "dbt": process,
            "progress": PrintedProgress(),
        }
        return run_nightly_refresh(manifest.current(), drop, as_of, resources)
    except (DbtError, manifest.ProjectError) as error:
        problem = Problem("dbt_can_build", "the dbt project", str(error))
        return explain([problem], Runbook.FAILED_BUILD)
    finally:
        process.stop()


def _tell_headlines(data: DataFolder) -> None:
    from orchestration.headline_text import headline_text  # noqa: PLC0415
    from orchestration.headlines import read_headlines  # noqa: PLC0415
    from orchestration.publication.layout import DATABASE  # noqa: PLC0415

    print(f"\n{headline_text(read_headlines(data.published, data.build))}")
    file = data.published / DATABASE
    print(f"\nLook at it: duckdb -readonly {file} (or the Parquet files beside it)")
