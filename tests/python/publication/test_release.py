"""What a release holds, and that the same build always gives the same bytes."""

import hashlib
from datetime import date, datetime

import duckdb
import pytest


def read(folder, query):
    with duckdb.connect() as connection:
        connection.execute(f"attach '{folder / 'marts.duckdb'}' as release (read_only)")
        connection.execute("use release.main")
        return connection.execute(query).fetchall()


@pytest.fixture
def release(company):
    company.build("first")
    return company.write("run-1")


def test_a_mart_has_its_contract_columns_in_grain_order(release):
    rows = read(release, "select customer_id, month_start from fct_profit")
    assert rows == sorted(rows)
    assert len(rows) == 120
    columns = [row[0] for row in read(release, "describe fct_profit")]
    assert columns == [
        "customer_id", "month_start", "gross_profit_amount", "line_count", "run_label",
    ]  # fmt: skip


def test_parquet_copies_are_the_same_rows_in_the_same_order(release):
    table = read(release, "from fct_profit")
    parquet = read(release, f"from '{release / 'parquet' / 'fct_profit.parquet'}'")
    assert parquet == table


def test_descriptions_travel_with_the_file(release):
    assert read(
        release,
        "select comment from duckdb_columns() where table_name = 'dim_customers' order by all desc",
    ) == [("Who it is; it's the key.",), ("Run that built the row.",)]
    uncommented = read(
        release,
        """
        select table_name, null from duckdb_tables()
        where database_name = 'release' and comment is null
        union all
        select table_name, column_name from duckdb_columns()
        where database_name = 'release' and comment is null
        """,
    )
    assert uncommented == []


def test_publication_names_run_day_and_versions(release):
    assert read(release, "from publication") == [
        ("run-1", date(2025, 3, 31), datetime(2025, 4, 1, 3, 0), "0.1.0", "1", "EUR", "abc")
    ]


def test_batches_name_the_files_behind_the_numbers(release):
    assert read(release, "from publication_batches") == [
        ("orders", "shop", "shop/orders.csv", "b1", date(2025, 3, 31), 3)
    ]


def test_freshness_honours_offsets_and_ignores_times_that_cannot_be(release):
    assert read(release, "from publication_freshness order by source_table") == [
        ("leads", None, None, None),
        ("orders", date(2025, 3, 31), datetime(2025, 3, 31, 0, 30), 0),
    ]


def test_totals_are_those_of_the_build(release, company):
    with duckdb.connect(company.root / "build.duckdb") as connection:
        expected = connection.execute(
            "select sum(gross_profit_amount) from marts.fct_profit"
        ).fetchone()
    totals = "select total from publication_totals where column_name = 'gross_profit_amount'"
    assert read(release, totals) == [expected]
    assert read(release, "from publication_marts") == [("dim_customers", 40), ("fct_profit", 120)]


def test_the_same_build_gives_the_same_rows_and_parquet_bytes(company):
    company.build("first", customers=50_000)
    one, two = (company.write("run-1", folder=company.root / attempt) for attempt in "ab")
    for mart in ("dim_customers", "fct_profit"):
        assert read(one, f"from {mart}") == read(two, f"from {mart}")
        digests = {
            hashlib.sha256((folder / "parquet" / f"{mart}.parquet").read_bytes()).hexdigest()
            for folder in (one, two)
        }
        assert len(digests) == 1


def test_published_files_are_read_only(release):
    modes = {path.stat().st_mode & 0o777 for path in release.rglob("*") if path.is_file()}
    assert modes == {0o444}
