"""From the drop to the landing: one asset per contract table, all of them made by intake.

What a file is and whether it may land is decided in `orchestration.intake` and
`orchestration.promises`; this module only lets Dagster run them and see the verdicts.
"""

import logging
from collections.abc import Iterator

import dagster as dg

from orchestration.checks.landing import (
    check_result,
    check_spec,
    landing_key,
    stop_on_broken_files,
)
from orchestration.contract import Table, landing_contract
from orchestration.explanation import NotPublishedError, Problem, Runbook
from orchestration.failing import told_to_dagster
from orchestration.intake.errors import IntakeError
from orchestration.intake.intake_report import IntakeReport
from orchestration.intake.land import land_drop
from orchestration.pools import WAREHOUSE_POOL
from orchestration.progress import Progress
from orchestration.resources import Drop
from orchestration.warehouse_lock import Warehouse

drop_asset = dg.AssetSpec(
    "drop",
    group_name="drop",
    description="A folder of exports, <drop>/<system>/<file>, as people really have them.",
)


def _spec(table: Table) -> dg.AssetSpec:
    return dg.AssetSpec(
        landing_key(table.name),
        deps=[drop_asset],
        group_name="landing",
        description=table.description,
        kinds={"parquet"},
    )


def _outcome(table: Table, report: IntakeReport) -> dg.MaterializeResult[None]:
    landed = [batch for batch in report.landed if batch.table == table.name]
    broken = [file for file in report.set_aside if file.table == table.name]
    return dg.MaterializeResult(
        asset_key=landing_key(table.name),
        metadata={
            "files": [batch.file for batch in landed],
            "dagster/row_count": sum(batch.rows for batch in landed),
        },
        check_results=[check_result(table, broken)],
    )


def _summary(report: IntakeReport) -> str:
    rows = sum(batch.rows for batch in report.landed)
    parts = [f"{len(report.landed)} new files with {rows:,} rows landed"]
    parts += [f"{len(report.already_landed)} had landed before"] if report.already_landed else []
    parts += [f"{len(report.unrecognised)} not recognised"] if report.unrecognised else []
    return ", ".join(parts)


def _promises(report: IntakeReport) -> str:
    if not report.set_aside:
        kept = len(report.landed)
        return f"kept by all {kept} new files" if kept else "no new file to judge"
    files = ", ".join(f"{file.file} ({'; '.join(file.reasons)})" for file in report.set_aside)
    return f"{len(report.set_aside)} files broke theirs and were set aside: {files}"


@dg.multi_asset(
    name="intake",
    specs=[_spec(table) for table in landing_contract().values()],
    check_specs=[check_spec(table) for table in landing_contract().values()],
    pool=WAREHOUSE_POOL,
)
def landing_assets(
    context: dg.AssetExecutionContext,
    drop: Drop,
    warehouse: dg.ResourceParam[Warehouse],
    progress: dg.ResourceParam[Progress],
) -> Iterator[dg.MaterializeResult[None]]:
    """Land every file of the drop that keeps its promise; each file lands once."""
    log = logging.getLogger("orchestration.intake")
    with told_to_dagster(context.retry_number):
        try:
            report = land_drop(drop.folder, warehouse.data, drop.as_of_date, report=log.info)
        except IntakeError as error:
            problem = Problem("drop_can_be_read", str(drop.folder), str(error))
            raise NotPublishedError([problem], Runbook.BROKEN_EXTRACT) from error
        progress.say("intake", _summary(report))
        progress.say("promises", _promises(report))
        for table in landing_contract().values():
            yield _outcome(table, report)
        stop_on_broken_files(report.must_stop)
