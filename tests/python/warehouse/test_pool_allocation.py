"""Random cost pools of random companies, from the landing to the mart, against the oracle."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pool_company import landed, random_pools
from pool_oracle import Part, allocated

# Not shrunk: a company takes a second to build, and a difference names its pool.
RUNS = settings(derandomize=True, deadline=None, max_examples=10, phases=[Phase.generate])
CENT = Fraction(1, 100)


def built(warehouse, facts):
    """Parts by grain as the mart has them, and the customer behind each account."""
    warehouse.land(**landed(facts))
    customers = {
        row["source_id"]: row["customer_id"] for row in warehouse.rows("int_customer_ids_resolved")
    }
    parts = {
        (row["pool_id"], row["month"], row["customer_id"], row["allocation_kind"]): Part(
            row["reason"], row["driver_quantity"], row["allocated_amount"], row["is_over_capacity"]
        )
        for row in warehouse.rows("fct_cost_allocations")
    }
    return parts, customers


@RUNS
@given(seed=st.integers(0, 10**6))
def test_every_part_of_every_pool_is_what_the_rules_say(warehouse, seed):
    facts = random_pools(seed)
    found, customers = built(warehouse, facts)
    expected = allocated(facts, customers)
    differences = {
        key: (found.get(key), expected.get(key))
        for key in sorted(found.keys() | expected.keys(), key=str)
        if found.get(key) != expected.get(key)
    }
    assert not dict(list(differences.items())[:3])


@settings(RUNS, max_examples=5)
@given(seed=st.integers(0, 10**6))
def test_a_used_minute_costs_its_rate_and_nothing_vanishes(warehouse, seed):
    found, _ = built(warehouse, random_pools(seed))
    wholes = {
        (row["pool_id"], row["month"]): row["amount"]
        for row in warehouse.rows("int_cost_pools_priced")
    }
    sums = defaultdict(list)
    for (pool, month, _, _), part in found.items():
        sums[pool, month].append(part.amount)
    assert sums.keys() == wholes.keys()
    for key, parts in sums.items():
        assert (None if None in parts else sum(parts, Decimal(0))) == wholes[key], key

    for row in warehouse.rows("rpt_capacity_monthly"):
        key, supplied = (row["pool_id"], row["month"]), Fraction(row["supplied_minutes"])
        if not row["used_minutes"] or wholes[key] is None:
            continue
        whole, used = Fraction(wholes[key]), Fraction(row["used_minutes"])
        rate = whole / max(supplied, used)
        assert row["is_over_capacity"] == (used > supplied), key
        for (pool, month, _, kind), part in found.items():
            if (pool, month) == key and kind == "driver" and part.quantity > 0:
                # Digits below the cent stay with one member, on top of the cent of rounding.
                difference = abs(Fraction(part.amount) - rate * Fraction(part.quantity))
                assert difference < CENT + abs(whole) % CENT, (key, part)
