"""How dbt gets the functions: named in profiles.yml, called for every database that dbt opens."""

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from orchestration.warehouse_functions.registry import register_all


class Plugin(BasePlugin):
    """The plugin that dbt-duckdb looks for under this name."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register once per database; dbt's cursors share it."""
        register_all(conn)
