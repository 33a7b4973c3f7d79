"""A recognised file on its way into the landing: identified, converted, dated.

A file whose batch date is known beforehand is never converted twice. One without a date is
dated by the newest event in all undated files of its drop, those that landed before included,
so that delivering the same drop again gives the same dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from orchestration.contract import Table
from orchestration.intake.batches import (
    Batch,
    batch_id,
    content_digest,
    date_in_name,
    modified_on,
    newest_event,
)
from orchestration.intake.convert import PARQUET_OPTIONS, Conversion, Lineage
from orchestration.intake.file_format import FileFormat
from orchestration.intake.headings import Layout
from orchestration.intake.landing import find_landed
from orchestration.intake.sql import literal
from orchestration.intake.survey import Delivery
from orchestration.project import DataFolder

UNKNOWN_ID = ""
"""Stands in the rows of a full copy until its date, and with it its id, is known."""


@dataclass
class Candidate:
    """A delivery without faults, and what is known of it so far."""

    delivery: Delivery
    table: Table
    file_format: FileFormat
    layout: Layout
    digest: str
    batch_date: date | None
    converted: Path
    """Where its rows are once it is converted."""
    rows: int = 0

    @property
    def batch_id(self) -> str:
        """Id of the batch; UNKNOWN_ID for a full copy without a date."""
        if not self.file_format.full:
            return batch_id(self.digest, None)
        return batch_id(self.digest, self.batch_date) if self.batch_date else UNKNOWN_ID

    def landed(self, data: DataFolder) -> Path | None:
        """Where the same batch has landed before, if it has."""
        return find_landed(data, self.table.name, self.batch_id) if self.batch_id else None

    def convert(self, connection: duckdb.DuckDBPyConnection, loaded_at: datetime) -> None:
        """Write the rows to `converted`. Raises IntakeError when the file cannot be read."""
        lineage = Lineage(
            system=self.delivery.system,
            file=self.delivery.file,
            batch_id=self.batch_id,
            loaded_at=loaded_at,
            is_full=self.file_format.full,
        )
        self.rows = Conversion(
            connection,
            self.delivery,
            self.table,
            self.file_format,
            self.layout,
            lineage,
            self.converted,
        ).run()

    def set_date(self, connection: duckdb.DuckDBPyConnection, batch_date: date) -> None:
        """Give an undated batch its date, and a full copy's rows their id."""
        had_id = self.batch_id != UNKNOWN_ID
        self.batch_date = batch_date
        if not had_id:
            dated = self.converted.with_suffix(".dated.parquet")
            connection.execute(
                f"copy (select * replace ({literal(self.batch_id)} as _batch_id)"
                f" from read_parquet({literal(str(self.converted))}))"
                f" to {literal(str(dated))} ({PARQUET_OPTIONS})"
            )
            dated.replace(self.converted)

    def as_batch(self, batch_date: date, rows: int) -> Batch:
        """Batch as it is in the landing."""
        return Batch(
            table=self.table.name,
            system=self.delivery.system,
            file=self.delivery.file,
            batch_id=self.batch_id,
            batch_date=batch_date,
            rows=rows,
            is_full=self.file_format.full,
        )


def candidate(
    delivery: Delivery, drop: Path, as_of: date | None, converted: Path
) -> Candidate | None:
    """Identify a delivery; None when it was not recognised or has faults."""
    table, file_format, layout = delivery.table, delivery.file_format, delivery.layout
    if table is None or file_format is None or layout is None or delivery.faults:
        return None
    names = [delivery.system, table.name, *([file_format.sheet] if file_format.sheet else [])]
    return Candidate(
        delivery=delivery,
        table=table,
        file_format=file_format,
        layout=layout,
        digest=content_digest(delivery.path, *names),
        batch_date=date_in_name(delivery.source, drop) or as_of,
        converted=converted,
    )


def common_date(
    connection: duckdb.DuckDBPyConnection, undated: Sequence[tuple[Candidate, Path]]
) -> date | None:
    """Newest event in undated files, given each with its converted or landed rows."""
    events = [
        newest_event(connection, rows, item.table, modified_on(item.delivery.path))
        for item, rows in undated
    ]
    return max((event for event in events if event is not None), default=None)
