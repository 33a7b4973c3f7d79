"""The sales of commission_company as they might have landed: late, corrected, withdrawn.

Every landing table gets rows of later batches, so that what was known differs from close to close.
No rule belongs here.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from commission_company import random_sales

Tables = dict[str, list[dict[str, Any]]]
KEYS = {
    "users": ("user_id", "valid_from"),
    "quotas": ("user_id", "period_start", "period_end"),
    "opportunities": ("opportunity_id",),
    "opportunity_splits": ("opportunity_id", "user_id"),
    "product_costs": ("product_id", "valid_from"),
    "fx_rates": ("from_currency", "to_currency", "rate_date"),
    "products": ("product_id",),
    "orders": ("order_id",),
    "order_lines": ("order_line_id",),
    "returns": ("return_id",),
    "payments": ("payment_id",),
}
# what may become of a row in a later batch, and how often
FATES = {
    "users": (0.5, [{"role": "boss"}, {"role": "rep"}]),
    "quotas": (0.5, [{"quota_amount": "20"}, {"quota_amount": "300"}, {"is_deleted": "y"}]),
    "opportunities": (0.5, [{"owner_user_id": "risen"}, {"owner_user_id": None}]),
    "opportunity_splits": (0.4, [{"split_percent": "25"}, {"is_deleted": "y"}]),
    "product_costs": (0.7, [{"material_cost": "7.77"}, {"material_cost": "2"}]),
    "fx_rates": (0.3, [{"rate": "0.9"}, {"is_deleted": "y"}]),
    "orders": (
        0.3,
        [
            {"status": "cancelled"},
            {"is_deleted": "y"},
            {"sales_user_id": "clerk"},
            {"order_discount_amount": "1"},
        ],
    ),
    "order_lines": (0.3, [{"quantity": "2.5"}, {"is_deleted": "y"}]),
    "returns": (0.3, [{"refund_amount": "3.21"}, {"is_deleted": "y"}]),
    "payments": (0.3, [{"amount": "11.11"}, {"status": "pending"}, {"is_deleted": "y"}]),
}
FIRST = date(2025, 1, 1)


def as_it_landed(seed: int) -> Tables:
    """The random sales over a year of batches."""
    random = Random(seed)
    tables = random_sales(seed)

    def batch(day: date) -> date:
        return day + timedelta(days=random.choice([0, 1, 10, 10, 60, 150]))

    told = {
        row["order_id"]: batch(date.fromisoformat(row["ordered_at"][:10]))
        for row in tables["orders"]
    }
    told["o0"] = FIRST
    history: Tables = {}
    for table, rows in tables.items():
        chance, fates = FATES[table]
        history[table] = []
        for number, row in enumerate(rows):
            first = _first_batch(table, row, told, batch)
            history[table].append(row | {"batch_date": first})
            if random.random() < chance:
                later = batch(max(first, FIRST + timedelta(days=random.randrange(240))))
                fate = random.choice(fates) | {"batch_date": later, "_row": 9000 + number}
                history[table].append(row | fate)
    return history


def _first_batch(table, row, told, batch):
    if table == "orders":
        return told[row["order_id"]]
    if table == "order_lines":
        return max(told[row["order_id"]], batch(told[row["order_id"]]))
    if table in ("returns", "payments"):
        when = row["returned_at" if table == "returns" else "paid_at"]
        return batch(date.fromisoformat(when[:10]))
    return FIRST


def known_by(history: Tables, day: date) -> Tables:
    """The rows that had landed by a day."""
    return {
        table: [row for row in rows if row["batch_date"] <= day] for table, rows in history.items()
    }


def newest(history: Tables) -> Tables:
    """Of each key only the version that came last; a version is the whole row."""
    kept = {}
    for table, rows in history.items():
        last = {}
        for row in sorted(rows, key=lambda row: row["batch_date"]):
            last[tuple(row.get(column) for column in KEYS[table])] = row
        kept[table] = list(last.values())
    return kept
