"""One delivery to one Parquet file in the shape of the landing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow.parquet as pq

from orchestration.contract import Table
from orchestration.intake.conversion import landing_columns, trimmed_fields
from orchestration.intake.delimited import careful_rows, fast_rows
from orchestration.intake.errors import IntakeError
from orchestration.intake.file_format import FileFormat, is_number
from orchestration.intake.headings import Layout
from orchestration.intake.parquet_files import parquet_columns, parquet_rows
from orchestration.intake.raw_rows import RawRows, write_raw_rows
from orchestration.intake.recognition import PARQUET_SUFFIXES
from orchestration.intake.records import Record
from orchestration.intake.sql import literal
from orchestration.intake.survey import Delivery
from orchestration.intake.workbooks import sheet_records

PARQUET_OPTIONS = "format parquet, compression zstd, row_group_size 122880"


@dataclass(frozen=True)
class Lineage:
    """What every row of a batch carries besides its values."""

    system: str
    file: str
    batch_id: str
    loaded_at: datetime
    """UTC, without zone."""
    is_full: bool

    def columns(self) -> str:
        """Select list of the lineage columns, `_extra` apart."""
        return (
            f"{literal(self.system)} as _system, {literal(self.file)} as _file, _row,"
            f" {literal(self.batch_id)} as _batch_id,"
            f" timestamp {literal(self.loaded_at.isoformat(sep=' '))} as _loaded_at,"
            f" {str(self.is_full).lower()} as _is_full"
        )


@dataclass(frozen=True)
class Conversion:
    """A delivery without faults, on its way to `target`. `connection` is an intake_connection."""

    connection: duckdb.DuckDBPyConnection
    delivery: Delivery
    table: Table
    file_format: FileFormat
    layout: Layout
    lineage: Lineage
    target: Path

    def run(self) -> int:
        """Write the target and return its number of rows.

        Raises IntakeError when the file turns out not to be readable.
        """
        with TemporaryDirectory(dir=self.target.parent) as scratch:
            if self.delivery.shape is None:
                return self._written(self._typed_rows(Path(scratch)))
            shape = self.delivery.shape
            rows = fast_rows(self.delivery.path, shape, Path(scratch))
            if rows is not None and self._fits(rows):
                return rows.expected_rows or 0
            return self._written(careful_rows(self.delivery.path, shape, Path(scratch)))

    def _fits(self, rows: RawRows) -> bool:
        """Whether the fast reader could read the file, and read as many rows as there are."""
        try:
            return self._write(rows) == rows.expected_rows
        except duckdb.InvalidInputException:
            return False

    def _written(self, rows: RawRows) -> int:
        try:
            written = self._write(rows)
        except duckdb.InvalidInputException as error:
            raise IntakeError(f"the file cannot be read ({str(error).splitlines()[0]})") from error
        if rows.expected_rows not in (None, written):
            raise IntakeError(f"{written} of {rows.expected_rows} rows were written")
        return written

    def _write(self, rows: RawRows) -> int:
        fields = trimmed_fields(len(self.layout.sources), rows)
        problem = ", _problem, _raw" if rows.has_problems else ""
        columns = landing_columns(self.table, self.file_format, self.layout.sources, rows)
        # The lineage stands before `_extra`, in the order of the contract.
        contract, extra = columns[:-1], columns[-1]
        select = ",\n    ".join([*contract, self.lineage.columns(), extra])
        self.connection.execute(
            f"copy (select {select} from (select _row{problem}, {fields} from {rows.relation}))"
            f" to {literal(str(self.target))} ({PARQUET_OPTIONS})"
        )
        return int(pq.read_metadata(self.target).num_rows)

    def _typed_rows(self, scratch: Path) -> RawRows:
        """Rows of a file whose cells have types: numbers are written as the format says."""
        marks = {
            source.index: self.file_format.decimal_mark
            for source in self.layout.sources
            if source.rule and is_number(self._data_type(source.rule.to))
        }
        if self.delivery.path.suffix.lower() in PARQUET_SUFFIXES:
            columns = parquet_columns(self.connection, self.delivery.path)
            return parquet_rows(columns, self.delivery.path, marks)
        return write_raw_rows(
            self._rows_after_headings(marks), len(self.layout.sources), scratch / "rows.parquet"
        )

    def _rows_after_headings(self, marks: dict[int, str]) -> Iterator[Record]:
        records = sheet_records(self.delivery.path, self.file_format.sheet, marks)
        next(records)
        yield from records

    def _data_type(self, column_name: str) -> str:
        return next(c.data_type for c in self.table.columns if c.name == column_name)
