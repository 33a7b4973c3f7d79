"""Source columns find their contract columns by the format or by name; the rest is told."""

from decimal import Decimal

from orchestration.contract import landing_contract
from orchestration.intake.file_format import ColumnRule, FileFormat
from orchestration.intake.headings import map_headings

TABLE = landing_contract()["order_lines"]
REQUIRED = ("order_line_id", "order_id", "quantity", "unit_price")


def mapped(headings, **settings):
    return map_headings(headings, TABLE, FileFormat(table="order_lines", **settings))


def targets(layout):
    return {source.name: source.rule.to for source in layout.sources if source.rule}


def test_letter_case_blanks_and_full_width_forms_do_not_matter():
    rules = {"单价(分)": ColumnRule("unit_price", Decimal(100))}
    layout = mapped(["ORDER_ID", " quantity ", "单价（分）"], columns=rules)
    assert targets(layout) == {
        "ORDER_ID": "order_id",
        "quantity": "quantity",
        "单价（分）": "unit_price",
    }


def test_a_column_that_the_format_fills_is_not_taken_by_its_name():
    rules = {"net price": ColumnRule("unit_price")}
    layout = mapped(["net price", "unit_price"], columns=rules)
    assert targets(layout) == {"net price": "unit_price"}
    assert [column.name for column in layout.unmapped] == ["unit_price"]


def test_a_missing_required_column_names_the_column_it_may_be():
    layout = mapped(["order_line_id", "OrderID", "quantity", "unit_price"])
    assert layout.missing_required == ("order_id",)
    assert layout.faults == ("the required column order_id is missing; is it the column OrderID?",)
    assert layout.unmapped[0].near_misses == ("order_id",)


def test_a_constant_stands_in_for_a_required_column():
    assert not mapped(REQUIRED[:3], constants={"unit_price": "1"}).faults


def test_a_column_the_format_names_in_vain_is_told_with_its_near_miss():
    layout = mapped([*REQUIRED, "Stückkosten"], columns={"Stueckkosten": ColumnRule("unit_cost")})
    assert not layout.faults
    assert "did you mean Stückkosten?" in layout.notes[0]


def test_a_mapped_column_that_is_there_twice_is_a_fault_and_an_unmapped_one_is_not():
    assert mapped([*REQUIRED, "Quantity"]).faults == (
        "the column quantity is there more than once",
    )
    layout = mapped([*REQUIRED, "note", "note", ""])
    assert not layout.faults
    assert [source.name for source in layout.sources[4:]] == ["note", "note (2)", "column 7"]
