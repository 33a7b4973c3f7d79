"""The ledger of random companies: every amount once, worked out a second time in Python.

Sales and refunds come from the profit oracle. Freight and fees are worked out here: each at the
rate of its own day, spread over what was paid for by largest remainder; what no line can bear,
and what has no rate, is borne by the order's `unallocated` line.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from exact_money import ZERO, product, spread, total
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from landed_company import land_company, landed_tables
from profit_oracle import postings
from random_company import CURRENCIES, random_company
from sale_oracle import Sales

RUNS = settings(derandomize=True, deadline=None, max_examples=4, phases=[Phase.generate])
STEPS = {
    "gross_revenue": ("gross_revenue_amount",),
    "discount": ("list_discount_amount", "line_discount_amount", "order_discount_amount"),
    "returns": ("returns_amount",),
    "cogs": ("cogs_amount",),
    "service": ("goodwill_amount",),
    "liability": ("gift_card_amount",),
}
ADDS = {"gross_revenue", "liability"}
NO_CUSTOMER = {"deleted", "test", "excluded_account"}


@dataclass(frozen=True)
class Spent:
    """Money that went out for one order: a freight (landed as a shipment) or a fee."""

    table: str
    key: str
    order_id: str
    day: datetime | None
    amount: Decimal
    currency: str | None


def spendings(company, seed):
    """One to three costs of every other order, on its day or later, some without a day."""
    random = Random(seed)
    found = []
    for number, order in enumerate(company.orders):
        for part in range(random.choice([0, 1, 1, 3])):
            day = order.ordered_at + timedelta(days=5 * random.randrange(4))
            found.append(
                Spent(
                    random.choice(["shipments", "payments"]),
                    f"s{number}-{part}",
                    order.order_id,
                    None if random.random() < 0.1 else min(day, datetime(2025, 12, 31)),
                    Decimal(random.choice([0, 1, 35, random.randrange(10**6)])).scaleb(-2),
                    random.choice([None, order.currency, random.choice(CURRENCIES)]),
                )
            )
    return found


def landed(spent):
    names = {
        "shipments": ("shipment_id", "shipped_at", "freight_cost_amount"),
        "payments": ("payment_id", "paid_at", "fee_amount"),
    }
    tables = defaultdict(list)
    for one in spent:
        key, day, amount = names[one.table]
        tables[one.table].append(
            {
                key: one.key,
                "order_id": one.order_id,
                day: one.day and str(one.day),
                amount: str(one.amount),
                "currency_code": one.currency,
                **({"amount": "1"} if one.table == "payments" else {}),
            }
        )
    return tables


def expected_costs(company, spent):
    """(table, key, line) -> cost, and who caused it."""
    sales = Sales(company)
    orders = {order.order_id: order for order in company.orders}
    lines_of = defaultdict(dict)
    for line in sales.lines.values():
        if line.kind == "product" and line.net > 0:
            lines_of[line.order.order_id][line.line_id] = line.net
    found = {}
    for one in spent:
        order = orders[one.order_id]
        if one.amount == 0 or not is_customers(sales, order):
            continue
        currency = one.currency or order.currency
        rate = sales.rate_on((one.day or order.ordered_at).date(), currency)
        cost = product(one.amount, rate)
        parts = {} if cost is None else spread(cost, lines_of[one.order_id])
        for line, part in (parts or {f"{one.order_id}:unallocated": cost}).items():
            if part is None or part:
                found[one.table, one.key, line] = (part, sales.buyer(order))
    return found


def is_customers(sales, order):
    """A sale, or an order that was cancelled and is nothing worse."""
    if order.order_id in sales.orders:
        return True
    as_if_kept = type(order)(**{**vars(order), "cancelled_at": None, "status": None})
    return sales._is_sale(as_if_kept)


def ledger(warehouse):
    names = {
        row["customer_id"]: row["anchor"] for row in warehouse.rows("int_customer_ids_resolved")
    }
    for row in warehouse.rows("fct_profit_ledger"):
        yield row | {"customer_id": names.get(row["customer_id"], row["customer_id"])}


@RUNS
@given(seed=st.integers(0, 10**6))
def test_the_ledger_holds_every_amount_once_and_signed(warehouse, seed):
    company = random_company(seed, order_count=120)
    spent = spendings(company, seed)
    land_company(warehouse, company)
    warehouse.land(**landed_tables(company), **landed(spent))

    amounts, costs = defaultdict(list), {}
    for row in ledger(warehouse):
        if row["waterfall_step"] == "fulfilment":
            key = (row["source_table"], row["source_id"], row["order_line_id"])
            assert key not in costs
            costs[key] = (None if row["amount"] is None else -row["amount"], row["customer_id"])
        else:
            kind = "return" if row["source_table"] == "returns" else "sale"
            event = (kind, row["order_line_id"], row["posted_date"], row["customer_id"])
            key = (*event, row["source_id"] if kind == "return" else None, row["waterfall_step"])
            amounts[key].append(row["amount"])
    assert costs == expected_costs(company, spent)

    for posting in postings(company).values():
        kind, line = posting["posting_type"], posting["order_line_id"]
        refund = posting["posting_id"].split(":return:")[-1] if kind == "return" else None
        for step, names in STEPS.items():
            event = (kind, line, posting["posted_date"], posting["customer_id"], refund, step)
            wanted = total(posting[name] for name in names)
            signed = wanted if wanted is None or step in ADDS else -wanted
            assert total(amounts.pop(event, [ZERO])) == signed, event
    assert not amounts


@RUNS
@given(seed=st.integers(0, 10**6))
def test_goods_that_came_back_whole_leave_nothing_of_their_cost_in_any_part(warehouse, seed):
    company = random_company(seed, order_count=120)
    land_company(warehouse, company)
    left = defaultdict(lambda: defaultdict(Decimal))
    for row in ledger(warehouse):
        if row["waterfall_step"] == "cogs" and row["amount"] is not None:
            left[row["order_line_id"]][row["element"]] += row["amount"]
    whole = [line for line, parts in left.items() if sum(parts.values()) == 0]
    assert whole
    assert {line: left[line] for line in whole if any(left[line].values())} == {}
    # nor is any part ever below what came back of it
    assert all(amount <= 0 for parts in left.values() for amount in parts.values())
