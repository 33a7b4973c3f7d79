"""One company with every slip that a finance department makes, all at once.

Each slip has an outcome with a name, money and nothing lost: what is spread sums to what was
delivered, and the reconciliation explains every total to the cent.
"""

from collections import defaultdict
from decimal import Decimal
from types import SimpleNamespace

import pytest
from commission_company import TIERS

POOLS = [
    ("credit", "2025-01-01", "-100.01", "order_count"),
    ("rent", "2025-03-01", "500", "net_revenue"),
    ("idle", "2025-02-01", "50", "order_count"),
    ("desk", "2025-01-01", "70", "handling_minutes"),
]
DEALS = {"short": {"rep": "60", "boss": "30"}, "long": {"rep": "70", "boss": "50"}}
ORDERS = [
    ("a1", "a", "2025-01-10", "short", "100"),
    ("b1", "b", "2025-01-20", "long", "200"),
    ("a2", "a", "2025-03-10", None, "300"),
    ("a3", "a", "2025-04-10", "short", "400"),
    ("a4", "a", "2025-06-10", "short", "500"),
]
RATES = [("2025-01-01", "2025-04-01", "0.05"), ("2025-05-01", None, "0.1")]


@pytest.fixture(scope="module")
def built(warehouse):
    warehouse.replace_seed("product_margin_tier_rules", TIERS)
    warehouse.replace_seed("commission_accelerators", [])
    warehouse.replace_seed(
        "commission_rates",
        [
            {"role": role, "product_margin_tier": tier, "base_type": "net_revenue", "rate": rate}
            | {"owner": "me", "valid_from": first, "valid_to": last}
            for role in ("rep", "boss")
            for tier in ("high", "low", "provisional", "unknown")
            for first, last, rate in RATES
        ],
    )
    warehouse.land(
        accounts=[{"account_id": account} for account in "ab"],
        users=[{"user_id": user, "role": user} for user in ("rep", "boss")],
        opportunities=[{"opportunity_id": deal, "account_id": "a"} for deal in DEALS],
        opportunity_splits=[
            {"opportunity_id": deal, "user_id": user, "split_percent": percent}
            for deal, shares in DEALS.items()
            for user, percent in shares.items()
        ],
        orders=[
            {"order_id": order, "account_id": account, "ordered_at": day, "opportunity_id": deal}
            for order, account, day, deal, _ in ORDERS
        ],
        order_lines=[
            {"order_line_id": order, "order_id": order, "product_id": "p"}
            | {"quantity": "1", "unit_price": price}
            for order, _, _, _, price in ORDERS
        ],
        # the customer gave back in March what was bought in January: less than nothing in March
        returns=[
            {"return_id": "r", "order_id": "b1", "order_line_id": "b1", "returned_at": "2025-03-05"}
            | {"quantity": "1", "refund_amount": "200", "disposition": "restocked"}
        ],
        # the second window overlaps the first, which would still run when the second has ended
        product_costs=[
            {"product_id": "p", "valid_from": "2025-01-01", "material_cost": "10"},
            {"product_id": "p", "valid_from": "2025-03-01", "valid_to": "2025-06-01"}
            | {"material_cost": "20"},
        ],
        cost_pools=[
            {"pool_id": pool, "month": month, "amount": amount, "driver": driver}
            | {"waterfall_step": "overhead"}
            for pool, month, amount, driver in POOLS
        ],
    )
    accounts = {
        row["anchor"].removeprefix("crm_account:"): row["customer_id"]
        for row in warehouse.rows("int_customer_ids_resolved")
    }
    return SimpleNamespace(
        accounts=accounts,
        parts=warehouse.rows("fct_cost_allocations"),
        ledger=warehouse.rows("fct_profit_ledger"),
        commissions=warehouse.rows("fct_commission_lines"),
        lines={row["order_line_id"]: row for row in warehouse.rows("fct_order_line_profit")},
        reconciled=warehouse.rows("rpt_reconciliation"),
    )


def parts(built, pool):
    return {
        row["customer_id"]: (row["allocated_amount"], row["reason"])
        for row in built.parts
        if row["pool_id"] == pool
    }


def test_a_pool_below_zero_is_a_credit_that_is_spread_like_a_cost(built):
    found = parts(built, "credit")
    assert sorted(amount for amount, _ in found.values()) == [Decimal("-50.01"), Decimal("-50.00")]
    assert {reason for _, reason in found.values()} == {None}


def test_a_driver_below_zero_bears_nothing_and_the_others_all(built):
    found = parts(built, "rent")
    assert sorted(amount for amount, _ in found.values()) == [0, 500]
    quantities = {
        row["allocated_amount"]: row["driver_quantity"]
        for row in built.parts
        if row["pool_id"] == "rent"
    }
    assert quantities == {Decimal(0): -200, Decimal(500): 300}


@pytest.mark.parametrize("pool", ["idle", "desk"])
def test_a_pool_of_a_month_without_activity_stays_with_the_company_and_says_so(built, pool):
    (((customer, (amount, reason)),)) = parts(built, pool).items()
    assert (customer, reason) == ("unallocated", "no_activity")
    assert amount == {"idle": 50, "desk": 70}[pool]


def test_every_pool_is_in_the_ledger_in_full(built):
    booked = defaultdict(Decimal)
    for row in built.ledger:
        if row["pool_id"]:
            booked[row["pool_id"]] -= row["amount"]
    assert booked == {pool: Decimal(amount) for pool, _, amount, _ in POOLS}


@pytest.mark.parametrize(
    ("line", "cost"),
    [
        pytest.param("a1", 10, id="the first window"),
        pytest.param("a2", 20, id="the second wins from its first day"),
        pytest.param("a3", 20, id="as long as it lasts"),
        pytest.param("a4", None, id="and the first does not come back"),
    ],
)
def test_of_overlapping_costs_the_one_that_started_last_holds(built, line, cost):
    assert built.lines[line]["cogs_amount"] == cost
    assert built.lines[line]["is_uncosted"] is (cost is None)


def held(built, order):
    return {
        row["user_id"]: (row["split_status"], row["commission_amount"])
        for row in built.commissions
        if row["order_id"] == order and row["commission_type"] == "earned"
    }


def test_splits_below_a_hundred_leave_the_rest_to_nobody_yet(built):
    assert held(built, "a1") == {
        "rep": ("incomplete", 3),
        "boss": ("incomplete", Decimal("1.5")),
        "unassigned": ("incomplete", Decimal("0.5")),
    }


def test_splits_above_a_hundred_are_scaled_to_it(built):
    shares = held(built, "b1")
    assert {status for status, _ in shares.values()} == {"scaled"}
    assert shares["rep"][1] == Decimal("5.83")
    assert sum(amount for _, amount in shares.values()) == 10


def test_a_gap_in_the_rate_card_pays_nothing_and_says_so(built):
    rows = [row for row in built.commissions if row["order_id"] == "a3"]
    assert {row["rate_status"] for row in rows} == {"no_rate"}
    assert sum(row["commission_amount"] for row in rows) == 0
    assert sum(row["base_amount"] for row in rows) == 400


def test_every_total_is_explained_all_the_same(built):
    assert {row["unexplained_amount"] for row in built.reconciled} == {0}
    totals = defaultdict(Decimal)
    for row in built.reconciled:
        totals[row["measure"]] += row["mart_amount"]
    assert totals["pool_booked"] == sum(Decimal(amount) for _, _, amount, _ in POOLS)
    assert totals["commission"] == 5 + 0 + 0 + 50
    assert totals["uncosted_revenue"] == 0
    (uncosted,) = [row for row in built.reconciled if row["uncosted_amount"]]
    assert (uncosted["measure"], uncosted["uncosted_amount"]) == ("uncosted_revenue", 500)
