"""What a run holds while it works: the drop, the warehouse it alone may write to, and dbt.

All of them belong to the run, not to a step: they are taken once when it starts and given back
when it ends, so no other run can slip in between two steps.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.dbt_process import DbtProcess, DbtSettings
from orchestration.progress import LoggedProgress
from orchestration.project import DEMO_DROP, DataFolder
from orchestration.warehouse_lock import Warehouse, hold_warehouse

DROP_SETTING = "PROFIT_DROP"


def watched_drop() -> Path:
    """Find the drop that scheduled runs take: `$PROFIT_DROP`, else the demo company's."""
    return Path(os.environ.get(DROP_SETTING) or DEMO_DROP).resolve()


class Drop(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Which exports a run takes, and for which day."""

    path: str = ""
    """Folder of exports; empty = the watched one."""
    as_of: str = ""
    """YYYY-MM-DD; empty = the newest batch date that landed."""

    @property
    def folder(self) -> Path:
        """The drop as an absolute path."""
        return Path(self.path).resolve() if self.path else watched_drop()

    @property
    def as_of_date(self) -> date | None:
        """The day asked for, or None. Raises ValueError when it is not a date."""
        return date.fromisoformat(self.as_of) if self.as_of else None


@dg.resource(
    description="The data folder, held by this run alone.",
    config_schema={
        # A run by hand may be under way; a nightly run waits for it rather than lose the night.
        "patience_minutes": dg.Field(int, default_value=60),
    },
)
def warehouse(context: dg.InitResourceContext) -> Iterator[Warehouse]:
    """Hold the warehouse for as long as the run lasts."""
    config: Mapping[str, Any] = context.resource_config
    holder = f"Dagster run {context.run_id}"
    patience = 60.0 * config["patience_minutes"]
    with hold_warehouse(DataFolder.from_environment(), holder, patience) as held:
        yield held


@dg.resource(
    description="dbt, which parses the project while files are still landing.",
    required_resource_keys={"warehouse", "drop"},
)
def dbt(context: dg.InitResourceContext) -> Iterator[DbtProcess]:
    """Start dbt with the run and stop it with the run."""
    held: Warehouse = context.resources.warehouse
    drop: Drop = context.resources.drop
    process = DbtProcess(held, DbtSettings(build=held.data.build, as_of=drop.as_of))
    try:
        yield process
    finally:
        process.stop()


RESOURCES: Mapping[str, object] = {
    "drop": Drop(),
    "warehouse": warehouse,
    "dbt": dbt,
    "progress": LoggedProgress(),
}
