"""dbt's part in the line, played in a moment: the tiny project's own SQL, without dbt's start-up.

Answers like `orchestration.dbt_process.DbtProcess`. Two tests run the same project through dbt
itself, so that the stand-in cannot drift from what it stands for.
"""

import duckdb
import jinja2

from orchestration.run_results import NodeResult

ORDER = ("stg_orders__orders", "quarantine", "dim_customers", "fct_customer_profit_monthly")


class StandInDbt:
    def __init__(self, manifest, warehouse, as_of):
        self._nodes = manifest["nodes"]
        self._landing = warehouse.data.landing
        self._file = warehouse.data.build
        self._as_of = as_of

    def building_in(self, file):
        self._file = file
        return self

    def stop(self):
        pass

    def build(self, select=(), *, full_refresh=False):
        with duckdb.connect(self._file) as connection:
            tests = [
                node["name"] for node in self._nodes.values() if node["resource_type"] == "test"
            ]
            return tuple(self._result(connection, name) for name in (*ORDER, *sorted(tests)))

    def _result(self, connection, name):
        [node] = [node for node in self._nodes.values() if node["name"] == name]
        query = self._compiled(node)
        status, message, failures = "success", "", 0
        try:
            if node["resource_type"] == "test":
                failures = len(connection.execute(query).fetchall())
                status = (
                    ("fail", "warn")[node["config"]["severity"] == "warn"] if failures else "pass"
                )
            else:
                connection.execute(f"create schema if not exists {node['schema']}")
                connection.execute(f"create or replace table {node['schema']}.{name} as {query}")
        except duckdb.Error as error:
            status, message = "error", str(error)
        return NodeResult(node["unique_id"], status, message, failures, 0.0, "", query)

    def _compiled(self, node):
        schemas = {other["name"]: other["schema"] for other in self._nodes.values()}
        return jinja2.Template(node["raw_code"]).render(
            config=lambda **_: "",
            var=lambda _: self._as_of,
            ref=lambda name: f"build.{schemas[name]}.{name}",
            source=lambda _, table: f"read_parquet('{self._landing}/{table}/**/*.parquet')",
        )
