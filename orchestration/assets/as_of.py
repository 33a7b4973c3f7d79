"""The warehouse as it was known on a past day, rebuilt beside the nightly one.

Same landing, same models, another as-of date: batches that landed later are not seen. It has a
build file and a published folder of its own, so the nightly file is never touched.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg

from orchestration.assets.published import release_check, verdict
from orchestration.build_problems import stop_on_bad_results
from orchestration.checks.landing import landing_key
from orchestration.contract import landing_contract
from orchestration.dbt_process import DbtProcess, DbtSettings
from orchestration.explanation import NotPublishedError
from orchestration.failing import told_to_dagster
from orchestration.pools import WAREHOUSE_POOL
from orchestration.publication.shelf import Shelf
from orchestration.publish import Build, warm_up, write_audited_draft
from orchestration.warehouse_lock import Warehouse

AS_OF_KEY = dg.AssetKey(["published", "as_of"])

# Early enough for any order history that is still worth asking about.
past_days = dg.DailyPartitionsDefinition(start_date="2015-01-01", timezone="UTC")


def _build(warehouse: Warehouse, build: Build) -> None:
    process = DbtProcess(warehouse, DbtSettings(build=build.file, as_of=str(build.as_of)))
    warm_up()
    try:
        results = process.build(full_refresh=True)
    finally:
        process.stop()
    stop_on_bad_results(results, build.manifest, build.file)


def as_of_asset(manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """Make the asset of the marts as of a past day, one partition per day."""

    @dg.asset(
        key=AS_OF_KEY,
        deps=[landing_key(table) for table in landing_contract()],
        check_specs=[release_check(AS_OF_KEY)],
        partitions_def=past_days,
        group_name="published",
        kinds={"duckdb", "parquet"},
        pool=WAREHOUSE_POOL,
    )
    def as_of(
        context: dg.AssetExecutionContext, warehouse: dg.ResourceParam[Warehouse]
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        """Build and publish `<data>/as_of/<day>/published` from what had landed by that day."""
        day = context.partition_key
        shelf = Shelf(warehouse.data.root / "as_of" / day)
        shelf.root.mkdir(parents=True, exist_ok=True)
        build = Build(
            file=shelf.root / "build.duckdb",
            landing=warehouse.data.landing,
            manifest=manifest,
            as_of=context.partition_time_window.start.date(),
        )
        with told_to_dagster(context.retry_number):
            _build(warehouse, build)
            try:
                write_audited_draft(shelf, context.run.run_id, build)
            except NotPublishedError as error:
                yield verdict(AS_OF_KEY, error)
                raise
            shelf.put_forward(context.run.run_id)
        yield dg.MaterializeResult(
            asset_key=AS_OF_KEY,
            metadata={"published": str(shelf.published)},
            check_results=[verdict(AS_OF_KEY)],
        )

    return as_of
