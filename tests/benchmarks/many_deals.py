"""The funnel on two million deals with twelve million stage changes, beside one scan of their files.

Writes the two landing tables as Parquet, builds what the funnel reads, then measures the funnel's own
models alone: wall and CPU seconds, peak memory, and how many times as long as reading every value of
those files once. Never a timed test. Needs Linux; works in a temporary folder and clears it.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from orchestration.project import DataFolder
from tests.benchmarks.made_landing import build, peak_gigabytes, read_once, write_tables

BATCH = "2025-12-31"
FUNNEL = ("path:models/intermediate/funnel", "path:models/marts/funnel")
CHANGES_A_DEAL = 6
SLOWEST = 12
STAGES = "['Qualification', 'Needs Analysis', 'Demo & Tasting', 'Proposal', 'Negotiation']"


def _dice(sides: int, *seeds: str) -> str:
    """A number from 0 that the same deal always throws."""
    return f"cast(hash({', '.join(('i', *seeds))}) % {sides} as bigint)"


# A deal has six changes; one in ten of them is a skip, a step back or a reopening, one in twenty of
# the deals is still open, and each begins on some hour of the five years before the batch.
DEALS = f"""
select
    i,
    'D' || i as opportunity_id,
    timestamp '2021-01-01' + to_hours({_dice(43000)}) as created,
    {_dice(20, "'end'")} as ending,
    {STAGES} as stages
from range($deals) as numbers (i)
"""
STEPS = f"""
select
    *,
    j,
    case
        when j = {CHANGES_A_DEAL - 1} and ending between 1 and 8 then 'Closed Won'
        when j = {CHANGES_A_DEAL - 1} and ending > 8 then 'Closed Lost'
        when {_dice(10, "j")} = 0 then stages[1 + {_dice(5, "j", "'odd'")}]
        else stages[least(j + 1, 5)]
    end as stage,
    created + to_hours(j * 120 + {_dice(100, "j")}) as changed
from ({DEALS}) cross join range({CHANGES_A_DEAL}) as changes (j)
"""
TABLES = {
    "opportunities": f"""
        select
            opportunity_id,
            'U' || {_dice(400, "'owner'")} as owner_user_id,
            ['web', 'fair', 'referral', 'cold call', 'partner'][1 + {_dice(5, "'source'")}] as lead_source,
            stage as stage_name,
            cast(100 + {_dice(100000, "'amount'")} as varchar) as amount,
            cast(created as varchar) as created_at,
            case when stage like 'Closed%' then cast(changed as varchar) end as closed_at,
            case
                when stage = 'Closed Lost' then ['price', 'timing', 'budget'][1 + {_dice(3, "'why'")}]
            end as loss_reason
        from ({STEPS}) where j = {CHANGES_A_DEAL - 1}
    """,
    "opportunity_stage_changes": f"""
        select
            opportunity_id || '-' || j as change_id,
            opportunity_id,
            cast(changed as varchar) as changed_at,
            lag(stage) over (partition by i order by j) as from_stage,
            stage as to_stage
        from ({STEPS})
    """,
}


def measure(deals: int, folder: Path) -> None:
    """Measure once, in `folder`, and print it."""
    data = DataFolder(folder)
    files = write_tables(data, TABLES, BATCH, {"deals": deals})
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"{deals:,} deals, {deals * CHANGES_A_DEAL:,} changes, {size:,.0f} MB", flush=True)
    scan = read_once(files)
    # What the funnel reads is built first, so that its own models are measured alone.
    before = [f"+{part}" for part in FUNNEL]
    upstream = build(data, "--select", *before, "--exclude", *FUNNEL)
    upstream_peak = peak_gigabytes()
    funnel = build(data, "--select", *FUNNEL)
    print(f"one scan of the files: {scan.wall:.1f} s wall, {scan.cpu:.1f} s CPU")
    for name, cost in {"before the funnel": upstream.cost, "the funnel": funnel.cost}.items():
        print(
            f"{name}: {cost.wall:.0f} s wall, {cost.cpu:.0f} s CPU,"
            f" {cost.wall / scan.wall:.0f} and {cost.cpu / scan.cpu:.0f} times the scan"
        )
    print(
        f"peak memory: {upstream_peak:.1f} GB before the funnel, {peak_gigabytes():.1f} GB with it"
    )
    for node, seconds in funnel.nodes[:SLOWEST]:
        print(f"{seconds:8.1f}  {node}")


def main() -> int:
    """Read the command line, measure, and clear up."""
    parser = argparse.ArgumentParser(prog="many_deals", description=__doc__)
    parser.add_argument("--deals", type=int, default=2_000_000)
    deals = parser.parse_args().deals
    with tempfile.TemporaryDirectory(prefix="many_deals_") as folder:
        measure(deals, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
