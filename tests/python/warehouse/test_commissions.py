"""Commissions of random sales against the rules in Python, and what no late row may change."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from commission_company import BRACKETS, RATES, RATES_OF_ANY_TIER, TIERS, random_sales
from commission_oracle import commissions, receipts
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

# Not shrunk: a company takes seconds to build, and a difference names its line anyway.
RUNS = settings(derandomize=True, deadline=None, max_examples=4, phases=[Phase.generate])
CLOSES = [date(2025, 4, 11), date(2025, 7, 11), date(2025, 10, 11)]
AS_OF = date(2025, 12, 31)
ABOUT_THE_BUILD = {"is_closed", "as_of_date"}


def land(warehouse, tables, rates=RATES):
    warehouse.replace_seed("commission_rates", rates)
    warehouse.replace_seed("commission_accelerators", BRACKETS)
    warehouse.replace_seed("product_margin_tier_rules", TIERS)
    warehouse.land(**tables)


@RUNS
@given(seed=st.integers(0, 10**6))
def test_every_commission_line_is_what_the_rules_say(warehouse, seed):
    tables = random_sales(seed)
    land(warehouse, tables)
    orders = {row["order_id"]: row for row in tables["orders"]}
    received = receipts(tables["payments"], orders, warehouse.rows("int_order_lines_discounted"))
    expected = commissions(orders, warehouse.rows("int_order_lines_posted"), received)
    lines = warehouse.rows("fct_commission_lines")
    built = {
        (row["source_id"], row["user_id"]): tuple(
            row[name] for name in ("base_amount", "basic_amount", "accelerator_amount")
        )
        for row in lines
    }
    assert len(built) == len(lines)
    differing = {
        key: (built.get(key), expected.get(key))
        for key in built.keys() | expected.keys()
        if built.get(key) != expected.get(key)
    }
    assert not dict(sorted(differing.items())[:3])
    assert not [row for row in lines if row["is_adjustment"] or row["is_reversal"]]
    assert any(row["accelerator_amount"] for row in lines)


def as_it_landed(seed):
    """The same sales over a year of batches: late rows, corrected lines, cancelled orders."""
    random = Random(seed)
    tables = random_sales(seed)
    days = {row["order_id"]: date.fromisoformat(row["ordered_at"][:10]) for row in tables["orders"]}

    def batch(day):
        return day + timedelta(days=random.choice([0, 1, 10, 10, 60, 150]))

    landed = {
        row["order_id"]: batch(day)
        for row, day in zip(tables["orders"], days.values(), strict=True)
    }
    landed["o0"] = date(2025, 1, 1)
    history = dict(tables)
    history["orders"], history["order_lines"] = [], []
    for order in tables["orders"]:
        order_id = order["order_id"]
        history["orders"].append(order | {"batch_date": landed[order_id]})
        if random.random() < 0.3:
            fate = random.choice(
                [
                    {"status": "cancelled"},
                    {"is_deleted": "y"},
                    {"sales_user_id": "clerk"},
                    {"order_discount_amount": "1"},
                ]
            )
            history["orders"].append(
                order | fate | {"batch_date": batch(landed[order_id]), "_row": 9000}
            )
    for number, line in enumerate(tables["order_lines"]):
        order_id = line["order_id"]
        first = max(landed[order_id], batch(days[order_id]))
        history["order_lines"].append(line | {"batch_date": first})
        if random.random() < 0.3:
            again = line | {"quantity": "2.5", "batch_date": batch(first + timedelta(days=30))}
            history["order_lines"].append(again | {"_row": 9000 + number})
    for table, when in (("returns", "returned_at"), ("payments", "paid_at")):
        history[table] = [
            row | {"batch_date": batch(date.fromisoformat(row[when][:10]))} for row in tables[table]
        ]
    return history


def statements(warehouse, last_close):
    return {
        (row["user_id"], row["period_start"]): {
            name: value for name, value in row.items() if name not in ABOUT_THE_BUILD
        }
        for row in warehouse.rows("rpt_commission_statements")
        if row["closed_on"] <= last_close
    }


@settings(RUNS, max_examples=2)
@given(seed=st.integers(0, 10**6))
def test_a_closed_statement_never_changes(warehouse, seed):
    history = as_it_landed(seed)
    told = {}
    for close in CLOSES:
        known = {
            table: [row for row in rows if row["batch_date"] <= close]
            for table, rows in history.items()
        }
        land(warehouse, known, RATES_OF_ANY_TIER)
        told[close] = statements(warehouse, close)
    land(warehouse, history, RATES_OF_ANY_TIER)
    for close in CLOSES:
        assert statements(warehouse, close) == told[close], close

    lines = warehouse.rows("fct_commission_lines")
    assert {True} == {any(row[name] for row in lines) for name in ("is_adjustment", "is_reversal")}
    assert any(row["accelerator_amount"] for row in lines if row["is_adjustment"])
    in_the_end = totals(lines)
    current = {
        table: [row | {"batch_date": date(2025, 1, 1)} for row in rows]
        for table, rows in newest(history).items()
    }
    land(warehouse, current, RATES_OF_ANY_TIER)
    assert totals(warehouse.rows("fct_commission_lines")) == in_the_end


def totals(lines):
    """What is left of each line's base, and what each person earned by its sale, if anything is."""
    sums = defaultdict(Decimal)
    for row in lines:
        sums[row["order_line_id"]] += row["base_amount"] or 0
        if row["source_id"].endswith(":sale"):
            sums[row["source_id"], row["user_id"]] += row["basic_amount"] or 0
    return {key: amount for key, amount in sums.items() if amount}


def newest(history):
    """Of each row that the warehouse knows, only the version that came last."""
    keys = {"orders": "order_id", "order_lines": "order_line_id"}
    kept = {}
    for table, rows in history.items():
        known = sorted(
            (row for row in rows if row["batch_date"] <= AS_OF), key=lambda row: row["batch_date"]
        )
        last = {row[keys[table]]: row for row in known} if table in keys else {}
        kept[table] = list(last.values()) if last else known
    return kept
