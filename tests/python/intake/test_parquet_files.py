"""Parquet exports land as text in the contract's notation."""

from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_files import convert_first, put, shared_connection

from orchestration.intake.survey import survey_drop


def export(drop, file="shop/orders.parquet", **columns):
    path = put(drop, file, b"")
    pq.write_table(pa.table(columns), path)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (12, pa.int32(), "12"),
        (12.0, pa.float64(), "12"),
        (0.1, pa.float32(), "0.1"),
        (1e-7, pa.float64(), "0.0000001"),
        (Decimal("12.50"), pa.decimal128(9, 2), "12.50"),
        (True, pa.bool_(), "true"),
        (date(2025, 3, 31), pa.date32(), "2025-03-31"),
        (datetime(2025, 3, 31, 14, 5), pa.timestamp("ns"), "2025-03-31 14:05:00"),
        (datetime(2025, 3, 31, tzinfo=UTC), pa.timestamp("us", "UTC"), "2025-03-31 00:00:00+00"),
        (b"text", pa.binary(), "text"),
        ("  x\t", pa.string(), "x"),
        (["a", "b"], pa.list_(pa.string()), '["a","b"]'),
        (None, pa.string(), None),
    ],
)
def test_every_type_becomes_its_plain_text(drop, value, kind, text):
    export(drop, order_id=["1"], ordered_at=["2025-03-01"], store=pa.array([value], kind))
    (row,) = convert_first(drop)
    assert row["store"] == text


@settings(max_examples=200, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_double_is_the_decimal_that_python_shows(value):
    (text,) = shared_connection().execute("select plain_number(?::double)", [value]).fetchall()[0]
    assert Decimal(text) == Decimal(repr(value))
    if 1e-16 < abs(value) < 1e21:
        assert "e" not in text


def test_rows_are_numbered_from_two_across_row_groups(drop):
    path = put(drop, "shop/orders.parquet", b"")
    ids = [f"O{number}" for number in range(5000)]
    pq.write_table(pa.table({"order_id": ids, "ordered_at": ids}), path, row_group_size=700)
    assert [(r["_row"], r["order_id"]) for r in convert_first(drop)] == list(
        enumerate(ids, start=2)
    )


def test_number_columns_need_no_decimal_mark(drop, formats):
    put(formats, "shop.yml", "files:\n  - {match: '*', table: orders, decimal_mark: ','}\n")
    export(drop, order_id=["1"], ordered_at=["2025-03-01"], tax_amount=[1.234])
    (row,) = convert_first(drop, formats)
    assert row["tax_amount"] == "1.234"


def test_columns_that_are_not_mapped_are_kept(drop):
    export(drop, order_id=["1"], ordered_at=["x"], **{'a "b"': [1.0], "c": [None]})
    (row,) = convert_first(drop)
    assert row["_extra"] == '{"a \\"b\\"":"1"}'


@pytest.mark.parametrize("content", [b"", b"PAR1 no more", b"order_id\n1\n"])
def test_what_is_not_parquet_is_a_fault_with_the_reason(drop, content):
    put(drop, "shop/orders.parquet", content)
    assert "cannot be opened" in survey_drop(drop, drop / "none")[0].faults[0]


def test_a_parquet_file_written_by_duckdb_is_read(drop):
    path = put(drop, "shop/orders.parquet", b"")
    duckdb.execute(f"copy (select 1 as ORDER_ID, timestamp '2025-03-01' as ordered_at) to '{path}'")
    (row,) = convert_first(drop)
    assert (row["order_id"], row["ordered_at"]) == ("1", "2025-03-01 00:00:00")
