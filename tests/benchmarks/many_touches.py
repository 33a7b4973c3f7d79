"""Twenty million marketing touches, from the landing to the credits of every model.

Prints what each step took, the peak memory of the build, and ratios to one read of the touches' file.
Writes the landing itself, straight into Parquet: parties with eight touches each, one in ten of them a
customer with a first order. Needs Linux; works in a temporary folder and clears it.
"""

import argparse
import tempfile
from pathlib import Path

import duckdb

from orchestration.project import DataFolder
from tests.benchmarks.made_landing import build, peak_gigabytes, read_once, write_tables

TOUCHES_A_PARTY = 8
PARTIES_A_CUSTOMER = 10
BATCH = "2025-12-31"
MEMORY = "12GB"
"""What DuckDB may hold; Python and dbt come on top."""
CHANNELS = (
    "['direct', 'email', 'paid_search', 'paid_social', 'organic_search', 'display', 'partner']"
)
SELECTED = ("+fct_attribution", "+rpt_campaign_roi", "+rpt_cac", "+rpt_cohort_payback",
            "+rpt_channel_removal_effects")  # fmt: skip
SLOWEST = 14
MARKETING = ("int_touches", "int_touch_", "int_conversion", "int_attribution", "int_channel_",
             "int_removal", "int_campaign_results", "int_acqui", "int_cohort", "fct_attribution",
             "rpt_c", "int_campaigns_described", "int_campaign_spend", "int_lead_cycles")  # fmt: skip
"""Models of this domain, by how their names begin."""

TABLES = {
    "accounts": "select 'a' || i as account_id from range($customers) t(i)",
    "contacts": "select 'c' || i as contact_id, 'a' || i as account_id from range($customers) t(i)",
    "campaigns": f"select 'k' || i as campaign_id, {CHANNELS}[1 + i % 7] as channel,"
    " '2024-01-01' as start_date, '5000' as budget_amount from range(50) t(i)",
    "campaign_spend": "select 'k' || i % 50 as campaign_id,"
    " cast(date '2024-01-01' + cast(i // 50 as integer) as varchar) as spend_date,"
    " 'media' as cost_type, '17.31' as amount from range(35000) t(i)",
    "orders": "select 'o' || i as order_id, 'a' || i as account_id,"
    " cast(timestamp '2024-06-01 12:00:00' + to_minutes((hash(i) % 780000)::bigint) as varchar) as ordered_at"
    " from range($customers) t(i)",
    "order_lines": "select 'o' || i as order_line_id, 'o' || i as order_id, '1' as quantity,"
    " cast(1 + hash(i, 1) % 99999 as varchar) || '.37' as unit_price, '1.23' as unit_cost"
    " from range($customers) t(i)",
    "campaign_touches": "select 't' || i as touch_id,"
    " case when hash(i, 2) % 3 > 0 then 'k' || hash(i, 3) % 50 end as campaign_id,"
    f" {CHANNELS}[(1 + hash(i, 4) % 7)::bigint] as channel,"
    f" case when i % $parties % {PARTIES_A_CUSTOMER} = 0"
    f" then 'c' || i % $parties // {PARTIES_A_CUSTOMER} end as contact_id,"
    f" case when i % $parties % {PARTIES_A_CUSTOMER} > 0 then 'l' || i % $parties end as lead_id,"
    # a customer is touched in the eighty days before the order, anybody else over a year and a half
    f" cast(case when i % $parties % {PARTIES_A_CUSTOMER} = 0"
    f" then timestamp '2024-06-01 12:00:00' + to_minutes((hash(i % $parties // {PARTIES_A_CUSTOMER}) % 780000)::bigint)"
    " - to_minutes((hash(i, 5) % 115200)::bigint)"
    " else timestamp '2024-03-01 00:00:00' + to_minutes((hash(i, 5) % 900000)::bigint) end as varchar) as touched_at"
    " from range($touches) t(i)",
}


def _say(text: str) -> None:
    print(text, flush=True)


def main() -> None:
    """Write the landing, build the marketing marts once, and print where the time went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--touches", type=int, default=20_000_000)
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary one")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        data = DataFolder(Path(folder))
        parties = given.touches // TOUCHES_A_PARTY
        values = {
            "touches": given.touches,
            "parties": parties,
            "customers": parties // PARTIES_A_CUSTOMER,
        }
        file = write_tables(data, TABLES, BATCH, values)[-1]
        scan = read_once([file])
        _say(f"{given.touches:,} touches, {file.stat().st_size / 2**20:,.0f} MiB;"
             f" one read of them: {scan.wall:.1f} s, {scan.cpu:.1f} s of CPU")  # fmt: skip
        run = build(data, "--select", *SELECTED, memory=MEMORY)
        _say(f"build: {run.cost.wall:.0f} s, {run.cost.cpu:.0f} s of CPU, peak {peak_gigabytes():.1f} GB;"
             f" {run.cost.cpu / scan.cpu:.0f} times one read")  # fmt: skip
        ours = run.of(*MARKETING)
        _say(f"marketing models alone: {ours:.0f} s, {ours / scan.wall:.0f} times one read")
        for name, seconds in run.nodes[:SLOWEST]:
            _say(f"  {seconds:7.1f} s  {name}")
        with duckdb.connect(str(data.root / "build.duckdb"), read_only=True) as connection:
            for table in ("intermediate.int_conversion_paths_ordered", "marts.fct_attribution"):
                [(rows,)] = connection.execute(f"select count(*) from {table}").fetchall()
                _say(f"{rows:,} rows in {table}")


if __name__ == "__main__":
    main()
