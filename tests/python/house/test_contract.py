"""The landing contract is written once, and everything that lists its tables lists all of them."""

import re

import pytest

from orchestration.contract import landing_contract
from orchestration.project import ROOT

TYPES = re.compile(r"varchar|integer|boolean|date|timestamp|decimal\(\d+, \d+\)")
PROMISES = {"required", "happened", "format", "allowed", "minimum", "maximum", "above", "parent"}


@pytest.mark.parametrize("table", landing_contract().values(), ids=lambda table: table.name)
def test_a_contract_table_is_complete(table):
    assert table.description.startswith("One row per ")
    assert table.column_names[-2:] == ("source_updated_at", "is_deleted")
    assert set(table.key) <= set(table.column_names)
    for column in table.columns:
        assert TYPES.fullmatch(column.data_type), column.name
        assert column.description, column.name
        assert set(column.meta) <= PROMISES, column.name


@pytest.mark.parametrize("table", landing_contract().values(), ids=lambda table: table.name)
def test_staging_checks_the_parents_that_the_contract_names(table):
    path = ROOT / "models" / "staging" / table.source / f"stg_{table.source}__{table.name}.sql"
    checked = dict(re.findall(r"'(\w+)': ref\('stg_\w+?__(\w+)'\)", path.read_text("utf-8")))
    promised = {c.name: c.meta["parent"]["table"] for c in table.columns if "parent" in c.meta}
    assert checked == promised


@pytest.mark.parametrize(
    ("model", "pattern"),
    [
        ("staging/unstaged_rows", r"unstaged_rows\('(\w+)', '(\w+)'\)"),
        ("staging/stg_landed_row_counts", r"source\('(\w+)', '(\w+)'\)"),
        ("intermediate/core/int_landed_rows_accounted", r"ref\('stg_(\w+?)__(\w+)'\)"),
    ],
)
def test_a_model_over_all_tables_leaves_none_out(model, pattern):
    listed = re.findall(pattern, (ROOT / "models" / f"{model}.sql").read_text("utf-8"))
    assert sorted(listed) == sorted((t.source, t.name) for t in landing_contract().values())
