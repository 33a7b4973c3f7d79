"""When the named runs happen. Times are UTC; each entry says why it is at that time."""

import dagster as dg

from orchestration.jobs import nightly_refresh

nightly_refresh_at_0300 = dg.ScheduleDefinition(
    name="nightly_refresh_at_0300",
    description="Every night, whatever has been dropped by then.",
    job=nightly_refresh,
    # Source systems close their business day at midnight and finish exporting by 01:30; an hour
    # and a half absorbs a late or repeated export. A drop that is complete earlier has been
    # taken by the sensor already, and this run then finds nothing new to land.
    cron_schedule="0 3 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)

SCHEDULES = [nightly_refresh_at_0300]
