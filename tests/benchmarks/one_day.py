"""One more day for a company that has landed: a day's worth of its orders, sold once more."""

from pathlib import Path

import duckdb

DAY = "2026-01-01"
MOMENT = f"timestamp '{DAY} 10:00:00'"
SHARE = 1096
"""The demo company's orders spread over three years: one in as many makes a day."""

SYSTEMS = ("erp", "shop")
CHANGED = {
    "orders": f"'again-' || order_id as order_id, {MOMENT} as ordered_at, {MOMENT} as fulfilled_at,"
    f" null::timestamp as cancelled_at, {MOMENT} as source_updated_at",
    "order_lines": "'again-' || order_id as order_id, 'again-' || order_line_id as order_line_id",
}


def write_one_day(drop: Path, out: Path) -> int:
    """Write a drop that repeats a day's share of the orders in `drop` on a new day; its rows."""
    rows = 0
    with duckdb.connect() as connection:
        for system in SYSTEMS:
            (out / system).mkdir(parents=True)
            for table, changed in CHANGED.items():
                copied = connection.execute(f"""
                    copy (
                        select * replace ({changed})
                        from '{drop}/{system}/{table}_*.parquet'
                        where hash(order_id) % {SHARE} = 0
                    ) to '{out}/{system}/{table}_{DAY}.parquet'
                """)
                rows += copied.fetchall()[0][0]
    return rows
