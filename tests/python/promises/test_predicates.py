"""The promises call a value broken exactly where staging's own macros cannot read it."""

import re
from functools import cache

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from orchestration.contract import Column, landing_contract
from orchestration.project import ROOT
from orchestration.promises.predicates import has_wrong_format, is_out_of_range

COLUMNS = {
    (column.data_type, str(column.meta.get("allowed")), column.meta.get("format")): column
    for table in landing_contract().values()
    for column in table.columns
    if has_wrong_format(column)
}
each_column = pytest.mark.parametrize("column", COLUMNS.values(), ids=lambda column: column.name)

ODDITIES = [
    *("1", "-1", "+1.5", "1.", ".5", "1,5", "1e5", "1E-3", "1e999", "1_000", "0x1F", "NaN", "inf"),
    *("12.0", "12.5", "99999999999", "123456789012345.6789", "1 ", "--1", "1.2.3", ""),
    *("true", "TRUE", "Yes", "n", "0", "2", "是", "否", "wahr"),
    *("2025-03-31", "2025-02-30", "2025-3-1", "20250331", "31.03.2025", "2025-03-31 00:00"),
    *("2025-03-31T00:00:00.000", "2025-03-31 10:11", "2025-03-31T10:11:12.123456Z", "now"),
    *("2025-03-31 25:00", "2025-03-31 10:61", "2025-03-31 10:11:12+02:00", "2025-03-31 10:11 +02"),
    *("2025-03-31T10:11:12-0530", "2025-03-31 10", "10:11", "0000-00-00", "9999-12-31"),
    *("EUR", "eur", "Eur", "EURO", "E1R", "€€€", "won", "Won", "lost ", "goods", "GOODS", "csat"),
]


@cache
def typed_value(column_name: str, data_type: str) -> str:
    """The SQL by which staging types a column, rendered from the project's macros."""
    environment = Environment(autoescape=False)
    environment.globals |= {
        "return": lambda value: value,
        "var": {"source_time_zone": "UTC"}.__getitem__,
    }

    class Adapter:
        def dispatch(self, name):
            return environment.globals[f"duckdb__{name}"]

    environment.globals["adapter"] = Adapter()
    for path in ("macros/engine/parse.sql", "macros/staging/typed_value.sql"):
        module = environment.from_string((ROOT / path).read_text(encoding="utf-8")).module
        environment.globals |= {k: v for k, v in vars(module).items() if k[0] != "_"}
    column = next(c for c in COLUMNS.values() if (c.name, c.data_type) == (column_name, data_type))
    return environment.globals["typed_value"](vars(column), f'"{column_name}"')


def broken_for_both(column: Column, values: list[str]) -> list[tuple[str, bool, bool]]:
    staging = f"({typed_value(column.name, column.data_type)}) is null"
    return duckdb.execute(
        f'select "{column.name}", {has_wrong_format(column)}, {staging}'
        f' from (select unnest(?) as "{column.name}")',
        [values],
    ).fetchall()


@each_column
def test_odd_values_are_broken_for_both_or_for_neither(column):
    for value, promise, staging in broken_for_both(column, ODDITIES):
        assert promise == staging, value


@each_column
@settings(max_examples=30, deadline=None)
@given(values=st.lists(st.from_regex(re.compile(r"[0-9TZ:+.\- eE,]{0,25}"), fullmatch=True)))
def test_random_values_are_broken_for_both_or_for_neither(column, values):
    for value, promise, staging in broken_for_both(column, values):
        assert promise == staging, value


@pytest.mark.parametrize(
    ("table", "name", "inside", "outside"),
    [
        ("order_lines", "quantity", ["0", "1.5", "x", None], ["-0.0001"]),
        ("opportunities", "probability", ["0", "100"], ["-1", "100.5"]),
        ("fx_rates", "rate", ["0.0001"], ["0", "-1"]),
    ],
)
def test_bounds_are_those_of_the_contract(table, name, inside, outside):
    column = next(c for c in landing_contract()[table].columns if c.name == name)
    test = is_out_of_range(column)
    for value in [*inside, *outside]:
        (found,) = duckdb.execute(f"select {test} from (select ? as {name})", [value]).fetchall()
        assert bool(found[0]) == (value in outside)
