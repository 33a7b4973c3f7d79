"""What the line is measured against: one read of its input, one script by hand, one scan."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.contract import landing_contract
from orchestration.project import ROOT, DataFolder
from tests.benchmarks.measuring import Cost, measured

BY_HAND = Path(__file__).with_name("by_hand.sql")
STATUSES = ROOT / "seeds" / "reference" / "order_status_map.csv"

COMPARE = """
select
    count(*),
    count(*) filter (marts.gross_profit_amount is distinct from by_hand.gross_profit_amount),
    sum(marts.gross_profit_amount),
    sum(coalesce(marts.gross_profit_amount, 0) - coalesce(by_hand.gross_profit_amount, 0))
from (
    -- a month in which a customer only cost something is no part of gross profit
    select * from read_parquet($mart) where order_count + return_count > 0
) as marts
full join gross_profit_by_hand as by_hand using (customer_id, month_start)
"""


@dataclass(frozen=True)
class Comparison:
    """The mart beside what the script found."""

    customer_months: int
    different: int
    gross_profit: str
    difference: str


def read_once(data: DataFolder) -> tuple[Cost, int]:
    """Read every column of every landed row once; the cost and the number of rows."""
    rows = 0
    with duckdb.connect() as connection, measured() as cost:
        for table in landing_contract():
            files = str(data.landing / table / "**" / "*.parquet")
            # A hash of each value is the cheapest way to be sure that it was really read.
            found = connection.execute(
                "select count(*), bit_xor(hash(*columns(*))) from read_parquet($files)",
                {"files": files},
            ).fetchall()
            rows += found[0][0]
    return cost, rows


def by_hand(data: DataFolder) -> tuple[Cost, Comparison]:
    """Run the script by hand and hold its result against the published mart, row for row."""
    parquet = data.published / "parquet"
    with duckdb.connect() as connection:
        settings = {
            "landing": data.landing,
            "customer_ids": parquet / "dim_customer_ids.parquet",
            "statuses": STATUSES,
        }
        for name, path in settings.items():
            connection.execute(f"set variable {name} = '{path}'")
        with measured() as cost:
            connection.execute(BY_HAND.read_text(encoding="utf-8"))
        mart = {"mart": str(parquet / "fct_customer_profit_monthly.parquet")}
        months, different, total, off = connection.execute(COMPARE, mart).fetchall()[0]
    return cost, Comparison(months, different, f"{total:,.4f}", f"{off:,.4f}")


def scan_ledger(data: DataFolder) -> tuple[Cost, int]:
    """Sum the published ledger by customer, month and step once; the cost and the rows read."""
    file = str(data.published / "parquet" / "fct_profit_ledger.parquet")
    with duckdb.connect() as connection:
        with measured() as cost:
            connection.execute(
                "select customer_id, posted_month, waterfall_step, sum(amount)"
                " from read_parquet($file) group by all",
                {"file": file},
            ).fetchall()
        [(rows,)] = connection.execute(
            "select count(*) from read_parquet($file)", {"file": file}
        ).fetchall()
    return cost, rows
