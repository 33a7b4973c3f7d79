"""The committed drop: its awkward forms, its edits and its planted defects."""

import csv
from collections import Counter
from io import StringIO

import pytest
import yaml
from openpyxl import load_workbook

from orchestration.contract import landing_contract
from orchestration.demo.defects import PLANTED
from orchestration.demo.system_forms import FORMS, form_of
from orchestration.project import DEMO_DROP, FORMATS_FOLDER

REASONS = {
    "unreadable_row", "missing_value", "not_a_number", "not_a_date", "not_a_boolean",
    "not_allowed", "out_of_range", "not_a_currency", "not_a_whole_number", "points_to_nothing",
    "breaks_check", "ahead_of_as_of", "key_of_two_systems",
}  # fmt: skip


def file_of(system, table, batch):
    return DEMO_DROP / system / form_of(system, table).name.format(table=table, batch=batch)


def records(system, table, batch):
    """Rows of a CSV file under contract names, as exported."""
    form = form_of(system, table)
    text = file_of(system, table, batch).read_bytes().decode(form.encoding)
    own = {header: name for name, header in form.headers.items()}
    rows = csv.DictReader(StringIO(text), delimiter=form.delimiter)
    return [{own.get(name, name): value for name, value in row.items()} for row in rows]


def test_every_reason_is_planted_and_not_too_often():
    assert {defect.reason for defect in PLANTED} == REASONS
    assert len(PLANTED) <= 26


@pytest.mark.parametrize("defect", PLANTED, ids=lambda d: f"{d.system} {d.table} {d.reason}")
def test_planted_rows_are_in_their_file(defect):
    path = file_of(defect.system, defect.table, defect.batch)
    if path.suffix == ".xlsx":
        rows = load_workbook(path)["Kosten"].iter_rows(values_only=True)
        assert any(row[0] == defect.cells["pool_id"] and row[3] == "misc" for row in rows)
        return
    form = form_of(defect.system, defect.table)
    wanted = {name: form.styles.get(name, str)(cell) for name, cell in defect.cells.items()}
    found = [
        row
        for row in records(defect.system, defect.table, defect.batch)
        if all(row.get(name) == cell for name, cell in wanted.items() if name[0] != "_")
    ]
    assert len(found) == 1
    assert (None in found[0]) == (defect.reason == "unreadable_row")


def test_few_rows_of_a_file_are_broken():
    for (system, table, batch), count in Counter(
        (defect.system, defect.table, defect.batch) for defect in PLANTED
    ).items():
        if form_of(system, table).sheet:
            continue
        rows = len(records(system, table, batch))
        assert count <= max(rows * 0.05, 1), (system, table, batch)


def test_defects_name_their_key():
    contract = landing_contract()
    for defect in PLANTED:
        key = defect.key(contract[defect.table].key)
        unnamed = defect.reason in {"missing_value", "unreadable_row"}
        assert all(key) != unnamed


@pytest.mark.parametrize("system", sorted({system for system, _ in FORMS}))
def test_format_files_undo_the_forms(system):
    """Every header of a form is mapped by the format file to the column it came from."""
    content = yaml.safe_load((FORMATS_FOLDER / f"{system}.yml").read_text(encoding="utf-8"))
    entries = {entry["table"]: entry for entry in content["files"]}
    for (owner, table), form in FORMS.items():
        if owner != system:
            continue
        mapped = {
            header: target["to"] if isinstance(target, dict) else target
            for header, target in entries[table]["columns"].items()
        }
        known = set(landing_contract()[table].column_names)
        wanted = {header: name for name, header in form.headers.items() if name in known}
        assert mapped == wanted


def test_there_is_one_of_each_awkward_form():
    assert file_of("youzan", "orders", "2025-11-30").read_bytes().decode("gbk").startswith("订单号")
    leads = file_of("hubspot", "leads", "2025-11-30").read_bytes()
    assert leads.startswith(b"\xff\xfe")
    assert file_of("erp", "orders", "2025-11-30").read_bytes().startswith(b"\xef\xbb\xbf")
    costs = file_of("erp", "product_costs", "2025-11-30").read_bytes().decode("cp1252")
    assert "Gültig ab;" in costs
    assert ",9620;" in costs
    assert file_of("finance", "cost_pools", "2025-12-31").suffix == ".xlsx"


def test_the_workbook_opens_with_dates_and_numbers():
    sheet = load_workbook(file_of("finance", "cost_pools", "2025-12-31"))["Kosten"]
    header, first = list(sheet.iter_rows(max_row=2, values_only=True))
    assert header[:3] == ("Kostenstelle", "Monat", "Bezeichnung")
    assert first[1].isoformat().startswith("2023-01-01")
    assert isinstance(first[5], int | float)


def test_one_order_moves_to_another_month():
    before = {row["order_id"]: row for row in records("erp", "orders", "2025-11-30")}
    moved = [
        row
        for row in records("erp", "orders", "2025-12-15")
        if row["order_id"] in before
        and row["ordered_at"][:7] != before[row["order_id"]]["ordered_at"][:7]
    ]
    assert len(moved) == 1


def test_corrected_lines_come_again_with_other_amounts():
    before = {row["order_line_id"]: row for row in records("erp", "order_lines", "2025-11-30")}
    corrected = [
        row
        for row in records("erp", "order_lines", "2025-12-15")
        if row["order_line_id"] in before
        and row["unit_price"] != before[row["order_line_id"]]["unit_price"]
    ]
    assert len(corrected) >= 3
    assert all(
        row["source_updated_at"] > before[row["order_line_id"]]["source_updated_at"]
        for row in corrected
    )


def test_rows_come_twice_deleted_late_and_stale():
    lines = [
        tuple(row.values())
        for row in records("shop", "order_lines", "2025-11-30")
        if None not in row
    ]
    assert max(Counter(lines).values()) == 2
    assert any(row["is_deleted"] == "true" for row in records("erp", "orders", "2025-12-31"))
    assert any(row["ordered_at"] < "2025-11" for row in records("erp", "orders", "2025-12-15"))
    newer = {row["customer_id"]: row for row in records("erp", "customers", "2025-11-30")}
    stale = [
        row
        for row in records("erp", "customers", "2025-12-31")
        if row["customer_id"] in newer
        and row["source_updated_at"] < newer[row["customer_id"]]["source_updated_at"]
    ]
    assert len(stale) == 2


def test_the_second_full_copy_of_the_products_lacks_one():
    first = {row["product_id"] for row in records("erp", "products", "2025-11-30")}
    second = {row["product_id"] for row in records("erp", "products", "2025-12-31")}
    assert second < first
    assert len(first - second) == 1
