"""Big companies: several blocks, one file per table and batch, no id twice."""

import duckdb
import pytest

from orchestration.contract import landing_contract
from orchestration.demo import company
from orchestration.demo.generate import generate
from orchestration.demo.markets import CURRENCIES

ORDERS = 2_400


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """Three blocks in Parquet; blocks are made small so that the test is."""
    folder = tmp_path_factory.mktemp("big")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(company, "BLOCK_ORDERS", 800)
        generate(folder, orders=ORDERS, file_format="parquet")
    return folder


def rows(folder, query, table):
    source = f"read_parquet('{folder}/*/{table}_*.parquet', union_by_name = true, filename = true)"
    return duckdb.sql(query.format(source=source)).fetchall()


@pytest.mark.parametrize("table", landing_contract().values(), ids=lambda table: table.name)
def test_keys_of_different_blocks_do_not_collide(big, table):
    """A key may come again with a later batch, never twice with the same one."""
    key = ", ".join(table.key)
    twice = rows(
        big,
        f"select {key}, filename, count(*) from {{source}} group by {key}, filename"
        " having count(*) > 1",
        table.name,
    )
    assert twice == []


def test_it_has_about_the_orders_it_was_asked_for(big):
    [(count,)] = rows(big, "select count(distinct order_id) from {source}", "orders")
    assert ORDERS * 0.9 < count < ORDERS * 1.2


def test_domains_of_companies_are_unique_across_blocks(big):
    [(shared,)] = rows(
        big,
        "select count(*) - count(distinct email_domain) from {source}"
        " where email_domain <> 'gmail.com' and contains(filename, '2025-11-30')",
        "accounts",
    )
    assert shared <= 3 * 4, "only subsidiaries share the domain of their parent"


def test_money_is_decimal_and_times_are_times(big):
    kinds = dict(
        rows(big, "select column_name, column_type from (describe from {source})", "orders")
    )
    assert kinds["tax_amount"].startswith("DECIMAL")
    assert kinds["ordered_at"].startswith("TIMESTAMP")
    [(currencies,)] = rows(big, "select list(distinct currency_code) from {source}", "orders")
    assert set(currencies) <= set(CURRENCIES)


def test_csv_and_parquet_hold_the_same_rows(big, tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(company, "BLOCK_ORDERS", 800)
        generate(tmp_path, orders=ORDERS, file_format="csv")
    for name in ("erp/order_lines_2025-11-30", "shop/orders_2025-12-31", "crm/users_2025-11-30"):
        text = duckdb.sql(
            f"select count(*) from read_csv('{tmp_path}/{name}.csv', all_varchar = true)"
        )
        parquet = duckdb.sql(f"select count(*) from '{big}/{name}.parquet'")
        assert text.fetchall() == parquet.fetchall()
