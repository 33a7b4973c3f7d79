"""Keys of two systems, keys of several columns, and keys with a part that is empty or unreadable.

All cases land together and are built once; each has ids of its own.
"""

from datetime import date
from types import SimpleNamespace

import pytest

IN_FEBRUARY = {"batch_date": date(2025, 2, 1), "_is_full": True}


def order(order_id, system, **cells):
    return {"order_id": order_id, "ordered_at": "2025-01-01", "_system": system} | cells


def cost(product_id, valid_from, **cells):
    return {"product_id": product_id, "valid_from": valid_from, "material_cost": "1"} | cells


ORDERS = [
    order("shared", "b"),
    order("shared", "a", source_updated_at="2025-01-01"),
    order("shared", "a", source_updated_at="2024-01-01"),
    order("shared", "b", source_updated_at="2025-06-01"),
    order("broken_in_a", "a", is_test="maybe"),
    order("broken_in_a", "b"),
    order("gone_in_b", "a"),
    order("gone_in_b", "b", is_deleted="y", source_updated_at="2025-06-01"),
]
LINES = [
    {"order_line_id": "orphan_in_a", "order_id": parent, "quantity": "1", "unit_price": "1"}
    | {"_system": system}
    for system, parent in (("a", "nowhere"), ("b", "shared"))
]
COSTS = [
    cost("texts", "2025-01-01"),
    cost("texts", "2025-01-01 00:00", source_updated_at="2025-01-02"),
    cost("copied", "2025-01-01", _system="erp"),
    cost("copied", "2025-13-01", _system="erp", **IN_FEBRUARY),
    cost("other", "2025-01-01", _system="erp", **IN_FEBRUARY),
]
USERS = [
    {"user_id": "u", "valid_from": None, "role": "old", "source_updated_at": "2025-01-01"},
    {"user_id": "u", "valid_from": None, "role": "new", "source_updated_at": "2025-01-02"},
    {"user_id": "u", "valid_from": "2025-01-01", "role": "stint"},
]


@pytest.fixture(scope="module")
def built(warehouse):
    warehouse.land(orders=ORDERS, order_lines=LINES, product_costs=COSTS, users=USERS)
    return SimpleNamespace(
        orders={row["order_id"]: row for row in warehouse.rows("stg_orders__orders")},
        lines={row["order_line_id"]: row for row in warehouse.rows("stg_orders__order_lines")},
        costs={
            (row["product_id"], row["valid_from"]): row
            for row in warehouse.rows("stg_costs__product_costs")
        },
        users=warehouse.rows("stg_crm__users"),
        reasons={
            (row["source_table"], row["source_row"]): row["reason"]
            for row in warehouse.rows("unstaged_rows")
        },
    )


def reasons(built, table, count):
    """Why each of the first rows of a table is not staged; None for one that is."""
    return [built.reasons.get((table, number)) for number in range(2, 2 + count)]


def test_a_key_belongs_to_the_first_system_by_name(built):
    assert (built.orders["shared"]["source_system"], built.orders["shared"]["source_row"]) == (
        "a",
        3,
    )
    two_systems = "key_of_two_systems"
    assert reasons(built, "orders", 4) == [two_systems, None, "superseded", two_systems]


def test_a_system_without_a_good_version_owns_nothing(built):
    assert built.orders["broken_in_a"]["source_system"] == "b"
    assert built.lines["orphan_in_a"]["source_system"] == "b"
    assert reasons(built, "order_lines", 2) == ["points_to_nothing", None]


def test_a_system_cannot_delete_the_key_of_another(built):
    assert not built.orders["gone_in_b"]["is_deleted"]


def test_a_key_is_compared_as_values_not_as_texts(built):
    assert built.costs["texts", date(2025, 1, 1)]["source_row"] == 3


def test_a_full_copy_with_a_key_that_cannot_be_read_in_part_says_nothing(built):
    assert built.costs.keys() >= {("copied", date(2025, 1, 1)), ("other", date(2025, 1, 1))}
    assert not built.costs["copied", date(2025, 1, 1)]["is_deleted"]


def test_a_key_with_an_empty_part_is_a_key(built):
    assert {(row["valid_from"], row["role"]) for row in built.users} == {
        (None, "new"),
        (date(2025, 1, 1), "stint"),
    }
