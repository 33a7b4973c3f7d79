"""A format file is data; what cannot be meant is an error that names the entry."""

import pytest
from intake_files import put

from orchestration.intake.errors import IntakeError
from orchestration.intake.format_files import load_formats


def load(formats, entry):
    put(formats, "shop.yml", "files:\n  - " + entry)
    return load_formats(formats)["shop"][0]


def test_everything_a_format_can_say_is_read(formats):
    entry = load(
        formats,
        """match: "订单*.csv"
    table: order_lines
    encoding: gb18030
    delimiter: ";"
    decimal_mark: ","
    thousands_mark: "."
    date_formats: "%d.%m.%Y"
    full: true
    prefixes: {order_id: yz-}
    columns:
      订单号: order_id
      单价(分): {to: unit_price, divide_by: 100}
    constants: {is_deleted: false}
""",
    )
    assert entry.full
    assert entry.columns["单价(分)"].divide_by == 100
    assert entry.date_formats == {"source_updated_at": "%d.%m.%Y"}
    assert entry.constants == {"is_deleted": "false"}


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("{table: orders}", "needs at least"),
        ("{match: a, table: oders}", "no contract table called oders"),
        ("{match: a, table: orders, colums: {}}", "mean nothing: colums"),
        ("{match: a, table: orders, columns: {a: nix}}", "no column called nix"),
        ("{match: a, table: orders, columns: {a: store, b: store}}", "filled more than once"),
        (
            "{match: a, table: orders, columns: {a: store}, constants: {store: b}}",
            "filled more than once",
        ),
        ("{match: a, table: orders, columns: {a: {to: store, divide_by: 2}}}", "not a number"),
        ("{match: a, table: orders, columns: {a: {to: tax_amount, divide_by: 0}}}", "divide_by"),
        ("{match: a, table: orders, columns: {a: {to: tax_amount, divide_by: x}}}", "divide_by"),
        ("{match: a, table: orders, columns: {a: {to: store, times: 2}}}", "one contract column"),
        ("{match: a, table: orders, date_formats: {store: '%Y'}}", "not a date"),
        ("{match: a, table: orders, date_formats: '%Q'}", "is not a date format"),
        ("{match: a, table: orders, decimal_mark: ',', thousands_mark: ','}", "different single"),
        ("{match: a, table: orders, delimiter: ';;'}", "single character"),
        ("{match: a, table: orders, delimiter: 1}", "put it in quotes"),
        ("{match: a, table: orders, encoding: utf-nine}", "no encoding is called"),
        ("{match: a, table: orders, full: 1}", "true or false"),
        ("{match: a, table: orders, prefixes: {x: b}}", "no column called x"),
    ],
)
def test_nonsense_is_reported_with_its_place(formats, entry, complaint):
    with pytest.raises(IntakeError, match=rf"shop\.yml, entry 1.*{complaint}"):
        load(formats, entry)


@pytest.mark.parametrize("text", ["files: [", "tables: []", "", "\x00"])
def test_a_file_that_is_no_format_is_reported_by_name(formats, text):
    put(formats, "shop.yml", text)
    with pytest.raises(IntakeError, match=r"shop\.yml"):
        load_formats(formats)
