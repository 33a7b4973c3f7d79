"""Extract checks: what landed is what the source system promised to send.

Intake holds each file to its promise before it lands, so a broken file is reported as a bad
file and not as a failed cast three models later. These checks only pass on its verdict. They
block where the contract says that a run cannot go on without the table; elsewhere they warn,
because a warehouse without last night's feedback forms is worth more than none.
"""

from collections.abc import Sequence

import dagster as dg

from orchestration.contract import Table
from orchestration.explanation import NotPublishedError, Problem, Runbook
from orchestration.intake.intake_report import SetAside

PROMISE_KEPT = "extract_keeps_its_promise"


def landing_key(table: str) -> dg.AssetKey:
    """Key shared by the dbt source and the asset that lands it."""
    return dg.AssetKey(["landing", table])


def check_spec(table: Table) -> dg.AssetCheckSpec:
    """Specify the promise of one contract table."""
    return dg.AssetCheckSpec(
        name=PROMISE_KEPT,
        asset=landing_key(table.name),
        description=f"Every new file of {table.name} has the agreed columns, keys, formats, size.",
        blocking=table.stops_the_run,
    )


def check_result(table: Table, broken: Sequence[SetAside]) -> dg.AssetCheckResult:
    """Pass the verdict on this run's files of one table; those landed before kept theirs."""
    stops = dg.AssetCheckSeverity.ERROR if table.stops_the_run else dg.AssetCheckSeverity.WARN
    return dg.AssetCheckResult(
        asset_key=landing_key(table.name),
        check_name=PROMISE_KEPT,
        passed=not broken,
        severity=stops,
        metadata={
            "set_aside": [file.file for file in broken],
            "reasons": [reason for file in broken for reason in file.reasons],
            "reports": [str(file.report) for file in broken],
        },
    )


def _rows(file: SetAside) -> list[str]:
    return [
        f"row {example.row}: {promise.column or 'record'} = {example.value}"
        for promise in file.broken
        for example in promise.examples
    ][:5]


def stop_on_broken_files(must_stop: Sequence[SetAside]) -> None:
    """Raise NotPublishedError when a file broke its promise that the run cannot go without."""
    if must_stop:
        problems = [
            Problem(
                PROMISE_KEPT,
                f"landing.{file.table}, file {file.file}",
                f"{'; '.join(file.reasons)} (report: {file.report})",
                _rows(file),
            )
            for file in must_stop
        ]
        raise NotPublishedError(problems, Runbook.BROKEN_EXTRACT)
