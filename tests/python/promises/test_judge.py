"""Each promise is kept up to its tolerance and broken beyond it, and says with which rows."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.contract import landing_contract
from orchestration.intake.landing import landing_schema
from orchestration.promises.judge import judge
from orchestration.promises.thresholds import EXAMPLES, HANDFUL

GOOD = {
    "order_lines": {"order_id": "O", "quantity": "1", "unit_price": "2"},
    "orders": {"ordered_at": "2025-03-01 10:00", "currency_code": "EUR", "is_test": "no"},
    "product_costs": {"valid_from": "2025-03-01", "material_cost": "1.5"},
    "products": {"product_type": "goods"},
}
KEYS = {
    "order_lines": "order_line_id",
    "orders": "order_id",
    "product_costs": "product_id",
    "products": "product_id",
}


@pytest.fixture
def file(tmp_path):
    """Write a converted file: good rows, some of them with other values."""

    def write(name, rows=200, bad=0, **changes):
        table = landing_contract()[name]
        schema = landing_schema(table)
        records = []
        for number in range(rows):
            record = {KEYS[name]: f"K{number}", "_row": number + 2, **GOOD[name]}
            if number < bad:
                record |= changes
            records.append({field: record.get(field) for field in schema.names})
        path = tmp_path / f"{name}.parquet"
        pq.write_table(pa.Table.from_pylist(records, schema), path)
        return path, table

    return write


def test_a_good_file_keeps_every_promise(file):
    for name in GOOD:
        verdict = judge(*file(name))
        assert verdict.kept, verdict.broken


FAILING = [
    ("order_lines", {"quantity": "eins"}, "quantity is not a number"),
    ("order_lines", {"quantity": "-1"}, "quantity is out of bounds (at least 0)"),
    ("order_lines", {"unit_price": None}, "unit_price is empty"),
    ("order_lines", {"order_line_id": None}, "order_line_id is empty"),
    ("orders", {"ordered_at": "1.3.2025"}, "ordered_at is not a time (YYYY-MM-DD HH:MM:SS)"),
    ("orders", {"currency_code": "Euro"}, "currency_code is not a currency code of three letters"),
    ("orders", {"is_test": "maybe"}, "is_test is not yes or no"),
    ("product_costs", {"valid_from": "2025-02-30"}, "valid_from is not a date (YYYY-MM-DD)"),
    ("products", {"product_type": "thing"}, "product_type is not one of goods, service, gift_card"),
    (
        "orders",
        {"_extra": '{"_unreadable":"x","_problem":"why"}', "order_id": None, "ordered_at": None},
        "the fields do not fit the headings",
    ),
]


@pytest.mark.parametrize(("name", "change", "detail"), FAILING)
def test_one_row_in_twenty_may_fail_and_one_more_may_not(file, name, change, detail):
    assert judge(*file(name, rows=200, bad=10, **change)).kept
    (broken,) = judge(*file(name, rows=200, bad=11, **change)).broken
    assert broken.detail == f"{detail} in 11 of 200 rows"
    assert [example.row for example in broken.examples] == list(range(2, 2 + EXAMPLES))
    if broken.column:
        assert broken.examples[0].value == change[broken.column]


def test_a_handful_of_bad_rows_never_breaks_a_file(file):
    assert judge(*file("orders", rows=HANDFUL, bad=HANDFUL, ordered_at="x")).kept
    assert not judge(*file("orders", rows=HANDFUL + 1, bad=HANDFUL + 1, ordered_at="x")).kept


def test_an_empty_optional_value_has_no_format_to_break(file):
    assert judge(*file("orders", rows=50, bad=50, currency_code=None, is_test=None)).kept


def test_an_unreadable_row_says_why_and_shows_its_text(file):
    change = {"_extra": '{"_unreadable":"1;2","_problem":"has 2 fields"}', "order_id": None}
    (broken,) = judge(*file("orders", bad=20, ordered_at=None, **change)).broken
    assert broken.examples[0].value == "has 2 fields: 1;2"


def test_the_same_key_in_more_than_half_of_the_rows_is_no_export(file):
    assert judge(*file("orders", rows=200, bad=100, order_id="same")).kept
    (broken,) = judge(*file("orders", rows=200, bad=101, order_id="same")).broken
    assert broken.detail == "the same key (order_id same) is in 101 of 200 rows"
    assert broken.examples[0].value == "same"


def test_a_key_of_several_columns_is_compared_as_a_whole(file):
    path, table = file("product_costs", rows=100)
    records = pq.read_table(path).to_pylist()
    for number, record in enumerate(records):
        record |= {"product_id": "P", "valid_from": f"2025-03-{number % 28 + 1:02d}"}
    pq.write_table(pa.Table.from_pylist(records, landing_schema(table)), path)
    assert judge(path, table).kept


def test_a_file_may_break_several_promises_and_all_are_told(file):
    change = {"quantity": "x", "unit_price": "-5", "order_id": None}
    details = {b.column for b in judge(*file("order_lines", bad=50, **change)).broken}
    assert details == {"quantity", "unit_price", "order_id"}


def test_verdicts_on_different_files_do_not_influence_each_other(file):
    good, table = file("orders", rows=20)
    kept = judge(good, table)
    bad, _ = file("orders", rows=20, bad=20, ordered_at="x")
    broken = judge(bad, table)
    good, _ = file("orders", rows=20)
    assert (kept.kept, broken.kept, judge(good, table).kept) == (True, False, True)


def test_no_path_is_taken_for_part_of_a_query(file, tmp_path):
    path, table = file("orders", rows=20, bad=20, ordered_at="x")
    odd = tmp_path / "it's {batch} :00 %s [1].parquet"
    assert judge(path.rename(odd), table).broken[0].examples
