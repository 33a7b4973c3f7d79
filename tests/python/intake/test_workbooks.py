"""Cells land as exactly what they hold."""

import math
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_files import convert_first, put

from orchestration.intake.survey import survey_drop
from orchestration.intake.workbooks import plain_number


def workbook(drop, file, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = put(drop, file, b"")
    book.save(path)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (12.0, "12"),
        (12, "12"),
        (-0.5, "-0.5"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1e21, "1" + "0" * 21),
        ("00123", "00123"),
        ("  x ", "x"),
        (True, "true"),
        (date(2025, 3, 31), "2025-03-31"),
        (datetime(2025, 3, 31, 14, 5, 59), "2025-03-31 14:05:59"),
        (None, None),
    ],
)
def test_a_cell_is_its_exact_text(drop, cell, text):
    workbook(drop, "erp/orders.xlsx", Sheet=[("order_id", "ordered_at", "store"), ("1", "x", cell)])
    (row,) = convert_first(drop)
    assert row["store"] == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_its_shortest_plain_decimal(value):
    text = plain_number(value)
    assert Decimal(text) == Decimal(repr(value))
    assert "e" not in text.lower()
    assert math.isclose(float(text), value, rel_tol=0)


def test_rows_are_numbered_as_the_sheet_shows_them_and_empty_ones_left_out(drop):
    rows = [(), ("order_id", "ordered_at"), ("1", "2025-03-01"), (), (None, ""), ("2", "x")]
    workbook(drop, "erp/orders.xlsx", Sheet=rows)
    assert [(r["_row"], r["order_id"]) for r in convert_first(drop)] == [(3, "1"), (6, "2")]


def test_text_cells_follow_the_format_and_number_cells_need_none(drop, formats):
    headings = ("Nr", "Auftrag", "Menge", "Preis")
    rows = [headings, ("1", "A", 1.5, 1.234), ("2", "A", "1,5", "1.234")]
    workbook(drop, "erp/x.xlsx", Sheet=rows)
    columns = "Nr: order_line_id, Auftrag: order_id, Menge: quantity, Preis: unit_price"
    entry = "match: '*', table: order_lines, decimal_mark: ',', thousands_mark: '.'"
    put(formats, "erp.yml", f"files:\n  - {{{entry}, columns: {{{columns}}}}}\n")
    found = convert_first(drop, formats)
    assert [(row["quantity"], row["unit_price"]) for row in found] == [
        ("1.5", "1.234"),
        ("1.5", "1234"),
    ]


def test_sheets_of_one_workbook_may_be_several_tables(drop, formats):
    workbook(drop, "erp/x.xlsx", A=[("pool_id",), ("1",)], B=[("product_id",), ("2",)])
    put(
        formats,
        "erp.yml",
        "files:\n"
        "  - {match: 'x.xlsx', table: cost_pools, sheet: A}\n"
        "  - {match: 'x.xlsx', table: products, sheet: B}\n"
        "  - {match: 'x.xlsx', table: teams}\n",
    )
    assert [d.table.name for d in survey_drop(drop, formats)] == ["cost_pools", "products"]


def test_the_first_sheet_is_read_unless_the_format_names_one(drop):
    workbook(drop, "erp/teams.xlsx", One=[("team_id",), ("1",)], Two=[("team_id",), ("2",)])
    assert [row["team_id"] for row in convert_first(drop)] == ["1"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"team_id\n1\n"])
def test_a_workbook_that_cannot_be_opened_is_a_fault_with_the_reason(drop, content):
    put(drop, "erp/teams.xlsx", content)
    assert "cannot be opened" in survey_drop(drop, drop / "none")[0].faults[0]


def test_a_sheet_that_is_not_there_is_a_fault_that_lists_the_sheets(drop, formats):
    workbook(drop, "erp/teams.xlsx", One=[("team_id",)], Two=[("team_id",)])
    put(formats, "erp.yml", "files:\n  - {match: '*', table: teams, sheet: Three}\n")
    assert "the sheets are One, Two" in survey_drop(drop, formats)[0].faults[0]
