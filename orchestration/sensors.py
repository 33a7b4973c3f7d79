"""What starts a run, or is told about one, when something happens."""

import hashlib
from pathlib import Path

import dagster as dg

from orchestration.jobs import nightly_refresh
from orchestration.notifiers import FailedRun, notifier_from_environment
from orchestration.resources import watched_drop

COMPLETE = "_SUCCESS"
"""The empty or not so empty file by which whoever fills a drop says that it is complete."""

WILL_RETRY = "dagster/will_retry"


def completion_of(drop: Path) -> str | None:
    """Make a key that changes each time the drop is declared complete; None while it is not."""
    marker = drop / COMPLETE
    try:
        written = marker.read_bytes() + str(marker.stat().st_mtime_ns).encode()
    except FileNotFoundError:
        return None
    return hashlib.sha256(str(drop).encode() + b"\n" + written).hexdigest()[:16]


@dg.sensor(
    name="complete_drop_starts_nightly_refresh",
    description=f"Starts a run as soon as {COMPLETE} appears, or is renewed, in the watched drop.",
    job=nightly_refresh,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def complete_drop_starts_nightly_refresh() -> dg.RunRequest | dg.SkipReason:
    """Ask for one run per completed drop; Dagster starts each run key only once."""
    drop = watched_drop()
    completion = completion_of(drop)
    if completion is None:
        return dg.SkipReason(f"{drop} has no {COMPLETE} yet")
    return dg.RunRequest(
        run_key=completion,
        run_config={"resources": {"drop": {"config": {"path": str(drop)}}}},
    )


def failed_run(context: dg.RunFailureSensorContext) -> FailedRun:
    """Tell what failed in the step's own words, else in Dagster's."""
    texts = [
        failure.user_failure_data.description
        for event in context.get_step_failure_events()
        if (failure := event.step_failure_data).user_failure_data
        and failure.user_failure_data.description
    ]
    run = context.dagster_run
    return FailedRun(
        job=run.job_name,
        run_id=run.run_id,
        text="\n\n".join(texts) or context.failure_event.message or "The run failed.",
    )


@dg.run_failure_sensor(
    name="failed_run_calls_notifier",
    description="Tells the notifier about a run that published nothing and will not be retried.",
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def failed_run_calls_notifier(context: dg.RunFailureSensorContext) -> None:
    """Call the notifier once per failed run, at its last attempt."""
    if context.dagster_run.tags.get(WILL_RETRY) != "true":
        notifier_from_environment().notify(failed_run(context))


SENSORS = [complete_drop_starts_nightly_refresh, failed_run_calls_notifier]
