"""What was known on a day is what a build as of that day would have staged, and nothing else."""

from datetime import date

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from random_landing import random_landing

RUNS = settings(derandomize=True, deadline=None, max_examples=3, phases=[Phase.generate])
DAYS = [date(2025, 1, day) for day in (1, 3, 6, 8, 11)]
STAGED = {
    "stg_orders__order_versions": "stg_orders__orders",
    "stg_orders__order_line_versions": "stg_orders__order_lines",
    "stg_orders__return_versions": "stg_orders__returns",
    "stg_costs__product_cost_versions": "stg_costs__product_costs",
    "stg_crm__user_versions": "stg_crm__users",
}
ABOUT_VERSIONS = {"known_from", "known_to"}


def told(row, names):
    """What a row says in these columns; staging reads an empty `is_test` as no."""
    said = {name: bool(value) if name == "is_test" else value for name, value in row.items()}
    return tuple(sorted((name, str(value)) for name, value in said.items() if name in names))


def known_at(warehouse, versions, day):
    """Versions of a day, without the columns that staging calls otherwise."""
    staged_columns = {
        row["column_name"]
        for row in warehouse.query(f"describe {relation(warehouse, STAGED[versions])}")
    }
    return {
        told(row, staged_columns)
        for row in warehouse.rows(versions)
        if row["known_from"] <= day and (row["known_to"] is None or day < row["known_to"])
    }


def staged(warehouse, versions):
    warehouse.build(versions)
    names = {
        row["column_name"] for row in warehouse.query(f"describe {relation(warehouse, versions)}")
    } - ABOUT_VERSIONS
    return {told(row, names) for row in warehouse.rows(STAGED[versions])}


def relation(warehouse, model):
    warehouse.build(model)
    return f"staging.{model}"


@RUNS
@given(seed=st.integers(0, 10**6), damage=st.sampled_from([0.03, 0.1]))
def test_versions_of_a_day_are_what_was_staged_on_it(warehouse, warehouse_as_of, seed, damage):
    rows, _ = random_landing(seed, damage)
    warehouse.land(**rows)
    for day in DAYS:
        then = warehouse_as_of(day)
        then.land(**rows)
        for versions in STAGED:
            assert known_at(warehouse, versions, day) == staged(then, versions), (versions, day)
