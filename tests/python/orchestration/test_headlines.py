"""The headline text on numbers worked out by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import duckdb
import pytest

from orchestration.headline_text import headline_text
from orchestration.headlines import (
    CustomerProfit,
    Headlines,
    Quarantined,
    read_headlines,
)

HEADLINES = Headlines(
    as_of=date(2025, 3, 31),
    currency="EUR",
    first_month=date(2024, 1, 1),
    last_month=date(2025, 3, 1),
    net_revenue=Decimal("1234567.8900"),
    gross_profit=Decimal("617283.9450"),
    contribution=Decimal("123456.7890"),
    customer_count=1200,
    unprofitable_count=34,
    best=[CustomerProfit("Ada", Decimal("900.5"))],
    worst=[CustomerProfit("青竹贸易", Decimal("-12.345"))],
    left_out_lines=7,
    left_out_net_revenue=Decimal("70"),
    uncosted_lines=6,
    unpriced_lines=0,
    quarantined=[Quarantined("not_a_number", 3, ["orders", "returns"])],
)


def test_the_text_reads_like_this():
    assert headline_text(HEADLINES).splitlines() == [
        "As of 2025-03-31, 2024-01 to 2025-03, EUR",
        "net revenue             1,234,567.89",
        "gross profit            617,283.94 (50.0% of net revenue)",
        "contribution (cm2)      123,456.79 (10.0% of net revenue)",
        "customers               1,200",
        "unprofitable customers  34",
        "best customers          Ada                 900.50",
        "worst customers         青竹贸易            -12.34",
        "left out of all         7 lines with 70.00 net revenue,"
        " because something of them is unknown",
        "unknown cost            6 sales and returns",
        "quarantined rows        3 not_a_number (orders, returns)",
    ]


def test_a_warehouse_without_sales_has_no_share_and_no_months():
    nothing = replace(
        HEADLINES, net_revenue=Decimal(0), first_month=None, last_month=None, best=[], worst=[]
    )
    text = headline_text(nothing)
    assert "no sales yet" in text
    assert "%" not in text


MONTHS = [
    ("a", "2025-01-01", 100, 60, 50, 1, 0, 0, 0, 0),
    ("a", "2025-02-01", 50, 30, -70, 0, 0, 0, 0, 0),
    ("b", "2025-02-01", 10, 5, 5, 1, 3, 4, 2, 1),
    ("c", "2025-02-01", 10, 4, 4, 1, 0, 0, 0, 0),
    ("d", "2025-02-01", 10, 3, 3, 1, 0, 0, 0, 0),
    ("visited", "2025-02-01", 0, 0, -9, 0, 0, 0, 0, 0),
    ("unknown", "2025-03-01", 1000, 500, 400, 1, 0, 0, 0, 0),
    ("unallocated", "2025-03-01", 0, 0, -99, 0, 0, 0, 0, 0),
]


@pytest.fixture
def files(tmp_path):
    (tmp_path / "published").mkdir()
    with duckdb.connect(tmp_path / "published" / "marts.duckdb") as published:
        published.execute(
            "create table publication as"
            " select date '2025-03-31' as as_of_date, 'EUR' as reporting_currency"
        )
        published.execute(
            "create table dim_customers as select * from"
            " (values ('a', 'Anna'), ('b', null), ('c', 'Carl')) as t (customer_id, customer_name)"
        )
        published.execute(
            "create table fct_customer_profit_monthly (customer_id varchar, month_start date,"
            " known_net_revenue_amount decimal(18, 4), known_gross_profit_amount decimal(18, 4),"
            " known_cm2_amount decimal(18, 4), order_count bigint,"
            " left_out_line_count bigint, left_out_net_revenue_amount decimal(18, 4),"
            " uncosted_line_count bigint, unpriced_line_count bigint)"
        )
        published.executemany(
            "insert into fct_customer_profit_monthly values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", MONTHS
        )
    with duckdb.connect(tmp_path / "build.duckdb") as build:
        build.execute("create schema staging")
        build.execute(
            "create table staging.quarantine as select * from (values ('orders', 'not_a_date'),"
            " ('returns', 'not_a_date'), ('orders', 'not_allowed')) as t (source_table, reason)"
        )
    return tmp_path / "published", tmp_path / "build.duckdb"


def test_totals_count_everybody_and_customers_only_somebody(files):
    headlines = read_headlines(*files)
    assert headlines.net_revenue == 1180
    assert headlines.gross_profit == 602
    assert headlines.contribution == 284
    assert headlines.customer_count == 4
    assert (headlines.left_out_lines, headlines.left_out_net_revenue) == (3, 4)
    assert (headlines.uncosted_lines, headlines.unpriced_lines) == (2, 1)
    assert (headlines.first_month, headlines.last_month) == (date(2025, 1, 1), date(2025, 3, 1))


def test_a_customer_is_judged_over_all_months(files):
    headlines = read_headlines(*files)
    assert headlines.unprofitable_count == 1
    assert [customer.name for customer in headlines.best] == ["b", "Carl", "d"]
    assert headlines.worst == [CustomerProfit("Anna", Decimal(-20))]


def test_quarantine_is_counted_by_reason_most_frequent_first(files):
    assert read_headlines(*files).quarantined == [
        Quarantined("not_a_date", 2, ["orders", "returns"]),
        Quarantined("not_allowed", 1, ["orders"]),
    ]
