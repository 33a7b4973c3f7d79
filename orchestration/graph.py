"""Everything Dagster can see, assembled in one place and defined in none."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from orchestration.assets.as_of import as_of_asset
from orchestration.assets.landing import drop_asset, landing_assets
from orchestration.assets.published import published_assets
from orchestration.assets.warehouse import warehouse_assets
from orchestration.jobs import JOBS
from orchestration.resources import RESOURCES
from orchestration.run_log import run_log
from orchestration.schedules import SCHEDULES
from orchestration.sensors import SENSORS


def assemble(manifest: Mapping[str, Any]) -> dg.Definitions:
    """Assemble the asset graph of a dbt project and what runs it."""
    return dg.Definitions(
        assets=[
            drop_asset,
            landing_assets,
            warehouse_assets(manifest),
            *published_assets(manifest),
            as_of_asset(manifest),
        ],
        jobs=JOBS,
        schedules=SCHEDULES,
        sensors=SENSORS,
        resources=RESOURCES,
        # The steps follow each other anyway, and in one process the heavy imports are paid once.
        executor=dg.in_process_executor,
        loggers={"console": dg.colored_console_logger, "run_log": run_log},
    )
