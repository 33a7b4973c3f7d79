"""What makes a batch: its id, and the date it speaks for."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from orchestration.contract import Table
from orchestration.intake.drop import DropFile, composed
from orchestration.intake.encodings import chunks
from orchestration.intake.sql import identifier, literal

DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})(-?)(\d{2})\2(\d{2})(?!\d)")
PLAUSIBLE_YEARS = range(1970, 2200)


@dataclass(frozen=True)
class Batch:
    """One file in the landing."""

    table: str
    system: str
    file: str
    """Path relative to the drop."""
    batch_id: str
    batch_date: date
    rows: int
    is_full: bool


def content_digest(path: Path, *names: str) -> str:
    """Digest of a file's bytes and of what it was taken for; the same drop gives the same."""
    digest = hashlib.sha256("\0".join(names).encode())
    for piece in chunks(path):
        digest.update(piece)
    return digest.hexdigest()


def batch_id(digest: str, full_copy_on: date | None) -> str:
    """Sixteen hexadecimal digits; a full copy is another batch on another date."""
    if full_copy_on is not None:
        digest = hashlib.sha256(f"{digest} {full_copy_on}".encode()).hexdigest()
    return digest[:16]


def date_in_name(file: DropFile, drop: Path) -> date | None:
    """Date (YYYY-MM-DD or YYYYMMDD) in the file's name, else in the nearest folder's."""
    names = [file.file.split("/")[-1], *reversed(file.folders), composed(drop.resolve().name)]
    return next((found for name in names if (found := _date_in(name))), None)


def _date_in(name: str) -> date | None:
    for year, _, month, day in DATE_IN_NAME.findall(name):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found.year in PLAUSIBLE_YEARS:
            return found
    return None


def modified_on(path: Path) -> date:
    """UTC day a file was last modified."""
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()


def newest_event(
    connection: duckdb.DuckDBPyConnection, rows: Path, table: Table, not_after: date
) -> date | None:
    """Newest day that a landed-shape Parquet file says something happened on.

    Days later than the day after `not_after` are taken for mistakes.
    """
    happened = [c.name for c in table.columns if c.happened or c.name == "source_updated_at"]
    days = ", ".join(f"try_cast(left({identifier(name)}, 10) as date)" for name in happened)
    latest = literal((not_after + timedelta(days=1)).isoformat())
    query = (
        f"select max(day) from (select unnest([{days}]) as day"
        f" from read_parquet({literal(str(rows))})) where day <= date {latest}"
    )
    found: Sequence[tuple[date | None]] = connection.execute(query).fetchall()
    return found[0][0]
