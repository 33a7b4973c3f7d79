"""Every posting, line and month of random companies, against the rules worked out in Python."""

from decimal import Decimal, InvalidOperation

from exact_money import product
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from landed_company import land_company, landed_tables
from profit_oracle import customer_months, line_totals, postings
from random_company import random_company

# Not shrunk: a company takes a second to build, and a difference names its order anyway.
RUNS = settings(derandomize=True, deadline=None, max_examples=6, phases=[Phase.generate])
BEYOND_THE_ORACLE = {
    *("as_of_date", "definition_version", "source_table", "source_id", "unknown_amount_count"),
    *("fulfilment_amount", "commission_amount", "cm1_amount", "service_amount", "sales_amount"),
    *("cm2_amount", "marketing_amount", "cm3_amount", "overhead_amount", "net_profit_amount"),
    *(f"known_{level}_amount" for level in ("cm1", "cm2", "cm3", "net_profit")),
    "left_out_amount_count",
}
GRAINS = {
    "int_order_lines_posted": ("posting_id",),
    "fct_order_line_profit": ("order_line_id",),
    "fct_customer_profit_monthly": ("customer_id", "month_start"),
}


def built(warehouse, name):
    """Rows of a model by grain, under the customer's natural name."""
    names = {
        row["customer_id"]: row["anchor"] for row in warehouse.rows("int_customer_ids_resolved")
    }
    rows = {}
    for row in warehouse.rows(name):
        row["customer_id"] = names.get(row["customer_id"], row["customer_id"])
        key = tuple(row[column] for column in GRAINS[name])
        assert key not in rows, f"{name} holds {key} twice"
        rows[key] = {column: row[column] for column in row.keys() - BEYOND_THE_ORACLE}
    return rows


def differences(built_rows, expected_rows, grain):
    """Three rows at most in which the two sides differ, with those columns: (built, expected)."""
    expected = {tuple(row[name] for name in grain): row for row in expected_rows}
    found = {}
    for key in sorted(built_rows.keys() | expected.keys(), key=str):
        ours, theirs = built_rows.get(key, {}), expected.get(key, {})
        pairs = {
            name: (ours.get(name, "absent"), theirs.get(name, "absent"))
            for name in ours.keys() | theirs.keys()
        }
        if ours != theirs:
            found[key] = {name: pair for name, pair in sorted(pairs.items()) if pair[0] != pair[1]}
    return dict(list(found.items())[:3])


def extract_totals(tables):
    """What the landed texts add up to, every version; a text that is no number is nothing."""

    def number(cell):
        try:
            return Decimal(cell or 0).quantize(Decimal("0.000001"))
        except InvalidOperation:
            return None

    def line_value(row):
        value = product(number(row["quantity"]), number(row["unit_price"]))
        discount = number(row["line_discount_amount"])
        return None if value is None or discount is None else value - discount

    values = {
        "line_value": map(line_value, tables["order_lines"]),
        "order_discount": [number(row["order_discount_amount"]) for row in tables["orders"]],
        "shipping_charged": [number(row["shipping_charged_amount"]) for row in tables["orders"]],
        "refund": [number(row["refund_amount"]) for row in tables["returns"]],
    }
    return {measure: sum(filter(None, parts), Decimal(0)) for measure, parts in values.items()}


@RUNS
@given(seed=st.integers(0, 10**6))
def test_every_posting_line_and_month_is_what_the_rules_say(warehouse, seed):
    company = random_company(seed)
    land_company(warehouse, company)
    posted = postings(company)
    expected = {
        "int_order_lines_posted": posted,
        "fct_order_line_profit": line_totals(posted.values()),
        "fct_customer_profit_monthly": customer_months(posted.values()),
    }
    for name, rows in expected.items():
        assert not differences(built(warehouse, name), rows.values(), GRAINS[name]), name

    reconciled = warehouse.rows("rpt_reconciliation")
    assert not [row for row in reconciled if row["unexplained_amount"] != 0]
    refused = ("superseded_amount", "quarantined_amount")
    for row in reconciled:
        assert row["extract_amount"] - sum(map(row.get, refused)) == row["staged_amount"], row
    for measure, landed in extract_totals(landed_tables(company)).items():
        parts = [row["extract_amount"] for row in reconciled if row["measure"] == measure]
        assert sum(parts, Decimal(0)) == landed, measure
