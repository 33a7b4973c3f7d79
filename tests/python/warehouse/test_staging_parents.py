"""Rows that point to nothing, keys that two systems share, and keys of several columns.

All cases land together and are built once; each has ids of its own.
"""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

FEBRUARY = date(2025, 2, 1)


def order(order_id, **cells):
    return {"order_id": order_id, "ordered_at": "2025-01-01"} | cells


def line(line_id, order_id, **cells):
    return {
        "order_line_id": line_id,
        "order_id": order_id,
        "quantity": "1",
        "unit_price": "9",
    } | cells


def refund(return_id, order_id, line_id=None, **cells):
    facts = {"return_id": return_id, "order_id": order_id, "order_line_id": line_id}
    return facts | {"returned_at": "2025-01-05", "refund_amount": "1"} | cells


def cost(product_id, valid_from, **cells):
    return {"product_id": product_id, "valid_from": valid_from, "material_cost": "1"} | cells


ORDERS = [
    order("good"),
    order("deleted", is_deleted="y"),
    order("broken", ordered_at="soon"),
    order("shared", _system="b", channel="b"),
    order("shared", _system="a", channel="a"),
    order("shared", _system="a", channel="a old", source_updated_at="2024-01-01"),
    order("first_broken", _system="a", is_test="maybe"),
    order("first_broken", _system="b"),
    order("late", batch_date=date(2026, 1, 1)),
]
LINES = [
    line("good-1", "good"),
    line("of_deleted", "deleted"),
    line("of_broken", "broken"),
    line("of_late", "late"),
    line("lost", "nowhere"),
    line("typo", "good", source_updated_at="2025-03-02"),
    line("typo", "nowhere", source_updated_at="2025-03-03"),
    line("typo", "good", source_updated_at="2025-03-01"),
    line("broken_line", "good", quantity="1,5"),
    line("orphan_of_first", "nowhere", _system="a"),
    line("orphan_of_first", "good", _system="b"),
]
RETURNS = [
    refund("good-r", "good", "good-1"),
    refund("whole", "good"),
    refund("cascade", "good", "of_broken"),
    refund("cascade_whole", "broken"),
    refund("of_broken_line", "good", "broken_line"),
    refund("both", "nowhere", "nowhere"),
    refund("of_lost_line", "good", "lost"),
]
COSTS = [
    cost("p", "2025-01-01"),
    cost("p", "2025-02-01 00:00", source_updated_at="2025-01-01"),
    cost("p", "2025-02-01", source_updated_at="2025-01-02"),
    cost("p", "2025-13-01", _is_full=True, batch_date=FEBRUARY),
    cost("q", "2025-01-01", _is_full=True, batch_date=FEBRUARY),
]
USERS = [
    {"user_id": "u", "valid_from": None, "role": "old", "source_updated_at": "2025-01-01"},
    {"user_id": "u", "valid_from": None, "role": "new", "source_updated_at": "2025-01-02"},
    {"user_id": "u", "valid_from": "2025-01-01", "role": "stint"},
]


@pytest.fixture(scope="module")
def built(warehouse):
    warehouse.land(
        orders=ORDERS,
        order_lines=LINES,
        returns=RETURNS,
        payments=[{"payment_id": "p", "order_id": "broken", "amount": "1"}],
        shipments=[{"shipment_id": "s", "order_id": "late"}],
        product_costs=COSTS,
        users=USERS,
    )
    return SimpleNamespace(
        orders=warehouse.rows("stg_orders__orders"),
        lines=warehouse.rows("stg_orders__order_lines"),
        returns=warehouse.rows("stg_orders__returns"),
        costs=warehouse.rows("stg_costs__product_costs"),
        users=warehouse.rows("stg_crm__users"),
        unstaged=warehouse.rows("unstaged_rows"),
        accounts=warehouse.rows("int_landed_rows_accounted"),
    )


@pytest.fixture(scope="module")
def verdicts(built):
    """(reason, column, offending value) of each row that is not staged, by table and row number."""
    words = ("reason", "column_name", "offending_value")
    return {
        (row["source_table"], row["source_row"]): tuple(map(row.get, words))
        for row in built.unstaged
    }


def of_rows(verdicts, table, rows):
    """Verdicts of one table by key and place, as far as its rows are not staged."""
    key = next(iter(rows[0]))
    return [
        (row[key], *verdicts[table, number])
        for number, row in enumerate(rows, start=2)
        if (table, number) in verdicts
    ]


def nothing(key, column, value):
    return (key, "points_to_nothing", column, value)


def test_a_row_whose_parent_is_not_staged_points_to_nothing(verdicts):
    assert of_rows(verdicts, "order_lines", LINES) == [
        nothing("of_broken", "order_id", "broken"),
        nothing("of_late", "order_id", "late"),
        nothing("lost", "order_id", "nowhere"),
        nothing("typo", "order_id", "nowhere"),
        ("typo", "superseded", None, None),
        ("broken_line", "not_a_number", "quantity", "1,5"),
        nothing("orphan_of_first", "order_id", "nowhere"),
    ]
    assert verdicts["payments", 2] == ("points_to_nothing", "order_id", "broken")
    assert verdicts["shipments", 2] == ("points_to_nothing", "order_id", "late")


def test_children_of_quarantined_rows_are_quarantined_too(verdicts):
    assert of_rows(verdicts, "returns", RETURNS) == [
        nothing("cascade", "order_line_id", "of_broken"),
        nothing("cascade_whole", "order_id", "broken"),
        nothing("of_broken_line", "order_line_id", "broken_line"),
        nothing("both", "order_id", "nowhere"),
        nothing("of_lost_line", "order_line_id", "lost"),
    ]


def test_a_deleted_parent_is_a_parent(built):
    assert "of_deleted" in {row["order_line_id"] for row in built.lines}


def test_an_empty_parent_is_none_to_look_for(built):
    assert {row["return_id"] for row in built.returns} == {"good-r", "whole"}


def test_an_orphaned_newest_version_leaves_the_last_good_one(built):
    (kept,) = (row for row in built.lines if row["order_line_id"] == "typo")
    assert (kept["order_id"], kept["source_updated_at"]) == ("good", datetime(2025, 3, 2))


def test_a_key_belongs_to_the_first_system_that_delivers_it_whole(built, verdicts):
    owners = {row["order_id"]: row["source_system"] for row in built.orders}
    assert (owners["shared"], owners["first_broken"]) == ("a", "b")
    (line_owner,) = (
        row["source_system"] for row in built.lines if row["order_line_id"] == "orphan_of_first"
    )
    assert line_owner == "b"
    assert of_rows(verdicts, "orders", ORDERS) == [
        ("broken", "not_a_date", "ordered_at", "soon"),
        ("shared", "key_of_two_systems", "order_id", "shared"),
        ("shared", "superseded", None, None),
        ("first_broken", "not_a_boolean", "is_test", "maybe"),
    ]


def test_a_key_is_compared_as_values_not_as_texts(built):
    kept = {(row["product_id"], row["valid_from"]) for row in built.costs}
    assert kept == {
        ("p", date(2025, 1, 1)),
        ("p", date(2025, 2, 1)),
        ("q", date(2025, 1, 1)),
    }


def test_a_full_copy_with_an_unreadable_part_of_a_key_says_nothing_about_missing_keys(built):
    assert [row for row in built.costs if row["is_deleted"]] == []


def test_a_key_with_an_empty_part_is_a_key(built):
    assert {(row["valid_from"], row["role"]) for row in built.users} == {
        (None, "new"),
        (date(2025, 1, 1), "stint"),
    }


def test_landed_is_staged_superseded_or_quarantined(built):
    for row in built.accounts:
        parts = ("staged_count", "superseded_count", "quarantined_count")
        assert row["landed_count"] == sum(map(row.get, parts)), row
        assert row["unexplained_count"] == 0, row
