"""Parquet exports as text: the same raw rows as from any other file.

Types are written as the landing wants them: plain decimals, ISO dates and times, JSON for
nested values. DuckDB does the work, so ten million rows are no trouble.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from orchestration.intake.errors import IntakeError
from orchestration.intake.raw_rows import RawRows
from orchestration.intake.sql import identifier, literal


def parquet_columns(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """Column names and DuckDB types, in file order.

    Raises IntakeError when the file is not readable Parquet.
    """
    try:
        described = connection.execute(f"describe select * from {_scan(path)}").fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise IntakeError(f"the Parquet file cannot be opened ({reason})") from error
    return {name: data_type for name, data_type, *_ in described}


def parquet_rows(
    columns: Mapping[str, str], path: Path, decimal_marks: Mapping[int, str]
) -> RawRows:
    """Rows of a Parquet file. Its first row is number 2, as if headings came before.

    `decimal_marks` by column place (from 0) are those in which numbers are to be written.
    """
    fields = [
        f"{_as_text(identifier(name), data_type, decimal_marks.get(place, '.'))} as c{place}"
        for place, (name, data_type) in enumerate(columns.items())
    ]
    row = "file_row_number + 2 as _row"
    scan = _scan(path, "file_row_number = true")
    return RawRows(f"(select {', '.join([row, *fields])} from {scan})")


def _scan(path: Path, *options: str) -> str:
    arguments = [literal(str(path)), "binary_as_string = true", *options]
    return f"read_parquet({', '.join(arguments)})"


def _as_text(name: str, data_type: str, decimal_mark: str) -> str:
    if data_type == "VARCHAR":
        return name
    if data_type in ("FLOAT", "DOUBLE"):
        return f"replace(plain_number({name}), '.', {literal(decimal_mark)})"
    if data_type.startswith("DECIMAL"):
        return f"replace(cast({name} as varchar), '.', {literal(decimal_mark)})"
    if data_type.startswith("TIMESTAMP_"):
        return f"cast(cast({name} as timestamp) as varchar)"
    if data_type.endswith(("]", ")")) or data_type.startswith(("STRUCT", "MAP")):
        return f"cast(to_json({name}) as varchar)"
    return f"cast({name} as varchar)"
