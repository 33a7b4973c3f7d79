"""How many rows a file must have at least, given what its system delivered before.

Only batches of earlier dates count, so the order in which batches arrive changes no verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from orchestration.contract import Table
from orchestration.promises.thresholds import (
    DELTA_REMAINDER,
    DELTA_WORTH_COMPARING,
    DELTAS_COMPARED,
    DELTAS_NEEDED,
    FULL_COPY_REMAINDER,
)


@dataclass(frozen=True)
class EarlierBatch:
    """The size of a batch that the same system delivered for the same table."""

    batch_date: date
    rows: int
    is_full: bool


@dataclass(frozen=True)
class Floor:
    """The fewest rows a file may have, and why."""

    rows: int
    reason: str


def fewest_rows(table: Table, is_full: bool, earlier: Sequence[EarlierBatch]) -> Floor:
    """Least a file of a table must hold. `earlier` are batches of earlier dates, any order."""
    alike = sorted(
        (batch for batch in earlier if batch.is_full == is_full),
        key=lambda batch: (batch.batch_date, batch.rows),
    )
    return _full_copy_floor(alike) if is_full else _delta_floor(table, alike)


def _full_copy_floor(earlier: Sequence[EarlierBatch]) -> Floor:
    if earlier and earlier[-1].rows > 1:
        last = earlier[-1]
        return Floor(
            ceil(last.rows * FULL_COPY_REMAINDER),
            f"the full copy of {last.batch_date} had {last.rows:,}, and what a full copy lacks"
            " counts as deleted",
        )
    return Floor(1, "a full copy without rows would delete everything")


def _delta_floor(table: Table, earlier: Sequence[EarlierBatch]) -> Floor:
    rows = [batch.rows for batch in earlier[-DELTAS_COMPARED:]]
    if len(rows) >= DELTAS_NEEDED and min(rows) >= DELTA_WORTH_COMPARING:
        return Floor(
            ceil(min(rows) * DELTA_REMAINDER),
            f"the smallest of the {len(rows)} deltas before it had {min(rows):,}",
        )
    if table.stops_the_run:
        return Floor(1, f"{table.name} is never without rows")
    return Floor(0, "a delta may be empty")
