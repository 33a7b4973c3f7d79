"""What holds in every company, whatever it sold: asked of the built tables alone, not of an oracle."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from company import Refund
from landed_company import land_company
from random_company import random_company
from sale_oracle import Sales

TABLES = (
    "int_order_lines_left_out",
    "int_order_lines_posted",
    "fct_order_line_profit",
    "fct_customer_profit_monthly",
    "fct_orders",
)
AMOUNTS = (
    *("gross_revenue_amount", "discount_amount", "returns_amount"),
    *("net_revenue_amount", "cogs_amount", "gross_profit_amount", "gift_card_amount"),
)
NOTHING_LEFT = (*AMOUNTS[3:], "goodwill_amount")


@pytest.fixture(scope="module")
def built(warehouse):
    """A company of 250 orders and its tables."""
    company = random_company(7, order_count=250)
    land_company(warehouse, company)
    tables = {name: warehouse.rows(name) for name in (*TABLES, "int_returns_apportioned")}
    return SimpleNamespace(company=company, sales=Sales(company), **tables)


def grouped(rows, *names):
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in names)].append(row)
    return groups


def known_sum(rows, name):
    """Sum of what is not null."""
    return sum((row[name] for row in rows if row[name] is not None), Decimal(0))


@pytest.mark.parametrize("table", TABLES)
def test_the_waterfall_telescopes(built, table):
    for row in getattr(built, table):
        gross, discount, returns, net, cogs, profit, _ = map(row.get, AMOUNTS)
        if net is not None:
            assert net == gross - discount - returns, row
        if profit is not None:
            assert profit == net - cogs, row


def test_the_three_discounts_sum_to_the_discount(built):
    for row in built.fct_order_line_profit:
        parts = [row[f"{kind}_discount_amount"] for kind in ("list", "line", "order")]
        assert row["discount_amount"] == (None if None in parts else sum(parts)), row


def test_parts_of_an_order_discount_sum_to_the_whole(built):
    lines = grouped(built.fct_order_line_profit, "order_id")
    discounted = [order for order in built.sales.orders.values() if order.discount]
    assert len(discounted) > 50
    for order in discounted:
        rows = lines[order.order_id,]
        assert known_sum(rows, "order_discount_local") == order.discount, order


def test_parts_of_a_refund_sum_to_the_whole(built):
    amounts = {refund.refund_id: refund.amount for refund in built.company.refunds}
    refunds = grouped(built.int_returns_apportioned, "return_id")
    assert max(map(len, refunds.values())) > 3
    for (refund_id,), parts in refunds.items():
        if not parts[0]["is_converted"]:
            assert known_sum(parts, "refund_local") == amounts[refund_id], refund_id


def test_returns_and_goodwill_sum_to_the_refund(built):
    parts = grouped(built.int_returns_apportioned, "return_id", "order_line_id")
    for row in built.int_order_lines_posted:
        if row["posting_type"] == "return" and row["returns_local"] is not None:
            refund_id = row["posting_id"].removeprefix(f"{row['order_line_id']}:return:")
            (part,) = parts[refund_id, row["order_line_id"]]
            assert row["returns_local"] + row["goodwill_local"] == part["refund_local"], row


def test_customers_sum_to_lines(built):
    lines = grouped(built.fct_order_line_profit, "customer_id")
    months = grouped(built.fct_customer_profit_monthly, "customer_id")
    assert lines.keys() == months.keys()
    events = grouped(built.int_order_lines_posted, "customer_id")
    left_out = {row["order_line_id"] for row in built.int_order_lines_left_out}
    for customer, rows in months.items():
        known = [row for row in events[customer] if row["order_line_id"] not in left_out]
        for name in ("net_revenue_amount", "gross_profit_amount"):
            assert known_sum(rows, f"known_{name}") == known_sum(known, name)
        if not any(row["is_unpriced"] or row["is_uncosted"] for row in lines[customer]):
            for name in AMOUNTS:
                assert known_sum(rows, name) == known_sum(lines[customer], name)


def test_orders_sum_to_lines(built):
    lines = grouped(built.fct_order_line_profit, "order_id")
    for order in built.fct_orders:
        rows = lines[order["order_id"],]
        for name in AMOUNTS:
            parts = [row[name] for row in rows]
            expected = None if None in parts or not parts else sum(parts)
            assert order[name] == expected, (order["order_id"], name)


def test_what_is_no_sale_leaves_no_money(built):
    orders = {row["order_id"]: row for row in built.fct_orders}
    assert len(orders) == len(built.company.orders)
    assert {row["exclusion_reason"] for row in orders.values()} == {
        *("deleted", "test", "cancelled", "excluded_account"),
        None,
    }
    for row in built.fct_order_line_profit:
        assert orders[row["order_id"]]["is_sale"], row


def test_unknown_stays_null_and_is_counted(built):
    unpriced = [row for row in built.int_order_lines_posted if row["is_unpriced"]]
    uncosted = [row for row in built.int_order_lines_posted if row["is_uncosted"]]
    assert len(unpriced) > 50
    assert len(uncosted) > 50
    for row in unpriced:
        assert row["net_revenue_amount"] is row["gross_profit_amount"] is None, row
    for row in uncosted:
        assert row["cogs_amount"] is row["gross_profit_amount"] is None, row
        assert row["net_revenue_amount"] is not None, row
    months = built.fct_customer_profit_monthly
    assert sum(row["unpriced_line_count"] for row in months) == len(unpriced)
    assert sum(row["uncosted_line_count"] for row in months) == len(uncosted)
    for row in months:
        is_unknown = row["unpriced_line_count"] + row["uncosted_line_count"] > 0
        assert (row["gross_profit_amount"] is None) == is_unknown, row


def test_a_fully_returned_line_nets_to_exactly_nothing(warehouse, built):
    sold = [
        line
        for line in built.sales.lines.values()
        if line.kind in {"product", "gift_card"} and line.net > 0 and line.rate is not None
        if line.cogs_amount is not None
    ]
    assert len(sold) > 100
    assert {line.kind for line in sold} == {"product", "gift_card"}
    refunds = [
        refund for number, line in enumerate(sold) for refund in in_full(line, 1 + number % 7)
    ]
    land_company(warehouse, replace(built.company, refunds=tuple(refunds)))
    rows = {row["order_line_id"]: row for row in warehouse.rows("fct_order_line_profit")}
    for line in sold:
        row = rows[line.line_id]
        left = [row[name] for name in ("returned_quantity", "returns_local", "goodwill_local")]
        assert left == [line.quantity, line.net, 0], row
        assert [row[name] for name in NOTHING_LEFT] == [0] * len(NOTHING_LEFT), row


def in_full(line, piece_count):
    """Refunds of a line in pieces that no rate divides evenly, one a day; the last takes the rest."""
    amount, quantity = (
        (whole / piece_count).quantize(Decimal("0.0001"), rounding="ROUND_DOWN")
        for whole in (line.net, line.quantity)
    )
    for number in range(piece_count):
        is_last = number == piece_count - 1
        yield Refund(
            f"back-{line.line_id}-{number}",
            line.order.order_id,
            datetime(2025, 12, 1 + number),
            line.net - amount * number if is_last else amount,
            line.line_id,
            quantity=line.quantity - quantity * number if is_last else quantity,
            disposition="restocked",
        )
