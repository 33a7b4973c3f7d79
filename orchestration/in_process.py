"""Executing a job in this process, with nothing remembered, and hearing why it failed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.graph import assemble
from orchestration.jobs import nightly_refresh
from orchestration.resources import Drop


def failure_text(result: dg.ExecuteInProcessResult) -> str:
    """Say why a run failed: the step's own words, else the first error Dagster recorded."""
    for event in result.all_events:
        if event.is_step_failure:
            failure = event.step_failure_data
            if failure.user_failure_data and failure.user_failure_data.description:
                return failure.user_failure_data.description
    errors = (getattr(event.event_specific_data, "error", None) for event in result.all_events)
    return next((f"  {error.to_string().strip()}" for error in errors if error), "")


def run_nightly_refresh(
    manifest: Mapping[str, Any], drop: Path, as_of: str, resources: Mapping[str, Any]
) -> str | None:
    """Run the job `nightly_refresh` on a drop; None when it succeeded, else why it did not.

    `resources` replace those that Dagster would take for itself.
    """
    job = assemble(manifest).resolve_job_def(nightly_refresh.name)
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"run_log": {}}},
            resources={"drop": Drop(path=str(drop), as_of=as_of), **resources},
        )
    return None if result.success else failure_text(result)
