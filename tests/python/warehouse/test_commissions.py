"""Commissions of random sales against the rules in Python, and what no later row may change."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from commission_company import BRACKETS, RATES, RATES_OF_ANY_TIER, TIERS, random_sales
from commission_history import as_it_landed, known_by, newest
from commission_oracle import book, commissions, receipts
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

# Not shrunk: a company takes seconds to build, and a difference names its line anyway.
RUNS = settings(derandomize=True, deadline=None, max_examples=4, phases=[Phase.generate])
CLOSES = [date(2025, 4, 11), date(2025, 7, 11), date(2025, 10, 11)]
AS_OF = date(2025, 12, 31)
ABOUT_THE_BUILD = {"is_closed", "as_of_date", "is_standing"}
AMOUNTS = ("base_amount", "basic_amount", "accelerator_amount")
# a correction of what the first quarter was paid by, agreed long after it
CORRECTED_RATE = {
    "role": "rep",
    "product_margin_tier": "low",
    "base_type": "gross_profit",
    "rate": "0.05",
    "owner": "me",
    "valid_from": date(2025, 1, 1),
    "valid_to": date(2025, 3, 1),
    "known_from": date(2025, 8, 1),
}


def land(warehouse, tables, rates=RATES):
    warehouse.replace_seed("commission_rates", rates)
    warehouse.replace_seed("commission_accelerators", BRACKETS)
    warehouse.replace_seed("product_margin_tier_rules", TIERS)
    warehouse.land(**tables)


def by_the_rules(warehouse, tables, rates):
    """What the rules make of tables that hold each row once, and what the warehouse posted of it."""
    orders = {row["order_id"]: row for row in tables["orders"]}
    payments = [
        row for row in tables["payments"] if row["order_id"] in orders and not row.get("is_deleted")
    ]
    received = receipts(payments, orders, warehouse.rows("int_order_lines_discounted"), warehouse)
    return commissions(
        orders, warehouse.rows("int_order_lines_posted"), received, book(tables, rates, BRACKETS)
    )


def differing(built, expected):
    wrong = {
        key: (built.get(key), expected.get(key))
        for key in built.keys() | expected.keys()
        if built.get(key) != expected.get(key)
    }
    return dict(sorted(wrong.items())[:3])


@RUNS
@given(seed=st.integers(0, 10**6))
def test_every_commission_line_is_what_the_rules_say(warehouse, seed):
    tables = random_sales(seed)
    land(warehouse, tables)
    lines = warehouse.rows("fct_commission_lines")
    built = {
        (row["source_id"], row["user_id"]): tuple(row[name] for name in AMOUNTS) for row in lines
    }
    assert len(built) == len(lines)
    assert not differing(built, by_the_rules(warehouse, tables, RATES))
    assert not [row for row in lines if row["is_adjustment"] or row["is_reversal"]]
    assert any(row["accelerator_amount"] for row in lines)


def standing(lines):
    """What each event comes to by all statements so far; what was reversed has left nothing."""
    return {
        (row["source_id"], row["user_id"]): tuple(row[name] for name in AMOUNTS)
        for row in lines
        if row["is_standing"]
    }


def totals(rows):
    """Sums of what is paid; an unknown amount is paid when it becomes known."""
    sums = defaultdict(Decimal)
    for row in rows:
        for name in AMOUNTS:
            sums[row["source_id"], row["user_id"], name] += row[name] or 0
    return {key: amount for key, amount in sums.items() if amount}


def statements(warehouse, last_close):
    """The statements that are closed by then and all their lines, as texts."""
    closed = {
        row["period_start"]
        for row in warehouse.rows("int_commission_periods_dated")
        if row["closed_on"] <= last_close
    }
    return {
        name: sorted(
            str({column: value for column, value in row.items() if column not in ABOUT_THE_BUILD})
            for row in warehouse.rows(name)
            if row[period] in closed
        )
        for name, period in (
            ("fct_commission_lines", "statement_period_start"),
            ("rpt_commission_statements", "period_start"),
        )
    }


@settings(RUNS, max_examples=3)
@given(seed=st.integers(0, 10**6))
def test_a_closed_statement_never_changes(warehouse, warehouse_as_of, seed):
    history = as_it_landed(seed)
    rates = [*RATES_OF_ANY_TIER, CORRECTED_RATE]
    told = {}
    for close in CLOSES:
        then = warehouse_as_of(close)
        land(then, history, rates)
        told[close] = statements(then, close)
        # what is paid so far is what the rules make of all that was known on the day
        lines = then.rows("fct_commission_lines")
        known = newest(known_by(history, close))
        agreed = [row for row in rates if (row.get("known_from") or close) <= close]
        assert not differing(standing(lines), by_the_rules(then, known, agreed))
        standing_lines = [row for row in lines if row["is_standing"]]
        assert totals(lines) == totals(standing_lines)

    land(warehouse, history, rates)
    for close in CLOSES:
        assert statements(warehouse, close) == told[close], close
    lines = warehouse.rows("fct_commission_lines")
    assert not differing(
        standing(lines), by_the_rules(warehouse, newest(known_by(history, AS_OF)), rates)
    )
    assert {True} == {any(row[name] for row in lines) for name in ("is_adjustment", "is_reversal")}
    assert any(row["accelerator_amount"] for row in lines if row["is_adjustment"])
