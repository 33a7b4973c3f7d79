"""dbt's tests as asset checks: each on the table it is about, with what it found.

A test of severity error blocks: dbt skips what is downstream of it, the run fails and nothing
is published. Only a test that dbt itself calls a warning lets a run go on.
"""

import dagster as dg

from orchestration.run_results import NodeResult


def check_result(result: NodeResult, key: dg.AssetCheckKey) -> dg.AssetCheckResult:
    """Pass on the verdict of one dbt test."""
    has_warned = result.status == "warn"
    return dg.AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=result.status == "pass",
        severity=dg.AssetCheckSeverity.WARN if has_warned else dg.AssetCheckSeverity.ERROR,
        metadata={"rows_that_break_it": result.failures, "message": result.message},
    )
