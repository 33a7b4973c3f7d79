"""What the whole line is measured against: reading its input once, and one script by hand."""

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
    count(*) filter (
        marts.gross_profit_amount is distinct from by_hand.gross_profit_amount
        or marts.known_gross_profit_amount is distinct from by_hand.known_gross_profit_amount
    ),
    sum(marts.known_gross_profit_amount),
    sum(coalesce(marts.known_gross_profit_amount, 0) - coalesce(by_hand.known_gross_profit_amount, 0))
from read_parquet($mart) as marts
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
