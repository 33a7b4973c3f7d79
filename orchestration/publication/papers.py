"""The papers of a release: the `publication` tables that say what it is and what it must hold."""

from collections.abc import Iterable
from datetime import UTC

import duckdb

from orchestration.publication.contents import Mart
from orchestration.publication.identity import Identity
from orchestration.publication.layout import built, released
from orchestration.publication.sql import name, text

COUNTED_TYPES = ("DECIMAL", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
"""Types whose sum is exact whatever the order of the rows."""

PAPERS = {
    "publication": {
        "": "One row: which run wrote this file, for which day, from which definitions.",
        "run_id": "Run that wrote the file; names its release folder and its log.",
        "as_of_date": "Day the marts speak for. Nothing that landed later is in them.",
        "written_at": "When the file was written (UTC).",
        "project_version": "Version of the project.",
        "definition_version": "Version of the metric definitions.",
        "reporting_currency": "Currency of every amount (ISO 4217).",
        "models_fingerprint": "Changes when any model, seed or macro changes.",
    },
    "publication_batches": {
        "": "One row per batch that landed up to the as-of date: the files behind the numbers.",
        "source_table": "Table of the landing contract.",
        "source_system": "System that delivered the file.",
        "source_file": "Path of the file in its drop.",
        "batch_id": "Id of the batch in the landing.",
        "batch_date": "Business date of the batch.",
        "row_count": "Rows that landed, before staging.",
    },
    "publication_marts": {
        "": "One row per mart: how many rows the build had, and therefore this file has.",
        "mart": "Table of this schema.",
        "row_count": "Rows.",
    },
    "publication_totals": {
        "": "One row per whole-number or decimal column of a mart: its control total.",
        "mart": "Table of this schema.",
        "column_name": "Column that was summed.",
        "total": "Sum over all rows; null when there is nothing to sum.",
    },
    "publication_freshness": {
        "": "One row per contract table: how fresh its data was on the as-of date.",
        "source_table": "Table of the landing contract.",
        "newest_batch_date": "Business date of the newest batch; null = never delivered.",
        "newest_source_updated_at": "Newest change the source reports up to the as-of day (UTC).",
        "age_days": "Days from the newest batch to the as-of date; null = never delivered.",
    },
}
"""Per table its columns and meanings; the empty name is the table itself."""


def write_identity(connection: duckdb.DuckDBPyConnection, identity: Identity) -> None:
    """Create `publication`."""
    written_at = identity.written_at.astimezone(UTC).replace(tzinfo=None)
    connection.execute(
        f"""
        create table {released("publication")} as
        select
            cast($run_id as varchar) as run_id,
            cast($as_of_date as date) as as_of_date,
            cast($written_at as timestamp) as written_at,
            cast($project_version as varchar) as project_version,
            cast($definition_version as varchar) as definition_version,
            cast($reporting_currency as varchar) as reporting_currency,
            cast($models_fingerprint as varchar) as models_fingerprint
        """,
        {**vars(identity), "written_at": written_at},
    )


def _counted_columns(connection: duckdb.DuckDBPyConnection, mart: Mart) -> list[str]:
    described = connection.execute(f"describe {built(mart.name)}").fetchall()
    types = {row[0]: row[1] for row in described}
    return [column for column in mart.column_names if types[column].startswith(COUNTED_TYPES)]


def write_totals(connection: duckdb.DuckDBPyConnection, marts: Iterable[Mart]) -> None:
    """Create `publication_marts` and `publication_totals`.

    Counted in the build file, so that comparing them with the release compares two files.
    """
    counts, totals = released("publication_marts"), released("publication_totals")
    connection.execute(f"create table {counts} (mart varchar, row_count bigint)")
    connection.execute(
        f"create table {totals} (mart varchar, column_name varchar, total decimal(38, 6))"
    )
    for mart in marts:
        columns = _counted_columns(connection, mart)
        sums = [f"cast(sum({name(column)}) as decimal(38, 6))" for column in columns]
        select = ", ".join(["count(*)", *sums])
        [(rows, *sums_found)] = connection.execute(
            f"select {select} from {built(mart.name)}"
        ).fetchall()
        connection.execute(f"insert into {counts} values (?, ?)", [mart.name, rows])
        for column, total in zip(columns, sums_found, strict=True):
            connection.execute(f"insert into {totals} values (?, ?, ?)", [mart.name, column, total])


def describe_papers(connection: duckdb.DuckDBPyConnection) -> None:
    """Comment every paper and its columns."""
    for table, meanings in PAPERS.items():
        for column, meaning in meanings.items():
            kind, target = ("column", f".{name(column)}") if column else ("table", "")
            connection.execute(f"comment on {kind} {released(table)}{target} is {text(meaning)}")
