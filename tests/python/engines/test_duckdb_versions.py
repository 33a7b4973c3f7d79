"""The same SQL on the DuckDB that is locked and on the next one gives the same marts.

The next version's release is read with the locked one, as a BI tool would that has not moved yet:
what is written has to be readable by everybody, whoever wrote it.
"""

import json

import duckdb
import pytest
from two_engines import (
    Engine,
    build_with_all_tests,
    engines,
    require,
    write_release,
)

from orchestration.intake.land import land_drop
from orchestration.project import DEMO_DROP, DataFolder
from orchestration.publication.contents import public_marts

EXAMPLES = 3


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, Engine]:
    """The demo company, built, tested and released by both versions."""
    folder = tmp_path_factory.mktemp("engines")
    data = DataFolder(folder / "data")
    both = engines(folder, data)
    require(both[1])
    land_drop(DEMO_DROP, data, report=lambda line: None)
    build_with_all_tests(both)
    for engine in both:
        write_release(engine, data)
    return both


@pytest.fixture(scope="module")
def releases(both):
    """A session of the locked version with both releases attached, as `locked` and `next`."""
    with duckdb.connect() as connection:
        for name, engine in zip(("locked", "next"), both, strict=True):
            connection.execute(f"attach '{engine.release}/marts.duckdb' as {name} (read_only)")
        yield connection


def tables(releases, name):
    rows = releases.execute(
        "select table_name from duckdb_tables() where database_name = $name order by all",
        {"name": name},
    ).fetchall()
    return [table for (table,) in rows]


def differences(releases, one, other):
    return releases.execute(
        f"(select 'locked' as only_in, * from (from {one} except all from {other}) limit {EXAMPLES})"
        " union all "
        f"(select 'next' as only_in, * from (from {other} except all from {one}) limit {EXAMPLES})"
    ).fetchall()


def test_both_versions_release_every_public_mart(both, releases):
    manifest = json.loads((both[1].target / "manifest.json").read_text(encoding="utf-8"))
    marts = {mart.name for mart in public_marts(manifest)}
    assert marts <= set(tables(releases, "next"))
    assert tables(releases, "next") == tables(releases, "locked")


def test_every_table_has_the_same_columns(releases):
    described = (
        "select table_name, column_name, data_type from duckdb_columns() where database_name"
    )
    columns = [
        releases.execute(f"{described} = '{name}' order by table_name, column_index").fetchall()
        for name in ("locked", "next")
    ]
    assert columns[0] == columns[1] != []


def test_every_table_has_the_same_rows(releases):
    found = {
        table: differences(releases, f"locked.{table}", f"next.{table}")
        for table in tables(releases, "locked")
    }
    assert {table: rows for table, rows in found.items() if rows} == {}


def test_every_parquet_file_has_the_same_rows(both, releases):
    files = sorted(path.name for path in (both[0].release / "parquet").iterdir())
    found = {
        file: differences(releases, *(f"'{engine.release}/parquet/{file}'" for engine in both))
        for file in files
    }
    assert {file: rows for file, rows in found.items() if rows} == {}
    assert files


def test_the_marts_that_were_compared_are_not_empty(both, releases):
    """Guards the tests above: two empty warehouses are the same, too."""
    counts = releases.execute("select mart, row_count from next.publication_marts").fetchall()
    assert [mart for mart, rows in counts if not rows] == []


def test_unit_and_data_tests_ran_on_the_next_version(both):
    """Guards the build: its tests were in it, and all of them passed."""
    results = json.loads((both[1].target / "run_results.json").read_text(encoding="utf-8"))
    outcomes = {(node["unique_id"].split(".")[0], node["status"]) for node in results["results"]}
    assert {("unit_test", "pass"), ("test", "pass"), ("model", "success")} <= outcomes
    assert {status for _, status in outcomes} <= {"success", "pass"}
