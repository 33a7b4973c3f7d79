"""From the marts to what readers see: a release beside the current one, then the swap.

Two assets, so that the check on the release stands between them: when it fails, the swap does
not happen and yesterday's file stands.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg

from orchestration.explanation import NotPublishedError
from orchestration.failing import told_to_dagster
from orchestration.pools import WAREHOUSE_POOL
from orchestration.progress import Progress
from orchestration.publication.contents import public_marts
from orchestration.publication.shelf import Shelf
from orchestration.publish import Build, write_audited_draft
from orchestration.resources import Drop
from orchestration.warehouse_lock import Warehouse

RELEASE_KEY = dg.AssetKey(["published", "release"])
MARTS_KEY = dg.AssetKey(["published", "marts"])
PROMISES_KEPT = "release_keeps_its_promises"


def release_check(key: dg.AssetKey) -> dg.AssetCheckSpec:
    """Specify the published-table expectations on one release."""
    return dg.AssetCheckSpec(
        name=PROMISES_KEPT,
        asset=key,
        description=(
            "Each mart has the contract's columns, one row per grain, and the rows and totals of"
            " the build, in the database and in Parquet; none is empty whose extracts landed."
        ),
        blocking=True,
    )


def verdict(key: dg.AssetKey, error: NotPublishedError | None = None) -> dg.AssetCheckResult:
    """Pass the verdict on a release; `error` is what it breaks."""
    broken = [f"{problem.table}: {problem.check}" for problem in error.problems] if error else []
    return dg.AssetCheckResult(
        asset_key=key, check_name=PROMISES_KEPT, passed=error is None, metadata={"broken": broken}
    )


def published_assets(manifest: Mapping[str, Any]) -> list[dg.AssetsDefinition]:
    """Make the release of all public marts, and the link that makes it the current one."""

    @dg.asset(
        key=RELEASE_KEY,
        deps=[dg.AssetKey(["marts", mart.name]) for mart in public_marts(manifest)],
        check_specs=[release_check(RELEASE_KEY)],
        group_name="published",
        kinds={"duckdb", "parquet"},
        pool=WAREHOUSE_POOL,
    )
    def release(
        context: dg.AssetExecutionContext, drop: Drop, warehouse: dg.ResourceParam[Warehouse]
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        """Write the public marts to a new folder that nobody reads yet, and audit it."""
        data = warehouse.data
        build = Build(data.build, data.landing, manifest, drop.as_of_date)
        with told_to_dagster(context.retry_number):
            try:
                write_audited_draft(Shelf(data.root), context.run.run_id, build)
            except NotPublishedError as error:
                yield verdict(RELEASE_KEY, error)
                raise
        yield dg.MaterializeResult(asset_key=RELEASE_KEY, check_results=[verdict(RELEASE_KEY)])

    @dg.asset(key=MARTS_KEY, deps=[RELEASE_KEY], group_name="published", pool=WAREHOUSE_POOL)
    def marts(
        context: dg.AssetExecutionContext,
        warehouse: dg.ResourceParam[Warehouse],
        progress: dg.ResourceParam[Progress],
    ) -> dg.MaterializeResult[None]:
        """Replace the link `published`: database and Parquet files switch in one step."""
        shelf = Shelf(warehouse.data.root)
        with told_to_dagster(context.retry_number):
            shelf.put_forward(context.run.run_id)
        progress.say("published", str(shelf.published))
        return dg.MaterializeResult(metadata={"release": str(shelf.release(context.run.run_id))})

    return [release, marts]
