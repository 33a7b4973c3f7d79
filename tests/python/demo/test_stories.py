"""The stories that the numbers must tell: who earns, who does not, when, and how."""

import itertools
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from orchestration.demo.campaigns import CAMPAIGNS
from orchestration.demo.catalogue import LATE_COST, PHASED_OUT, UNCOSTED


@pytest.fixture(scope="module")
def sales(orders):
    """Orders that count: neither cancelled nor test."""
    return {
        key: row
        for key, row in orders.items()
        if not row["cancelled_at"] and not row.get("is_test")
    }


@pytest.fixture(scope="module")
def rate(tables):
    """Average rate to the euro by currency; good enough to tell a story. Francs have none."""
    rates = defaultdict(list)
    for row in tables["fx_rates"]:
        rates[row["from_currency"]].append(row["rate"])
    return {"EUR": Decimal(1)} | {code: sum(values) / len(values) for code, values in rates.items()}


@pytest.fixture(scope="module")
def unit_cost(tables, rate):
    """Unit cost in euros of a product on a day; None when there is none on file."""
    costs = defaultdict(list)
    for row in tables["product_costs"]:
        parts = (row["material_cost"], row["labour_cost"], row["overhead_cost"])
        total = sum(part or Decimal(0) for part in parts) * rate[row["currency_code"]]
        costs[row["product_id"]].append((row["valid_from"], row["valid_to"], total))

    def lookup(product, day):
        for start, end, total in costs.get(product, ()):
            if start <= day and (end is None or day < end):
                return total
        return None

    return lookup


@pytest.fixture(scope="module")
def profit(tables, sales, rate, unit_cost):
    """Net revenue and gross profit in euros by customer, refunds taken off."""
    of_order = defaultdict(list)
    for line in tables["order_lines"]:
        if line["order_id"] in sales:
            of_order[line["order_id"]].append(line)
    totals = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for key, lines in of_order.items():
        order = sales[key]
        if order["currency_code"] not in rate or not order["customer_id"]:
            continue
        day = (order["fulfilled_at"] or order["ordered_at"]).date()
        net = sum(
            line["quantity"] * line["unit_price"] - (line["line_discount_amount"] or 0)
            for line in lines
        ) - (order["order_discount_amount"] or 0)
        cost = sum(line["quantity"] * (unit_cost(line["product_id"], day) or 0) for line in lines)
        total = totals[order["customer_id"]]
        total[0] += net * rate[order["currency_code"]]
        total[1] += net * rate[order["currency_code"]] - cost
    for row in tables["returns"]:
        order = sales.get(row["order_id"])
        if order and order["customer_id"] in totals:
            back = row["refund_amount"] * rate[order["currency_code"]]
            totals[order["customer_id"]][0] -= back
            totals[order["customer_id"]][1] -= back
    return totals


def test_few_customers_make_most_of_the_revenue(profit):
    revenue = sorted((net for net, _ in profit.values()), reverse=True)
    assert sum(revenue[: len(revenue) // 20]) > sum(revenue) / 3


def test_some_of_the_largest_customers_are_sold_to_below_cost(profit):
    largest = sorted(profit.values(), key=lambda both: both[0], reverse=True)[:10]
    usual = sum(gp for _, gp in profit.values()) / sum(net for net, _ in profit.values())
    margins = [gp / net for net, gp in largest]
    assert Decimal("0.25") < usual < Decimal("0.45")
    assert sum(margin < usual / 3 for margin in margins) >= 2
    assert min(margins) < 0


def test_some_small_customers_earn_more_than_the_large_ones_per_euro(profit):
    companies = [both for key, both in profit.items() if key.startswith("D") and both[0] > 200]
    small = sorted(companies, key=lambda both: both[0])[: len(companies) // 2]
    assert sum(gp / net > Decimal("0.5") for net, gp in small) >= 5


def orders_by_month(sales, system=None):
    months = Counter()
    for row in sales.values():
        if system in (None, row["_system"]):
            months[row["ordered_at"].year, row["ordered_at"].month] += 1
    return months


def test_shoppers_buy_before_christmas_and_companies_rest_in_summer(sales):
    shop, erp = orders_by_month(sales, "shop"), orders_by_month(sales, "erp")
    for year in (2023, 2024, 2025):
        usual = sum(shop[year, month] for month in range(1, 13)) / 12
        assert shop[year, 11] + shop[year, 12] > 2 * usual * 1.2
    summer = sum(erp[year, month] for year in (2023, 2024, 2025) for month in (7, 8)) / 6
    assert summer < sum(erp.values()) / 36 * 0.85


def test_the_company_grows(sales):
    years = Counter(row["ordered_at"].year for row in sales.values())
    assert years[2023] < years[2024] < years[2025]


def test_beans_lose_margin_as_green_coffee_becomes_dear(tables, unit_cost):
    bean = next(row for row in tables["products"] if row["product_name"] == "House blend 1 kg")
    prices = {}
    orders = {row["order_id"]: row for row in tables["orders"]}
    for line in tables["order_lines"]:
        order = orders[line["order_id"]]
        if line["product_id"] == bean["product_id"] and order["currency_code"] == "EUR":
            prices[order["ordered_at"].date()] = line["list_price"]
    first, last = min(prices), max(prices)

    def margin(day):
        return 1 - unit_cost(bean["product_id"], day) / prices[day]

    assert prices[last] > prices[first]
    assert margin(last) < margin(first) - Decimal("0.05")


def test_customers_leave_and_some_come_back(sales):
    days = defaultdict(list)
    for row in sales.values():
        if row["customer_id"] and row["_system"] == "erp":
            days[row["customer_id"]].append(row["ordered_at"].date())
    regular = [sorted(values) for values in days.values() if len(values) >= 5]
    assert any(values[-1].year < 2025 for values in regular)
    gaps = [max(b - a for a, b in itertools.pairwise(v)).days for v in regular]
    assert sum(gap > 200 for gap in gaps) >= 5


def test_every_kind_of_order_is_there(tables, orders, sales):
    rows = orders.values()
    assert {row["currency_code"] for row in rows} == {"EUR", "GBP", "USD", "CNY", "CHF"}
    assert 1 <= sum(row["currency_code"] == "CHF" for row in rows) <= 40
    assert any(row.get("is_test") for row in rows)
    assert any(row["cancelled_at"] for row in rows)
    assert any("," in (row["promotion_code"] or "") for row in rows)
    assert any(row["order_discount_amount"] for row in rows if row["_system"] == "erp")
    assert any(not row["customer_id"] and not row.get("account_id") for row in rows)
    assert any(not row["customer_id"] and row.get("account_id") for row in rows)
    assert any(not row["shipping_charged_amount"] for row in sales.values())
    kinds = {row["product_id"]: row["product_type"] for row in tables["products"]}
    bought = {kinds.get(row["product_id"]) for row in tables["order_lines"]}
    assert {"goods", "service", "gift_card"} <= bought


def test_every_kind_of_refund_is_there(tables, orders):
    lines = {row["order_line_id"]: row for row in tables["order_lines"]}
    returns = tables["returns"]
    with_line = [(row, lines[row["order_line_id"]]) for row in returns if row["order_line_id"]]
    assert len(with_line) < len(returns), "some refunds are of the whole order"
    assert any(row["quantity"] and row["quantity"] < line["quantity"] for row, line in with_line)
    assert any(not row["quantity"] for row, _ in with_line)
    assert any(
        row["refund_amount"]
        > line["quantity"] * line["unit_price"] - (line["line_discount_amount"] or 0)
        for row, line in with_line
    )
    assert {row["disposition"] for row in returns} == {"restocked", "scrapped", "none"}
    ordered = {key: row["ordered_at"].year for key, row in orders.items()}
    assert any(row["returned_at"].year > ordered[row["order_id"]] for row in returns)


def test_prices_costs_and_products_change(tables):
    costs = {row["product_id"] for row in tables["product_costs"]}
    by_name = {row["product_name"]: row for row in tables["products"]}
    assert all(by_name[name]["product_id"] not in costs for name in UNCOSTED)
    late = by_name[LATE_COST[0]]
    first = min(
        row["valid_from"]
        for row in tables["product_costs"]
        if row["product_id"] == late["product_id"]
    )
    assert first > late["launched_on"]
    copies = Counter(row["product_name"] for row in tables["products"])
    assert copies[PHASED_OUT] == 1
    assert set(copies.values()) == {1, 2}


def test_funnel_has_skips_steps_back_reopenings_and_ties(tables):
    order = ["Qualification", "Needs Analysis", "Demo & Tasting", "Proposal", "Negotiation"]
    changes = tables["opportunity_stage_changes"]
    moves = [(row["from_stage"], row["to_stage"]) for row in changes]
    inner = [(order.index(a), order.index(b)) for a, b in moves if a in order and b in order]
    assert any(b > a + 1 for a, b in inner)
    assert any(b < a for a, b in inner)
    assert any(a == "Closed Lost" for a, _ in moves)
    moments = Counter((row["opportunity_id"], row["changed_at"]) for row in changes)
    assert max(moments.values()) > 1
    first = {}
    for row in sorted(changes, key=lambda change: change["change_id"]):
        first.setdefault(row["opportunity_id"], row)
    assert any(row["from_stage"] for row in first.values())
    assert {row["outcome"] for row in tables["opportunities"]} == {
        "won", "lost", "no_decision", "duplicate", None,
    }  # fmt: skip


def test_shares_of_a_deal_sum_to_a_hundred_but_for_one(tables):
    shares = Counter()
    for row in tables["opportunity_splits"]:
        shares[row["opportunity_id"]] += row["split_percent"]
    assert sum(total != 100 for total in shares.values()) == 1


def test_people_move_and_some_have_no_target(tables):
    stints = Counter(row["user_id"] for row in tables["users"])
    assert max(stints.values()) == 2
    assert any(row["quota_amount"] is None for row in tables["quotas"])


def test_some_campaigns_bring_nobody_and_most_leads_stay_leads(tables):
    spent = {row["campaign_id"] for row in tables["campaign_spend"]}
    brought = {row["campaign_id"] for row in tables["leads"] if row["campaign_id"]}
    assert len(spent) == len(CAMPAIGNS)
    assert len(spent - brought) >= 3
    leads = {row["lead_id"]: row for row in tables["leads"]}.values()
    assert 0.1 < sum(bool(row["converted_at"]) for row in leads) / len(leads) < 0.4


def test_minutes_and_answers_are_sometimes_missing(tables):
    closed = [row for row in tables["cases"] if row["closed_at"]]
    assert 0 < sum(row["handling_minutes"] is None for row in closed) < len(closed) / 3
    answered = sum(row["score"] is not None for row in tables["feedback"])
    assert 0.2 < answered / len(tables["feedback"]) < 0.6


def test_busy_months_go_over_capacity(tables):
    used = Counter()
    for row in tables["cases"]:
        opened = row["opened_at"]
        used[opened.year, opened.month] += row["handling_minutes"] or 0
    capacity = {
        (row["month"].year, row["month"].month): row["practical_minutes"]
        for row in tables["resource_capacity"]
        if row["pool_id"] == "P200"
    }
    over = [month for month, minutes in used.items() if minutes > capacity[month]]
    assert 0 < len(over) < 18


def test_pools_have_drivers_but_for_one_and_leave_a_profit(tables, profit):
    drivers = {row["pool_id"]: row["driver"] for row in tables["cost_pools"]}
    assert sum(driver is None for driver in drivers.values()) == 1
    assert {row["waterfall_step"] for row in tables["cost_pools"]} == {
        "fulfilment", "service", "sales", "marketing", "overhead",
    }  # fmt: skip
    pools = sum(row["amount"] for row in tables["cost_pools"])
    assert 0 < pools < sum(gp for _, gp in profit.values())


def test_the_ledger_nearly_agrees_with_the_sales(tables, sales, rate):
    kinds = {row["product_id"]: row["product_type"] for row in tables["products"]}
    gross = sum(
        line["quantity"]
        * (line["list_price"] or line["unit_price"])
        * rate.get(sales[line["order_id"]]["currency_code"], 1)
        for line in tables["order_lines"]
        if line["order_id"] in sales and kinds.get(line["product_id"]) != "gift_card"
    )
    booked = -sum(
        row["amount"] for row in tables["gl_balances"] if row["gl_account"] in {"4400", "4410"}
    )
    assert booked != gross
    assert abs(booked - gross) < gross * Decimal("0.01")
