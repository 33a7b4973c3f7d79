"""Every promise about a release is broken once, on purpose, and must be noticed."""

import shutil
from dataclasses import replace

import duckdb
import pytest
from publication_company import Company

from orchestration.publication.audit import broken_promises


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """One release, written once; each test spoils a copy of its own."""
    company = Company(tmp_path_factory.mktemp("company"))
    company.land()
    company.build("first")
    return company.write("run-1")


@pytest.fixture
def release(written, tmp_path):
    copy = shutil.copytree(written, tmp_path / "release")
    for path in copy.rglob("*"):
        path.chmod(0o755)
    return copy


def spoil(release, statement):
    with duckdb.connect(release / "marts.duckdb") as connection:
        connection.execute("use main")
        connection.execute(statement)


def test_a_faithful_release_keeps_every_promise(release, marts):
    assert broken_promises(release, marts) == []


SPOILT = [
    pytest.param(
        "delete from fct_profit where customer_id = 'c000003'",
        "table_has_the_rows_and_totals_of_the_build",
        id="rows lost",
    ),
    pytest.param(
        "update fct_profit set gross_profit_amount = gross_profit_amount + 0.0001"
        " where customer_id = 'c000003' and month_start = '2025-01-01'",
        "table_has_the_rows_and_totals_of_the_build",
        id="a hundredth of a cent",
    ),
    pytest.param(
        "update fct_profit set month_start = '2025-01-01'", "one_row_per_grain", id="repeated grain"
    ),
    pytest.param(
        "update fct_profit set customer_id = null where customer_id = 'c000003'"
        " and month_start = '2025-01-01'",
        "one_row_per_grain",
        id="null in the grain",
    ),
    pytest.param(
        "alter table fct_profit add column surprise integer",
        "columns_are_those_of_the_contract",
        id="column too many",
    ),
    pytest.param(
        "create or replace table fct_profit as select month_start, customer_id,"
        " gross_profit_amount, line_count, run_label from fct_profit",
        "columns_are_those_of_the_contract",
        id="columns in another order",
    ),
]


@pytest.mark.parametrize(("statement", "promise"), SPOILT)
def test_a_spoilt_table_is_noticed(release, marts, statement, promise):
    spoil(release, statement)
    broken = [(finding.mart, finding.promise) for finding in broken_promises(release, marts)]
    assert broken[0] == ("fct_profit", promise)
    assert {mart for mart, _ in broken} == {"fct_profit"}


def test_a_null_that_says_something_is_a_value_of_the_grain_like_any_other(release, marts):
    said = [replace(mart, grain_may_be_null=("month_start",)) for mart in marts]
    spoil(release, "update fct_profit set month_start = null where month_start = '2025-01-01'")
    assert broken_promises(release, said) == []
    spoil(release, "update fct_profit set month_start = null")
    assert [finding.promise for finding in broken_promises(release, said)] == ["one_row_per_grain"]


def test_a_finding_shows_what_it_saw(release, marts):
    spoil(release, "update fct_profit set month_start = '2025-01-01' where customer_id = 'c000003'")
    [finding] = broken_promises(release, marts)
    assert "c000003" in finding.rows[0]


def test_a_parquet_copy_that_differs_is_noticed(release, marts):
    file = release / "parquet" / "dim_customers.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (from '{file}' limit 39) to '{release / 'short.parquet'}'")
    (release / "short.parquet").replace(file)
    [finding] = broken_promises(release, marts)
    assert finding.promise == "parquet_has_the_rows_and_totals_of_the_table"


def test_a_mart_may_not_be_empty_where_its_extracts_landed(release, marts):
    spoil(release, "delete from dim_customers; update publication_marts set row_count = 0")
    promises = {f.promise for f in broken_promises(release, marts) if f.mart == "dim_customers"}
    assert "is_not_empty_where_its_extracts_landed" in promises


def test_a_mart_may_be_empty_where_an_extract_is_missing(release, marts):
    optional = [replace(mart, filled_by=("orders", "leads")) for mart in marts]
    spoil(release, "delete from dim_customers; update publication_marts set row_count = 0")
    promises = {f.promise for f in broken_promises(release, optional) if f.mart == "dim_customers"}
    assert "is_not_empty_where_its_extracts_landed" not in promises


def test_a_promise_that_cannot_be_asked_is_broken(release, marts):
    (release / "parquet" / "dim_customers.parquet").unlink()
    [finding] = broken_promises(release, marts)
    assert finding.promise == "parquet_has_the_rows_and_totals_of_the_table"
    assert "No files found" in finding.rows[0]
