"""Cost variances against the textbook: random costs of goods, charges, commissions and pools."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from cost_oracle import PARTS, variances
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from made_up_models import warehouse_of
from random_costs import CUSTOMERS, MONTHS, READ, Costs, money

RUNS = settings(derandomize=True, deadline=None, max_examples=12, phases=[Phase.generate])
COLUMNS = {
    "volume": "volume_variance_amount",
    "mix": "mix_variance_amount",
    "rate": "rate_variance_amount",
    "new": "new_items_amount",
    "lost": "lost_items_amount",
    "undriven": "undriven_amount",
}
GRAIN = ("month_start", "scope_type", "scope_id", "waterfall_step", "cost_category")
UNIT = Fraction(1, 10_000)


@pytest.fixture(scope="module")
def warehouse(compiled):
    """A warehouse in which the models that costs are read from hold random rows."""
    return warehouse_of(compiled, READ)


def built(warehouse, costs):
    for name, rows in costs.rows.items():
        warehouse.replace_seed(name, rows)
    return {
        tuple(row[name] for name in GRAIN): row
        for row in warehouse.rows("rpt_cost_structure_monthly")
    }


@RUNS
@given(seed=st.integers(0, 10**6))
def test_every_variance_is_that_of_the_textbook(warehouse, seed):
    costs = Costs(seed)
    rows = built(warehouse, costs)
    for place, month in enumerate(MONTHS):
        for key, expected in variances(costs.facts, place).items():
            row = rows.pop((month, *key), None)
            if row is None:
                assert not any((expected.before, expected.after, expected.unknown)), key
                assert all(abs(part) <= 9 * UNIT for part in expected.parts.values()), key
                continue
            assert row["known_cost_amount"] == expected.after, key
            assert row["previous_cost_amount"] == expected.before, key
            assert row["unknown_amount_count"] == expected.unknown, key
            for part in PARTS:
                # each item of each customer is rounded to the fourth place, and then grows
                away = abs(Fraction(row[COLUMNS[part]]) - expected.parts[part])
                assert away <= (20 + 10 * expected.growth) * UNIT, (month, key, part)
            if row["volume_driver"] in expected.quantities and row["volume"] is not None:
                had, has = expected.quantities[row["volume_driver"]]
                assert (row["previous_volume"], row["volume"]) == (had, has), (month, key)
    # the month after the last one with costs shows what is gone
    assert {key[0] for key in rows} <= {date(2025, 6, 1)}
    assert all(row["known_cost_amount"] == 0 for row in rows.values())


@RUNS
@given(seed=st.integers(0, 10**6))
def test_the_parts_sum_exactly_and_the_scopes_agree(warehouse, seed):
    totals = defaultdict(lambda: defaultdict(Decimal))
    for key, row in built(warehouse, Costs(seed)).items():
        change = row["known_cost_amount"] - row["previous_cost_amount"]
        assert sum(row[column] for column in COLUMNS.values()) == change == row["variance_amount"]
        cell = totals[key[0], *key[3:]]
        for name in ("rate", "new", "lost", "undriven"):
            cell[key[1], name] += row[COLUMNS[name]]
        cell[key[1], "quantity"] += row[COLUMNS["volume"]] + row[COLUMNS["mix"]]
    for key, cell in totals.items():
        for (scope, name), amount in cell.items():
            assert amount == cell["company", name], (key, scope, name)


@RUNS
@given(seed=st.integers(0, 10**6))
def test_where_no_rate_moved_a_new_mix_moves_none(warehouse, seed):
    """Other quantities of the same products and pools at the same unit costs."""
    costs, random = Costs(0), Random(seed)
    costs.rows, costs.facts = {name: [] for name in READ}, []
    for month in (0, 1):
        for product, unit_cost in (("p1", 2), ("p2", 30), ("p3", 7)):
            quantity = Decimal(random.randrange(1, 500))
            costs.rows["int_order_lines_costed"].append(
                {"customer_id": random.choice(CUSTOMERS), "product_id": product}
                | {"line_kind": "product", "has_actual_cost": False, "quantity": quantity}
                | {"cogs_amount": 1, "ordered_date": MONTHS[month]}
            )
            buyer = costs.rows["int_order_lines_costed"][-1]["customer_id"]
            amount = money(quantity * unit_cost)
            costs.post(month, (buyer, product), ("cogs", "material"), "material_cost", amount)
    rows = built(warehouse, costs)
    for key, row in rows.items():
        if key[0] == MONTHS[1]:
            assert row["rate_variance_amount"] == 0, row
            assert row["controllable_variance_amount"] == 0, row
