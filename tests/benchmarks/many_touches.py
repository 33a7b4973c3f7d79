"""Twenty million marketing touches, from the landing to the credits of every model.

Prints what each step took, the peak memory of the build, and ratios to one read of the touches' file.
Writes the landing itself, straight into Parquet: parties with eight touches each, one in ten of them a
customer with a first order. Needs Linux; works in a temporary folder and clears it.
"""

import argparse
import json
import os
import re
import resource
import sys
import tempfile
from pathlib import Path

import duckdb

from orchestration.contract import LINEAGE_COLUMNS, landing_contract
from orchestration.intake.landing import ensure_empty_tables
from orchestration.project import ROOT, DataFolder
from tests.benchmarks.measuring import Cost, Watched, measured

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


def _write_landing(data: DataFolder, touches: int) -> Path:
    """Every table of the company as intake would leave it; the touches' file."""
    parties = touches // TOUCHES_A_PARTY
    values = {"touches": touches, "parties": parties, "customers": parties // PARTIES_A_CUSTOMER}
    file = data.landing
    with duckdb.connect(config={"threads": 2}) as connection:
        for table, query in TABLES.items():
            text = re.sub(r"\$(\w+)", lambda found: str(values[found[1]]), query)
            connection.execute(f"create or replace view facts as {text}")
            given = {row[0] for row in connection.execute("describe facts").fetchall()}
            contract = [
                name if name in given else f"null::varchar as {name}"
                for name in landing_contract()[table].column_names
            ]
            lineage = {"_system": "'crm'", "_file": "'crm/file.csv'", "_batch_id": f"'{table}'",
                       "_row": "row_number() over ()", "_is_full": "false",
                       "_loaded_at": f"timestamp '{BATCH}'"}  # fmt: skip
            columns = contract + [
                f"{lineage.get(name, 'null')}::{kind} as {name}"
                for name, kind in LINEAGE_COLUMNS.items()
            ]
            file = data.landing / table / f"batch_date={BATCH}" / "file.parquet"
            file.parent.mkdir(parents=True, exist_ok=True)
            connection.execute(f"copy (select {', '.join(columns)} from facts) to '{file}'")
    return file


def _read_once(file: Path) -> Cost:
    with duckdb.connect(config={"threads": 2}) as connection, measured() as cost:
        connection.execute(
            "select count(*), bit_xor(hash(*columns(*))) from read_parquet($file)",
            {"file": str(file)},
        ).fetchall()
    return cost


def _dbt(data: DataFolder, *arguments: str) -> Watched:
    """Run dbt on the folder, with two threads and no more memory than a small machine has."""
    profile = (ROOT / "profiles.yml").read_text(encoding="utf-8")
    bounded = profile.replace("settings:", f"settings:\n        memory_limit: {MEMORY}")
    (data.root / "profiles.yml").write_text(bounded, encoding="utf-8")
    target = data.root / "target"
    folders = ["--target-path", target, "--log-path", target, "--profiles-dir", data.root]
    return Watched(
        [sys.executable, "-m", "dbt.cli.main", *arguments, *folders],
        {**os.environ, "PROFIT_DATA": str(data.root)},
        ROOT,
    )


def main() -> None:
    """Write the landing, build the marketing marts once, and print where the time went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--touches", type=int, default=20_000_000)
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary one")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        data = DataFolder(Path(folder))
        data.root.mkdir(parents=True, exist_ok=True)
        ensure_empty_tables(data)
        file = _write_landing(data, given.touches)
        scan = _read_once(file)
        _say(f"{given.touches:,} touches, {file.stat().st_size / 2**20:,.0f} MiB;"
             f" one read of them: {scan.wall:.1f} s, {scan.cpu:.1f} s of CPU")  # fmt: skip
        _dbt(data, "seed", "--quiet")
        run = _dbt(data, "run", "--quiet", "--select", *SELECTED)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        results = json.loads((data.root / "target" / "run_results.json").read_text("utf-8"))
        nodes = sorted(
            (
                (node["unique_id"].split(".")[-1], node["execution_time"])
                for node in results["results"]
            ),
            key=lambda node: -node[1],
        )
        ours = sum(seconds for name, seconds in nodes if name.startswith(MARKETING))
        _say(f"build: {run.cost.wall:.0f} s, {run.cost.cpu:.0f} s of CPU, peak {peak:.1f} GiB;"
             f" {run.cost.cpu / scan.cpu:.0f} times one read")  # fmt: skip
        _say(f"marketing models alone: {ours:.0f} s, {ours / scan.wall:.0f} times one read")
        for name, seconds in nodes[:SLOWEST]:
            _say(f"  {seconds:7.1f} s  {name}")
        with duckdb.connect(str(data.root / "build.duckdb"), read_only=True) as connection:
            for table in ("intermediate.int_conversion_paths_ordered", "marts.fct_attribution"):
                [(rows,)] = connection.execute(f"select count(*) from {table}").fetchall()
                _say(f"{rows:,} rows in {table}")


if __name__ == "__main__":
    main()
