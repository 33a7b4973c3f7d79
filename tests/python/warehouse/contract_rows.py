"""Rows for any table of the landing contract: good ones, and one for every way to break it.

Read off the contract's columns, so that a new table or promise is tested without a new test.
What a broken value is called is written here a second time, on purpose.
"""

from collections.abc import Iterator, Mapping
from string import ascii_uppercase

from orchestration.contract import Column, Table, landing_contract

LATER_DAYS = {"valid_to", "period_end", "end_date"}
GOOD = {
    "integer": "1",
    "boolean": "no",
    "date": "2025-01-01",
    "timestamp": "2025-01-01 10:00",
    "varchar": "text",
}
UNREADABLE = {
    "integer": ("not_a_whole_number", "1.5"),
    "boolean": ("not_a_boolean", "maybe"),
    "date": ("not_a_date", "31.12.2025"),
    "timestamp": ("not_a_date", "2025-02-30 10:00"),
}
CHECKS = {
    ("order_lines", "value_too_large"): {"quantity": "40063813339310", "unit_price": "1"},
    ("order_lines", "discount_exceeds_line"): {"line_discount_amount": "1.01"},
    ("product_costs", "ends_before_it_starts"): {"valid_to": "2024-12-31"},
    ("product_costs", "no_cost_given"): dict.fromkeys(
        ("material_cost", "labour_cost", "overhead_cost")
    ),
    ("users", "ends_before_it_starts"): {"valid_to": "2024-12-31"},
    ("quotas", "ends_before_it_starts"): {"period_end": "2025-01-01"},
}
"""For each check of the contract, what breaks it in a good row."""
EDGES_OF_CHECKS = {
    "order_lines": [{"quantity": "9999999999999"}, {"line_discount_amount": "1.00"}],
    "product_costs": [
        {"valid_to": "2025-01-01"},
        {"material_cost": None, "labour_cost": None},
        {"material_cost": None, "overhead_cost": None},
    ],
    "users": [{"valid_to": "2025-01-01"}, {"valid_from": None}],
    "quotas": [{"period_end": "2025-01-02"}],
}
"""For each table, what its checks just let in."""


def good_row(table: Table, number: int) -> dict[str, str]:
    """A row that keeps every promise; another number is another key."""
    row = {column.name: _good_value(column) for column in table.columns}
    row["is_deleted"] = None
    own = next(name for name in table.key if "parent" not in _column(table, name).meta)
    if _column(table, own).meta.get("format") == "currency":
        row[own] = "".join(ascii_uppercase[number // 26**place % 26] for place in range(3))
    else:
        row[own] = f"{table.name}-{number}"
    return row


def broken_rows(table: Table) -> Iterator[tuple[str, str, dict[str, str | None]]]:
    """For each promise of a table: the reason, the column (or check) and the cells that break it."""
    for column in table.columns:
        for reason, text in _broken_values(column):
            yield reason, column.name, {column.name: text}
    for (table_name, check), cells in CHECKS.items():
        if table_name == table.name:
            yield "breaks_check", check, cells


def edge_cells(table: Table) -> Iterator[Mapping[str, str | None]]:
    """For each promise of a table, the last cells that it lets in."""
    for column in table.columns:
        for edge in _edge_values(column):
            yield {column.name: edge}
    yield from EDGES_OF_CHECKS.get(table.name, ())


def tables_in_order() -> list[Table]:
    """Every contract table, parents first."""
    tables = list(landing_contract().values())
    parents = {table.name: {*_parents(table)} for table in tables}
    placed: list[Table] = []
    while len(placed) < len(tables):
        names = {table.name for table in placed}
        placed += [
            table for table in tables if table not in placed and parents[table.name] <= names
        ]
    return placed


def _edge_values(column: Column) -> Iterator[str]:
    meta = column.meta
    yield from (str(meta[bound]) for bound in ("minimum", "maximum") if bound in meta)
    if "above" in meta:
        yield "0.0000000001"
    if column.happened:
        yield "2026-01-01" if column.data_type == "date" else "2026-01-01 23:59:59"
    yield from (allowed.upper() for allowed in meta.get("allowed", ()))


def _parents(table: Table) -> Iterator[str]:
    return (column.meta["parent"]["table"] for column in table.columns if "parent" in column.meta)


def _column(table: Table, name: str) -> Column:
    return next(column for column in table.columns if column.name == name)


def _good_value(column: Column) -> str | None:
    if "parent" in column.meta:
        return f"{column.meta['parent']['table']}-0"
    if column.meta.get("format") == "currency":
        return "EUR"
    if "allowed" in column.meta:
        return column.meta["allowed"][0]
    if column.name in LATER_DAYS:
        return "2025-02-01"
    if column.name == "line_discount_amount":
        return None
    return GOOD.get(column.data_type, "1")


def _broken_values(column: Column) -> Iterator[tuple[str, str | None]]:
    meta = column.meta
    if "allowed" in meta:
        yield "not_allowed", "something else"
    elif meta.get("format") == "currency":
        yield "not_a_currency", "EURO"
    elif column.data_type != "varchar":
        yield UNREADABLE.get(column.data_type, ("not_a_number", "1,5"))
    if column.is_required:
        yield "missing_value", None
    if "minimum" in meta:
        yield "out_of_range", str(meta["minimum"] - 1)
    if "maximum" in meta:
        yield "out_of_range", str(meta["maximum"] + 1)
    if "above" in meta:
        yield "out_of_range", str(meta["above"])
    if column.happened:
        yield "ahead_of_as_of", "2026-01-02"
    if "parent" in meta:
        yield "points_to_nothing", "nowhere"
