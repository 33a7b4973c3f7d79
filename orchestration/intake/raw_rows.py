"""The rows of a file before conversion: one relation for DuckDB, whatever the file was.

Columns: `_row`; `_problem` and `_raw` (null for a row that could be split); `c0`, `c1`, ... the
fields as text, in file order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.intake.encodings import shown
from orchestration.intake.records import Record
from orchestration.intake.sql import literal

ROWS_PER_GROUP = 50_000
"""Rows held in memory at a time."""


@dataclass(frozen=True)
class RawRows:
    """Where the rows of a file can be read."""

    relation: str
    """SQL that can follow `from`."""
    has_problems: bool = False
    """Whether some `_problem` is not null."""
    needs_trimming: bool = True
    """Whether some field may begin or end with blanks."""
    expected_rows: int | None = None
    """What an independent count says must come out; None when there is no other count."""


def write_raw_rows(records: Iterable[Record], width: int, path: Path) -> RawRows:
    """Write records, blank ones left out, as a Parquet file of raw rows of `width` fields."""
    texts = ["_problem", "_raw", *(f"c{index}" for index in range(width))]
    schema = pa.schema([("_row", pa.int64()), *((name, pa.string()) for name in texts)])
    count = problems = 0
    with pq.ParquetWriter(path, schema, compression="lz4") as writer:
        for batch in _batches(record for record in records if not record.is_blank):
            writer.write_table(pa.table(list(_columns(batch, width)), schema=schema))
            count += len(batch)
            problems += sum(1 for record in batch if record.fields is None)
    return RawRows(
        relation=f"read_parquet({literal(str(path))})",
        has_problems=problems > 0,
        expected_rows=count,
    )


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(islice(records, ROWS_PER_GROUP)):
        yield batch


def _columns(batch: list[Record], width: int) -> Iterator[list[int] | list[str | None]]:
    yield [record.number for record in batch]
    yield [record.problem for record in batch]
    yield [shown(record.raw) if record.fields is None else None for record in batch]
    nothing = [None] * width
    fields = [record.fields or nothing for record in batch]
    yield from (list(column) for column in zip(*fields, strict=True))
