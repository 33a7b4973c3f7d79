"""The warehouse tables, exactly as dbt defines them.

dbt stays the one place that says what a table is, what it depends on and which tests guard it;
this module only lets Dagster run them. Business rules do not belong here.

dbt runs once, as one process, and Dagster hears afterwards what became of each node: following
dbt's events while it runs costs more than half of the build's own time again.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import dbt_assets

from orchestration.assets.translation import LayerTranslator
from orchestration.build_file import discard_unreadable
from orchestration.build_problems import stop_on_bad_results
from orchestration.checks.warehouse import check_result
from orchestration.dbt_process import DbtProcess
from orchestration.failing import told_to_dagster
from orchestration.pools import WAREHOUSE_POOL
from orchestration.progress import Progress
from orchestration.publication.provenance import newest_batch_date
from orchestration.publish import warm_up
from orchestration.resources import Drop
from orchestration.run_results import NodeResult
from orchestration.warehouse_lock import Warehouse


def _selection(context: dg.AssetExecutionContext, manifest: Mapping[str, Any]) -> Sequence[str]:
    """Names for dbt's --select where somebody chose a part of the graph; none for all of it."""
    if not context.is_subset:
        return ()
    keys = LayerTranslator()
    return [
        ".".join(node["fqn"])
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed")
        and keys.get_asset_key(node) in context.selected_asset_keys
    ]


def _events(
    results: Sequence[NodeResult], context: dg.AssetExecutionContext
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Tell Dagster of each table that was built and each test that was asked."""
    keys = {spec.metadata["dagster_dbt/unique_id"]: spec.key for spec in context.assets_def.specs}
    checks = {
        (spec.metadata or {})["dbt_unique_id"]: spec.key
        for spec in context.assets_def.check_specs
        if spec.key in context.selected_asset_check_keys
    }
    for result in results:
        if result.unique_id in keys and result.is_good:
            yield dg.MaterializeResult(
                asset_key=keys[result.unique_id],
                metadata={"seconds": result.seconds, "dbt_message": result.message},
            )
        elif result.unique_id in checks and result.status != "skipped":
            yield check_result(result, checks[result.unique_id])


def _goes_back(drop: Drop, landing: Path) -> bool:
    """Whether the build file may hold batches that the day asked for must not see."""
    newest = newest_batch_date(landing)
    return drop.as_of_date is not None and newest is not None and drop.as_of_date < newest


def warehouse_assets(manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """Staging to marts as assets, with dbt's tests as their checks."""

    @dbt_assets(
        manifest=manifest,
        name="warehouse_models",
        dagster_dbt_translator=LayerTranslator(),
        pool=WAREHOUSE_POOL,
    )
    def warehouse_models(
        context: dg.AssetExecutionContext,
        dbt: dg.ResourceParam[DbtProcess],
        drop: Drop,
        warehouse: dg.ResourceParam[Warehouse],
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        """Build staging to marts in dependency order; every dbt test reports as a check."""
        warm_up()
        with told_to_dagster(context.retry_number):
            if discard_unreadable(warehouse.data.build):
                progress.say("build", "the build file could not be opened; building afresh")
            results = dbt.build(
                _selection(context, manifest),
                full_refresh=_goes_back(drop, warehouse.data.landing),
            )
            yield from _events(results, context)
            stop_on_bad_results(results, manifest, warehouse.data.build)
        tests = sum(result.is_test for result in results)
        progress.say("build", f"{len(results) - tests} tables and views, {tests} tests passed")

    return warehouse_models
