"""Holds one converted file to the promises of its table, before it lands."""

from collections.abc import Sequence
from pathlib import Path

from orchestration.contract import Table
from orchestration.promises.duckdb_source import parquet_batch
from orchestration.promises.expectations import suite_for
from orchestration.promises.findings import Findings
from orchestration.promises.verdict import BrokenPromise, Verdict
from orchestration.promises.volume import EarlierBatch, fewest_rows


class UnjudgeableError(Exception):
    """Great Expectations could not evaluate a promise; that is a defect, not a broken file."""


def judge(
    rows: Path, table: Table, is_full: bool = False, earlier: Sequence[EarlierBatch] = ()
) -> Verdict:
    """Judge a Parquet file in the shape of the landing.

    `earlier` are the batches of earlier dates that the same system delivered for the table.
    Raises UnjudgeableError when a promise could not be evaluated.
    """
    floor = fewest_rows(table, is_full, earlier)
    suite = suite_for(table, floor.rows)
    results = parquet_batch(rows).validate(suite, result_format="COMPLETE").results
    findings = Findings(rows, table, floor)
    broken: list[BrokenPromise] = []
    for result in results:
        if result.exception_info.get("raised_exception", True):
            raise UnjudgeableError(f"{rows.name}: {str(result.exception_info)[-2000:]}")
        if not result.success:
            configuration = result.expectation_config
            promise = configuration.meta["name"] if configuration and configuration.meta else ""
            broken += findings.explain(promise, result.result)
    return Verdict(tuple(broken))
