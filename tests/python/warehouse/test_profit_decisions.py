"""Questions that were open once, each with the answer worked out by hand on a few facts."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from company import Company, Cost, Exclusion, Line, Order, Rate, Refund
from landed_company import land_company

NOON = datetime(2025, 3, 2, 12)
HUNDRED = Decimal(100)


def sale(name, *, price=HUNDRED, product_id="bean", **order):
    """An order of one piece whose line is called like it."""
    order.setdefault("customer_id", "c1")
    placed = Order(name, **{"ordered_at": NOON} | order)
    return placed, Line(f"{name}-line", name, Decimal(1), price, product_id=product_id)


def refund(name, amount, order_id, day=5, **facts):
    """A refund of the order's line in March."""
    facts.setdefault("line_id", f"{order_id}-line")
    return Refund(name, order_id, datetime(2025, 3, day, 9), Decimal(amount), **facts)


SALES = (
    sale("unknown"),
    sale("rounding", currency="JPY", price=Decimal(1000)),
    sale("moved", ordered_at=datetime(2025, 4, 1)),
    sale("named", ordered_at=datetime(2025, 5, 1)),
    sale("named_void", status="void"),
    sale("whole"),
    sale("whole_free", price=Decimal(0)),
    sale("empty_window", product_id="empty"),
    sale("gap_before", account_id="ours", customer_id=None, ordered_at=datetime(2025, 1, 31)),
    sale("gap_inside", account_id="ours", customer_id=None, ordered_at=datetime(2025, 2, 1)),
    sale("gap_after", account_id="ours", customer_id=None, ordered_at=datetime(2025, 6, 1)),
    sale("unrated", currency="XAU", customer_id="c3"),
)
REFUNDS = (
    refund("u1", 30, "unknown", day=5),
    refund("u2", 30, "unknown", day=6, currency="XAU"),
    refund("u3", 30, "unknown", day=7, quantity=Decimal(1), disposition="restocked"),
    refund("tiny", 1, "rounding", currency="IDR"),
    refund("wrong_order", 30, "named", line_id="moved-line"),
    refund("void_order", 30, "named_void", line_id="whole-line"),
    refund("whole_free", 4, "whole_free", line_id=None, quantity=Decimal(3)),
    refund("in_unrated", 30, "unrated"),
)


@pytest.fixture(scope="module")
def built(warehouse):
    land_company(
        warehouse,
        Company(
            orders=tuple(order for order, _ in SALES),
            lines=tuple(line for _, line in SALES),
            refunds=REFUNDS,
            costs=(
                Cost("bean", date(2025, 1, 1), None, (Decimal(40), None, None)),
                Cost("empty", date(2025, 1, 1), None, (Decimal(40), None, None)),
                Cost("empty", date(2025, 3, 1), date(2025, 3, 1), (Decimal(90), None, None)),
            ),
            rates=(
                Rate("JPY", "EUR", date(2025, 3, 1), Decimal("0.006")),
                Rate("IDR", "EUR", date(2025, 3, 1), Decimal("0.00006")),
            ),
            exclusions=(
                Exclusion("ours", date(2025, 1, 1), date(2025, 2, 1)),
                Exclusion("ours", date(2025, 6, 1), None),
            ),
        ),
    )
    return SimpleNamespace(
        postings={row["posting_id"]: row for row in warehouse.rows("int_order_lines_posted")},
        lines={row["order_line_id"]: row for row in warehouse.rows("fct_order_line_profit")},
        orders={row["order_id"]: row for row in warehouse.rows("fct_orders")},
        months=warehouse.rows("fct_customer_profit_monthly"),
        reconciliation=warehouse.rows("rpt_reconciliation"),
        parts={row["return_id"]: row for row in warehouse.rows("int_returns_apportioned")},
    )


def test_an_unknown_refund_makes_itself_and_later_refunds_of_its_line_unknown(built):
    before, itself, after = (built.postings[f"unknown-line:return:u{n}"] for n in (1, 2, 3))
    assert (before["returns_amount"], before["is_unpriced"]) == (30, False)
    for row in (itself, after):
        assert row["returns_local"] is row["goodwill_local"] is row["net_revenue_amount"] is None
        assert row["is_unpriced"]
    assert after["cogs_amount"] == -40
    line = built.lines["unknown-line"]
    assert (line["is_unpriced"], line["is_uncosted"], line["net_revenue_amount"]) == (
        True,
        False,
        None,
    )


def test_an_unknown_refund_is_counted_and_its_known_rest_is_shown(built):
    (name,) = {row["customer_id"] for row in built.lines.values() if row["order_id"] == "unknown"}
    (month,) = (
        row
        for row in built.months
        if row["customer_id"] == name and row["month_start"] == date(2025, 3, 1)
    )
    assert (month["unpriced_line_count"], month["gross_profit_amount"]) == (2, None)


def test_an_unknown_refund_leaves_nothing_unexplained(built):
    unexplained = [row for row in built.reconciliation if row["unexplained_amount"] != 0]
    assert unexplained == []


def test_a_refund_is_converted_with_one_rounding(built):
    # 1 IDR x 0.00006 / 0.006 = 0.01 JPY; by way of 0.0001 EUR it would be 0.0167 JPY
    assert built.parts["tiny"]["refund_local"] == Decimal("0.01")


def test_the_line_of_a_return_decides_its_order(built):
    row = built.postings["moved-line:return:wrong_order"]
    assert (row["order_id"], row["ordered_date"]) == ("moved", date(2025, 4, 1))
    assert row["returns_amount"] == 30
    assert "whole-line:return:void_order" in built.postings


def test_a_refund_of_a_whole_order_has_no_quantity_even_where_no_line_can_carry_it(built):
    assert built.parts["whole_free"]["order_line_id"] == "whole_free:unallocated"
    assert built.parts["whole_free"]["quantity"] == 0


def test_an_empty_cost_window_is_no_cost_and_cuts_nothing(built):
    assert built.lines["empty_window-line"]["cogs_amount"] == 40


def test_exclusion_windows_keep_their_gaps(built):
    reasons = {
        name: built.orders[f"gap_{name}"]["exclusion_reason"] for name in ("before", "inside")
    }
    assert reasons == {"before": "excluded_account", "inside": None}
    assert built.orders["gap_after"]["exclusion_reason"] == "excluded_account"


def test_an_order_without_a_rate_keeps_its_local_money(built):
    line = built.lines["unrated-line"]
    assert (line["value_local"], line["returns_local"]) == (100, 30)
    assert (line["net_revenue_amount"], line["is_unpriced"]) == (None, True)
    assert line["cogs_amount"] == 40


def test_a_line_too_large_to_hold_is_refused_and_stops_nothing(warehouse):
    order, line = sale("big")
    barcode = replace(line, quantity=Decimal("4006381333931"))
    land_company(warehouse, Company(orders=(order,), lines=(barcode,)))
    (refused,) = warehouse.rows("quarantine")
    assert (refused["reason"], refused["column_name"]) == ("breaks_check", "value_too_large")
    reconciled = warehouse.rows("rpt_reconciliation")
    assert {row["unexplained_amount"] for row in reconciled} == {0}
