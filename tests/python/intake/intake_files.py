"""Exports as people really have them, and what intake makes of them, for the tests."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import duckdb
import pyarrow.parquet as pq

from orchestration.intake.convert import Conversion, Lineage
from orchestration.intake.sql import intake_connection
from orchestration.intake.survey import survey_drop
from orchestration.project import DataFolder

STACK = ExitStack()
LOADED_AT = datetime(2025, 4, 1, 3, 0)

ORDER_HEADINGS = ("order_id", "ordered_at", "currency_code", "tax_amount")


def delimited(
    rows: Iterable[Sequence[str]],
    delimiter: str = ",",
    line_end: str = "\n",
    *,
    quote_all: bool = False,
) -> str:
    """Rows as delimited text; fields are quoted where they must be, or all of them."""
    special = (delimiter, '"', "\r", "\n")

    def written(field: str) -> str:
        if quote_all or any(mark in field for mark in special) or field.startswith(" "):
            return '"' + field.replace('"', '""') + '"'
        return field

    return "".join(delimiter.join(map(written, row)) + line_end for row in rows)


def orders(count: int, first: int = 1) -> str:
    """So many good orders, as contract-shaped CSV."""
    rows = [
        (f"O{number}", f"2025-03-{number % 28 + 1:02d} 10:00:00", "EUR", "1.50")
        for number in range(first, first + count)
    ]
    return delimited([ORDER_HEADINGS, *rows])


def put(drop: Path, file: str, content: str | bytes) -> Path:
    """Put a file into a drop."""
    path = drop / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def query(sql: str, *parameters: object) -> list[dict[str, object]]:
    """Rows of a query, by column."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        cursor = connection.execute(sql, list(parameters))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def landed(data: DataFolder, table: str) -> list[dict[str, object]]:
    """Every landed row of a table, with its batch date, in order of file and row."""
    return query(
        "select * from read_parquet(?, hive_partitioning = true, hive_types = {'batch_date': date},"
        " union_by_name = true) order by _file, _batch_id, _row",
        str(data.landing / table / "**" / "*.parquet"),
    )


@cache
def shared_connection() -> duckdb.DuckDBPyConnection:
    """One intake connection for all conversions: opening one takes longer than a small file."""
    return STACK.enter_context(intake_connection(Path(mkdtemp())))


def converted(
    file: str, content: str | bytes, formats: str | None = None, system: str = "shop"
) -> list[dict[str, object]]:
    """The rows that a file becomes, without any judgement of them."""
    with TemporaryDirectory() as folder:
        drop = Path(folder) / "drop"
        put(drop, f"{system}/{file}", content)
        formats_folder = Path(folder) / "formats"
        if formats is not None:
            put(formats_folder, f"{system}.yml", formats)
        return convert_first(drop, formats_folder)


def convert_first(drop: Path, formats_folder: Path = Path("none")) -> list[dict[str, object]]:
    """The rows that the first file of a drop becomes; it must be one that can be converted."""
    delivery = survey_drop(drop, formats_folder)[0]
    assert delivery.table is not None, delivery.how
    assert delivery.file_format is not None
    assert delivery.layout is not None, delivery.problems
    assert not delivery.faults
    with TemporaryDirectory() as scratch:
        target = Path(scratch) / "converted.parquet"
        lineage = Lineage("shop", delivery.file, "0" * 16, LOADED_AT, is_full=False)
        rows = Conversion(
            shared_connection(),
            delivery,
            delivery.table,
            delivery.file_format,
            delivery.layout,
            lineage,
            target,
        ).run()
        found: list[dict[str, object]] = pq.read_table(target).to_pylist()
        assert len(found) == rows
        return found
