"""What happens to data between two exports: late, corrected, repeated, deleted and stale rows.

Each function changes the files of the demo drop in one way. Rows are chosen by position and date,
so the same company always gets the same edits.
"""

from collections.abc import Callable
from typing import TypeAlias

from orchestration.demo.texts import Row

FileKey: TypeAlias = tuple[str, str, str]
"""System, contract table and batch date."""

Files: TypeAlias = dict[FileKey, list[Row]]
FIRST, MIDDLE, LAST = "2025-11-30", "2025-12-15", "2025-12-31"


def _some(rows: list[Row], wanted: Callable[[Row], bool], count: int, step: int = 3) -> list[Row]:
    """Every `step`-th row that is wanted, at most `count`."""
    return [row for row in rows if wanted(row)][::step][:count]


def _ordered_in(month: str) -> Callable[[Row], bool]:
    return lambda row: row["ordered_at"].startswith(month) and bool(row["fulfilled_at"])


def arrive_late(files: Files) -> None:
    """Four October orders come with the December files, and all that belongs to them."""
    orders = files["erp", "orders", FIRST]
    late = {row["order_id"] for row in _some(orders, _ordered_in("2025-10"), 4, step=5)}
    for table, next_batch in (
        ("orders", MIDDLE), ("order_lines", MIDDLE), ("payments", LAST), ("shipments", LAST),
        ("returns", LAST),
    ):  # fmt: skip
        rows = files["erp", table, FIRST]
        moved = [row for row in rows if row["order_id"] in late]
        files["erp", table, FIRST] = [row for row in rows if row["order_id"] not in late]
        files["erp", table, next_batch] = moved + files["erp", table, next_batch]


def correct_amounts(files: Files) -> None:
    """Correct some lines: the ERP says when it changed them, the shop does not."""
    lines = _some(files["erp", "order_lines", FIRST],
                  lambda row: row["source_updated_at"] > "2025-11-10", 6)  # fmt: skip
    for row in lines:
        price = f"{float(row['unit_price']) * 0.9:.2f}"
        corrected = {**row, "unit_price": price, "line_discount_amount": "", "tax_amount": "0.00"}
        files["erp", "order_lines", MIDDLE].append(
            {**corrected, "source_updated_at": "2025-12-10 09:00:00"}
        )
    for row in files["shop", "order_lines", FIRST][-40:-28:4]:
        files["shop", "order_lines", MIDDLE].append({**row, "line_discount_amount": "1.00"})


def move_to_another_month(files: Files) -> None:
    """One November order turns out to be of December."""
    row = _some(files["erp", "orders", FIRST], _ordered_in("2025-11"), 1)[0]
    files["erp", "orders", MIDDLE].append(
        {**row, "ordered_at": "2025-12-01 08:30:00", "fulfilled_at": "2025-12-04 15:00:00",
         "source_updated_at": "2025-12-11 10:20:00"}
    )  # fmt: skip


def repeat(files: Files) -> None:
    """Rows that come twice, within a file and with a later one, without any difference."""
    lines = files["shop", "order_lines", FIRST]
    lines[200:200] = [dict(row) for row in lines[180:184]]
    files["erp", "payments", LAST] += [dict(row) for row in files["erp", "payments", FIRST][-6:]]
    files["erp", "orders", LAST] += [dict(row) for row in files["erp", "orders", MIDDLE][:3]]
    files["crm", "activities", LAST] += [
        dict(row) for row in files["crm", "activities", FIRST][-5:]
    ]


def _delete(files: Files, system: str, table: str, rows: list[Row], batch: str = LAST) -> None:
    deleted = {"source_updated_at": "2025-12-28 12:00:00", "is_deleted": "true"}
    files[system, table, batch] += [{**row, **deleted} for row in rows]


def delete(files: Files) -> None:
    """Delete some records: one order with its lines, one without them."""
    shop_order = _some(files["shop", "orders", FIRST], _ordered_in("2025-11"), 1, step=7)
    _delete(files, "shop", "orders", shop_order)
    lines = files["shop", "order_lines", FIRST]
    own = [row for row in lines if row["order_id"] == shop_order[0]["order_id"]]
    files["shop", "order_lines", LAST] += [{**row, "is_deleted": "true"} for row in own]
    _delete(files, "erp", "orders", _some(files["erp", "orders", FIRST], _ordered_in("2025-09"), 1))
    _delete(files, "crm", "contacts", files["crm", "contacts", FIRST][40:52:6])
    _delete(files, "crm", "activities", files["crm", "activities", FIRST][100:130:10])
    still_open = _some(files["crm", "opportunities", FIRST], lambda row: not row["outcome"], 1)
    _delete(files, "crm", "opportunities", still_open)


def deliver_stale(files: Files) -> None:
    """Repeat two debtors in the last file as they were before a change that came earlier."""
    customers = files["erp", "customers", FIRST]
    for row in (customers[11], customers[57]):
        files["erp", "customers", LAST].append(dict(row))
        row.update(phone="+49 30 23125 900", source_updated_at="2025-11-20 11:00:00")


def change_owners(files: Files) -> None:
    """Accounts get a new owner or segment in December."""
    accounts = files["crm", "accounts", FIRST]
    for number, row in enumerate(accounts[20:140:15]):
        changed = {"owner_user_id": accounts[21 + 15 * number]["owner_user_id"]}
        if number % 3 == 0:
            changed["segment"] = "mid-market"
        files["crm", "accounts", LAST].append(
            {**row, **changed, "source_updated_at": f"2025-12-0{number + 1} 08:00:00"}
        )


def revise_rates_and_costs(files: Files) -> None:
    """One exchange rate and one unit cost are revised; new costs for next year are known."""
    rates = files["finance", "fx_rates", FIRST]
    revised = _some(rates, lambda row: row["rate_date"] == "2025-11-24", 1)[0]
    files["finance", "fx_rates", LAST].append(
        {**revised, "rate": f"{float(revised['rate']) * 1.002:.6f}"}
    )
    costs = files["erp", "product_costs", FIRST]
    current = [row for row in costs if not row["valid_to"] and row["material_cost"]]
    for row in current[10:14]:
        dearer = f"{float(row['material_cost']) * 1.03:.4f}"
        files["erp", "product_costs", LAST].append(
            {**row, "valid_from": "2026-01-01", "material_cost": dearer}
        )
    files["erp", "product_costs", LAST].append({**current[3], "labour_cost": "250.0000"})


EDITS = (
    arrive_late, correct_amounts, move_to_another_month, repeat, delete, deliver_stale,
    change_owners, revise_rates_and_costs,
)  # fmt: skip
