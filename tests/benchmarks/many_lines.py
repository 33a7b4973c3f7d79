"""Ten million order lines, a million customers and twenty cost pools, from the landing to the ledger.

Prints what allocating and posting took beside one scan-and-aggregate of the ledger's own rows, the
peak memory, and what one day more costs. Writes the landing itself, straight into Parquet. Needs
Linux; works in a temporary folder and clears it.
"""

import argparse
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import duckdb

from orchestration.project import DataFolder
from tests.benchmarks.made_landing import Built, build, peak_gigabytes, write_tables
from tests.benchmarks.measuring import Cost, measured

LINES_AN_ORDER, ORDERS_A_CUSTOMER = 5, 2
POOLS, MONTHS, PRODUCTS = 20, 12, 2000
LAST_DAY = date(2025, 12, 31)
MARTS = ("+fct_profit_ledger", "+fct_cost_allocations")
ALLOCATING = ("fct_profit_ledger", "fct_cost_allocations", "int_ledger", "int_gross_profit_posted",
              "int_pool", "int_cost_pool", "int_driver", "int_order_costs", "int_work_",
              "int_commission")  # fmt: skip
"""Models that allocate costs and hold the ledger, by how their names begin."""
SLOWEST = 14

ORDERS = """
    select
        'o' || i as order_id,
        'k' || i % $customers as customer_id,
        'web' as channel,
        'completed' as status,
        cast(timestamp '$first_day 09:00:00' + to_minutes((hash(i) % $minutes)::bigint) as varchar)
            as ordered_at,
        'EUR' as currency_code,
        '4.90' as shipping_charged_amount
    from range($first_order, $last_order) t(i)
"""
LINES = f"""
    select
        'l' || i || '-' || j as order_line_id,
        'o' || i as order_id,
        'p' || hash(i, j) % {PRODUCTS} as product_id,
        cast(1 + hash(i, j, 1) % 4 as varchar) as quantity,
        cast(5 + hash(i, j, 2) % 95 as varchar) || '.99' as unit_price,
        case when hash(i, j, 3) % 5 = 0 then '1.37' end as line_discount_amount
    from range($first_order, $last_order) t(i) cross join range({LINES_AN_ORDER}) u(j)
"""
SHIPMENTS = """
    select
        's' || i as shipment_id,
        'o' || i as order_id,
        cast(timestamp '$first_day 15:00:00' + to_minutes((hash(i) % $minutes)::bigint) as varchar)
            as shipped_at,
        cast(3 + hash(i, 4) % 5 as varchar) || '.45' as freight_cost_amount,
        'EUR' as currency_code
    from range($first_order, $last_order) t(i)
"""
DAY = {"orders": ORDERS, "order_lines": LINES, "shipments": SHIPMENTS}
COMPANY = {
    "customers": "select 'k' || i as customer_id, 'Customer ' || i as customer_name"
    " from range($customers) t(i)",
    "products": "select 'p' || i as product_id, 'Product ' || i as product_name,"
    f" 'c' || i % 20 as category, 'goods' as product_type from range({PRODUCTS}) t(i)",
    "product_costs": "select 'p' || i as product_id, '2024-01-01' as valid_from,"
    " cast(2 + i % 40 as varchar) || '.1234' as material_cost, 'EUR' as currency_code"
    f" from range({PRODUCTS}) t(i)",
    "cost_pools": "select 'pool' || i % $pools as pool_id,"
    " cast(date '2025-01-01' + to_months((i // $pools)::integer) as date)::varchar as month,"
    " 'Pool ' || i % $pools as pool_name, ['sales', 'service', 'overhead'][1 + i % 3] as waterfall_step,"
    " 'operating' as cost_category, cast(100000 + i * 7919 as varchar) || '.37' as amount,"
    " 'EUR' as currency_code,"
    " ['order_count', 'order_line_count', 'quantity', 'net_revenue', 'shipments'][1 + i % 5] as driver"
    f" from range($pools * {MONTHS}) t(i)",
    **DAY,
}


def _say(text: str) -> None:
    print(text, flush=True)


def _scan(data: DataFolder) -> tuple[Cost, int]:
    """Sum the ledger by customer, month and step once; the cost and the rows read."""
    with duckdb.connect(
        str(data.root / "build.duckdb"), read_only=True, config={"threads": 2}
    ) as ledger:
        with measured() as cost:
            ledger.execute(
                "select customer_id, posted_month, waterfall_step, sum(amount)"
                " from marts.fct_profit_ledger group by all"
            ).to_arrow_table()
        [(rows,)] = ledger.execute("select count(*) from marts.fct_profit_ledger").fetchall()
    return cost, rows


def _tell(name: str, built: Built, scan: Cost) -> None:
    ours = built.of(*ALLOCATING)
    _say(
        f"{name}: {built.cost.wall:.0f} s wall, {built.cost.cpu:.0f} s CPU; allocating and posting"
        f" {ours:.0f} s, {ours / scan.wall:.0f} times the scan; peak {peak_gigabytes():.1f} GB"
    )


def measure(customers: int, memory: str, folder: Path) -> None:
    """Measure once, in `folder`, and print it."""
    data, orders = DataFolder(folder), customers * ORDERS_A_CUSTOMER
    values: dict[str, int | str] = {
        "customers": customers, "pools": POOLS, "first_order": 0, "last_order": orders,
        "first_day": "2025-01-01", "minutes": 364 * 24 * 60 - 900,
    }  # fmt: skip
    files = write_tables(data, COMPANY, LAST_DAY.isoformat(), values)
    size = sum(file.stat().st_size for file in files) / 1e6
    _say(
        f"{orders * LINES_AN_ORDER:,} order lines, {customers:,} customers, {POOLS} pools, {size:,.0f} MB"
    )
    full = build(data, "--select", *MARTS, memory=memory)
    scan, rows = _scan(data)
    _say(
        f"one scan-and-aggregate of {rows:,} amounts: {scan.wall:.1f} s wall, {scan.cpu:.1f} s CPU"
    )
    _tell("everything", full, scan)
    next_day = LAST_DAY + timedelta(days=1)
    more = {"first_order": orders, "last_order": orders + orders // 364, "minutes": 300}
    write_tables(
        data, DAY, next_day.isoformat(), values | more | {"first_day": next_day.isoformat()}
    )
    again = build(data, "--select", *MARTS, memory=memory)
    _tell("one day more", again, scan)
    _say(f"one day more costs {again.cost.cpu / full.cost.cpu:.2f} of everything")
    for name, seconds in full.nodes[:SLOWEST]:
        _say(f"{seconds:8.1f}  {name}")


def main() -> int:
    """Read the command line, measure, and clear up."""
    parser = argparse.ArgumentParser(prog="many_lines", description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--memory", default="12GB", help="what DuckDB may use")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="many_lines_") as folder:
        measure(given.customers, given.memory, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
