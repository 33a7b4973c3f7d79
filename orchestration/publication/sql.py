"""The few words of DuckDB that publication repeats: quoting, and one careful connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


def name(identifier: str) -> str:
    """Quote an identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: object) -> str:
    """Quote a value as a text literal."""
    return "'" + str(value).replace("'", "''") + "'"


@contextmanager
def session(**attached: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an in-memory session with files attached read-only, each under its keyword's name.

    Never `duckdb.connect(path)`: within one process that may hand back an instance opened
    earlier, which still sees the file as it was before it was replaced.
    """
    with duckdb.connect(":memory:") as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute("set TimeZone = 'UTC'")
        for alias, path in attached.items():
            connection.execute(f"attach {text(path)} as {name(alias)} (read_only)")
        yield connection
