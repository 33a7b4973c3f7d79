"""Every promise of every contract table: what keeps it is staged, what breaks it is quarantined.

One landing holds, for each of the tables, good rows, an older version, a row at the edge of each
promise and a row beyond it, a record that cannot be read, and a batch from after the as-of date.
"""

import json
from collections import Counter
from datetime import date
from types import SimpleNamespace

import pytest
import yaml
from contract_rows import CHECKS, broken_rows, edge_cells, good_row, tables_in_order

from orchestration.contract import landing_contract
from orchestration.project import CONTRACT_FOLDER

UNREADABLE = '{"_unreadable": "a;b;c", "_problem": "3 fields instead of 12"}'
TABLES = tables_in_order()
REASONS = {
    *("unreadable_row", "missing_value", "not_a_number", "not_a_whole_number", "not_a_date"),
    *("not_a_boolean", "not_a_currency", "not_allowed", "out_of_range", "breaks_check"),
    *("ahead_of_as_of", "points_to_nothing"),
}


def landed_and_expected(table):
    """Rows of one table, how many of them are staged, and quarantine's words by row number."""
    rows = [good_row(table, number) for number in range(3)]
    edges = enumerate(edge_cells(table), start=len(rows))
    rows += [good_row(table, number) | cells for number, cells in edges]
    staged = len(rows)
    refused = {}
    for reason, column_name, cells in broken_rows(table):
        rows.append(good_row(table, len(rows)) | cells | {"_extra": '{"Bemerkung": "eilig"}'})
        offending = cells.get(column_name) if reason != "breaks_check" else None
        refused[len(rows) + 1] = (reason, column_name, offending)
    rows.append({"_extra": UNREADABLE})
    refused[len(rows) + 1] = ("unreadable_row", None, None)
    rows.append(rows[0] | {"source_updated_at": "2024-12-31"})
    rows.append(good_row(table, len(rows)) | {"batch_date": date(2026, 1, 1)})
    rows.append(rows[1] | {"batch_date": date(2026, 1, 1), "source_updated_at": "2026-01-01"})
    return rows, staged, refused


@pytest.fixture(scope="module")
def landing():
    return {table.name: landed_and_expected(table) for table in TABLES}


@pytest.fixture(scope="module")
def built(warehouse, landing):
    warehouse.land(**{name: rows for name, (rows, _, _) in landing.items()})
    return SimpleNamespace(
        accounts={row["source_table"]: row for row in warehouse.rows("int_landed_rows_accounted")},
        quarantine=warehouse.rows("quarantine"),
        staged={
            table.name: warehouse.rows(f"stg_{table.source}__{table.name}") for table in TABLES
        },
    )


def test_every_check_of_the_contract_is_broken_here():
    checks = {
        (table["name"], check["name"])
        for path in CONTRACT_FOLDER.glob("*/_*__sources.yml")
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]
        for table in source["tables"]
        for check in table["config"]["meta"].get("checks", ())
    }
    assert checks == CHECKS.keys()


def test_every_reason_is_met(built):
    assert {row["reason"] for row in built.quarantine} == REASONS


@pytest.mark.parametrize("name", landing_contract())
def test_a_broken_row_is_quarantined_under_its_reason(built, landing, name):
    rows, _, refused = landing[name]
    mine = {row["row_number"]: row for row in built.quarantine if row["source_table"] == name}
    words = ("reason", "column_name", "offending_value")
    assert {number: tuple(map(row.get, words)) for number, row in mine.items()} == refused
    for number, row in mine.items():
        landed = rows[number - 2]
        if row["reason"] == "unreadable_row":
            assert row["raw_row"] == UNREADABLE
        else:
            assert json.loads(row["raw_row"]) == landed
        assert (row["source_system"], row["file"], row["batch_id"]) == (
            "shop",
            "shop/file.csv",
            name,
        )
        assert row["batch_date"] == date(2025, 1, 1)


@pytest.mark.parametrize("name", landing_contract())
def test_what_landed_is_staged_superseded_or_quarantined(built, landing, name):
    rows, staged, refused = landing[name]
    known = [row for row in rows if "batch_date" not in row]
    account = {key: count for key, count in built.accounts[name].items() if key != "source_table"}
    assert account == {
        "landed_count": len(known),
        "staged_count": staged,
        "superseded_count": 1,
        "quarantined_count": len(refused),
        "unexplained_count": 0,
    }
    assert len(built.staged[name]) == staged
    assert Counter(row["is_deleted"] for row in built.staged[name]) == {False: staged}


def test_every_table_of_the_contract_is_accounted_for(built):
    assert built.accounts.keys() == landing_contract().keys()
