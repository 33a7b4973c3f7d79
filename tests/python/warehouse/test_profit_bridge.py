"""The profit bridge against the textbook: random sales, every comparison, every scope."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from bridge_oracle import average_rates, bridge, comparisons, first_day, month_number
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small_warehouse import SmallWarehouse

# One example is a company with hundreds of bridges; a difference names its bridge.
RUNS = settings(derandomize=True, deadline=None, max_examples=10, phases=[Phase.generate])
COLUMNS = {
    "volume": "volume_effect_amount",
    "mix": "mix_effect_amount",
    "price": "price_effect_amount",
    "cost": "cost_effect_amount",
    "fx": "fx_effect_amount",
    "new": "new_items_amount",
    "lost": "lost_items_amount",
    "other": "other_amount",
}
CATEGORIES = {"p1": "Coffee", "p2": "Coffee", "p3": "Machines", "p4": None, "shipping": None}
RATES = {"EUR": Decimal(1), "USD": Decimal("0.9"), "GBP": Decimal("1.2"), "JPY": Decimal("0.0061")}
HALF_UNIT = Fraction(1, 20_000)


@pytest.fixture(scope="module")
def warehouse(compiled):
    """A warehouse of this module's own, because it makes up what models hold."""
    own = SmallWarehouse(compiled)
    own.replace_model(
        "int_products_described",
        [{"product_id": name, "category": category} for name, category in CATEGORIES.items()],
    )
    return own


def money(value):
    return Decimal(value).quantize(Decimal("0.0001"))


def posting(number, random, day):
    """A sale or a return; now and then of shipping, now and then with a rate or cost unknown."""
    is_return = random.random() < 0.25
    kind = "shipping" if random.random() < 0.1 else "product"
    currency = random.choice(["EUR", "EUR", "USD", "GBP", "JPY"])
    rate = RATES[currency] * random.choice([Decimal(1), Decimal(1), Decimal("1.07")])
    local = money(
        random.choice([0, 1, random.randrange(5000), Decimal(random.randrange(10**8)) / 10**4])
    )
    quantity = money(
        random.choice([1, 3, random.randrange(40), Decimal(random.randrange(10**6)) / 10**4])
    )
    sign = -1 if is_return else 1
    revenue = money(sign * local * rate)
    cost = money(
        0 if kind == "shipping" else sign * local * Decimal("0.6") * random.choice([0, 1, 2])
    )
    unknown = random.choice(["", "", "", "", "rate", "cost"])
    return {
        "posting_id": str(number),
        "order_line_id": str(number),
        "posting_type": "return" if is_return else "sale",
        "posted_date": day,
        "customer_id": random.choice(["c1", "c2", "unknown"]),
        "product_id": "shipping" if kind == "shipping" else random.choice(["p1", "p2", "p3", "p4"]),
        "currency_code": currency,
        "line_kind": kind,
        "quantity": sign * quantity,
        "value_local": money(0) if is_return else local + 5,
        "order_discount_local": money(0 if is_return else 5),
        "returns_local": local if is_return else money(0),
        "net_revenue_amount": None if unknown == "rate" else revenue,
        "cogs_amount": None if unknown == "cost" else cost,
        "gross_profit_amount": None if unknown else revenue - cost,
    }


def random_postings(seed):
    """Two years and a bit with gaps; few items, so that many come, go and only come back."""
    random = Random(seed)
    first = date(2023, random.randrange(1, 13), 1)
    days = [
        first + timedelta(days=random.randrange(800)) for _ in range(random.choice([3, 40, 150]))
    ]
    return [posting(number, random, day) for number, day in enumerate(days)]


def built(warehouse, postings):
    """The bridges of postings that are lines of their own: what is unknown is left out alone."""
    warehouse.replace_model("int_order_lines_posted", postings)
    left_out = [row["order_line_id"] for row in postings if row["gross_profit_amount"] is None]
    warehouse.replace_model("int_order_lines_left_out", [{"order_line_id": x} for x in left_out])
    return {
        (row["comparison"], row["period_start"], row["scope_type"], row["scope_id"]): row
        for row in warehouse.rows("rpt_profit_bridge")
    }


def scopes(row, comparison):
    yield "company", "company"
    yield "category", CATEGORIES[row["product_id"]] or "uncategorised"
    if comparison == "previous_year":
        yield "customer", row["customer_id"]


def expected(postings):
    """The bridge of every comparison and scope in which anything was posted."""
    found = {}
    for comparison, start, before, after in comparisons(postings):
        by_scope = defaultdict(lambda: ([], []))
        for row in postings:
            for side, months in enumerate((before, after)):
                if month_number(row["posted_date"]) in months:
                    for scope in scopes(row, comparison):
                        by_scope[scope][side].append(row)
        sold_before = [row for row in postings if month_number(row["posted_date"]) in before]
        rates = average_rates(sold_before)
        for scope, (old, new) in by_scope.items():
            found[comparison, first_day(start), *scope] = (bridge(old, new, rates), old, new)
    return found


def known_profit(rows):
    return sum((row["gross_profit_amount"] or Decimal(0) for row in rows), Decimal(0))


def unknown_count(rows):
    return sum(row["gross_profit_amount"] is None for row in rows)


@RUNS
@given(seed=st.integers(0, 10**6))
def test_every_bridge_is_that_of_the_textbook(warehouse, seed):
    postings = random_postings(seed)
    rows, oracle = built(warehouse, postings), expected(postings)
    assert rows.keys() == oracle.keys()
    for key, (bridged, old, new) in oracle.items():
        row = rows[key]
        for effect, column in COLUMNS.items():
            away = abs(Fraction(row[column]) - bridged.effects[effect])
            assert away <= bridged.roundings[effect] * HALF_UNIT, (key, effect, row[column], away)
        assert row["gross_profit_before_amount"] == known_profit(old), key
        assert row["gross_profit_after_amount"] == known_profit(new), key
        assert row["unknown_line_count_before"] == unknown_count(old), key
        assert row["unknown_line_count_after"] == unknown_count(new), key
        for status, count in bridged.counts.items():
            assert row[f"{status}_item_count"] == count, (key, status)


@RUNS
@given(seed=st.integers(0, 10**6))
def test_the_effects_sum_exactly_to_the_change(warehouse, seed):
    rows = built(warehouse, random_postings(seed))
    changes = defaultdict(Decimal)
    for (comparison, start, scope_type, _), row in rows.items():
        change = row["gross_profit_after_amount"] - row["gross_profit_before_amount"]
        assert sum(row[column] for column in COLUMNS.values()) == change == row["change_amount"], (
            row
        )
        changes[comparison, start, scope_type] += change
    for (comparison, start, scope_type), change in changes.items():
        assert change == changes[comparison, start, "company"], (comparison, start, scope_type)


@RUNS
@given(seed=st.integers(0, 10**6))
def test_where_nothing_changed_no_effect_is_anything(warehouse, seed):
    """The same sales again, each currency at one rate of few digits, so that nothing is rounded."""
    random, january, rows = Random(seed), date(2025, 1, 15), []
    for number in range(30):
        row = posting(number, random, january)
        if row["currency_code"] in {"EUR", "USD"} and row["net_revenue_amount"] is not None:
            sign = 1 if row["posting_type"] == "sale" else -1
            local = Decimal(random.randrange(1000))
            revenue = sign * local * RATES[row["currency_code"]]
            row |= {"value_local": local + 5 if sign > 0 else 0}
            row |= {"returns_local": local if sign < 0 else 0, "net_revenue_amount": revenue}
            if row["gross_profit_amount"] is not None:
                row["gross_profit_amount"] = revenue - row["cogs_amount"]
            rows.append(row)
    again = [
        row | {"posting_id": f"{row['posting_id']}b", "posted_date": date(2025, 2, 3)}
        for row in rows
    ]
    bridges = built(warehouse, rows + again)
    assert ("previous_month", date(2025, 2, 1), "company", "company") in bridges
    for key, row in bridges.items():
        if key[0] == "previous_month":
            assert {row[column] for column in COLUMNS.values()} == {Decimal(0)}, row
            assert row["new_item_count"] == row["lost_item_count"] == 0
