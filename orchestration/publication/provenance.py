"""Where a publication comes from: batches, freshness and the day it speaks for.

Read from the landing, which is the one record of what arrived, so that the published file can
answer "whose data, and how old" by itself.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb

from orchestration.publication.sql import text

NEVER = "1900-01-01"
"""Batch date of the empty file that stands for a table nobody has delivered yet."""


def newest_batch_date(landing: Path) -> date | None:
    """Newest batch date of any table, or None when nothing has landed."""
    days = {
        folder.name.removeprefix("batch_date=")
        for folder in landing.glob("*/batch_date=*")
        if any(folder.glob("*.parquet"))
    }
    days.discard(NEVER)
    return date.fromisoformat(max(days)) if days else None


def _landed(landing: Path, table: str) -> str:
    files = text(landing / table / "**" / "*.parquet")
    return (
        f"read_parquet({files}, hive_partitioning = true,"
        " hive_types = {'batch_date': date}, union_by_name = true)"
    )


def _batches_of(landing: Path, table: str) -> str:
    return f"""
        select
            {text(table)} as source_table,
            _system as source_system,
            _file as source_file,
            _batch_id as batch_id,
            batch_date,
            count(*) as row_count
        from {_landed(landing, table)}
        group by all
    """


def _freshness_of(landing: Path, table: str, as_of: date) -> str:
    # A time without an offset counts as UTC here; a time after the as-of day is a typing error
    # somewhere (quarantine has the row), not a sign that the source is fresh.
    updated_at = "try_cast(source_updated_at as timestamptz)"
    return f"""
        select
            {text(table)} as source_table,
            max(batch_date) as newest_batch_date,
            cast(max({updated_at}) filter (
                where {updated_at} < timestamptz '{as_of}' + interval 1 day
            ) as timestamp) as newest_source_updated_at
        from {_landed(landing, table)}
        where batch_date between date '{NEVER}' + 1 and date '{as_of}'
    """


def write_batches(
    connection: duckdb.DuckDBPyConnection,
    target: str,
    landing: Path,
    tables: Iterable[str],
    as_of: date,
) -> None:
    """Create `target`: one row per batch that landed on or before `as_of`."""
    batches = " union all ".join(_batches_of(landing, table) for table in tables)
    connection.execute(f"""
        create table {target} as
        select * from ({batches})
        where batch_date <= date '{as_of}'
        order by source_table, batch_date, source_system, source_file, batch_id
    """)


def write_freshness(
    connection: duckdb.DuckDBPyConnection,
    target: str,
    landing: Path,
    tables: Iterable[str],
    as_of: date,
) -> None:
    """Create `target`: one row per contract table, with its age in days on `as_of`.

    A table that nobody delivered has nulls: its age is unknown, not zero.
    """
    freshness = " union all ".join(_freshness_of(landing, table, as_of) for table in tables)
    connection.execute(f"""
        create table {target} as
        select
            source_table,
            newest_batch_date,
            newest_source_updated_at,
            cast(date '{as_of}' - newest_batch_date as integer) as age_days
        from ({freshness})
        order by source_table
    """)
