"""Delimited files land with exactly their values, whatever they are written like.

The fast reader and the careful one must agree wherever the fast one is allowed to answer.
"""

import json
from dataclasses import replace

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from intake_files import converted, delimited, orders, put, shared_connection

from orchestration.intake import convert
from orchestration.intake import delimited as readers
from orchestration.intake.sql import BLANKS
from orchestration.intake.structure import scan_structure
from orchestration.intake.text_files import text_shape

HEADINGS = ("order_id", "ordered_at", "store", "note")

values = st.text(
    st.one_of(
        st.sampled_from(list(" ,;|\t\"'\n\r\\\u00a0\u3000")),
        st.characters(codec="gb18030", exclude_categories=["Cs", "Cc", "Co", "Cn"]),
        st.sampled_from("abc019äß中文"),
    ),
    max_size=8,
)
tables = st.lists(st.tuples(values, values, values, values), min_size=1, max_size=6)


def expected(value):
    return value.strip(BLANKS) or None


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=tables,
    delimiter=st.sampled_from(",;\t|"),
    line_end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"]),
    quote_all=st.booleans(),
)
@example(
    rows=[("a", "", "", "\t")],
    delimiter="\t", line_end="\n", encoding="utf-8", quote_all=False,
)  # fmt: skip
@example(
    rows=[("\tb", "c", "d\t", "e")],
    delimiter="\t", line_end="\r\n", encoding="utf-8", quote_all=True,
)  # fmt: skip
def test_any_table_lands_with_exactly_its_values(rows, delimiter, line_end, encoding, quote_all):
    text = delimited([HEADINGS, *rows], delimiter, line_end, quote_all=quote_all)
    given_format = f"files:\n  - {{match: '*', table: orders, encoding: {encoding}}}\n"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    found = converted("orders.csv", (mark + text).encode(encoding), given_format)
    kept = [(number, *map(expected, row)) for number, row in enumerate(rows, start=2) if any(row)]
    assert [
        (row["_row"], row["order_id"], row["ordered_at"], row["store"], note(row)) for row in found
    ] == kept


def note(row):
    return None if row["_extra"] is None else json.loads(row["_extra"])["note"]


@settings(max_examples=80, deadline=None)
@given(text=st.text(st.sampled_from('ab",\n\r \t1;'), max_size=40))
def test_both_readers_agree_on_anything(tmp_path_factory, text):
    """Random scribble: where the fast reader answers, the careful one says the same."""
    folder = tmp_path_factory.mktemp("both")
    path = put(folder, "file.csv", "order_id,store\n" + text)
    shape = replace(text_shape(path, None, ",", []), headings=("order_id", "store"))
    careful_rows = readers.careful_rows(path, shape, folder).relation
    careful = (
        shared_connection()
        .execute(f"select * exclude (_problem, _raw) from {careful_rows} where _problem is null")
        .fetchall()
    )
    fast = readers.fast_rows(path, shape, folder)
    if fast is None:
        return
    try:
        rows = shared_connection().execute(f"select * from {fast.relation}").fetchall()
    except duckdb.InvalidInputException:
        return
    if len(rows) == fast.expected_rows:
        assert [(n, *(v or "" for v in row)) for n, *row in rows] == careful


def test_a_large_plain_file_goes_the_fast_way(tmp_path, monkeypatch):
    monkeypatch.setattr(convert, "careful_rows", None)
    rows = converted("orders.csv", orders(80_000))
    assert [row["_row"] for row in rows] == list(range(2, 80_002))
    assert all(row["order_id"] == f"O{row['_row'] - 1}" for row in rows)


def test_row_numbers_are_record_numbers_in_a_large_file_with_quoted_line_ends(monkeypatch):
    monkeypatch.setattr(convert, "careful_rows", None)
    rows = [("order_id", "ordered_at", "store")]
    rows += [(f"O{number}", "2025-03-01", 'two\nlines, "so"') for number in range(2, 60_002)]
    found = converted("orders.csv", delimited(rows))
    assert all(row["order_id"] == f"O{row['_row']}" for row in found)
    assert len(found) == 60_000


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ("1,2025-03-01\n\n2,2025-03-02\n", {2: "1", 4: "2"}),
        ("1,2025-03-01\n,\n2,2025-03-02\n\n\n", {2: "1", 4: "2"}),
        ('"",""\n1,2025-03-01\n', {3: "1"}),
        ('1,"2025-03-01"\n2,"open\n3,2025-03-01\n', {2: "1", 3: None, 4: "3"}),
        ("1,2025-03-01\n2\n3,2025-03-01,x\n4,2025-03-01,\n", {2: "1", 3: None, 4: None, 5: "4"}),
        ("1,2025-03-01\n2,2025\0-03-01\n", {2: "1", 3: None}),
        ("1,2025-03-01\r2,2025-03-02\r", {2: "1", 3: "2"}),
        ("1,2025-03-01\r\n2,2025-03-02\n", {2: "1", 3: "2"}),
        ("", {}),
        ("1,2025-03-01", {2: "1"}),
    ],
)
def test_every_record_lands_under_its_number(content, ids):
    rows = converted("orders.csv", "order_id,ordered_at\n" + content)
    assert {row["_row"]: row["order_id"] for row in rows} == ids


def test_a_record_that_cannot_be_split_keeps_its_text_and_loses_its_columns():
    (row,) = converted("orders.csv", 'order_id,ordered_at\n1,2025-03-01,"a ""b"""\n')
    assert row["_extra"] == (
        '{"_unreadable":"1,2025-03-01,\\"a \\"\\"b\\"\\"\\"",'
        '"_problem":"has 3 fields where the header has 2"}'
    )
    contract = [name for name in row if not name.startswith("_")]
    assert all(row[name] is None for name in contract)


def test_constants_do_not_fill_a_record_that_cannot_be_split():
    form = "files:\n  - {match: '*', table: orders, constants: {currency_code: CNY}}\n"
    rows = converted("orders.csv", "order_id,ordered_at\n1,2025-03-01\n2\n", form)
    assert [row["currency_code"] for row in rows] == ["CNY", None]


@pytest.mark.parametrize("first", ["sep=;\n", "sep=;\r\n", "\n\n", ";\n"])
def test_lines_before_the_headings_are_passed_over(first):
    rows = converted("orders.csv", first + "order_id;ordered_at\n1;2025-03-01\n")
    assert [row["order_id"] for row in rows] == ["1"]
    assert rows[0]["_row"] == {"\n\n": 4, ";\n": 3}.get(first, 2)


def test_headings_may_span_lines():
    form = "files:\n  - {match: '*', table: orders, columns: {'the id': order_id}}\n"
    (row,) = converted("x.csv", '"the\nid",ordered_at\n1,2025-03-01\n', form)
    assert (row["order_id"], row["_row"]) == ("1", 2)


@pytest.mark.parametrize("name", ["orders (1).csv", "orders_2025-03-01.csv"])
@pytest.mark.parametrize("folder", ["a[1]*", "o'neil {x}", "a:b", "系统"])
def test_no_name_of_a_file_or_folder_is_taken_for_anything_else(name, folder):
    (row,) = converted(name, orders(1), system=folder)
    assert (row["order_id"], row["_file"]) == ("O1", f"{folder}/{name}")


def test_the_delimiter_that_finds_known_headings_wins():
    content = "order_id;ordered_at;store\n1;2025-03-01;a,b,c,d\n2;2025-03-01;e,f,g,h\n"
    assert [row["store"] for row in converted("orders.csv", content)] == ["a,b,c,d", "e,f,g,h"]


@pytest.mark.parametrize("before", range(-30, 5))
def test_the_count_does_not_depend_on_where_a_file_is_cut_into_pieces(tmp_path, before):
    start = (1 << 22) + before
    content = "a,b\n" + "1,2\n" * ((start - 4) // 4) + 'x,1\n"q\n""q""",2\n,\n3,4\r\n5,"6"\n\n'
    structure = scan_structure(put(tmp_path, "file", content), ",", 2)
    assert structure.records == 6 + (start - 4) // 4
    assert structure.blank_records == 1
    assert structure.is_plain


def test_a_record_without_end_is_left_to_the_careful_reader(tmp_path):
    content = 'a,b\n1,"' + "x" * 5_000_000
    assert not scan_structure(put(tmp_path, "file", content), ",", 2).is_plain
