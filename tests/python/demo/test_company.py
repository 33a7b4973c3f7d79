"""The company holds together: references point somewhere, nothing happens before its cause."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from orchestration.contract import landing_contract

LAST_MOMENT = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
CONTRACT = landing_contract()


def test_every_contract_table_has_data(tables):
    assert set(tables) == set(CONTRACT)


@pytest.mark.parametrize("table", CONTRACT.values(), ids=lambda table: table.name)
def test_every_table_has_its_required_columns_filled(tables, table):
    for column in table.required_columns:
        assert all(row.get(column) is not None for row in tables[table.name]), column


@pytest.mark.parametrize("table", CONTRACT.values(), ids=lambda table: table.name)
def test_every_table_only_has_columns_of_the_contract(tables, table):
    found = {name for row in tables[table.name] for name in row} - {"_system"}
    assert found <= set(table.column_names)


@pytest.mark.parametrize("table", CONTRACT.values(), ids=lambda table: table.name)
def test_words_and_numbers_are_allowed(tables, table):
    for column in table.columns:
        values = [row.get(column.name) for row in tables[table.name]]
        present = [value for value in values if value is not None]
        if "allowed" in column.meta:
            assert set(present) <= set(column.meta["allowed"])
        if "minimum" in column.meta:
            assert all(float(value) >= column.meta["minimum"] for value in present)
        if column.meta.get("format") == "currency":
            assert all(re.fullmatch("[A-Z]{3}", value) for value in present)
        if column.happened and column.data_type == "timestamp":
            assert all(value < LAST_MOMENT for value in present)


REFERENCES = [
    ("order_lines", "order_id", "orders", "order_id"),
    ("returns", "order_id", "orders", "order_id"),
    ("returns", "order_line_id", "order_lines", "order_line_id"),
    ("payments", "order_id", "orders", "order_id"),
    ("shipments", "order_id", "orders", "order_id"),
    ("orders", "customer_id", "customers", "customer_id"),
    ("orders", "account_id", "accounts", "account_id"),
    ("orders", "opportunity_id", "opportunities", "opportunity_id"),
    ("orders", "sales_user_id", "users", "user_id"),
    ("customers", "account_id", "accounts", "account_id"),
    ("accounts", "owner_user_id", "users", "user_id"),
    ("accounts", "parent_account_id", "accounts", "account_id"),
    ("contacts", "account_id", "accounts", "account_id"),
    ("opportunities", "account_id", "accounts", "account_id"),
    ("opportunities", "lead_id", "leads", "lead_id"),
    ("opportunities", "campaign_id", "campaigns", "campaign_id"),
    ("opportunity_stage_changes", "opportunity_id", "opportunities", "opportunity_id"),
    ("opportunity_splits", "opportunity_id", "opportunities", "opportunity_id"),
    ("opportunity_splits", "user_id", "users", "user_id"),
    ("leads", "campaign_id", "campaigns", "campaign_id"),
    ("leads", "converted_account_id", "accounts", "account_id"),
    ("leads", "converted_opportunity_id", "opportunities", "opportunity_id"),
    ("activities", "user_id", "users", "user_id"),
    ("activities", "account_id", "accounts", "account_id"),
    ("activities", "contact_id", "contacts", "contact_id"),
    ("activities", "lead_id", "leads", "lead_id"),
    ("activities", "opportunity_id", "opportunities", "opportunity_id"),
    ("campaign_touches", "lead_id", "leads", "lead_id"),
    ("campaign_touches", "contact_id", "contacts", "contact_id"),
    ("campaign_touches", "campaign_id", "campaigns", "campaign_id"),
    ("campaign_spend", "campaign_id", "campaigns", "campaign_id"),
    ("cases", "order_id", "orders", "order_id"),
    ("cases", "account_id", "accounts", "account_id"),
    ("cases", "contact_id", "contacts", "contact_id"),
    ("cases", "agent_user_id", "users", "user_id"),
    ("feedback", "subject_id", "cases", "case_id"),
    ("feedback", "contact_id", "contacts", "contact_id"),
    ("users", "team_id", "teams", "team_id"),
    ("users", "manager_user_id", "users", "user_id"),
    ("quotas", "user_id", "users", "user_id"),
    ("product_costs", "product_id", "products", "product_id"),
    ("resource_capacity", "pool_id", "cost_pools", "pool_id"),
]


@pytest.mark.parametrize(("table", "column", "parent", "parent_column"), REFERENCES, ids=str)
def test_references_point_to_something(tables, table, column, parent, parent_column):
    known = {row[parent_column] for row in tables[parent]}
    given = {row.get(column) for row in tables[table]} - {None}
    assert given
    assert given <= known


def test_only_a_few_lines_are_of_unknown_products(tables):
    known = {row["product_id"] for row in tables["products"]}
    unknown = [row for row in tables["order_lines"] if row["product_id"] not in known]
    assert 0 < len(unknown) < len(tables["order_lines"]) * 0.01


def test_nothing_happens_before_its_cause(tables, orders):
    customers = {row["customer_id"]: row["created_at"] for row in tables["customers"]}
    for order in orders.values():
        ordered = order["ordered_at"]
        assert (order["fulfilled_at"] or ordered) >= ordered
        assert (order["cancelled_at"] or ordered) >= ordered
        assert customers.get(order["customer_id"], ordered) <= ordered
    for row in tables["returns"]:
        assert row["returned_at"] > orders[row["order_id"]]["fulfilled_at"]
    for row in tables["shipments"]:
        assert row["shipped_at"] >= orders[row["order_id"]]["fulfilled_at"]
    for row in tables["payments"]:
        assert row["paid_at"] >= orders[row["order_id"]]["ordered_at"]


def test_deals_are_won_before_their_order(tables, orders):
    deals = {row["opportunity_id"]: row for row in tables["opportunities"]}
    accounts = {row["account_id"]: row["created_at"] for row in tables["accounts"]}
    for deal in deals.values():
        assert accounts[deal["account_id"]] <= deal["created_at"]
        assert (deal["closed_at"] or deal["created_at"]) >= deal["created_at"]
        assert (deal["outcome"] is None) == (deal["closed_at"] is None)
    with_deal = [row for row in orders.values() if row.get("opportunity_id")]
    assert all(deals[row["opportunity_id"]]["closed_at"] <= row["ordered_at"] for row in with_deal)


def test_stage_changes_lie_within_their_deal_and_end_where_it_stands(tables):
    deals = {row["opportunity_id"]: row for row in tables["opportunities"]}
    last = {}
    for change in sorted(tables["opportunity_stage_changes"], key=lambda row: row["change_id"]):
        deal = deals[change["opportunity_id"]]
        assert deal["created_at"] <= change["changed_at"]
        assert deal["closed_at"] is None or change["changed_at"] <= deal["closed_at"]
        last[change["opportunity_id"]] = change["to_stage"]
    assert all(deals[deal]["stage_name"] == stage for deal, stage in last.items())


def test_line_discounts_never_exceed_their_line(tables):
    for row in tables["order_lines"]:
        assert (row["line_discount_amount"] or 0) <= row["quantity"] * row["unit_price"]


def test_a_seat_has_one_person_at_a_time(tables):
    stints = Counter((row["user_id"], row["valid_from"]) for row in tables["users"])
    assert max(stints.values()) == 1
    for row in tables["users"]:
        if row["valid_from"] and row["valid_to"]:
            assert row["valid_from"] < row["valid_to"]
