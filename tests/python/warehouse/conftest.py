"""One compiled project and one small warehouse for every test of this folder."""

from dataclasses import replace

import pytest
from compiled_project import SETTINGS, compile_project
from small_warehouse import SmallWarehouse


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """Models and seeds of the project; compiling takes longer than any test."""
    return compile_project(tmp_path_factory.mktemp("project"), SETTINGS)


@pytest.fixture(scope="session")
def shared_warehouse(compiled):
    """One for all tests: building its schemas takes longer than most of them."""
    return SmallWarehouse(compiled)


@pytest.fixture(scope="module")
def warehouse(shared_warehouse):
    """Each test lands all that it needs; what a file puts in a seed's place does not outlive it."""
    yield shared_warehouse
    shared_warehouse.restore()


@pytest.fixture(scope="module")
def warehouse_as_of(compiled):
    """The same project as of an earlier day, which dbt would have written into its SQL."""
    warehouses = {}

    def as_of(day):
        if day not in warehouses:
            today = f"date '{SETTINGS['as_of_date']}'"
            models = {
                unique_id: replace(model, sql=model.sql.replace(today, f"date '{day}'"))
                for unique_id, model in compiled.items()
            }
            warehouses[day] = SmallWarehouse(models)
        return warehouses[day]

    return as_of
