"""The same company at any scale, shaped like the contract, written while it is being made.

One file per system, table and batch stays open and receives each block's rows, so memory holds one
block however many orders there are.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal, TypeAlias

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from orchestration.demo.company import company_rows
from orchestration.demo.history import deliveries

StreamFormat: TypeAlias = Literal["csv", "parquet"]
Writer: TypeAlias = "pa.csv.CSVWriter | pa.parquet.ParquetWriter"


def _open(path: Path, schema: pa.Schema, file_format: StreamFormat) -> Writer:
    path.parent.mkdir(parents=True, exist_ok=True)
    if file_format == "parquet":
        return pa.parquet.ParquetWriter(path, schema, compression="zstd", compression_level=1)
    return pa.csv.CSVWriter(path, schema, write_options=pa.csv.WriteOptions(quoting_style="needed"))


@contextmanager
def _writers(out: Path, file_format: StreamFormat) -> Iterator[dict[Path, Writer]]:
    """Writers by path, all closed at the end."""
    with ExitStack() as stack:
        writers: dict[Path, Writer] = {}
        stack.callback(lambda: [writer.close() for writer in writers.values()])
        yield writers


def write_stream(out: Path, orders: int, file_format: StreamFormat, seed: int) -> None:
    """Write the company into `out`, one folder per system."""
    with _writers(out, file_format) as writers:
        for extract in company_rows(orders, seed):
            for day, table in deliveries(extract):
                path = out / extract.system / f"{extract.table}_{day}.{file_format}"
                if path not in writers:
                    writers[path] = _open(path, table.schema, file_format)
                writers[path].write_table(table)
