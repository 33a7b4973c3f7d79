"""Notations are rewritten exactly; what cannot be is kept so that staging refuses it."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_files import converted, delimited

HEADINGS = "order_line_id;order_id;quantity;unit_price"


def amounts(*texts, **settings):
    entry = {"match": "'*'", "table": "order_lines", **settings}
    form = "files:\n  - {" + ", ".join(f"{k}: {v}" for k, v in entry.items()) + "}\n"
    rows = [
        ("order_line_id", "order_id", "quantity", "price"),
        *(("1", "1", "1", t) for t in texts),
    ]
    return [row["unit_price"] for row in converted("x.csv", delimited(rows, ";"), form)]


COMMA = {"decimal_mark": "','", "columns": "{price: unit_price}"}
CENTS = {"columns": "{price: {to: unit_price, divide_by: 100}}"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1.234.567,8", "1234567.8"),
        ("-0,5", "-0.5"),
        (",5", ".5"),
        ("1234", "1234"),
        ("1.234", "1234"),
        ("12.34,5", "12.34,5"),
        ("n/a", "n/a"),
        ("1e5", "1e5 (not a number with decimal mark ,)"),
        ("12.50", "12.50 (not a number with decimal mark ,)"),
        ("", None),
    ],
)
def test_decimal_commas_become_points_and_doubtful_numbers_no_numbers(text, value):
    assert amounts(text, thousands_mark="'.'", **COMMA) == [value]


def test_without_a_thousands_mark_a_point_is_never_taken_for_one():
    assert amounts("1.234", "1,5", **COMMA) == ["1.234 (not a number with decimal mark ,)", "1.5"]


def test_a_blank_between_thousands_may_be_any_blank():
    texts = ("1 234,5", "1\u00a0234,5", "1\u202f234,5")
    assert amounts(*texts, thousands_mark="' '", **COMMA) == ["1234.5"] * 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1999", "19.99"),
        ("-5", "-0.05"),
        ("0", "0"),
        ("2000", "20"),
        ("1998.9999999999998", "19.99"),
        ("19,99", "19,99"),
        ("abc", "abc"),
        ("1e3", "1e3 (cannot be converted)"),
        ("9" * 19, "9" * 19 + " (cannot be converted)"),
    ],
)
def test_units_are_divided_exactly_and_never_silently_not(text, value):
    assert amounts(text, **CENTS) == [value]


@settings(max_examples=40, deadline=None)
@given(
    amounts_in=st.lists(
        st.decimals(-(10**12), 10**12, places=6, allow_nan=False), min_size=1, max_size=20
    ),
    divisor=st.decimals(Decimal("0.001"), 10**6, places=3),
)
def test_division_is_that_of_decimals(amounts_in, divisor):
    columns = f"{{price: {{to: unit_price, divide_by: {divisor}}}}}"
    found = amounts(*(format(amount, "f") for amount in amounts_in), columns=columns)
    places = Decimal("1e-12")
    wanted = [(amount / divisor).quantize(places, ROUND_HALF_UP) for amount in amounts_in]
    assert [Decimal(text) for text in found] == pytest.approx(wanted, abs=Decimal("1e-11"))
    assert not any("E" in text.upper() for text in found)


DATES = "files:\n  - {match: '*', table: orders, date_formats: "


@pytest.mark.parametrize(
    ("text", "date_format", "value"),
    [
        ("31.03.2025 14:05", "%d.%m.%Y %H:%M", "2025-03-31 14:05:00"),
        ("1.3.2025 9:05", "%d.%m.%Y %H:%M", "2025-03-01 09:05:00"),
        ("2025年3月1日", "%Y年%m月%d日", "2025-03-01 00:00:00"),
        ("03/31/2025 02:05 PM", "%m/%d/%Y %I:%M %p", "2025-03-31 14:05:00"),
        ("2025-03-31T14:05:00+0200", "%Y-%m-%dT%H:%M:%S%z", "2025-03-31 12:05:00+00"),
        ("31.02.2025 14:05", "%d.%m.%Y %H:%M", "31.02.2025 14:05"),
        ("2025-03-31 14:05", "%d.%m.%Y %H:%M", "2025-03-31 14:05"),
        ("", "%d.%m.%Y", None),
    ],
)
def test_times_become_iso_and_others_keep_their_text(text, date_format, value):
    form = DATES + f"'{date_format}'}}\n"
    (row,) = converted("x.csv", delimited([("order_id", "ordered_at"), ("1", text)]), form)
    assert row["ordered_at"] == value


def test_a_date_column_gets_a_date():
    form = "files:\n  - {match: '*', table: product_costs, date_formats: '%d.%m.%Y'}\n"
    (row,) = converted("x.csv", "product_id,valid_from\nP,31.03.2025\n", form)
    assert row["valid_from"] == "2025-03-31"


def test_prefixes_go_before_values_only_and_constants_into_every_row():
    form = (
        "files:\n  - {match: '*', table: orders, prefixes: {order_id: yz-, customer_id: yz-},"
        " constants: {currency_code: CNY, ordered_at: 2025-03-01}}\n"
    )
    rows = converted("x.csv", "order_id,customer_id\n1,C\n2,\n", form)
    assert [(r["order_id"], r["customer_id"], r["currency_code"]) for r in rows] == [
        ("yz-1", "yz-C", "CNY"),
        ("yz-2", None, "CNY"),
    ]
    assert rows[0]["ordered_at"] == "2025-03-01"


def test_values_are_trimmed_of_every_kind_of_blank_and_empty_is_null():
    blanks = ("\u00a0 1\u3000", "\t2025-03-01\n", "  a b ", "\ufeff", "")
    headings = ("order_id", "ordered_at", "store", "channel", "note")
    (row,) = converted("orders.csv", delimited([headings, blanks]))
    assert (row["order_id"], row["ordered_at"], row["store"]) == ("1", "2025-03-01", "a b")
    assert (row["channel"], row["_extra"]) == (None, None)


def test_unmapped_columns_are_kept_as_json_of_what_they_hold():
    headings = ("order_id", "ordered_at", "Größe", 'a "b"', "leer")
    rows = [headings, ("1", "2025-03-01", "x\ny", "'\\", ""), ("2", "2025-03-01", "", "", "")]
    found = converted("orders.csv", delimited(rows))
    assert found[0]["_extra"] == '{"Größe":"x\\ny","a \\"b\\"":"\'\\\\"}'
    assert found[1]["_extra"] is None
