"""Rows that point to nothing, and what becomes of the rows that point to them.

All cases land together and are built once; each has ids of its own.
"""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

TABLES = ("orders", "order_lines", "returns", "payments", "shipments")


def order(order_id, **cells):
    return {"order_id": order_id, "ordered_at": "2025-01-01"} | cells


def line(line_id, order_id, **cells):
    facts = {"order_line_id": line_id, "order_id": order_id}
    return facts | {"quantity": "1", "unit_price": "9"} | cells


def refund(return_id, order_id, line_id=None):
    facts = {"return_id": return_id, "order_id": order_id, "order_line_id": line_id}
    return facts | {"returned_at": "2025-01-05", "refund_amount": "1"}


LANDING = {
    "orders": [
        order("good"),
        order("deleted", is_deleted="y"),
        order("broken", ordered_at="soon"),
        order("late", batch_date=date(2026, 1, 1)),
    ],
    "order_lines": [
        line("good-1", "good"),
        line("of_deleted", "deleted"),
        line("of_broken", "broken"),
        line("of_late", "late"),
        line("lost", "nowhere"),
        line("typo", "good", source_updated_at="2025-03-02"),
        line("typo", "nowhere", source_updated_at="2025-03-03"),
        line("typo", "good", source_updated_at="2025-03-01"),
        line("broken_line", "good", quantity="1,5"),
    ],
    "returns": [
        refund("good-r", "good", "good-1"),
        refund("whole", "good"),
        refund("of_line_of_broken", "good", "of_broken"),
        refund("of_broken", "broken"),
        refund("of_broken_line", "good", "broken_line"),
        refund("of_nothing", "nowhere", "nowhere"),
        refund("of_lost_line", "good", "lost"),
    ],
    "payments": [{"payment_id": "p", "order_id": "broken", "amount": "1"}],
    "shipments": [{"shipment_id": "s", "order_id": "late"}],
}


@pytest.fixture(scope="module")
def built(warehouse):
    """Staged rows of each table, and verdicts of what is not: by table and place in `LANDING`."""
    warehouse.land(**LANDING)
    words = ("reason", "column_name", "offending_value")
    verdicts = {
        (row["source_table"], row["source_row"]): tuple(map(row.get, words))
        for row in warehouse.rows("unstaged_rows")
    }
    staged = {table: warehouse.rows(f"stg_orders__{table}") for table in TABLES}
    return SimpleNamespace(verdicts=verdicts, **staged)


def verdicts_of(built, table):
    """Id and verdict of each row of a table that is not staged, in the order they landed."""
    return [
        (next(iter(row.values())), *built.verdicts[table, number])
        for number, row in enumerate(LANDING[table], start=2)
        if (table, number) in built.verdicts
    ]


def nothing(key, column, value):
    return (key, "points_to_nothing", column, value)


def test_a_row_whose_parent_is_not_staged_points_to_nothing(built):
    assert verdicts_of(built, "order_lines") == [
        nothing("of_broken", "order_id", "broken"),
        nothing("of_late", "order_id", "late"),
        nothing("lost", "order_id", "nowhere"),
        nothing("typo", "order_id", "nowhere"),
        ("typo", "superseded", None, None),
        ("broken_line", "not_a_number", "quantity", "1,5"),
    ]
    assert verdicts_of(built, "payments") == [nothing("p", "order_id", "broken")]
    assert verdicts_of(built, "shipments") == [nothing("s", "order_id", "late")]


def test_children_of_quarantined_rows_are_quarantined_too(built):
    assert verdicts_of(built, "returns") == [
        nothing("of_line_of_broken", "order_line_id", "of_broken"),
        nothing("of_broken", "order_id", "broken"),
        nothing("of_broken_line", "order_line_id", "broken_line"),
        nothing("of_nothing", "order_id", "nowhere"),
        nothing("of_lost_line", "order_line_id", "lost"),
    ]


def test_a_deleted_parent_is_a_parent(built):
    assert "of_deleted" in {row["order_line_id"] for row in built.order_lines}


def test_an_empty_parent_is_none_to_look_for(built):
    assert {row["return_id"] for row in built.returns} == {"good-r", "whole"}


def test_an_orphaned_newest_version_leaves_the_last_good_one(built):
    (kept,) = (row for row in built.order_lines if row["order_line_id"] == "typo")
    assert (kept["order_id"], kept["source_updated_at"]) == ("good", datetime(2025, 3, 2))
