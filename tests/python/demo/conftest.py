"""The demo company, made once for all its tests, as files and as data."""

import pyarrow as pa
import pytest

from orchestration.demo.company import company_rows
from orchestration.demo.generate import DEMO_ORDERS, DEMO_SEED, generate
from orchestration.demo.history import deliveries


@pytest.fixture(scope="session")
def drop(tmp_path_factory):
    """A fresh copy of the committed drop."""
    folder = tmp_path_factory.mktemp("demo")
    generate(folder)
    return folder


@pytest.fixture(scope="session")
def extracts():
    """Every extract of the small company before it takes any file form."""
    return list(company_rows(DEMO_ORDERS, DEMO_SEED))


@pytest.fixture(scope="session")
def tables(extracts):
    """All delivered rows by contract table, as dictionaries, oldest batch first per system."""
    rows = {}
    for extract in extracts:
        for _, table in deliveries(extract):
            rows.setdefault(extract.table, []).extend(
                {**row, "_system": extract.system} for row in pa.Table.to_pylist(table)
            )
    return rows


@pytest.fixture(scope="session")
def orders(tables):
    """The newest version of each order by id."""
    return {row["order_id"]: row for row in tables["orders"]}
