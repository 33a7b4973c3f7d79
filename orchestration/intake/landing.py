"""The landing folder: what lies where, and how a file gets there whole or not at all.

`landing/<table>/batch_date=YYYY-MM-DD/<batch id>.parquet`. A file is written in `incoming/`,
flushed to disk and renamed, so a reader never sees half of one, whenever the machine stops.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.contract import LINEAGE_COLUMNS, Table, landing_contract
from orchestration.project import DataFolder

NO_BATCH = date(1900, 1, 1)
"""Batch date of the empty file that every contract table has."""

_ARROW_TYPES = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "TIMESTAMP": pa.timestamp("us"),
    "BOOLEAN": pa.bool_(),
}


@dataclass(frozen=True)
class LandedFile:
    """One file in the landing, as its path and its Parquet footer tell."""

    path: Path
    batch_date: date
    rows: int
    system: str | None
    """None for a file without rows."""
    is_full: bool

    @property
    def batch_id(self) -> str:
        """Id of the batch it holds."""
        return self.path.stem


def sweep_incoming(data: DataFolder) -> None:
    """Remove what a crashed run left behind; nothing in `incoming/` is ever needed again."""
    shutil.rmtree(data.incoming, ignore_errors=True)
    data.incoming.mkdir(parents=True, exist_ok=True)


def landed_path(data: DataFolder, table: str, batch_date: date, batch_id: str) -> Path:
    """Where a batch lies once it is admitted."""
    return data.landing / table / f"batch_date={batch_date}" / f"{batch_id}.parquet"


def find_landed(data: DataFolder, table: str, batch_id: str) -> Path | None:
    """Landed file of a batch, under whatever date."""
    return next((data.landing / table).glob(f"batch_date=*/{batch_id}.parquet"), None)


def admit(converted: Path, target: Path) -> None:
    """Move a converted file into the landing in one step that survives a crash."""
    flush_to_disk(converted)
    target.parent.mkdir(parents=True, exist_ok=True)
    converted.replace(target)
    flush_to_disk(target.parent)


def flush_to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def ensure_empty_tables(data: DataFolder) -> None:
    """Give every contract table a file without rows, in today's shape of the contract.

    So a table that nobody delivers exists, and one that gained a column has it.
    """
    for table in landing_contract().values():
        target = landed_path(data, table.name, NO_BATCH, "empty")
        schema = landing_schema(table)
        if not target.exists() or pq.read_schema(target) != schema:
            data.incoming.mkdir(parents=True, exist_ok=True)
            empty = data.incoming / f"{table.name}.empty.parquet"
            pq.write_table(schema.empty_table(), empty)
            admit(empty, target)


def landing_schema(table: Table) -> pa.Schema:
    """Arrow schema of a landed file of a table."""
    lineage = [(name, _ARROW_TYPES[kind]) for name, kind in LINEAGE_COLUMNS.items()]
    return pa.schema([*((name, pa.string()) for name in table.column_names), *lineage])


def landed_files(data: DataFolder, table: str) -> Iterator[LandedFile]:
    """Landed files of a table, newest batch date first, empty stand-ins apart.

    Opens one footer at a time, so whoever stops early pays for what was looked at only.
    """
    for path in sorted((data.landing / table).glob("batch_date=*/*.parquet"), reverse=True):
        file = read_landed(path)
        if file.batch_date != NO_BATCH:
            yield file


def read_landed(path: Path) -> LandedFile:
    """Read path and footer; a file holds one system and is full or not as a whole."""
    footer = pq.read_metadata(path)
    system = _first_value(footer, "_system")
    return LandedFile(
        path=path,
        batch_date=date.fromisoformat(path.parent.name.removeprefix("batch_date=")),
        rows=footer.num_rows,
        system=None if system is None else str(system),
        is_full=bool(_first_value(footer, "_is_full")),
    )


def _first_value(footer: pq.FileMetaData, column: str) -> str | bool | None:
    if not footer.num_row_groups:
        return None
    place = footer.schema.names.index(column)
    statistics = footer.row_group(0).column(place).statistics
    if statistics is None or not statistics.has_min_max:
        return None
    smallest: str | bool = statistics.min
    return smallest
