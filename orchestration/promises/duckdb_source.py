"""Great Expectations on DuckDB, which it has no dialect for.

Great Expectations fetches a result after it has given the connection back to its pool, and a
DuckDB result is gone by then. So the connection below reads every result to its end at once,
and it can only read: there is no database behind it but memory.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from orchestration.intake.sql import literal

if TYPE_CHECKING:
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.datasource.fluent.interfaces import Batch


Row = tuple[Any, ...]


class BufferedCursor:
    """A DB-API cursor that holds all rows of its last query."""

    arraysize = 1

    def __init__(self, connection: "ReadingConnection", cursor: duckdb.DuckDBPyConnection) -> None:
        """Read through a DuckDB cursor on behalf of a connection."""
        self.connection = connection
        self.description: Sequence[Any] | None = None
        self.rowcount = -1
        self._cursor = cursor
        self._rows: list[Row] = []

    def execute(self, query: str, parameters: Sequence[Any] = ()) -> None:
        """Run a query and fetch everything."""
        self._cursor.execute(query, parameters)
        self.description = self._cursor.description
        self._rows = self._cursor.fetchall()
        self.rowcount = len(self._rows)

    def fetchone(self) -> Row | None:
        """Next row, or None."""
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[Row]:
        """Next rows."""
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def fetchall(self) -> list[Row]:
        """All rows that are left."""
        return self.fetchmany(len(self._rows))

    def close(self) -> None:
        """Nothing to release: the rows are in memory."""


class ReadingConnection:
    """A DB-API connection without transactions: there is nothing to write."""

    notices: Sequence[str] = ()

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Wrap a DuckDB connection that stays open."""
        self._connection = connection

    def cursor(self) -> BufferedCursor:
        """Cursor of its own."""
        return BufferedCursor(self, self._connection.cursor())

    def begin(self) -> None:
        """Do nothing: reading needs no transaction."""

    def commit(self) -> None:
        """Do nothing: reading needs no transaction."""

    def rollback(self) -> None:
        """Do nothing: reading needs no transaction."""

    def close(self) -> None:
        """Do nothing: the connection is shared and ends with the process."""


def parquet_batch(rows: Path) -> "Batch":
    """Give a Parquet file to Great Expectations as one batch, until the next file is given."""
    connection, all_rows = _all_rows()
    # A view, because a path may hold what means something in a query: colons, braces. And one
    # asset for all files, because each new one has the whole configuration written out as YAML.
    connection.execute(f"create or replace view judged as from read_parquet({literal(str(rows))})")
    return all_rows.get_batch()


@cache
def _all_rows() -> tuple[duckdb.DuckDBPyConnection, "BatchDefinition[None]"]:
    """Make the one data source through which every file is judged in this process."""
    # Imported here because it takes seconds, which only a run that has files to judge should pay.
    import great_expectations as gx  # noqa: PLC0415
    from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: PLC0415

    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    settings: dict[str, Any] = {
        "connection_string": "duckdb:///:memory:",
        "create_temp_table": False,
        "kwargs": {"creator": lambda: ReadingConnection(connection)},
    }
    source = context.data_sources.add_sql("incoming files", **settings)
    asset = source.add_query_asset("judged", query="select * from judged")
    return connection, asset.add_batch_definition_whole_table("all rows")
