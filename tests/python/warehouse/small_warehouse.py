"""The compiled warehouse in memory: land rows, build some models, read what they hold.

Every model becomes a table, in the order in which the models read each other, and only where
something it reads has changed. The landing is a set of tables instead of files, so that hundreds
of small companies fit into a test.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa
from compiled_project import Model, landing_schema

from orchestration.contract import landing_contract
from orchestration.warehouse_functions.registry import register_all

Row = Mapping[str, Any]
LINEAGE = {
    "_system": "shop",
    "_file": "shop/file.csv",
    "_loaded_at": datetime(2025, 1, 1),
    "_is_full": False,
    "_extra": None,
    "batch_date": date(2025, 1, 1),
}


class SmallWarehouse:
    """One in-memory warehouse; `land` replaces what the landing holds, `build` what models hold."""

    def __init__(self, models: Mapping[str, Model]) -> None:
        """Create the schemas, the empty landing and the seeds."""
        self._models = models
        self._ids = {model.name: unique_id for unique_id, model in models.items()}
        self._clock = 0
        self._changed: dict[str, int] = {}
        self._replaced: set[str] = set()
        self._landed: dict[str, Sequence[Row] | None] = dict.fromkeys(landing_contract())
        self._connection = duckdb.connect(config={"threads": 1})
        register_all(self._connection)
        self._connection.execute("attach ':memory:' as build; use build; set TimeZone = 'UTC'")
        for schema in ("landing", "staging", "intermediate", "marts", "reference"):
            self._connection.execute(f"create schema {schema}")
        self.land()
        for model in models.values():
            if model.seed_file:
                self._load_seed(model)

    def land(self, **tables: Sequence[Row]) -> None:
        """Make `tables` the whole landing. Absent columns are empty, rows numbered as in a file."""
        if unknown := tables.keys() - self._landed.keys():
            raise KeyError(f"the contract has no {sorted(unknown)}")
        for table_name, before in self._landed.items():
            rows = tables.get(table_name, ())
            if rows or before is None or len(before):
                self._land_table(table_name, rows)

    def replace_seed(self, name: str, rows: Sequence[Row]) -> None:
        """Give a reference seed other rows than the repository's."""
        model = self._models[self._ids[name]]
        self.query(f"delete from {model.relation}")
        for row in rows:
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            self._connection.execute(
                f"insert into {model.relation} ({columns}) values ({marks})", list(row.values())
            )
        self._replaced.add(self._ids[name])
        self._touch(self._ids[name])

    def restore(self) -> None:
        """Give every replaced seed the repository's rows again, and models their own."""
        for unique_id in self._replaced:
            model = self._models[unique_id]
            if model.seed_file:
                self._connection.execute(f"drop table {model.relation}")
                self._load_seed(model)
            else:
                del self._changed[unique_id]
        self._replaced.clear()

    def replace_model(self, name: str, rows: Sequence[Row]) -> None:
        """Give a model rows of a test's own making; it keeps them until something else lands."""
        self.build(name)
        self.replace_seed(name, rows)

    def build(self, *names: str) -> None:
        """Build the named models and all they read, as far as they are not up to date."""
        for unique_id in self._in_order(names):
            model = self._models[unique_id]
            newest_parent = max(
                (self._changed.get(parent, 0) for parent in model.parents), default=0
            )
            if model.sql and newest_parent >= self._changed.get(unique_id, 0):
                self._connection.execute(f"create or replace table {model.relation} as {model.sql}")
                self._touch(unique_id)

    def query(self, sql: str) -> list[dict[str, Any]]:
        """Rows of a query by column name."""
        result = self._connection.execute(sql)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Rows of a model, built first where it is not up to date."""
        self.build(name)
        return self.query(f"from {self._models[self._ids[name]].relation}")

    def _in_order(self, names: Sequence[str]) -> Iterator[str]:
        seen = set()

        def visit(unique_id: str) -> Iterator[str]:
            if unique_id in self._models and unique_id not in seen:
                seen.add(unique_id)
                for parent in self._models[unique_id].parents:
                    yield from visit(parent)
                yield unique_id

        for name in names:
            yield from visit(self._ids[name])

    def _touch(self, unique_id: str) -> None:
        self._clock += 1
        self._changed[unique_id] = self._clock

    def _land_table(self, table_name: str, rows: Sequence[Row]) -> None:
        schema = landing_schema(table_name).append(pa.field("batch_date", pa.date32()))
        if unknown := {name for row in rows for name in row} - set(schema.names):
            raise KeyError(f"{table_name} has no {sorted(unknown)}")
        absent = dict.fromkeys(schema.names) | LINEAGE | {"_batch_id": table_name}
        filled = [absent | {"_row": line} | row for line, row in enumerate(rows, start=2)]
        content = pa.Table.from_pylist(filled, schema=schema)
        self._connection.register("content", content)
        self._connection.execute(f"create or replace table landing.{table_name} as from content")
        self._connection.unregister("content")
        self._landed[table_name] = rows
        source = landing_contract()[table_name].source
        self._touch(f"source.profit_warehouse.{source}.{table_name}")

    def _load_seed(self, model: Model) -> None:
        types = ", ".join(f"'{name}': '{kind}'" for name, kind in model.column_types.items())
        self._connection.execute(
            f"create table {model.relation} as "
            f"from read_csv('{model.seed_file}', header = true, columns = {{{types}}})"
        )
        self._touch(self._ids[model.name])
